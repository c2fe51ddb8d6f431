"""What follows what: the cells, what is said of them, what the page shows."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from reports.material import Material, gather
from reports.queries.flow import FLOW, FLOW_OF_SIDES, FlowRow
from reports.sections.flow import follows, stance_flow, unusual
from tests.reports.fixture_thread import ARTICLE, SAID, build_large
from tests.reports.test_sentences import words

ANSWERS = ("disagree", "neutral", "agree")


def rows_of(**counts: tuple[int, int, int]) -> list[FlowRow]:
    """Make the rows of a table of counts by the parent's stance."""
    total = sum(map(sum, counts.values()))
    such = [sum(line[place] for line in counts.values()) for place in range(3)]
    return [
        FlowRow(parent=parent, reply=reply, replies=line[place], given=sum(line),
                share=line[place] / sum(line) if sum(line) else None, such=such[place],
                usual=such[place] / total if total else None, total=total)
        for parent, line in counts.items() for place, reply in enumerate(ANSWERS)
    ]  # fmt: skip


def test_cells_count_replies_by_what_they_answer(db: sqlite3.Connection) -> None:
    known = [
        (SAID[one.parent - 1].to_article, one.to_parent, one.to_article)
        for one in SAID
        if one.parent and one.to_parent and SAID[one.parent - 1].to_article
    ]
    for query, place in ((FLOW, 1), (FLOW_OF_SIDES, 2)):
        rows = query.rows(db, ARTICLE)
        assert len(rows) == 9
        for row in rows:
            assert row.replies == sum((one[0], one[place]) == (row.parent, row.reply)
                                      for one in known)  # fmt: skip
            assert row.given == sum(one[0] == row.parent for one in known)
            assert row.total == len(known) == 12


def test_what_chance_would_not_give_is_named() -> None:
    rows = rows_of(oppose=(2, 2, 20), neutral=(9, 9, 9), support=(20, 3, 4))
    found = unusual(rows)
    assert [row.key for row in found[:2]] == ["oppose/agree", "support/disagree"]
    told = words(follows(rows, found))
    assert told == (
        "By more than chance would give, replies to comments that oppose the article agree with"
        " them more often than others (20 of 24, 83%, of all replies 42%) and replies to comments"
        " that support the article disagree with them more often than others (20 of 27, 74%, of all"
        " replies 40%)."
    )


def test_what_is_rarer_is_said_where_nothing_is_more_frequent() -> None:
    rows = rows_of(oppose=(0, 30, 30), neutral=(40, 30, 30), support=(1, 1, 1))
    assert unusual(rows)[0].key == "oppose/disagree"
    (rarer,) = [row for row in unusual(rows) if row.key == "oppose/disagree"]
    assert "disagree with them less often than others (0 of 60" in words(follows(rows, [rarer]))


def test_few_replies_have_counts_and_no_shares() -> None:
    rows = rows_of(oppose=(0, 0, 8), neutral=(30, 2, 2), support=(1, 1, 1))
    told = words(follows(rows, unusual(rows)))
    assert "agree with them more often than others (8 of 8, of all replies" in told


def test_nothing_is_said_of_what_chance_gives() -> None:
    rows = rows_of(oppose=(4, 4, 4), neutral=(9, 9, 9), support=(3, 4, 5))
    assert unusual(rows) == []
    assert words(follows(rows, [])).startswith("In 51 replies nothing shows that comments for and")
    few = rows_of(oppose=(0, 0, 4), neutral=(4, 0, 0), support=(0, 1, 0))
    assert words(follows(few, [])).startswith("Only 9 replies can be set beside")


def test_the_page_shows_both_tables(soup: BeautifulSoup, material: Material) -> None:
    section = stance_flow(material)
    assert section is not None and set(section.figures) == {"flow", "flow-sides"}
    shown = soup.select_one('section[aria-labelledby="flow"]')
    assert shown is not None
    assert [len(table.select("tbody tr")) for table in shown.select("table")] == [9, 9]


@pytest.mark.parametrize(("count", "plots"), [(1, None), (9, 0), (40, 2)])
def test_few_replies_get_a_sentence(tmp_path: Path, count: int, plots: int | None) -> None:
    section = stance_flow(gather(build_large(tmp_path / "t.db", count), ARTICLE))
    assert (section and len(section.figures)) == plots
