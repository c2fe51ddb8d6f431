"""Files written whole or not at all."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from threads.errors import RejoinderError


def _utf_8(text: str) -> bytes:
    return text.encode("utf-8", "replace")  # a title on the command line need not be Unicode


def write_file(file: Path, content: str | bytes, *, option: str = "-o") -> Path:
    """Write a file whole or not at all; one that stood there is replaced at the end.

    Raises ``RejoinderError`` where it can't be written; ``option`` is what names another place.
    """
    beside = file.with_name(f".{file.name}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(_utf_8(content) if isinstance(content, str) else content)
        beside.replace(file)
    except OSError as problem:
        with suppress(OSError):  # whatever kept it from being written
            beside.unlink()
        raise RejoinderError(
            f"cannot be written: {problem.strerror or problem}",
            where=str(file),
            remedy=f"name another place with {option}",
        ) from problem
    return file
