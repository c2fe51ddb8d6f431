"""Connections that lead only where they may, and end in time.

A page on the web may redirect to an address inside the reader's own network: a router, another
program's port, a cloud's metadata. Names are resolved here and the connection goes to the very
address that was looked at, so that a name that answers differently the second time gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

import httpcore
import httpx

from threads.errors import SourceNotFound, SourceRefused, SourceUnavailable

_CONNECT_SECONDS = 10.0
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_OLD_V4 = ipaddress.IPv6Network("::/96")
_OWN_PORTS = {"http": 80, "https": 443}


def resolve(host: str, port: int) -> list[str]:
    """Give the addresses of a host, the preferred first; raises ``OSError`` or ``ValueError``."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def is_public(address: str) -> bool:
    """Tell whether an IP address is one of the internet's, also where it is wrapped in another."""
    ip: ipaddress.IPv4Address | ipaddress.IPv6Address = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        ip = _wrapped(ip) or ip
    return ip.is_global and not ip.is_multicast


def _wrapped(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if ip in _NAT64 or (ip in _OLD_V4 and int(ip) > 1):
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)


def proxy_for(scheme: str, host: str) -> str | None:
    """Give the proxy that the environment names for a host."""
    proxy = urllib.request.getproxies().get(scheme)
    return proxy if proxy and not urllib.request.proxy_bypass(host) else None


@cache
def certificates() -> ssl.SSLContext:
    """Give the certificates to trust: certifi's, or those that SSL_CERT_FILE names."""
    return httpx.create_ssl_context()


@dataclass(frozen=True, slots=True)
class Network:
    """What a connection asks of the world outside."""

    resolve: Callable[[str, int], Sequence[str]] = resolve
    is_public: Callable[[str], bool] = is_public
    proxy_for: Callable[[str, str], str | None] = proxy_for


class Guard(httpcore.NetworkBackend):
    """Connects to public addresses, and to those of the one host that the user named.

    Every connection, and all that is read from it, ends at the deadline that ``start`` sets.
    """

    def __init__(self, network: Network, address: httpx.URL) -> None:
        self.network = network
        self._connect = httpcore.SyncBackend()
        self._deadline = float("inf")
        self._proxies: set[tuple[str, int]] = set()
        self._named: frozenset[str] = frozenset((address.host,))
        if not self.proxy(address):
            port = address.port or _OWN_PORTS[address.scheme]
            found = self._addresses(address.host, port)
            # A name inside was meant. One that leads outside, too, is trying something.
            if not any(map(self.network.is_public, found)):
                self._named = frozenset(found)

    def start(self, seconds: float) -> None:
        """Give what comes next so many seconds."""
        self._deadline = time.monotonic() + seconds

    def left(self, most: float | None) -> float:
        """Give the seconds until the deadline, or ``most``; raises ``ReadTimeout`` after it."""
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the deadline has passed")
        return left if most is None else min(left, most)

    def proxy(self, address: httpx.URL) -> httpx.URL | None:
        """Give the proxy that leads to an address; raises ``SourceRefused`` where none may.

        A proxy resolves names by itself: only what is plainly inside can be told from here.
        """
        found = self.network.proxy_for(address.scheme, address.host)
        if not found:
            return None
        self._refuse_literal(address.host)
        proxy = httpx.URL(found if "://" in found else f"http://{found}")
        if proxy.scheme not in _OWN_PORTS:
            raise SourceUnavailable(f"a {proxy.scheme} proxy is set, and only http ones are known")
        self._proxies.add((proxy.host, proxy.port or _OWN_PORTS[proxy.scheme]))
        return proxy

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first of a host's addresses that answers, if all of them may be asked."""
        addresses = self._addresses(host, port)
        if (host, port) not in self._proxies and not all(map(self._may_ask, addresses)):
            raise _inside(host)
        failure: Exception = httpcore.ConnectError("no address")
        for address in addresses:
            try:
                stream = self._connect.connect_tcp(
                    address, port, self.left(_CONNECT_SECONDS), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _TimedStream(stream, self)
        raise failure

    def _addresses(self, host: str, port: int) -> Sequence[str]:
        try:
            return self.network.resolve(host, port)
        except (OSError, ValueError) as error:
            remedy = "is the address right, and the network there?"
            raise SourceNotFound(f"no server is called {host[:100]}", remedy=remedy) from error

    def _may_ask(self, address: str) -> bool:
        return address in self._named or self.network.is_public(address)

    def _refuse_literal(self, host: str) -> None:
        try:
            inside = not self._may_ask(host)
        except ValueError:
            inside = host == "localhost" or host.endswith(".localhost")
        if inside:
            raise _inside(host)


def _inside(host: str) -> SourceRefused:
    return SourceRefused(
        f"leads to {host[:100]}, an address inside this network",
        remedy="if that is meant, give the address itself",
    )


class _TimedStream(httpcore.NetworkStream):
    """A connection that ends at the guard's deadline, however slowly bytes drip in."""

    def __init__(self, stream: httpcore.NetworkStream, guard: Guard) -> None:
        self._stream = stream
        self._guard = guard

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._guard.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._guard.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        timeout = self._guard.left(timeout)
        stream = self._stream.start_tls(ssl_context, server_hostname, timeout)
        return _TimedStream(stream, self._guard)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class Transport(httpx.BaseTransport):
    """Sends httpx's requests over connections that a guard has made."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._pools: dict[tuple[str, httpx.URL | None], httpcore.ConnectionPool] = {}

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request, by the proxy that the environment names for it."""
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        answer = self._pool(request.url).handle_request(
            httpcore.Request(
                request.method,
                url,
                headers=request.headers.raw,
                content=cast("Iterable[bytes]", request.stream),
                extensions=request.extensions,
            )
        )
        stream = _Body(cast("Iterable[bytes]", answer.stream))
        return httpx.Response(
            answer.status, headers=answer.headers, stream=stream, extensions=answer.extensions
        )

    def _pool(self, address: httpx.URL) -> httpcore.ConnectionPool:
        proxy = self._guard.proxy(address)
        place = address.scheme, proxy
        if place not in self._pools:
            told = httpx.Proxy(proxy) if proxy else None
            self._pools[place] = httpcore.ConnectionPool(
                ssl_context=certificates() if address.scheme == "https" else None,
                proxy=httpcore.Proxy(str(told.url), auth=told.raw_auth) if told else None,
                network_backend=self._guard,
            )
        return self._pools[place]

    def close(self) -> None:
        """Close every connection."""
        for pool in self._pools.values():
            pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, stream: Iterable[bytes]) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream

    def close(self) -> None:
        if hasattr(self._stream, "close"):
            self._stream.close()
