"""A page as it came: its name, its text, and its HTML tree when somebody asks for it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any, TypeVar

from threads.charsets import decode
from threads.errors import PageError, SourceUnreadable

if TYPE_CHECKING:
    from threads.markup import Document

_T = TypeVar("_T")
_TAG = re.compile(r"<(?:!doctype|html|head|body|div|article|section|ol|ul|p|li|table)\b", re.I)
# Control characters that no text has; tab, newline, form feed, return and escape may stand in one.
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")

# A page of 50,000 comments has two million. Each takes up to 400 bytes of memory when it is parsed.
_MOST_MARKS = 4_000_000


@dataclass(frozen=True)
class Page:
    """One page's text under the name it was read by (a path, a URL, ``-``).

    ``url`` is the address of the article that it was found at, None for a file. ``captured`` is
    the UTC time at which a web archive kept it, as ISO 8601, "" where the archive doesn't say, None
    for a page as it stands.
    """

    source: str
    text: str
    url: str | None = None
    captured: str | None = None

    @classmethod
    def from_bytes(
        cls,
        data: bytes,
        source: str,
        *,
        charset: str | None = None,
        url: str | None = None,
        captured: str | None = None,
    ) -> Page:
        """Decode by byte order mark, UTF-8, ``charset``, the page's own word, then Windows-1252.

        ``charset`` is what the server said. Raises ``SourceUnreadable`` for empty and for binary
        data.
        """
        if not data.strip():
            raise SourceUnreadable("the file is empty", where=source, remedy="save the page again")
        if not data.startswith((b"\xff\xfe", b"\xfe\xff")) and _BINARY.search(data[:4096]):
            raise SourceUnreadable(
                "binary data, not a page", where=source, remedy="give an HTML or text file"
            )
        text = decode(data, charset)
        if len(text) > _MOST_MARKS and any(text.count(mark) > _MOST_MARKS for mark in "<[{"):
            raise SourceUnreadable(
                f"more than {_MOST_MARKS:,} tags or brackets", where=source, remedy="no page has"
            )
        # A file's name need not be Unicode; what the database keeps of it must.
        return cls(source.encode("utf-8", "backslashreplace").decode("utf-8"), text, url, captured)

    @cached_property
    def is_html(self) -> bool:
        """Whether the text is markup rather than an extract of it."""
        return bool(_TAG.search(self.text[:20_000]))

    @cached_property
    def tree(self) -> Document:
        """The HTML tree, made once; raises ``PageError`` where there can be none."""
        from threads.markup import read_markup

        try:
            return read_markup(self.text)
        except PageError as error:
            raise PageError(error.what, where=self.source, remedy=error.remedy) from None

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of its text, by which it is known again."""
        return sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def once(self, make: Callable[[Page], _T]) -> _T:
        """Give what a function makes of the page, made only the first time it is asked for."""
        if make not in self._made:
            self._made[make] = make(self)
        found: _T = self._made[make]
        return found

    def forget(self) -> None:
        """Let go of the tree and all that was made of the page; it is made anew when asked for."""
        self._made.clear()
        if tree := self.__dict__.pop("tree", None):
            tree.clear()

    @cached_property
    def _made(self) -> dict[Callable[[Page], Any], Any]:
        return {}
