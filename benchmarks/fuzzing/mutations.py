"""Sound pages made hostile: their pieces cut, doubled, moved, nested, spliced, made odd.

A page is a list of pieces (tags and texts, lines, or JSON's marks and strings), so that what comes
out still looks like a page. Everything is decided by the ``Random`` that is handed in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

from benchmarks.fuzzing import odd
from benchmarks.fuzzing.material import Seed

Pieces = list[str]
_CUT = {
    "markup": re.compile(r"<[^<>]*>|[^<]+|<"),
    "text": re.compile(r"[^\n]*\n|[^\n]+"),
    "json": re.compile(r'"(?:[^"\\]|\\.)*"|[][{},:]|[^][{},:"]+|"'),
}
_NUMBER = re.compile(r"\d+")
_DATE = re.compile(
    r"\d{4}-\d\d-\d\d(?:T[\d:.]+)?|[A-Z][a-z]{2,8} \d{1,2}(?:st|nd|rd|th)?,? \d{4}"
    r"|\d{1,2} [A-Z][a-z]{2,8} \d{4}(?:,? \d\d?:\d\d ?(?:[ap]m)?)?|\d\d?:\d\d ?[ap]m"
)
_VALUE = re.compile(r"=\s*(\"[^\"]*\"|'[^']*'|[^\s>\"']+)")
_DEEP = (100, 255, 300, 1_000, 5_000)
LARGE = 2**20


def pieces_of(seed: Seed) -> Pieces:
    """Cut a page into its pieces, which joined are the page."""
    return _CUT[seed.kind].findall(seed.text)


def mutated(chance: Random, seed: Seed, others: Sequence[Seed], most: int = 6) -> str:
    """Change a page one to ``most`` times; ``others`` are what it may be spliced with."""
    pieces = pieces_of(seed)
    for _ in range(chance.randint(1, most)):
        if not pieces:
            break
        chance.choice(_ANYWHERE)(chance, pieces, seed.kind)
    if chance.random() < 0.08:
        other = pieces_of(chance.choice(others))
        pieces[chance.randrange(len(pieces) + 1) :] = other[chance.randrange(len(other) + 1) :]
    return "".join(pieces)


def grown(chance: Random, seed: Seed, size: int = LARGE) -> str:
    """Repeat a few pieces of a page until it has ``size`` characters, and change it here and there.

    What takes time as the square of a page's length is found so.
    """
    pieces = pieces_of(seed)
    start = chance.randrange(len(pieces))
    span = pieces[start : start + chance.choice((1, 2, 5, 40, 400))]
    if chance.random() < 0.5:
        span.insert(chance.randrange(len(span) + 1), chance.choice(_odd(seed.kind)))
    length = max(sum(map(len, span)), 1)
    pieces[start:start] = span * max((size - len(seed.text)) // length, 1)
    for _ in range(chance.randint(0, 3)):
        chance.choice(_ANYWHERE)(chance, pieces, seed.kind)
    return "".join(pieces)[: 2 * size]


def nested(chance: Random, seed: Seed) -> str:
    """Nest one of a page's own tags in itself thousands deep, with or without text between."""
    pieces = pieces_of(seed)
    tags = [at for at, piece in enumerate(pieces) if piece[:1] == "<" and piece[1:2].isalpha()]
    at = chance.choice(tags)
    piece = pieces[at] + chance.choice(("", "x", " ", "by Ann on May 1, 2015", "<p>"))
    pieces[at:at] = [piece] * chance.choice((1_000, 3_000, 6_000))
    return "".join(pieces)


def _span(chance: Random, pieces: Pieces) -> tuple[int, int]:
    start = chance.randrange(len(pieces))
    return start, min(len(pieces), start + 1 + int(chance.random() ** 3 * 60))


def _odd(kind: str) -> Sequence[str]:
    return odd.MARKUP + odd.CHARACTERS if kind == "markup" else odd.CHARACTERS


def _cut_out(chance: Random, pieces: Pieces, kind: str) -> None:
    start, end = _span(chance, pieces)
    del pieces[start:end]


def _double(chance: Random, pieces: Pieces, kind: str) -> None:
    start, end = _span(chance, pieces)
    pieces[end:end] = pieces[start:end] * chance.choice((1, 1, 1, 2, 30))


def _move(chance: Random, pieces: Pieces, kind: str) -> None:
    start, end = _span(chance, pieces)
    piece = pieces[start:end]
    del pieces[start:end]
    at = chance.randrange(len(pieces) + 1)
    pieces[at:at] = piece


def _swap(chance: Random, pieces: Pieces, kind: str) -> None:
    one, other = chance.randrange(len(pieces)), chance.randrange(len(pieces))
    pieces[one], pieces[other] = pieces[other], pieces[one]


def _insert(chance: Random, pieces: Pieces, kind: str) -> None:
    at = chance.randrange(len(pieces) + 1)
    pieces[at:at] = chance.choices(_odd(kind), k=chance.randint(1, 4))


def _inside(chance: Random, pieces: Pieces, kind: str) -> None:
    """Put something odd inside a piece: a text, a tag's name, an attribute."""
    at = chance.randrange(len(pieces))
    place = chance.randrange(len(pieces[at]) + 1)
    pieces[at] = pieces[at][:place] + chance.choice(odd.CHARACTERS) + pieces[at][place:]


def _halve(chance: Random, pieces: Pieces, kind: str) -> None:
    at = chance.randrange(len(pieces))
    pieces[at] = pieces[at][: chance.randrange(len(pieces[at]) + 1)]


def _break_off(chance: Random, pieces: Pieces, kind: str) -> None:
    del pieces[chance.randrange(len(pieces) + 1) :]


def _nest(chance: Random, pieces: Pieces, kind: str) -> None:
    """Lay what stands at a place inside itself, or inside brackets or quotes, very deep."""
    start, end = _span(chance, pieces)
    times = chance.choice(_DEEP)
    if kind == "markup":
        opened = [tag for tag in pieces[start:end] if tag[:1] == "<" and tag[1:2].isalpha()]
        around = opened[:2] or ["<div>"]
        pieces[start:start] = around * times
        if chance.random() < 0.5:
            names = [re.split(r"[\s>/]", tag[1:], maxsplit=1)[0] for tag in reversed(around)]
            closing = [f"</{name}>" for name in names]
            pieces[end + len(around) * times : 0] = closing * times
    elif kind == "json":
        pieces[start:start] = [chance.choice(("[", '{"a":', '{"parent":'))] * times
    else:
        pieces[start:start] = [chance.choice(("> ", "Re: ", "\t", "  ", "• "))] * times


def _unclose(chance: Random, pieces: Pieces, kind: str) -> None:
    """Take out end tags: all of one name, or some of any."""
    ends = [piece for piece in pieces if piece.startswith("</")] or ["\n", "}", "]"]
    name, share = chance.choice(ends), chance.choice((0.1, 0.5, 1.0))
    pieces[:] = [piece for piece in pieces if piece != name or chance.random() > share]


def _swap_values(chance: Random, pieces: Pieces, kind: str) -> None:
    """Give attributes, or strings, each other's values."""
    places = [at for at, piece in enumerate(pieces) if _VALUE.search(piece) or piece[:1] == '"']
    if len(places) > 1:
        one, other = chance.sample(places, 2)
        first, second = _VALUE.search(pieces[one]), _VALUE.search(pieces[other])
        if first and second:
            pieces[one] = pieces[one].replace(first[1], second[1], 1)
            pieces[other] = pieces[other].replace(second[1], first[1], 1)
        else:
            pieces[one] = pieces[other]


def _other_value(chance: Random, pieces: Pieces, kind: str) -> None:
    places = [at for at, piece in enumerate(pieces) if _VALUE.search(piece) or piece[:1] == '"']
    if places:
        at = chance.choice(places)
        value = chance.choice(odd.CHARACTERS + odd.NUMBERS + odd.DATES)
        found = _VALUE.search(pieces[at])
        pieces[at] = pieces[at].replace(found[1], f'"{value}"', 1) if found else f'"{value}"'


def _replace(pattern: re.Pattern[str], values: Sequence[str]) -> Callable[..., None]:
    def replace(chance: Random, pieces: Pieces, kind: str) -> None:
        places = [at for at, piece in enumerate(pieces) if pattern.search(piece)]
        share = chance.choice((0.0, 0.1, 1.0))
        value = chance.choice(values)
        for at in {chance.choice(places)} if places else ():
            pieces[at] = pattern.sub(lambda _: value, pieces[at])
        for at in places:
            if chance.random() < share:
                pieces[at] = pattern.sub(lambda _: value, pieces[at], count=1)

    return replace


def _all_alike(chance: Random, pieces: Pieces, kind: str) -> None:
    """Make a piece that comes often another, everywhere: all of a page's ids, classes, names."""
    piece, other = chance.choice(pieces), chance.choice(pieces)
    pieces[:] = [other if each == piece else each for each in pieces]


def _shuffle(chance: Random, pieces: Pieces, kind: str) -> None:
    start, end = _span(chance, pieces)
    part = pieces[start:end]
    chance.shuffle(part)
    pieces[start:end] = part


def _cases(chance: Random, pieces: Pieces, kind: str) -> None:
    start, end = _span(chance, pieces)
    change = chance.choice((str.upper, str.lower, str.swapcase, str.title))
    pieces[start:end] = map(change, pieces[start:end])


_ANYWHERE: tuple[Callable[[Random, Pieces, str], None], ...] = (
    *(_cut_out, _double, _move, _swap, _insert, _insert, _inside, _inside, _halve, _break_off),
    *(_nest, _unclose, _swap_values, _other_value, _all_alike, _shuffle, _cases),
    *(_replace(_NUMBER, odd.NUMBERS), _replace(_DATE, odd.DATES)),
)
