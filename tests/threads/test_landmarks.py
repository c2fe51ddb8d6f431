from __future__ import annotations

import re
from time import process_time

import pytest

from threads import landmarks


@pytest.mark.parametrize(
    ("line", "name", "profile", "when"),
    [
        ("Ann, 18 Sep 2015 @ 4:51pm", "Ann", False, "18 Sep 2015 @ 4:51pm"),
        ("Ann B. (profile), 18 Sep 2015 @ 4:51pm", "Ann B.", True, "18 Sep 2015 @ 4:51pm"),
        ("Marta, of the Hill, 1 May 2009 @ 12:03am", "Marta, of the Hill", False, None),
        ("Dee, May 4th, 2009 @ 7:31am", "Dee", False, "May 4th, 2009 @ 7:31am"),
        ("18 Sep 2015 @ 4:51pm", None, False, "18 Sep 2015 @ 4:51pm"),
        (", 18 Sep 2015 @ 4:51pm", "", False, "18 Sep 2015 @ 4:51pm"),
        ("Ann\u00a0(profile), 18\u00a0Sep 2015 @ 4:51pm", "Ann", True, None),
    ],
)
def test_legacy_byline(line: str, name: str | None, profile: bool, when: str | None) -> None:
    match = landmarks.LEGACY_BYLINE.fullmatch(line)
    assert match
    assert match["name"] == name
    assert bool(match["profile"]) == profile
    assert when is None or match["when"] == when


@pytest.mark.parametrize(
    "line", ["Ann, 18 Sep 2015", "Ann, 18 Sep 2015 @ 4:51pm wrote:", "Ann @ 4:51pm", ""]
)
def test_no_legacy_byline(line: str) -> None:
    assert not landmarks.LEGACY_BYLINE.fullmatch(line)


@pytest.mark.parametrize(
    ("line", "name", "profile"),
    [
        ("Rosa E. Field says:", "Rosa E. Field", False),
        ("Tina (profile) says:", "Tina", True),
        ("who says says:", "who says", False),
    ],
)
def test_wordpress_byline(line: str, name: str, profile: bool) -> None:
    match = landmarks.WORDPRESS_BYLINE.fullmatch(line)
    assert match
    assert match["name"] == name
    assert bool(match["profile"]) == profile


@pytest.mark.parametrize(
    ("line", "view"),
    [
        ("reply to this | link to this | view in thread ]", "thread"),
        ("reply to this\u00a0 |\u00a0 link to this\u00a0 |\u00a0 view in thread\u00a0 ]", "thread"),
        ("[ reply to this | link to this | view in chronology ]", "chronology"),
        ("[ link to this | view in chronology ]", "chronology"),
        ("[link to this | view in thread]", "thread"),
        ("view in thread ]", "thread"),
        ("link to this |", None),
    ],
)
def test_legacy_footer(line: str, view: str | None) -> None:
    match = landmarks.LEGACY_FOOTER.fullmatch(line)
    assert match
    assert (match["view"] or match["only"]) == view


@pytest.mark.parametrize("line", ["", "|", "reply to this point first", "I link to this blog"])
def test_no_legacy_footer(line: str) -> None:
    assert not landmarks.LEGACY_FOOTER.fullmatch(line)


@pytest.mark.parametrize(
    ("pattern", "line", "group", "value"),
    [
        (landmarks.LEGACY_HEADING, "Reader Comments", None, None),
        (landmarks.LEGACY_HEADING, "Reader Comments (rss)", None, None),
        (landmarks.LEGACY_VIEWS, "View by: Time | Thread", None, None),
        (landmarks.LEGACY_VIEWS, "(Flattened / Threaded)", None, None),
        (landmarks.SUBSCRIBE, "Subscribe: RSS Leave a comment", None, None),
        (landmarks.WORDPRESS_HEADING, "Comments on “A “b” c”", "title", "A “b” c"),
        (landmarks.CLAIMED, "1,023 Comments", "count", "1,023"),
        (landmarks.CLAIMED, "1 Comment", "count", "1"),
        (landmarks.DEPT, "from the well,-of-sorts dept", "dept", "well,-of-sorts"),
        (landmarks.DEPT, "from the rainy-day-dept.", "dept", "rainy-day"),
        (landmarks.AUTHOR, "By Lena van der Meer", "name", "Lena van der Meer"),
        (landmarks.AUTHOR, "Posted by: Élodie O'Hara", "name", "Élodie O'Hara"),
    ],
)
def test_lines(pattern: re.Pattern[str], line: str, group: str | None, value: str | None) -> None:
    match = pattern.fullmatch(line)
    assert match
    assert group is None or match[group] == value


@pytest.mark.parametrize("line", ["By now everybody knows", "By the sea", "by"])
def test_no_author(line: str) -> None:
    assert not landmarks.AUTHOR.fullmatch(line)


def test_what_ends_the_comments() -> None:
    assert landmarks.ends_comments("ADD YOUR COMMENT")
    assert landmarks.ends_comments("Have a Techdirt Account? Sign in now.")
    assert landmarks.ends_comments(
        "This site, like most other sites on the web, uses\u00a0cookies."
    )
    assert not landmarks.ends_comments("Add your comment to the hearing instead")
    assert not landmarks.ends_comments("Email this to your senator")


def test_notices_flags_and_buttons() -> None:
    flag = "This comment has been flagged by the community. Click here to show it."
    assert landmarks.is_notice(flag)
    assert landmarks.is_flag(flag)
    badge = "This comment has been deemed insightful by the community."
    assert landmarks.is_notice(badge)
    assert not landmarks.is_flag(badge)
    assert landmarks.is_button("Reply")
    assert not landmarks.is_button("Reply to that!")


PATTERNS = [value for value in vars(landmarks).values() if isinstance(value, re.Pattern)]


@pytest.mark.parametrize(
    "piece",
    [
        " ", "a", ", ", "a, ", "link to this | ", "view in thread ", "18 Sep 2015 @ 4:51pm",
        "18 Sep 2015 @ ", " says:", "(profile) ", "1,000", "By A ", "By Ab'", "from the ", "[",
    ],
)  # fmt: skip
def test_patterns_stay_linear(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    start = process_time()
    for pattern in PATTERNS:
        pattern.fullmatch(text)
        pattern.match(text)
    assert process_time() - start < 0.5


BARS = [
    *sorted(landmarks._BAR_WORDS), "Reply | #12", "(3)", "#", "REPLY ↓", "Reply - Quote",
    "Reply-Quote", "- Antworten", "#12 - Connectez-vous pour répondre",
    "Connectez-vous pour répondre-Lien permanent",
]  # fmt: skip


@pytest.mark.parametrize("bar", BARS)
def test_what_ends_a_bar_of_links_may_end_one(bar: str) -> None:
    assert landmarks.is_link_bar(bar)
    assert landmarks.may_end_link_bar(bar.rsplit(maxsplit=1)[-1])


@pytest.mark.parametrize("word", ["AM", "pm", "2012-x", "Uhr", "Ann", "replying"])
def test_what_ends_no_bar_of_links_is_told_at_once(word: str) -> None:
    assert not landmarks.may_end_link_bar(word)
    assert not landmarks.is_link_bar(f"Reply {word}")
