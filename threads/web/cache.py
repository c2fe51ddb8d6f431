"""Pages kept from the last time, so that a server need only say that nothing changed.

One file a page: a line of JSON, then the body. Whatever doesn't fit itself (another address,
another digest, too large) counts as not kept. A kept page is never used unasked: the server has
to confirm it by a 304.
"""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

_LONGEST_HEAD = 16_384
# What may stand in a header that we send: no line break gets in by way of the file.
_VALIDATOR = re.compile(r"[\x20-\x7e]{1,1000}")
_MOST_BYTES = 256 * 2**20


@dataclass(frozen=True, slots=True)
class Kept:
    """A page as it came, with what its server needs to tell whether it has changed."""

    url: str
    body: bytes
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None

    @property
    def conditions(self) -> dict[str, str]:
        """The headers that ask for the page only if it is another now."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in asked.items() if value}


class PageCache:
    """A folder of kept pages, the longest unused of which go when it grows too large.

    Failures of the file system are nobody's concern: what can't be kept is asked for again.
    """

    def __init__(self, folder: Path, most_bytes: int = _MOST_BYTES) -> None:
        self._folder = folder
        self._most_bytes = most_bytes

    def load(self, url: str, most: int) -> Kept | None:
        """Give what is kept of an address, None for a body of more than ``most`` bytes."""
        path = self._path(url)
        try:
            with path.open("rb") as file:
                head = file.readline(_LONGEST_HEAD)
                body = file.read(most + 1)
            kept = _checked(json.loads(head), body, url) if len(body) <= most else None
            path.touch()
        except (OSError, ValueError, RecursionError):
            return None
        return kept

    def save(self, kept: Kept) -> None:
        """Keep a page that its server can tell the age of; another isn't worth the room."""
        if not kept.conditions:
            return
        head = {**asdict(kept), "sha256": _digest(kept.body)}
        del head["body"]
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._write(self._path(kept.url), json.dumps(head).encode() + b"\n" + kept.body)

    def _write(self, path: Path, data: bytes) -> None:
        """Write a file as a whole or not at all."""
        with tempfile.NamedTemporaryFile(dir=self._folder, suffix=".new", delete=False) as file:
            new = Path(file.name)
            try:
                file.write(data)
                file.close()
                new.replace(path)
            except OSError:
                new.unlink(missing_ok=True)
                raise

    def prune(self) -> None:
        """Throw away what was not used for the longest time until the rest fits."""
        with suppress(OSError):
            found = [(path.stat(), path) for path in self._folder.iterdir() if path.is_file()]
            total = sum(status.st_size for status, _ in found)
            for status, path in sorted(found, key=lambda each: each[0].st_mtime):
                if total <= self._most_bytes:
                    break
                path.unlink(missing_ok=True)
                total -= status.st_size

    def _path(self, url: str) -> Path:
        return self._folder / _digest(url.encode())[:40]


def _checked(head: object, body: bytes, url: str) -> Kept | None:
    if not isinstance(head, dict) or head.get("url") != url or head.get("sha256") != _digest(body):
        return None
    told = {name: head.get(name) for name in ("content_type", "etag", "last_modified")}
    return Kept(url, body, **told) if all(map(_may_be_sent, told.values())) else None


def _may_be_sent(value: object) -> bool:
    return value is None or (isinstance(value, str) and _VALIDATOR.fullmatch(value) is not None)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
