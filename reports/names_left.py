"""The last look at a redacted page: which names of commenters still stand in it, and why."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from lxml import html

from reports.packing import laid_open
from reports.pseudonyms import Pseudonyms
from threads.errors import RejoinderError

_READ = ("aria-label", "title", "alt", "id", "href", "datetime", "value", "data-from", "data-value")
"""Attributes that hold more than the page's own words."""


@dataclass(frozen=True)
class NamesLeft:
    """Names found in a page: ``ordinary`` ones are words too, ``published`` ones the article's."""

    ordinary: tuple[str, ...] = ()
    published: tuple[str, ...] = ()

    def __or__(self, other: NamesLeft) -> NamesLeft:
        """Put those of two pages together."""
        return NamesLeft(
            tuple(dict.fromkeys(self.ordinary + other.ordinary)),
            tuple(dict.fromkeys(self.published + other.published)),
        )


def look_for_names(texts: Iterable[str], people: Pseudonyms, published: str) -> NamesLeft:
    """Find what is left of names in texts.

    ``published`` is what the article itself says. Raises ``RejoinderError`` for a name that is
    neither in that nor made of ordinary words.
    """
    found = people.still_in("\n".join(texts))
    public = set(people.still_in(published))
    ordinary = tuple(name for name in found if name not in public and people.is_ordinary(name))
    leaks = [name for name in found if name not in public and name not in ordinary]
    if leaks:
        raise RejoinderError(
            f"{len(leaks)} names still stand in the redacted page, so it was not written:"
            f" {', '.join(leaks[:5])}",
            remedy="please report it",
        )
    return NamesLeft(ordinary, tuple(name for name in found if name in public))


def shown_in(page: str) -> Iterator[str]:
    """Give every text of a page: what is shown or packed, is read out, and figures' data."""
    for element in html.fromstring(laid_open(page)).iter():
        if not isinstance(element.tag, str) or element.tag == "style":
            continue
        if element.tag != "script":
            yield element.text or ""
        elif element.get("type") == "application/json":
            yield from strings_in(json.loads(element.text or "null"))
        yield element.tail or ""
        yield from filter(None, map(element.get, _READ))


def strings_in(data: Any) -> Iterator[str]:
    """Give every text in JSON or a figure's data."""
    waiting = [data]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            waiting += [*one, *one.values()]
        elif isinstance(one, list | tuple):
            waiting += one
