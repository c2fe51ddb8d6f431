"""The requests for one article: what is asked, in which order, and what an answer means."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Self

import httpx

from threads.web import robots
from threads.web.address import web_address
from threads.web.body import read_body
from threads.web.cache import Kept, PageCache
from threads.web.manners import Manners, Pace, retry_after
from threads.web.network import Guard, Network, Transport
from threads.web.refusals import BUSY, REDIRECTS, busy, refuse_status, refuse_type

_MOST_REDIRECTS = 5
_ACCEPTED = "text/html, application/xhtml+xml, application/json;q=0.9, text/*;q=0.8, */*;q=0.1"
# What read_body unpacks within bounds without another library.
_CODINGS = "gzip, deflate"

_ReadBody = Callable[[httpx.Response], bytes]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came for a request; the body only where it was wanted."""

    address: httpx.URL
    status: int
    headers: httpx.Headers
    body: bytes = b""

    @property
    def charset(self) -> str | None:
        """The charset that the server names."""
        return httpx.Response(self.status, headers=self.headers).charset_encoding

    @property
    def called_next(self) -> str | None:
        """The address in a ``Link`` header with ``rel=next``."""
        return httpx.Response(self.status, headers=self.headers).links.get("next", {}).get("url")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What the requests for all articles have in common."""

    manners: Manners
    pace: Pace
    robots: robots.RobotsFiles
    cache: PageCache | None
    network: Network


class Client:
    """Asks for the pages of one article.

    Connections and cookies are this article's own, and so are the addresses that may be asked:
    the public ones, and those of the host in ``address``, which the user named.
    """

    def __init__(self, shared: Shared, address: httpx.URL) -> None:
        self._shared = shared
        self._manners = shared.manners
        self._guard = Guard(shared.network, address)
        self._transport = Transport(self._guard)
        self._cookies = httpx.Cookies()
        self._headers = {
            "User-Agent": self._manners.agent,
            "Accept": _ACCEPTED,
            "Accept-Encoding": _CODINGS,
        }

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._transport.close()

    def page(self, address: httpx.URL) -> Answer:
        """Get a page, after its site's robots.txt, over redirects, from the cache if confirmed.

        Raises ``SourceError`` for what gives no page, and httpx's and httpcore's own errors.
        """
        answer = self._follow(address, self._page)
        refuse_status(answer.status)
        if self._shared.cache and (keep := _to_keep(answer)):
            self._shared.cache.save(keep)
        return answer

    def _page(self, address: httpx.URL) -> Answer:
        delay = self._shared.robots.check(address, self._robots)
        if delay is not None:
            self._shared.pace.slow_down(address.host, delay)
        cache, most = self._shared.cache, self._manners.most_bytes
        kept = cache.load(str(address), most) if cache else None
        answer = self._patiently(address, kept.conditions if kept else {})
        if answer.status == 304 and kept:
            # A 304 has the headers that a 200 would have, but for those about the body.
            answer.headers["content-type"] = kept.content_type or ""
            return Answer(address, 200, answer.headers, kept.body)
        return answer

    def _robots(self, address: httpx.URL) -> tuple[int, bytes]:
        answer = self._follow(address, lambda place: self._once(place, _robots_body, {}))
        return answer.status, answer.body

    def _follow(self, address: httpx.URL, ask: Callable[[httpx.URL], Answer]) -> Answer:
        """Follow redirects, each looked at before it is followed; the last answer if too many."""
        for _ in range(_MOST_REDIRECTS + 1):
            answer = ask(address)
            location = answer.headers.get("location")
            if answer.status not in REDIRECTS or location is None:
                return answer
            address = web_address(location, answer.address)
        return answer

    def _patiently(self, address: httpx.URL, conditions: Mapping[str, str]) -> Answer:
        """Ask, and once more after the time that a busy server asks for, if it is no long one."""
        answer = self._once(address, self._page_body, conditions)
        wait = retry_after(answer.headers.get("retry-after"))
        if answer.status in BUSY and wait is not None and wait <= self._manners.longest_wait:
            self._shared.pace.pause(address.host, wait)
            answer = self._once(address, self._page_body, conditions)
            wait = retry_after(answer.headers.get("retry-after"))
        if answer.status in BUSY:
            raise busy(answer.status, wait)
        return answer

    def _once(self, address: httpx.URL, read: _ReadBody, conditions: Mapping[str, str]) -> Answer:
        headers = {**self._headers, **conditions}
        request = httpx.Request("GET", address, headers=headers, cookies=self._cookies)
        request.extensions["timeout"] = httpx.Timeout(self._manners.silence).as_dict()
        with self._shared.pace.turn(address.host):
            self._guard.start(self._manners.most_seconds)
            with closing(self._transport.handle_request(request)) as response:
                response.request = request
                self._cookies.extract_cookies(response)
                body = read(response) if response.is_success else b""
                return Answer(address, response.status_code, response.headers, body)

    def _page_body(self, response: httpx.Response) -> bytes:
        refuse_type(response.headers.get("content-type"))
        coding = response.headers.get("content-encoding")
        return read_body(response.iter_raw(), coding, self._manners.most_bytes)


def _robots_body(response: httpx.Response) -> bytes:
    coding = response.headers.get("content-encoding")
    return read_body(response.iter_raw(), coding, robots.MOST_BYTES, cut=True)


def _to_keep(answer: Answer) -> Kept | None:
    """Give what may be kept of an answer; its server may forbid that."""
    if "no-store" in answer.headers.get("cache-control", "").lower():
        return None
    return Kept(
        str(answer.address),
        answer.body,
        content_type=answer.headers.get("content-type"),
        etag=answer.headers.get("etag"),
        last_modified=answer.headers.get("last-modified"),
    )
