from __future__ import annotations

import re
from typing import Any

import click
import pytest

from rejoinder.comment_lines import CommentLines
from rejoinder.terminal import cells
from rejoinder.tree_view import TreeView, number_of_comments
from reports.outline import outline
from reports.rows import ArticleRow, CommentRow, QuoteRow, RecoveryRow
from reports.selection import Wanted, select


def article(**known: Any) -> ArticleRow:
    unknown = dict.fromkeys(ArticleRow.__dataclass_fields__)
    return ArticleRow(**{**unknown, "id": "a", "title": "Doors", "format": "test", **known})


def recovery(recovered: int, claimed: int | None = None) -> RecoveryRow:
    zeros = dict.fromkeys(RecoveryRow.__dataclass_fields__, 0)
    return RecoveryRow(**{**zeros, "recovered": recovered, "claimed": claimed})


def comment(position: int, parent: int | None = None, **known: Any) -> CommentRow:
    unknown = dict.fromkeys(CommentRow.__dataclass_fields__)
    said = {"text": f"Words of {position}.", "state": "present", "author": f"Author {position}"}
    ids = {"id": str(position), "parent_id": parent and str(parent), "parent_position": parent}
    return CommentRow(**{**unknown, "position": position, **said, **ids, **known})


def view(
    *comments: CommentRow,
    wanted: Wanted | None = None,
    endnotes: tuple[str, ...] = (),
    **settings: Any,
) -> list[str]:
    selection = select(outline(comments), wanted or Wanted())
    lines = CommentLines(pattern=selection.pattern, **settings)
    tree = TreeView(article(), recovery(len(comments)), selection, lines, endnotes=endnotes)
    return [click.unstyle(line) for block in tree.blocks() for line in block]


def test_replies_stand_under_what_they_answer() -> None:
    lines = view(comment(1), comment(2, 1), comment(3, 2), comment(4, 1), comment(5))
    assert lines == [
        "Doors",
        "5 comments",
        "",
        "#1 Author 1",
        "│ Words of 1.",
        "│",
        "├ #2 Author 2",
        "│ │ Words of 2.",
        "│ │",
        "│ └ #3 Author 3",
        "│     Words of 3.",
        "│",
        "└ #4 Author 4",
        "    Words of 4.",
        "",
        "#5 Author 5",
        "  Words of 5.",
        "",
    ]


def test_a_comment_says_who_when_and_how_it_stands_without_colour() -> None:
    answer = comment(
        2,
        1,
        author="Tom",
        registered=1,
        posted_at="2019-03-12T09:44",
        subject="Re: Doors",
        to_parent="disagree",
        to_article="oppose",
        asks=1,
    )
    lines = view(comment(1, to_article="support", to_parent="agree"), answer, width=100)
    assert "#1 Author 1 · + for the article" in lines
    assert (
        "└ #2 Tom (registered) · 12 Mar 2019, 09:44 · − disagrees, − against the article, ? asks"
        in lines
    )
    assert "    Re: Doors" in lines


def test_a_comment_in_another_language_is_marked_and_has_no_stance() -> None:
    lines = view(comment(1, language="de", scored=0), comment(2, 1, scored=0, asks=1))
    assert "#1 Author 1 · in German, not scored" in lines
    assert "└ #2 Author 2 · in a language that can't be told, not scored" in lines


def test_each_reason_is_a_line_of_its_own_below_the_comment() -> None:
    def explain(row: CommentRow) -> list[str]:
        return [f"because of {row.position}", "and so on"][: row.position]

    lines = view(comment(1), comment(2, 1), explain=explain)
    assert lines[5] == "│ ↳ because of 1"
    assert lines[-3:] == ["    ↳ because of 2", "    ↳ and so on", ""]


def test_a_long_thread_is_drawn_as_it_is_read() -> None:
    drawn: list[int] = []

    def explain(row: CommentRow) -> list[str]:
        drawn.append(row.position)
        return []

    rows = [comment(n, n // 2 or None) for n in range(1, 50_001)]
    for wanted in (Wanted(), Wanted(words="words")):
        drawn.clear()
        chosen = select(outline(rows), wanted)
        blocks = TreeView(article(), recovery(1), chosen, CommentLines(explain=explain)).blocks()
        for _ in range(4):  # the heading and three comments
            next(blocks)
        assert drawn == ([1, 2, 4] if wanted.words is None else [1, 2, 3])


@pytest.mark.parametrize("width", [40, 80, 160])
def test_nothing_is_wider_than_the_terminal(width: int) -> None:
    talk = "Some 甘德 words that go on for quite a while, " * 12
    rows = [
        comment(n, n - 1 or None, author="A name " * 12, text=talk, to_parent="agree", asks=1)
        for n in range(1, 60)
    ]
    assert max(cells(line) for line in view(*rows, width=width)) <= width


def test_single_comments_come_with_what_they_answer() -> None:
    rows = (comment(1), comment(2, 1), comment(3, 2, author="Tom"), comment(4, author="Tom"))
    assert view(*rows, wanted=Wanted(by="tom"), width=60) == [
        "Doors",
        "4 comments",
        "2 of 4 comments: by Tom",
        "",
        "#3 Tom",
        "  answers #2 Author 2 (chain #1): Words of 2.",
        "  Words of 3.",
        "",
        "#4 Tom",
        "  answers the article",
        "  Words of 4.",
        "",
    ]


def test_what_is_answered_takes_a_line_at_most() -> None:
    long = comment(1, text="Words that go on. " * 40)
    lines = view(long, comment(2, 1), wanted=Wanted(by="Author 2"), width=50)
    assert lines[5] == "  answers #1 Author 1: Words that go on. Words…"
    silent = view(comment(1, text="", state="removed"), comment(2, 1), wanted=Wanted(by="Author 2"))
    assert "  answers #1 Author 1: (removed from the page)" in silent


def test_what_is_answered_is_told_in_its_own_words() -> None:
    quote = QuoteRow(
        comment_id="1", ordinal=1, source="article", text="Doors are doors.", similarity=1.0,
        source_position=None, source_author=None,
    )  # fmt: skip
    rows = (comment(1, text="Doors are doors.\n\nNo, they are not."), comment(2, 1))
    lines = view(*rows, wanted=Wanted(by="Author 2"), quotes={"1": [quote]})
    assert "  answers #1 Author 1: No, they are not." in lines
    alone = (comment(1, text="Doors are doors."), comment(2, 1))
    lines = view(*alone, wanted=Wanted(by="Author 2"), quotes={"1": [quote]})
    assert "  answers #1 Author 1: Doors are doors." in lines


def test_folded_replies_stand_where_they_would() -> None:
    rows = (comment(1), comment(2, 1), comment(3, 2), comment(4, 3), comment(5, 1), comment(6))
    assert view(*rows, wanted=Wanted(depth=2))[3:] == [
        "#1 Author 1",
        "│ Words of 1.",
        "│",
        "├ #2 Author 2",
        "│ │ Words of 2.",
        "│ │",
        "│ └ … 2 more replies",
        "│",
        "└ #5 Author 5",
        "    Words of 5.",
        "",
        "#6 Author 6",
        "  Words of 6.",
        "",
    ]


def test_a_comment_that_readers_hid_is_marked() -> None:
    assert "#1 Author 1 · hidden by flags, + for the article" in view(
        comment(1, flagged=1, to_article="support")
    )


def test_ten_thousand_levels_are_shown_at_a_bounded_indent() -> None:
    rows = [comment(n, n - 1 or None) for n in range(1, 10_001)]
    lines = view(*rows, width=80)
    heads = [line for line in lines if "#" in line]
    assert len(heads) == 10_000
    assert heads[-1].strip() == "#10000 Author 10000 · level 10000"
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize(
    "wanted",
    [Wanted(), Wanted(words="bold"), Wanted(words="evil"), Wanted(by="evil"), Wanted(chain=2)],
)
def test_hostile_text_reaches_the_terminal_as_text(wanted: Wanted) -> None:
    evil = "\x1b[2J\x1b]0;owned\x07\u202eevil\x9b31m e" + "\u0301\u0489" * 20
    rows = [
        comment(1, author=evil, subject=evil, text=evil, posted_at=evil),
        comment(2, 1, text="{{ 7*7 }} [bold]x[/bold] %s"),
    ]
    chosen = select(outline(rows), wanted)
    tree = TreeView(
        article(title=evil, author=evil, url=evil),
        recovery(2),
        chosen,
        CommentLines(
            explain=lambda _: [evil, evil], doubt=lambda _: [evil], pattern=chosen.pattern
        ),
        notes=(evil,),
        endnotes=(evil,),
    )
    printed = "\n".join(line for block in tree.blocks() for line in block)
    left = re.sub(r"\x1b\[[0-9;]*m", "", printed)  # our own colours
    assert "\x1b" not in left and "\x9b" not in left and "\x07" not in left
    assert "\u202e" not in left and "\u0489" not in left
    assert "evil" in left
    if wanted.words == "bold":
        assert "{{ 7*7 }} [»bold«]x[/»bold«] %s" in left
    elif wanted.by is None and wanted.words is None:
        assert "{{ 7*7 }} [bold]x[/bold] %s" in left


def test_a_removed_and_a_missing_comment_are_named_so() -> None:
    missing = {"text": "", "state": "missing"}
    lines = view(comment(1, text="", state="removed"), comment(2, **missing))
    assert "  (removed from the page)" in lines
    assert "  (text not on the page)" in lines
    lines = view(comment(1, **missing), comment(2, 1))
    assert "│ (not on the page, but answered there)" in lines
    assert "  (text not on the page)" not in lines


def test_what_was_mended_stands_at_the_end() -> None:
    lines = view(comment(1), endnotes=("mended: \x1b[2J" + "many a word " * 20,), width=60)
    assert lines[lines.index("") + 4].startswith("mended: ␛[2J")
    assert max(map(len, lines)) <= 60


def test_an_article_without_comments() -> None:
    assert view()[-1] == "No comments."


@pytest.mark.parametrize(
    ("found", "claimed", "said"),
    [
        (22, None, "22 comments"),
        (1, None, "1 comment"),
        (22, 22, "22 of 22 comments recovered"),
        (0, 22, "0 of 22 comments recovered"),
        (25, 22, "25 comments, more than the 22 claimed"),
        (19_999, None, "19,999 comments"),
        (2_500, 2_600, "2,500 of 2,600 comments recovered"),
    ],
)
def test_how_many_of_how_many(found: int, claimed: int | None, said: str) -> None:
    assert number_of_comments(found, claimed) == said
