from __future__ import annotations

import json
from pathlib import Path

from rejoinder.word_diff import word_diff
from tests.rejoinder.conftest import Cli


def changed(cli: Cli, doorbells: Path) -> Path:
    """Read the example twice, once as it is and once with an edited comment."""
    page = Path("page.html")
    text = doorbells.read_text("utf-8")
    page.write_text(text, "utf-8")
    cli("read", "o.db", page)
    word = "neighbor" if "neighbor" in text else "camera"
    at = text.rindex(word)
    page.write_text(f"{text[:at]}ape&#27;[31m{text[at:]}", "utf-8")
    cli("read", "o.db", page)
    return page


def test_an_edit_is_shown_word_by_word(cli: Cli, doorbells: Path) -> None:
    changed(cli, doorbells)
    result = cli("diff", "o.db")
    assert result.exit_code == 0
    assert "· edited" in result.stdout
    assert "{+ape" in result.stdout
    assert "\x1b" not in result.stdout
    rows = json.loads(cli("diff", "o.db", "--json").stdout)
    assert [row["kinds"] for row in rows] == [["edited"]]
    assert cli("diff", "o.db", "--since", "1").stdout == result.stdout


def test_saved_pages_may_have_any_name(cli: Cli, doorbells: Path) -> None:
    text = doorbells.read_text("utf-8")
    for number in (5, 53):
        start = text.index(f'<li class="cmt" id="c{number}">')
        text = text[:start] + text[text.index("</li>", start) + 5 :]
    Path("friday.html").write_text(text.replace("<p>This.</p>", "<p>That.</p>"), "utf-8")
    cli("read", "o.db", doorbells)
    cli("read", "o.db", "friday.html")
    rows = json.loads(cli("diff", "o.db", "--json").stdout)
    changed = [(row["position"], row["kinds"]) for row in rows]
    assert changed == [(2, ["edited"]), (5, ["gone"]), (53, ["gone"])]


def test_one_reading_has_no_differences(cli: Cli, doorbells: Path) -> None:
    cli("read", "o.db", doorbells)
    result = cli("diff", "o.db")
    assert (result.stdout, result.stderr) == ("", "rejoinder: no differences\n")


def test_a_date_before_all_readings_is_refused(cli: Cli, doorbells: Path) -> None:
    cli("read", "o.db", doorbells)
    result = cli("diff", "o.db", "--since", "1999-01-01")
    assert result.exit_code == 1
    assert "no snapshot of the article is from before 1999-01-01" in result.stderr
    assert "there are: 1 (" in result.stderr


def test_words_taken_out_and_put_in_are_marked() -> None:
    assert word_diff("a b  c", "a x c d") == "a [-b-] {+x+} c {+d+}"
    assert word_diff("", "a") == "{+a+}"
    long = "word " * 3_000
    assert word_diff(long, "short").endswith("-] {+short+}")
