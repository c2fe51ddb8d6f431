"""Hostile addresses and headers: what the web's side is told by strangers, as far as it is pure."""

from __future__ import annotations

from random import Random

import httpx
from protego import Protego

from benchmarks.fuzzing import odd
from threads.addresses import article_address, canonical, shown_part
from threads.charsets import decode
from threads.errors import RejoinderError, SourceError
from threads.page import Page
from threads.web.address import web_address
from threads.web.body import read_body
from threads.web.comment_pages import CommentPages
from threads.web.manners import retry_after
from threads.web.network import is_public

_PARTS = (
    *(
        "http://",
        "https://",
        "HTTP://",
        "//",
        "ftp://",
        "javascript:",
        "data:text/html,",
        "file:///",
    ),
    *(
        "example.org",
        "user:pw@",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "127.1",
        "0x7f000001",
        "2130706433",
    ),
    *("localhost", "xn--", "xn--a-ecp.ru", "ex\u3002ample", "a" * 300, "%00", "%", "[", "]", "::"),
    *(":80", ":0", ":99999", ":-1", ":x", "/", "//", "/../..", "/comment-page-2", "/./", "\\", "?"),
    *("cp=2", "&page=3", "&utm_source=x", ";sp=1", "#comment-7", "#", " ", "\n", "\t", "\0", "é"),
    *("web.archive.org/web/2019/https://", "threaded=true", "&amp;", "=", "%zz", "%E9", "@", "|"),
)
_NUMERIC = ("127.0.0.1", "::1", "fe80::1%eth0", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002::", "")
_BASE = "https://example.org/story/"
_CODINGS = (None, "", "gzip", "deflate", "br", "identity", "x-gzip", "zstd", "gzip, br", "GZIP ")


def address(chance: Random) -> str:
    """Make an address of odd parts."""
    parts = chance.choices(_PARTS + odd.CHARACTERS + odd.NUMBERS[:4], k=chance.randint(1, 8))
    return ("https://" if chance.random() < 0.5 else "") + "".join(parts)


def addresses(data: bytes) -> int:
    """Feed an address to all that takes one."""
    url = data.decode("utf-8", "surrogatepass")
    for base in (None, httpx.URL(_BASE)):
        try:
            found = web_address(url, base)
        except SourceError as error:
            str(error)
        else:
            assert found.scheme in ("http", "https"), "an address that isn't asked"
            assert found.host, "an address of nobody"
            assert not found.userinfo, "a password goes along"
            assert canonical(str(found)) is None or "\n" not in str(found), "a header ends here"
    once = canonical(url)
    assert once is None or "://" not in once.partition("/")[0], "not reduced"
    for loosely in (False, True):
        shown_part(url, loosely=loosely)
    article_address(url, _BASE), article_address(_BASE, url)
    shown = decode(data)
    first = f'<link rel=next href="{shown}"><a href="{shown}">x</a><base href="{shown}">'
    pages = CommentPages(Page(_BASE, f"<html>{first}"), url)
    for _ in range(3):
        if not pages:
            break
        following = pages.next()
        assert following.startswith(("http://", "https://")), "leads away from the web"
        assert httpx.URL(following).host.removeprefix("www.") == "example.org", "leads elsewhere"
        pages.take(Page(following, first))
    retry_after(url)
    return 1


def numeric(data: bytes) -> int:
    """Feed an IP address to what tells whether it is one of the internet's."""
    try:
        is_public(data.decode("ascii", "replace"))
    except ValueError:  # what no resolver gives
        return 0
    return 1


def headers(data: bytes) -> int:
    """Feed robots.txt, charsets, and packed bodies in every coding that a server may name."""
    charset, coding = (data[:2] + b"xx")[:2]
    label = _LABELS[charset % len(_LABELS)]
    text = decode(data[2:], label)
    text.encode("utf-8")
    robots = Protego.parse(text[:100_000])
    robots.can_fetch(_BASE, "Rejoinder"), robots.crawl_delay("Rejoinder")
    try:
        body = read_body([data[2:40], data[40:]], _CODINGS[coding % len(_CODINGS)], 10**6)
    except RejoinderError:
        return 0
    assert len(body) <= 10**6, "more than the most"
    return len(body)


_LABELS = (
    *(None, "", "utf-8", "'utf-8'", "utf-7", "punycode", "idna", "unicode_escape", "rot13", "hex"),
    *(
        "zlib_codec",
        "\0",
        "utf-16",
        "utf-32",
        "é",
        "x" * 500,
        "gb2312",
        "cp037",
        "mbcs",
        "undefined",
    ),
)
