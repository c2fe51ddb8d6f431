"""Comments as turns in a conversation: who, when, own words, and what they quote.

Turns are numbered 0, 1, 2 … in the thread's order of time; ``ARTICLE`` (-1) stands for the article
wherever a turn could stand.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property, lru_cache

from threads.model import Article, Comment, Thread
from threads.names import is_shared
from threads.passages import PassageIndex, common_places
from threads.quotes import Passage, find_passages, without_passages
from threads.subjects import Subject, parse_subject
from threads.tombstones import is_missing
from threads.words import Words, content_phrases, content_words, split_words

ARTICLE = -1
NO_SUBJECT = Subject(0, "")
# Fewer typed subjects than this, and no Re: at all, are lines of text mistaken for subjects.
_TYPED_SHARE = 0.1

# Where this share of comments quotes, or what opens the page is no longer than this many comments,
# the page has the habits of a forum: one discussion among few, whose first post is one of many.
# Under articles fewer quote, and many discussions run side by side. In 162 forum discussions the
# first post is as long as 0.7 comments in the median, 3.8 at the ninth decile; articles, 7 and up.
FORUM_QUOTING = 0.4
_OPENING_POST = 5.0
_FEWEST_SPOKEN = 10  # comments; fewer say nothing of how long they are here

_ISO_LENGTH = 40  # longer ones aren't kept: whoever writes them may write them at any length

_YOU = re.compile(r"\b(?:you|your|you're|youre|u|ur)\b", re.IGNORECASE)
_ANSWER = re.compile(r"\W*(?:yes|no|yeah|nope|because|sure|actually|well|it|they|that)\b", re.I)


@dataclass
class Turn:
    """One comment as the evidence sees it.

    ``author`` is a casefolded name, None where many share it. ``hours`` counts from 1970, None
    where the page gives no time. ``words`` are its own. ``quoted`` maps a source to the number of
    words quoted from it, in order of first quotation.
    """

    comment: Comment
    author: str | None
    hours: float | None
    subject: Subject
    passages: list[Passage]
    own_text: str
    content: frozenset[str]
    words: tuple[str, ...]
    quoted: dict[int, int] = field(default_factory=dict)

    @property
    def length(self) -> int:
        """How many words of its own the comment has."""
        return len(self.words)

    @cached_property
    def phrases(self) -> frozenset[tuple[str, str]]:
        """Pairs of neighbouring own words that both carry a topic."""
        return content_phrases(self.words)

    @property
    def quotes(self) -> bool:
        """Whether the comment quotes anything, from inside the thread or outside."""
        return bool(self.passages)

    @property
    def retitled(self) -> bool:
        """Whether the commenter typed a subject: it may open a thread or rename a reply."""
        return self.subject.depth == 0 and bool(self.subject.topic)

    @cached_property
    def you(self) -> bool:
        """Whether the commenter's own words address somebody as "you"."""
        return bool(_YOU.search(self.own_text))

    @cached_property
    def ends_asking(self) -> bool:
        """Whether the comment's last sentence is a question."""
        return self.own_text.rstrip().endswith("?")

    @cached_property
    def opens_answering(self) -> bool:
        """Whether the comment opens as answers do ("Yes", "Because", "It")."""
        return bool(_ANSWER.match(self.own_text))


@dataclass
class Conversation:
    """All turns of a thread, with the article's words and how often each word is used.

    ``article_length`` counts the words of its body. ``number`` maps comment ids to turns.
    ``quoters`` lists, for each turn, the later turns that quote it.
    """

    article: Article
    article_content: frozenset[str]
    article_phrases: frozenset[tuple[str, str]]
    article_length: int
    turns: list[Turn]
    number: dict[str, int]
    quoters: list[list[int]]
    used_by: Counter[str]

    @cached_property
    def rarity(self) -> dict[str, float]:
        """Weight of a word: ln(1 + N / n_w) for n_w of N texts (the article counts as one)."""
        total = len(self.turns) + 1
        return {word: math.log(1 + total / used) for word, used in self.used_by.items()}

    @cached_property
    def weight(self) -> list[float]:
        """Sum of the rarities of each turn's content words; the article's stands last (-1)."""
        texts = [*(turn.content for turn in self.turns), self.article_content]
        return [sum(map(self.rarity.__getitem__, text)) for text in texts]

    @cached_property
    def quoting_share(self) -> float:
        """Share of turns that quote: the house habit of the thread, 0..1."""
        return sum(turn.quotes for turn in self.turns) / max(1, len(self.turns))

    @cached_property
    def is_forum(self) -> bool:
        """Whether people behave as in a forum, rather than as under an article.

        A page whose article isn't known goes by how often people quote.
        """
        spoken = sum(turn.length for turn in self.turns) / max(1, len(self.turns))
        opens_short = 0 < self.article_length <= _OPENING_POST * spoken
        opens_short &= len(self.turns) >= _FEWEST_SPOKEN
        return opens_short or self.quoting_share >= FORUM_QUOTING

    @cached_property
    def shows_subjects(self) -> bool:
        """Whether the page kept its subject lines.

        One ``Re:`` shows it; where nobody answered anybody there is none, but some typed subject.
        A page without either lost them all.
        """
        typed = sum(turn.retitled for turn in self.turns)
        answering = any(turn.subject.depth for turn in self.turns)
        return answering or typed >= max(1.0, _TYPED_SHARE * len(self.turns))

    @cached_property
    def top_level_odds(self) -> float:
        """Log odds of answering the article, from the turns whose subject tells (0 if none do)."""
        if not self.shows_subjects:
            return 0.0
        replies = sum(turn.subject.depth > 0 for turn in self.turns)
        top = sum(turn.subject == NO_SUBJECT for turn in self.turns)
        return math.log((top + 0.5) / (replies + 0.5))


def converse(thread: Thread) -> Conversation:
    """Put a thread's comments in order of time and find what each quotes of those before it."""
    index = PassageIndex()
    article_words = split_words(f"{thread.article.title}\n\n{thread.article.body}").words
    ordered = in_order_of_time(thread.comments)
    said = [split_words(comment.text) for comment in ordered]
    common = common_places([article_words, *(words.words for words in said)])
    index.add(ARTICLE, article_words, pinned=True, places=common[0] if common else None)
    turns: list[Turn] = []
    for number, (comment, words) in enumerate(zip(ordered, said, strict=True)):
        places = common[number + 1] if common else None
        turn = _turn(comment, words, index, places)
        # What is left when quotes are taken out has trigrams that the whole text hasn't.
        whole = turn.words is words.words
        index.add(number, turn.words, places=places if whole else None)
        turns.append(turn)
    content = content_words(article_words)
    used_by = Counter(content)
    quoters: list[list[int]] = [[] for _ in turns]
    for number, turn in enumerate(turns):
        used_by.update(turn.content)
        for source in turn.quoted:
            if source != ARTICLE:
                quoters[source].append(number)
    ids = {turn.comment.id: number for number, turn in enumerate(turns)}
    phrases = content_phrases(article_words)
    length = len(split_words(thread.article.body).words)
    return Conversation(thread.article, content, phrases, length, turns, ids, quoters, used_by)


def in_order_of_time(comments: tuple[Comment, ...]) -> list[Comment]:
    """Order comments by time, then position; by position alone where any lacks its time.

    A missing comment has no time and counts as older than the oldest laid under it.
    """
    hours = {c.id: hours_of(c.posted_at) for c in comments if not is_missing(c)}
    if None in hours.values():
        return sorted(comments, key=lambda c: c.position)
    first: dict[str, float] = {}
    for comment in comments:
        under, at = comment.placement.under, hours.get(comment.id)
        if under is not None and at is not None:
            first[under] = min(at, first.get(under, at))
    return sorted(
        comments,
        key=lambda c: (
            (first.get(c.id, math.inf), False, c.position)
            if is_missing(c)
            else (hours[c.id] or 0.0, True, c.position)
        ),
    )


def hours_of(posted_at: str | None) -> float | None:
    """Turn an ISO time to hours since 1970 on the site's own clock.

    The zone is left out: views of one thread that give it and views that don't show the same clock.
    """
    if not posted_at:
        return None
    return _hours(posted_at) if len(posted_at) <= _ISO_LENGTH else _hours.__wrapped__(posted_at)


@lru_cache(maxsize=4096)
def _hours(posted_at: str) -> float | None:
    try:
        moment = datetime.fromisoformat(posted_at)
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC).timestamp() / 3600


def _turn(
    comment: Comment, words: Words, index: PassageIndex, places: Sequence[int] | None
) -> Turn:
    passages = find_passages(comment.text, comment.quoted, index, words, places)
    own_text = without_passages(comment.text, passages)
    own = split_words(own_text).words if passages else words.words
    quoted: dict[int, int] = {}
    for passage in passages:
        if passage.source is not None:
            quoted[passage.source] = quoted.get(passage.source, 0) + passage.words
    return Turn(
        comment=comment,
        author=None if is_shared(comment.author) else (comment.author or "").casefold(),
        hours=hours_of(comment.posted_at),
        subject=parse_subject(comment.subject, lost=comment.subject_lost),
        passages=passages,
        own_text=own_text,
        content=content_words(own),
        words=own,
        quoted=quoted,
    )
