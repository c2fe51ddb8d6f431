"""Watching sources, and telling what happens in their threads; see docs/watching.md."""
