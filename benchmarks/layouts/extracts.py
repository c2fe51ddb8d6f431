"""Lay a written thread out as the plain-text extracts that are kept of Techdirt's pages.

Extractors lose things, each its own: bare ``Re:`` lines (the empty line that stood below one
stays), every subject, every ``NAME says:``. Stress comes out as ``*stars*``.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from benchmarks.layouts.furniture import (
    APPEAL,
    CHATTER,
    FLAGGED,
    RATING,
    STORIES,
    badge,
    clock,
    legacy_date,
    ordinal_date,
)
from benchmarks.layouts.written import Paragraph, Written, WrittenComment, printed, subjects

_FOOTER = "reply to this | link to this | view in {view} ]"
_INDENT = "    "


def legacy_flat(thread: Written) -> str:
    """Lay out the flat view with every subject."""
    return _flat(thread, _line)


def legacy_bare(thread: Written) -> str:
    """Lay out the flat view less the lines that are nothing but ``Re:``."""
    return _flat(thread, lambda subject: [""] if subject == "Re:" else _line(subject))


def legacy_no_subjects(thread: Written) -> str:
    """Lay out the flat view less all subjects, without a trace of them."""
    return _flat(thread, lambda subject: [])


def legacy_thread(thread: Written) -> str:
    """Lay out the thread view of 2009: bullets, no levels, ``May 5th, 2009``."""
    names = subjects(thread, "legacy")
    lines = [*_article(thread, legacy=True), "Reader Comments (rss)", ""]
    lines += ["(Flattened / Threaded)", ""]
    for comment, _ in printed(thread, "thread"):
        subject = names[comment.position]
        lines += ["  •  ", f"{_INDENT}{'icon' if comment.registered else 'identicon'}"]
        lines += [f"{_INDENT}{_name(comment)}, {_old_date(comment.posted_at)}", ""]
        lines += _indented([*_line(subject), *_said(comment)])
        lines += [f"{_INDENT}\u00a0", "", _INDENT + _FOOTER.format(view="chronology"), ""]
    return "\n".join([*lines, *_legacy_end(thread)])


def wordpress(thread: Written) -> str:
    """Lay out an extract of the WordPress site with its ``NAME says:`` lines."""
    names = subjects(thread, "wordpress")
    lines = [*_article(thread, legacy=False), *RATING, "", *_wordpress_heading(thread), ""]
    lines += ["Subscribe: RSS Leave a comment", f"{len(thread.comments)} Comments"]
    for comment, _ in printed(thread, "thread"):
        subject = names[comment.position]
        lines += [f"{_name(comment)} says:", "", *_line(subject)]
        lines += _said(comment)
    return "\n".join([*lines, *_wordpress_end(thread)])


def wordpress_nameless(thread: Written) -> str:
    """Lay out an extract that dropped every ``NAME says:`` and every empty line."""
    names = subjects(thread, "wordpress")
    lines = [*_article(thread, legacy=False), *_wordpress_heading(thread)]
    for comment, _ in printed(thread, "thread"):
        lines += [names[comment.position], *_said(comment)]
    return "\n".join(line for line in [*lines, *_wordpress_end(thread)] if line) + "\n"


def _flat(thread: Written, shown: Callable[[str], list[str]]) -> str:
    names = subjects(thread, "legacy")
    lines = [*_article(thread, legacy=True), "Reader Comments", "", "Subscribe: RSS", ""]
    lines += ["View by: Time | Thread", ""]
    for comment, _ in printed(thread, "time"):
        icon = "icon" if comment.registered else "identicon"
        lines += [f"  {comment.position}. {icon}"]
        lines += [f"{_INDENT}{_name(comment)}, {legacy_date(comment.posted_at)}", ""]
        lines += _indented([*shown(names[comment.position]), *_said(comment)])
        lines += [_INDENT + _FOOTER.format(view="thread"), ""]
    return "\n".join([*lines, *_legacy_end(thread)])


def _line(subject: str) -> list[str]:
    return [subject, ""] if subject else []


def _name(comment: WrittenComment) -> str:
    return comment.author + (" (profile)" if comment.registered else "")


def _said(comment: WrittenComment) -> list[str]:
    notices = [line for line in (badge(comment), FLAGGED if comment.flagged else "") if line]
    return [line for notice in notices for line in (notice, "")] + _lines(comment.paragraphs)


def _lines(paragraphs: tuple[Paragraph, ...]) -> list[str]:
    return [line for p in paragraphs for line in (*p.text.split("\n"), "")]


def _indented(lines: list[str]) -> list[str]:
    return [_INDENT + line if line else "" for line in lines]


def _old_date(when: datetime) -> str:
    return f"{ordinal_date(when, comma=',')} @ {clock(when)}"


def _article(thread: Written, *, legacy: bool) -> list[str]:
    """Give the article; legacy extracts lose the empty lines around a block quotation."""
    article = thread.article
    lines = [article.title, "", f"from the {article.dept} dept", ""]
    body = _lines(article.body)
    if legacy:
        quoted = {p.text for p in article.body if p.mark}
        around = [i for i, line in enumerate(body) if line in quoted]
        body = [x for i, x in enumerate(body) if x or (i + 1 not in around and i - 1 not in around)]
        lines += [*body[:-1], "Hide this", ""]
        lines += [line for paragraph in APPEAL for line in (paragraph, "")]
    else:
        lines += body
    lines += [f"Filed Under: {', '.join(article.tags)}"]
    lines += [f"Companies: {', '.join(article.companies)}"] if article.companies else []
    return [*lines, ""]


def _wordpress_heading(thread: Written) -> list[str]:
    return [f"Comments on “{thread.article.title}”"]


def _legacy_end(thread: Written) -> list[str]:
    outlet = thread.article.outlet
    lines = ["", "Add Your Comment", "", f"Have a {outlet} account? Sign in.", ""]
    lines += [f"Follow {outlet}", "", f"{outlet} Insider Chat", "", *CHATTER, ""]
    lines += ["Recent Stories", ""]
    return [*lines, *(f"  • {story}" for story in STORIES), ""]


def _wordpress_end(thread: Written) -> list[str]:
    lines = ["Add Your Comment", "", "Your email address will not be published.", ""]
    lines += [f"Follow {thread.article.outlet}", "", *CHATTER, "", "Recent Stories", ""]
    return [*lines, *STORIES, ""]
