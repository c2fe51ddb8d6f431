from __future__ import annotations

from typing import Any

from threads.candidates import DEEPEST, NEAREST, Candidates
from threads.model import Article, Comment, Placement, Thread
from threads.turns import ARTICLE, converse


def candidates_of(*rows: dict[str, Any], parents: tuple[int, ...] = ()) -> list[tuple[Any, str]]:
    """Give the candidates of every comment, each attached to the parent given (or its first)."""
    comments = tuple(
        Comment(
            id=f"c{at}",
            position=at + 1,
            author=f"P{at}",
            posted_at=f"2019-04-{2 + at // 60:02d}T09:{at % 60:02d}",
            **{"subject": "", "text": f"saying number {at}", **row},
        )
        for at, row in enumerate(rows)
    )
    talk = converse(Thread(article=Article(id="art"), comments=comments))
    narrowed, found = Candidates(talk), []
    for child in narrowed.order:
        choice = narrowed.of(child)
        found.append((choice.candidates, choice.rule))
        parent = parents[child] if child < len(parents) else choice.candidates[0]
        narrowed.attach(child, parent)
    return found


def laid(kind: Any, under: int | None = None, **row: Any) -> dict[str, Any]:
    return {"placement": Placement(kind=kind, under=None if under is None else f"c{under}"), **row}


def test_a_subject_leaves_those_it_answers() -> None:
    found = candidates_of({}, {"subject": "Bells"}, {"subject": "Re:"}, {"subject": "Re: Bells"})
    assert found[2:] == [([0], "subject"), ([1], "subject")]


def test_no_subject_answers_the_article_where_replies_have_one() -> None:
    assert candidates_of({}, {"subject": "Re:"}, {})[2] == ([ARTICLE], "subject")


def test_no_subjects_at_all_leave_everybody() -> None:
    assert candidates_of({}, {}, {})[2] == ([ARTICLE, 0, 1], "open")


def test_a_typed_subject_leaves_everybody() -> None:
    found = candidates_of({}, {"subject": "Re:"}, {"subject": "Bells"})
    assert found[2] == ([ARTICLE, 0, 1], "open")


def test_a_subject_that_fits_nobody_leaves_everybody() -> None:
    found = candidates_of({}, {"subject": "Re: Gone"})
    assert found[1] == ([ARTICLE, 0], "open")


def test_far_ones_drop_out_unless_quoted() -> None:
    many: list[dict[str, Any]] = [{"text": "a bell that films the whole street"}]
    many += [{} for _ in range(NEAREST + 5)]
    last = candidates_of(*many, {"text": "films the whole street\n\nDoes it."})[-1][0]
    assert last[:2] == [ARTICLE, 0]
    assert len(last) == NEAREST + 2


def test_nesting_leaves_one() -> None:
    found = candidates_of(laid("nested"), laid("nested", 0), laid("nested"))
    assert found == [([ARTICLE], "nesting"), ([0], "nesting"), ([ARTICLE], "nesting")]


def test_thread_order_leaves_the_branch_last_printed() -> None:
    rows = [laid("threaded") for _ in range(4)]
    found = candidates_of(*rows, parents=(ARTICLE, 0, 0, ARTICLE))
    assert [options for options, _ in found] == [
        [ARTICLE],
        [ARTICLE, 0],
        [ARTICLE, 0, 1],
        [ARTICLE, 0, 2],
    ]


def test_what_is_laid_inside_one_comment_alone_answers_it_whatever_its_subject() -> None:
    rows = [laid("nested"), laid("nested", 0), {**laid("floor", 9), "subject": "Re: Gone"}]
    rows += [{**laid("floor", 0), "subject": "Re: Gone"}, {**laid("nested"), "subject": "Re:"}]
    found = candidates_of(*rows, parents=(ARTICLE, 0, ARTICLE, 0))
    assert found[3] == ([0], "nesting")


def test_of_a_branch_without_end_its_end_is_left_and_what_is_quoted() -> None:
    deep = DEEPEST + 20
    rows = [laid("threaded") for _ in range(deep)]
    rows[3]["text"] = "a bell that films the whole street and all who walk on it"
    rows[7]["text"] = "it films the whole street on a side branch nobody is on any more"
    rows.append(laid("threaded", text=f"{rows[3]['text']}. Does it?"))
    found = candidates_of(*rows, parents=(ARTICLE, *range(deep)))
    assert found[deep] == ([ARTICLE, 3, *range(deep - DEEPEST, deep)], "open")


def test_below_the_floor_of_a_branch_without_end_its_end_is_left() -> None:
    deep = DEEPEST + 20
    rows = [laid("threaded"), laid("nested", 0), *[laid("floor", 1) for _ in range(deep)]]
    found = candidates_of(*rows, parents=(ARTICLE, 0, *range(1, deep + 2)))
    assert found[-1] == ([1, *range(deep + 1 - DEEPEST, deep + 1)], "open")


def test_the_floor_leaves_the_branch_below_what_it_lies_in() -> None:
    rows = [laid("nested"), laid("nested", 0), laid("floor", 1), laid("floor", 1)]
    found = candidates_of(*rows, parents=(ARTICLE, 0, 1, 2))
    assert found[2:] == [([1], "nesting"), ([1, 2], "open")]


def test_under_a_comment_that_is_not_there_means_the_article() -> None:
    assert candidates_of(laid("nested", 9))[0] == ([ARTICLE], "nesting")
