"""The example page that comes with the program."""

from __future__ import annotations

from pathlib import Path

EXAMPLE = "doorbells.html"


def example_page() -> Path:
    """Give the example's file: beside this module in a wheel, among ``examples/`` in a checkout."""
    here = Path(__file__).parent
    installed = here / "examples" / EXAMPLE
    return installed if installed.exists() else here.parent / "examples" / EXAMPLE
