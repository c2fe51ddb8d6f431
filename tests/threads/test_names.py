from __future__ import annotations

import pytest

from threads.names import is_shared


@pytest.mark.parametrize(
    "name",
    [
        None,
        "",
        "  ",
        " - ",
        "Anonymous Coward",
        "anonymous coward",
        "ANONYMOUS",
        "Anonymous  Coward",
        "Anonymous Coward (from 203.0.113.7)",
        "Anonymous Coward.",
        "Anon",
        "Guest",
        "Guest #12",
        "Guest_7",
        "AC",
        "Anonym",
        "Anonyme",
        "Anónimo",
        "Gast",
        "Invité",
        "Гость",
        "名無し",
        "[deleted]",
    ],
)
def test_shared(name: str | None) -> None:
    assert is_shared(name)


@pytest.mark.parametrize(
    "name",
    [
        "Anonymous Howard",
        "That Anonymous Coward",
        "Anonymous Coward's Cousin",
        "Anonymouse",
        "AC130",
        "Guestimate",
        "Mike",
        "Anna Gast",
        "x" * 1_000_000,
        "(" * 1_000_000,
    ],
)
def test_own(name: str) -> None:
    assert not is_shared(name)
