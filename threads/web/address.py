"""Web addresses as they are asked for."""

from __future__ import annotations

from urllib.parse import urljoin

import httpx

from threads.errors import SourceNotFound, SourceRefused


def web_address(url: str, base: httpx.URL | None = None) -> httpx.URL:
    """Read an address, without its fragment; raises ``SourceError`` for any that isn't asked."""
    try:
        address = httpx.URL(urljoin(str(base), url) if base else url.strip())
        address = address.copy_with(fragment=None)
        host = address.host  # it fails where the name is no Punycode, and yet begins with xn--
    except (httpx.InvalidURL, ValueError) as error:
        raise SourceNotFound(f"no web address: {url[:200]}") from error
    if not address.scheme:
        raise SourceNotFound(f"no web address: {url[:200]}", remedy="begin it with https://")
    if address.scheme not in ("http", "https"):
        led = "leads to" if base else "is"
        raise SourceRefused(f"{led} {address.scheme[:20]}:, and only http and https are asked")
    if not host or (address.port or 0) > 65_535:
        raise SourceNotFound(f"no web address: {url[:200]}")
    if address.userinfo and not base:
        raise SourceRefused(
            "has a name or password in it, which the database would keep",
            remedy="save the page in a browser and give the file",
        )
    return address.copy_with(username=None, password=None) if address.userinfo else address
