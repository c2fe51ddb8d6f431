"""Where the text of a comment stands, and what in it is not the commenter's.

Class names and schema.org's properties are asked; a comment of which they tell nothing is read
whole, less its byline.
"""

from __future__ import annotations

from functools import lru_cache

from threads.formats import selectors
from threads.formats.comment_head import Head
from threads.formats.html_comment import Own
from threads.formats.html_walk import HEADINGS, attribute
from threads.markup import Element

# A button, a vote or a count is no longer than this, in characters and in elements and texts.
_CONTROL, _CONTROL_NODES = 80, 80
_HEADING = 120  # characters of a heading made of a comment's first words
# So many elements of one comment are looked at for its text.
_MOST_ROOTS = 8
# An element inside another holds the comment's text as well where it holds this share of it.
_ALL_BUT = 0.8
_NAMES = 500  # characters of a class attribute


def body_root(own: Own, head: Head) -> Element | None:
    """Give the element that holds the comment's text, as a class says, less any byline."""
    for name in selectors.COMMENT_BODIES:
        root = own.only((name,))
        if root is not None and _is_below(root, own, head):
            return root
    return _likely_root(own, head)


def _is_below(root: Element, own: Own, head: Head) -> bool:
    if root is own.item or root in own.rest:
        return False
    return all(not root.at <= block.at < root.end for block in head.blocks)


def _likely_root(own: Own, head: Head) -> Element | None:
    """Give the innermost of the elements that hold the text by their names in general.

    None where they stand apart from each other: then each may be a part of it.
    """
    found = (tag for tag in own.tags if tag.attrs and _may_hold_text(tag))
    roots = [tag for tag, _ in zip(found, range(_MOST_ROOTS), strict=False)]
    tails = [tag for tag in own.tags if tag.attrs and is_tail(tag)]
    roots = [
        tag
        for tag in roots
        if _is_below(tag, own, head)
        and not any(tail.at <= tag.at < tail.end for tail in tails)
        and _length(tag)
    ]
    if not roots or any(tag.at >= roots[0].end for tag in roots):
        return None
    whole = _length(roots[0])
    return [tag for tag in roots if _length(tag) >= _ALL_BUT * whole][-1]


def _may_hold_text(tag: Element) -> bool:
    said = attribute(tag, "itemprop") or attribute(tag, "property")
    names = tag.attrs.get("class") or ""
    return said in selectors.BODY_PROPERTIES or (bool(names) and _names_text(names))


@lru_cache(maxsize=4096)
def _names_text(names: str) -> bool:
    return any(map(selectors.COMMENT_BODY_NAMES.fullmatch, names[:_NAMES].split()))


def _length(tag: Element) -> int:
    return sum(len(text.strip()) for text in tag.strings)


def less_summary(text: str, own: Own) -> str:
    """Cut a heading off a comment that the site made of its first words, as Drupal does."""
    end = text.find("\n\n", 0, _HEADING)
    if end < 0:
        return text
    first, rest = text[:end], text[end + 2 :]
    begins = first.rstrip(".… ")
    if not begins or not rest.startswith(begins):
        return text
    return rest if any(x.block.name in HEADINGS and x.text == first for x in own.lines) else text


def is_tail(tag: Element) -> bool:
    """Tell whether an element is what a site prints below all that somebody writes."""
    names = tag.attrs.get("class")
    return bool(names) and _kinds(names)[1]


def is_no_text(tag: Element) -> bool:
    """Tell whether an element in a comment is a button, a vote, a count or a signature."""
    names = tag.attrs.get("class") if tag.attrs else None
    if not names:
        return False
    control, tail = _kinds(names)
    if tail or not control:
        return tail
    if tag.end - tag.at > _CONTROL_NODES or tag.first("p", "blockquote") is not None:
        return False
    return len(" ".join(tag.text.split())) <= _CONTROL


@lru_cache(maxsize=4096)
def _kinds(names: str) -> tuple[bool, bool]:
    """Tell of an element's class names whether they name a control, and a signature."""
    each = names[:_NAMES].split()
    text = any(map(selectors.COMMENT_BODY_NAMES.fullmatch, each))
    control = not text and any(map(selectors.COMMENT_CONTROLS.fullmatch, each))
    return control, any(map(selectors.COMMENT_TAILS.fullmatch, each))
