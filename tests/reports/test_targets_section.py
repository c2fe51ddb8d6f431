"""Targets on the page: what is said of them, which are shown, where their bars lead."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from reports.material import Material, gather
from reports.sections.targets import DRAWN, sided, targets
from reports.targets import TargetRow
from tests.reports.fixture_thread import ARTICLE, build, build_large, comment_id, insert
from tests.reports.test_sentences import words

ROW = TargetRow(target="the <b>toll</b>", comments=20, favor=2, none=6, against=12,
                comments_score=-0.3, article_label="favor", article_score=0.4,
                targets=2)  # fmt: skip


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("favor", "the article speaks for it."),
        ("against", "the article speaks against it."),
        ("none", "the article takes no side on it."),
        (None, "the article doesn’t name it."),
    ],
)
def test_a_target_is_set_beside_the_articles_framing(label: str | None, told: str) -> None:
    sentence = sided([replace(ROW, article_label=label)])
    assert words(sentence) == (
        "By more than chance would give, 12 comments speak against the <b>toll</b> and 2 for it,"
        f" while {told}"
    )
    assert "<b>" not in sentence
    other = words(sided([replace(ROW, favor=12, against=2)]))
    assert "12 comments speak for the <b>toll</b> and 2 against it" in other


def test_several_targets_need_more_to_be_named() -> None:
    close = replace(ROW, favor=1, against=7)  # alone beyond chance, not among ten
    assert "speak against" in words(sided([close]))
    assert words(sided([close, *[replace(ROW, favor=0, against=0)] * 9])).startswith("Of 2 targets")
    even = replace(ROW, favor=5, against=5, targets=1)
    assert words(sided([even])).startswith("Of 1 target named there is none on which more comments")


def test_the_page_shows_targets_with_words_and_links(soup: BeautifulSoup) -> None:
    shown = soup.select_one('section[aria-labelledby="targets"]')
    assert shown is not None
    lines = [" ".join(row.get_text(" ").split()) for row in shown.select("tbody tr")]
    assert lines == [
        "rakes <b>/ brooms 1 0 1 – – + “ Brooms don't wake ” #6 ; − “ four times <i> ” #2",
        "the council 1 1 0 – against −0.30 + “ got one right ” #1",
    ]
    assert [link["href"] for link in shown.select("tbody a")] == ["#c6", "#c2", "#c1"]


def test_bars_lead_to_the_plainest_comment(material: Material) -> None:
    section = targets(material)
    assert section is not None
    against, favor = section.figures["targets"].data[:2]
    assert (against.customdata, favor.customdata) == ((2, None), (6, 1))


def test_only_the_most_named_are_shown(tmp_path: Path) -> None:
    db = build_large(tmp_path / "t.db", 40)
    assert targets(gather(db, ARTICLE)) is None
    insert(db, "target_stance", [
        {"id": f"{n}/{number}", "comment_id": comment_id(ARTICLE, n), "article_id": None,
         "target": f"target {number:02}", "label": "favor", "score": 0.4,
         "evidence": '{"mentions": 1, "because": []}'}
        for number in range(20) for n in range(1, 40 - number)
    ])  # fmt: skip
    section = targets(gather(db, ARTICLE))
    assert section is not None
    names = [line.name for line in section.shown.lines]
    assert names == [f"target {number:02}" for number in range(DRAWN)]


def test_what_the_article_alone_names_has_no_picture(tmp_path: Path) -> None:
    db = build(tmp_path / "t.db")
    db.execute("DELETE FROM target_stance WHERE comment_id IS NOT NULL")
    section = targets(gather(db, ARTICLE))
    assert section is not None and not section.figures
