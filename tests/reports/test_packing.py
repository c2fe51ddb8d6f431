from __future__ import annotations

import re
import string
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from plotly.offline import get_plotlyjs

from reports.material import gather
from reports.packing import packed, unpacked
from reports.page import write_report
from reports.scripts import plotly_source
from reports.sections.where import PART, WHOLE
from tests.reports.fixture_thread import ARTICLE, build_large

ALPHABET = set(string.ascii_letters + string.digits + "+/=")


@given(st.text())
def test_what_was_packed_comes_out_again(text: str) -> None:
    letters = packed(text)
    assert unpacked(letters) == text
    assert set(letters) <= ALPHABET, "nothing that could end a script element"
    assert packed(text) == letters


def test_plotly_is_packed_in_the_page(page: Path) -> None:
    soup = BeautifulSoup(page.read_text("utf-8"), "lxml")
    element = soup.select_one("#plotly-packed")
    assert element is not None and unpacked(element.get_text()) == plotly_source()
    assert page.stat().st_size < 2_500_000


@pytest.fixture(scope="module")
def long_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("long")
    db = build_large(folder / "long.db", WHOLE + PART + 7)
    return write_report(db, [ARTICLE], folder / "long.html")


def test_a_long_thread_is_packed_part_by_part_and_none_is_lost(long_page: Path) -> None:
    text = long_page.read_text("utf-8")
    soup = BeautifulSoup(text, "lxml")
    at_hand = [comment["id"] for comment in soup.select(".comment")]
    assert len(at_hand) == PART
    found = list(at_hand)
    for part in soup.select("ol[data-holds]"):
        script = part.find_next_sibling("script")
        assert script is not None
        inside = BeautifulSoup(unpacked(script.get_text()), "lxml").select("li.comment")
        assert [one["id"][1:] for one in inside] == str(part["data-holds"]).split()  # type: ignore[index]
        assert len(inside) <= PART
        found += [one["id"] for one in inside]
    tree = gather(build_large(long_page.with_name("again.db"), WHOLE + PART + 7), ARTICLE).tree
    assert found == [f"c{branch.row.position}" for branch in tree.branches.values()]
    assert len(re.findall("<noscript>", text)) >= 1


def test_plotly_is_taken_out_of_its_wrapper_and_not_changed() -> None:
    inside = plotly_source()
    whole = get_plotlyjs()
    start = inside.index('"use strict"')
    assert inside[:start].rstrip() in whole, "its licence stays"
    assert inside[start : inside.rindex("window.Plotly = Plotly;")] in whole
    assert inside.endswith("window.Plotly = Plotly;\n") and len(whole) - len(inside) < 600
