"""``rejoinder audit``: a sheet out, labels in, corrected figures."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.rejoinder.conftest import Cli

Row = dict[str, str]


def rows(path: str) -> list[Row]:
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def fill(path: str, label: Callable[[Row], str], out: str = "filled.csv") -> str:
    """Fill a sheet in as a person would, and save it."""
    found = rows(path)
    with Path(out).open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, found[0].keys())
        writer.writeheader()
        writer.writerows({**row, "label": label(row)} for row in found)
    return out


def predicted(db: Path, column: str = "to_article") -> dict[str, str]:
    with closing(sqlite3.connect(db)) as opened:
        return dict(opened.execute(f"SELECT comment_id, {column} FROM stance"))


def test_a_sheet_has_what_a_coder_needs_and_no_answer(cli: Cli, analyzed: Path) -> None:
    result = cli("audit", "sample", analyzed, "doorbell", "-n", "12", "-o", "l.csv")
    assert result.exit_code == 0
    assert "12 comments to label in l.csv; then: rejoinder audit score" in result.stderr
    found = rows("l.csv")
    assert len(found) == 12
    assert all(row["comment"] and row["answers"] and row["article"] for row in found)
    assert all(row["evidence"] and 0 < float(row["chance"]) <= 1 for row in found)
    assert {row["label"] for row in found} == {""}
    assert {row["choices"] for row in found} == {"support / neutral / oppose"}
    assert not any("to_article" in name or "predict" in name for name in found[0])


def test_the_same_seed_draws_the_same_sheet(cli: Cli, analyzed: Path) -> None:
    for name, seed in (("a.csv", 1), ("b.csv", 1), ("c.csv", 2)):
        cli("audit", "sample", analyzed, "-n", "20", "-o", name, "--seed", seed)
    first, second, other = (Path(name).read_bytes() for name in ("a.csv", "b.csv", "c.csv"))
    assert first == second != other


def test_a_seed_below_nothing_is_wrong_usage(cli: Cli, analyzed: Path) -> None:
    result = cli("audit", "sample", analyzed, "-n", "20", "-o", "a.csv", "--seed", "-1")
    assert (result.exit_code, Path("a.csv").exists()) == (2, False)


def test_what_to_do_next_can_be_copied_from_the_terminal(cli: Cli) -> None:
    said = {"id": "a", "speaker": "Ann", "text": "I disagree, the lock is wrong."}
    root = {"id": "r", "conversation_id": "r", "text": "A lock on every door.", "speaker": "Zoe"}
    lines = (root, {**said, "conversation_id": "r", "reply-to": "r"})
    Path("t.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    cli("read", "one comment.db", "t.jsonl")
    cli("analyze", "one comment.db")
    result = cli("audit", "sample", "one comment.db", "-o", "a sheet.csv")
    assert result.stderr == (
        "rejoinder: 1 comment to label in a sheet.csv;"
        " then: rejoinder audit score 'one comment.db' 'a sheet.csv'\n"
    )


def test_labels_like_the_programs_confirm_it(cli: Cli, analyzed: Path) -> None:
    cli("audit", "sample", analyzed, "-n", "40", "-o", "l.csv")
    says = predicted(analyzed)
    filled = fill("l.csv", lambda row: says[row["comment_id"]])
    scored = json.loads(cli("audit", "score", analyzed, filled, "--json").stdout)
    assert scored["program"]["accuracy"] == pytest.approx(1)
    assert scored["program"]["kappa"] == pytest.approx(1)
    assert (scored["comments"], scored["unlabelled"]) == (len(says), 0)
    assert (
        "; kappa: 1.00 (no interval can be told)" in cli("audit", "score", analyzed, filled).stdout
    )
    for share in (*scored["by_comment"], *scored["by_person"]):
        assert share["low"] <= share["corrected"] <= share["high"]
    for share in scored["by_comment"]:
        assert share["low"] - 0.02 <= share["counted"] <= share["high"] + 0.02


def test_other_labels_move_the_shares(cli: Cli, analyzed: Path) -> None:
    cli("audit", "sample", analyzed, "-n", "40", "-o", "l.csv")
    filled = fill("l.csv", lambda row: "oppose")
    scored = json.loads(cli("audit", "score", analyzed, filled, "--json").stdout)
    oppose = scored["by_comment"][2]
    assert oppose["label"] == "oppose"
    assert oppose["corrected"] > 0.8 > oppose["counted"]
    assert oppose["corrected"] <= oppose["high"]


def test_every_comment_labelled_leaves_no_doubt(cli: Cli, analyzed: Path) -> None:
    cli("audit", "sample", analyzed, "ebook", "-n", "500", "-o", "l.csv", "--of", "parent")
    labels = dict(zip((r["comment_id"] for r in rows("l.csv")), "aand" * 100, strict=False))
    filled = fill("l.csv", lambda row: labels[row["comment_id"]])
    scored = json.loads(cli("audit", "score", analyzed, filled, "--json").stdout)
    assert scored["what"] == "parent"
    assert scored["comments"] == len(labels)
    agree = list(labels.values()).count("a") / len(labels)
    share = scored["by_comment"][0]
    for figure in (share["corrected"], share["low"], share["high"]):
        assert figure == pytest.approx(agree, abs=0.001)


def test_two_coders(cli: Cli, analyzed: Path) -> None:
    cli("audit", "sample", analyzed, "-n", "20", "-o", "l.csv")
    first = fill("l.csv", lambda row: "s" if row["comment_id"] < "m" else "o")
    ids = [row["comment_id"] for row in rows("l.csv")]
    second = fill("l.csv", lambda row: "?" if row["comment_id"] == ids[0] else "s", "second.csv")
    result = cli("audit", "score", analyzed, first, second)
    assert result.exit_code == 0
    assert "20 of 99 comments labelled" in result.stdout
    assert "coders agree on 19:" in result.stdout
    assert "of persons" in result.stdout


def test_labels_left_open_are_counted(cli: Cli, analyzed: Path) -> None:
    cli("audit", "sample", analyzed, "-n", "20", "-o", "l.csv")
    ids = [row["comment_id"] for row in rows("l.csv")]
    filled = fill("l.csv", lambda row: "" if row["comment_id"] in ids[:5] else "n")
    result = cli("audit", "score", analyzed, filled)
    assert "15 of 99 comments labelled, 5 left open" in result.stdout


def test_failures_are_one_line(cli: Cli, analyzed: Path, doorbells: Path) -> None:
    cli("audit", "sample", analyzed, "-n", "20", "-o", "l.csv")
    cli("read", "other.db", doorbells)
    blank = fill("l.csv", lambda row: "", "blank.csv")
    bad = fill("l.csv", lambda row: "maybe", "bad.csv")
    good = fill("l.csv", lambda row: "n", "good.csv")
    for words, says in (
        (("score", analyzed, "none.csv"), "none.csv: no such file"),
        (("score", analyzed, blank), "0 labels are too few"),
        (("score", analyzed, bad), "bad.csv, row 2: “maybe” is no label"),
        (("score", analyzed, good, blank), "no comment that good.csv labels, too"),
        (("score", "other.db", good), "no comment has a stance (run first: rejoinder analyze"),
        (("sample", "other.db", "-o", "new.csv"), "no comment has a stance"),
        (("sample", analyzed, "-o", "l.csv"), "there is a file already"),
        (("sample", analyzed, "nowhere", "-o", "new.csv"), "no article answers to"),
    ):
        result = cli("audit", *words)
        assert result.exit_code == 1
        assert says in result.stderr
        assert result.stderr.count("\n") == 1
    assert cli("audit", "sample", analyzed).exit_code == 2


def test_a_sheet_of_another_database_is_told(cli: Cli, analyzed: Path, doorbells: Path) -> None:
    cli("audit", "sample", analyzed, "-n", "60", "-o", "l.csv")
    filled = fill("l.csv", lambda row: "n")
    cli("read", "other.db", doorbells)
    cli("analyze", "other.db", "--engine", "fast")
    result = cli("audit", "score", "other.db", filled)
    assert result.exit_code == 1
    assert "isn't in other.db, or has no stance there" in result.stderr


def test_kept_figures_are_shown_as_audited(cli: Cli, analyzed: Path) -> None:
    cli("audit", "sample", analyzed, "doorbell", "-n", "30", "-o", "l.csv")
    filled = fill("l.csv", lambda row: "support")
    assert "audited" not in cli("show", analyzed, "doorbell").stdout
    cli("audit", "score", analyzed, filled)
    assert "audited" not in cli("show", analyzed, "doorbell").stdout
    result = cli("audit", "score", analyzed, filled, "--keep", "--json")
    scored = json.loads(result.stdout)
    shown = " ".join(cli("show", analyzed, "doorbell").stdout.split())
    assert f"audited: by 30 of {scored['comments']} comments labelled by hand" in shown
    with closing(sqlite3.connect(analyzed)) as opened:
        (kept,) = opened.execute("SELECT support, support_low, comments_oppose FROM article_audit")
    person, comment = scored["by_person"][0], scored["by_comment"][2]
    assert kept == (person["corrected"], person["low"], comment["corrected"])


def test_an_audit_of_all_articles_is_not_kept(cli: Cli, analyzed: Path) -> None:
    cli("audit", "sample", analyzed, "-n", "20", "-o", "l.csv")
    result = cli("audit", "score", analyzed, fill("l.csv", lambda row: "n"), "--keep")
    assert result.exit_code == 1
    assert "only an audit of one article's stances towards it can be kept" in result.stderr


def test_of_a_database_of_one_article_it_is_drawn(cli: Cli, doorbells: Path) -> None:
    cli("read", "one.db", doorbells)
    cli("analyze", "one.db", "--engine", "fast")
    cli("audit", "sample", "one.db", "-n", "20", "-o", "l.csv")
    labels = predicted(Path("one.db"))
    fill("l.csv", lambda row: labels[row["comment_id"]])
    assert cli("audit", "score", "one.db", "filled.csv", "--keep").exit_code == 0
    with closing(sqlite3.connect("one.db")) as opened:
        assert opened.execute("SELECT labelled FROM article_audit").fetchall() == [(20,)]
