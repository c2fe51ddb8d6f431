r"""What pages say of themselves: bylines, avatar's words, footer links, headings, furniture.

Formats are told and cut by these, in text and in HTML alike; class names only make it faster.
Every pattern is for ``fullmatch`` on one stripped line and has bounded repeats only, so that it
stays linear on hostile input. Blanks may be no-break spaces: ``\s`` knows them.
"""

from __future__ import annotations

import re

# The alternative text of the avatar, printed alone on a line -> registered.
AVATARS = {"identicon": False, "icon": True}

_LEGACY_WHEN = (
    r"(?:\d{1,2}\s[A-Za-z]{3,9}\.?\s\d{4}|[A-Za-z]{3,9}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4})"
    r"\s{0,3}@\s{0,3}\d{1,2}:\d\d\s?[AaPp]\.?[Mm]\.?"
)
# NAME (profile), 18 Sep 2015 @ 4:51pm; May 5th, 2009 @ 6:31am. The name may be lost.
LEGACY_BYLINE = re.compile(
    rf"(?:(?P<name>.{{0,200}}?)(?P<profile>\s{{1,3}}\(profile\))?\s{{0,3}},\s{{0,3}})?"
    rf"(?P<when>{_LEGACY_WHEN})"
)
# NAME says: / NAME (profile) says:
WORDPRESS_BYLINE = re.compile(
    r"(?P<name>.{1,200}?)(?P<profile>\s{1,3}\(profile\))?\s{1,3}says:", re.IGNORECASE
)

# reply to this | link to this | view in thread ]; the opening bracket is often lost, and a closed
# thread has no "reply to this". "view in thread" stands in the flat view and the other way round.
LEGACY_FOOTER = re.compile(
    r"\[?\s{0,3}(?:reply to this\s{0,3}\|?\s{0,3})?"
    r"(?:link to this\s{0,3}\|?\s{0,3}(?:view in (?P<view>thread|chronology))?"
    r"|view in (?P<only>thread|chronology))\s{0,3}\]?",
    re.IGNORECASE,
)
LEGACY_HEADING = re.compile(r"Reader Comments(?:\s{0,3}\(\s?rss\s?\))?", re.IGNORECASE)
LEGACY_VIEWS = re.compile(r"View by:.{0,60}|\(?\s?Flattened\s?/\s?Threaded\s?\)?", re.IGNORECASE)
SUBSCRIBE = re.compile(r"Subscribe:\s?RSS(?:\s{1,3}Leave a comment)?", re.IGNORECASE)
WORDPRESS_HEADING = re.compile(r"Comments on [“\"](?P<title>.{0,400})[”\"]", re.IGNORECASE)
CLAIMED = re.compile(r"(?P<count>\d{1,3}(?:[,.]\d{3}){0,2}|\d{1,7}) Comments?", re.IGNORECASE)

# By Ann Example, alone on a line; names are capitalised, so "By now, everybody" is none.
_NAME = r"[^\W\d_a-zß-ÿ][\w.'’-]{0,40}"
AUTHOR = re.compile(
    rf"(?i:(?:posted |written )?by):?\s{{1,3}}"
    rf"(?P<name>{_NAME}(?:\s(?:{_NAME}|and|de|del|der|la|van|von|&)){{0,7}})"
)
DEPT = re.compile(r"from the (?P<dept>.{1,300}?)[\s-]{0,3}dept\.?", re.IGNORECASE)
FILED_UNDER = re.compile(r"Filed Under:(?P<tags>.{0,2000})", re.IGNORECASE)
COMPANIES = re.compile(r"Companies:(?P<tags>.{0,2000})", re.IGNORECASE)

# The appeal for support between article and comments begins so.
APPEAL_STARTS = ("hide this", "thank you for reading this techdirt post")

# WordPress prints this block once before its list; no votes are in it.
RATING_LINES = (
    "rate this comment as ",
    "you have rated this comment as ",
    "flag this comment as ",
    "you have flagged this comment",
    "the first word has already been claimed",
    "the last word has already been claimed",
    "insightful lightbulb icon",
    "comments icon",
)

# A line that begins so ends the comments: forms, sidebars, footers.
AFTER_COMMENTS = (
    "have a techdirt account",
    "subscribe to the techdirt daily",
    "your email address will not be published",
    "insider shop - show your support",
    "this site, like most other sites on the web",
    "this feature is only available to registered users",
    "the latest chatter on the techdirt insider discord",
)
# The same, but words that a comment might begin with: only a line of its own ends the comments.
AFTER_COMMENTS_ALONE = frozenset(
    {
        "add your comment", "add a reply", "leave a reply", "comment options:", "follow techdirt",
        "techdirt daily newsletter", "techdirt deals", "techdirt insider discord",
        "techdirt insider chat", "essential reading", "recent stories", "email this",
    }
)  # fmt: skip
# What the site prints into a comment: badges, buttons. Neither text nor votes.
IN_COMMENTS = (
    "this comment has been deemed insightful by the community",
    "this comment has been deemed funny by the community",
    "make this the first word",
    "make this the last word",
)
BUTTONS = frozenset(
    {
        "reply", "collapse replies", "expand replies", "show replies", "hide replies",
        "view in chronology", "view in thread", "comments icon", "insightful badge", "funny badge",
    }
)  # fmt: skip
FLAGGED = "this comment has been flagged by the community"


def starts_like(line: str, starts: tuple[str, ...]) -> bool:
    """Tell whether a line begins with one of the (lower-case) starts, whatever its case."""
    return _head(line).startswith(starts)


def ends_comments(line: str) -> bool:
    """Tell whether a line belongs to what the site prints below its comments."""
    head = _head(line)
    return head in AFTER_COMMENTS_ALONE or head.startswith(AFTER_COMMENTS)


def is_notice(line: str) -> bool:
    """Tell whether a line is a notice of the site's within a comment (badge, flag)."""
    return _head(line).startswith((*IN_COMMENTS, *RATING_LINES, FLAGGED))


def is_flag(line: str) -> bool:
    """Tell whether a line says that readers flagged the comment."""
    return _head(line).startswith(FLAGGED)


def is_button(line: str) -> bool:
    """Tell whether a line is nothing but a WordPress comment's button."""
    return _head(line) in BUTTONS


def _head(line: str) -> str:
    """Give a line's first characters, lower-case, blanks of any kind made one space."""
    return " ".join(line[:80].casefold().split())
