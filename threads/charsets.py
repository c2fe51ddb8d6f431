"""Bytes to text: what the bytes themselves show, what the server said, what the page says."""

from __future__ import annotations

import codecs
import re

_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""\s{0,40}<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w-]{2,40})""")
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
# One broken character in so many good ones is a fault in a page of UTF-8 (a text cut to a number
# of bytes); text in any other encoding has hardly a sequence that is good UTF-8.
_GOOD_PER_BROKEN = 4
# The HTML standard reads these as their supersets: pages that say the one have the other's bytes.
# https://encoding.spec.whatwg.org/#names-and-labels
_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
# What else pages are written in. Python knows more (punycode, unicode_escape, utf-7), some of it
# slow or never meant.
_KNOWN = frozenset(
    {
        *("utf-8", "koi8-r", "koi8-u", "mac-roman"),
        *("euc_jp", "gb18030", "big5hkscs", "cp932", "cp949"),
        *(f"cp{number}" for number in (866, 874, *range(1250, 1259))),
        *(f"iso8859-{number}" for number in (*range(2, 9), 10, 13, 14, 15, 16)),
    }
)


def decode(data: bytes, told: str | None = None) -> str:
    """Turn bytes to text with newlines alone at line ends; never raises.

    In this order: a byte order mark; UTF-8 if it fits, with a fault here and there; what ``told``
    (the server's charset) names, then what the page declares, if it fits; Windows-1252.
    """
    if data.startswith(_UTF_16_MARKS):
        return _lines(data.decode("utf-16", "replace"))
    declared = _DECLARED.search(data[:4096]) or _XML.match(data[:400])
    labels = (told, declared[1].decode("ascii", "replace") if declared else None)
    for name in ("utf-8-sig", *filter(None, map(_codec, labels))):
        try:
            return _lines(data.decode(name))
        except UnicodeDecodeError:
            if name == "utf-8-sig" and (text := _broken_utf8(data)):
                return _lines(text)
    return _lines(data.decode("cp1252", "replace"))


def _codec(label: str | None) -> str | None:
    """Give Python's name of an encoding that pages come in; None for any other."""
    try:
        name = codecs.lookup((label or "").strip().strip("'\"")).name
    except (LookupError, ValueError):
        return None
    name = _MEANT.get(name, name)
    return name if name in _KNOWN else None


def _broken_utf8(data: bytes) -> str | None:
    """Decode UTF-8 in which a few characters are broken; None for what is something else."""
    text = data.decode("utf-8-sig", "replace")
    broken = text.count("\ufffd")
    good = sum(not character.isascii() for character in text) - broken
    return text if good >= _GOOD_PER_BROKEN * broken else None


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
