"""What speaks for a comment answering another: the features that the parent model weighs.

After work on thread reconstruction (Seo, Croft & Smith 2009, "Online Community Search Using Thread
Structure"; Wang et al. 2011, "Learning Online Discussion Structures by Conditional Random
Fields"): distance, quotation, authorship and turn taking, wording. Ours adds what happens later
(who takes a comment up) and the habits of the thread (whether people quote at all).

A feature that is absent counts as 0. All logarithms are natural, of 1 + x where x may be 0.
"""

from __future__ import annotations

import math
import re
from collections import Counter

from threads.turns import ARTICLE, Conversation, Turn
from threads.words import COMMON

Features = dict[str, float]


class History:
    """The tree as far as it has been rebuilt, kept so that a feature costs no search."""

    def __init__(self, talk: Conversation) -> None:
        self.talk = talk
        self.parent: dict[int, int] = {}
        self.depth: dict[int, int] = {ARTICLE: 0}
        self.root: dict[int, int] = {}
        self.replies: Counter[int] = Counter()
        self.last_in_chain: dict[int, int] = {}
        self.last_of_author: dict[str, int] = {}
        self.last_to_author: dict[str, int] = {}
        self.answered: set[tuple[int, str]] = set()
        self.exchanges: Counter[frozenset[str]] = Counter()
        self.previous: int | None = None

    def attach(self, child: int, parent: int) -> None:
        """Enter the edge that was decided for a turn."""
        author = self.talk.turns[child].author
        self.parent[child] = parent
        self.depth[child] = self.depth.get(parent, 0) + 1
        self.root[child] = child if parent == ARTICLE else self.root.get(parent, parent)
        self.replies[parent] += 1
        self.last_in_chain[self.root[child]] = child
        self.previous = child
        if author is not None:
            self.last_of_author[author] = child
        if parent == ARTICLE:
            return
        other = self.talk.turns[parent].author
        if author is not None:
            self.answered.add((parent, author))
        if other is not None and other != author:
            self.last_to_author[other] = child
        if author is not None and other is not None and other != author:
            self.exchanges[frozenset((author, other))] += 1


class Case:
    """One comment in search of its parent: what is computed once for all its candidates."""

    def __init__(self, history: History, child: int, candidates: list[int]) -> None:
        self.history, self.child, self.candidates = history, child, candidates
        self.talk = history.talk
        self.turn = self.talk.turns[child]
        self.quoted_words = sum(self.turn.quoted.values())
        self.shared = {c: self.turn.content & self._content(c) for c in candidates}
        self.holders = Counter(word for words in self.shared.values() for word in words)
        self.similarity = {c: self._similarity(c) for c in candidates}
        ranked = sorted(candidates, key=lambda c: -self.similarity[c])
        self.rank = {candidate: rank for rank, candidate in enumerate(ranked)}
        self.names = _named(self.turn, self.talk, candidates)
        self.later = [self.talk.turns[k].author for k in self.talk.quoters[child]]

    def _content(self, candidate: int) -> frozenset[str]:
        talk = self.talk
        return talk.article_content if candidate == ARTICLE else talk.turns[candidate].content

    def _similarity(self, candidate: int) -> float:
        """Weigh shared words by rarity (a cosine over sets of words); 0..1."""
        shared = self.shared[candidate]
        if not shared:
            return 0.0
        talk = self.talk
        both = talk.weight[self.child] * talk.weight[candidate]
        return sum(map(talk.rarity.__getitem__, shared)) / math.sqrt(both)

    def only_shared(self, candidate: int) -> int:
        """Count words that, of all candidates and the article, only this one has in common."""
        return sum(
            self.holders[word] == 1 and word not in self.talk.article_content
            for word in self.shared[candidate]
        )

    def phrases(self, candidate: int) -> int:
        """Count two-word phrases in common that the article doesn't have."""
        theirs = self.talk.turns[candidate].phrases
        return len((self.turn.phrases & theirs) - self.talk.article_phrases)

    def features(self, candidate: int) -> Features:
        """Give what speaks for and against a candidate."""
        if candidate == ARTICLE:
            return self._article()
        found: Features = {}
        for part in (_distance, _quotation, _turn_taking, _wording, _shape, _afterwards):
            part(self, candidate, found)
        return found

    def _article(self) -> Features:
        turn = self.turn
        found = {"article": 1.0, "article_similarity": self.similarity[ARTICLE]}
        if ARTICLE in self.names:
            found["named"] = 1.0
        if self.quoted_words:
            found["article_quoted"] = turn.quoted.get(ARTICLE, 0) / self.quoted_words
        if not self.talk.is_forum and any(s != ARTICLE for s in turn.quoted):
            # Where few quote, whoever quotes a comment talks to it, whatever is usual.
            return found
        others = max((s for c, s in self.similarity.items() if c != ARTICLE), default=0.0)
        found["article_similarity_lead"] = self.similarity[ARTICLE] - others
        found["article_length"] = math.log1p(turn.length)
        if turn.author is not None and turn.author not in self.history.last_of_author:
            found["article_newcomer"] = 1.0
        if not turn.you:
            found["article_no_you"] = 1.0
        if not self.later:
            found["article_not_taken_up"] = 1.0
        return found | self._article_habit()

    def _article_habit(self) -> Features:
        """Weigh what is usual in the thread: answering the article, quoting, typing subjects."""
        found = {
            "article_position": math.log1p(len(self.history.parent)),
            "article_replies": math.log1p(self.history.replies[ARTICLE]),
            "article_thread_quotes": self.talk.quoting_share,
        }
        if self.turn.retitled and self.talk.shows_subjects:
            found["article_retitled"] = 1.0
            found["article_retitled_odds"] = self.talk.top_level_odds
        return found


def _distance(case: Case, candidate: int, found: Features) -> None:
    steps = case.child - candidate
    found["distance"] = math.log(max(1, steps))
    found["near"] = 1 / max(1, steps)
    mine, theirs = case.turn.hours, case.talk.turns[candidate].hours
    if mine is not None and theirs is not None:
        found["hours"] = math.log1p(max(0.0, mine - theirs))
    if candidate == case.history.previous:
        found["previous"] = 1.0
        found["previous_brief"] = 1 / math.log(3 + case.turn.length)
        if case.turn.you:
            found["previous_you"] = 1.0


def _quotation(case: Case, candidate: int, found: Features) -> None:
    quoted = case.turn.quoted
    if not quoted:
        return
    words = quoted.get(candidate, 0)
    if words:
        order = list(quoted)
        found["quoted"] = 1.0
        found["quoted_share"] = words / case.quoted_words
        found["quoted_of_theirs"] = words / max(1, case.talk.turns[candidate].length)
        found["quoted_first"] = float(order[0] == candidate)
        found["quoted_last"] = float(order[-1] == candidate)
        found["quoted_newest"] = float(max(order) == candidate)
    else:
        _quotation_nearby(case, candidate, found)
    same = _same_passage(case.turn, case.talk.turns[candidate])
    if same:
        found["quotes_same"] = same / case.quoted_words
        found["quotes_same_only"] = float(not words)


def _quotation_nearby(case: Case, candidate: int, found: Features) -> None:
    """Weigh a candidate that isn't quoted by what it has to do with what is."""
    turns, quoted = case.talk.turns, case.turn.quoted
    author = turns[candidate].author
    sources = [source for source in quoted if source != ARTICLE]
    if author is not None and any(turns[source].author == author for source in sources):
        found["quoted_author"] = 1.0
        if any(turns[s].author == author and s < candidate for s in sources):
            found["quoted_author_went_on"] = 1.0
    if case.history.parent.get(candidate) in quoted:
        found["quoted_parent"] = 1.0
    if sources and candidate == case.history.previous:
        back = case.child - max(sources)
        found["previous_not_quoted"] = math.log(max(1, back))


def _same_passage(one: Turn, other: Turn) -> int:
    """Count the words of a third text that both quote."""
    return sum(
        max(0, min(a.place + a.words, b.place + b.words) - max(a.place, b.place))
        for a in one.passages
        for b in other.passages
        if a.source is not None and a.source == b.source
    )


def _turn_taking(case: Case, candidate: int, found: Features) -> None:
    me, history, turns = case.turn.author, case.history, case.talk.turns
    other = turns[candidate].author
    if other is not None and history.last_of_author.get(other) == candidate:
        found["latest_of_author"] = 1.0
    if me is None:
        return
    if other == me:
        found["same_author"] = 1.0
        found["same_author_quoted"] = float(candidate in case.turn.quoted)
        return
    parent = history.parent.get(candidate, ARTICLE)
    if parent != ARTICLE and turns[parent].author == me:
        found["answers_me"] = 1.0
        found["answers_me_latest"] = float(history.last_to_author.get(me) == candidate)
        found["answers_me_open"] = float((candidate, me) not in history.answered)
    if (candidate, me) in history.answered:
        found["already_answered"] = 1.0
    if any(s != ARTICLE and turns[s].author == me for s in turns[candidate].quoted):
        found["quotes_me"] = 1.0
    if other is not None:
        found["talked_before"] = math.log1p(history.exchanges[frozenset((me, other))])
    mine = history.last_of_author.get(me)
    if mine is not None:
        found["in_my_chain"] = float(history.root.get(candidate) == history.root[mine])
        found["since_my_last"] = float(candidate > mine)
    elif candidate == history.previous:
        found["previous_newcomer"] = 1.0


def _wording(case: Case, candidate: int, found: Features) -> None:
    similarity = case.similarity[candidate]
    if similarity:
        found["similarity"] = similarity
        found["similarity_rank"] = 1 / (1 + case.rank[candidate])
        found["similarity_top"] = similarity / max(case.similarity.values())
        found["only_shared"] = math.log1p(case.only_shared(candidate))
        found["phrases"] = math.log1p(case.phrases(candidate))
    if candidate in case.names:
        found["named"] = 1.0
        author = case.talk.turns[candidate].author or ""
        found["named_latest"] = float(case.history.last_of_author.get(author) == candidate)
    if case.talk.turns[candidate].ends_asking and case.turn.opens_answering:
        found["question_answered"] = 1.0


def _shape(case: Case, candidate: int, found: Features) -> None:
    history, previous = case.history, case.history.previous
    parent = history.parent.get(candidate, ARTICLE)
    found["replies"] = math.log1p(history.replies[candidate])
    found["unanswered"] = float(not history.replies[candidate])
    found["depth"] = math.log(max(1, history.depth.get(candidate, 1)))
    found["length"] = math.log1p(case.talk.turns[candidate].length)
    found["top_level"] = float(parent == ARTICLE)
    found["you_to_reply"] = float(case.turn.you and parent != ARTICLE)
    found["last_in_chain"] = float(
        history.last_in_chain.get(history.root.get(candidate, candidate)) == candidate
    )
    if previous is not None:
        found["parent_of_previous"] = float(history.parent.get(previous) == candidate)
        found["sibling_of_previous"] = float(history.parent.get(previous, ARTICLE) == parent)


def _afterwards(case: Case, candidate: int, found: Features) -> None:
    """Look at who quotes the child later: people quote those who answered them."""
    author = case.talk.turns[candidate].author
    if author is None or author == case.turn.author or not case.later:
        return
    found["taken_up"] = float(author in case.later)
    found["taken_up_first"] = float(case.later[0] == author)


_NAME_IN_TEXT = r"(?:^|(?<=[\s(,;:\"'“‘>]))(@?){}(?=$|[\s,.;:!?)'’\"”-])"
_SHORTEST_NAME = 3
# What is longer is no name, and to look for it takes time as its length times the text's.
_LONGEST_NAME = 300


def _named(turn: Turn, talk: Conversation, candidates: list[int]) -> frozenset[int]:
    """Find the candidates whose author's name stands in the turn's own words.

    A name that is also an English word counts only with a capital or an ``@``.
    """
    text = turn.own_text
    folded = text.casefold()
    found = set()
    for candidate in candidates:
        name = talk.article.author if candidate == ARTICLE else talk.turns[candidate].author
        if not name or name == turn.author:
            continue
        for called in _called(name):
            if called in folded and _stands_as_name(called, text):
                found.add(candidate)
                break
    return frozenset(found)


def _called(name: str) -> list[str]:
    """Give the ways in which people call somebody: the whole name, or the first name."""
    whole = name.casefold()
    first = whole.split()[0] if whole.split() else ""
    ways = [whole] if first == whole else [whole, first]
    return [
        way for way in ways if _SHORTEST_NAME <= len(way) <= _LONGEST_NAME and way not in COMMON
    ]


def _stands_as_name(name: str, text: str) -> bool:
    pattern = re.compile(_NAME_IN_TEXT.format(re.escape(name)), re.IGNORECASE)
    for match in pattern.finditer(text):
        word = match.group().lstrip("@")
        if match[1] or not word.isalpha() or " " in word or word[:1].isupper():
            return True
    return False
