"""The sheet: written safely, read as spreadsheet programs save it, refused in one line."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.audits.sheet import SheetRow, offered, read_sheet, write_sheet
from threads.errors import RejoinderError

CHOICES = offered(("support", "neutral", "oppose"))
HEADING = "comment_id,label,choices,drawn_from,chance"
FORMULAS = ('=HYPERLINK("http://evil.example")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", " =1", "＝1")
FORMULAS += ("\u200b=1", "\ufeff=1", "a;=1+1", "a\n=1", "a\t=1")


def row(comment_id: str = "c1", comment: str = "Fine.", label: str = "", **more: str) -> SheetRow:
    plain = {"article": "Title", "answers": "(the article)", "note": "", "choices": CHOICES}
    rest = {"drawn_from": "all", "chance": "0.25", "evidence": "says I: i"}
    return SheetRow(
        comment_id=comment_id, comment=comment, label=label, **{**plain, **rest, **more}
    )


def cells(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "l.csv"
    write_sheet(path, [row("c1", label="support"), row("c2"), row("-c3", label="O", chance="1")])
    sheet = read_sheet(path)
    assert sheet.labels == {"c1": 0, "-c3": 2}
    assert sheet.chances == {"c1": 0.25, "c2": 0.25, "-c3": 1.0}
    assert (sheet.what, sheet.drawn_from) == ("article", "all")


@pytest.mark.parametrize("words", FORMULAS)
def test_no_cell_is_a_formula(tmp_path: Path, words: str) -> None:
    path = tmp_path / "l.csv"
    write_sheet(path, [row(comment=words, answers=words, evidence=words)])
    (found,) = cells(path)
    assert all(found[name][0] == "'" for name in ("comment", "answers", "evidence"))


@given(words=st.text(max_size=60))
def test_any_words_stay_in_their_cell(words: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("sheet") / "l.csv"
    write_sheet(path, [row(comment=words), row("c2")])
    found = cells(path)
    assert [one["comment_id"] for one in found] == ["c1", "c2"]
    assert found[0]["label"] == "" and found[1]["comment"] == "Fine."
    assert found[0]["comment"].lstrip()[:1] not in set("=+-@")


def test_a_flood_of_words_is_cut(tmp_path: Path) -> None:
    path = tmp_path / "l.csv"
    write_sheet(path, [row(comment="a" * 200_000)])
    assert len(cells(path)[0]["comment"]) < 32_767


def test_a_sheet_that_is_there_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "l.csv"
    path.write_text("my labels")
    with pytest.raises(RejoinderError, match="file already"):
        write_sheet(path, [row()])
    assert path.read_text() == "my labels"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_other_programs_separators(tmp_path: Path, separator: str) -> None:
    path = tmp_path / "l.csv"
    lines = [HEADING.split(","), ["c1", " Oppose ", CHOICES, "all", "0.5"], ["", "", "", "", ""]]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=separator).writerows(lines)
    assert read_sheet(path).labels == {"c1": 2}


@pytest.mark.parametrize(
    ("label", "number"),
    [("s", 0), ("SUPPORT", 0), ("neu", 1), ("opp", 2), ("?", None), ("unclear", None), ("", None)],
)
def test_labels_may_be_short(tmp_path: Path, label: str, number: int | None) -> None:
    path = tmp_path / "l.csv"
    write_sheet(path, [row(label=label)])
    assert read_sheet(path).labels.get("c1") == number


BAD = {
    "no sheet": ("id,text\n1,a", "lacks the column comment_id"),
    "empty": ("", "lacks the column comment_id"),
    "no rows": (HEADING, "no rows"),
    "label": (f"{HEADING}\nc1,perhaps,{CHOICES},all,0.5", "row 2: “perhaps” is no label"),
    "twice": (f"{HEADING}\n" + f"c1,s,{CHOICES},all,0.5\n" * 2, "row 3: comment c1 stands"),
    "chance": (f"{HEADING}\nc1,s,{CHOICES},all,often", "row 2: “often” in the column chance"),
    "no chance": (f"{HEADING}\nc1,s,{CHOICES},all,0", "row 2: “0” in the column chance"),
    "not a number": (f"{HEADING}\nc1,s,{CHOICES},all,nan", "“nan” in the column chance"),
    "choices": (f"{HEADING}\nc1,s,yes / no,all,0.5", "row 2: unknown choices “yes / no”"),
    "two draws": (
        f"{HEADING}\nc1,s,{CHOICES},all,0.5\nc2,s,{CHOICES},a1,0.5",
        "rows of several draws",
    ),
    "short line": (f"{HEADING}\nc1", "unknown choices"),
    "huge cell": (f"{HEADING}\n{'a' * 200_000}", "no CSV"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_wrong_is_said_in_one_line(tmp_path: Path, name: str) -> None:
    text, says = BAD[name]
    path = tmp_path / "l.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RejoinderError) as found:
        read_sheet(path)
    assert says in str(found.value)
    assert "\n" not in str(found.value)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "l.csv"
    with pytest.raises(RejoinderError, match="no such file"):
        read_sheet(path)
    with pytest.raises(RejoinderError):
        read_sheet(tmp_path)
    path.write_bytes(HEADING.encode() + b"\nc\xe9")
    with pytest.raises(RejoinderError, match="UTF-8"):
        read_sheet(path)
