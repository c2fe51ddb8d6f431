"""Proper names and nouns in a text that might be targets, by cheap signs of English."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from analyzers.targets.places import general, peoples
from analyzers.targets.target import Target
from analyzers.targets.tokens import Token
from threads.words import COMMON

LONGEST = 4  # words of a name
NOUN_TO_VERB = 2.0  # that many times a word must stand as a noun for once as a verb
NOUN_SHARE = 0.5  # share of its uses in which a word must stand as a noun does
LEAST = 2  # uses

Sentences = Sequence[Sequence[Token]]


def proper_names_in(sentences: Sentences, people: frozenset[str]) -> Iterator[Target]:
    """Give the names, the most used first; ``people`` are words of names of who writes.

    A name is a run of capitalised words; one that opens a sentence counts only where it is found
    elsewhere too. "Xi" and "Xi Jinping" are one, and so are a name and its acronym.
    """
    counts: Counter[tuple[str, ...]] = Counter()
    opening: Counter[tuple[str, ...]] = Counter()
    for tokens in sentences:
        for start, name in _runs(tokens):
            (counts if start else opening)[name] += 1
    for name, times in opening.items():
        if name in counts or len(name) > 1:
            counts[name] += times
    small = Counter(t.key for tokens in sentences for t in tokens if t.raw.islower())
    for name in [name for name in counts if _is_no_name(name, people, small)]:
        del counts[name]
    for names in _groups(counts):
        yield Target(name=" ".join(names[0]), aliases=tuple(" ".join(name) for name in names[1:]))


def _runs(tokens: Sequence[Token]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Give each run of capitalised words with its place, titles taken off."""
    if sum(token.raw[:1].isupper() for token in tokens) > max(2, 0.7 * len(tokens)):
        return  # a headline, or somebody who shouts
    titles, calendar = general("titles"), general("calendar")
    start = 0
    while start < len(tokens):
        end = start
        while (
            end < len(tokens)
            and tokens[end].raw[:1].isupper()
            and not tokens[end].tag
            and tokens[end].key not in calendar
            and (end == start or tokens[end].start - tokens[end - 1].end == 1)
            and (tokens[end].key not in COMMON or (tokens[end].upper and len(tokens[end].raw) > 1))
        ):
            end += 1
        words = [token.raw for token in tokens[start:end]]
        while words and words[0] in titles:
            words.pop(0)
        if words and len(words) <= LONGEST:
            yield start, tuple(words)
        start = max(end, start + 1)


def _is_no_name(name: tuple[str, ...], people: frozenset[str], small: Counter[str]) -> bool:
    """Whether it is a writer's name, of a nation's people, or a word that may stand small."""
    keys = [word.lower() for word in name]
    if all(key in people for key in keys) or any(len(key) < 2 for key in keys):
        return True
    return len(keys) == 1 and (
        name[0] in peoples()
        or keys[0] in general("vague")
        or keys[0].isdigit()
        or (small[keys[0]] > 0 and not name[0].isupper())
    )


def _groups(counts: Counter[tuple[str, ...]]) -> Iterator[list[tuple[str, ...]]]:
    """Put the names of one thing together, its longest first; the most used things first."""
    acronyms = {
        "".join(word[0] for word in name): name
        for name in sorted(counts)
        if len(name) > 1 and counts[name] >= LEAST
    }
    groups: defaultdict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
    by_end: dict[str, tuple[str, ...]] = {}
    for name in sorted(counts, key=lambda name: (-len(name), -counts[name], name)):
        last = name[-1]
        if len(name) == 1:
            first = acronyms.get(last) or by_end.get(last, name)
        else:
            first = name
            if counts[name] >= LEAST and last not in peoples():
                by_end.setdefault(last, name)
        groups[first].append(name)
    for first in sorted(groups, key=lambda one: (-sum(counts[n] for n in groups[one]), one)):
        if sum(counts[name] for name in groups[first]) >= LEAST:
            yield groups[first]


def nouns_in(sentences: Sentences) -> Iterator[Target]:
    """Give nouns in small letters, alone and with the word before them, the most used first.

    A noun is what ends a run of words that carry a topic, after an article, a preposition or their
    like, in half of its uses.
    """
    uses: Counter[str] = Counter()
    as_noun: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for tokens in sentences:
        uses.update(token.key for token in tokens if _carries(token))
        for run in _noun_phrases(tokens):
            as_noun[run[-1]] += 1
            if len(run) > 1:
                pairs[" ".join(run[-2:])] += 1
    vague, verbs = general("vague"), _as_verbs(sentences)
    nouns = {
        key
        for key, times in as_noun.items()
        if times >= max(LEAST, NOUN_SHARE * uses[key], NOUN_TO_VERB * verbs[key])
    }
    found = {key: uses[key] for key in nouns if key not in vague and not key.endswith("ed")}
    found |= {p: n for p, n in pairs.items() if n >= LEAST and p.split()[1] in {*nouns, *vague}}
    for phrase in sorted(found, key=lambda one: (-found[one], one)):
        yield Target(name=phrase, aliases=tuple(_same_firms(phrase, pairs)))


def _as_verbs(sentences: Sentences) -> Counter[str]:
    """Count the uses of words where verbs and adjectives stand: after "they", "to", "is"."""
    before_verbs = general("before_verbs")
    return Counter(
        token.key
        for tokens in sentences
        for before, token in pairwise(tokens)
        if before.key in before_verbs
    )


def _noun_phrases(tokens: Sequence[Token]) -> Iterator[list[str]]:
    """Give the runs of words that carry a topic after a word that comes before nouns."""
    before_nouns = general("before_nouns")
    run: list[str] | None = None
    least = 1
    for token in tokens:
        if run is not None and _carries(token):
            run.append(token.key)
            continue
        if run and len(run) >= least:
            yield run
        nation = token.raw in peoples()  # "US firms", but also "the US wants"
        run = [] if token.key in before_nouns or token.owns or nation else None
        least = 2 if nation else 1
    if run and len(run) >= least:
        yield run


def _same_firms(phrase: str, pairs: Counter[str]) -> Iterator[str]:
    """Give what else is found that says the same: "tech firms" for "tech companies"."""
    first, _, last = phrase.partition(" ")
    firms = general("firms")
    if last in firms:
        yield from (f"{first} {one}" for one in sorted(firms) if f"{first} {one}" in pairs)


def _carries(token: Token) -> bool:
    """Whether a word may be part of a noun phrase in small letters."""
    key = token.key
    return len(key) > 2 and token.raw.islower() and key not in COMMON and key.isalpha()
