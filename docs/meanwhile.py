"""What happens between two commands of a page's session: a person labels, a thread grows.

python -m docs.meanwhile label DB SHEET         fill a sheet in as the examples' author hears it
python -m docs.meanwhile publish NUMBER ADDRESS put the doorbells page, with so many comments, on
                                                the web under HOST/PATH
python -m docs.meanwhile edit ADDRESS OLD NEW   replace words in a page on the web
"""

from __future__ import annotations

import csv
import os
import sqlite3
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from benchmarks.layouts.pages import legacy_flat
from benchmarks.layouts.written import EXAMPLES, Written, read_written

_MINUTE = len("2019-03-12T09:44")


def label(db: str, sheet: str) -> None:
    """Fill in the column ``label``, by the hand labels in ``examples/source``."""
    heard = {
        (one.author, one.posted_at.isoformat()[:_MINUTE]): one.to_article
        for source in sorted((EXAMPLES / "source").glob("*.toml"))
        for one in read_written(source.stem).comments
    }
    with closing(sqlite3.connect(db)) as known:
        said = known.execute("SELECT id, author, posted_at FROM comments").fetchall()
    labels = {id: heard[author, posted_at[:_MINUTE]] for id, author, posted_at in said}
    path = Path(sheet)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        filled = csv.DictWriter(file, list(rows[0]))
        filled.writeheader()
        filled.writerows({**row, "label": labels[row["comment_id"]]} for row in rows)


def publish(number: str, address: str) -> None:
    """Write the page as it was after so many comments."""
    written: Written = read_written("doorbells")
    early = replace(written, comments=written.comments[: int(number)])
    place = _place(address)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(legacy_flat(early), encoding="utf-8")


def edit(address: str, old: str, new: str) -> None:
    """Change a page; fails where it doesn't hold the words."""
    place = _place(address)
    text = place.read_text("utf-8")
    assert old in text, f"{address} has no “{old}”"
    place.write_text(text.replace(old, new, 1), "utf-8")


def _place(address: str) -> Path:
    return Path(os.environ["WEB"]) / address


if __name__ == "__main__":
    {"label": label, "publish": publish, "edit": edit}[sys.argv[1]](*sys.argv[2:])
