"""A page as it came: its name, its text, and its HTML tree when somebody asks for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from threads.charsets import decode
from threads.errors import SourceUnreadable

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

_TAG = re.compile(r"<(?:!doctype|html|head|body|div|article|section|ol|ul|p|li|table)\b", re.I)
# Control characters that no text has; tab, newline, form feed, return and escape may stand in one.
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True)
class Page:
    """One page's text under the name it was read by (a path, a URL, ``-``).

    ``url`` is the address of the article that it was found at, None for a file.
    """

    source: str
    text: str
    url: str | None = None

    @classmethod
    def from_bytes(
        cls, data: bytes, source: str, *, charset: str | None = None, url: str | None = None
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
        return cls(source, decode(data, charset), url)

    @property
    def is_html(self) -> bool:
        """Whether the text is markup rather than an extract of it."""
        return bool(_TAG.search(self.text[:20_000]))

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The HTML tree, made once."""
        from threads.soup import make_soup

        return make_soup(self.text)
