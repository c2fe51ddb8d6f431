"""The article of a page: title, author, date, tags, dept, and how many comments it claims.

Read from what the head says and what is printed above the comments. The body is found by
``html_body``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from threads import landmarks
from threads.dates import is_date_line, parse_date
from threads.formats import selectors
from threads.formats.html_body import Furniture, body_text, find_body, link_bars
from threads.formats.html_meta import Meta, read_meta
from threads.formats.html_walk import Line, Skip, attribute, classes, scan_lines
from threads.markup import Element
from threads.model import Article
from threads.page import Page

# Author and date stand no further from the title than this, and in lines no longer than that.
_HEAD_BEFORE, _HEAD_AFTER, _HEAD_LENGTH = 4, 12, 120
# A standfirst and a caption may stand above author and date; more long lines are the text.
_LONG_LINE, _STANDFIRST = 60, 2
# The number of comments is printed near the first of them.
_NEAR = 8

_BY = re.compile(
    r"(?:posted |written |published |artikel )?(?:by|von|par|por|di|door):?\s{1,3}"
    r"(?P<name>[^\s,;:|].{0,60})",
    re.IGNORECASE,
)
_DATE_BY = re.compile(r"(?P<when>.{6,60}?)\s{1,3}[-–—|]\s{1,3}(?P<name>[^\d]{2,60})")
_AFTER_NAME = re.compile(r"\s{0,3}[,|•·(]|\s(?:on|am|le|el)\s(?:\w{1,12}\s)?\d|\s[-–—]\s")
_NAME_LENGTH, _ARROW = 60, re.compile("[→»›>]")
_SEPARATOR = re.compile(r"\s{0,3}(?:\||«|»|::|·|•)\s{0,3}|\s{1,3}[-–—<>]\s{1,3}")
_TOKENS = re.compile(r"[^\W_]+")


def read_article(page: Page, items: Collection[Element], name: str) -> Article:
    """Read the article; ``items`` are the elements that are comments."""
    meta = read_meta(page.tree)
    furniture = Furniture(page.tree)

    def skip(tag: Element) -> bool:
        return tag in items or furniture(tag)

    above, below = _around_comments(scan_lines(page.tree, skip), items)
    title = _title(above, meta)
    head = list(_head(above, title))
    near = [*reversed(above[-_NEAR:]), *below] if items else []
    return Article(
        url=meta.url,
        title=title,
        author=meta.author or _author(page, head) or None,
        outlet=meta.site or _site(meta.head_title, title) or None,
        dept=_dept(above),
        published_at=parse_date(meta.published) or _published(head),
        body=_body(above, head, title, skip),
        tags=_tags(above) or meta.tags,
        format=name,
        claimed_comments=_claimed([*near, *head]),
    )


def _body(above: Sequence[Line], head: Sequence[Line], title: str, skip: Skip) -> str:
    root = find_body([line for line in above if line.item is None])
    if root is None:
        return ""
    bars = link_bars(above)
    marked = {line.text for line in head if line.times or _names_author(line)}
    return body_text(
        root,
        lambda tag: tag in bars or skip(tag),
        lambda line: line in marked or _is_head_line(line, title),
    )


def _around_comments(
    lines: Iterable[Line], items: Collection[Element]
) -> tuple[list[Line], list[Line]]:
    """Give the lines above the comments, and the first few from their heading on."""
    above: list[Line] = []
    below: list[Line] = []
    for line in lines:
        inside = line.item is not None and line.item in items
        heads = (landmarks.LEGACY_HEADING, landmarks.WORDPRESS_HEADING)
        if below or inside or any(heading.fullmatch(line.text) for heading in heads):
            below.append(line)
        else:
            above.append(line)
        if len(below) >= _NEAR:
            break
    return above, below


def _fold(text: str) -> str:
    return " ".join(_TOKENS.findall(text.casefold()))


def _title(lines: Sequence[Line], meta: Meta) -> str:
    """Give the printed heading that the head's title confirms, else the head's own.

    The longest where several do: a logo's heading, too, stands in the head's title.
    """
    known = [f" {_fold(text)} " for text in (meta.title, meta.head_title) if text]
    headings = {
        level: [line.text for line in lines if line.block.name == level and line.text]
        for level in ("h1", "h2")
    }
    sites = {_fold(meta.site), _fold(_SEPARATOR.split(meta.head_title)[-1])}
    fits = {
        level: [x for x in texts if any(f" {_fold(x)} " in title for title in known)]
        for level, texts in headings.items()
    }
    for level, printed in fits.items():
        titles = [text for text in printed if _fold(text) not in sites]
        if titles and (level == "h1" or len(max(titles, key=len)) > len(meta.head_title) / 3):
            return max(titles, key=len)
    if fits["h1"] and not meta.title:
        return max(fits["h1"], key=len)
    if known:
        return _less_site(meta.title or meta.head_title, meta.site)
    return next(iter(headings["h1"] + headings["h2"]), "")


def _less_site(title: str, site: str) -> str:
    """Cut the site's name and what follows off a title, or else what follows a separator."""
    starts = [piece.start() for piece in _SEPARATOR.finditer(title)]
    parts = _SEPARATOR.split(title)
    for start, part in zip(starts, parts[1:], strict=True):
        if site and _fold(part) == _fold(site):
            return title[:start]
    return title if site or not starts else title[: starts[-1]]


def _site(head_title: str, title: str) -> str:
    """Give what the head's title has beside the article's."""
    if not title or not head_title.casefold().startswith(title.casefold()):
        return ""
    rest = head_title[len(title) :]
    pieces = [piece.strip() for piece in _SEPARATOR.split(rest)]
    return _undoubled(pieces[-1]) if len(pieces) > 1 else ""


def _undoubled(name: str) -> str:
    """Give a name of several words once where it stands twice without a blank; "Dada" stays."""
    half = name[: len(name) // 2]
    return half if name == 2 * half and " " in half else name


def _head(lines: Sequence[Line], title: str) -> Iterator[Line]:
    """Yield the short lines around the title, where author and date stand."""
    at = next((n for n, line in enumerate(lines) if line.text == title), 0)
    long = 0
    for line in lines[max(0, at - _HEAD_BEFORE) : at + _HEAD_AFTER]:
        long += len(line.text) - line.linked >= _LONG_LINE and line.text != title
        if long > _STANDFIRST:
            return
        if len(line.text) <= _HEAD_LENGTH and line.text != title:
            yield line


def _is_head_line(line: str, title: str) -> bool:
    """Tell whether a line at the top of a body is title, dept, byline or date."""
    if line == title or landmarks.DEPT.fullmatch(line) or is_date_line(line):
        return True
    return bool(_BY.fullmatch(line)) or _dated_name(line) is not None


def _dated_name(line: str) -> str | None:
    """Give the name of a line like ``Wed, Jan 7th 2009 04:49am - Jane Doe``."""
    match = _DATE_BY.fullmatch(line)
    return match["name"].strip() if match and is_date_line(match["when"]) else None


def _author(page: Page, head: Sequence[Line]) -> str:
    for line in head:
        if name := _dated_name(line.text):
            return name
        if match := _BY.fullmatch(line.text):
            return _AFTER_NAME.split(match["name"])[0].strip()
    links = (link for link in page.tree.inside({"a"}) if "author" in attribute(link, "rel").split())
    text = next((" ".join(link.text.split()) for link in links), "")
    if text and len(text) <= _NAME_LENGTH and not _ARROW.search(text):
        return text
    return next((line.text for line in head if _names_author(line)), "")


def _names_author(line: Line) -> bool:
    """Tell by its class whether a line is the author's name."""
    if selectors.ARTICLE_AUTHORS.isdisjoint(classes(line.block)):
        return False
    return landmarks.DEPT.fullmatch(line.text) is None and parse_date(line.text) is None


def _published(head: Sequence[Line]) -> str | None:
    for line in head:
        if line.times and (when := parse_date(line.times[0])):
            return when
    dated = [line.text for line in head if is_date_line(line.text) or _dated_name(line.text)]
    for text in (*dated, *(line.text for line in head)):
        if when := parse_date(text):
            return when
    return None


def _dept(lines: Sequence[Line]) -> str | None:
    for line in lines:
        if match := landmarks.DEPT.fullmatch(line.text):
            return match["dept"].strip()
    return None


def _tags(lines: Sequence[Line]) -> tuple[str, ...]:
    """Give the subjects of "Filed Under" and the firms of "Companies"."""
    found: dict[str, None] = {}
    for pattern in (landmarks.FILED_UNDER, landmarks.COMPANIES):
        for line in lines:
            if match := pattern.fullmatch(line.text):
                found.update(dict.fromkeys(filter(None, map(str.strip, match["tags"].split(",")))))
    return tuple(found)


def _claimed(lines: Sequence[Line]) -> int | None:
    """Give the number of comments that the page says it has, by the first line that says it."""
    for line in lines:
        match = landmarks.COMMENT_COUNT.fullmatch(line.text)
        if match:
            return int(re.sub(r"[,.]", "", match["count"] or match["after"]))
    return None
