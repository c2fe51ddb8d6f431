"""The project's own reply pairs with their stances: ``benchmarks/gold/stance_pairs.jsonl``.

Written for the project in the manner of comment threads on technology and law, and labelled by the
rule in ``docs/stance.md``. Persons, firms and rulings in them are made up. Half is for training,
half for testing; no parent is on both sides. They are hard on purpose: each of the kinds below is
as frequent as any other, and words alone tell little, so a figure reached here is not comparable
with one on comments as they come.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from analyzers.pairs import Pair

Split = Literal["train", "test"]
Label = Literal["agree", "neutral", "disagree"]

FILE = Path(__file__).parent / "gold" / "stance_pairs.jsonl"
# What each kind of reply is; its pairs may have any label that the rule gives them.
KINDS = {
    "plain_agree": "agrees in plain words",
    "plain_disagree": "disagrees in plain words",
    "sarcasm_with": "mocks a third party, as the parent does",
    "sarcasm_mock": "mocks the parent",
    "quote_retort": "quotes a passage of the parent and then speaks",
    "this": "opens with “this”",
    "plus_one": "has “+1” or its like",
    "ftfy": "rewrites the parent's words: “fixed that for you”",
    "yes_but": "agrees with a twist",
    "detail": "corrects a detail",
    "answer": "answers a question",
    "question": "wants to know",
    "pressing": "asks in order to make a point",
    "troll": "insults, or is noise",
    "joke": "is a joke",
    "tangent": "changes the subject",
    "thanks": "thanks",
    "anecdote": "tells what its author has seen",
    "third": "is angry at a third party",
    "polite": "disagrees politely",
    "concede": "concedes, then rebuts",
    "late": "is long and comes to its stance at the end",
    "hedged": "hedges",
    "to_troll": "answers a troll",
    "misread": "misreads its parent, or answers one who misread",
    "explain": "explains how a thing works",
    "link": "is little but a link",
    "one_word": "is a single word",
    "to_article": "answers the article",
    "contrast": "has words that go with another label than its own",
    "triple": "stands beside two others: the same parent, much the same words, other labels",
}
TRIPLE = "triple"


@dataclass(frozen=True, slots=True)
class GoldPair:
    """A pair and what it is.

    ``asks``: 1 where the reply truly asks its parent's author something. ``note`` says why, where
    the case is hard. The other fields are those of ``analyzers.pairs.Pair``.
    """

    id: str
    split: Split
    kind: str
    parent: str
    reply: str
    quoted: str
    to_article: bool
    label: Label
    asks: Literal[0, 1]
    note: str

    @property
    def pair(self) -> Pair:
        """What an engine is shown."""
        return Pair(self.reply, self.parent, self.quoted, to_article=self.to_article)


def load(split: Split | None = None, path: Path = FILE) -> list[GoldPair]:
    """Read one half of the pairs, in the file's order, or both.

    Raises ValueError, naming the pair or line, where the file isn't what it should be.
    """
    return [pair for pair in _all(path) if split in {None, pair.split}]


@cache
def _all(path: Path) -> tuple[GoldPair, ...]:
    lines = path.read_text("utf-8").splitlines()
    pairs = tuple(_pair(json.loads(line), number) for number, line in enumerate(lines, 1))
    _check_together(pairs)
    return pairs


def _pair(row: dict[str, Any], number: int) -> GoldPair:
    names = [field.name for field in fields(GoldPair)]
    if list(row) != names:
        raise ValueError(f"line {number}: the fields are {', '.join(row)}; want {', '.join(names)}")
    pair = GoldPair(**row)
    wrong = [name for name, right in _checks(pair).items() if not right]
    if wrong:
        raise ValueError(f"line {number}, {pair.id}: wrong {', '.join(wrong)}")
    return pair


def _checks(pair: GoldPair) -> dict[str, bool]:
    texts = (pair.id, pair.parent, pair.reply, pair.quoted, pair.note)
    return {
        "text": all(isinstance(text, str) and text == text.strip() for text in texts),
        "id": bool(pair.id),
        "split": pair.split in get_args(Split),
        "kind": pair.kind in KINDS,
        "parent": bool(pair.parent),
        "reply": bool(pair.reply),
        "quoted": pair.quoted in pair.parent,
        "to_article": isinstance(pair.to_article, bool),
        "label": pair.label in get_args(Label),
        "asks": not isinstance(pair.asks, bool) and pair.asks in {0, 1},
    }


def _check_together(pairs: Sequence[GoldPair]) -> None:
    """Raise unless ids differ and only the three of a triple share a parent, on one side."""
    by_parent: defaultdict[str, list[GoldPair]] = defaultdict(list)
    ids: set[str] = set()
    for pair in pairs:
        if pair.id in ids:
            raise ValueError(f"{pair.id}: the id is taken")
        ids.add(pair.id)
        by_parent[pair.parent].append(pair)
    for group in by_parent.values():
        kinds, sides = {pair.kind for pair in group}, {pair.split for pair in group}
        labels = {pair.label for pair in group}
        is_triple = kinds == {TRIPLE} and len(sides) == 1 and len(labels) == len(group) == 3
        if not is_triple and (len(group) > 1 or TRIPLE in kinds):
            raise ValueError(f"{', '.join(pair.id for pair in group)}: no triple, but one parent")
