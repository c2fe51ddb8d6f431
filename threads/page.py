"""A page as it came: its name, its text, and its HTML tree when somebody asks for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from threads.errors import SourceUnreadable

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w-]{2,40})""", re.IGNORECASE)
_TAG = re.compile(r"<(?:!doctype|html|head|body|div|article|section|ol|ul|p|li|table)\b", re.I)
# Control characters that no text has; tab, newline, form feed, return and escape may stand in one.
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True)
class Page:
    """One page's text under the name it was read by (a path, a URL, ``-``)."""

    source: str
    text: str

    @classmethod
    def from_bytes(cls, data: bytes, source: str) -> Page:
        """Decode by byte order mark, UTF-8, the page's own charset, then Windows-1252.

        Raises ``SourceUnreadable`` for empty and for binary data.
        """
        if not data.strip():
            raise SourceUnreadable("the file is empty", where=source, remedy="save the page again")
        if not data.startswith((b"\xff\xfe", b"\xfe\xff")) and _BINARY.search(data[:4096]):
            raise SourceUnreadable(
                "binary data, not a page", where=source, remedy="give an HTML or text file"
            )
        return cls(source, decode(data))

    @property
    def is_html(self) -> bool:
        """Whether the text is markup rather than an extract of it."""
        return bool(_TAG.search(self.text[:20_000]))

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The HTML tree, made once."""
        from threads.soup import make_soup

        return make_soup(self.text)


def decode(data: bytes) -> str:
    """Turn bytes to text with newlines alone at line ends; never raises."""
    declared = _CHARSET.search(data[:4096])
    names = ["utf-8-sig", declared[1].decode("ascii", "replace") if declared else "", "cp1252"]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        names.insert(0, "utf-16")
    for name in filter(None, names):
        try:
            return _lines(data.decode(name))
        except (UnicodeDecodeError, LookupError):
            continue
    return _lines(data.decode("utf-8", "replace"))


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
