"""Time the report of a long thread: made, and alive in a browser beside the plain icicle.

    python benchmarks/report_speed.py [COMMENTS]

A made-up thread of 10,000 comments is read and analyzed; then its report is made, and opened in
headless Chromium in turns with what a competent user would write: one plotly icicle of all the
comments. Alive means that the last figure is painted. Needs Chromium and playwright.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import plotly.graph_objects as go  # noqa: E402

from benchmarks.made_archive import stories, write_jsonl  # noqa: E402
from rejoinder import api  # noqa: E402
from reports.queries import COMMENTS  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROUNDS = 3
READY = "document.documentElement.dataset.ready = '';"


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        ours, plain = pages(Path(folder), count)
        compare(ours, plain)
    return 0


def pages(folder: Path, count: int) -> tuple[Path, Path]:
    """Make both pages, and print how long ours took and how large it is."""
    source = folder / "thread.jsonl"
    write_jsonl(source, stories(count, count))
    with api.open(folder / "thread.db") as store:
        api.read(store, [str(source)])
        api.analyze(store, engine="fast")
        ours = folder / "ours.html"
        start = time.perf_counter()
        api.report(store, ours)
        taken = time.perf_counter() - start
        plain = icicle(store, folder / "plain.html")
    size = ours.stat().st_size / 1e6
    print(f"{count:,} comments: report made in {taken:.1f} s, {size:.1f} MB")
    return ours, plain


def icicle(store: api.Store, file: Path) -> Path:
    (article,) = store.articles()
    rows = COMMENTS.rows(store.db.conn, article.id)
    figure = go.Figure(
        go.Icicle(
            ids=[row.id for row in rows],
            parents=[row.parent_id or "" for row in rows],
            labels=[row.author for row in rows],
            hovertext=[row.text for row in rows],
        )
    )
    figure.write_html(file, include_plotlyjs=True, post_script=READY)
    return file


def compare(ours: Path, plain: Path) -> None:
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        taken = [(alive(browser, ours), alive(browser, plain)) for _ in range(ROUNDS)]
        browser.close()
    mine, theirs = (min(column) for column in zip(*taken, strict=True))
    print(f"alive in {mine:.1f} s, the plain icicle in {theirs:.1f} s: {theirs / mine:.1f} times")


def alive(browser: Browser, page: Path) -> float:
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    start = time.perf_counter()
    tab.goto(page.as_uri(), wait_until="commit")
    tab.wait_for_selector("html[data-ready]", state="attached", timeout=300_000)
    taken = time.perf_counter() - start
    tab.close()
    return taken


if __name__ == "__main__":
    raise SystemExit(main())
