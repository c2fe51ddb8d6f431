"""Time the report of a long thread: made, and alive in a browser beside the plain icicle.

    python benchmarks/report_speed.py [COMMENTS]

A made-up thread of 10,000 comments is read and analyzed; then its report is made, and opened in
headless Chromium in turns with what a competent user would write: one plotly icicle of all the
comments. Alive means that the last figure is painted. Needs Chromium and playwright.
"""

from __future__ import annotations

import json
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import plotly.graph_objects as go  # noqa: E402

from rejoinder import api  # noqa: E402
from reports.queries import COMMENTS  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROUNDS = 3
READY = "document.documentElement.dataset.ready = '';"
WORDS = (
    "the a of to and in that it is for they with as are this on have you was not people law but "
    "what their agree disagree wrong right never always great awful article court privacy money "
    "nonsense exactly because think know read quote number fact source claim vote pay free"
).split()


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        ours, plain = pages(Path(folder), count)
        compare(ours, plain)
    return 0


def pages(folder: Path, count: int) -> tuple[Path, Path]:
    """Make both pages, and print how long ours took and how large it is."""
    source = folder / "thread.jsonl"
    source.write_text("\n".join(map(json.dumps, utterances(count))), "utf-8")
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


def utterances(count: int) -> list[dict[str, object]]:
    """Make up a thread: a third answers the article, the others anything that came before."""
    pick = random.Random(4)
    first = {"id": "a", "conversation_id": "a", "speaker": "Writer", "text": "An article.",
             "timestamp": 1_600_000_000, "reply-to": None}  # fmt: skip
    rest = [
        {
            "id": f"c{place}", "conversation_id": "a", "speaker": f"Reader {pick.randrange(900)}",
            "text": " ".join(pick.choices(WORDS, k=pick.randint(5, 120))).capitalize() + ".",
            "timestamp": 1_600_000_000 + 60 * place,
            "reply-to": "a" if pick.random() < 1 / 3 or place < 2
                        else f"c{pick.randint(max(1, place - 200), place - 1)}",
        }
        for place in range(1, count + 1)
    ]  # fmt: skip
    return [first, *rest]


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
