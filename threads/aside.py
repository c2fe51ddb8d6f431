"""Files that are there whole or not at all: written beside their places, put there when done."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

_PART = re.compile(r"\.(?P<name>.+)\.\d+\.part")
_OLD = 86_400.0  # seconds since a part was last written to: nobody is at work on it any more


def part_of(file: Path) -> Path:
    """Name what a file is written as; another process that writes it, too, has a name of its own.

    A process that is killed leaves its part behind: see ``sweep``.
    """
    return file.with_name(f".{file.name}.{os.getpid()}.part")


def write_new(file: Path, content: bytes, mode: int = 0o666) -> None:
    """Write a file that isn't there yet; raises ``FileExistsError``, and other ``OSError``s."""
    part = part_of(file)
    try:
        number = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
        with os.fdopen(number, "wb") as opened:
            opened.write(content)
        _put_new(part, file)
    finally:
        part.unlink(missing_ok=True)


def _put_new(part: Path, file: Path) -> None:
    try:
        os.link(part, file)  # which fails where there is a file, unlike renaming
    except FileExistsError:
        raise
    except OSError:  # a file system without such links
        if file.exists():
            raise FileExistsError(None, "it is there already", str(file)) from None
        part.rename(file)


def same_place(one: Path, other: Path) -> bool:
    """Tell whether two names lead to one file or folder, which need not be there yet."""
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return one.absolute() == other.absolute()


def sweep(files: Collection[Path]) -> None:
    """Remove what processes that were killed a day ago or longer have left of some files."""
    before = time.time() - _OLD
    for folder in {file.parent for file in files}:
        names = {file.name for file in files if file.parent == folder}
        with suppress(OSError):
            for entry in list(os.scandir(folder)):
                part = _PART.fullmatch(entry.name)
                if part and part["name"] in names and entry.stat().st_mtime < before:
                    Path(entry).unlink(missing_ok=True)
