"""Run the command line as ``python -m rejoinder``."""

from __future__ import annotations

from rejoinder.cli import main

main(prog_name="rejoinder")
