"""The reports of real pages, as those who publish them see them: both examples, and the seed."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rejoinder import api
from tests.reports.test_in_browser import Opened, same_place

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"
EXAMPLES = ("doorbells.html", "ebooks.html")
SIZES = [(1280, "light"), (390, "dark")]

# What is out of sight has no true size until it is scrolled to, which axe takes for overlapping.
_LAID_OUT = (
    ".comment { content-visibility: visible !important } .pane { max-height: none !important }"
)


_STICKS_OUT = """
  () => [...document.querySelectorAll('main p, h1, h2, .legend, .plot, .chips, figcaption')]
    .filter(part => part.getBoundingClientRect().right > innerWidth + 1)
    .map(part => part.outerHTML.slice(0, 80))
"""


def _reported(source: Path, folder: Path) -> Path:
    with api.open(folder / "one.db") as store:
        api.read(store, [str(source)])
        api.analyze(store, engine="fast")
        return api.report(store, folder / "one.html")


@pytest.fixture(scope="module", params=[*EXAMPLES, "the seed"])
def published(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published")
    if request.param in EXAMPLES:
        return _reported(ROOT / "examples" / request.param, folder)
    seed = next(SEEDS.glob("004_*"), None)
    if seed is None:
        pytest.skip("../shared/seeds is not beside the checkout")
    return _reported(seed, folder)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_opens_in_silence_and_nothing_sticks_out(
    browser: Browser, published: Path, scheme: str
) -> None:
    report = Opened(browser, published, color_scheme=scheme)
    for width in (1280, 390):
        report.page.set_viewport_size({"width": width, "height": 844})
        report.page.wait_for_timeout(300)  # for plotly to draw its figures anew
        assert report.page.evaluate("document.documentElement.scrollWidth") <= width
        assert report.page.evaluate(_STICKS_OUT) == []
    assert report.said == []
    assert report.asked == [published.as_uri()], "the page asks nobody for anything"
    report.context.close()


@pytest.mark.parametrize(("width", "scheme"), SIZES)
def test_axe_finds_nothing_serious(
    browser: Browser, published: Path, width: int, scheme: str
) -> None:
    assert faults(browser, published, width, scheme) == []


def faults(browser: Browser, page: Path, width: int, scheme: str) -> list[str]:
    """Give the serious and critical faults that axe-core finds, with all that folds unfolded."""
    axe = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
    report = Opened(
        browser, page, viewport={"width": width, "height": 844}, color_scheme=scheme,
        bypass_csp=True,
    )  # fmt: skip
    report.page.add_style_tag(content=_LAID_OUT)
    report.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    report.page.evaluate(axe)
    found = report.page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    report.context.close()
    return [
        f"{fault['id']}: {node['target']}"
        for fault in found["violations"]
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]


def test_a_cell_leads_to_its_comment_and_the_comment_to_its_cell(
    browser: Browser, published: Path
) -> None:
    report = Opened(browser, published, viewport={"width": 1280, "height": 900})
    report.cell(2).click()
    report.page.wait_for_selector("#c2.current")
    assert same_place(report.lit(), report.cell(2).bounding_box())
    report.page.locator("#c3 .find").click()
    report.page.wait_for_selector("#c3.current")
    assert same_place(report.lit(), report.cell(3).bounding_box())
    report.context.close()


def test_the_table_of_chains_fits_a_wide_window(browser: Browser, published: Path) -> None:
    report = Opened(browser, published, viewport={"width": 1280, "height": 900})
    (beyond,) = report.page.locator("[aria-label='Table of chains']").evaluate_all(
        "boxes => boxes.map(box => box.scrollWidth - box.clientWidth)"
    )
    assert beyond <= 0
    report.context.close()


def test_chains_sort(browser: Browser, published: Path) -> None:
    report = Opened(browser, published, viewport={"width": 1280, "height": 900})
    sizes = [int(size) for size in report.column(2)]
    assert sizes == sorted(sizes, reverse=True)
    report.page.locator("#chains ~ * th:has-text('comments') button").click()
    assert [int(size) for size in report.column(2)] == sorted(sizes)
    report.context.close()
