"""Tell a comment's subject from the first paragraph of its text.

The site prints byline, subject, text; in an extract all three are paragraphs, and a comment without
a subject begins with its text, often with a passage that it answers. What tells them apart was
measured on 24 discussions laid out as pages (1,802 comments) and one real page (22):

1. ``Re: ...`` is a subject. An empty line too many after the byline is where a bare ``Re:`` stood.
2. A comment has text: a lone paragraph is that.
3. A line that another comment answers (``Re: LINE``) is a subject.
4. A line that the text itself begins with again is a heading made from it.
5. A line whose words stand in the article or in an earlier comment is a quotation.
6. Else the look decides: one short sentence or phrase without a full stop is a heading; but on a
   page of a dozen comments none of which carries ``Re:``, subjects were lost on the way, and what
   looks like one is a quotation whose source is not on the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from threads import landmarks
from threads.formats.text_blocks import blank_run, groups
from threads.subjects import parse_subject
from threads.words import COMMON, Trigram, trigrams

_RE_LINE = re.compile(r"re\s?:\s?", re.IGNORECASE)
# What follows the Re:s has up to this many characters; what is longer is a sentence that begins so.
_TOPIC_LONGEST = 160
# Sixty Re: in a row were met; this bounds the work on a line of nothing else.
_RE_LONGEST = 1_000
# The longest line that can be a heading (site's own subjects run to about 10 words) ...
_LONGEST = 80
# ... and the longest that its look alone makes one.
_HEADING_WORDS, _HEADING_LONGEST = 8, 60
_NO_HEADING = re.compile(
    r"[^.]\.$|[,:;]$|[!?;]\s+\S|\w{4}\.\s+[A-Z]|^>|^[\"“«].{0,80}[\"”»]$|^[-=_*~.#\s]*$"
)
_ATTRIBUTION = re.compile(r"originally posted|quoting\b|^quote\b|\b(?:wrote|said|says)\s?:?$", re.I)
_WORD = re.compile(r"[^\W_]+")
# An apostrophe may be straight, curly, a modifier letter, or the "?" that imports left of one.
_MARKS = str.maketrans("", "", "'’ʼ?")
# A quotation of so many words must have that many that tell a topic, else it is a turn of phrase
# ("I don't think so") that anybody might write again.
_TOPIC_WORDS = {3: 2, 4: 1, 5: 1}
# Share of a line's trigrams that an earlier text must have: an emoticon's name may stand between.
_QUOTED = 0.6
# On so many comments without one Re:, subjects are taken to have been dropped.
_ENOUGH_COMMENTS = 12


@dataclass(slots=True)
class RawComment:
    """A comment cut out of an extract: the lines below its byline, with the empty ones."""

    lines: list[str] = field(default_factory=list)
    author: str | None = None
    registered: bool | None = None
    when: str | None = None
    number: int | None = None
    headed: bool = False
    flagged: bool | None = None
    # The empty lines after a notice would else look like those of a lost subject.
    below_notice: bool = False

    def add(self, line: str) -> None:
        """Append a line of text; the site's notices are taken out and noted."""
        if landmarks.is_notice(line):
            self.flagged = landmarks.is_flag(line) or self.flagged
            self.below_notice = True
        elif line or not self.below_notice:
            self.lines.append(line)
            self.below_notice = False


@dataclass(frozen=True, slots=True)
class Told:
    """A comment's subject ("" for none), whether it was lost, and the paragraphs of its text."""

    subject: str
    lost: bool
    paragraphs: tuple[str, ...]


def tell_subjects(comments: Sequence[RawComment], article: str) -> list[Told]:
    """Tell subject and text of each comment; time grows with the length of the page."""
    base = _usual_gap(comments)
    squeezed = not any("" in "\n".join(raw.lines).rstrip().split("\n") for raw in comments)
    bodies = [_Body.of(raw, squeezed=squeezed) for raw in comments]
    for raw, body in zip(comments, bodies, strict=True):
        body.lost = bool(base and raw.headed and not body.re and blank_run(raw.lines, 0) > base)
    judge = _Judge(bodies, article)
    return [judge.tell(at, body) for at, body in enumerate(bodies)]


def _usual_gap(comments: Sequence[RawComment]) -> int | None:
    """Give the least number of empty lines that stand below a byline, None where none do.

    Only more than that is a trace: some extractors double every empty line. The first comment
    of a page answers the article and has no ``Re:`` to lose, so the least is the usual.
    """
    gaps = [blank_run(raw.lines, 0) for raw in comments if raw.headed]
    return min((gap for gap in gaps if gap), default=None)


@dataclass(slots=True)
class _Body:
    """The paragraphs of a comment as lists of lines, before its subject is told."""

    paragraphs: list[list[str]]
    re: bool
    lost: bool = False

    @classmethod
    def of(cls, raw: RawComment, *, squeezed: bool) -> _Body:
        found = [[line] for line in raw.lines if line] if squeezed else groups(raw.lines)
        first = found[0][0] if found else ""
        is_re = is_re_line(first)
        if is_re and len(found[0]) > 1:
            found[:1] = [[first], found[0][1:]]
        return cls(found, is_re)

    @property
    def candidate(self) -> str:
        """The one line that might be a subject, "" where there is none."""
        if self.re or self.lost or len(self.paragraphs) < 2 or len(self.paragraphs[0]) > 1:
            return ""
        line = self.paragraphs[0][0]
        return line if len(line) <= _LONGEST else ""

    def text(self, start: int = 0) -> tuple[str, ...]:
        return tuple("\n".join(lines) for lines in self.paragraphs[start:])


def is_re_line(line: str) -> bool:
    """Tell whether a line is a reply's subject rather than a sentence that begins with ``Re:``."""
    if len(line) > _RE_LONGEST or not _RE_LINE.match(line):
        return False
    at = 0
    while match := _RE_LINE.match(line, at):
        at = match.end()
    return len(line) - at <= _TOPIC_LONGEST


class _Judge:
    """What the page as a whole says: which subjects are answered, where words stood before."""

    def __init__(self, bodies: Sequence[_Body], article: str) -> None:
        self._bodies, self._article = bodies, article
        subjects = [parse_subject(b.paragraphs[0][0]) for b in bodies if b.re]
        self._answered = {subject.topic for subject in subjects if subject.topic}
        answers = bool(subjects) or any(body.lost for body in bodies)
        self._looks_count = answers or len(bodies) < _ENOUGH_COMMENTS
        looks = [
            b.candidate for b in bodies if self._looks_count and _looks_like_heading(b.candidate)
        ]
        self._first_seen = _first_places(looks, bodies, article)

    def tell(self, at: int, body: _Body) -> Told:
        if body.re:
            return Told(body.paragraphs[0][0], False, body.text(1))
        line = body.candidate
        if line and self._is_subject(at, line, body):
            return Told(line, False, body.text(1))
        return Told("", body.lost, body.text())

    def _is_subject(self, at: int, line: str, body: _Body) -> bool:
        if parse_subject(line).topic in self._answered or _begins_again(line, body.text(1)):
            return True
        return self._looks_count and _looks_like_heading(line) and not self._quoted(at, line)

    def _quoted(self, at: int, line: str) -> bool:
        words = _words(line)
        places = [self._first_seen.get(gram, at) for gram in trigrams(words)]
        seen = sum(place < at for place in places)
        if not places or seen / len(places) < _QUOTED:
            return False
        topics = sum(word not in COMMON for word in words)
        return topics >= _TOPIC_WORDS.get(len(words), 0) or self._stands_in(min(places), line)

    def _stands_in(self, at: int, line: str) -> bool:
        """Tell whether a text has the line to the last mark, which a turn of phrase won't be."""
        text = self._article if at < 0 else "\n".join(self._bodies[at].text())
        return not line[-1].isalnum() and line in text


def _words(text: str) -> list[str]:
    """Give the words as ``threads.words`` does, without places, which takes a fifth of the time."""
    return _WORD.findall(text.translate(_MARKS).casefold())


def _first_places(
    lines: Iterable[str], bodies: Sequence[_Body], article: str
) -> dict[Trigram, int]:
    """Map the lines' trigrams to the first comment that has them (article: -1).

    Only those are kept, so memory stays small on long pages.
    """
    wanted = {gram for line in lines for gram in trigrams(_words(line))}
    found: dict[Trigram, int] = {}
    if not wanted:
        return found
    for at, text in _texts(bodies, article):
        for gram in wanted.intersection(trigrams(_words(text))):
            found.setdefault(gram, at)
    return found


def _texts(bodies: Sequence[_Body], article: str) -> Iterator[tuple[int, str]]:
    yield -1, article
    for at, body in enumerate(bodies):
        for paragraph in body.text():
            yield at, paragraph


def _letters(text: str) -> list[str]:
    """Give the words of a text without their figures."""
    words = ("".join(filter(str.isalpha, word)) for word in _words(text))
    return [word for word in words if word]


def _begins_again(line: str, paragraphs: Sequence[str]) -> bool:
    words = _letters(line)
    return bool(words) and any(
        _letters(paragraph[: 3 * _LONGEST])[: len(words)] == words for paragraph in paragraphs
    )


def _looks_like_heading(line: str) -> bool:
    return (
        len(line) <= _HEADING_LONGEST
        and len(line.split()) <= _HEADING_WORDS
        and not _NO_HEADING.search(line)
        and not _ATTRIBUTION.search(line)
    )
