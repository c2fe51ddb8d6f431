"""Plain-text extracts of Techdirt's pages of 2004 to 2021, flat view and thread view.

A comment is a number (flat view) or bullet (thread view), the avatar's word, the byline, the
subject if there is one, the text, and the footer links. Extractors lose any of these; whatever of
number, avatar, byline and footer is left finds the comment.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from threads import landmarks
from threads.dates import parse_date
from threads.formats.subject_lines import RawComment, Told, tell_subjects
from threads.formats.techdirt_article import is_techdirt_article, read_article
from threads.formats.text_blocks import blank_run, clean_lines, marked_quotes
from threads.model import Comment, Placement, PlacementKind, Thread
from threads.page import Page

NAME = "techdirt-legacy-text"

_MARKER = re.compile(r"(?:(?P<number>\d{1,5})[.)]|[•·*▪◦-])(?:\s{1,9}(?P<rest>\S.{0,400}))?")
_AVATAR = re.compile(r"(?P<avatar>identicon|icon)(?:\s{1,9}(?P<rest>\S.{0,400}))?", re.IGNORECASE)
# Empty lines that may stand between number, avatar and byline.
_MOST_BLANKS = 2
_FOOTER_AT_END = re.compile(
    r"\s\[?\s{0,3}(?:reply to this\s{0,3}\|\s{0,3})?link to this\s{0,3}\|\s{0,3}"
    r"view in (?P<view>thread|chronology)\s{0,3}\]?$",
    re.IGNORECASE,
)
_FOOTER_LENGTH = 90


def recognise(page: Page) -> bool:
    """Tell by the heading with its view links, or by bylines with avatars or footers."""
    if page.text.lstrip("\ufeff \t\r\n").startswith("<"):
        return False
    lines = clean_lines(page.text)
    if any(landmarks.WORDPRESS_HEADING.fullmatch(line) for line in lines):
        return False
    heading = any(landmarks.LEGACY_HEADING.fullmatch(line) for line in lines)
    if heading and (is_techdirt_article(lines) or _views(lines)):
        return True
    bylines = sum(_byline(line) is not None for line in lines)
    others = sum(
        _footer(line) is not None or line.casefold() in landmarks.AVATARS for line in lines
    )
    return bylines > 0 and (heading or others > 0)


def read(page: Page) -> Thread:
    """Read article and comments."""
    lines = clean_lines(page.text)
    start = _comments_start(lines)
    article = read_article(lines[:start], name=NAME)
    cut = _Cutter(lines, start)
    cut.run()
    told = tell_subjects(cut.comments, f"{article.title}\n{article.body}")
    return Thread(article=article, comments=_comments(cut.comments, told, cut.kind))


def _views(lines: Sequence[str]) -> bool:
    return any(landmarks.LEGACY_VIEWS.fullmatch(line) for line in lines)


def _byline(line: str) -> re.Match[str] | None:
    return landmarks.LEGACY_BYLINE.fullmatch(line) if "@" in line[:300] else None


def _footer(line: str) -> str | None:
    """Give what the footer links to ("thread", "chronology", "" where that is lost), else None."""
    if not line or len(line) > _FOOTER_LENGTH:
        return None
    match = landmarks.LEGACY_FOOTER.fullmatch(line)
    return (match["view"] or match["only"] or "").casefold() if match else None


def _comments_start(lines: Sequence[str]) -> int:
    """Give the line of the heading, or else of the first comment."""
    for at, line in enumerate(lines):
        if landmarks.LEGACY_HEADING.fullmatch(line) or _head_at(lines, at, fresh=False):
            return at
    return next((at for at, line in enumerate(lines) if _byline(line)), len(lines))


@dataclass(frozen=True, slots=True)
class _Head:
    """What introduces a comment; ``parts`` of number, avatar and byline are there."""

    end: int
    parts: int
    number: int | None
    avatar: str | None
    byline: re.Match[str] | None


def _head_at(lines: Sequence[str], at: int, *, fresh: bool) -> _Head | None:
    """Read number or bullet, avatar and byline from line ``at`` on, on one line or on several.

    Two of the three make a head; where a comment must begin (``fresh``) one will do.
    """
    here, text = at, lines[at]
    end = at
    marker = _MARKER.fullmatch(text)
    if marker:
        end = at + 1
        here, text = _rest(lines, at, marker["rest"])
    avatar = _AVATAR.fullmatch(text)
    if avatar and (not avatar["rest"] or _byline(avatar["rest"])):
        end = here + 1
        here, text = _rest(lines, here, avatar["rest"])
    else:
        avatar = None
    byline = _byline(text)
    if byline:
        end = here + 1
    parts = sum(part is not None for part in (marker, avatar, byline))
    bare = marker is not None and marker["rest"] is None  # "3. Third, ..." alone is a list's item
    if parts < 2 and not (fresh and (avatar or byline or bare)):
        return None
    number = int(marker["number"]) if marker and marker["number"] else None
    return _Head(end, parts, number, avatar["avatar"].casefold() if avatar else None, byline)


def _rest(lines: Sequence[str], at: int, rest: str | None) -> tuple[int, str]:
    """Give what is left of a line, or the next line that is not empty, with its number."""
    if rest:
        return at, rest
    after = at + 1 + blank_run(lines, at + 1)
    if after >= len(lines) or after - at - 1 > _MOST_BLANKS:
        return at, ""
    return after, lines[after]


class _Cutter:
    """Cut the lines from ``start`` on into comments."""

    def __init__(self, lines: Sequence[str], start: int) -> None:
        self._lines = lines
        self._start = start
        self._open: RawComment | None = None
        self._sure = False
        self._below = False
        self._views: Counter[str] = Counter()
        self.comments: list[RawComment] = []
        # With neither footers nor avatars left, a byline is all that separates comments.
        self._loose = not any(
            line.casefold() in landmarks.AVATARS or _footer(line) is not None
            for line in lines[start:]
        )

    @property
    def kind(self) -> PlacementKind:
        """Name the view: the footers link to the other one, and only the flat one has numbers."""
        if self._views["thread"] != self._views["chronology"]:
            return "listed" if self._views["thread"] > self._views["chronology"] else "threaded"
        numbered = any(raw.number is not None for raw in self.comments)
        return "listed" if numbered or self._loose else "threaded"

    def run(self) -> None:
        """Fill ``comments``."""
        at = self._start
        while at < len(self._lines):
            at = self._step(at)
        self._close(footer=False)

    def _step(self, at: int) -> int:
        line = self._lines[at]
        if not line:
            if self._open:
                self._open.add("")
            return at + 1
        fresh = not self._below and (self._loose or not self._sure)
        head = _head_at(self._lines, at, fresh=fresh)
        if head:
            self._close(footer=False)
            self._begin(head)
            return head.end
        view = _footer(line)
        if view is not None:
            self._views[view] += 1
            self._close(footer=True)
        elif not self._is_heading(line):
            self._text(line)
        return at + 1

    def _is_heading(self, line: str) -> bool:
        """Tell whether a line belongs to the list's heading; none does once a comment is open."""
        return not self._sure and any(
            pattern.fullmatch(line)
            for pattern in (landmarks.LEGACY_HEADING, landmarks.LEGACY_VIEWS, landmarks.SUBSCRIBE)
        )

    def _begin(self, head: _Head) -> None:
        self._open = raw = RawComment(number=head.number, headed=head.byline is not None)
        self._sure = True
        self._below = False
        if head.avatar:
            raw.registered = landmarks.AVATARS[head.avatar]
        if head.byline:
            raw.author = (head.byline["name"] or "").strip() or None
            raw.when = head.byline["when"]
            raw.registered = True if head.byline["profile"] else raw.registered

    def _text(self, line: str) -> None:
        if self._open is None:
            # Only its footer will show that this was a comment whose head is lost.
            self._open = RawComment()
            self._sure = False
            self._below = landmarks.ends_comments(line)
        footer = _FOOTER_AT_END.search(line[-_FOOTER_LENGTH:])
        if footer:
            line = line[: len(line) - len(footer[0])]
        self._open.add(line)
        if footer:
            self._views[footer["view"].casefold()] += 1
            self._close(footer=True)

    def _close(self, *, footer: bool) -> None:
        raw = self._open
        if raw and not self._below and (self._sure or footer):
            if not footer:
                raw.lines = raw.lines[: _furniture_at(raw.lines)]
            self.comments.append(raw)
        self._open = None
        self._sure = False


def _furniture_at(lines: Sequence[str]) -> int:
    """Give the first line that belongs to what is printed below the comments."""
    return next((at for at, x in enumerate(lines) if landmarks.ends_comments(x)), len(lines))


def _comments(
    raws: Sequence[RawComment], told: Sequence[Told], kind: PlacementKind
) -> tuple[Comment, ...]:
    positions, numbered = _positions(raws)
    profiles = any(raw.headed and raw.registered for raw in raws)
    comments = []
    for raw, tell, position in zip(raws, told, positions, strict=True):
        text = "\n\n".join(tell.paragraphs)
        registered = raw.registered
        if registered is None and raw.headed and profiles:
            registered = False  # the page does mark those who are
        comments.append(
            Comment(
                id=f"c{position}",
                position=position,
                author=raw.author,
                external_id=str(raw.number) if numbered and raw.number else None,
                registered=registered,
                posted_at=parse_date(raw.when),
                subject=tell.subject,
                subject_lost=tell.lost,
                text=text,
                quoted=marked_quotes(text),
                flagged=raw.flagged,
                placement=Placement(kind=kind),
            )
        )
    return tuple(comments)


def _positions(raws: Sequence[RawComment]) -> tuple[list[int], bool]:
    """Give each comment's position and whether the printed numbers are to be believed.

    They are where they only increase; some extractors print "1." everywhere. A comment that lost
    its number takes the one after its predecessor's.
    """
    positions: list[int] = []
    for raw in raws:
        last = positions[-1] if positions else 0
        if raw.number is not None and raw.number <= last:
            return list(range(1, len(raws) + 1)), False
        positions.append(raw.number or last + 1)
    return positions, True
