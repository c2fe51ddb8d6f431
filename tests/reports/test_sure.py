from __future__ import annotations

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from markupsafe import Markup

from analyzers.known_errors import LABELS, engine_errors
from reports.material import Material
from reports.queries import UNCLEAR, UNCLEAR_TOTAL
from reports.queries.tree import UnclearTotalRow
from reports.sections.sure import confusion, errors_told, sure, unclear_told
from tests.reports.fixture_thread import ARTICLE


def words(sentence: Markup) -> str:
    return BeautifulSoup(sentence, "lxml").get_text()


@pytest.mark.parametrize("engine", ["neural 4", "fast 3"])
def test_shares_of_each_true_class_add_up(engine: str) -> None:
    shares, comments = engine_errors(engine, "to_article")
    assert [sum(row) for row in shares] == pytest.approx([1, 1, 1])
    assert comments > 200


def test_the_errors_of_fine_bins_are_summed_to_labels() -> None:
    """As the file has them: agree told as agree 197 + 246 + 365 of 1,475."""
    shares, comments = engine_errors("fast 3", "to_parent")
    assert shares[0][0] == pytest.approx((197 + 246 + 365) / 1475)
    assert comments == 4288


def test_the_section_tells_the_errors_that_the_intervals_carry(material: Material) -> None:
    known = confusion(material)
    assert known is not None and known.engine == "neural"
    shares, _ = engine_errors("neural 4", "to_article")
    assert [[one.value for one in row] for row in known.rows.values()] == shares
    told = words(errors_told(known))
    oppose = LABELS.index("oppose")
    assert f"oppose an article it calls {shares[oppose][oppose]:.0%} so" in told


def test_unclear_comments_are_named_the_least_sure_first(material: Material) -> None:
    rows = UNCLEAR.rows(material.db, ARTICLE)
    assert 17 in [row.position for row in rows], "its edge has a confidence of .43"
    assert [row.least for row in rows] == sorted(row.least for row in rows)
    assert all(
        row.least == min(one for one in (row.stance, row.edge) if one is not None) < 0.5
        for row in rows
    )
    (total,) = UNCLEAR_TOTAL.rows(material.db, ARTICLE)
    assert total.unclear >= len(rows)
    section = sure(material)
    assert section is not None and len(section.shown.unclear) == len(rows)


def test_what_is_unclear_is_counted_in_words() -> None:
    row = UnclearTotalRow(unclear=1, comments=9)
    assert words(unclear_told(row)).startswith("Of 1 of the 9 comments")
    assert words(unclear_told(row)).endswith("read it before you rely on it.")
    only = words(unclear_told(replace(row, comments=1)))
    assert only.startswith("Of the one comment it holds the stance that it tells")
    assert "Of no comment" in words(unclear_told(replace(row, unclear=0)))
