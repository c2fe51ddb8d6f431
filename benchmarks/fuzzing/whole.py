"""From pages to all that is printed and written: nothing that strangers wrote may act there."""

from __future__ import annotations

import csv
import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup
from click.testing import CliRunner
from lxml import etree

import rejoinder
from rejoinder.cli import main
from threads.ingest import read_pages
from threads.page import Page
from threads.store import Store

# What a terminal obeys; a newline is ours.
_OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_RUN = re.compile(r"""^[\s"\u200b-\u200f\ufeff]*[=+@＝＋－＠-](?![\d.]+(?:e-?\d+)?$)""")
_ACTING = "zqx"
_EXPECTED = (0, 1, 3)


def whole(data: bytes) -> int:
    """Read, analyze by the fast engine, and make every kind of output of a page."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = folder / "fuzz.db"
        with Store(database) as store:
            summary = read_pages(store, [Page.from_bytes(data, "page.html")])
            if not summary.pages:
                return 0
            rejoinder.analyze(store, engine="fast")
            articles = [article.id for article in store.articles()][:2]
        for article in articles:
            _terminal(str(database), article)
        _files(str(database), articles[0], folder)
        return summary.pages


def _terminal(database: str, article: str) -> None:
    for words in (
        ["articles", database],
        ["show", database, article, "--evidence", "--full"],
        ["chains", database, article],
        ["targets", database, article],
        ["diff", database, article, "--since", "first"],
    ):
        printed = _called(words)
        found = _OBEYED.search(printed)
        assert not found, f"{words[0]} prints {found[0]!a}, which a terminal obeys"
    json.loads(_called(["show", database, article, "--json"]) or "null")


def _called(words: list[str]) -> str:
    result = CliRunner().invoke(main, words, catch_exceptions=False, env={"COLUMNS": "80"})
    assert result.exit_code in _EXPECTED, f"{words[0]} ends with {result.exit_code}"
    return result.output


def _files(database: str, article: str, folder: Path) -> None:
    with Store(database, "look") as store:
        page = rejoinder.report(store, folder / "report.html", [article])
        _check_page(page.read_text("utf-8"))
        for shape in ("csv", "jsonl"):
            rejoinder.export(store, folder / shape, [article], shape)
        for shape in ("gexf", "graphml"):
            etree.parse(rejoinder.export(store, folder / f"net.{shape}", [article], shape))
        rejoinder.export(store, folder / "corpus.jsonl", [article], "convokit")
    for path in folder.glob("csv/*.csv"):
        for cell in _cells(path):
            assert not _RUN.match(cell), f"{path.name}: a spreadsheet runs {cell[:60]!a}"
    for path in (folder / "corpus.jsonl", *folder.glob("jsonl/*.jsonl")):
        for line in path.read_text("utf-8").split("\n"):
            json.loads(line or "null")
    known = {"fuzz.db", "report.html", "csv", "jsonl", "net.gexf", "net.graphml", "corpus.jsonl"}
    assert {path.name for path in folder.iterdir()} <= known | {"fuzz.db-wal", "fuzz.db-shm"}


def _check_page(markup: str) -> None:
    """Hold a page to having no element, attribute or script that a stranger wrote."""
    for tag in BeautifulSoup(markup, "lxml").find_all(True):
        assert not tag.name.startswith("script") or _ACTING not in tag.get("src", "")
        for name, value in tag.attrs.items():
            acts = name.startswith("on") or name in ("href", "src", "action", "style")
            words = value if isinstance(value, str) else " ".join(value)
            runs = words.strip().lower().startswith(("javascript:", "data:text", "vbscript:"))
            assert not (acts and (_ACTING in words or runs)), f"{name}={words[:60]!a}"


def _cells(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.reader(file):
            yield from row
