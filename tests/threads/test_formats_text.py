"""Plain-text extracts: case files, damaged copies of one page, hostile ones."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.threads.thread_json import assert_clean, expected, plain, read
from threads.errors import PageError
from threads.formats import (
    FORMATS,
    Format,
    plain_text,
    read_page,
    techdirt_legacy_text,
    techdirt_wordpress_text,
)
from threads.formats.text_blocks import article_paragraphs
from threads.page import Page

CASES = sorted((Path(__file__).parent / "cases" / "text").glob("*.txt"))
FLAT = next(path for path in CASES if path.stem == "legacy_flat")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    thread = read(path)
    assert plain(thread) == expected(path.with_suffix(".json"))
    assert_clean(thread)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_quoted_stands_in_text(path: Path) -> None:
    for comment in read(path).comments:
        assert all(passage in comment.text for passage in comment.quoted)


# What extractors do to a page: the list of comments of legacy_flat.txt, changed.
def _sub(pattern: str, by: str) -> Callable[[str], str]:
    return lambda text: re.sub(pattern, by, text, flags=re.MULTILINE)


HEAD_LINE = r"^ +\d+\. ((?:ident)?icon)$"
DAMAGES: dict[str, tuple[Callable[[str], str], set[str]]] = {
    "no indentation": (_sub(r"^[ \t]+", ""), set()),
    "tabs": (_sub(r"^ +", "\t"), set()),
    "no-break indentation": (_sub(r"^ {2}", "\u00a0\u00a0"), set()),
    "empty lines doubled": (lambda text: text.replace("\n\n", "\n\n\n"), set()),
    "empty lines trebled": (lambda text: text.replace("\n\n", "\n\n\n\n"), set()),
    "empty lines squeezed": (_sub(r"\n{3,}", "\n\n"), {"subject_lost"}),
    "no footers": (_sub(r"^.*link to this.*\n", ""), set()),
    "footers glued on": (_sub(r"\n\n +(.*link to this.*)$", r" \1"), set()),
    "footers without bracket": (_sub(r"\[? ?(reply to this.*?)\s*\]$", r"\1"), set()),
    "closed thread": (_sub(r"\[? ?reply to this\W+", "[ "), set()),
    "no avatars": (_sub(HEAD_LINE, "  1."), {"external_id"}),
    "no numbers": (_sub(HEAD_LINE, r"    \1"), {"external_id"}),
    "neither": (_sub(HEAD_LINE + "\n", ""), {"external_id"}),
    "all numbered 1": (_sub(r"^ +\d+\. ((?:ident)?icon)", r"  1. \1"), {"external_id"}),
    "head on one line": (_sub(HEAD_LINE + r"\n +", r"  1. \1 "), {"external_id"}),
    "no bylines": (_sub(r"^.* @ .*[ap]m\n", ""), {"author", "posted_at", "subject_lost"}),
    "thread view": (
        lambda text: _sub(HEAD_LINE, r"  •  \n    \1")(text.replace("in thread", "in chronology")),
        {"external_id", "placement"},
    ),
}
FIELDS = (
    "position", "author", "registered", "posted_at", "subject", "subject_lost", "text",
    "external_id", "placement", "flagged", "quoted",
)  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged(damage: str) -> None:
    change, lost = DAMAGES[damage]
    text = FLAT.read_text(encoding="utf-8")
    above, heading, rest = text.partition("Reader Comments")
    comments, form, below = rest.partition("Add Your Comment")
    damaged = f"{above}{heading}{change(comments)}{form}{below}"
    assert damaged != text
    thread, whole = read_page(Page("damaged", damaged)), read(FLAT)
    assert thread.article == whole.article
    assert len(thread.comments) == len(whole.comments)
    kept = [name for name in FIELDS if name not in lost]
    for one, other in zip(thread.comments, whole.comments, strict=True):
        assert [getattr(one, name) for name in kept] == [getattr(other, name) for name in kept]
    if "placement" in lost:
        assert {c.placement.kind for c in thread.comments} == {"threaded"}


def test_neither_head_nor_byline_leaves_the_footer() -> None:
    text = FLAT.read_text(encoding="utf-8")
    text = _sub(r"^.* @ .*[ap]m\n", "")(_sub(HEAD_LINE + "\n", "")(text))
    thread = read_page(Page("damaged", text))
    assert [c.text for c in thread.comments] == [c.text for c in read(FLAT).comments]
    assert {c.author for c in thread.comments} == {None}


def test_page_without_heading() -> None:
    text = _sub(r"^(Reader Comments|Subscribe: RSS|View by.*)\n", "")(FLAT.read_text("utf-8"))
    thread = read_page(Page("damaged", text))
    assert thread.comments == read(FLAT).comments
    assert thread.article.body == read(FLAT).article.body


def test_closed_page_without_comments() -> None:
    text = FLAT.read_text(encoding="utf-8")
    above, heading, _ = text.partition("Reader Comments")
    thread = read_page(Page("x", f"{above}{heading}\n\nSubscribe: RSS\n\nAdd Your Comment\n"))
    assert thread.article == read(FLAT).article
    assert thread.comments == ()


@pytest.mark.parametrize(
    ("lines", "paragraphs"),
    [
        (["One line.", "Another."], ["One line.", "Another."]),
        (["", "One.", "", "", "Two.", ""], ["One.", "Two."]),
        (['He called it a "', 'bridge" again.'], ['He called it a "bridge" again.']),
        (["It was built by the old", "mason himself."], ["It was built by the old mason himself."]),
        (["A heading", "Then a sentence."], ["A heading", "Then a sentence."]),
        (["The first of them,", "- one", "- two"], ["The first of them,", "- one", "- two"]),
    ],
)
def test_article_paragraphs(lines: list[str], paragraphs: list[str]) -> None:
    assert article_paragraphs(lines) == paragraphs


def test_line_that_speaks_is_no_byline() -> None:
    text = (
        "T\n\nfrom the x dept\n\nBody.\n\nComments on “T”\n\nSubscribe: RSS Leave a comment\n\n"
        "Ann says:\n\nOne.\n\nAs Bob says:\n\nTwo.\n\nIt is well known. Bob says:\n\nThree.\n"
        "and then Carl says:\nfour.\n\nDee (profile) says:\n\nFive.\n"
    )
    comments = read_page(Page("x", text)).comments
    assert [c.author for c in comments] == ["Ann", "Dee"]
    assert "four." in comments[0].text


def test_dates_separate_where_names_were_dropped() -> None:
    text = (
        "T\n\nfrom the x dept\n\nBody.\n\nComments on “T”\n\nMarch 6, 2023 at 11:02 am\n\n"
        "Hello.\n\nMarch 6, 2023 at 12:15 pm\n\nRe: Something\n\nGood day.\n"
    )
    comments = read_page(Page("x", text)).comments
    assert [(c.posted_at, c.subject, c.text) for c in comments] == [
        ("2023-03-06T11:02", "", "Hello."),
        ("2023-03-06T12:15", "Re: Something", "Good day."),
    ]


def test_other_sites_are_not_named_techdirt() -> None:
    text = (
        "A walk\n\nIt was long, and it rained.\n\nComments on “A walk”\n\n"
        "Subscribe: RSS Leave a comment\n\nAnn says:\n\nLovely.\n"
    )
    thread = read_page(Page("x", text))
    assert thread.article.outlet is None
    assert thread.article.title == "A walk"
    assert thread.article.body == "It was long, and it rained."
    assert [c.text for c in thread.comments] == ["Lovely."]


@pytest.mark.parametrize(
    "text",
    [
        "hello",
        "a,b,c\n1,2,3\n4,5,6\n",
        "id;text\n1;A sentence of some length, with words.\n2;One more, as long as that was.\n",
        '{"id": 1, "text": "A sentence of some length, with a dozen of words in it, and more."}',
        '<?xml version="1.0"?><rss><title>A sentence of some length, with words.</title></rss>',
        "0123 4567 " * 50,
        "",
    ],
)
def test_what_is_no_article(text: str) -> None:
    assert not plain_text.recognise(Page("x", text))
    with pytest.raises(PageError):
        read_page(Page("x", text))


def test_prose_in_chinese_is_an_article() -> None:
    text = "灯塔的看守人昨天晚上退休了，镇上的人都来送他。\n\n"
    text += "他说他会想念雾，但是不会想念那只猫，因为猫跟他走。"
    assert plain_text.recognise(Page("x", text))
    assert read_page(Page("x", text)).article.body.count("\n\n") == 1


LINES = [
    "", "", "1. identicon", "2. icon", "3.", "•", "icon", "identicon", "Ann, 1 May 2015 @ 4:51pm",
    "Bo (profile), May 2nd, 2015 @ 4:51pm", "reply to this | link to this | view in thread ]",
    "link to this | view in chronology ]", "Reader Comments", "View by: Time | Thread",
    "Comments on “T”", "Subscribe: RSS Leave a comment", "12 Comments", "Ann says:",
    "Bo (profile) says:", "March 6, 2023 at 11:02 am", "Reply", "Re: Fog", "Re:", "Re:2 Fog", "Fog",
    "from the x dept", "By Ann Lee", "Filed Under: a, b", "Companies: c", "Hide this",
    "Add Your Comment", "> quoted", "A sentence of some length, which is prose.", "- a bullet",
    "This comment has been flagged by the community.", "\u00a0", "Photo: Ann Lee", "4 May 2015",
]  # fmt: skip


@given(lines=st.lists(st.sampled_from(LINES), max_size=40))
@settings(max_examples=300, deadline=None)
def test_any_order_of_lines_is_read(lines: list[str]) -> None:
    page = Page("x", "\n".join(lines))
    for form in (techdirt_legacy_text, techdirt_wordpress_text, plain_text):
        form.recognise(page)
        thread = form.read(page)
        positions = [comment.position for comment in thread.comments]
        assert positions == sorted(set(positions))
        assert len({comment.id for comment in thread.comments}) == len(positions)
        assert all(comment.subject is not None for comment in thread.comments)
        assert all(q in comment.text for comment in thread.comments for q in comment.quoted)
        texts = [thread.article.body, *(comment.text for comment in thread.comments)]
        assert not any("\n\n\n" in text or text != text.strip() for text in texts)


HEAD = (
    "T\n\nfrom the x dept\n\nBody.\n\nReader Comments\n\n  1. icon\n    A, 1 May 2015 @ 4:51pm\n\n"
)
HEAD_WP = (
    "T\n\nfrom the x dept\n\nBody.\n\nComments on “T”\n\nSubscribe: RSS Leave a comment\n\n"
    "A says:\n\n"
)
PIECES = [
    " ", "a", "a ", "Re: ", "re : ", ", ", "@ ", "link to this | ", "[", "18 Sep 2015 @ 4:51",
    " says:", "A says: ", "1. ", '"', "> ", "\u00a0", "'", "Photo: ", "By A ", "Companies: ",
    "reply to this | link to this | view in thread ]", "September 20, 2012 at 4:51 pm ",
]  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_one_hostile_line_of_a_megabyte(piece: str) -> None:
    line = piece * (1_000_000 // len(piece))
    start = process_time()
    for text in (line, HEAD + line, HEAD_WP + line):
        for form in (techdirt_legacy_text, techdirt_wordpress_text, plain_text):
            if form.recognise(Page("x", text)):
                form.read(Page("x", text))
    assert process_time() - start < 5


@pytest.mark.parametrize("line", ["1.", "•", "icon", "Re: x", "A says:", "A, 1 May 2015 @ 4:51pm"])
@pytest.mark.parametrize("form", [techdirt_legacy_text, techdirt_wordpress_text])
def test_time_grows_with_the_number_of_lines(form: Format, line: str) -> None:
    def seconds(count: int) -> float:
        head = HEAD if form is techdirt_legacy_text else HEAD_WP
        page = Page("x", head + f"{line}\n\nx\n" * count)
        start = process_time()
        form.read(page)
        return process_time() - start

    seconds(100)
    small = min(seconds(1_000) for _ in range(2))
    assert seconds(8_000) < 8 * 3 * small + 0.2


def test_formats_have_names_of_their_own() -> None:
    assert len({form.NAME for form in FORMATS}) == len(FORMATS)
