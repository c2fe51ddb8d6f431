"""A database whose words are out to harm whoever opens an export of them."""

from __future__ import annotations

from pathlib import Path

from tests.reports import fixture_thread
from tests.threads.builders import comment, nested, page, thread
from threads.store import Store

HOSTILE = (
    '=HYPERLINK("http://evil.example","click")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "fine; =1+1",
    "fine\n=1+1",
    "'quoted' and \\ slashed",
    'say "no", <b>&amp;</b> ]]>',
    "\x1b[31mred\x1b[0m\x9b",
    "nul \x00 inside",
    "\u202eright to left \u05e9\u05dc\u05d5\u05dd",
    "\ufeff=1+1",
    "＝1+1",
    "\ufffe\uffff \U0001f600",
)


def build(path: Path) -> Store:
    """Make the hand-made thread with all its scores, and one of ``HOSTILE`` texts and names."""
    fixture_thread.build(path).close()
    store = Store(path)
    said = [
        comment(
            n, text, author=text if n % 2 else "Anonymous Coward", subject=text, external_id=text
        )
        for n, text in enumerate(HOSTILE, 1)
    ]
    deep = comment(len(said) + 1, "under the first", author="Nia", placement=nested(said[0].id))
    store.add(thread(*said, deep, title="=1+1", author="@x", url=None), page("hostile"))
    return store
