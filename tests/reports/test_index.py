"""The page on several articles: sentences, pictures and tables of how they compare."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from reports.comparison import difference_of, value_of
from reports.figures.comparison import dots
from reports.index import MOST_DRAWN, MOST_LISTED, MOST_SAID, sides
from reports.locale import writing_in
from reports.page import index_page, page_names
from reports.several import gather_several
from tests.analyzers.comparisons.making import article, sounding
from tests.reports.fixture_thread import (
    MARKUP,
    Said,
    add_article,
    add_comments,
    add_split,
    connect,
    mark_analyzed,
)


def filled(path: Path, tones: list[float], *, outlets: int = 1) -> sqlite3.Connection:
    """Make a database of articles that sound so, twelve comments each."""
    db = connect(path)
    for number, tone in enumerate(tones):
        name = f"{number:012x}"
        insert_article(db, name, f"Outlet {number % outlets}")
        said = [
            Said(f"Reader {n}", None if n < 4 else n % 3 + 1, "words",
                 ("support", "oppose", "neutral")[n % 3], ("agree", "disagree", "neutral")[n % 3],
                 max(-1.0, min(1.0, tone + 0.1 * (n % 3 - 1))))
            for n in range(12)
        ]  # fmt: skip
        add_comments(db, name, said)
        add_split(db, name)
        mark_analyzed(db, name)
    return db


def insert_article(db: sqlite3.Connection, name: str, outlet: str) -> None:
    add_article(db, name, title=f"{MARKUP} {name}", url=None, claimed=None)
    db.execute("UPDATE articles SET outlet = ? WHERE id = ?", (outlet, name))


def opened(db: sqlite3.Connection) -> BeautifulSoup:
    ids = [name for (name,) in db.execute("SELECT id FROM articles ORDER BY id")]
    several = gather_several(db, ids)
    page = index_page(several, sides(several.compared), {name: f"{name}.html" for name in ids})
    return BeautifulSoup(page, "lxml")


def test_articles_are_drawn_told_and_listed(tmp_path: Path) -> None:
    soup = opened(filled(tmp_path / "two.db", [0.5, -0.5]))
    assert [plot["id"] for plot in soup.select(".plot")] == [
        f"figure-article-{name}" for name in ("support", "oppose", "disagree", "sentiment")
    ]
    told = soup.select_one("#by-article + p")
    assert told is not None
    assert told.get_text().startswith("The mean tone is +0.50 under “")
    figures, tested = soup.select("section details table")
    cells = figures.select("tbody tr")[0].select("td")[:2]
    assert [" ".join(cell.get_text(" ").split()) for cell in cells] == ["12", "41% 30% to 52%"]
    rows = [row.get_text("|", strip=True).split("|") for row in tested.select("tbody tr")]
    assert rows[0][0] == "tone"
    assert [row[-1] for row in rows] == ["yes"] + ["no"] * 6


def test_numbers_are_those_of_the_comparison(tmp_path: Path) -> None:
    db = filled(tmp_path / "two.db", [0.5, -0.5])
    ids = [name for (name,) in db.execute("SELECT id FROM articles")]
    (side,) = sides(gather_several(db, ids).compared)
    groups = {group.name: group for group in side.comparison.groups}
    checked = 0
    for number in opened(db).select('data[data-from^="comparison/"]'):
        _, _, measure, *rest = str(number["data-from"]).split("/")
        if len(rest) == 2 and rest[0] in groups:
            found = getattr(groups[rest[0]].measures[measure], rest[1])
            assert number["value"] == repr(found)
            checked += 1
    assert checked > 30


def test_outlets_stand_beside_the_articles_where_they_have_several(tmp_path: Path) -> None:
    soup = opened(filled(tmp_path / "o.db", [0.5, -0.5, 0.52, -0.52, 0.48, -0.48], outlets=2))
    assert [head.get_text() for head in soup.select("h2")] == [
        "How they compare", "By outlet", "Articles",
    ]  # fmt: skip
    told = soup.select_one("#by-outlet + p")
    assert told is not None
    assert "The mean tone is" in told.get_text()
    assert "Outlet 0" in told.get_text()


def test_people_are_counted_at_least_and_at_most(tmp_path: Path) -> None:
    db = filled(tmp_path / "two.db", [0.5, -0.5])
    db.execute("UPDATE comments SET author_id = NULL WHERE article_id = '000000000001'"
               " AND position > 9")  # fmt: skip
    rows = opened(db).select("table.sortable tbody tr")
    assert [row.select("td")[3].get_text() for row in rows] == ["12", "9 to 12"]


def test_a_hostile_title_stays_words(tmp_path: Path) -> None:
    page = str(opened(filled(tmp_path / "two.db", [0.5, -0.5])))
    assert "<img src=x" not in page
    assert "document.title='owned'</script>" not in page


def test_of_many_the_outstanding_are_drawn(tmp_path: Path) -> None:
    tones = [0.01 * (n % 5) for n in range(MOST_DRAWN + 6)]
    tones[-1] = -0.9
    db = filled(tmp_path / "many.db", tones)
    soup = opened(db)
    ids = [name for (name,) in db.execute("SELECT id FROM articles ORDER BY id")]
    (side,) = sides(gather_several(db, ids).compared)
    figure = side.figures["article-sentiment"].to_plotly_json()
    assert len(figure["data"][0]["x"]) == MOST_DRAWN
    assert min(figure["data"][0]["x"]) == pytest.approx(-0.9, abs=0.05)
    assert side.undrawn == 6
    assert len(side.tested) == MOST_LISTED
    assert "Of 30 only those with the most comments" in soup.get_text()
    assert len(side.said.differences) <= MOST_SAID or "more differences are more" in soup.get_text()


def test_one_article_is_compared_with_nothing(tmp_path: Path) -> None:
    soup = opened(filled(tmp_path / "one.db", [0.5]))
    assert "1 article: nothing to compare with." in soup.get_text()
    assert not soup.select(".plot, details")
    assert len(soup.find_all("script")) == 2, "no pictures, no plotly"


def test_a_dot_is_filled_where_it_stands_out() -> None:
    from analyzers.comparisons.comparison import compare

    groups = compare([article("a"), article("b", support=0.8)], "article").groups
    figure = dots(groups, "support", {1}).to_plotly_json()
    trace = figure["data"][0]
    assert trace["x"] == [0.4, 0.8]
    first, second = trace["marker"]["color"]
    assert first != second == trace["marker"]["line"]["color"]
    assert trace["error_x"]["array"][0] == pytest.approx(0.15)
    assert figure["layout"]["xaxis"]["ticktext"] == ["0%", "25%", "50%", "75%", "100%"]
    assert trace["hovertext"][0] == "Title of a<br>40%, 90% interval 25% to 55%"


def test_the_scales_are_written_in_the_language_asked_for() -> None:
    from analyzers.comparisons.comparison import compare

    groups = compare([article("a")], "article").groups
    with writing_in("de"):
        ticks = {
            measure: dots(groups, measure, ()).to_plotly_json()["layout"]["xaxis"]["ticktext"]
            for measure in ("support", "sentiment")
        }
    assert [tick.split() for tick in ticks["support"][1:3]] == [["25", "%"], ["50", "%"]]
    assert ticks["sentiment"] == ["−0,2", "−0,1", "0", "+0,1", "+0,2"]


def test_the_scale_of_a_tone_is_as_wide_as_needed() -> None:
    from analyzers.comparisons.comparison import compare

    for tone, most in ((0.05, "+0.2"), (0.4, "+0.5"), (-0.9, "+1")):
        groups = compare([article("a", sentiment=tone)], "article").groups
        axis = dots(groups, "sentiment", ()).to_plotly_json()["layout"]["xaxis"]
        assert axis["ticktext"][-1] == most


def test_signs_of_differences_are_written() -> None:
    from analyzers.comparisons.comparison import compare

    found = compare([*sounding("Here", 0.1, 0.2, 0.3), *sounding("There", 0.6, 0.7, 0.8)], "outlet")
    one = next(d for d in found.differences if d.measure == "sentiment")
    assert difference_of(one, "difference").striptags() == "−0.50"
    hardly = replace(one, difference=-0.004, low=-0.2, high=0.19)
    assert difference_of(hardly, "difference").striptags() == "0.00"
    assert difference_of(hardly, "high").striptags() == "+0.19"
    points = replace(hardly, measure="support")
    assert difference_of(points, "difference").striptags() == "0 points"
    assert value_of(found.groups[0], "sentiment").origin == "comparison/sentiment/Here/value"


def test_no_article_names_a_file_elsewhere() -> None:
    hostile = ["../../etc/passwd", "..", "/abs/x", "C:\\x", "a\0b", "con<|>", "é" * 300]
    names = page_names(hostile)
    assert len(set(names.values())) == len(hostile)
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{1,80}", name) for name in names.values())
    assert page_names(["INDEX", "x"]) == {"INDEX": "article-1", "x": "article-2"}
