"""How a clause sides with what it names: the cues, each with its words and its side.

The clause is read by the order of its words, as far as that goes without a parser: what stands
before a name and acts on it ("we trust X", "against X"), what the name does ("X lied"), what it is
said to be ("X is a scam"), what it is called ("corrupt X"), what it is compared with ("better than
X"), and the tone of the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import sqrt
from typing import Literal, NamedTuple

from analyzers.targets.clauses import NEGATED, NEGATION_REACH, Sentence, negates
from analyzers.targets.lexicon import lexicon
from analyzers.targets.mentions import Mention

Kind = Literal[
    "goes with it",
    "I act on it",
    "others act on it",
    "it acts",
    "it is",
    "it is called",
    "compared",
    "in quotation marks",
    "tone of the clause",
    "tone of the sentence",
    "tone around",
    "word of a side",
]
# Log-odds of a whole cue, set by hand. Fitted to training rows (SemEval-2016 task 6, MT-CSD) they
# stay near these values, and do no better on a target that they were not fitted to.
WEIGHTS: Mapping[Kind, float] = {
    "goes with it": 1.5,
    "I act on it": 1.5,
    "others act on it": 0.8,
    "it acts": 1.0,
    "it is": 1.0,
    "it is called": 0.8,
    "compared": 1.0,
    "in quotation marks": 0.8,
    "tone of the clause": 0.7,
    "tone of the sentence": 0.5,
    "tone around": 0.3,
    "word of a side": 1.5,
}
LEFT, RIGHT = 7, 7  # words looked at before and after a name
STRANGERS = 1  # words that no list has, between a name and the verb that goes with it
BESIDE = 0.3  # what the tone on the far side of another name still says of this one
_LONGEST = 5  # words of a phrase
_FULL = 3.0  # valence from which a word says all it can: "evil" is -3.2
_QUOTES = "\"'“”‘’«»"


class Cue(NamedTuple):
    """What speaks for (above 0) or against a thing named, -1..1, and the words that do."""

    kind: Kind
    value: float
    words: str


@dataclass(slots=True)
class _Reading:
    """A mention being read: what of its clause is accounted for already."""

    sentence: Sentence
    start: int
    end: int
    others: frozenset[int]  # places of other names
    low: int
    high: int
    used: set[int] = field(default_factory=set)
    flipped: bool = False  # the name is only part of "X haters" and their like


def cues_of(sentence: Sentence, mention: Mention, others: frozenset[int]) -> list[Cue]:
    """Give what a clause says of a mention; ``others`` are the places of other names."""
    low, high = sentence.bounds(mention.start)
    reading = _Reading(sentence, mention.start, mention.end, others, low, max(high, mention.end))
    reading.used.update(range(mention.start, mention.end))
    beside = [*_quoted(reading), *_compared(reading)]
    before = [] if beside else list(_before(reading))
    rest = [*_after(reading), *_called(reading), *_tone(reading)]
    if low < mention.start and sentence.keys[mention.start - 1] == "anti":
        if rest:  # "anti-X people are wrong": it is about them
            return [cue._replace(value=-cue.value) for cue in rest]
    elif reading.flipped:
        return [cue._replace(value=-cue.value) for cue in (*beside, *before, *rest)]
    return [*beside, *before, *rest]


def squeezed(total: float) -> float:
    """Press a sum of valences into -1..1, as VADER does."""
    return total / sqrt(total * total + 15)


def _quoted(reading: _Reading) -> Iterator[Cue]:
    """Quotation marks around nothing but the name."""
    text, tokens = reading.sentence.text, reading.sentence.tokens
    start, end = tokens[reading.start].start, tokens[reading.end - 1].end
    if start and text[start - 1] in _QUOTES and text[end : end + 1] in _QUOTES and end < len(text):
        yield Cue("in quotation marks", -1.0, text[start - 1 : end + 1])


def _compared(reading: _Reading) -> Iterator[Cue]:
    """Look for "better than X", "prefer Y over X": what is praised is not X."""
    sentence, keys = reading.sentence, reading.sentence.keys
    place = reading.start - 1
    while place >= reading.low and keys[place] in ("the", "a", "an", "in", "those", "that"):
        place -= 1
    if place < reading.low:
        return
    before = range(max(reading.low, place - LEFT), place)
    if keys[place] in ("over", "to") and any(keys[p].startswith("prefer") for p in before):
        yield Cue("compared", -1.0, sentence.words(before.start, reading.end))
    elif keys[place] == "than" and keys[place - 1 : place] != ["rather"]:
        tones = [sentence.tones[p] for p in before if p in sentence.tones]
        total = sum(tone.value for tone in tones)
        if total or "more" in keys[before.start : place]:
            reading.used.update(tone.place for tone in tones)
            value = 1.0 if total < 0 else -1.0
            yield Cue("compared", value, sentence.words(before.start, reading.end))


def _before(reading: _Reading) -> Iterator[Cue]:
    """Find what acts on the name: the nearest verb or phrase before it that takes a side."""
    keys, words, strangers = reading.sentence.keys, lexicon(), 0
    place, last = reading.start - 1, max(reading.low, reading.start - LEFT)
    while place >= last and place not in reading.sentence.named:
        for start in range(max(reading.low, place - _LONGEST + 1), place + 1):
            leans = None if strangers else words.leaning.at(keys, start, place + 1)
            found = leans or words.doing.at(keys, start, place + 1)
            if found and found[0] == place + 1 - start:
                yield _acting(reading, start, found[1], leaning=leans is not None)
                return
        strangers += not (keys[place] in words.small["light"] or place in reading.sentence.tones)
        if strangers > STRANGERS or keys[place] in words.small["prepositions"]:
            return
        place -= 1


def _acting(reading: _Reading, start: int, side: int, *, leaning: bool) -> Cue:
    sentence, keys = reading.sentence, reading.sentence.keys
    reading.used.update(range(start, reading.start))
    negated = negates(keys, max(reading.low, start - NEGATION_REACH), start)
    mine = _is_mine(keys[reading.low : start])
    acts: Kind = "I act on it" if mine else "others act on it"
    return Cue(
        "goes with it" if leaning else acts,
        side * (NEGATED if negated else 1.0),
        sentence.words(max(reading.low, start - NEGATION_REACH) if negated else start, reading.end),
    )


def _is_mine(before: list[str]) -> bool:
    """Whether the writer is who acts, or demands that somebody do; also where nobody is named."""
    small = lexicon().small
    if any(key in small["first_person"] or key in small["demands"] for key in before[-6:]):
        return True
    return all(key in small["light"] or key in small["negators"] for key in before[-4:])


def _after(reading: _Reading) -> Iterator[Cue]:
    """Find what the name does, is, or has done to it."""
    keys, words, strangers = reading.sentence.keys, lexicon(), 0
    place = reading.end
    if place < reading.high and keys[place] in words.people:
        reading.flipped = words.people[keys[place]] < 0
        reading.used.add(place)
        place += 1
    while place < min(reading.high, reading.end + RIGHT) and place not in reading.sentence.named:
        if keys[place] in words.small["be"]:
            yield from _said_to_be(reading, place)
            return
        found = words.bearing.at(keys, place, reading.high)
        if found and not reading.sentence.tokens[reading.end - 1].owns:
            negated = negates(keys, reading.end, place)
            reading.used.update(range(reading.end, place + found[0]))
            value = found[1] * (NEGATED if negated else 1.0)
            yield Cue("it acts", value, reading.sentence.words(reading.start, place + found[0]))
            return
        strangers += keys[place] not in words.small["light"]
        if strangers > STRANGERS or keys[place] in words.small["prepositions"]:
            return
        place += 1


def _said_to_be(reading: _Reading, be: int) -> Iterator[Cue]:
    """Read what follows an "is": a passive ("is banned"), or what the name is said to be."""
    sentence, keys, words = reading.sentence, reading.sentence.keys, lexicon()
    place = be + 1
    while place < reading.high and keys[place] in words.small["light"]:
        place += 1
    negated = negates(keys, reading.end, min(place, reading.high))
    side = words.participles.get(keys[place]) if place < reading.high else None
    if side:
        reading.used.update(range(be, place + 1))
        mine = any(key in words.small["demands"] for key in keys[reading.end : place])
        value = side * (NEGATED if negated else 1.0)
        kind: Kind = "I act on it" if mine else "others act on it"
        yield Cue(kind, value, sentence.words(reading.start, place + 1))
        return
    end = place
    while end < min(reading.high, place + RIGHT) and end not in reading.sentence.named:
        if keys[end] == "than":
            break
        end += 1
    bearing = words.bearing.at(keys, place, end) if place < end else None
    if bearing and (keys[place].endswith("ing") or keys[place - 1] == "to"):  # "X is killing us"
        reading.used.update(range(be, place + bearing[0]))
        value = bearing[1] * (NEGATED if negated else 1.0)
        yield Cue("it acts", value, sentence.words(reading.start, place + bearing[0]))
        return
    tones = [sentence.tones[p] for p in range(be, end) if p in sentence.tones]
    if tones:
        total = sum(tone.value * (NEGATED if negated and not tone.negated else 1) for tone in tones)
        reading.used.update(tone.place for tone in tones)
        words_ = sentence.words(reading.start, max(tone.place for tone in tones) + 1)
        yield Cue("it is", _full(total), words_)


def _called(reading: _Reading) -> Iterator[Cue]:
    """Read what stands right before the name ("corrupt X") or right after it ("X scam")."""
    sentence = reading.sentence
    beside = [reading.start - 1, reading.end]
    if reading.start - 1 in sentence.tones:
        beside.append(reading.start - 2)
    for place in beside:
        tone = sentence.tones.get(place)
        if tone and place not in reading.used and reading.low <= place < reading.high:
            reading.used.add(place)
            first, last = min(place, reading.start), max(place + 1, reading.end)
            yield Cue("it is called", _full(tone.value), sentence.words(first, last))


def _tone(reading: _Reading) -> Iterator[Cue]:
    """Sum up the tone of what is left of the clause."""
    total, places = 0.0, []
    for place in range(reading.low, reading.high):
        tone = reading.sentence.tones.get(place)
        if tone and place not in reading.used:
            near, far = sorted((place, reading.start))
            beyond = not reading.others.isdisjoint(range(near + 1, far))
            total += tone.value * (BESIDE if beyond else 1.0)
            places.append(place)
    if total:
        words = ", ".join(reading.sentence.words(place, place + 1) for place in places)
        yield Cue("tone of the clause", squeezed(total), words)


def _full(valence: float) -> float:
    return max(-1.0, min(1.0, valence / _FULL))
