"""An article saved as plain text, without comments: title, date, author, body."""

from __future__ import annotations

import re
from collections.abc import Sequence

from threads import landmarks
from threads.dates import is_date_line, parse_date
from threads.formats.text_blocks import article_paragraphs, clean_lines
from threads.model import Article, Thread
from threads.page import Page

NAME = "plain-text"

# Title, standfirst, caption, date and byline stand within so many lines.
_HEAD_LINES = 10
_TITLE_LONGEST, _TITLE_WORDS = 200, 30
_BULLET = re.compile(r"[-–—*•·▪]\s|\d{1,3}[.)]\s")
_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]{0,3}(?:\s|$)|[。！？]")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# A picture's caption ends with its credit: "... / Reuters", "... Photo: Reuters", "(Photo by ...)".
_CAPTION_LONGEST, _CREDIT_LONGEST = 400, 90
_AGENCIES = r"(?:reuters|getty(?: images)?|afp|ap|epa|shutterstock|istock|dpa|xinhua|bloomberg)"
_CREDIT = re.compile(
    r"(?:^|[.!?…)\"”’'\]]\s{1,3})(?:Photo(?:graph)?|Foto|Credit|(?:Image|Picture|Photo) "
    r"(?:credit|source|by|courtesy)|Illustration)s?(?: by)?:\s{0,3}[^.!?]{2,60}$"
    r"|\((?i:photo|image|ap photo|credit)\b[^.!?()]{2,60}\)$|©\s?[^.!?]{2,60}$"
    rf"|(?:[/|(]\s?(?i:{_AGENCIES})\)?|(?:REUTERS|AFP|AP)\s?/\s?[^.!?/]{{2,40}})$"
)
_CREDIT_START = re.compile(r"(?:Photo|Image|Caption|Image credit|Photo credit)s?:\s\S")
# What sites print around an article, a whole line each.
_FURNITURE_LONGEST = 140
_FURNITURE = re.compile(
    r"[-–—\s]{0,4}(?:"
    r"contact us(?: (?:at|via|by|on) .{0,80})?|(?:please )?click here(?: (?:to|for) .{0,60})?"
    r"|(?:sign up|subscribe)(?: now| here| today)?(?: (?:for|to) (?:our|the) .{0,60})?"
    r"|follow us(?: on .{0,40})?|share(?: this)?(?: (?:article|story|post|page))?(?: on .{0,40})?"
    r"|(?:copyright )?(?:©|\(c\)|copyright) ?\d{4}.{0,80}|.{0,80}all rights reserved"
    r"|advertisement|(?:read|see) (?:more|also)(?:: ?.{0,100})?"
    r"|related (?:articles|posts|stories|content)(?:: ?.{0,100})?|you (?:may|might) also like"
    r"|this (?:web)?site uses cookies.{0,80}|skip to (?:main )?content|log ?in|sign in"
    r"|(?:email|print)(?: this)?(?: article)?|(?:tags|filed under|categories): ?.{0,120}"
    r"|add (?:your|a) comment|leave a (?:comment|reply)|no comments(?: yet)?"
    r"|comments (?:are )?(?:off|closed)|\[email protected\]"
    r"|.{0,80}\bunsubscribe\b.{0,20}|(?:\S{1,30} ){0,5}newsletter"
    r")[.!:]?",
    re.IGNORECASE,
)
# Enough to be an article rather than a fragment: words, and one line that is prose.
_LEAST_WORDS, _PROSE_WORDS, _PROSE_CJK = 20, 8, 20
_DELIMITERS = (",", ";", "\t", "|")
_TABLE_LINES = 50


def recognise(page: Page) -> bool:
    """Tell whether the text has a sentence or two of prose; markup, JSON and tables have not."""
    text = page.text.lstrip("\ufeff \t\r\n")
    if not text or text[0] in "<{[":
        return False
    lines = [line for line in clean_lines(text) if line]
    if _is_table(lines[:_TABLE_LINES]):
        return False
    words = sum(len(line.split()) for line in lines)
    cjk = len(_CJK.findall(text[:10_000]))
    return (words >= _LEAST_WORDS or cjk >= 2 * _PROSE_CJK) and any(map(_is_prose, lines))


def read(page: Page) -> Thread:
    """Read the article.

    A standfirst and a summary in bullets stay in the body; captions with their credits and the
    site's own lines (newsletter, contact, copyright) do not. Without a line that looks like one
    the title stays empty.
    """
    lines = [line for line in clean_lines(page.text) if not _is_furniture(line)]
    head, published, author = _split_head(lines)
    lines = [line for at, line in enumerate(lines) if at not in head]
    title, lines = _split_title(lines)
    article = Article(
        title=title,
        author=author,
        published_at=published,
        body="\n\n".join(article_paragraphs(lines)),
        format=NAME,
    )
    return Thread(article=article)


def _is_prose(line: str) -> bool:
    if not _SENTENCE_END.search(line[-2_000:]):
        return False
    return len(line.split()) >= _PROSE_WORDS or len(_CJK.findall(line[:2_000])) >= _PROSE_CJK


def _is_table(lines: Sequence[str]) -> bool:
    """Tell whether nearly all lines have one number of the same delimiter, as a table's rows have.

    Sentences may have a comma each; then the full stops at line ends tell them from a table.
    """
    if len(lines) < 3:
        return False
    for delimiter in _DELIMITERS:
        counts = [line.count(delimiter) for line in lines]
        usual = max(set(counts), key=counts.count)
        if usual and counts.count(usual) >= 0.8 * len(counts):
            return delimiter != "," or not _ends_like_prose(lines)
    return False


def _ends_like_prose(lines: Sequence[str]) -> bool:
    return 2 * sum(line[-1] in '.!?…。”"' for line in lines) > len(lines)


def _is_furniture(line: str) -> bool:
    return 0 < len(line) <= _FURNITURE_LONGEST and _FURNITURE.fullmatch(line) is not None


def _is_caption(line: str) -> bool:
    if len(line) > _CAPTION_LONGEST:
        return False
    return bool(_CREDIT_START.match(line) or _CREDIT.search(line[-_CREDIT_LONGEST:]))


def _split_head(lines: Sequence[str]) -> tuple[set[int], str | None, str | None]:
    """Find the lines that are neither title nor body, with the date and author they give.

    Captions stand anywhere; a date or byline only near the top, or as the last line.
    """
    out: set[int] = set()
    published = author = None
    filled = [at for at, line in enumerate(lines) if line]
    near = {*filled[:_HEAD_LINES], *filled[-1:]}
    for at in filled:
        line = lines[at]
        if _is_caption(line):
            out.add(at)
        elif at in near and is_date_line(line):
            published = published or parse_date(line)
            out.add(at)
        elif at in near and (match := landmarks.AUTHOR.fullmatch(line)):
            author = author or match["name"]
            out.add(at)
    return out, published, author


def _split_title(lines: Sequence[str]) -> tuple[str, list[str]]:
    """Take the first line for the title if it looks like one and text follows."""
    filled = [at for at, line in enumerate(lines) if line]
    if len(filled) < 2:
        return "", list(lines)
    first = lines[filled[0]]
    if not _is_title(first):
        return "", list(lines)
    return first, list(lines[filled[0] + 1 :])


def _is_title(line: str) -> bool:
    return (
        len(line) <= _TITLE_LONGEST
        and len(line.split()) <= _TITLE_WORDS
        and not _BULLET.match(line)
        and not re.search(r"[^.]\.[\"”’')]?$|[,;:]$|。$", line)
    )
