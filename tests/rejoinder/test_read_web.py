"""``rejoinder read`` and ``run`` on web addresses, from the command line to the database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from rejoinder import __version__
from tests.rejoinder.conftest import Cli
from tests.threads import server
from tests.threads.server import Site, page


@pytest.fixture
def site(doorbells: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """Serve an example page that doesn't say its address."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("NO_PROXY", "*")
    html = doorbells.read_text("utf-8").replace('rel="canonical"', 'rel="nothing"')
    with server.serve() as running:
        running.answers["/story/"] = server.unchanged(html, ETag='"1"')
        yield running


def test_an_address_becomes_an_article_and_is_not_read_twice(cli: Cli, site: Site) -> None:
    for said in ("1 article (1 new), 53 new comments", "1 page known already"):
        result = cli("read", "o.db", site.url(), "--delay", "0")
        assert (result.exit_code, result.stdout) == (0, "")
        assert said in result.stderr
    agents = {headers["user-agent"].split(" ")[0] for _, headers in site.asked}
    assert agents == {f"Rejoinder/{__version__}"}
    assert site.headers("/story/")[1]["if-none-match"] == '"1"'
    with sqlite3.connect("o.db") as connection:
        assert list(connection.execute("SELECT source FROM snapshots")) == [(site.url(),)]


def test_a_refusal_is_one_line_and_the_others_are_read(
    cli: Cli, site: Site, doorbells: Path
) -> None:
    site.answers["/robots.txt"] = page("User-agent: *\nDisallow: /", "text/plain")
    result = cli("read", "o.db", site.url(), doorbells, "--delay", "0")
    assert result.exit_code == 3
    complaints = [line for line in result.stderr.splitlines() if line.startswith("rejoinder:")]
    assert complaints == [
        f"rejoinder: {site.url()}: its robots.txt asks programs not to read this page"
        " (save the page in a browser and give the file)"
    ]


def test_from_an_address_to_the_report(cli: Cli, site: Site) -> None:
    result = cli("run", site.url(), "-o", "report.html", "--delay", "0")
    assert result.exit_code == 0, result.stderr
    assert "City Decides" in Path("report.html").read_text("utf-8")


@pytest.mark.parametrize("terminal", [True, False])
def test_each_comment_page_is_told_on_a_terminal(
    cli: Cli, site: Site, doorbells: Path, monkeypatch: pytest.MonkeyPatch, terminal: bool
) -> None:
    links = "".join(f'<a href="/story/comment-page-{n}/">{n}</a>' for n in (1, 2))
    html = doorbells.read_text("utf-8").replace('rel="canonical"', 'rel="nothing"')
    for number, path in enumerate(("/story/", "/story/comment-page-1/", "/story/comment-page-2/")):
        other = html.replace("<body", f"<body id={number}").replace("</body>", links + "</body>")
        site.answers[path] = page(other)
    monkeypatch.setattr("rejoinder.progress.is_terminal", lambda: terminal)
    lines = cli("read", "o.db", site.url(), "--delay", "0").stderr.splitlines()
    told = [line for line in lines if line.startswith("Read page ")]
    assert [line[:11] for line in told] == (
        [f"Read page {n}" for n in (1, 2, 3)] if terminal else []
    )


@pytest.mark.parametrize("delay", ["-1", "soon"])
def test_a_delay_is_a_number_of_seconds(cli: Cli, delay: str) -> None:
    assert cli("read", "o.db", "https://a.example/", "--delay", delay).exit_code == 2
