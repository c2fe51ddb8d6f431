from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.threads import server
from tests.threads.server import Site, page
from threads.errors import SourceRefused, SourceUnavailable
from threads.fetch import Fetcher
from threads.page import Page
from threads.web.manners import Manners
from threads.web.network import Network, is_public, proxy_for, resolve

MANNERS = Manners(cache=None, delay=0, most_seconds=5)


@pytest.fixture
def site() -> Iterator[Site]:
    with server.serve() as running:
        yield running


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:4700::6810:85e5", "::ffff:8.8.8.8"])
def test_addresses_of_the_internet(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0"),
        *("100.64.0.1", "192.0.2.1", "224.0.0.1", "239.1.1.1", "255.255.255.255"),
        *("::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "ff0e::1", "2001:db8::1"),
        # An address inside, wrapped in one that isn't: mapped, compatible, NAT64, 6to4, Teredo.
        *("::ffff:127.0.0.1", "::10.0.0.1", "64:ff9b::7f00:1", "2002:a00:1::"),
        "2001:0:4136:e378:8000:63bf:f5ff:fffe",
    ],
)
def test_addresses_inside(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "0x7f.1", "2130706433", "localhost"])
def test_however_an_address_is_written_it_is_judged_as_what_it_leads_to(host: str) -> None:
    found = resolve(host, 80)
    assert found
    assert not any(map(is_public, found))


def test_the_first_address_that_answers_is_taken(site: Site) -> None:
    """A machine without IPv6 is given IPv6 addresses all the same."""
    network = Network(
        resolve=lambda host, port: ["127.0.0.3", "127.0.0.1"],
        is_public=lambda address: True,
        proxy_for=lambda scheme, host: None,
    )
    site.answers["/story/"] = page("<p>Here.")
    with Fetcher(MANNERS, network=network) as fetcher:
        (found,) = fetcher.pages(site.url(host="some.example"))
    assert isinstance(found, Page)


# Proxies


def test_the_environment_names_the_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://proxy.example:3128")
    monkeypatch.setenv("no_proxy", "near.example,localhost")
    monkeypatch.delenv("https_proxy", raising=False)
    monkeypatch.delenv("HTTPS_PROXY", raising=False)
    assert proxy_for("http", "far.example") == "http://proxy.example:3128"
    assert proxy_for("http", "near.example") is None
    assert proxy_for("https", "far.example") is None


def unresolved(host: str, port: int) -> list[str]:
    assert host == "127.0.0.1", "only the proxy's own name is looked up"
    return [host]


def test_a_proxy_is_asked_for_what_it_resolves_itself(site: Site) -> None:
    through = Network(
        unresolved,
        lambda address: False,
        lambda scheme, host: f"http://me:pw@127.0.0.1:{site.port}",
    )
    site.answers["http://far.example/story/"] = page("<p>There.")
    with Fetcher(MANNERS, network=through) as fetcher:
        (found,) = fetcher.pages("http://far.example/story/")
    assert isinstance(found, Page)
    assert found.source == "http://far.example/story/"
    assert site.asked[-1][1]["proxy-authorization"].startswith("Basic ")


@pytest.mark.parametrize("inside", ["http://10.0.0.1/", "http://localhost/"])
def test_a_proxy_is_not_asked_for_what_is_plainly_inside(site: Site, inside: str) -> None:
    through = Network(unresolved, is_public, lambda scheme, host: f"127.0.0.1:{site.port}")
    site.answers["http://far.example/"] = server.redirect(inside)
    with Fetcher(MANNERS, network=through) as fetcher:
        (found,) = fetcher.pages("http://far.example/")
        assert isinstance(found, SourceRefused)
        assert site.asked[-1][0] == "http://far.example/"
        list(fetcher.pages(inside))  # named by the user
        assert site.asked[-1][0] == inside


def test_a_proxy_of_another_kind_is_told() -> None:
    network = replace(Network(), proxy_for=lambda scheme, host: "socks5://127.0.0.1:1080")
    with Fetcher(MANNERS, network=network) as fetcher:
        (found,) = fetcher.pages("http://far.example/")
    assert isinstance(found, SourceUnavailable)
    assert "socks5" in found.what
