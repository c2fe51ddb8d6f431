"""Any list of comments with author, date and text, nested or not, whatever its names and language.

The last resort before a page counts as having no comments, so it asks for evidence. Lists of
articles, too, have dates, names and text; they have no reply links, don't nest, and don't stand
under a heading that speaks of comments.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from threads import landmarks
from threads.formats.comment_head import dateline
from threads.formats.comment_lists import Entry, has_reply_link, read_comment, read_list
from threads.formats.html_comment import Own
from threads.formats.html_nesting import lay_out
from threads.formats.html_walk import Line, scan_lines
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


def recognise(page: Page) -> bool:
    """Tell by dates that stand as only comments' dates do."""
    if not page.is_html:
        return False
    return bool(page.once(_find_marks)) and _is_sound(page.once(read))


def read(page: Page) -> Thread:
    """Parse article and comments."""

    def entry(number: int, own: Own, position: int) -> Entry | None:
        comment = read_comment(own, position)
        if not own.lines or any(map(landmarks.is_ping, (own.lines[0].text, comment.text))):
            return None
        return Entry(comment, has_reply_link(own))

    return read_list(page, NAME, page.once(_find_marks), entry)


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
    best: list[int] = []
    for group in groups.values():
        headed = _below_heading(group, headings)
        for found in (headed, group):
            if found and _is_evident(page, [lines[n] for n in found], answers, found is headed):
                best = max(best, found, key=len)
                break
    return [lines[number].block for number in best]


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
    named = sum(bool(dateline(line)) for line in dates) > least
    nests = any(place.level > 1 for place in lay_out(page.tree, [line.block for line in dates]))
    if headed:
        return answerable or named or nests
    return len(dates) > 1 and (answerable or (named and nests))


def _kind(line: Line) -> tuple[object, ...]:
    """Tell where a date stands: in what, with a link or without, marked up or not."""
    parent = line.block.parent
    return line.block.name, parent.name if parent else "", line.linked > 0, bool(line.times)
