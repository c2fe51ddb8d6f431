"""A text's stance towards each target that it names: the cues of all its mentions, added up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from analyzers.sentences import split_sentences
from analyzers.targets.clauses import Sentence, is_mocked, read_sentence
from analyzers.targets.cues import Cue, cues_of, squeezed
from analyzers.targets.lexicon import lexicon
from analyzers.targets.mentions import Finder, Meaning, Mention
from analyzers.targets.tokens import Token, tokens_of

# How much of a cue is left where the sentence takes it back. Set by hand.
ASKED = 0.5  # "Is X a scam?"
UNREAL = 0.7  # "If X were a scam"
CONCEDED = 0.6  # "X is fine, but"
MOCKED = -0.7  # of praise: "Yeah right, X is great"
REPORTED = 0.4  # "They claim that X is a scam"
REPORT_REACH = 3  # words
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


class _Said:
    """A sentence's words, what it mentions, and where it stands among the text's sentences.

    Its tokens are found out where they are wanted: most sentences name nothing.
    """

    def __init__(self, number: int, text: str, finder: Finder) -> None:
        self.number = number
        self.text = text
        self.mentions = finder.find(text, self.tokens) if finder.may_name(text) else []

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        return tuple(tokens_of(self.text))


def judge(text: str, finder: Finder) -> dict[int, Judged]:
    """Judge each target that a text names, by number; linear in the text's length."""
    if not finder.may_name(text):
        return {}
    said = [_Said(number, one, finder) for number, one in enumerate(split_sentences(text))]
    return _Text(said, is_mocked(text)).judged() if any(one.mentions for one in said) else {}


class _Text:
    """The sentences of one text, each taken apart once, and only where it matters."""

    def __init__(self, said: Sequence[_Said], mocked: bool) -> None:
        self._said = said
        self._mocked = mocked
        self._read: dict[int, Sentence] = {}
        self._found: dict[int, Judged] = {}
        self._elsewhere: dict[tuple[int, int, int], frozenset[int]] = {}

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
            others = self._others(one, meaning)
            cues = [*cues_of(sentence, mention, others), *self._tones(one, mention)]
            factor = meaning.sign * (PROXY if meaning.role == "proxy" else 1.0)
            judged.cues += self._weighed(cues, sentence, mention, factor)

    def _topic(self, one: _Said) -> Meaning | None:
        """Give what a sentence is about: the one thing it names, if little comes before that."""
        named = {m for mention in one.mentions for m in mention.meanings if m.role != "said"}
        if len(named) != 1:
            return None
        sentence, small = self._sentence(one.number), lexicon().small
        first = next(m.start for m in one.mentions if not named.isdisjoint(m.meanings))
        start, _ = sentence.bounds(first)
        opens = all(key in small["light"] for key in sentence.keys[start:first])
        return named.pop() if opens else None

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
            self._found[topic.target].cues += self._weighed(cues, sentence, mention, factor)
            return

    def _others(self, one: _Said, meaning: Meaning) -> frozenset[int]:
        """Give the places of a sentence where something else is named."""
        key = one.number, meaning.target, meaning.sign
        if key not in self._elsewhere:
            self._elsewhere[key] = frozenset(
                place
                for mention in one.mentions
                if any(m.role != "said" for m in mention.meanings)
                and not any((m.target, m.sign) == key[1:] for m in mention.meanings)
                for place in range(mention.start, mention.end)
            )
        return self._elsewhere[key]

    def _weighed(
        self, cues: Sequence[Cue], sentence: Sentence, mention: Mention, factor: float
    ) -> Iterator[Cue]:
        """Take back what the sentence takes back; praise in mockery is blame."""
        factor *= _standing(sentence, mention)
        mocked = self._mocked or sentence.sarcastic
        for cue in cues:
            praise = MOCKED if mocked and cue.value > 0 else 1.0
            yield cue._replace(value=cue.value * praise * factor)

    def _sentence(self, number: int) -> Sentence:
        if number not in self._read:
            one = self._said[number]
            named = frozenset(place for m in one.mentions for place in range(m.start, m.end))
            self._read[number] = read_sentence(one.text, one.tokens, named)
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


def _standing(sentence: Sentence, mention: Mention) -> float:
    """Give how much is left of what a clause says: it may ask, quote, suppose or concede it."""
    factor = ASKED if sentence.asks else 1.0
    low, high = sentence.bounds(mention.start)
    small = lexicon().small
    if _is_reported(sentence.keys, low, mention.start):
        factor *= REPORTED
    if any(key in small["unreal"] for key in sentence.keys[low:high]):
        factor *= UNREAL
    return factor * CONCEDED if sentence.turns_after(mention.end) else factor


def _is_reported(keys: Sequence[str], low: int, place: int) -> bool:
    """Whether somebody else is said to say it: "if you say that X is a myth"."""
    small = lexicon().small
    first = max(0, low - REPORT_REACH)
    return any(
        keys[at] in small["reports"]
        and small["first_person"].isdisjoint(keys[max(0, at - REPORT_REACH) : at])
        for at in range(first, place)
    )
