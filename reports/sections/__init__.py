"""The report's sections in the order in which they stand on the page.

Each is a function from what several of them share (``reports.material``) to a ``Section``, or to
None where there is nothing to tell; its template has its name.
"""

from __future__ import annotations

from collections.abc import Callable

from reports.material import Material
from reports.section import Section
from reports.sections.camps import camps
from reports.sections.chains import chains
from reports.sections.finding import finding
from reports.sections.flow import stance_flow
from reports.sections.made import made
from reports.sections.moves import how_it_moves
from reports.sections.split import split
from reports.sections.sure import sure
from reports.sections.targets import targets
from reports.sections.time import time
from reports.sections.voices import voices_and_words
from reports.sections.where import where

SECTIONS: tuple[Callable[[Material], Section | None], ...] = (
    finding,
    split,
    where,
    chains,
    stance_flow,
    time,
    how_it_moves,
    camps,
    targets,
    voices_and_words,
    sure,
    made,
)
