"""What of a question tells whether an answer to it is wanted, as features that have names.

A feature is there or not. Those that rest on phrases are called after the lists of
``data/question_cues.json``; the others tell a question's length, its place in the comment, and
what it shares with the parent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from analyzers.pairs import Pair
from analyzers.questions import Question, question_cues, words_of
from threads.words import content_words

AROUND = 150  # characters before and after a question in which its writer's tone is looked for
PARENT_READ = 2000  # characters of the parent in which a question's topics are looked for

_CLAUSE_END = re.compile(r"[,;:()…—–]|\.\.+|\s-+\s")
_DIGIT = re.compile(r"\d")
_LEADS = frozenset({"so", "then", "and", "but", "or", "well", "also"})

Words = tuple[str, ...]
# By their first word (for "ends", their last): phrases, each with the feature that it makes.
Phrases = Mapping[str, list[tuple[Words, str]]]


def describe(pair: Pair, questions: Sequence[Question]) -> list[frozenset[str]]:
    """Give each question's features; ``questions`` are those of ``pair.reply``, in order."""
    if not questions:
        return []
    parent = pair.parent[:PARENT_READ].lower()
    shared = frozenset(_of_the_pair(pair, len(questions)))
    described = []
    for at, question in enumerate(questions):
        text = pair.reply[question.start : question.end]
        words = words_of(text)
        own = [f"no question mark: {question.bare}"] if question.bare else _own(text, words, parent)
        described.append(shared.union(own, _place(pair.reply, questions, at, words)))
    return described


def _of_the_pair(pair: Pair, questions: int) -> Iterator[str]:
    yield f"questions in all: {_size(questions, (1, 2, 4))}"
    yield f"comment: {_size(len(pair.reply), (40, 100, 250, 600))} characters"
    if pair.quoted:
        yield "quotes the parent"
    if pair.to_article:
        yield "answers the article"
    if pair.parent.rstrip().endswith("?"):
        yield "parent ends on a question"
    if _DIGIT.search(pair.parent):
        yield "parent has a figure"


def _own(text: str, words: Words, parent: str) -> Iterator[str]:
    """Name what a question's own words are like."""
    yield f"length: {_size(len(words), (1, 3, 7, 15, 30))} words"
    yield from _heads(text, words)
    yield from _anywhere(words, _phrases("has"))
    yield from _ends(words)
    if text[0] in '"“' or text[-1] in '"”':
        yield "in quotation marks"
    if "??" in text:
        yield "??"
    if "!" in text:
        yield "?!"
    topics = content_words(words)
    if topics:
        share = sum(topic in parent for topic in topics) / len(topics)
        found = "none" if not share else "some" if share < 0.5 else "most"
        yield f"its topics in the parent: {found}"


def _heads(text: str, words: Words) -> Iterator[str]:
    """Name how the question itself begins, whatever leads up to it ("If so, then where is it?")."""
    if words[0] in _LEADS:
        yield f"leads with: {words[0]}"
    phrases = _phrases("heads")
    for clause in _CLAUSE_END.split(text):
        inner = _without_openers(words_of(clause))
        found = [name for phrase, name in _begun(inner, phrases) if inner[: len(phrase)] == phrase]
        if found:
            yield from found
            return
    yield "heads: none"


def _begun(words: Words, phrases: Phrases) -> list[tuple[Words, str]]:
    return phrases.get(words[0], []) if words else []


def _without_openers(words: Words) -> Words:
    openers, start = question_cues()["openers"], 0
    while start < len(words) - 1 and words[start] in openers:
        start += 1
    return words[start:]


def _anywhere(words: Words, phrases: Phrases) -> Iterator[str]:
    found = phrases.keys() & words
    if found:
        spaced = f" {' '.join(words)} "
        for word in found:
            for phrase, name in phrases[word]:
                if len(phrase) == 1 or f" {' '.join(phrase)} " in spaced:
                    yield name


def _ends(words: Words) -> Iterator[str]:
    for phrase, name in _phrases("ends").get(words[-1], ()):
        if words[-len(phrase) :] == phrase:
            yield f"{name}, alone" if len(words) == len(phrase) else name


def _place(reply: str, questions: Sequence[Question], at: int, own: Words) -> Iterator[str]:
    """Name what stands before and after the question, whose words are ``own``."""
    question = questions[at]
    start = questions[at - 1].end if at else 0
    end = questions[at + 1].start if at + 1 < len(questions) else len(reply)
    lead = words_of(reply[max(start, question.start - AROUND) : question.start])
    follow = words_of(reply[question.end : min(end, question.end + AROUND)])
    if not lead:
        yield "follows a question" if at else "opens the comment"
    if follow and follow[0] in question_cues()["answers"]:
        yield "answered by its writer"
    if not follow and at + 1 < len(questions):
        yield "leads to another question"
    ends_the_comment = not follow and at + 1 == len(questions)
    left = 0 if ends_the_comment else len(reply) - question.end
    yield f"after it: {_size(left, (40, 150, 500))} characters" if left else "after it: nothing"
    yield from _anywhere(lead + own + follow, _phrases("near"))


def _size(number: int, bounds: Sequence[int]) -> str:
    """Name the first bound that a number keeps."""
    return next((f"up to {bound}" for bound in bounds if number <= bound), f"over {bounds[-1]}")


@cache
def _phrases(kind: str) -> Phrases:
    """Index the phrases of lists of one kind."""
    index: dict[str, list[tuple[Words, str]]] = {}
    for name, phrases in question_cues()[kind].items():
        for phrase in map(words_of, phrases):
            key = phrase[-1] if kind == "ends" else phrase[0]
            index.setdefault(key, []).append((phrase, f"{kind}: {name}"))
    return index
