"""The sheet that a person fills in: CSV, as any spreadsheet program opens and saves it.

What the program judged is not in it, as coders lean towards a label they are shown; what it noticed
stands in the last column. Cells are other people's words, and no formulas: see ``threads.cells``.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import IO

from threads.aside import write_new
from threads.cells import legible, plain
from threads.errors import RejoinderError, SourceNotFound, SourceUnreadable
from threads.nearest import meant_file

ALL = "all"  # in place of an article's id: drawn from the whole database
# By the words a sheet offers: the columns of ``stance`` for the label and its probabilities.
CHOICES = {
    "article": ("support", "neutral", "oppose"),
    "parent": ("agree", "neutral", "disagree"),
}
_UNCLEAR = frozenset(("", "?", "unclear"))
_LONGEST = 8000  # characters of a cell; spreadsheet programs stop at 32,767
_BLANK_SHEET = "draw one: rejoinder audit sample DB -o labels.csv"


@dataclass(frozen=True)
class SheetRow:
    """One comment to label; ``label`` is for the person, ``chance`` that it had to be drawn."""

    comment_id: str
    article: str
    answers: str
    comment: str
    label: str
    note: str
    choices: str
    drawn_from: str
    chance: str
    evidence: str


@dataclass(frozen=True)
class Sheet:
    """A sheet that was filled in.

    ``what`` was asked of (``article``, ``parent``), ``drawn_from`` an article's id or ``all``;
    ``labels`` are numbers of ``CHOICES``, by comment; ``chances`` are those of all comments in the
    sheet, labelled or not.
    """

    path: str
    what: str
    drawn_from: str
    labels: dict[str, int]
    chances: dict[str, float]


_COLUMNS = [column.name for column in fields(SheetRow)]
_NEEDED = ("comment_id", "label", "choices", "drawn_from", "chance")


def write_sheet(path: Path, rows: Iterable[SheetRow]) -> None:
    """Write a new sheet; raises ``RejoinderError`` where it can't, or where there is a file."""
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet)
    writer.writerow(_COLUMNS)
    writer.writerows([legible(text, _LONGEST) for text in astuple(row)] for row in rows)
    try:
        if path.exists():
            raise FileExistsError
        # utf-8-sig: without the mark spreadsheet programs take the text for another encoding.
        write_new(path, sheet.getvalue().encode("utf-8-sig"))
    except FileExistsError:
        raise RejoinderError(
            "there is a file already, maybe with labels in it",
            where=str(path),
            remedy="name another",
        ) from None
    except OSError as error:
        raise RejoinderError(
            f"cannot be written: {error.strerror or error}",
            where=str(path),
            remedy="name another place with -o",
        ) from None


def read_sheet(path: Path) -> Sheet:
    """Read a sheet, with commas, semicolons or tabs.

    Raises ``SourceError`` where it can't be read, ``RejoinderError`` for the first line in it that
    is not as it should be.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return _read(str(path), file)
    except FileNotFoundError:
        remedy = meant_file(path, _BLANK_SHEET)
        raise SourceNotFound("no such file", where=str(path), remedy=remedy) from None
    except OSError as error:
        raise SourceUnreadable(error.strerror or str(error), where=str(path)) from None
    except UnicodeDecodeError:
        raise SourceUnreadable(
            "not UTF-8", where=str(path), remedy="save it as “CSV UTF-8”"
        ) from None
    except csv.Error as error:
        raise SourceUnreadable(f"no CSV: {error}", where=str(path)) from None


def _read(path: str, file: IO[str]) -> Sheet:
    heading = file.readline()
    separator = max(",;\t", key=heading.count)
    names = [
        name.strip().casefold() for name in next(csv.reader([heading], delimiter=separator), [])
    ]
    if lacking := [name for name in _NEEDED if name not in names]:
        what = f"no sheet of an audit: lacks the column {lacking[0]}"
        raise RejoinderError(what, where=path, remedy=_BLANK_SHEET)
    labels: dict[str, int] = {}
    chances: dict[str, float] = {}
    asked: set[tuple[str, str]] = set()
    reader = csv.reader(file, delimiter=separator)
    for number, cells in enumerate(reader, 2):
        if not any(cell.strip() for cell in cells):
            continue
        where = f"{path}, row {number}"
        row = dict(zip(names, [*cells, *[""] * len(names)], strict=False))
        comment_id = plain(row["comment_id"].strip())
        if comment_id in chances:
            raise RejoinderError(f"comment {comment_id} stands in it twice", where=where)
        what = _asked(row["choices"], where)
        asked.add((what, plain(row["drawn_from"].strip())))
        chances[comment_id] = _chance(row["chance"], where)
        if (label := _label(row["label"], CHOICES[what], where)) is not None:
            labels[comment_id] = label
    if len(asked) != 1:
        what = "rows of several draws" if asked else "no rows"
        raise RejoinderError(what, where=path, remedy=_BLANK_SHEET)
    ((what, drawn_from),) = asked
    return Sheet(path, what, drawn_from, labels, chances)


def _asked(cell: str, where: str) -> str:
    for what, choices in CHOICES.items():
        if cell.strip() == offered(choices):
            return what
    raise RejoinderError(f"unknown choices “{cell}”", where=where, remedy=_BLANK_SHEET)


def offered(choices: Sequence[str]) -> str:
    """Give the cell that says what there is to choose from."""
    return " / ".join(choices)


def _chance(cell: str, where: str) -> float:
    try:
        chance = float(cell.strip().replace(",", "."))
    except ValueError:
        chance = math.nan
    if not 0 < chance <= 1:
        what = f"“{cell}” in the column chance is no number between 0 and 1"
        raise RejoinderError(what, where=where, remedy="leave that column as it was drawn")
    return chance


def _label(cell: str, choices: Sequence[str], where: str) -> int | None:
    """Give the choice that a cell names, by its beginning; None where it was left open."""
    given = cell.strip().casefold()
    if given in _UNCLEAR:
        return None
    fitting = [at for at, choice in enumerate(choices) if choice.startswith(given)]
    if len(fitting) != 1:
        what = f"“{cell}” is no label"
        raise RejoinderError(
            what, where=where, remedy=f"use {', '.join(choices)}, or leave it empty"
        )
    return fitting[0]
