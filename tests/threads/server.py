"""A web server on this machine that does what it is told, also what no server should."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

HTML = "text/html; charset=utf-8"

Handler = BaseHTTPRequestHandler
Answer = Callable[[Handler], None]


@dataclass
class Site:
    """A running server: its answers by path (with the query), and what it was asked."""

    port: int
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)
    posted: list[tuple[str, Mapping[str, str], bytes]] = field(default_factory=list)

    def url(self, path: str = "/story/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        """What was asked for, but for robots.txt."""
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def headers(self, path: str) -> list[Mapping[str, str]]:
        return [headers for asked, headers in self.asked if asked == path]


@contextmanager
def serve() -> Iterator[Site]:
    class Asked(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 5

        def do_GET(self) -> None:
            site.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
            with suppress(OSError):  # the other side may have had enough
                site.answers.get(self.path, status(404))(self)

        def do_POST(self) -> None:
            headers = {k.lower(): v for k, v in self.headers.items()}
            body = self.rfile.read(int(headers["content-length"]))
            site.posted.append((self.path, headers, body))
            with suppress(OSError):
                site.answers.get(self.path, status(404))(self)

        def log_message(self, *args: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: Any, client_address: Any) -> None:
            pass  # connections are broken off on purpose

    server = Server(("127.0.0.1", 0), Asked)
    server.daemon_threads = True
    server.block_on_close = False
    site = Site(server.server_port)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


def page(
    body: str | bytes = "", kind: str | None = HTML, *, status: int = 200, **headers: str
) -> Answer:
    """Answer with a body; a header ``e_tag`` is sent as ``E-Tag``."""
    data = body.encode() if isinstance(body, str) else body
    return raw(data, status, {"Content-Type": kind, "Content-Length": str(len(data)), **headers})


def raw(data: bytes, status: int, headers: Mapping[str, str | None]) -> Answer:
    """Answer with these bytes, whatever the headers say of them, and hang up."""

    def answer(asked: Handler) -> None:
        asked.send_response(status)
        for name, value in headers.items():
            if value is not None:
                asked.send_header(name.replace("_", "-"), value)
        whole = headers.get("Content-Length") == str(len(data))
        asked.close_connection = not whole
        asked.end_headers()
        asked.wfile.write(data)

    return answer


def status(code: int, **headers: str) -> Answer:
    return page("", status=code, **headers)


def redirect(to: str, code: int = 302) -> Answer:
    return page("", status=code, Location=to)


def packed(data: bytes, coding: str = "gzip") -> Answer:
    return page(data, Content_Encoding=coding)


def truncated(text: str) -> Answer:
    """Answer with gzip that has no end, its length being right."""
    return packed(gzip.compress(text.encode())[:-20])


def unchanged(body: str, **validators: str) -> Answer:
    """Answer in full, and with 304 to whoever knows one of these validators."""

    def answer(asked: Handler) -> None:
        known = {asked.headers.get("If-None-Match"), asked.headers.get("If-Modified-Since")}
        if known & set(validators.values()):
            status(304)(asked)
        else:
            page(body, **validators)(asked)

    return answer


def in_turn(*answers: Answer) -> Answer:
    """Answer each request by the next of these, the last for good."""
    left = list(answers)

    def answer(asked: Handler) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(asked)

    return answer


def drip(asked: Handler, *, head: bool, pause: Callable[[], object]) -> None:
    """Send a byte now and then, of the head or of the body, and never come to an end."""
    asked.close_connection = True
    asked.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + b"\r\n" * (not head))
    for _ in range(200):
        asked.wfile.write(b"x")
        pause()


def endless(asked: Handler) -> None:
    """Send without a length and without an end."""
    asked.close_connection = True
    asked.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    for _ in range(10_000):
        asked.wfile.write(b"<p>more and more</p>" * 500)
