"""What a name that answers to nothing was likely meant for."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from itertools import islice
from pathlib import Path

_CLOSE = 0.6
_CLOSE_LETTERS = 75  # per cent of the letters in the stretch of a title that is most like them
_MOST_FILES = 5_000  # in a folder that is looked through
DATABASES = (".db", ".sqlite", ".sqlite3")


def nearest_file(path: Path, suffixes: tuple[str, ...] = ()) -> Path | None:
    """Find the file beside a missing one with the nearest name; None where none is near.

    With ``suffixes``, among files that end so, and if there is just one of them it is that one.
    """
    try:
        names = [
            entry.name
            for entry in islice(path.parent.iterdir(), _MOST_FILES)
            if not entry.name.startswith(".") and entry.name.lower().endswith(suffixes or "")
        ]
    except (OSError, ValueError):
        return None
    if suffixes and len(names) == 1:
        return path.with_name(names[0])
    plain = {name.casefold(): name for name in sorted(names)}
    near = get_close_matches(path.name.casefold(), plain, n=1, cutoff=_CLOSE)
    return path.with_name(plain[near[0]]) if near else None


def meant_file(path: Path, otherwise: str = "") -> str:
    """Ask whether the nearest file was meant, as a remedy; ``otherwise`` where none is near."""
    near = nearest_file(path)
    return f"did you mean {near}?" if near else otherwise


def nearest_titles(name: str, titles: Sequence[str], most: int = 3) -> list[int]:
    """Give the places of the titles with a stretch that is most like ``name``, the likest first.

    Case and punctuation aside; titles that are hardly like it are left out.
    """
    from rapidfuzz import fuzz, process

    from threads.identity import letters

    plain = [letters(title) for title in titles]
    wanted = letters(name)
    if not wanted:
        return []
    found = process.extract(
        wanted, plain, scorer=fuzz.partial_ratio, limit=None, score_cutoff=_CLOSE_LETTERS
    )
    found.sort(key=lambda one: (-one[1], -fuzz.ratio(wanted, one[0])))
    return [place for _, _, place in found[:most]]
