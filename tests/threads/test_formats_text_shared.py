"""The public benchmark and pages beside the checkout, read to the last byline.

No third party's text stands here: what the pages must give is kept as a digest.
"""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.threads.thread_json import assert_clean, read
from threads.model import Comment, Thread

SHARED = Path(__file__).parents[3] / "shared"
BENCH = sorted((SHARED / "bench" / "techdirt_shaped").glob("*.gold.json"))

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the public data isn't beside the checkout"),
]


def digest(rows: Any) -> str:
    return sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()[:16]


def row(comment: Comment) -> list[Any]:
    return [
        comment.position,
        comment.author,
        comment.registered,
        comment.posted_at,
        comment.subject,
        comment.subject_lost,
        comment.external_id,
        comment.placement.kind,
    ]


def wanted_subject(subject: str, variant: str) -> list[Any]:
    if variant == "nosubj":
        return ["", False]
    if variant == "bare" and subject == "Re:":
        return ["", True]
    return [subject, False]


@pytest.mark.parametrize("variant", ["full", "bare", "nosubj"])
@pytest.mark.parametrize("gold", BENCH, ids=lambda path: path.name.split(".")[0])
def test_benchmark(gold: Path, variant: str) -> None:
    thread = read(gold.with_name(gold.name.replace("gold.json", f"{variant}.txt")))
    wanted = []
    for x in json.loads(gold.read_text(encoding="utf-8")):
        subject = wanted_subject(x["subject"], variant)
        head = [x["position"], x["author"], x["registered"], x["posted_at"]]
        wanted.append([*head, *subject, str(x["position"]), "listed"])
    assert [row(comment) for comment in thread.comments] == wanted
    assert thread.article.title
    assert thread.article.dept
    assert thread.article.tags
    assert_clean(thread)


def article_row(thread: Thread) -> list[Any]:
    article = thread.article
    return [article.title, article.published_at, article.dept, list(article.tags)]


# File -> digests of article and comments (checked by hand against the page), of the body's first
# and last words, and how many paragraphs it has.
PAGES: dict[str, tuple[str, str, str, int]] = {
    "seeds/000_*.txt": ("37b2c64f2f85b254", "4f53cda18c2baa0c", "9eb9df1d135c660f", 12),
    "seeds/001_*.txt": ("b57a5f4256c1d3ef", "4f53cda18c2baa0c", "7eb359a52f0f328c", 12),
    "seeds/002_*.txt": ("4f62342aa0f3f54e", "4f53cda18c2baa0c", "27c963cffab1e43f", 52),
    "seeds/003_*.txt": ("b8fd2d588866ff2c", "4f53cda18c2baa0c", "6791d16a2e6c6187", 12),
    "seeds/004_*.txt": ("60f0253fc53c7c18", "16a4c1d1d41a3c1c", "0ed3c6ce930fe39a", 12),
    "pages/techdirt_text/legacy_2009_*.txt": (
        "a6af1751d13dc1cb",
        "22ae3acb6dff5f52",
        "cbfabfe5147a1d5c",
        1,
    ),
    "pages/techdirt_text/wp_20020304_*.txt": (
        "86cedb75a4376c4d",
        "4f53cda18c2baa0c",
        "a9495d201d3faed4",
        1,
    ),
    "pages/techdirt_text/wp_20090107_*.txt": (
        "637be53a3af01dec",
        "942f3ebcd3956356",
        "ad779618aa2b72d3",
        1,
    ),
    "pages/techdirt_text/wp_20120919_*.txt": (
        "c05a1b13cb6e98bf",
        "22ce8f1233a9676b",
        "652045b653e0eb46",
        1,
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_pages(name: str) -> None:
    thread = read(next(SHARED.glob(name)))
    article, comments, ends, paragraphs = PAGES[name]
    body = thread.article.body
    assert digest(article_row(thread)) == article, article_row(thread)
    assert digest([row(c) for c in thread.comments]) == comments, [row(c) for c in thread.comments]
    assert digest([body[:20], body[-20:]]) == ends, [body[:20], body[-20:]]
    assert body.count("\n\n") + 1 == paragraphs
    assert_clean(thread)
