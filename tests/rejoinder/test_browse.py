"""``rejoinder browse``: a real server, told to stop; and what is said where there can be none."""

from __future__ import annotations

import builtins
import os
import re
import signal
import socket
import sqlite3
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from rejoinder.commands.browse import command
from tests.rejoinder.conftest import Cli

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[2]


def start(*words: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "rejoinder", "browse", *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def stop(server: subprocess.Popen[str]) -> tuple[str, str]:
    server.send_signal(signal.SIGINT)
    return server.communicate(timeout=20)


def address_of(server: subprocess.Popen[str]) -> str:
    assert server.stdout
    line = server.stdout.readline().strip()
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", line), line
    return line


@pytest.fixture(scope="module")
def served(analyzed_once: Path) -> Iterator[str]:
    pytest.importorskip("datasette", reason="datasette is not installed")
    server = start(analyzed_once, "--port", 0)
    yield address_of(server)
    stop(server)


def test_it_serves_until_it_is_interrupted(analyzed: Path) -> None:
    pytest.importorskip("datasette", reason="datasette is not installed")
    before = analyzed.read_bytes()
    server = start(analyzed, "--port", 0)
    address = address_of(server)
    page = httpx.get(address, follow_redirects=True)
    assert (page.status_code, page.url.path) == (200, "/opinions")
    assert "City Decides Your Doorbell" in page.text
    found = httpx.get(f"{address}opinions/search.json?words=nurse&_shape=array").json()
    assert [row["position"] for row in found] == [51, 9]
    assert stop(server) == ("", "")
    assert server.returncode == 0
    assert analyzed.read_bytes() == before


def test_browsers_that_hang_up_are_no_news(analyzed: Path) -> None:
    pytest.importorskip("datasette", reason="datasette is not installed")
    with sqlite3.connect(analyzed) as db:
        db.execute("UPDATE comments SET text = text || replace(hex(zeroblob(50000)), '0', ' x')")
    server = start(analyzed, "--port", 0)
    port = int(address_of(server).rpartition(":")[2].strip("/"))
    for _ in range(3):
        with socket.create_connection(("127.0.0.1", port)) as browser:
            asked = b"GET /opinions/comments.csv?_stream=on HTTP/1.1\r\nHost: localhost\r\n\r\n"
            browser.sendall(asked)
            assert browser.recv(12) == b"HTTP/1.1 200"
            # So closed, a connection is cut off at once.
            browser.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        httpx.get(f"http://127.0.0.1:{port}/opinions")  # by then the other is done with
    assert stop(server) == ("", "")


def test_its_help_says_how_to_start_it() -> None:
    words = re.findall(r"^  (rejoinder browse .*)$", command.epilog or "", re.MULTILINE)
    assert words == ["rejoinder browse opinions.db --open"]
    assert {"--open", "--port", "--host"} <= {param.opts[0] for param in command.params}


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_others_on_the_network_are_warned_of(
    analyzed: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    server = pytest.importorskip("reports.browsing.server", reason="datasette is not installed")
    private: list[bool] = []

    def run(path: Path, sock: socket.socket, **settings: bool) -> None:
        private.append(settings["private"])

    monkeypatch.setattr(server, "run", run)
    try:
        result = cli("browse", analyzed, "--port", 0, "--host", host)
    except OSError:
        pytest.skip("this machine has no IPv6")
    assert result.exit_code == 0
    assert private == [False]
    assert "anyone who can reach this machine can now read the whole database" in result.stderr
    assert result.stdout.startswith(f"http://{'[::]' if host == '::' else host}:")


def test_open_opens_it(analyzed: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    server = pytest.importorskip("reports.browsing.server", reason="datasette is not installed")
    opened: list[str] = []
    monkeypatch.setattr(server, "run", lambda *_, **__: None)
    monkeypatch.setattr("webbrowser.open", opened.append)
    result = cli("browse", analyzed, "--port", 0, "--open")
    assert opened == [result.stdout.strip()]


def test_a_port_that_is_taken(analyzed: Path, cli: Cli) -> None:
    pytest.importorskip("datasette", reason="datasette is not installed")
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        result = cli("browse", analyzed, "--port", port)
    assert result.exit_code == 1
    assert f"rejoinder: 127.0.0.1:{port}: can't be served there: " in result.stderr
    assert "(--port 0 takes any port that is free)" in result.stderr


def test_a_database_that_is_not_there(cli: Cli) -> None:
    pytest.importorskip("datasette", reason="datasette is not installed")
    result = cli("browse", "missing.db")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "missing.db: no such database" in result.stderr


def test_without_the_extra(analyzed: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.partition(".")[0] == "datasette":
            raise ImportError(name, name="datasette")
        return real(name, *rest)

    monkeypatch.delitem(sys.modules, "reports.browsing.server", raising=False)
    monkeypatch.setattr(builtins, "__import__", without)
    result = cli("browse", analyzed)
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "browsing needs Datasette, and datasette is not installed" in result.stderr
    assert "pip install 'rejoinder[browse]'" in result.stderr


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
def test_a_reader_finds_a_thread_and_searches(browser: Browser, served: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.goto(served)
    page.select_option(
        "#article", label="City Decides Your Doorbell Works For You, Not For The Sheriff"
    )
    page.get_by_role("button", name="Chains").click()
    page.wait_for_url("**/article-chains?*")
    assert page.locator("h1").inner_text() == "Chains"
    assert page.locator("tbody tr").count() == 6
    assert page.locator("select[name=article]").input_value() == "063f4c0922fc"
    page.goto(served)
    page.get_by_label("Search the comments").fill("nurse")
    page.get_by_role("button", name="Search").click()
    page.wait_for_url("**/search?*")
    assert page.locator("tbody tr").count() == 2
    page.locator("td.col-comment_id a").first.click()
    assert "logging off for a bit" in page.locator("td.col-text").inner_text()
    for place in ("", "comments", "articles", "thread", "all-articles", "search?words=nurse"):
        page.goto(f"{served}examples/{place}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, place
    assert not failures
    page.close()
