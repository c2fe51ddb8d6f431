from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from analyzers import chains
from analyzers.bursts import Pace
from analyzers.contract import Rows
from analyzers.events import NEEDS, Regulars, Thresholds, find_events
from tests.analyzers.making import Said, thread_of
from threads.events import Event
from threads.model import Thread

AGAINST, FOR = (0.05, 0.05, 0.9), (0.9, 0.05, 0.05)
LABELS = ("agree", "neutral", "disagree")


def rows_for(thread: Thread, towards: Mapping[str, Sequence[float]]) -> dict[str, Rows]:
    """Make the rows that events are found from; who isn't named is neutral."""
    stance, sentiment = [], []
    for comment in thread.comments:
        if comment.state != "present":
            continue
        chances = towards.get(comment.id, (0.1, 0.8, 0.1))
        stance.append(
            {
                "comment_id": comment.id,
                "to_parent": LABELS[max(range(3), key=lambda i: chances[i])],
                **{f"parent_{label}": p for label, p in zip(LABELS, chances, strict=True)},
                "article_support": 0.3,
                "article_neutral": 0.4,
                "article_oppose": 0.3,
            }
        )
        compound = -0.8 if towards.get(comment.id) == AGAINST else 0.0
        sentiment.append({"comment_id": comment.id, "compound": compound})
    given: dict[str, Rows] = {"stance": stance, "sentiment": sentiment}
    return {**given, "chains": chains.analyze(thread, given)}


def found(
    said: Sequence[Said],
    towards: Mapping[str, Sequence[float]] | None = None,
    regulars: Regulars = Regulars(),  # noqa: B008
    **limits: Any,
) -> list[Event]:
    thread = thread_of(said)
    given = rows_for(thread, towards or {})
    assert set(given) == set(NEEDS)
    return find_events(thread, given, regulars, Thresholds(**limits))


PILE = [
    Said("I think so.", by="vic"),
    *(Said(f"No! {n}", to=1, by=n) for n in ("ann", "bob", "cem", "dot")),
]
ALL_AGAINST = {f"c{number}": AGAINST for number in (2, 3, 4, 5)}


def kinds(events: Sequence[Event]) -> list[str]:
    return [event.kind for event in events]


def test_many_against_one_is_three_events() -> None:
    events = found(PILE, ALL_AGAINST)
    assert kinds(events) == ["heat", "pile-on", "newcomer"]
    heat, pile, newcomer = events
    assert {event.comment_id for event in events} == {"c1"}
    assert (heat.threshold, heat.detail) == (0.3, {"comments": 5, "people": 5})
    # Four people, each against by 0.85: (3.4 - 1) / (3.4 + 1).
    assert pile.figure == pytest.approx(2.4 / 4.4, abs=1e-4)
    assert pile.detail["against"] == 4
    assert (newcomer.figure, newcomer.threshold) == (4, 3)
    assert newcomer.detail == {"answering": 4, "earlier_articles": 0}


def test_thresholds_are_reached_not_passed() -> None:
    heat, pile, _ = found(PILE, ALL_AGAINST)
    at = {"heat": heat.figure, "pile_on": pile.figure, "people": 4}
    assert kinds(found(PILE, ALL_AGAINST, **at)) == ["heat", "pile-on", "newcomer"]
    above = {"heat": heat.figure + 0.001, "pile_on": pile.figure + 0.001, "people": 5}
    assert found(PILE, ALL_AGAINST, **above) == []


def test_a_pile_on_names_whom_it_is_on() -> None:
    """The chain's first comment is somebody else's."""
    said = [
        Said("Calm.", by="ann"),
        Said("Me too.", to=1, by="vic"),
        Said("I said so.", to=2, by="vic"),
        *(Said(f"No! {n}", to=3, by=n) for n in ("bob", "cem", "dot", "eva")),
    ]
    events = found(said, {f"c{n}": AGAINST for n in range(4, 8)}, people=9)
    by_kind = {event.kind: event.comment_id for event in events}
    assert by_kind == {"heat": "c1", "pile-on": "c3"}
    assert events[0].members == {f"c{n}" for n in range(1, 8)}


def test_a_calm_thread_has_no_events() -> None:
    assert found(PILE) == []
    assert found([]) == []


def test_a_chain_whose_root_was_removed_begins_with_what_is_left() -> None:
    said = [Said("", by="vic", state="removed"), *PILE[1:]]
    answers = [Said(f"No! {n}", to=2, by=n) for n in ("eva", "fay", "gus", "hal")]
    events = found([*said, *answers], {f"c{n}": AGAINST for n in range(2, 10)})
    assert next(event for event in events if event.kind == "heat").comment_id == "c2"


def test_a_regular_and_the_author_are_no_newcomers() -> None:
    vic = Regulars(authors=frozenset({"vic"}), articles=3)
    assert "newcomer" not in kinds(found(PILE, ALL_AGAINST, vic))
    others = Regulars(authors=frozenset({"ann"}), articles=3)
    events = found(PILE, ALL_AGAINST, others)
    assert events[-1].detail["earlier_articles"] == 3


def test_only_a_newcomers_first_comments_count() -> None:
    said = [*(Said(f"Point {n}.", by="vic") for n in range(4))]
    said += [Said(f"No! {n}", to=4, by=n) for n in ("ann", "bob", "cem")]
    towards = {f"c{n}": AGAINST for n in (5, 6, 7)}
    assert "newcomer" not in kinds(found(said, towards))
    assert "newcomer" in kinds(found(said, towards, first_comments=4))


@pytest.mark.parametrize(
    ("towards", "told"),
    [
        ({"c2": AGAINST, "c3": AGAINST, "c4": AGAINST, "c5": FOR}, True),
        ({"c2": AGAINST, "c3": AGAINST, "c4": FOR, "c5": FOR}, False),
    ],
)
def test_a_newcomer_is_under_fire_by_several_people(
    towards: dict[str, Sequence[float]], told: bool
) -> None:
    assert ("newcomer" in kinds(found(PILE, towards))) is told


def test_one_who_answers_thrice_is_one() -> None:
    said = [PILE[0], *(Said(f"No! {n}", to=1, by="ann") for n in range(4))]
    assert found(said, ALL_AGAINST, heat=0.99) == []


def test_most_who_answer_a_newcomer_must_be_against() -> None:
    said = [PILE[0], *(Said(f"Hm. {n}", to=1, by=f"p{n}") for n in range(7))]
    three = {f"c{n}": AGAINST for n in (2, 3, 4)}
    assert "newcomer" not in kinds(found(said, three))


def test_a_shared_name_is_no_newcomer() -> None:
    assert "newcomer" not in kinds(found([Said("I think so."), *PILE[1:]], ALL_AGAINST))


def at(minutes: int) -> str:
    return f"2024-03-05T{9 + minutes // 60:02d}:{minutes % 60:02d}:00"


def test_a_burst_begins_with_its_first_comment() -> None:
    said = [Said("Slow.", at=at(60 * n)) for n in range(5)]
    said += [Said("Quick.", at=at(300 + n)) for n in range(12)]
    (event,) = found(said)
    assert (event.kind, event.comment_id, event.figure, event.threshold) == (
        "burst", "c6", 12.0, 10.0
    )  # fmt: skip
    assert event.members == {f"c{n}" for n in range(6, 18)}
    assert event.detail["minutes"] == 30.0
    assert found(said, burst=Pace(30, 4, 13)) == []


def test_comments_without_a_time_of_day_are_no_burst() -> None:
    assert found([Said("Some day.", at="2024-03-05") for _ in range(40)]) == []
    assert found([Said("Some day.") for _ in range(40)]) == []


def test_nobody_is_piled_on_where_nobody_answers() -> None:
    assert found([Said("I think so.", by="vic"), Said("I don't.", by="ann")], pile_on=0.0) == []
