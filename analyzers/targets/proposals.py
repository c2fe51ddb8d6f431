"""Targets worth asking about: what the article and the thread name often.

Candidates are the article's tags, countries and their governments, capitalised names, and nouns
with the word before them. Each is then looked for as a target would be, and ranked by how many
comments and how often the articles name it. No language model is asked: who reads the list decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from math import log1p

from analyzers.lineage import speaks
from analyzers.sentences import split_sentences
from analyzers.targets.candidates import nouns_in, proper_names_in
from analyzers.targets.mentions import Finder
from analyzers.targets.places import countries_in
from analyzers.targets.scoring import article_text
from analyzers.targets.target import LONGEST_NAME, Target
from analyzers.targets.tokens import Token, tokens_of
from threads.model import Thread

PROPOSED = 12
LEAST_TEXTS = 2  # texts, or mentions in articles, below which nothing is proposed
_EACH = 150  # candidates of a kind that are looked for

Sentences = Sequence[Sequence[Token]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A target with how often the articles name it and in how many comments it is named.

    ``tagged`` says that it is one of the articles' own tags.
    """

    target: Target
    in_articles: int
    in_comments: int
    tagged: bool

    @property
    def weight(self) -> float:
        """Rank by both; a tag or a proper name is likelier to be what is quarrelled about."""
        named = any(word[:1].isupper() for word in self.target.name.split())
        return log1p(self.in_comments) + log1p(self.in_articles) + self.tagged + 0.5 * named


def propose(threads: Sequence[Thread], most: int = PROPOSED) -> list[Proposal]:
    """Propose targets for these threads, the likeliest first."""
    articles = [_sentences(article_text(thread.article)) for thread in threads]
    comments = [
        _sentences(comment.own_text)
        for thread in threads
        for comment in thread.comments
        if speaks(comment)
    ]
    tags = list(dict.fromkeys(tag.casefold() for thread in threads for tag in thread.article.tags))
    candidates = _candidates([*articles, *comments], tags, _people(threads))
    found = _counted(candidates, articles, comments, set(tags))
    return sorted(found, key=lambda one: (-one.weight, one.target.name))[:most]


class _Text(list[tuple[str, tuple[Token, ...]]]):
    """A text's sentences, each with its tokens."""

    @property
    def tokens(self) -> list[tuple[Token, ...]]:
        return [tokens for _, tokens in self]


def _sentences(text: str) -> _Text:
    return _Text((sentence, tuple(tokens_of(sentence))) for sentence in split_sentences(text))


def _people(threads: Sequence[Thread]) -> frozenset[str]:
    """Give the words of the names of who writes, and of the outlet: they are no targets."""
    names = [thread.article.author or "" for thread in threads]
    names += [thread.article.outlet or "" for thread in threads]
    names += [comment.author or "" for thread in threads for comment in thread.comments]
    return frozenset(token.key for name in names for token in tokens_of(name))


def _candidates(
    texts: Sequence[_Text], tags: Sequence[str], people: frozenset[str]
) -> list[Target]:
    """Give the candidates, each phrase once: who comes first in the list keeps it."""
    sentences = [tokens for text in texts for tokens in text.tokens]
    nouns = list(nouns_in(sentences))
    kinds: list[Iterable[Target]] = [
        countries_in(sentences),
        (_tagged(tag, nouns) for tag in tags if len(tag) <= LONGEST_NAME and tokens_of(tag)),
        islice(proper_names_in(sentences, people), _EACH),
        islice(nouns, _EACH),
    ]
    taken: set[str] = set()
    candidates = []
    for target in (target for kind in kinds for target in kind):
        if _singular(target.name) not in taken:
            aliases = {_singular(one): one for one in target.aliases if _singular(one) not in taken}
            aliases.pop(_singular(target.name), None)
            candidates.append(Target(name=target.name, aliases=tuple(aliases.values())))
            taken.update((_singular(target.name), *aliases))
    return candidates


def _tagged(tag: str, nouns: Iterable[Target]) -> Target:
    """Make a target of a tag, with the aliases that the same noun has."""
    return next((noun for noun in nouns if noun.name == tag), Target(name=tag))


def _singular(phrase: str) -> str:
    words = phrase.casefold()
    if words.endswith("ies"):
        return f"{words[:-3]}y"
    return words[:-1] if words.endswith("s") and not words.endswith("ss") else words


def _counted(
    candidates: Sequence[Target],
    articles: Sequence[_Text],
    comments: Sequence[_Text],
    tags: set[str],
) -> Iterator[Proposal]:
    """Look for all candidates at once, so that the longest phrase counts."""
    finder = Finder(candidates)
    in_articles: Counter[int] = Counter()
    in_comments: Counter[int] = Counter()
    for article in articles:
        in_articles.update(_named(finder, article))
    for comment in comments:
        in_comments.update(set(_named(finder, comment)))
    for number, target in enumerate(candidates):
        if in_articles[number] + in_comments[number] >= LEAST_TEXTS:
            yield Proposal(
                target=target,
                in_articles=in_articles[number],
                in_comments=in_comments[number],
                tagged=target.name.casefold() in tags,
            )


def _named(finder: Finder, text: _Text) -> list[int]:
    return [
        meaning.target
        for sentence, tokens in text
        for mention in finder.find(sentence, tokens)
        for meaning in mention.meanings
    ]
