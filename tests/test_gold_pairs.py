"""The gold pairs: whole, balanced, our own words; and what the loader refuses."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.gold_pairs import KINDS, TRIPLE, GoldPair, load
from benchmarks.shaped import have_bench

SHARED = Path(__file__).resolve().parents[2] / "shared"
SHINGLE = 8  # words in a row that two writers hardly ever share by chance
ROW: dict[str, Any] = {
    "id": "a",
    "split": "train",
    "kind": "answer",
    "parent": "Who pays for the ferry at night?",
    "reply": "The harbour board.",
    "quoted": "the ferry",
    "to_article": False,
    "label": "neutral",
    "asks": 0,
    "note": "",
}
_WORD = re.compile(r"[^\W_]+")
_TYPED = set("“”‘’—…é")  # besides ASCII, what readers type


def shares(pairs: list[GoldPair]) -> dict[str, float]:
    counts = Counter(pair.label for pair in pairs)
    return {label: count / len(pairs) for label, count in counts.items()}


def write(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def test_there_are_enough_and_every_kind_is_halved() -> None:
    pairs = load()
    assert len(pairs) >= 400
    halves = {side: Counter(p.kind for p in load(side)) for side in ("train", "test")}
    assert halves["train"] == halves["test"]
    assert set(halves["train"]) == set(KINDS)
    assert min(halves["train"].values()) >= 6
    assert load("train") + load("test") == sorted(pairs, key=lambda pair: pair.split == "test")


@pytest.mark.parametrize("split", ["train", "test"])
def test_labels_come_about_as_often_as_in_a_real_thread(split: Any) -> None:
    wanted = {"disagree": 0.38, "agree": 0.32, "neutral": 0.30}
    assert shares(load(split)) == pytest.approx(wanted, abs=0.03)


def test_no_parent_is_on_both_sides() -> None:
    train, test = ({_bare(pair.parent) for pair in load(side)} for side in ("train", "test"))
    assert not train & test


def test_twenty_triples_differ_in_nothing_but_the_reply() -> None:
    triples = [pair for pair in load() if pair.kind == TRIPLE]
    assert Counter(Counter(pair.parent for pair in triples).values()) == {3: 20}
    assert Counter(pair.label for pair in triples) == {"agree": 20, "neutral": 20, "disagree": 20}


def test_replies_are_of_all_lengths() -> None:
    words = sorted(len(pair.reply.split()) for pair in load())
    assert words[0] == 1
    assert words[-1] <= 150
    assert sum(count >= 60 for count in words) >= 40
    by_label = {
        label: [len(pair.reply.split()) for pair in load() if pair.label == label]
        for label in ("agree", "neutral", "disagree")
    }
    means = [sum(counts) / len(counts) for counts in by_label.values()]
    assert max(means) < 1.5 * min(means), "the length alone gives the label away"


def test_text_is_clean() -> None:
    for pair in load():
        for text in (pair.parent, pair.reply, pair.quoted, pair.note):
            assert text == unicodedata.normalize("NFC", text), pair.id
            odd = {c for c in text if c != "\n" and not " " <= c <= "~"} - _TYPED
            assert not odd, pair.id
            assert "  " not in text, pair.id


def test_addresses_lead_nowhere() -> None:
    hosts = [host for pair in load() for host in re.findall(r"https?://([^/\s]+)", pair.reply)]
    assert hosts
    assert [host for host in hosts if not re.search(r"\bexample\.(com|net|org|gov)\Z", host)] == []


@pytest.mark.skipif(not have_bench(), reason="no shared data beside this checkout (../shared)")
@pytest.mark.shared
def test_no_text_is_taken_from_the_shared_data() -> None:
    ours: dict[str, str] = {}
    for pair in load():
        for text in (pair.parent, pair.reply):
            ours.update((shingle, pair.id) for shingle in _shingles(text))
    taken = {
        (ours[shingle], shingle)
        for text in _shared_texts()
        for shingle in _shingles(text)
        if shingle in ours
    }
    assert len(ours) > 10_000
    assert not taken


def _bare(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))


def _shingles(text: str) -> Iterator[str]:
    words = _bare(text).split()
    for at in range(len(words) - SHINGLE + 1):
        yield " ".join(words[at : at + SHINGLE])


def _shared_texts() -> Iterator[str]:
    """Yield what stands in the shared files, each text once."""
    seen: set[str] = set()
    for path in sorted(SHARED.rglob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            values = json.loads(line).values()
            texts = {value for value in values if isinstance(value, str) and " " in value}
            yield from texts - seen
            seen |= texts
    for pattern in ("seeds/*.txt", "pages/**/*.txt", "*.md", "bench/*.md"):
        for path in sorted(SHARED.glob(pattern)):
            yield path.read_text("utf-8", errors="replace")


def test_a_pair_is_what_engines_are_shown(tmp_path: Path) -> None:
    [pair] = load("train", write(tmp_path / "pairs.jsonl", ROW))
    assert load("test", tmp_path / "pairs.jsonl") == []
    assert (pair.pair.reply, pair.pair.parent) == (ROW["reply"], ROW["parent"])
    assert (pair.pair.quoted, pair.pair.to_article) == ("the ferry", False)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"label": "unsure"}, "wrong label"),
        ({"split": "dev"}, "wrong split"),
        ({"kind": "rant"}, "wrong kind"),
        ({"reply": ""}, "wrong reply"),
        ({"reply": "The board. "}, "wrong text"),
        ({"quoted": "the train"}, "wrong quoted"),
        ({"asks": True}, "wrong asks"),
        ({"to_article": 1}, "wrong to_article"),
        ({"kind": TRIPLE}, "no triple"),
        ({"title": ""}, "line 1: the fields are"),
    ],
    ids=lambda value: "" if isinstance(value, str) else "-".join(value),
)
def test_a_wrong_row_is_refused(tmp_path: Path, changed: dict[str, Any], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        load(path=write(tmp_path / "pairs.jsonl", {**ROW, **changed}))


def test_pairs_that_clash_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="a: the id is taken"):
        load(path=write(tmp_path / "ids.jsonl", ROW, {**ROW, "parent": "Who? the ferry"}))
    with pytest.raises(ValueError, match="a, b: no triple, but one parent"):
        load(path=write(tmp_path / "parents.jsonl", ROW, {**ROW, "id": "b"}))
    labels = ("agree", "neutral", "disagree")
    three = [{**ROW, "kind": TRIPLE, "id": label, "label": label} for label in labels]
    assert len(load(path=write(tmp_path / "triple.jsonl", *three))) == 3
    three[2]["split"] = "test"
    with pytest.raises(ValueError, match="no triple"):
        load(path=write(tmp_path / "torn.jsonl", *three))
