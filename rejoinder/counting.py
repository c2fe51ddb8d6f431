"""Counts as the terminal tells them: ``1 page``, ``1,234 pages``."""

from __future__ import annotations


def counted(number: float, thing: str, things: str = "") -> str:
    """Write a whole number with its noun; ``things`` where the plural isn't one with an s."""
    return f"{number:,.0f} {thing if number == 1 else things or f'{thing}s'}"
