"""Write the example pages anew from their sources."""

from __future__ import annotations

from benchmarks.layouts import PAGES, example_page
from benchmarks.layouts.written import EXAMPLES

for name in PAGES:
    (EXAMPLES / f"{name}.html").write_text(example_page(name), encoding="utf-8")
