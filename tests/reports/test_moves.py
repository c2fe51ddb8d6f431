"""How opinion moves on the page: what is said, which steps are drawn, when nothing is."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from reports.dynamics import DynamicsRow, PathRow
from reports.material import gather
from reports.sections.moves import drawn, drifts, first_mover, how_it_moves, opened, too_few
from tests.reports.fixture_thread import ARTICLE, SAID, Said, add_comments, build, build_large
from tests.reports.test_dynamics import ROW
from tests.reports.test_sentences import words

STEP = PathRow(position=None, along="time", step=1, comments=5, started_at=None, sentiment=0.1,
               support=0.4, oppose=0.3)  # fmt: skip


def test_when_the_split_opens() -> None:
    assert words(opened(ROW)) == (
        "From #4 (18 Sep 2015, 10:00) on opinion stays split: neither side is nearly alone again."
    )
    assert words(opened(replace(ROW, opened_at=None))).startswith("From #4 on opinion stays")
    assert words(opened(replace(ROW, opened_position=None))).startswith("There is no comment from")
    assert words(opened(replace(ROW, too_wide=1))).startswith("There is no comment from")


@pytest.mark.parametrize(
    ("drift", "told"),
    [
        (-0.25, "moves away from the article (−0.25)."),
        (0.3, "moves towards the article (+0.30)."),
        (0.04, "hardly moves (+0.04)."),
    ],
)
def test_drift_is_said_with_its_direction(drift: float, told: str) -> None:
    row = replace(ROW, drift_time=drift, drift_depth=None)
    assert words(drifts(row)).strip() == (
        f"From the earlier half of the comments to the later the mean lean {told}"
    )


def test_levels_are_said_by_their_leans() -> None:
    row = replace(ROW, drift_time=None, drift_depth=0.1, lean_top=-0.2, lean_replies=-0.1)
    assert words(drifts(row)).strip() == (
        "Top-level comments lean by −0.20 on average, replies by −0.10; the deeper, the less is"
        " known of a side."
    )
    assert drifts(replace(row, lean_top=None)) == ""


@pytest.mark.parametrize(
    ("z", "told"),
    [
        (2.4, "later answers follow the first one, by more than chance would give (2.40 standard"),
        (-2.4, "later answers go against the first one"),
        (1.2, "nothing shows that the first answer tilts those that come later."),
        (None, "nothing shows that the first answer tilts those that come later."),
    ],
)
def test_first_movers_are_told_only_beyond_chance(z: float | None, told: str) -> None:
    assert told in words(first_mover(replace(ROW, first_mover_z=z)))
    assert first_mover(replace(ROW, first_mover_chains=0)) is None


def test_few_stances_say_nothing() -> None:
    assert words(too_few(replace(ROW, scored=1))) == "1 stance is too few to say how opinion moves."


@pytest.mark.parametrize(
    ("change", "shown"),
    [({}, True), ({"comments": 4}, False), ({"support": None}, False), ({"step": 41}, False)],
)
def test_steps_of_few_comments_are_not_drawn(change: dict[str, int], shown: bool) -> None:
    assert drawn(replace(STEP, **change)) is shown  # type: ignore[arg-type]


def test_the_section_draws_what_has_two_steps_or_more(tmp_path: Path) -> None:
    db = build(tmp_path / "t.db")
    section = how_it_moves(gather(db, ARTICLE))
    assert section is not None and not section.figures, "22 stances are too few"
    _say_more(db)
    section = how_it_moves(gather(db, ARTICLE))
    assert section is not None and set(section.figures) == {"moves-time", "moves-depth"}
    assert [step.step for step in section.shown.steps] == [1, 2, 1, 2]
    db.execute("DELETE FROM paths WHERE step > 1")
    section = how_it_moves(gather(db, ARTICLE))
    assert section is not None and not section.figures
    assert how_it_moves(gather(build_large(tmp_path / "l.db", 40), ARTICLE)) is None


def _say_more(db: sqlite3.Connection) -> None:
    more = [Said("Ann", None, f"Yes {n}.", "support", "agree", 0.4) for n in range(40)]
    for table in ("replies", "stance", "sentiment", "quotes", "repairs", "comments"):
        db.execute(f"DELETE FROM {table}")
    add_comments(db, ARTICLE, [*SAID, *more])


def test_rows_know_how_they_are_written() -> None:
    assert set(DynamicsRow.kinds) < set(DynamicsRow.__dataclass_fields__)
