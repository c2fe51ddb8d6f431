"""Every derived column is defined in docs/measures.md, and every number in one has a range."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from hypothesis import given, settings

from analyzers.contract import Rows
from analyzers.registry import ANALYZERS
from tests.analyzers.making import threads
from threads.model import Thread
from threads.schema import TABLES

DOCS = Path(__file__).parents[1] / "docs" / "measures.md"
# What says which row it is, and not what was measured.
KEYS = {"id", "article_id", "comment_id", "root_comment_id", "author_id", "target"}
MEASURED = [
    (table.name, column)
    for table in TABLES.values()
    if table.derived and table.name != "freshness"
    for column in table.columns
    if column.name not in KEYS
]
UNIT, SIGNED, TWICE, FLAG = (0.0, 1.0), (-1.0, 1.0), (-2.0, 2.0), (0, 1)
ANY = 10_000_000  # of counts, and of scores that know no bound
COUNT, SOME, SCORE = (0, ANY), (1, ANY), (-ANY, ANY)
_SHARES = ("support", "neutral", "oppose")
_PARENT, _ARTICLE = ("agree", "neutral", "disagree"), ("support", "neutral", "oppose")
RANGES: dict[str, dict[str, tuple[float, float]]] = {
    "language": {"confidence": UNIT, "scored": FLAG},
    "sentiment": {"compound": SIGNED, "sentences": SOME},
    "stance": {
        **{f"parent_{name}": UNIT for name in _PARENT},
        **{f"article_{name}": UNIT for name in _ARTICLE},
        "asks": FLAG,
    },
    "target_stance": {"score": SIGNED},
    "chains": {
        **dict.fromkeys(("comments", "depth", "authors"), SOME),
        **dict.fromkeys(("agree", "neutral", "disagree", "controversy"), COUNT),
        "sentiment": SIGNED,
        **dict.fromkeys(("split", "support", "oppose", "heat"), UNIT),
        **{f"heat_{part}": UNIT for part in ("disagree", "negative", "speed", "pile_on")},
    },
    "paths": {
        **dict.fromkeys(("step", "comments"), SOME),
        "sentiment": SIGNED,
        **dict.fromkeys(("support", "oppose"), UNIT),
    },
    "article_dynamics": {
        **dict.fromkeys(("controversy", "first_mover_chains"), COUNT),
        **dict.fromkeys(("drift_time", "drift_depth", "first_mover"), TWICE),
        "first_mover_z": SCORE,
        **dict.fromkeys(("gini", "reciprocity"), UNIT),
    },
    "article_camps": {
        **dict.fromkeys(("people", "replies"), COUNT),
        "z": SCORE,
        "camps": (0, 2),
        **dict.fromkeys(("frustration", "frustration_random", "cross_camp"), UNIT),
    },
    "camps": {"p": UNIT},
    "common_ground": {
        **dict.fromkeys(("people_a", "people_b"), SOME),
        **dict.fromkeys(("agree_a", "agree_b", "consensus"), UNIT),
        "shared": FLAG,
    },
    "article_split": {
        **dict.fromkeys(("comments", "persons"), SOME),
        **{
            f"{first}{name}{end}": UNIT
            for first, names in (("", (*_SHARES, "split")), ("comments_", _SHARES))
            for name in names
            for end in ("", "_low", "_high")
        },
        "support_leads": UNIT,
        "too_wide": FLAG,
    },
    "article_audit": {
        **dict.fromkeys(("labelled", "comments"), SOME),
        **{
            f"{name}{end}": SIGNED if name == "kappa" else UNIT
            for name in ("accuracy", "kappa", *_SHARES, *(f"comments_{one}" for one in _SHARES))
            for end in ("", "_low", "_high")
        },
    },
}
TARGETS = [
    {"name": name, "aliases": [], "favor": [], "against": [], "allies": [], "opponents": []}
    for name in ("Libraries", "Fees")
]


def headings() -> Iterator[str]:
    """Give the columns that headings name: "table.column, column, and each with _low, _high"."""
    for line in re.findall(r"^### (\w+\..*)$", DOCS.read_text(encoding="utf-8"), re.MULTILINE):
        table, rest = line.split(".", maxsplit=1)
        named, *ends = rest.split(", and each with ")
        endings = ["", *re.findall(r"_\w+", "".join(ends))]
        yield from (f"{table}.{name}{end}" for name in named.split(", ") for end in endings)


def test_every_derived_column_has_a_heading() -> None:
    assert {f"{table}.{column.name}" for table, column in MEASURED} - set(headings()) == set()


def test_no_heading_names_a_column_that_is_gone() -> None:
    there = {f"{table}.{column.name}" for table, column in MEASURED}
    gone = {name for name in headings() if not name.endswith(("_low", "_high"))} - there
    assert gone == set()


def test_every_measure_has_an_example() -> None:
    page = re.split(r"^(?=##)", DOCS.read_text(encoding="utf-8"), flags=re.MULTILINE)
    sections = [part for part in page if re.match(r"### \w+\.", part)]
    bare = [part for part in sections if not re.search(r">>>|example|[Bb]y hand", part)]
    assert [part.partition("\n")[0] for part in bare] == ["### stance.engine, evidence"]


def test_every_number_has_a_range() -> None:
    numbers: dict[str, set[str]] = {table: set() for table, _ in MEASURED}
    for table, column in MEASURED:
        if column.kind.rstrip("!") in {"REAL", "INTEGER"}:
            numbers[table].add(column.name)
    assert {table: set(ranges) for table, ranges in RANGES.items()} == numbers


def made_of(thread: Thread) -> dict[str, Rows]:
    """Run every analyzer, with targets to look for; gives the rows by table."""
    made: dict[str, Rows] = {}
    for analyzer in ANALYZERS:
        settings = {"targets": TARGETS} if "targets" in analyzer.settings else {}
        made[analyzer.gives] = analyzer.analyze(thread, {**made, **settings})
    return made


@settings(max_examples=40, deadline=None)
@given(threads(max_size=16))
def test_every_number_keeps_its_range(thread: Thread) -> None:
    for table, rows in made_of(thread).items():
        for row in rows:
            for name, (least, most) in RANGES[table].items():
                assert row[name] is None or least <= row[name] <= most, f"{table}.{name}"
