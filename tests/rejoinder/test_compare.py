"""``rejoinder compare``: figures as the database has them, and what is said of differences."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.rejoinder.conftest import Cli


def test_articles_stand_as_their_rows_say(cli: Cli, analyzed: Path) -> None:
    found = json.loads(cli("compare", analyzed, "--json").stdout)
    with closing(sqlite3.connect(analyzed)) as db:
        rows = db.execute(
            "SELECT article_id, support, support_low, support_high FROM article_split"
        )
        expected = {name: dict(zip(("value", "low", "high"), shares, strict=True))
                    for name, *shares in rows}  # fmt: skip
        tones = dict(db.execute(
            "SELECT article_id, ROUND(AVG(compound), 4) FROM sentiment s"
            " JOIN comments c ON c.id = s.comment_id GROUP BY article_id"))  # fmt: skip
    assert {g["name"]: g["measures"]["support"] for g in found["groups"]} == expected
    assert {g["name"]: g["measures"]["sentiment"]["value"] for g in found["groups"]} == tones
    assert [len(g["articles"]) for g in found["groups"]] == [1, 1]


def test_two_short_threads_are_not_said_to_differ(cli: Cli, analyzed: Path) -> None:
    result = cli("compare", analyzed)
    assert result.exit_code == 0
    assert "No difference is more than noise, of 7 tested" in result.stdout
    assert "City Decides Your Doorbel…" in result.stdout
    assert "there may be one in support by" in " ".join(result.stdout.split())


def test_threads_that_do_differ_are_said_to(cli: Cli, analyzed: Path) -> None:
    with closing(sqlite3.connect(analyzed)) as db, db:
        db.execute(
            "UPDATE sentiment SET compound = compound + 0.6"
            " WHERE comment_id IN (SELECT id FROM comments WHERE article_id ="
            " (SELECT id FROM articles WHERE title LIKE '%Librar%'))"
        )
    result = cli("compare", analyzed)
    assert "The mean tone is +0.04 under “City Decides" in result.stdout
    assert "less than under “Forty-One" in " ".join(result.stdout.split())
    (one,) = [d for d in json.loads(cli("compare", analyzed, "--json").stdout)["differences"]
              if d["more_than_noise"]]  # fmt: skip
    assert one["measure"] == "sentiment"
    assert one["corrected"] == pytest.approx(7 * one["p"])


@pytest.mark.parametrize(
    ("by", "names"),
    [("outlet", ["Crosspatch"]), ("month", ["2019-03", "2023-10"]), ("year", ["2019", "2023"])],
)
def test_groups_are_those_in_the_database(
    cli: Cli, analyzed: Path, by: str, names: list[str]
) -> None:
    found = json.loads(cli("compare", analyzed, "--by", by, "--json").stdout)
    assert [group["name"] for group in found["groups"]] == names


def test_every_line_fits_a_terminal(
    cli: Cli, analyzed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for by in ("article", "outlet", "year"):
        lines = cli("compare", analyzed, "--by", by).stdout.splitlines()
        assert max(map(len, lines)) <= 80
        assert "neutral" in lines[0]  # no heading is cut


def test_a_tag_of_one_article_is_no_group(cli: Cli, analyzed: Path) -> None:
    result = cli("compare", analyzed, "--by", "tag")
    assert result.exit_code == 0
    assert "no tag to compare by" in result.stderr
    found = json.loads(cli("compare", analyzed, "--by", "tag", "--json").stdout)
    assert (found["groups"], found["lone"]) == ([], 11)


def test_one_article_alone(cli: Cli, analyzed: Path) -> None:
    assert "1 article: nothing to compare with." in cli("compare", analyzed, "doorbell").stdout
    assert cli("compare", analyzed, "no such").exit_code == 1


def test_what_is_not_analyzed_has_nothing_to_compare(cli: Cli, doorbells: Path) -> None:
    cli("read", "new.db", doorbells)
    result = cli("compare", "new.db")
    assert result.exit_code == 0
    assert "no stances to compare; run first: rejoinder analyze new.db" in result.stderr


def test_what_is_analyzed_and_has_no_stance_is_not_to_be_analyzed_again(
    cli: Cli, tmp_path: Path
) -> None:
    lines = [
        {"id": "a", "conversation_id": "a", "speaker": "Redaktion", "text": "Die Straße bleibt."},
        {"id": "b", "conversation_id": "a", "speaker": "Ute", "reply-to": "a",
         "text": "Das ist wirklich eine sehr gute Nachricht für alle, die hier wohnen."},
    ]  # fmt: skip
    page = tmp_path / "german.jsonl"
    page.write_text("\n".join(json.dumps({**line, "timestamp": 1, "meta": {}}) for line in lines))
    cli("read", "new.db", page)
    cli("analyze", "new.db")
    result = cli("compare", "new.db")
    assert result.exit_code == 0
    assert result.stderr == (
        "rejoinder: no stances to compare: nothing in these articles could be scored\n"
    )
