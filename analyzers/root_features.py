"""A comment beside the short post that it stands under, as numbers that have names.

What told stances in earlier work on rumours (Aker, Derczynski & Bontcheva 2017; Kochkina, Liakata
& Augenstein 2017): words of doubt, denial and belief, questions, negation, place in the thread,
words shared with the root. The word lists are our own, ``data/root_cues.json``.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from math import log1p
from typing import NamedTuple

from analyzers.pairs import Pair
from analyzers.sentences import split_sentences
from threads.words import content_words

ROOT_CUES_FILE = files("analyzers") / "data" / "root_cues.json"

_LINK = re.compile(r"https?://\S+")
_ADDRESSEE = re.compile(r"(?<!\w)@\w+")
_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = str.maketrans("", "", "'’ʼ")
_QUESTION = re.compile(r"\?[^\w?]*+\Z")
_DOTS = re.compile(r"\.\.|…")
_SHORT = 4  # words; fewer leave little to go by
_EARLY = 6  # words in which an early negation stands
_OPENING = 3  # words in which a yes or no opens
_LONGEST_PHRASE = 3  # words


class _View(NamedTuple):
    """A text taken apart, without links and addressees; kept for those who answer it."""

    text: str
    words: tuple[str, ...]
    topics: frozenset[str]
    questions: tuple[bool, ...]


def root_features(pair: Pair, root: str) -> dict[str, float]:
    """Describe a comment beside its parent and its thread's root.

    Counts are ``log(1 + n)``, so that a long comment doesn't drown the rest.
    """
    own, above, before = _view(pair.reply), _view(root), _view(pair.parent)
    return {
        "answers a comment": float(not pair.to_article),
        "has a link": float(_LINK.search(pair.reply) is not None),
        "hashtags": log1p(pair.reply.count("#")),
        **_form(own),
        **_overlap(own, above, before),
        **_phrases(own.words),
    }


def _form(own: _View) -> dict[str, float]:
    words, negators = own.words, _negators()
    loud = sum(word.isupper() and len(word) > 1 for word in own.text.split())
    return {
        "length": log1p(len(words)),
        "short": float(len(words) < _SHORT),
        "ellipsis": float(_DOTS.search(own.text) is not None),
        "exclamation marks": log1p(own.text.count("!")),
        "words in capitals": loud / max(1, len(words)),
        "questions": log1p(sum(own.questions)),
        "opens with a question": float(any(own.questions[:1])),
        "ends on a question": float(any(own.questions[-1:])),
        "negations": log1p(sum(word in negators for word in words)),
        "negates early": float(any(word in negators for word in words[:_EARLY])),
    }


def _overlap(own: _View, root: _View, parent: _View) -> dict[str, float]:
    with_root, with_parent = own.topics & root.topics, own.topics & parent.topics
    topics = max(1, len(own.topics))
    return {
        "words shared with the root": log1p(len(with_root)),
        "share of words from the root": len(with_root) / topics,
        "words shared with the parent": log1p(len(with_parent)),
        "share of words from the parent": len(with_parent) / topics,
        "root asks": float(any(root.questions)),
        "parent asks": log1p(sum(parent.questions)),
    }


def _phrases(words: tuple[str, ...]) -> dict[str, float]:
    """Count the words and phrases of each list; an opening counts once."""
    anywhere, opening = _lists("anywhere"), _lists("opening")
    counts: Counter[str] = Counter()
    for start, word in enumerate(words):
        if word in anywhere.first:
            for end in range(start + 1, start + 1 + _LONGEST_PHRASE):
                counts.update(anywhere.names.get(words[start:end], ()))
    counts.update({name for word in words[:_OPENING] for name in opening.names.get((word,), ())})
    return {name: log1p(counts[name]) for name in (*anywhere.all, *opening.all)}


class _Lists(NamedTuple):
    """The names of the lists that a phrase is in, by its words; first words; names of all lists."""

    names: Mapping[tuple[str, ...], tuple[str, ...]]
    first: frozenset[str]
    all: tuple[str, ...]


@cache
def _stored() -> Mapping[str, Mapping[str, list[str]]]:
    stored: Mapping[str, Mapping[str, list[str]]] = json.loads(ROOT_CUES_FILE.read_text("utf-8"))
    return stored


@cache
def _lists(where: str) -> _Lists:
    names: defaultdict[tuple[str, ...], tuple[str, ...]] = defaultdict(tuple)
    for name, phrases in _stored()[where].items():
        for phrase in phrases:
            names[_split(phrase)] += (name,)
    return _Lists(dict(names), frozenset(words[0] for words in names), tuple(_stored()[where]))


@cache
def _negators() -> frozenset[str]:
    return frozenset(_stored()["counted apart"]["negations"])


def _split(text: str) -> tuple[str, ...]:
    """Split into words: small letters, apostrophes taken out ("Don't" is "dont")."""
    return tuple(_WORD.findall(text.lower().translate(_APOSTROPHES)))


@lru_cache(maxsize=4096)
def _view(text: str) -> _View:
    bare = _ADDRESSEE.sub("", _LINK.sub("", text)).strip()
    words = _split(bare)
    spoken = [sentence for sentence in split_sentences(bare) if _WORD.search(sentence)]
    questions = tuple(_QUESTION.search(sentence[-20:]) is not None for sentence in spoken)
    return _View(text=bare, words=words, topics=content_words(words), questions=questions)
