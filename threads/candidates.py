"""Who can be a comment's parent at all: what layout and subject lines rule in and out.

These constraints are hard. A parent comes earlier; a comment laid inside another answers it; in
thread order the parent is on the branch last printed; ``Re: X`` answers a comment whose subject is
``X``. Only where they leave more than one candidate is there anything to weigh.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Literal, NamedTuple

from threads.subjects import Subject
from threads.tombstones import is_missing
from threads.turns import ARTICLE, NO_SUBJECT, Conversation, Turn

Rule = Literal["nesting", "subject", "open", "missing"]
# Without any hint of layout or subject, parents further back than this are quoted or not found:
# on the training discussions 98 in 100 parents stand within 40 comments.
NEAREST = 40
# Comments of the branch last printed that are weighed, from its end: pages nest tens of levels,
# and one that nests thousands would take time with the square of them.
DEEPEST = 100


class Choice(NamedTuple):
    """The candidates left for a turn, and the rule that narrowed them (``open``: none did)."""

    candidates: list[int]
    rule: Rule


class Candidates:
    """Narrow the candidates for one turn after another, in the order of decoding."""

    def __init__(self, talk: Conversation) -> None:
        self.talk = talk
        self.shows_subjects = talk.shows_subjects
        self._by_subject: defaultdict[Subject, list[int]] = defaultdict(list)
        self._branch: list[int] = []
        self._place: dict[int, int] = {}  # of each comment in the branch
        shown = [turn.comment for turn in talk.turns if not is_missing(turn.comment)]
        self._in_print = all(comment.placement.kind != "listed" for comment in shown)

    @property
    def order(self) -> list[int]:
        """The order to decide in: of print where the page keeps branches together, else of time."""
        turns = self.talk.turns
        if not self._in_print:
            return list(range(len(turns)))
        return sorted(range(len(turns)), key=lambda number: turns[number].comment.position)

    def of(self, child: int) -> Choice:
        """Give the candidates for a turn; never empty (the article always remains)."""
        turn = self.talk.turns[child]
        placement = turn.comment.placement
        if is_missing(turn.comment):
            return Choice([ARTICLE], "missing")
        if placement.kind == "nested":
            return Choice([self._laid_in(turn)], "nesting")
        if placement.kind == "listed" or not self._in_print:
            return self._listed(child, turn)
        return self._on_branch(turn)

    def attach(self, child: int, parent: int) -> None:
        """Take note of a decided edge: the branch now ends at ``child``."""
        if self._is_shown(child):
            self._by_subject[self.talk.turns[child].subject].append(child)
        while self._branch and self._branch[-1] != parent:
            del self._place[self._branch.pop()]
        self._place[child] = len(self._branch)
        self._branch.append(child)

    def _laid_in(self, turn: Turn) -> int:
        under = turn.comment.placement.under
        return ARTICLE if under is None else self.talk.number.get(under, ARTICLE)

    def _on_branch(self, turn: Turn) -> Choice:
        """Offer the branch last printed, from the comment that it is laid inside downwards."""
        is_floor = turn.comment.placement.kind == "floor"
        branch = self._branch_from(self._laid_in(turn) if is_floor else ARTICLE, turn)
        if not self.shows_subjects or turn.retitled:
            return Choice(branch, "nesting" if len(branch) == 1 else "open")
        if turn.subject == NO_SUBJECT:
            return Choice([branch[0]], "subject")
        fitting = [c for c in branch if c != ARTICLE and self._fits(turn, c)]
        if fitting:
            return Choice(fitting, "subject")
        return Choice(branch, "nesting" if is_floor and len(branch) == 1 else "open")

    def _branch_from(self, first: int, turn: Turn) -> list[int]:
        """Give a comment and what of the branch hangs below it: the nearest, and what is quoted.

        Only itself where it is not on the branch.
        """
        if first != ARTICLE and (first not in self._place or not self._is_shown(first)):
            return [first]
        below = self._place.get(first, -1) + 1
        near = max(below, len(self._branch) - DEEPEST)
        quoted = sorted(at for s in turn.quoted if below <= (at := self._place.get(s, -1)) < near)
        kept = [*map(self._branch.__getitem__, quoted), *self._branch[near:]]
        return [first, *filter(self._is_shown, kept)]

    def _listed(self, child: int, turn: Turn) -> Choice:
        if self.shows_subjects and turn.subject == NO_SUBJECT:
            return Choice([ARTICLE], "subject")
        if turn.subject.depth:
            fitting = self._with_subject(turn.subject)
            if fitting:
                return Choice(self._nearest(fitting, turn), "subject")
        near = filter(self._is_shown, self._nearest(range(child), turn))
        return Choice([ARTICLE, *near], "open")

    def _is_shown(self, number: int) -> bool:
        """Tell whether the page has the comment: who answers a missing one says so by layout."""
        return not is_missing(self.talk.turns[number].comment)

    def _with_subject(self, subject: Subject) -> list[int]:
        """Find the earlier comments that a subject answers; cut ones only if none is whole."""
        whole = self._by_subject.get(Subject(subject.depth - 1, subject.topic))
        if whole:
            return whole
        return sorted(
            number
            for other, numbers in self._by_subject.items()
            if subject.answers(other)
            for number in numbers
        )

    def _fits(self, turn: Turn, candidate: int) -> bool:
        return turn.subject.answers(self.talk.turns[candidate].subject)

    @staticmethod
    def _nearest(earlier: list[int] | range, turn: Turn) -> list[int]:
        """Keep the nearest, and any other that is quoted."""
        near = list(earlier[-NEAREST:])
        first = near[0] if near else 0
        quoted = [s for s in turn.quoted if s != ARTICLE and s < first and s in earlier]
        return quoted + near
