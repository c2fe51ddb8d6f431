"""What a reply and its parent say of agreement, as some thirty numbers that have names.

Each feature is a number and, where it rests on words, those words: they are shown as evidence.
Counts are ``log(1 + n)``, so that a long comment doesn't drown the rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from math import log1p
from typing import NamedTuple

from analyzers.reading import Cue, Reading, negators

BUT_REACH = 25  # words after which a "but" no longer takes back a "yes"
NEGATION_OPENING = 6  # words

_BUT = frozenset({"but", "however", "though", "except"})
_PERSONS: Mapping[str, frozenset[str]] = {
    "says you": frozenset({"you", "your", "youre", "yours", "youve", "youll", "youd", "u", "ur"}),
    "says I": frozenset({"i", "im", "ive", "id", "ill", "me", "my", "mine", "myself"}),
    "says we": frozenset({"we", "our", "ours", "weve", "ourselves"}),
    "says they": frozenset({"they", "them", "their", "theyre", "theyve", "these", "those"}),
    "says he or she": frozenset({"he", "him", "his", "hes", "she", "her", "hers", "shes"}),
}


class Feature(NamedTuple):
    """A number and the words that it rests on, if any."""

    value: float
    words: tuple[str, ...] = ()


Features = Mapping[str, Feature]


def pair_features(reply: Reading, parent: Reading, *, retorts: bool) -> Features:
    """Describe a reply beside what it answers.

    ``retorts``: the reply quotes its parent and goes on in its own words.
    """
    return {
        **_cue_features(reply),
        **_person_features(reply),
        **_form_features(reply),
        **_sentiment_features(reply, parent),
        **_overlap_features(reply, parent),
        "quotes the parent, then speaks": Feature(float(retorts)),
    }


def _cue_features(reply: Reading) -> dict[str, Feature]:
    agree, disagree = _turned(reply)
    opening = [cue for cue in agree if cue.opens]
    found = {
        "opens by agreeing": _present(opening),
        "agrees": _count(cue for cue in agree if not cue.opens),
        "opens by disagreeing": _present(
            cue for cue in (*reply.cues_of("refusal"), *disagree) if cue.opens
        ),
        "disagrees": _count(cue for cue in disagree if not cue.opens),
        "opens with contrast": _present(c for c in reply.cues_of("contrast") if c.opens),
        "opens by going on": _present(c for c in reply.cues_of("continuation") if c.opens),
        "hedges": _count(reply.cues_of("hedge")),
        "insults": _count(reply.cues_of("insult")),
        "sarcasm marks": _count(reply.cues_of("sarcasm")),
    }
    buts = tuple(word for word in reply.words[:BUT_REACH] if word in _BUT) if opening else ()
    found["agrees, but"] = Feature(float(bool(buts)), buts[:1])
    return found


def _turned(reply: Reading) -> tuple[list[Cue], list[Cue]]:
    """Give the cues of agreement and of disagreement; a negated one counts for the other."""
    agree, disagree = reply.cues_of("agree"), reply.cues_of("disagree")
    return (
        [cue for cue in agree if not cue.negated] + [cue for cue in disagree if cue.negated],
        [cue for cue in disagree if not cue.negated] + [cue for cue in agree if cue.negated],
    )


def _present(cues: Iterable[Cue]) -> Feature:
    words = _phrases(cues)
    return Feature(float(bool(words)), words)


def _count(cues: Iterable[Cue]) -> Feature:
    words = _phrases(cues)
    return Feature(log1p(len(words)), words)


def _phrases(cues: Iterable[Cue]) -> tuple[str, ...]:
    return tuple(f"not … {cue.phrase}" if cue.negated else cue.phrase for cue in cues)


def _person_features(reply: Reading) -> dict[str, Feature]:
    counts = Counter(reply.words)
    found = {}
    for name, words in _PERSONS.items():
        present = tuple(word for word in counts if word in words)
        found[name] = Feature(log1p(sum(counts[word] for word in present)), present)
    return found


def _form_features(reply: Reading) -> dict[str, Feature]:
    negations = tuple(word for word in reply.words if word in negators())
    early = tuple(word for word in reply.words[:NEGATION_OPENING] if word in negators())
    questions, sentences = reply.questions, reply.sentences
    first = bool(questions) and questions[0] == sentences[0]
    return {
        "negations": Feature(log1p(len(negations)), negations),
        "negates early": Feature(float(bool(early)), early),
        "opens with a question": Feature(float(first), questions[:1] if first else ()),
        "questions": Feature(log1p(len(questions)), questions),
        "only asks": Feature(float(bool(questions) and len(questions) == len(sentences))),
        "exclamation marks": Feature(log1p(reply.exclamations)),
        "length": Feature(log1p(len(reply.words))),
    }


def _sentiment_features(reply: Reading, parent: Reading) -> dict[str, Feature]:
    return {
        "sounds positive": Feature(max(0.0, reply.compound)),
        "sounds negative": Feature(max(0.0, -reply.compound)),
        "parent sounds negative": Feature(max(0.0, -parent.compound)),
        "sounds unlike the parent": Feature(abs(reply.compound - parent.compound)),
    }


def _overlap_features(reply: Reading, parent: Reading) -> dict[str, Feature]:
    shared = reply.content.keys() & parent.content.keys()
    you = sum(word in _PERSONS["says you"] for word in parent.words)
    return {
        "words shared with the parent": Feature(
            log1p(len(shared)), tuple(sorted(reply.content[stem] for stem in shared))
        ),
        "share of words from the parent": Feature(len(shared) / max(1, len(reply.content))),
        "parent asks": Feature(log1p(len(parent.questions)), parent.questions[-1:]),
        "parent says you": Feature(log1p(you)),
    }
