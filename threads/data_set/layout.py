"""The folder of a data set: its mark, its parts, and who may write to it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Self

from threads.data_set.columns import CONTENTS, arrow_file, check_installed
from threads.errors import NotADatabase, StoreBusy, StoreError, StoreTooNew
from threads.schema import TABLES

MARK = "rejoinder.json"
_LOCK = ".lock"
_NAMED = "part={:06}"
VERSION = max(column.since for table in TABLES.values() for column in table.columns)


@dataclass(frozen=True)
class Part:
    """A part: its number, where it is, and the comments and state of each article in it."""

    number: int
    folder: Path

    @cached_property
    def contents(self) -> dict[str, tuple[int, str]]:
        """Give the number of comments and the state of each article, in order."""
        rows = self.read(CONTENTS.name).to_pylist()
        return {row["article"]: (row["comments"], row["state"]) for row in rows}

    @property
    def comments(self) -> int:
        """How many comments it has."""
        return sum(comments for comments, _ in self.contents.values())

    def read(self, table: str, columns: list[str] | None = None, filters: Any = None) -> Any:
        """Give a table's rows as Arrow has them; raises ``StoreError`` where they can't be read."""
        import pyarrow as pa
        from pyarrow import parquet

        path = self.folder / f"{table}.parquet"
        try:
            with arrow_file(path, "rb") as file:
                return parquet.read_table(file, columns=columns, filters=filters, partitioning=None)
        except (OSError, pa.ArrowInvalid) as error:
            said = str(error).splitlines()[0]
            remedy = f"remove the folder {self.folder.name} and analyze again: its articles return"
            raise NotADatabase(f"damaged: {said}", where=str(path), remedy=remedy) from error


def is_data_set(path: Path) -> bool:
    """Tell whether a folder is a data set."""
    return (path / MARK).is_file()


class DataSet:
    """A folder of parts.

    Raises ``RejoinderError`` where pyarrow is not installed, ``StoreError`` and its kinds where
    the folder isn't a data set or has one of another version.
    """

    def __init__(self, folder: Path) -> None:
        check_installed()
        self.folder = folder
        _check(folder)
        numbers = sorted(int(one.name[5:]) for one in folder.glob("part=[0-9]*") if one.is_dir())
        self.parts = {number: Part(number, folder / _NAMED.format(number)) for number in numbers}

    @classmethod
    def made(cls, folder: Path) -> Self:
        """Open a data set, which is made where there is none; an empty folder may be there."""
        check_installed()
        try:
            folder.mkdir(exist_ok=True)
            if not is_data_set(folder) and not any(folder.iterdir()):
                part = folder / f".{MARK}"
                part.write_text(json.dumps({"tables": VERSION}) + "\n", "utf-8")
                part.replace(folder / MARK)
        except OSError as error:
            raise unwritable(folder, error) from error
        return cls(folder)

    def where(self) -> dict[str, Part]:
        """Give the part that each article is in: the latest, should it be in several."""
        return {article: part for part in self.parts.values() for article in part.contents}

    def remove(self, part: Part) -> None:
        """Take a part away; half of one is never seen."""
        hidden = part.folder.with_name(f".{part.folder.name}")
        part.folder.rename(hidden)
        shutil.rmtree(hidden)
        del self.parts[part.number]

    @property
    def next_number(self) -> int:
        """The number of the part that comes next."""
        return 1 + max((0, *self.parts))

    def new_folder(self, number: int) -> Path:
        """Make the hidden folder that is to be a part."""
        hidden = self.folder / f".{_NAMED.format(number)}"
        hidden.mkdir()
        return hidden

    def publish(self, number: int, hidden: Path) -> None:
        """Give a part its name: from then on it is one."""
        folder = self.folder / _NAMED.format(number)
        hidden.rename(folder)
        self.parts = dict(sorted([*self.parts.items(), (number, Part(number, folder))]))

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Keep others from writing meanwhile; what a killed program left is cleared away.

        Raises ``StoreBusy`` where another program is writing.
        """
        with ExitStack() as stack:
            try:
                _hold(stack.enter_context((self.folder / _LOCK).open("w")), self.folder)
                self._clear()
            except OSError as error:
                raise unwritable(self.folder, error) from error
            yield

    def _clear(self) -> None:
        """Remove parts that were never finished, and those that a later one replaces."""
        for hidden in self.folder.glob(".part=[0-9]*"):
            shutil.rmtree(hidden)
        latest = self.where()
        for part in list(self.parts.values()):
            if not any(latest[article] is part for article in part.contents):
                self.remove(part)


def unwritable(folder: Path, error: OSError) -> StoreBusy:
    """Say that a data set can't be written to."""
    return StoreBusy(
        f"it can't be written to: {error.strerror or error}",
        where=str(folder),
        remedy="mind the folder's permissions and the room on the disk; finished parts are kept",
    )


def _check(folder: Path) -> None:
    where = str(folder)
    if not is_data_set(folder):
        remedy = "make one in a new folder: rejoinder analyze DB --out NEW_FOLDER"
        raise NotADatabase("this folder is no data set", where=where, remedy=remedy)
    try:
        tables = int(json.loads((folder / MARK).read_text("utf-8"))["tables"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        remedy = "write the data set into a new folder"
        raise NotADatabase(f"{MARK} can't be read", where=where, remedy=remedy) from error
    if tables > VERSION:
        remedy = "update Rejoinder: pipx upgrade rejoinder"
        raise StoreTooNew("written by a later version of Rejoinder", where=where, remedy=remedy)
    if tables < VERSION:
        raise StoreError(
            "written by an earlier version of Rejoinder, whose tables had other columns",
            where=where,
            remedy="write it into a new folder: rejoinder analyze DB --out NEW_FOLDER",
        )


def _hold(lock: Any, folder: Path) -> None:
    try:
        import fcntl
    except ImportError:  # not on Windows
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        what, remedy = "another program is writing to it", "try again when that is done"
        raise StoreBusy(what, where=str(folder), remedy=remedy) from error
