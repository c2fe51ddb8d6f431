"""Reading from the web, against a server on this machine that misbehaves."""

from __future__ import annotations

import gzip
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from email.utils import formatdate
from pathlib import Path

import pytest

from tests.threads import server
from tests.threads.server import Site, packed, page, redirect, status
from threads.errors import (
    SourceError,
    SourceNotFound,
    SourceRefused,
    SourceUnavailable,
    SourceUnreadable,
)
from threads.fetch import Fetcher
from threads.page import Page
from threads.web.manners import Manners, Pace
from threads.web.network import Network

TEXT = "<html><body><h1>A story</h1><p>Größe ist nicht alles.</p></body></html>"
# Names that this machine's tests know; the second address is inside, as far as they are told.
NAMES = {
    "127.0.0.1": ["127.0.0.1"],
    "out.example": ["127.0.0.1"],
    "other.example": ["127.0.0.1"],
    "in.example": ["127.0.0.2"],
    "both.example": ["127.0.0.1", "127.0.0.2"],
}


def resolve(host: str, port: int) -> list[str]:
    return NAMES.get(host, [host])


NETWORK = Network(resolve, lambda address: address == "127.0.0.1", lambda scheme, host: None)


class Clock:
    """Time that passes only by sleeping."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def site() -> Iterator[Site]:
    with server.serve() as running:
        yield running


@pytest.fixture
def clock() -> Clock:
    return Clock()


Read = Callable[..., list[Page | SourceError]]


@pytest.fixture
def read(clock: Clock, tmp_path: Path) -> Read:
    """Read addresses with one fetcher, whose cache lasts from one reading to the next."""
    usual = Manners(version="1.2.3", cache=tmp_path / "cache", most_seconds=5)

    def read(*urls: str, network: Network = NETWORK, **manners: object) -> list[Page | SourceError]:
        kept = replace(usual, **manners)  # type: ignore[arg-type]
        pace = Pace(kept.delay, clock, clock.sleep)
        with Fetcher(kept, network=network, pace=pace) as fetcher:
            return [each for url in urls for each in fetcher.pages(url)]

    return read


def failure(found: list[Page | SourceError]) -> SourceError:
    (error,) = found
    assert isinstance(error, SourceError)
    assert error.where
    return error


def text_of(found: list[Page | SourceError]) -> str:
    (only,) = found
    assert isinstance(only, Page), only
    return only.text


# Pages


def test_a_page_is_had_and_named_by_its_address(site: Site, read: Read) -> None:
    site.answers["/story/?a=1"] = page(TEXT)
    url = site.url("/story/?a=1")
    assert read(f" {url}#comments") == [Page(url, TEXT, url)]


def test_we_say_who_asks(site: Site, read: Read) -> None:
    site.answers["/story/"] = page(TEXT)
    read(site.url())
    assert [path for path, _ in site.asked] == ["/robots.txt", "/story/"]
    for _, headers in site.asked:
        assert headers["user-agent"].startswith("Rejoinder/1.2.3 (")
        assert "person" in headers["user-agent"]
        assert headers["accept-encoding"] == "gzip, deflate"


def test_the_source_is_where_redirects_led(site: Site, read: Read) -> None:
    site.answers |= {"/old": redirect("/story/", 301), "/story/": page(TEXT)}
    (found,) = read(site.url("/old"))
    assert isinstance(found, Page)
    assert found.source == found.url == site.url()


def test_cookies_last_for_one_article(site: Site, read: Read) -> None:
    """Some sites set a cookie, redirect to the same address, and look whether it came back."""
    asks_back = page("", status=302, Location="/story/", Set_Cookie="seen=1")

    def story(asked: server.Handler) -> None:
        (page(TEXT) if asked.headers.get("Cookie") == "seen=1" else asks_back)(asked)

    site.answers["/story/"] = story
    assert text_of(read(site.url())) == TEXT
    read(site.url(), cache=None)
    assert "cookie" not in site.headers("/story/")[2]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (TEXT.encode(), "text/html; charset=iso-8859-1"),  # wrong: the bytes are UTF-8
        (TEXT.encode("latin-1"), "text/html; charset=utf-8"),  # wrong the other way round
        (
            TEXT.encode("koi8-r", "ignore") + "<p>Да</p>".encode("koi8-r"),
            'text/html;charset="KOI8-R"',
        ),
        (TEXT.encode("latin-1"), "text/html; charset=no-such-thing"),
        (TEXT.encode("utf-16"), "text/html"),
        (b"\xef\xbb\xbf" + TEXT.encode(), None),
    ],
)
def test_wrong_and_missing_charsets(site: Site, read: Read, data: bytes, kind: str | None) -> None:
    site.answers["/story/"] = page(data, kind)
    text = text_of(read(site.url()))
    assert ("Größe" in text) or ("Да" in text)


@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", lambda data: gzip.compress(data[:30]) + gzip.compress(data[30:])),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data)[2:-4]),
        ("identity", bytes),
        ("gzip", lambda data: gzip.compress(data) + b"what some servers add"),
    ],
)
def test_packed_pages(site: Site, read: Read, coding: str, pack: Callable[[bytes], bytes]) -> None:
    site.answers["/story/"] = packed(pack(TEXT.encode()), coding)
    assert text_of(read(site.url())) == TEXT


# What is refused


@pytest.mark.parametrize(
    ("answer", "kind", "said"),
    [
        (status(404), SourceNotFound, "no such page (404)"),
        (status(410), SourceNotFound, "(410)"),
        (status(403), SourceRefused, "(403)"),
        (status(500), SourceUnavailable, "the server failed (500)"),
        (status(418), SourceUnavailable, "(418)"),
        (status(304), SourceUnavailable, "(304)"),
        (status(204), SourceUnavailable, "(204)"),
        (page(""), SourceUnreadable, "empty"),
        (page(b"GIF89a\0\1\2", "image/gif"), SourceUnreadable, "image/gif, not a page"),
        (page(b"GIF89a\0\1\2", "text/html"), SourceUnreadable, "binary data"),
        (page(b"%PDF", "application/pdf"), SourceUnreadable, "application/pdf"),
        (server.truncated(TEXT * 100), SourceUnreadable, "breaks off in the middle"),
        (packed(TEXT.encode()), SourceUnreadable, "damaged"),
        (packed(TEXT.encode(), "zstd"), SourceUnreadable, "packed as zstd"),
        (packed(gzip.compress(bytes(3 * 10**6))), SourceUnreadable, "larger than 1 MB"),
        (server.endless, SourceUnreadable, "larger than 1 MB"),
        (server.raw(b"<p>", 200, {"Content-Length": "900"}), SourceUnavailable, "broke off"),
        (redirect("file:///etc/passwd"), SourceRefused, "leads to file:"),
        (redirect("ftp://127.0.0.1/"), SourceRefused, "leads to ftp:"),
        (redirect("javascript:alert(1)"), SourceRefused, "leads to javascript:"),
        (redirect("/story/"), SourceUnavailable, "from redirect to redirect"),
        (redirect("http://[::"), SourceNotFound, "no web address"),
        (redirect("http://127.0.0.1:99999/"), SourceNotFound, "no web address"),
        (status(302), SourceUnavailable, "(302)"),
    ],
)
def test_refusals(
    site: Site, read: Read, answer: server.Answer, kind: type[SourceError], said: str
) -> None:
    site.answers["/story/"] = answer
    error = failure(read(site.url(), most_bytes=2**20))
    assert isinstance(error, kind)
    assert said in error.what
    assert error.where == site.url()
    assert len(str(error)) < 300


def test_five_redirects_are_followed_and_not_six(site: Site, read: Read) -> None:
    site.answers |= {f"/{n}": redirect(f"/{n + 1}") for n in range(6)}
    site.answers["/6"] = page(TEXT)
    assert text_of(read(site.url("/1"))) == TEXT
    assert isinstance(failure(read(site.url("/0"))), SourceUnavailable)


@pytest.mark.parametrize("head", [True, False])
def test_what_drips_is_given_up(site: Site, read: Read, head: bool) -> None:
    enough = threading.Event()
    site.answers["/story/"] = lambda asked: server.drip(
        asked, head=head, pause=lambda: enough.wait(0.02)
    )
    began = time.monotonic()
    error = failure(read(site.url(), most_seconds=0.3))
    enough.set()
    assert time.monotonic() - began < 3
    assert error.what == "the server is too slow"


def test_silence_is_given_up(site: Site, read: Read) -> None:
    enough = threading.Event()
    site.answers["/story/"] = lambda asked: enough.wait(5) and None
    error = failure(read(site.url(), silence=0.1))
    enough.set()
    assert error.what == "the server is too slow"


def test_who_is_not_there(read: Read) -> None:
    with server.serve() as site:
        gone = site.url()
    assert failure(read(gone)).what == "no connection to the server"


def no_such_host(host: str, port: int) -> list[str]:
    raise OSError("Name or service not known")


def test_a_name_that_nobody_has(read: Read) -> None:
    error = failure(read("http://nowhere.invalid/", network=replace(NETWORK, resolve=no_such_host)))
    assert isinstance(error, SourceNotFound)
    assert "nowhere.invalid" in error.what


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("ftp://127.0.0.1/story", SourceRefused),
        ("http://", SourceError),
        ("http://127.0.0.1:99999/", SourceNotFound),
        ("http://[::1", SourceNotFound),
        ("http://xn--/", SourceNotFound),
        ("http://\udfff/", SourceNotFound),
        ("https://me:secret@127.0.0.1/", SourceRefused),
    ],
)
def test_addresses_that_are_none(read: Read, url: str, kind: type[SourceError]) -> None:
    error = failure(read(url))
    assert isinstance(error, kind)


# Addresses inside


@pytest.mark.parametrize("host", ["in.example", "both.example", "127.0.0.2", "127.0.0.3"])
def test_a_public_page_leads_nowhere_inside(site: Site, read: Read, host: str) -> None:
    site.answers |= {"/story/": redirect(site.url("/secret", host)), "/secret": page(TEXT)}
    error = failure(read(site.url(host="out.example")))
    assert isinstance(error, SourceRefused)
    assert f"leads to {host}" in error.what
    assert site.paths == ["/story/"]


def test_public_pages_may_lead_to_each_other(site: Site, read: Read) -> None:
    site.answers |= {"/story/": redirect(site.url("/b", "other.example")), "/b": page(TEXT)}
    assert text_of(read(site.url(host="out.example"))) == TEXT


def test_the_user_may_name_an_address_inside(site: Site, read: Read) -> None:
    nothing_public = replace(NETWORK, is_public=lambda address: False)
    site.answers |= {"/story/": redirect("/b"), "/b": page(TEXT)}
    assert text_of(read(site.url(), network=nothing_public)) == TEXT


def test_a_name_that_answers_differently_the_second_time(site: Site, read: Read) -> None:
    answers = iter([["127.0.0.1"], ["127.0.0.1"], ["127.0.0.2"]])
    network = replace(NETWORK, resolve=lambda host, port: next(answers))

    def hang_up(asked: server.Handler) -> None:  # so that it is connected to once more
        server.raw(b"", 404, {})(asked)

    site.answers |= {"/robots.txt": hang_up, "/story/": page(TEXT)}
    assert isinstance(failure(read(site.url(host="out.example"), network=network)), SourceRefused)
    assert site.paths == []


def test_a_name_that_leads_both_ways_opens_no_door(site: Site, read: Read) -> None:
    """The server's own name lists an address inside, and its page then leads there."""
    site.answers |= {"/story/": redirect(site.url("/secret", "127.0.0.2")), "/secret": page(TEXT)}
    error = failure(read(site.url(host="both.example")))
    assert isinstance(error, SourceRefused)
    assert site.paths == []


def test_one_article_does_not_open_the_door_for_the_next(site: Site, read: Read) -> None:
    site.answers |= {"/mine": page(TEXT), "/story/": redirect(site.url("/mine", "in.example"))}
    NAMES["named.example"] = ["127.0.0.1"]
    inside = replace(NETWORK, is_public=lambda address: address != "127.0.0.2")
    found = read(site.url("/mine", "127.0.0.1"), site.url(host="named.example"), network=inside)
    assert isinstance(found[0], Page)
    assert isinstance(found[1], SourceRefused)


# Manners


def test_robots_are_obeyed(site: Site, read: Read) -> None:
    rules = "User-agent: *\nDisallow: /\n\nUser-agent: Rejoinder\nDisallow: /private/\n"
    site.answers |= {
        "/robots.txt": page(rules, "text/plain"),
        "/story/": page(TEXT),
        "/private/": page(TEXT),
        "/open/": redirect("/private/"),
    }
    found = read(site.url("/private/"), site.url(), site.url("/open/"))
    assert [type(each) for each in found] == [SourceRefused, Page, SourceRefused]
    assert "robots.txt" in str(found[0])
    assert site.paths == ["/story/", "/open/"]
    assert len(site.headers("/robots.txt")) == 1


@pytest.mark.parametrize(
    ("answer", "allowed"),
    [
        (status(404), True),
        (status(403), True),
        (redirect("/robots.txt"), True),
        (status(500), False),
        (status(503), False),
        (status(429), False),
        (page("\ufeffUser-agent: *\nDisallow: /story", "text/plain"), False),
        (page("User-agent: *\nDisallow: /*ory/$\nAllow: /s", "text/plain"), False),
        (page("User-agent: *\nDisallow: /\nAllow: /story/", "text/plain"), True),
        (page("User-agent: Rejoinderish\nDisallow: /", "text/plain"), True),
        (page("<html>no robots here</html>"), True),
        (page("#" * 600_000 + "\nUser-agent: *\nDisallow: /", "text/plain"), True),
    ],
)
def test_robots_as_the_standard_has_it(
    site: Site, read: Read, answer: server.Answer, allowed: bool
) -> None:
    site.answers |= {"/robots.txt": answer, "/story/": page(TEXT)}
    (found,) = read(site.url())
    assert isinstance(found, Page) == allowed
    assert site.paths == ["/story/"] * allowed


def test_a_host_is_asked_once_a_second(site: Site, read: Read, clock: Clock) -> None:
    site.answers |= {"/story/": redirect("/b"), "/b": page(TEXT)}
    read(site.url())
    assert clock.slept == [1.0, 1.0]  # robots.txt, the redirect, the page
    clock.slept.clear()
    read(site.url("/b", "out.example"), site.url("/b", "other.example"), delay=5)
    assert clock.slept == [5.0, 5.0]  # between robots.txt and page of each
    clock.slept.clear()
    read(site.url(), delay=0)
    assert clock.slept == []


def test_a_site_may_wish_for_more_time(site: Site, read: Read, clock: Clock) -> None:
    site.answers |= {
        "/robots.txt": page("User-agent: *\nCrawl-delay: 7", "text/plain"),
        "/story/": page(TEXT),
    }
    read(site.url(), site.url(), cache=None)
    assert clock.slept == [1.0, 7.0]


@pytest.mark.parametrize("as_date", [False, True])
@pytest.mark.parametrize("code", [429, 503])
def test_a_busy_server_is_asked_again_when_it_says(
    site: Site, read: Read, clock: Clock, *, code: int, as_date: bool
) -> None:
    after = formatdate(time.time() + 30, usegmt=True) if as_date else "30"
    site.answers["/story/"] = server.in_turn(status(code, Retry_After=after), page(TEXT))
    assert text_of(read(site.url())) == TEXT
    assert 20 < clock.slept[1] <= 30


@pytest.mark.parametrize(
    ("headers", "said", "asked"),
    [
        ({"Retry_After": "5"}, "asks to come back in 5 seconds", 2),  # twice busy
        ({"Retry_After": "7200"}, "asks to come back in 2 hours", 1),
        ({"Retry_After": formatdate(time.time() + 9 * 86_400)}, "9 days", 1),
        ({"Retry_After": "9" * 40}, "doesn't say when", 1),
        ({}, "doesn't say when", 1),
    ],
)
def test_a_server_that_stays_busy_is_left_alone(
    site: Site, read: Read, headers: dict[str, str], said: str, asked: int
) -> None:
    site.answers["/story/"] = status(429, **headers)
    error = failure(read(site.url()))
    assert isinstance(error, SourceUnavailable)
    assert said in error.what
    assert len(site.paths) == asked


# What is kept


@pytest.mark.parametrize(
    ("validators", "sent"),
    [
        ({"ETag": '"v1"'}, {"if-none-match": '"v1"'}),
        (
            {"Last_Modified": "Tue, 12 Mar 2019 09:44:00 GMT"},
            {"if-modified-since": "Tue, 12 Mar 2019 09:44:00 GMT"},
        ),
    ],
)
def test_a_second_reading_asks_only_for_what_has_changed(
    site: Site, read: Read, validators: dict[str, str], sent: dict[str, str]
) -> None:
    site.answers["/story/"] = server.unchanged(TEXT, **validators)
    first = read(site.url())
    assert read(site.url()) == first
    asked, again = site.headers("/story/")
    assert not asked.keys() & {"if-none-match", "if-modified-since"}
    assert sent.items() <= again.items()
    site.answers["/story/"] = server.unchanged(TEXT + "more", ETag='"v2"', Last_Modified="x")
    assert text_of(read(site.url())) == TEXT + "more"


def test_a_kept_page_has_the_charset_it_came_with(site: Site, read: Read) -> None:
    data = "<p>Größe</p>".encode("cp1250")
    kind = "text/html; charset=windows-1250"
    site.answers["/story/"] = server.in_turn(page(data, kind, ETag="1"), status(304))
    assert text_of(read(site.url())) == text_of(read(site.url())) == "<p>Größe</p>"


def test_what_may_not_be_kept_is_not(site: Site, read: Read, tmp_path: Path) -> None:
    site.answers["/story/"] = server.unchanged(TEXT, ETag="1", Cache_Control="private, no-store")
    read(site.url())
    read(site.url())
    assert [h.get("if-none-match") for h in site.headers("/story/")] == [None, None]


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data.replace(b"alles", b"nichts"),
        lambda data: data.replace(b'"etag": "1"', b'"etag": "1\\r\\nX-Evil: 1"'),
        lambda data: data.replace(b'"etag": "1"', b'"etag": ["1"]'),
        lambda data: data.replace(b"/story/", b"/other/"),
        lambda data: data[:-5],
        lambda data: data + bytes(21 * 2**20),
        lambda data: b"[" * 100_000,
        lambda data: b"",
    ],
)
def test_a_kept_page_that_does_not_fit_is_asked_for_again(
    site: Site, read: Read, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    site.answers["/story/"] = server.unchanged(TEXT, ETag="1")
    read(site.url())
    (kept,) = (tmp_path / "cache").iterdir()
    assert kept.stat().st_mode & 0o077 == 0
    data = damage(kept.read_bytes())
    assert data != kept.read_bytes()
    kept.write_bytes(data)
    assert text_of(read(site.url())) == TEXT
    assert "if-none-match" not in site.headers("/story/")[1]


def test_without_a_place_to_keep_pages_they_are_read(
    site: Site, read: Read, tmp_path: Path
) -> None:
    site.answers["/story/"] = server.unchanged(TEXT, ETag="1")
    (tmp_path / "file").touch()
    assert text_of(read(site.url(), cache=tmp_path / "file" / "cache")) == TEXT
    assert text_of(read(site.url(), cache=None)) == TEXT
