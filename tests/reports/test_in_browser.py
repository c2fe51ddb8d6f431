"""The report as a reader's browser shows it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from reports.page import write_report
from reports.palette import DARK, LIGHT
from reports.plain import for_plotly, one_line
from reports.scripts import plotly_source
from tests.reports.fixture_thread import ARTICLE, LINK, MARKUP, TEMPLATE, build_large

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser


class Opened:
    """A page of the report in a tab of its own, with all it said and asked for."""

    def __init__(self, browser: Browser, path: Path, **settings: Any) -> None:
        self.context = browser.new_context(reduced_motion="reduce", **settings)
        self.page: Page = self.context.new_page()
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.said.append(dialog.message), dialog.dismiss()))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(path.as_uri())
        self.page.wait_for_selector("html[data-ready]", timeout=120_000)

    def cell(self, position: int) -> Locator:
        """Find a comment's cell by the datum that plotly binds to it."""
        handle = self.page.evaluate_handle(
            """position => {
              const cells = document.getElementById('figure-tree').data[0];
              const id = cells.ids[cells.customdata.indexOf(position)];
              return [...document.querySelectorAll('g.slice')]
                .find(slice => slice.__data__.data.data.id === id).querySelector('path.surface');
            }""",
            position,
        )
        self.page.evaluate("document.querySelector('.wanted')?.classList.remove('wanted')")
        handle.evaluate("path => path.classList.add('wanted')")
        return self.page.locator("path.wanted")

    def lit(self) -> dict[str, float] | None:
        frames = self.page.locator("#figure-tree .lit")
        return frames.bounding_box() if frames.count() else None  # type: ignore[return-value]

    def column(self, number: int) -> list[str]:
        cells = self.page.locator(f"table.sortable tbody tr > :nth-child({number})")
        return [text.strip() for text in cells.all_inner_texts()]


@pytest.fixture
def opened(browser: Browser, page: Path) -> Iterator[Opened]:
    report = Opened(browser, page, viewport={"width": 1280, "height": 900})
    yield report
    report.context.close()


def same_place(one: dict[str, float] | None, other: Any) -> bool:
    """Tell whether two boxes share their middle; a frame's stroke makes its box larger."""
    assert one and other
    return all(
        abs(one[start] + one[length] / 2 - other[start] - other[length] / 2) < 1
        for start, length in (("x", "width"), ("y", "height"))
    )


def turns_to(report: Opened, expression: str, value: object) -> bool:
    """Wait for a value; the page's policy forbids the browser's own ways to."""
    for _ in range(100):
        if report.page.evaluate(expression) == value:
            return True
        report.page.wait_for_timeout(50)
    return False


INK = "document.getElementById('figure-split').layout.font.color"


def test_opens_without_a_word_and_asks_nobody(opened: Opened, page: Path) -> None:
    assert opened.said == []
    assert opened.asked == [page.as_uri()]
    assert opened.page.title() == "Town Silences <i>Petrol</i> Leaf Blowers & Wakes No One"
    for name in ("split", "tree", "flow", "flow-sides", "time", "camps"):
        assert opened.page.locator(f"#figure-{name} svg.main-svg").count() > 0


def test_a_cell_opens_its_comment_and_back(opened: Opened) -> None:
    opened.page.locator("#figure-tree").scroll_into_view_if_needed()
    cell = opened.cell(17)
    cell.click(position={"x": 20, "y": 40})
    current = opened.page.locator(".comment.current")
    current.wait_for()
    assert current.get_attribute("id") == "c17"
    assert opened.page.evaluate("document.activeElement.id") == "c17"
    pane, box = opened.page.locator(".pane").bounding_box(), current.bounding_box()
    assert pane and box and pane["y"] - 2 <= box["y"] < pane["y"] + pane["height"]
    assert same_place(opened.lit(), cell.bounding_box())
    assert opened.said == []


def test_a_comment_lights_its_cell(opened: Opened) -> None:
    opened.page.locator("#c4 .words").click()
    assert same_place(opened.lit(), opened.cell(4).bounding_box())
    opened.page.locator("#c16 .find").focus()
    opened.page.keyboard.press("Enter")
    assert same_place(opened.lit(), opened.cell(16).bounding_box())
    assert opened.page.locator(".lit").count() == 1


def test_a_long_comment_opens_when_it_is_asked_for(opened: Opened) -> None:
    words = opened.page.locator("#c25 .words")
    assert "cut" in (words.get_attribute("class") or "")
    opened.page.evaluate("location.hash = 'c25'")
    opened.page.wait_for_selector("#c25.current .words:not(.cut)")
    assert opened.page.locator("#c25 .more").count() == 0
    opened.page.locator("#c12 .more").click()
    assert "cut" not in (opened.page.locator("#c12 .words").get_attribute("class") or "")


def test_the_tree_changes_over_to_the_other_stance(opened: Opened) -> None:
    def fills() -> list[str]:
        return opened.page.evaluate("document.getElementById('figure-tree').data[0].marker.colors")  # type: ignore[no-any-return]

    before = fills()
    opened.page.get_by_label("the comment answered", exact=True).check()
    after = fills()
    assert before != after and len(before) == len(after)
    assert opened.said == []


def click_on(report: Opened, figure: str, marks: str, number: int) -> None:
    mark = report.page.locator(f"#figure-{figure} {marks}").nth(number)
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box
    report.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=3)
    report.page.wait_for_selector(f"#figure-{figure} .hovertext")  # plotly clicks what it hovers
    report.page.mouse.down()
    report.page.mouse.up()


def test_a_dot_leads_to_its_comment(opened: Opened) -> None:
    click_on(opened, "time", ".points path", 4)
    opened.page.wait_for_selector("#c5.current")


def test_a_person_leads_to_their_first_comment(opened: Opened) -> None:
    places = opened.page.evaluate("document.getElementById('figure-camps').data.at(-1).customdata")
    assert places[2] == 6  # Mina's
    click_on(opened, "camps", "g.trace:last-of-type .points path", 2)
    opened.page.wait_for_selector("#c6.current")
    assert opened.said == []


def test_chains_sort_by_click_and_by_key(opened: Opened) -> None:
    assert opened.column(2) == sorted(opened.column(2), key=int, reverse=True)
    head = opened.page.locator("table.sortable thead th")
    head.nth(1).locator("button").click()
    assert opened.column(2) == sorted(opened.column(2), key=int)
    assert head.nth(1).get_attribute("aria-sort") == "ascending"
    head.nth(7).locator("button").focus()
    opened.page.keyboard.press("Enter")
    tones = [float(t.replace("−", "-")) for t in opened.column(8) if t != "–"]
    assert tones == sorted(tones, reverse=True)
    assert head.nth(1).get_attribute("aria-sort") is None
    head.nth(0).locator("button").click()
    assert opened.column(1)[0].startswith("#1 ")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_sticks_out(browser: Browser, page: Path, width: int, scheme: str) -> None:
    report = Opened(browser, page, viewport={"width": width, "height": 800}, color_scheme=scheme)
    report.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    assert report.page.evaluate("document.documentElement.scrollWidth") <= width
    out = report.page.evaluate(
        """() => [...document.querySelectorAll('.plot, .comment, p, h1, .legend, .sure')]
          .filter(part => part.getBoundingClientRect().right > innerWidth + 1)
          .map(part => part.className || part.tagName)"""
    )
    assert out == []
    assert report.said == []
    report.context.close()


def test_dark_pages_have_dark_pictures(browser: Browser, page: Path) -> None:
    report = Opened(browser, page, color_scheme="dark")
    ground = report.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb({}, {}, {})".format(*bytes.fromhex(DARK.page[1:]))
    assert report.page.evaluate(INK) == DARK.ink
    report.page.emulate_media(color_scheme="light")
    assert turns_to(report, INK, LIGHT.ink)
    report.context.close()


def test_paper_is_light_and_holds_the_tree(browser: Browser, page: Path, tmp_path: Path) -> None:
    report = Opened(browser, page, color_scheme="dark", viewport={"width": 1280, "height": 800})
    report.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert turns_to(report, INK, LIGHT.ink)
    assert report.page.evaluate("document.getElementById('figure-tree').layout.width") == 680
    report.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert turns_to(report, INK, DARK.ink)
    assert len(report.page.pdf()) > 10_000
    assert report.said == []
    report.context.close()


def test_a_folder_shares_plotly_and_leads_to_and_fro(browser: Browser, folder: Path) -> None:
    report = Opened(browser, folder / "index.html")
    report.page.locator("tbody a").first.click()
    report.page.wait_for_selector("html[data-ready] #figure-tree svg")
    report.page.locator(".kicker a").click()
    report.page.wait_for_selector("table.sortable")
    names = {url.rpartition("/")[2] for url in report.asked}
    assert names == {"index.html", f"{ARTICLE}.html", "plotly.min.js"}
    assert report.said == []
    report.context.close()


def test_a_hidden_comment_lights_the_fold_that_holds_it(browser: Browser, tmp_path: Path) -> None:
    db: sqlite3.Connection = build_large(tmp_path / "large.db", 2_500)
    report = Opened(browser, write_report(db, [ARTICLE], tmp_path / "large.html"))
    cover = report.page.evaluate("document.getElementById('figure-tree').layout.meta.cover")
    position = next(iter(cover))
    report.page.evaluate(f"location.hash = 'c{position}'")
    report.page.wait_for_selector(f"#c{position}.current")
    assert report.lit() is not None
    assert report.said == []
    report.context.close()


@pytest.mark.parametrize("text", [MARKUP, TEMPLATE, LINK, "&lt;b&gt; &amp;lt;", "$$x$$ \\(y\\)"])
def test_plotly_shows_hostile_labels_letter_for_letter(browser: Browser, text: str) -> None:
    tab = browser.new_page()
    tab.set_content("<div id=plot></div>")
    tab.add_script_tag(content=plotly_source())
    shown = tab.evaluate(
        """async text => {
          const layout = {annotations: [{text, x: 1, y: 1}], title: {text}, width: 900};
          const trace = {type: 'icicle', ids: ['a'], labels: [text], parents: [''], values: [1]};
          await Plotly.newPlot('plot', [trace], layout, {displayModeBar: false});
          return ['.gtitle', '.annotation-text', '.slicetext']
            .map(name => document.querySelector(name).textContent);
        }""",
        for_plotly(text),
    )
    assert shown == [one_line(text, 200)] * 3
    assert tab.locator("#plot a, #plot img, #plot script").count() == 0
    tab.close()


def test_a_long_thread_unpacks_as_it_is_read(browser: Browser, tmp_path: Path) -> None:
    db = build_large(tmp_path / "long.db", 1_500)
    report = Opened(browser, write_report(db, [ARTICLE], tmp_path / "long.html"))
    shown = "document.querySelectorAll('.comment').length"
    assert report.page.evaluate(shown) == 200
    last = report.page.evaluate(
        "document.querySelector('ol[data-holds]:last-of-type').dataset.holds"
    )
    position = last.split()[-1]
    report.page.evaluate(f"location.hash = '#c{position}'")
    assert turns_to(report, "document.querySelector('.comment.current')?.id", f"c{position}")
    assert report.page.evaluate(shown) < 1_500
    report.page.locator("button.all").click()
    assert turns_to(report, shown, 1_500)
    report.page.locator("#time ~ details summary").click()
    assert turns_to(
        report, "document.querySelectorAll('#time ~ details tbody tr').length > 700", True
    )
    assert (report.said, len(report.asked)) == ([], 1)
    report.context.close()
