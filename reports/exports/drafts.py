"""Whole or nothing: files that are written beside their places, and put there when all are done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from threads.aside import part_of, sweep
from threads.errors import RejoinderError
from threads.glance import is_database


class Draft:
    """Files on their way to one place, which is a file itself or a folder of several."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._parts: dict[Path, Path] = {}
        self._made: list[Path] = []  # folders that weren't there before, the outermost first

    def file(self, name: str | Path = "") -> Path:
        """Give the path to write a file to: the place itself, or what is so called in it.

        Raises ``FileExistsError`` where a database stands, which is never written over.
        """
        final = self._place / name if name else self._place
        if is_database(final):
            raise FileExistsError(None, f"{final.name} is a database of Rejoinder's", str(final))
        missing = [folder for folder in final.parents if not folder.exists()]
        self._made.extend(reversed(missing))
        final.parent.mkdir(parents=True, exist_ok=True)
        return self._parts.setdefault(final, part_of(final))

    def publish(self) -> None:
        """Put every file in its place, in the order in which they were asked for.

        None is, as long as any is still being written. A kill amid the renaming leaves the first of
        them in their places, each whole.
        """
        for final in self._parts:
            if final.is_dir():
                raise IsADirectoryError(None, "there is a folder of this name", str(final))
        finals = list(self._parts)
        for final in finals:
            self._parts[final].replace(final)
            del self._parts[final]
        self._made = []
        sweep(finals)

    def discard(self) -> None:
        """Remove what was not published, with the folders that were made for it."""
        for part in self._parts.values():
            try:
                part.unlink(missing_ok=True)
            except OSError:  # what kept the file from being written keeps it from being removed
                continue
        for folder in reversed(self._made):
            try:
                folder.rmdir()
            except OSError:  # somebody else has put something in it
                return


@contextmanager
def drafted(place: Path, option: str = "-o") -> Iterator[Draft]:
    """Publish the files of the block when it is done, none of them where it fails.

    Raises ``RejoinderError`` where a file can't be written; ``option`` is what names another place.
    """
    draft = Draft(place)
    try:
        yield draft
        draft.publish()
    except OSError as error:
        remedy = f"name another place with {option}"
        what = f"cannot be written: {error.strerror or error}"
        raise RejoinderError(what, where=str(place), remedy=remedy) from error
    finally:
        draft.discard()
