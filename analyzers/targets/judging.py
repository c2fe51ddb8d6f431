"""A text's stance towards each target that it names: the cues of all its mentions, added up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from analyzers.sentences import split_sentences
from analyzers.targets.clauses import Sentence, read_sentence
from analyzers.targets.cues import Cue, cues_of, squeezed
from analyzers.targets.lexicon import lexicon
from analyzers.targets.mentions import Finder, Meaning, Mention
from analyzers.targets.tokens import Token, tokens_of

# How much of a cue is left where the sentence takes it back. Set by hand.
ASKED = 0.5  # "Is X a scam?"
UNREAL = 0.7  # "If X were a scam"
CONCEDED = 0.6  # "X is fine, but"
MOCKED = -0.7  # of praise: "Yeah right, X is great"
PRONOUN = 0.7  # "X called. It is a scam."
PROXY = 0.8  # of what is said of an ally
DENIED = -0.7  # a word of one side, rejected: "not pro-life"
REJECTED = -0.5  # sum of the cues from which a word is rejected
REJECTING = ("goes with it", "in quotation marks")
NAMED = 0.5  # a word of one side that is a name of the target
PRONOUN_REACH = 2  # sentences
_NOTHING = 1e-9  # what rounding leaves of a sum of valences


@dataclass(slots=True)
class Judged:
    """What a text says of one target: how often it is named, and the cues, taken-back or not."""

    mentions: int = 0
    cues: list[Cue] = field(default_factory=list)


class _Said(NamedTuple):
    """A sentence's words, what it mentions, and where it stands among the text's sentences."""

    number: int
    text: str
    tokens: tuple[Token, ...]
    mentions: list[Mention]


def judge(text: str, finder: Finder) -> dict[int, Judged]:
    """Judge each target that a text names, by number; linear in the text's length."""
    said = [
        _Said(number, sentence, tokens, finder.find(sentence, tokens))
        for number, sentence in enumerate(split_sentences(text))
        for tokens in [tuple(tokens_of(sentence))]
    ]
    if not any(one.mentions for one in said):
        return {}
    return _Text(said).judged()


class _Text:
    """The sentences of one text, each taken apart once, and only where it matters."""

    def __init__(self, said: Sequence[_Said]) -> None:
        self._said = said
        self._read: dict[int, Sentence] = {}
        self._found: dict[int, Judged] = {}

    def judged(self) -> dict[int, Judged]:
        topic, since = None, 0
        for one in self._said:
            if one.mentions:
                for mention in one.mentions:
                    self._enter(one, mention)
                topic, since = self._topic(one), 0
            else:
                since += 1
            if topic is not None and since <= PRONOUN_REACH:
                self._enter_pronoun(one, topic)
        return self._found

    def _enter(self, one: _Said, mention: Mention) -> None:
        sentence = self._sentence(one.number)
        for meaning in mention.meanings:
            judged = self._found.setdefault(meaning.target, Judged())
            named = any(m.target == meaning.target and m.role != "said" for m in mention.meanings)
            if meaning.role == "said":
                judged.mentions += not named
                judged.cues.append(_word_of_a_side(sentence, mention, meaning.sign, named=named))
                continue
            judged.mentions += 1
            others = _others(one.mentions, meaning)
            cues = [*cues_of(sentence, mention, others), *self._tones(one, mention)]
            factor = meaning.sign * (PROXY if meaning.role == "proxy" else 1.0)
            judged.cues += _weighed(cues, sentence, mention, factor)

    def _topic(self, one: _Said) -> Meaning | None:
        """Give what a sentence is about: the one thing it names, if little comes before that."""
        named = {m for mention in one.mentions for m in mention.meanings if m.role != "said"}
        if len(named) != 1:
            return None
        sentence, small = self._sentence(one.number), lexicon().small
        first = next(m.start for m in one.mentions if not named.isdisjoint(m.meanings))
        start, _ = sentence.bounds(first)
        return (
            named.pop()
            if all(key in small["light"] for key in sentence.keys[start:first])
            else None
        )

    def _enter_pronoun(self, one: _Said, topic: Meaning) -> None:
        """Read a pronoun that opens a clause after a name as that name: what it is or does."""
        small = lexicon().small
        last = max((mention.end for mention in one.mentions), default=0)
        for place in range(last, len(one.tokens)):
            if one.tokens[place].key not in small["pronouns"]:
                continue
            sentence = self._sentence(one.number)
            start, _ = sentence.bounds(place)
            if place - start > (sentence.keys[start] in small["breaks"]):
                continue
            mention = Mention(place, place + 1, (topic,))
            cues = [
                c for c in cues_of(sentence, mention, frozenset()) if c.kind in ("it is", "it acts")
            ]
            factor = PRONOUN * topic.sign * (PROXY if topic.role == "proxy" else 1.0)
            self._found[topic.target].cues += _weighed(cues, sentence, mention, factor)
            return

    def _sentence(self, number: int) -> Sentence:
        if number not in self._read:
            one = self._said[number]
            self._read[number] = read_sentence(one.text, one.tokens)
        return self._read[number]

    def _tones(self, one: _Said, mention: Mention) -> Iterator[Cue]:
        """Give the tone of the rest of the sentence, and of the sentences beside it."""
        sentence = self._sentence(one.number)
        clause = range(*sentence.bounds(mention.start))
        rest = sentence.tone - sum(sentence.tones[p].value for p in clause if p in sentence.tones)
        if abs(rest) > _NOTHING:
            yield Cue("tone of the sentence", squeezed(rest), sentence.toned(but=clause))
        beside = [
            self._sentence(number)
            for number in (one.number - 1, one.number + 1)
            if 0 <= number < len(self._said) and not self._said[number].mentions
        ]
        around = sum(sentence.tone for sentence in beside)
        if abs(around) > _NOTHING:
            words = "; ".join(sentence.toned() for sentence in beside if sentence.tones)
            yield Cue("tone around", squeezed(around), words)


def _others(mentions: Sequence[Mention], meaning: Meaning) -> frozenset[int]:
    """Give the places where something else is named."""
    return frozenset(
        place
        for mention in mentions
        if not any(m.target == meaning.target and m.sign == meaning.sign for m in mention.meanings)
        and any(m.role != "said" for m in mention.meanings)
        for place in range(mention.start, mention.end)
    )


def _word_of_a_side(sentence: Sentence, mention: Mention, sign: int, *, named: bool) -> Cue:
    """Count a word of one side, for the other side where the clause rejects it.

    The clause's tone says nothing of it. A name of the target that one side mostly uses counts
    half: what is said of the target is told by the cues of the name.
    """
    words = sentence.words(mention.start, mention.end)
    if named:
        return Cue("word of a side", sign * NAMED, words)
    cues = cues_of(sentence, mention, frozenset())
    rejected = sum(cue.value for cue in cues if cue.kind in REJECTING) <= REJECTED
    return Cue("word of a side", sign * (DENIED if rejected else 1.0), words)


def _weighed(
    cues: Sequence[Cue], sentence: Sentence, mention: Mention, factor: float
) -> Iterator[Cue]:
    """Take back what the sentence takes back."""
    if sentence.asks:
        factor *= ASKED
    low, high = sentence.bounds(mention.start)
    small = lexicon().small
    if any(key in small["unreal"] for key in sentence.keys[low:high]):
        factor *= UNREAL
    if sentence.turns_after(mention.end):
        factor *= CONCEDED
    for cue in cues:
        mocked = MOCKED if sentence.sarcastic and cue.value > 0 else 1.0
        yield cue._replace(value=cue.value * mocked * factor)
