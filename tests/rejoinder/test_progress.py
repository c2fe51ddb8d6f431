from __future__ import annotations

import io

import pytest

from rejoinder.progress import page_lines, progress


class Screen(io.StringIO):
    def __init__(self, terminal: bool) -> None:
        super().__init__()
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


def drawn(
    monkeypatch: pytest.MonkeyPatch, *, terminal: bool, items: list[str], columns: int = 80
) -> str:
    screen = Screen(terminal)
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setenv("COLUMNS", str(columns))
    with progress("Reading", len(items)) as done:
        for item in items:
            done(item)
    return screen.getvalue()


def test_a_bar_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = drawn(monkeypatch, terminal=True, items=["a.html", "b.html"])
    assert "Reading" in shown
    assert "2/2" in shown


@pytest.mark.parametrize(("terminal", "items"), [(False, ["a", "b"]), (True, ["a"]), (True, [])])
def test_nothing_in_a_log_and_nothing_for_a_single_item(
    monkeypatch: pytest.MonkeyPatch, terminal: bool, items: list[str]
) -> None:
    assert drawn(monkeypatch, terminal=terminal, items=items) == ""


@pytest.mark.parametrize("terminal", [True, False])
def test_a_line_a_page_on_a_terminal(monkeypatch: pytest.MonkeyPatch, terminal: bool) -> None:
    screen = Screen(terminal)
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setenv("COLUMNS", "80")
    with page_lines("Read page") as done:
        for name in ("https://a.example/story/", f"https://a.example/{'x' * 99}/\x1b[2J/page-2"):
            done(name)
    first, second = screen.getvalue().splitlines() or ("", "")
    assert bool(first) is terminal
    if terminal:
        assert first == "Read page 1: https://a.example/story/"
        assert second.startswith("Read page 2: …") and second.endswith("␛[2J/page-2")
        assert len(second) <= 80


def test_long_and_hostile_names_stay_on_their_line(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"pages/{'x' * 300}/\x1b[2Jsecond-{n}.html" for n in range(3)]
    shown = drawn(monkeypatch, terminal=True, items=names)
    assert "second-2.html" in shown
    assert "\x1b[2J" not in shown
    assert max(len(line) for line in shown.replace("\r", "\n").split("\n")) <= 80 + len("\x1b[K")


@pytest.mark.parametrize("columns", [40, 60])
def test_a_narrow_terminal_gets_a_shorter_bar(
    monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    names = [f"pages/{'x' * 30}-{n}.html" for n in range(12)]
    shown = drawn(monkeypatch, terminal=True, items=names, columns=columns)
    lines = shown.replace("\x1b[K", "").replace("\r", "\n").split("\n")
    assert "12/12" in shown
    assert max(map(len, lines)) <= columns
