"""Replies that a flat list states by a link: ``in reply to comment from Ann``, ``» parent``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from threads.formats.html_nesting import Laid
from threads.formats.html_walk import attribute
from threads.markup import Element

# A comment's own anchor and what it answers stand among its first elements and links.
_ANCHORS, _LINKS = 6, 6
_LINE, _NODES = 200, 40
_ANSWERS = re.compile(
    r"in reply to|replied to|replying to|in response to|parent\b|als antwort auf|antwort auf"
    r"|en réponse à|a répondu à|en respuesta a|in risposta a|em resposta a|w odpowiedzi",
    re.IGNORECASE,
)


def stated(laid: Sequence[Laid]) -> Sequence[Laid]:
    """Nest comments that lie beside each other as their links say; others are given as they are.

    A link counts where it or its line says that it leads to what is answered, and it leads to a
    comment further up the page.
    """
    if len(laid) < 2 or any(place.level > 1 for place in laid):
        return laid
    anchors: dict[str, int] = {}
    for at, place in enumerate(laid):
        for name in _anchors(place.item):
            anchors.setdefault(name, at)
    found: list[Laid] = []
    for at, place in enumerate(laid):
        above = next((n for n in _answered(place.item, anchors) if n < at), None)
        if above is None:
            found.append(place)
        else:
            parent = found[above]
            found.append(place._replace(under=parent.number, level=parent.level + 1))
    return found


def _anchors(item: Element) -> Iterator[str]:
    """Yield the names by which links may lead to a comment."""
    for tag in (item, *islice(item.inside(), _ANCHORS)):
        yield from filter(None, (attribute(tag, "id"), attribute(tag, "name")))


def _answered(item: Element, anchors: dict[str, int]) -> Iterator[int]:
    for link in islice(item.inside({"a"}), _LINKS):
        number = anchors.get(attribute(link, "href").rpartition("#")[2])
        if number is not None and _says_so(link):
            yield number


def _says_so(link: Element) -> bool:
    """Tell whether a link's words, its title or what stands around it say that it is answered."""
    around = link.parent
    near = around.text if around is not None and around.end - around.at <= _NODES else ""
    words = (link.text, attribute(link, "title"), near if len(near) <= _LINE else "")
    return any(_ANSWERS.search(text[:_LINE]) for text in words)
