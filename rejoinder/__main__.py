"""Run the command line as ``python -m rejoinder``."""

from __future__ import annotations

from rejoinder.start import start

start()
