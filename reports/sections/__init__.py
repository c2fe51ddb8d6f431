"""The report's sections in the order in which they stand on the page.

Each is a function from what several of them share (``reports.material``) to a ``Section``, or to
None where there is nothing to tell; its template has its name.
"""

from __future__ import annotations

from collections.abc import Callable

from reports.material import Material
from reports.section import Section
from reports.sections.chains import chains
from reports.sections.finding import finding
from reports.sections.made import made
from reports.sections.split import split
from reports.sections.sure import sure
from reports.sections.time import time
from reports.sections.where import where

SECTIONS: tuple[Callable[[Material], Section | None], ...] = (
    finding,
    split,
    where,
    chains,
    time,
    sure,
    made,
)
