from __future__ import annotations

import json

import pytest

from rejoinder.tables import Column, print_json, print_table
from rejoinder.terminal import cells

COLUMNS = (Column("id"), Column("title", folding=True), Column("comments", number=True))


def test_piped_a_row_is_a_line_however_long(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    print_table(COLUMNS, [("a1", "A title " * 60, "7"), ("b2", "甘德", "1234")])
    heading, first, second = capsys.readouterr().out.splitlines()
    assert heading.split() == ["id", "title", "comments"]
    assert first.split()[-2:] == ["title", "7"]
    assert cells(heading) == cells(first) == cells(second)  # numbers end at the same place


def test_on_a_screen_only_titles_are_folded(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    print_table(COLUMNS, [("0123456789ab", "Words of a title that is long", "20 of 22")])
    lines = capsys.readouterr().out.splitlines()
    assert all(cells(line) <= 40 for line in lines)
    assert len(lines) > 2
    assert "0123456789ab" in lines[1]
    assert "20 of 22" in lines[1]


def test_on_a_narrow_screen_no_number_is_cut(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    columns = (*COLUMNS, Column("support", number=True), Column("oppose", number=True))
    title = "Words of a title that is long, 甘德"
    print_table(columns, [("0123456789ab", title, "1,234", "47%", ""), ("b", "", "", "", "28%")])
    assert capsys.readouterr().out.splitlines() == [
        *("id: 0123456789ab", "title: Words of a title that is long,", "  甘德"),
        *("comments: 1,234", "support: 47%", "", "id: b", "oppose: 28%"),
    ]


def test_a_dumb_terminal_makes_no_table_narrow(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setenv("TERM", "dumb")
    print_table(COLUMNS, [("a1", "A title " * 60, "7")])
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_what_a_page_wrote_is_neither_obeyed_nor_markup(
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_table(COLUMNS, [("a", "[bold]x[/bold] \x1b[2J :smile:\n<b>", "1")])
    out = capsys.readouterr().out
    assert "[bold]x[/bold] ␛[2J :smile: <b>" in out
    assert "\x1b" not in out


def test_json_is_ascii(capsys: pytest.CaptureFixture[str]) -> None:
    print_json([{"text": "甘德 \x1b[2J \u202e \ud800"}])
    out = capsys.readouterr().out
    assert out.isascii()
    assert "\x1b" not in out
    assert json.loads(out) == [{"text": "甘德 \x1b[2J \u202e \ud800"}]
