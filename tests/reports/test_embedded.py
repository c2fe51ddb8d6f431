from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import plotly.graph_objects as go
import pytest

from reports.exports.embedded import embedded
from reports.figures.layout import CONFIG
from reports.material import Material
from reports.story import tell
from threads.errors import RejoinderError

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture
def figures(material: Material) -> dict[str, go.Figure]:
    drawn = tell(material).figures
    return {name: drawn[name] for name in ("tree", "time")}


def test_a_fragment_is_a_figure_and_no_page(figures: dict[str, go.Figure]) -> None:
    fragment = embedded(figures, "time", words='Sentiment "in order"', library=False)
    assert fragment.startswith('<figure class="rejoinder" role="img"')
    assert 'aria-label="Sentiment &#34;in order&#34;"' in fragment
    assert "<html" not in fragment
    assert 'id="rejoinder-time"' in fragment
    assert "http" not in fragment


def test_the_library_comes_along_unless_told_otherwise(figures: dict[str, go.Figure]) -> None:
    assert len(embedded(figures, "time", words="")) > 1_000_000
    assert len(embedded(figures, "time", words="", library=False)) < 100_000


def test_it_is_the_same_each_time(figures: dict[str, go.Figure]) -> None:
    one, other = (embedded(figures, "tree", words="", library=False) for _ in range(2))
    assert one == other


def test_strangers_words_stay_words(figures: dict[str, go.Figure]) -> None:
    fragment = embedded(figures, "tree", words="", library=False)
    assert "title='owned'" in fragment  # the comment is in the hover text
    assert "<script>document" not in fragment
    assert fragment.count("</script>") == fragment.count("<script") > 0


@pytest.mark.parametrize(
    ("name", "remedy"),
    [("tee", "did you mean tree"), ("timeline", "did you mean time"), ("xyz", "it has tree, time")],
)
def test_an_unknown_name_leads_to_the_nearest(
    figures: dict[str, go.Figure], name: str, remedy: str
) -> None:
    with pytest.raises(RejoinderError, match=remedy):
        embedded(figures, name, words="")


def test_without_figures_that_is_said() -> None:
    with pytest.raises(RejoinderError, match="too little data"):
        embedded({}, "tree", words="")


@pytest.mark.browser
def test_two_fragments_draw_themselves_in_anothers_page(
    figures: dict[str, go.Figure], browser: Browser, tmp_path: Path
) -> None:
    parts = [
        embedded(figures, name, words="", library=place == 0)
        for place, name in enumerate(("tree", "time"))
    ]
    page = tmp_path / "page.html"
    page.write_text(f"<!doctype html><meta charset=utf-8><h1>Mine</h1>{''.join(parts)}", "utf-8")
    tab = browser.new_page()
    said: list[str] = []
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.goto(page.as_uri())
    tab.wait_for_selector("#rejoinder-tree g.slice")
    tab.wait_for_selector("#rejoinder-time .point")
    assert said == []
    tab.close()


def test_a_fragment_leaves_the_settings_of_pages_alone(figures: dict[str, go.Figure]) -> None:
    before = dict(CONFIG)
    embedded(figures, "time", words="", library=False)
    assert before == CONFIG
