"""What the texts of a batch say by themselves, as marks: places in them that have a name.

A mark's number in a text is a feature, and its words there are shown as evidence.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analyzers import cues
from analyzers.reading import Texts
from analyzers.vocabulary import Is

OPENING = 3  # a cue that starts among the first three words opens the comment
TURNING_REACH = 3  # words before a cue in which a "not" turns it
BUT_REACH = 25  # words after which a "but" no longer takes back a "yes"
NEGATION_OPENING = 6  # words
SHORT, VERY_SHORT = 8, 3  # words

Places = NDArray[np.int64]
Chosen = NDArray[np.bool_]

# Lists that only count at the opening, and those that count anywhere, each by its feature's name.
_OPENING = {
    "contrast": "opens with contrast",
    "continuation": "opens by going on",
    "confirms": "opens by confirming",
    "concession": "opens by conceding",
    "wants to know": "opens by asking",
    "praises": "opens with praise",
    "mocks": "opens by mocking",
}
_ANYWHERE = {
    "hedge": "hedges",
    "insult": "insults",
    "sarcasm": "sarcasm marks",
    "concession": "concedes",
    "demand": "demands proof",
    "wants to know": "wants to know",
    "corrects": "corrects",
    "mocks": "mocks",
    "praises": "praises",
    "regrets": "regrets",
    "certain": "is certain",
    "swears": "swears",
    "reports": "reports",
    "tells of oneself": "tells of oneself",
    "should": "says what should be",
    "compares": "compares",
    "reasons": "gives reasons",
}
_PERSONS = {
    "says you": Is.YOU,
    "says I": Is.I,
    "says we": Is.WE,
    "says they": Is.THEY,
    "says he or she": Is.HE,
}


# Marks of which only the presence counts.
PRESENCE = frozenset(
    {
        *_OPENING.values(),
        "opens by agreeing",
        "opens by disagreeing",
        "negates early",
        "opens with a question",
        "ends on a question",
    }
)


class Mark(NamedTuple):
    """Places in the stream of tokens, in order, and how many tokens each takes."""

    places: Places
    sizes: Places


def marks(texts: Texts) -> dict[str, Mark]:
    """Find every mark in a batch."""
    return {**_cue_marks(texts), **_word_marks(texts), **_question_marks(texts)}


def _mark(places: Places, size: int = 1) -> Mark:
    return Mark(places, np.full(len(places), size))


def _cue_marks(texts: Texts) -> dict[str, Mark]:
    found = cues.find(texts.hashes, texts.has(Is.STARTER))
    opens = texts.word_numbers[found.positions] < OPENING
    turned = _turned(texts)[found.positions]

    def chosen(which: Chosen) -> Mark:
        return Mark(found.positions[which], found.sizes[which])

    of = {name: (found.kinds & np.uint32(1 << bit)) != 0 for bit, name in enumerate(cues.kinds())}
    agree = of["agree"] & ~turned | of["disagree"] & turned
    disagree = of["disagree"] & ~turned | of["agree"] & turned
    refusal = (of["refusal"] | disagree) & opens
    marked = {
        "opens by agreeing": chosen(agree & opens),
        "agrees": chosen(agree & ~opens),
        "opens by disagreeing": chosen(refusal),
        "disagrees": chosen(disagree & ~opens),
    }
    marked |= {name: chosen(of[kind] & opens) for kind, name in _OPENING.items()}
    marked |= {name: chosen(of[kind]) for kind, name in _ANYWHERE.items()}
    return marked


def _turned(texts: Texts) -> Chosen:
    """Tell before which tokens a "not" stands, few words off and in the same sentence."""
    turner, places = texts.last(Is.TURNER), np.arange(len(texts.ids))
    near = (turner >= 0) & (places - turner <= TURNING_REACH)
    same: Chosen = near & (turner > texts.last(Is.END))
    return same


def _word_marks(texts: Texts) -> dict[str, Mark]:
    early = texts.word_numbers < NEGATION_OPENING
    negators, buts = texts.has(Is.NEGATOR), texts.has(Is.BUT)
    marked = {name: _mark(np.flatnonzero(texts.has(flag))) for name, flag in _PERSONS.items()}
    return marked | {
        "negations": _mark(np.flatnonzero(negators)),
        "negates early": _mark(np.flatnonzero(negators & early)),
        "says but": _mark(np.flatnonzero(buts & (texts.word_numbers < BUT_REACH))),
        "exclamation marks": _mark(np.flatnonzero(texts.has(Is.EXCLAMATION))),
        "trails off": _mark(np.flatnonzero(texts.has(Is.TRAILING))),
        "capitals": _mark(np.flatnonzero(texts.has(Is.SHOUTED))),
        "links": _mark(np.flatnonzero(texts.has(Is.LINK))),
        "figures": _mark(np.flatnonzero(texts.has(Is.FIGURE))),
    }


def _question_marks(texts: Texts) -> dict[str, Mark]:
    """Find the sentences that ask, each with all of its words."""
    ends = np.flatnonzero(texts.has(Is.END))
    begins = np.append(0, ends[:-1] + 1)
    spoken = ends > begins
    ends, begins = ends[spoken], begins[spoken]
    text = texts.text_of[ends]
    asks = (texts.flags[ends] & np.uint32(Is.QUESTION)) != 0
    first = np.append(True, text[1:] != text[:-1]) if len(text) else asks
    last = np.append(text[1:] != text[:-1], True) if len(text) else asks

    def chosen(which: Chosen) -> Mark:
        return Mark(begins[which], ends[which] - begins[which] + 1)

    return {
        "questions": chosen(asks),
        "opens with a question": chosen(asks & first),
        "ends on a question": chosen(asks & last),
        "sentences": chosen(np.ones_like(asks)),
    }


def sentiment(texts: Texts) -> NDArray[np.float64]:
    """Give how each text sounds, -1..1: VADER's valences, a "not" up to three words before turning.

    A short cut: without VADER's rules for degree words, capitals and "but", in a tenth of its time.
    """
    valences = texts.vocabulary.valences[texts.ids].astype(np.float64)
    turner, places = texts.last(Is.NEGATOR), np.arange(len(texts.ids))
    near = (turner >= 0) & (places - turner <= TURNING_REACH) & (turner > texts.last(Is.END))
    valences[near] *= -0.74
    total = np.bincount(texts.text_of, valences, minlength=texts.number)
    sounds: NDArray[np.float64] = total / np.sqrt(total * total + 15)
    return sounds
