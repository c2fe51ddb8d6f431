"""No cell is a formula, whatever separators a spreadsheet takes, and every text comes back."""

from __future__ import annotations

import csv
import io
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.reports.exported import HOSTILE
from threads.cells import guarded, legible, plain

_RUN = set("=+-@%＝＋－＠")
HARMFUL = st.text(
    st.sampled_from("=+-@%＝,;|\t\n\r '\"\\x1b\x00\x1b\x85\ud800\u202e\ufeffa0"), max_size=30
)
ANY = st.text(st.characters(exclude_categories=()), max_size=60) | HARMFUL


@given(ANY, st.booleans())
def test_every_text_comes_back(text: str, empty_is_null: bool) -> None:
    assert plain(guarded(text, empty_is_null)) == text
    assert guarded(text, True) != ""


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@given(text=HARMFUL)
@example(text='"\n=1')
@example(text='fine;"=1')
def test_no_cell_begins_a_formula(separator: str, text: str) -> None:
    file = io.StringIO()
    csv.writer(file).writerow(["id", guarded(text, True), legible(text, 20), "end"])
    # As a program does that knows nothing of quotes: the worst that one can make of it.
    for line in file.getvalue().splitlines():
        for cell in line.split(separator):
            assert cell.lstrip(" \"'\t\u202e\ufeff")[:1] not in _RUN or cell.lstrip('" ')[:1] == "'"


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_written_is_text_for_any_program(text: str) -> None:
    cell = guarded(text)
    cell.encode("utf-8")
    assert not [c for c in cell if (ord(c) < 32 and c not in "\t\n") or 0x7F <= ord(c) < 0xA0]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        (" -2", "' -2"),
        ("it is -2 outside, and 3-1=2", "it is -2 outside, and 3-1=2"),
        ("list:\n- one", "'list:\n\\- one"),
        ("'tis", "''tis"),
        ("a\\b", "a\\b"),
        ("=a\\b", "'=a\\\\b"),
        ("\x1b[1m", "'\\x1b[1m"),
    ],
)
def test_cells_by_example(text: str, cell: str) -> None:
    assert guarded(text) == cell


def test_long_runs_take_no_longer_than_their_length() -> None:
    begin = time.process_time()
    for text in ("-" * 200_000, " " * 200_000 + "=", ",-" * 100_000, "'\n" * 100_000):
        assert plain(guarded(text)) == text
    assert time.process_time() - begin < 10


def test_what_people_read_has_no_control_characters_and_an_end() -> None:
    assert legible("one\r\ntwo\rthree\x1b[2J\x85\ud800", 99) == "one\ntwo\nthree [2J  "
    assert legible("=" + "\\" * 99, 10) == "'=" + "\\" * 8 + "…"
    assert plain(legible("a;=1", 99)) == "a;=1"
