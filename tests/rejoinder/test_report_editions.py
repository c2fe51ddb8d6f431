"""What ``report`` writes beside a page, and how else: figures, numbers, one figure, redacted."""

from __future__ import annotations

import csv
import json
import re
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from reports.redaction import OPEN
from tests.rejoinder.conftest import Cli
from tests.threads.builders import first_schema
from threads.names import is_shared

NAMED = re.compile(r"Marge|Ostrander|Tollbooth|Bartleby|Kestrel", re.IGNORECASE)


def files(folder: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in Path(folder).iterdir()}


@pytest.mark.browser
@pytest.mark.usefixtures("browser")
def test_figures_as_pictures_and_tables(cli: Cli, analyzed: Path) -> None:
    for folder in ("figures", "again"):
        result = cli("report", analyzed, "doorbell", "-o", "report.html", "--figures", folder)
        assert (result.exit_code, result.stdout, result.stderr) == (0, "report.html\n", "")
    made = files("figures")
    assert made == files("again"), "two runs draw the same"
    names = {Path(name).stem for name in made}
    assert {"split", "tree", "time"} <= names
    assert set(made) == {f"{name}.{kind}" for name in names for kind in ("png", "svg", "csv")}
    rows = list(csv.DictReader(made["time.csv"].decode("utf-8-sig").splitlines()))
    assert len(rows) == 52


@pytest.mark.browser
@pytest.mark.usefixtures("browser")
def test_figures_of_several_articles_have_a_folder_each(cli: Cli, analyzed: Path) -> None:
    assert cli("report", analyzed, "-o", "reports", "--figures", "figures").exit_code == 0
    pages = {path.stem for path in Path("reports").glob("*.html")}
    assert {path.name for path in Path("figures").iterdir()} == pages
    assert all((Path("figures") / page / "tree.svg").exists() for page in pages - {"index"})
    compared = files("figures/index")
    assert "article-support.png" in compared
    assert len(compared["article-support.csv"].decode("utf-8-sig").splitlines()) == 3


def test_pictures_that_can_not_be_drawn_leave_nothing_behind(
    cli: Cli, analyzed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "kaleido", None)
    result = cli("report", analyzed, "doorbell", "-o", "report.html", "--figures", "figures")
    assert (result.exit_code, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()
    assert "pip install 'rejoinder[figures]'" in line
    assert not Path("report.html").exists() and not Path("figures").exists()


def test_numbers_beside_the_page(cli: Cli, analyzed: Path) -> None:
    result = cli("report", analyzed, "doorbell", "-o", "report.html", "--data", "report.json")
    assert (result.exit_code, result.stdout) == (0, "report.html\n")
    found = json.loads(Path("report.json").read_text("utf-8"))
    assert found["queries"]["recovery"]["rows"][""]["comments"] == 53


def test_several_articles_have_their_numbers_without_asking(cli: Cli, analyzed: Path) -> None:
    assert cli("report", analyzed, "-o", "reports").exit_code == 0
    pages = {path.stem for path in Path("reports").glob("*.html")}
    assert {path.stem for path in Path("reports").glob("*.json")} == pages
    refused = cli("report", analyzed, "-o", "reports", "--data", "all.json")
    assert refused.exit_code == 1
    assert "leave out --data" in refused.stderr


def test_figures_of_an_earlier_version_are_told(cli: Cli, analyzed: Path) -> None:
    told = "1 article has figures of an earlier version: rejoinder analyze makes them anew"
    assert "version" not in cli("report", analyzed, "-o", "both").stderr
    with closing(sqlite3.connect(analyzed)) as db, db:
        db.execute(
            "UPDATE freshness SET fingerprint = 'of version 1' WHERE analyzer = 'chains'"
            " AND article_id = (SELECT id FROM articles WHERE title LIKE 'City%')"
        )
    assert told in cli("report", analyzed, "-o", "both").stderr.splitlines()
    assert told in cli("report", analyzed, "doorbell", "-o", "one.html").stderr.splitlines()
    assert told not in cli("report", analyzed, "forty", "-o", "other.html").stderr.splitlines()


def test_a_database_of_the_first_schema_has_its_numbers(cli: Cli, tmp_path: Path) -> None:
    first_schema(tmp_path / "old.db")
    assert cli("report", "old.db", "-o", "old.html", "--data", "old.json").exit_code == 0
    assert json.loads(Path("old.json").read_text())["queries"]["recovery"]["rows"][""]["comments"]


def test_a_figure_alone_goes_to_stdout_or_to_a_file(cli: Cli, analyzed: Path) -> None:
    shown = cli("report", analyzed, "doorbell", "--embed", "split", "--no-plotlyjs")
    assert shown.exit_code == 0
    assert shown.stdout.startswith('<figure class="rejoinder" role="img" aria-label="The split: Of')
    kept = cli(
        "report", analyzed, "doorbell", "--embed", "split", "--no-plotlyjs", "-o", "split.html"
    )
    assert kept.stdout == "split.html\n"
    assert Path("split.html").read_text("utf-8") == shown.stdout


def test_a_figure_that_is_not_there_leads_to_the_nearest(cli: Cli, analyzed: Path) -> None:
    result = cli("report", analyzed, "doorbell", "--embed", "splits")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "did you mean split?" in result.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("doorbell",),
        ("doorbell", "--embed", "split", "--data", "x.json"),
        ("doorbell", "ebook", "--embed", "split"),
    ],
)
def test_what_can_not_be_meant_is_wrong_usage(
    cli: Cli, analyzed: Path, words: tuple[str, ...]
) -> None:
    assert cli("report", analyzed, *words).exit_code == 2


def test_which_article_s_figure_has_to_be_told(cli: Cli, analyzed: Path) -> None:
    result = cli("report", analyzed, "--embed", "split")
    assert result.exit_code == 1
    assert "2 articles" in result.stderr


def test_another_language_writes_numbers_its_way(cli: Cli, analyzed: Path) -> None:
    assert cli("report", analyzed, "doorbell", "-o", "r.html", "--lang", "de").exit_code == 0
    page = Path("r.html").read_text("utf-8")
    assert "12.03.2019, 09:44" in page
    assert '"decimal":","' in page
    assert '<html lang="en">' in page
    refused = cli("report", analyzed, "doorbell", "-o", "x.html", "--lang", "xx")
    assert refused.exit_code == 1
    assert "no such language" in refused.stderr
    assert not Path("x.html").exists()


def test_a_redacted_report_names_nobody(cli: Cli, analyzed: Path) -> None:
    words = ("report", analyzed, "doorbell", "-o", "r.html", "--data", "r.json", "--redact")
    assert cli(*words).exit_code == 0
    page = Path("r.html").read_text("utf-8")
    assert "Person 1" in page and "Anonymous Coward" in page
    for name in ("r.html", "r.json"):
        assert not NAMED.search(Path(name).read_text("utf-8"))
    assert "I fitted locks for thirty-one" not in page


def test_names_that_are_words_and_stay_are_told(cli: Cli, analyzed: Path) -> None:
    with sqlite3.connect(analyzed) as db:
        db.execute("UPDATE comments SET author = 'Disagree' WHERE author = 'Tollbooth'")
    result = cli("report", analyzed, "doorbell", "-o", "r.html", "--redact")
    assert result.exit_code == 0
    assert "names that are ordinary words, and stand in the report as such: Disagree" in (
        result.stderr
    )


def test_a_redacted_figure_names_nobody(cli: Cli, analyzed: Path) -> None:
    result = cli("report", analyzed, "doorbell", "--embed", "tree", "--no-plotlyjs", "--redact")
    assert result.exit_code == 0
    assert "Person 1" in result.stdout and not NAMED.search(result.stdout)


def test_redacted_tables_are_looked_through_for_names(
    cli: Cli, analyzed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.publishing.draw", lambda _: {})
    words = ("report", analyzed, "-o", "reports", "--figures", "figures", "--redact")
    assert cli(*words).exit_code == 0
    tables = list(Path("figures").rglob("*.csv"))
    assert tables and not any(NAMED.search(path.read_text("utf-8")) for path in tables)
    shutil.rmtree("figures")
    monkeypatch.setattr("reports.redaction.OPEN", OPEN | {"author"})
    monkeypatch.setattr("reports.folder.look", lambda *_: None)  # on what pages say of them
    monkeypatch.setattr("reports.page.look", lambda *_: None)
    refused = cli(*words)
    assert refused.exit_code == 1
    assert "names still stand in the redacted page, so it was not written" in refused.stderr
    assert not Path("figures").exists()


def test_every_commenter_of_both_examples_is_gone(cli: Cli, analyzed: Path) -> None:
    assert cli("report", analyzed, "-o", "reports", "--redact").exit_code == 0
    with sqlite3.connect(analyzed) as db:
        names = {name for (name,) in db.execute("SELECT author FROM comments") if name}
    pages = [path for path in Path("reports").iterdir() if path.suffix != ".js"]
    assert len(pages) == 6
    for page in pages:
        text = page.read_text("utf-8")
        left = [name for name in names if not is_shared(name) and name in text]
        assert not [name for name in left if not name.islower()], page.name


def test_two_runs_give_the_same_bytes(cli: Cli, analyzed: Path) -> None:
    for run in ("one", "two"):
        options = ("--data", f"{run}/r.json", "--redact", "--lang", "fr")
        assert cli("report", analyzed, "doorbell", "-o", f"{run}/r.html", *options).exit_code == 0
        assert cli("report", analyzed, "-o", f"{run}-folder").exit_code == 0
        shown = ("report", analyzed, "doorbell", "--embed", "time", "-o", f"{run}/time.html")
        assert cli(*shown).exit_code == 0
    assert files("one") == files("two")
    assert files("one-folder") == files("two-folder")
