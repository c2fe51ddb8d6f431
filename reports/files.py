"""One file, written whole or not at all."""

from __future__ import annotations

from pathlib import Path

from reports.exports.drafts import drafted


def write_file(file: Path, content: str | bytes, *, option: str = "-o") -> Path:
    """Write a file whole or not at all; one that stood there is replaced at the end.

    Raises ``RejoinderError`` where it can't be written; ``option`` is what names another place.
    """
    with drafted(file, option) as draft:
        draft.file().write_bytes(as_bytes(content))
    return file


def as_bytes(content: str | bytes) -> bytes:
    """Give what a text is on disk."""
    if isinstance(content, bytes):
        return content
    return content.encode("utf-8", "replace")  # a title on the command line need not be Unicode
