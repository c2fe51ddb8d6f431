"""Any list of comments with author, date and text, nested or not, whatever its names and language.

The last resort before a page counts as having no comments, so it asks for evidence. Lists of
articles, too, have dates, names and text; they have no reply links, don't nest, and don't stand
under a heading that speaks of comments or in what is called so.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import partial
from itertools import islice

from threads import landmarks
from threads.formats import selectors
from threads.formats.bylines import dateline
from threads.formats.comment_lists import (
    Entry,
    has_reply_words,
    page_day_order,
    read_comment,
    read_list,
)
from threads.formats.html_comment import Own
from threads.formats.html_nesting import Laid, lay_out
from threads.formats.html_walk import Line, attribute, classes, elements, scan_lines
from threads.formats.indents import indented
from threads.markup import Element
from threads.model import Thread
from threads.page import Page

NAME = "nested-lists"

# So many lines may stand between a heading and the first comment's date.
_NEAR = 8
# This share of the dates must have a reply link, or a name beside it, for that to be evidence.
_OFTEN = 0.5
# This share of what looks like comments must have an author, and a text.
_MOST = 0.8
# So many elements up from a date a comment's own is looked for.
_REACH = 12
_FIRST = 40  # elements of a comment: comments lie in one another by the thousand
_BESIDE = frozenset({"nav", "aside", "footer"})


def recognise(page: Page) -> bool:
    """Tell by dates that stand as only comments' dates do."""
    if not page.is_html:
        return False
    return bool(page.once(_find_marks)) and _is_sound(page.once(read))


def read(page: Page) -> Thread:
    """Parse article and comments."""
    marks, order = page.once(_find_marks), partial(page.once, page_day_order)

    def entry(number: int, own: Own, position: int) -> Entry | None:
        comment = read_comment(own, position, mark=marks[number], order=order)
        if not own.lines or any(map(landmarks.is_ping, (own.lines[0].text, comment.text))):
            return None
        return Entry(comment, has_reply_words(own))

    return read_list(page, NAME, marks, entry)


def _is_sound(thread: Thread) -> bool:
    comments = thread.comments
    signed = sum(comment.author is not None for comment in comments)
    told = sum(bool(comment.text) for comment in comments)
    return bool(comments) and min(signed, told) >= _MOST * len(comments)


def _find_marks(page: Page) -> list[Element]:
    """Give the blocks of the dates of what is likeliest a list of comments, none where none is."""
    lines = list(scan_lines(page.tree))
    headings = {n for n, line in enumerate(lines) if landmarks.heads_comments(line.text)}
    answers = max(sum(map(_is_bar, lines)), sum(map(_says, lines)))
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        if dateline(line) is not None:
            groups[_kind(line)].append(number)
    best: list[Line] = []
    for group in groups.values():
        # As many as there are dates, they are what a list says of each of its articles.
        counts = len(headings) > max(2, _OFTEN * len(group))
        headed = [lines[n] for n in _below_heading(group, () if counts else headings)]
        dates = [lines[n] for n in group]
        boxed = [] if counts else _boxed(page, dates)
        for found in (headed, boxed, _called(page, dates), dates):
            if found and (found is boxed or _is_evident(page, found, answers, found is headed)):
                best = max(best, found, key=_strength)
                break
    return [line.block for line in best]


def _strength(dates: Sequence[Line]) -> tuple[int, int, int]:
    """Say how likely dates are those of comments: of two for each, that with a link or a time."""
    return len(dates), sum(bool(x.times) for x in dates), sum(x.linked > 0 for x in dates)


def _below_heading(group: list[int], headings: Collection[int]) -> list[int]:
    """Give the dates from the first on that a heading stands shortly above of."""
    for at, number in enumerate(group):
        if any(above in headings for above in range(number - _NEAR, number)):
            return group[at:]
    return []


def _is_bar(line: Line) -> bool:
    return any(c.isalpha() for c in line.text) and landmarks.is_link_bar(line.text)


def _says(line: Line) -> bool:
    return landmarks.SAYS.fullmatch(line.text) is not None


def _is_evident(page: Page, dates: Sequence[Line], answers: int, headed: bool) -> bool:
    """Tell whether dates are those of comments; ``answers`` counts reply links and "says:"."""
    least = _OFTEN * len(dates)
    answerable = answers >= least
    names = sum(bool(dateline(line)) for line in dates)
    named = names > least
    blocks = [line.block for line in dates]
    laid = indented(lay_out(page.tree, blocks))
    nests = any(place.level > 1 for place in laid)
    called = sum(_is_called(place, dates[place.number]) for place in laid) >= _MOST * len(laid)
    if headed or called:
        return answerable or named or nests or (headed and called)
    return len(dates) > 1 and (answerable or (nests and names >= _MOST * len(dates)))


def _called(page: Page, dates: Sequence[Line]) -> list[Line]:
    """Give the dates of what the page calls comments."""
    laid = lay_out(page.tree, [line.block for line in dates])
    return [dates[x.number] for x in laid if _is_called(x, dates[x.number])]


def _boxed(page: Page, dates: Sequence[Line]) -> list[Line]:
    """Give the dates in elements that the page calls lists of comments."""
    ends: list[int] = []
    starts: list[int] = []
    for tag in page.once(_boxes):
        if not ends or tag.at >= ends[-1]:
            starts.append(tag.at)
            ends.append(tag.end)
    places = [(line, bisect_right(starts, line.block.at) - 1) for line in dates]
    return [line for line, box in places if box >= 0 and line.block.at < ends[box]]


def _boxes(page: Page) -> list[Element]:
    """Give the elements that are called lists of comments, in order."""
    found = []
    for tag in elements(page.tree, _is_beside):
        names = (*classes(tag), attribute(tag, "id")) if tag.attrs else ()
        if any(map(selectors.COMMENT_LISTS.fullmatch, names)):
            latest = any(map(selectors.LATEST_COMMENTS.fullmatch, names))
            found += [] if latest else [tag]
    return found


def _is_beside(tag: Element) -> bool:
    """Tell whether what is in an element belongs to the site and not to the page."""
    return tag.name in _BESIDE or selectors.SIDEBAR.fullmatch(attribute(tag, "id")) is not None


def _is_called(place: Laid, date: Line) -> bool:
    """Tell whether a comment's element, or one between it and its date, is called a comment."""
    tag: Element | None = date.block
    for _ in range(_REACH):
        if tag is None:
            return False
        names = (*classes(tag), attribute(tag, "id"))
        if any(map(selectors.LATEST_COMMENTS.fullmatch, names)):
            return False
        if _has_name(tag, names) and (tag is not date.block or _has_break(tag)):
            return True
        if tag is place.item:
            return False
        tag = tag.parent
    return False


def _has_break(tag: Element) -> bool:
    """Tell whether an element goes on in another line, of its first elements."""
    return any(inner.name == "br" for inner in islice(tag.inside(), _FIRST))


def _has_name(tag: Element, names: Sequence[str]) -> bool:
    kinds = (attribute(tag, name) for name in ("itemprop", "itemtype", "typeof"))
    return any(map(selectors.COMMENT_NAMES.fullmatch, names)) or any(
        map(selectors.COMMENT_TYPES.fullmatch, kinds)
    )


def _kind(line: Line) -> tuple[object, ...]:
    """Tell where a date stands: in what, with a link or without, marked up or not."""
    parent = line.block.parent
    return line.block.name, parent.name if parent else "", line.linked > 0, bool(line.times)
