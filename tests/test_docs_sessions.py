"""What pages show is run: with steps unseen, a web of files, and a time that stands still."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from docs.sessions import ROOT, run_command, with_outputs
from docs.web import served

PRINT = f'"{sys.executable}" -c'


def page(*lines: str) -> str:
    return "\n".join(lines) + "\n"


def test_commands_run_in_one_folder_one_after_another() -> None:
    shown = page("```console", "$ echo a > x", "$ cat x doorbells.html | head -1", "old", "```")
    made = page("```console", "$ echo a > x", "", "$ cat x doorbells.html | head -1", "a", "```")
    assert with_outputs(shown) == made


def test_what_happens_unseen_happens_and_stays_unseen() -> None:
    unseen = "<!-- meanwhile: echo b > y -->"
    block = ("```console", "$ cat y", "b", "```")
    assert with_outputs(page(unseen, *block)) == page(unseen, *block)
    with pytest.raises(SystemExit, match="exited with 7"):
        with_outputs("<!-- meanwhile: exit 7 -->\n")


def test_other_blocks_are_left_alone() -> None:
    text = page("```sh", "$ exit 1", "```", "<!-- not: exit 1 -->", "    $ exit 1")
    assert with_outputs(text) == text


def test_now_is_another_time_and_the_past_is_not(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    said = run_command(f"echo '{now:%Y-%m-%d %H:%M} {now.isoformat()} 2019-03-12 09:31'", tmp_path)
    assert said == "2019-03-13 08:00 2019-03-13T08:00:00+00:00 2019-03-12 09:31\n"


def test_a_thread_grows_on_the_web() -> None:
    steps = [
        "<!-- meanwhile: python -m docs.meanwhile publish 4 a.example/page -->",
        "<!-- meanwhile: python -m docs.meanwhile edit a.example/page Good Fine -->",
    ]
    read = ("```console", "$ rejoinder read o.db http://a.example/page", "```")
    made = with_outputs(page(*steps, *read))
    assert "1 page read, 1 article (1 new), 4 new comments\n" in made
    wrong = "<!-- meanwhile: python -m docs.meanwhile edit a.example/page zzzz x -->"
    with pytest.raises(SystemExit, match="has no “zzzz”"):
        with_outputs(page(*steps, wrong))


def test_what_is_not_on_the_web_is_not_found(tmp_path: Path) -> None:
    (tmp_path / "a.example").mkdir()
    (tmp_path / "a.example" / "page").write_text("here")
    with served(tmp_path) as proxy, httpx.Client(proxy=proxy) as client:
        assert client.get("http://a.example/page/").text == "here"
        for address in ("a.example/", "b.example/page", "a.example/page?x=1"):
            assert client.get(f"http://{address}").status_code == 404


@pytest.mark.parametrize("name", ["researcher", "moderator"])
def test_each_way_through_is_short_and_told_in_the_readme(name: str) -> None:
    text = (ROOT / "docs" / f"{name}.md").read_text("utf-8")
    assert len(text.splitlines()) < 250
    assert f"(docs/{name}.md)" in (ROOT / "README.md").read_text("utf-8")
