"""The terminal views: ``articles`` and ``show``, and what all have in common."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner

from rejoinder.cli import main
from tests.rejoinder.conftest import Cli
from tests.threads.builders import comment, page, thread
from threads.model import Placement
from threads.store import Store

DOORBELLS = "City Decides Your Doorbell Works For You, Not For The Sheriff"
EBOOKS = "Forty-One Libraries Stop Renting The Books They Thought They Were Buying"


def ids(cli: Cli, db: Path) -> dict[str, str]:
    return {a["title"]: a["id"] for a in json.loads(cli("articles", db, "--json").stdout)}


def test_articles_are_listed_by_date(cli: Cli, analyzed: Path) -> None:
    result = cli("articles", analyzed)
    heading, *lines = result.stdout.splitlines()
    assert heading.split() == ["id", "date", "title", "comments", "analyzed"]
    assert [re.split(r"\s{2,}", line)[1:] for line in lines] == [
        ["2019-03-12", DOORBELLS, "53", "yes"],
        ["2023-10-03", EBOOKS, "48 of 48", "yes"],
    ]


def test_articles_not_analyzed_are_named_so(cli: Cli, doorbells: Path) -> None:
    cli("read", "o.db", doorbells)
    assert cli("articles", "o.db").stdout.splitlines()[1].endswith("no")


def test_articles_as_json(cli: Cli, analyzed: Path) -> None:
    articles = json.loads(cli("articles", analyzed, "--json").stdout)
    assert [(a["title"], a["comments"]) for a in articles] == [(DOORBELLS, 53), (EBOOKS, 48)]


def test_piped_output_has_no_escape_sequences(cli: Cli, analyzed: Path) -> None:
    for words in (("articles",), ("chains",)):
        assert "\x1b" not in cli(words[0], analyzed).stdout
    assert "\x1b" not in cli("show", analyzed, "doorbell").stdout


@pytest.mark.parametrize("unwanted", [("NO_COLOR", "1"), ("TERM", "dumb")], ids=lambda it: it[0])
def test_colours_on_a_terminal_unless_they_are_not_wanted(
    analyzed: Path, monkeypatch: pytest.MonkeyPatch, unwanted: tuple[str, str]
) -> None:
    words = ["show", str(analyzed), "doorbell"]
    monkeypatch.setenv("NO_COLOR", "")
    monkeypatch.setenv("TERM", "xterm")
    assert "\x1b[36m" in CliRunner().invoke(main, words, color=True).stdout
    monkeypatch.setenv(*unwanted)
    assert "\x1b" not in CliRunner().invoke(main, words, color=True).stdout


def test_show_prints_every_comment_under_what_it_answers(cli: Cli, analyzed: Path) -> None:
    rows = json.loads(cli("show", analyzed, "doorbell", "--json").stdout)
    lines = cli("show", analyzed, "doorbell").stdout.splitlines()
    assert lines[0] == DOORBELLS
    heads = {}
    for line in lines:
        if found := re.match(r"[│├└ ]*#(\d+) ", line):
            heads[int(found[1])] = line.index("#") // 2 + 1
    assert heads == {row["position"]: row["depth"] for row in rows}


def test_show_as_json_has_all_of_a_comment(cli: Cli, analyzed: Path) -> None:
    rows = json.loads(cli("show", analyzed, "doorbell", "--json").stdout)
    assert [row["position"] for row in rows] == list(range(1, 54))
    answer = next(row for row in rows if row["parent_id"])
    assert answer["parent_id"] in {row["id"] for row in rows}
    assert answer["to_parent"] in {"agree", "neutral", "disagree"}
    assert isinstance(answer["evidence"], dict)
    assert isinstance(answer["stance_evidence"]["because"], list)


def test_show_says_why(cli: Cli, analyzed: Path) -> None:
    lines = cli("show", analyzed, "doorbell", "--evidence").stdout
    assert len(re.findall("↳ answers (?:#\\d+|the article) \\(", lines)) == 53
    assert len(re.findall("↳ taken for (?:agreement|disagreement|neutral): ", lines)) >= 50
    assert "↳" not in cli("show", analyzed, "doorbell").stdout


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A thread of which a comment is missing and another answers itself."""
    comments = [
        comment(at, external_id=f"c{at}", placement=Placement(kind="nested", under=under))
        for at, under in ((1, None), (3, "c2"), (4, "c4"), (5, "c2"))
    ]
    with Store(tmp_path / "broken.db") as store:
        store.add(thread(*comments, claimed_comments=6), page())
    return tmp_path / "broken.db"


def test_what_was_mended_is_told(cli: Cli, broken: Path) -> None:
    counted = (
        "mended: 1 comment that is answered but on no page read, 1 reply to itself or to what"
        " answers it"
    )
    short = " ".join(cli("show", broken).stdout.split())
    assert short.endswith(counted)
    assert "4 of 6 comments recovered" in short
    long = " ".join(cli("show", broken, "--evidence").stdout.split())
    assert long.endswith(
        f"{counted} #2: comment c2 is on no page read; 2 replies hang under its place"
        " #4: it answers itself; put at top level"
    )
    assert [line.split()[-4:-1] for line in cli("articles", broken).stdout.splitlines()[1:]] == [
        ["4", "of", "6"]
    ]
    rows = json.loads(cli("show", broken, "--json").stdout)
    assert [[each["kind"] for each in row["repairs"]] for row in rows] == [
        [], ["missing_parent"], [], ["cycle"], [],
    ]  # fmt: skip


def test_the_report_says_what_was_mended(cli: Cli, broken: Path) -> None:
    cli("analyze", broken)
    cli("report", broken, "-o", "report.html")
    said = BeautifulSoup(Path("report.html").read_text("utf-8"), "lxml").get_text()
    assert (
        "4 of the 6 comments that the page claims were recovered. Mended in the tree: 1 comment"
        " that is answered but on no page read and 1 reply to itself or to what answers it."
    ) in said


def test_a_sound_thread_has_nothing_mended(cli: Cli, analyzed: Path) -> None:
    assert "mended" not in cli("show", analyzed, "doorbell", "--evidence").stdout


@pytest.mark.parametrize("part", ["doorbell", DOORBELLS, "CITY DECIDES"])
def test_an_article_by_a_part_of_its_title(cli: Cli, analyzed: Path, part: str) -> None:
    assert cli("show", analyzed, part).stdout.startswith(DOORBELLS)


def test_an_article_by_id_beginning_and_address(cli: Cli, analyzed: Path) -> None:
    name = ids(cli, analyzed)[EBOOKS]
    (url,) = [
        article["url"]
        for article in json.loads(cli("articles", analyzed, "--json").stdout)
        if article["id"] == name
    ]
    for given in (name, name[:5], url, f"{url}?threaded=true"):
        assert cli("show", analyzed, given).stdout.startswith(EBOOKS), given


def test_the_only_article_needs_no_name(cli: Cli, doorbells: Path) -> None:
    cli("read", "o.db", doorbells)
    result = cli("show", "o.db")
    assert result.stdout.startswith(DOORBELLS)
    assert "stances: not scored yet" in result.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "2 articles in this database"),
        (("the",), "2 articles answer to “the”"),
        (("zebra crossing",), "no article answers to “zebra crossing”"),
    ],
)
def test_an_article_that_is_not_one(
    cli: Cli, analyzed: Path, words: tuple[str, ...], said: str
) -> None:
    result = cli("show", analyzed, *words)
    assert (result.exit_code, result.stdout) == (1, "")
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("command", ["articles", "show", "chains"])
def test_looking_makes_no_database(cli: Cli, command: str) -> None:
    result = cli(command, "none.db")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "none.db: no such database" in result.stderr
    assert not Path("none.db").exists()


@pytest.mark.parametrize("command", ["articles", "show", "chains", "analyze"])
def test_a_file_that_is_no_database_is_left_alone(cli: Cli, command: str) -> None:
    Path("notes.txt").write_text("shopping: tea, string, a doorbell\n" * 40)
    before = Path("notes.txt").read_bytes()
    result = cli(command, "notes.txt")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("rejoinder: notes.txt: this is no SQLite database")
    assert Path("notes.txt").read_bytes() == before


def test_hostile_comments_reach_the_terminal_as_text(cli: Cli, doorbells: Path) -> None:
    evil = "\x1b[2J\x1b]0;owned\x07\u202egnp"
    page = doorbells.read_text("utf-8").replace("Tollbooth", f"Toll{evil}booth")
    page = page.replace("Good for Brackenford", f"Good {evil} for Brackenford")
    Path("evil.html").write_text(page, "utf-8")
    cli("read", "o.db", "evil.html")
    cli("analyze", "o.db")
    shown = cli("show", "o.db", "--evidence").stdout + cli("chains", "o.db").stdout
    assert "owned" in shown
    assert not set(shown) & {"\x1b", "\x07", "\u202e"}


def test_show_says_whether_there_are_camps(cli: Cli, analyzed: Path) -> None:
    (line,) = re.findall(r"^camps: .*$", cli("show", analyzed, "doorbell").stdout, re.MULTILINE)
    with Store(analyzed, mode="look") as store:
        article = store.resolve("doorbell")
        (figures,) = store.rows("article_camps", article)
        people = store.rows("camps", article)
    assert figures["people"] == len(people)
    if figures["camps"]:
        with_it = sum(person["camp"] == "A" for person in people)
        assert line.startswith(f"camps: {with_it} people with the article's side, ")
    else:
        assert line.startswith("camps: no split to find; two camps explain who agrees with whom")
        assert {person["camp"] for person in people} == {None}
