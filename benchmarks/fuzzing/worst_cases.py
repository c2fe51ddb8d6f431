"""Texts on which a regular expression takes the longest, derived from the expression itself.

A pattern is taken apart by Python's own parser, and texts that it matches are put together of
samples of its parts. Then each run that such a text has in it is drawn out: what a repetition may
repeat, what begins a match again and again, each kind of character that the pattern names.
"""

from __future__ import annotations

import re
import signal
import time
from collections import deque
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from re import _constants as c  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

# What stands for "any character but": of each kind that pages have, one.
_COMMON = "aZ0 \n\t<>&\"'=/:;,.!?@#-_()[]{}é日«“’•№\u00a0\u0301\u200b|*~"
_CATEGORY = {
    c.CATEGORY_DIGIT: "07",
    c.CATEGORY_NOT_DIGIT: "a -",
    c.CATEGORY_SPACE: " \n\t",
    c.CATEGORY_NOT_SPACE: "a0.",
    c.CATEGORY_WORD: "a0_",
    c.CATEGORY_NOT_WORD: " .\n",
}
_ENDINGS = ("", "\0", "!", "\n", "a", "<", " ")
_REPEATS = frozenset({c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT})
# Seconds under which a text is no attack, and what a megabyte may take. A short text is too slow by
# so many times that (a busy machine is no reason), and waited for up to so many times.
_SHORT, MEGABYTE, _TOO_SLOW, _WAITED = 0.00005, 4.0, 4, 20
# A text is drawn out to so many times its length, and measured in turns with the short one read as
# many times. What grows in proportion takes as long, what grows by the square 32 times; a busy
# machine makes either up to four times slower. The least of so many measurements counts.
_DRAWN_OUT, _MOST_GROWTH, _MEASURED = 32, 6.0, 15
# Of the slowest attacks on a pattern, as many are drawn out.
_MOST_DRAWN_OUT = 4
Feed = Callable[[re.Pattern[Any], Any], object]


class TooSlow(Exception):
    """A pattern didn't come to an end."""


@dataclass(frozen=True, slots=True)
class Attack:
    """A text of any length: a piece again and again, with something before and after it."""

    start: str
    piece: str
    end: str

    def text(self, size: int) -> str:
        """Give about ``size`` characters."""
        return self.start + self.piece * (size // len(self.piece)) + self.end

    def __str__(self) -> str:
        return f"{self.start[-40:]!a} + n * {self.piece[:60]!a} + {self.end[:20]!a}"


def slowest(
    pattern: re.Pattern[Any],
    samples: int,
    *,
    uses: Collection[str] = ("search", "fullmatch"),
    size: int = 2**14,
) -> str:
    """Tell the first attack whose time grows faster than its length, "" if there is none.

    That is: ``_DRAWN_OUT`` times as much takes ``_MOST_GROWTH`` times longer than in proportion;
    or it takes ``_TOO_SLOW`` times as long as ``MEGABYTE`` allows.
    """
    slow: list[tuple[float, str, Attack]] = []
    for attack in attacks(pattern, samples):
        for name in uses:
            taken = _taken(name, pattern, attack, size)
            if taken > _TOO_SLOW * _most(size):
                return f"{name}: {attack}: {taken:.2f} s for {size:,} characters"
            slow.append((taken, name, attack))
    slow.sort(key=lambda each: -each[0])
    worst = [each for each in slow[:_MOST_DRAWN_OUT] if each[0] > _SHORT]
    grown = (_growth(name, pattern, attack, size) for _, name, attack in worst)
    return next(filter(None, grown), "")


def megabyte(pattern: re.Pattern[Any], samples: int, uses: Collection[str]) -> tuple[float, str]:
    """Give the seconds that a pattern takes for a megabyte of its worst, and what that is."""
    cases = [
        (_taken(name, pattern, attack, 2**13), name, attack)
        for attack in attacks(pattern, samples)
        for name in uses
    ]
    cases.sort(key=lambda each: -each[0])
    found = [
        (_taken(name, pattern, attack, 2**20), f"{name}: {attack}")
        for _, name, attack in cases[:_MOST_DRAWN_OUT]
    ]
    return max(found, default=(0.0, ""))


def _taken(name: str, pattern: re.Pattern[Any], attack: Attack, size: int) -> float:
    """Give the seconds for a text of a size; what is too slow is tried again, to be sure."""
    taken = float("inf")
    for _ in range(_MEASURED):
        try:
            taken = min(taken, seconds(USES[name], pattern, attack.text(size)))
        except TooSlow:
            break
        if taken <= _TOO_SLOW * _most(size):
            break
    return taken


def _growth(name: str, pattern: re.Pattern[Any], attack: Attack, size: int) -> str:
    """Tell how much too fast the time grows; only if it does so however often it is measured."""
    short, long = attack.text(size), attack.text(size * _DRAWN_OUT)
    first = second = float("inf")
    for _ in range(_MEASURED):
        try:
            first = min(first, seconds(USES[name], pattern, short, times=_DRAWN_OUT))
            second = min(second, seconds(USES[name], pattern, long))
        except TooSlow:
            return f"{name}: {attack}: too slow when drawn out"
        if second <= _MOST_GROWTH * first:
            return ""
    grown = _DRAWN_OUT * second / first
    return f"{name}: {attack}: {grown:.0f} times as long for {_DRAWN_OUT} times as much"


def _most(size: int) -> float:
    return MEGABYTE * size / 2**20


def _all(pattern: re.Pattern[Any], text: str | bytes) -> object:
    return deque(pattern.finditer(text), maxlen=0)


USES: dict[str, Feed] = {
    "search": _all,
    "fullmatch": lambda pattern, text: pattern.fullmatch(text),
    "match": lambda pattern, text: pattern.match(text),
}


def seconds(
    feed: Callable[..., object], pattern: re.Pattern[Any], text: str, *, times: int = 1
) -> float:
    """Give the seconds that a pattern takes for a text; raises ``TooSlow``.

    By the clock: kernels may count the processor's time in ticks, longer than most of what is
    measured.
    """
    given = text.encode("latin-1", "replace") if isinstance(pattern.pattern, bytes) else text
    with _stopped(_WAITED * times * _most(len(given))):
        start = time.perf_counter()
        for _ in range(times):
            feed(pattern, given)
        return time.perf_counter() - start


@contextmanager
def _stopped(after: float) -> Iterator[None]:
    def stop(*_: object) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, after)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def attacks(pattern: re.Pattern[Any], samples: int) -> Iterator[Attack]:
    """Derive attacks from a pattern: as many samples of it, each drawn out in every way; no two."""
    source = pattern.pattern
    text = source.decode("latin-1") if isinstance(source, bytes) else source
    tree = _parser.parse(text, pattern.flags & ~re.UNICODE if isinstance(source, bytes) else 0)
    chance = Random(repr(text))
    seen: set[Attack] = set()
    for number in range(samples):
        sample = Sampler(chance)
        sample.add(tree)
        for attack in _drawn_out(chance, sample, number):
            if attack.piece and attack not in seen:
                seen.add(attack)
                yield attack


def _drawn_out(chance: Random, sample: Sampler, number: int) -> Iterator[Attack]:
    said = sample.said
    for start, end in sample.repeated:
        yield Attack(said[:start], said[start:end], chance.choice(_ENDINGS))
        yield Attack(said[:start], said[start:end], said[end:-1])
        yield Attack("", said[start:end], chance.choice(_ENDINGS))
    for cut in {len(said), len(said) - 1, *(chance.randrange(len(said) + 1) for _ in range(3))}:
        yield Attack("", said[:cut], chance.choice(_ENDINGS))
        yield Attack(said[:cut], said[cut:], chance.choice(_ENDINGS))
    if number == 0:
        for character in sample.characters:
            yield Attack("", character, "\0")
    characters = list(sample.characters) or ["a"]
    yield Attack("", "".join(chance.choices(characters, k=2)), chance.choice(_ENDINGS))
    start = said[: chance.randrange(len(said) + 1)]
    yield Attack(start, chance.choice(characters), chance.choice(_ENDINGS))


@dataclass
class Sampler:
    """Puts together a text that a pattern matches, but for what it looks at and doesn't take.

    ``repeated`` are the places of what repetitions repeated; ``characters`` what the pattern names.
    """

    chance: Random
    said: str = ""
    repeated: list[tuple[int, int]] = field(default_factory=list)
    characters: dict[str, None] = field(default_factory=dict)
    groups: dict[int, str] = field(default_factory=dict)

    def add(self, tree: Any) -> None:
        """Append a sample of what a parsed pattern matches."""
        for kind, value in tree:
            if kind in _REPEATS:
                self._repeat(*value)
            elif kind is c.BRANCH:
                self.add(self.chance.choice(value[1]))
            elif kind is c.SUBPATTERN:
                start = len(self.said)
                self.add(value[3])
                self.groups[value[0]] = self.said[start:]
            elif kind is c.ATOMIC_GROUP:
                self.add(value)
            elif kind in (c.ASSERT, c.ASSERT_NOT):
                self._beside(value[1])
            elif kind is c.GROUPREF:
                self.said += self.groups.get(value, "")
            elif kind is c.GROUPREF_EXISTS:
                self.add(value[1])
            elif kind is not c.AT:
                self._character(kind, value)

    def _repeat(self, least: int, most: Any, body: Any) -> None:
        most = min(int(most), least + self.chance.choice((0, 1, 1, 2, 3, 30)))
        for _ in range(max(self.chance.randint(least, most), min(most, 1))):
            start = len(self.said)
            self.add(body)
            if len(self.repeated) < 12:
                self.repeated.append((start, len(self.said)))

    def _beside(self, tree: Any) -> None:
        """Look at what a lookaround names, and say it now and then."""
        aside = Sampler(self.chance)
        aside.add(tree)
        self.characters |= aside.characters
        if self.chance.random() < 0.3:
            self.said += aside.said

    def _character(self, kind: Any, value: Any) -> None:
        found = self.chance.choice(_members(kind, value))
        self.characters[found] = None
        self.said += found


def _members(kind: Any, value: Any) -> str:
    """Give some characters of a class."""
    if kind is c.LITERAL:
        return chr(value)
    if kind is c.ANY:
        return "a <0"
    if kind is c.NOT_LITERAL:
        return "".join(each for each in _COMMON if ord(each) != value)
    negated = value[0][0] is c.NEGATE
    named = "".join(_listed(*each) for each in value[negated:])
    if not negated:
        return named
    left = "".join(each for each in _COMMON if not any(_has(*one, each) for one in value[1:]))
    return left or "\U0010ffff"


def _listed(kind: Any, value: Any) -> str:
    if kind is c.LITERAL:
        return chr(value)
    if kind is c.RANGE:
        return chr(value[0]) + chr(value[1])
    return _CATEGORY[value]


def _has(kind: Any, value: Any, character: str) -> bool:
    if kind is c.LITERAL:
        return ord(character) == value
    if kind is c.RANGE:
        return bool(value[0] <= ord(character) <= value[1])
    classes = {
        c.CATEGORY_DIGIT: character.isdecimal(),
        c.CATEGORY_SPACE: character.isspace(),
        c.CATEGORY_WORD: character.isalnum() or character == "_",
    }
    negated = {
        c.CATEGORY_NOT_DIGIT: c.CATEGORY_DIGIT,
        c.CATEGORY_NOT_SPACE: c.CATEGORY_SPACE,
        c.CATEGORY_NOT_WORD: c.CATEGORY_WORD,
    }
    return not classes[negated[value]] if value in negated else classes[value]
