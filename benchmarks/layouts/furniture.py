"""What stands on the pages of our invented outlet around article and comments, and its dates."""

from __future__ import annotations

import re
from datetime import datetime

from benchmarks.layouts.written import WrittenComment

_SLUG = re.compile(r"[^a-z0-9]+")

STYLE = """<style>
body { font: 16px/1.5 Georgia, serif; max-width: 46em; margin: 1em auto; color: #222; }
li.cmt, div.comment { margin: 1.2em 0 1.2em 1.2em; list-style: none; }
blockquote { border-left: 3px solid #bbb; margin: .5em; padding-left: 1em; color: #555; }
.support, #sidebar, form { background: #f4f1ea; padding: .5em 1em; margin: 1em 0; }
.hidden, .screen-reader-text { display: none; }
</style>"""

APPEAL = (
    "Still reading? Then you have just outlasted most of the people who clicked on this headline, "
    "and we are grateful for every minute of it.",
    "Crosspatch is four writers, a rented server and a kettle. Nobody owns us, which is why nobody "
    "pays us either, unless it's you. A subscription costs about as much as a sandwich, a mug as "
    "much as two, and either one keeps the next story from being written by whoever bought us.",
    "–The Crosspatch Team",
)
CHATTER = (
    "- ottoline:did anyone else's thermostat just ask for its birthday",
    "- Rafe:mine asked for a raise",
    "- ottoline:see this is why I only buy appliances that can't read",
)
STORIES = (
    "The Parking App That Could Not Be Parked",
    "School Board Bans The Word 'Platform', Then Needs It",
    "Nobody Reads The Manual, So They Licensed It",
)
RATING = (
    "Rate this comment as insightful",
    "Rate this comment as funny",
    "You have rated this comment as insightful",
    "You have rated this comment as funny",
    "Flag this comment as abusive/trolling/spam",
    "You have flagged this comment",
    "The first word has already been claimed",
    "The last word has already been claimed",
    "Insightful Lightbulb icon Funny Laughing icon Abusive/trolling/spam Flag icon "
    "Insightful badge Lightbulb icon Funny badge Laughing icon Comments icon",
)
FLAGGED = "This comment has been flagged by the community. Click here to show it."


def legacy_date(when: datetime) -> str:
    """Give ``12 Mar 2019 @ 9:44am``."""
    return f"{when.day} {when:%b} {when.year} @ {clock(when)}"


def ordinal_date(when: datetime, *, comma: str = "") -> str:
    """Give ``Mar 12th 2019``."""
    day = when.day
    ending = "th" if day in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{when:%b} {day}{ending}{comma} {when.year}"


def wordpress_date(when: datetime) -> str:
    """Give ``October 3, 2023 at 9:31 am``."""
    return f"{when:%B} {when.day}, {when.year} at {clock(when, ' ')}"


def clock(when: datetime, blank: str = "") -> str:
    """Give ``9:44am``."""
    return f"{when.hour % 12 or 12}:{when:%M}{blank}{'am' if when.hour < 12 else 'pm'}"


def slug(name: str) -> str:
    """Give a name as it stands in a URL."""
    return _SLUG.sub("-", name.casefold()).strip("-")


def badge(comment: WrittenComment) -> str:
    """Give the line that says what readers voted a comment, "" for none."""
    if not comment.badge:
        return ""
    return f"This comment has been deemed {comment.badge} by the community."
