"""Say in data why an edge was drawn: the rule, the words, and what weighed most.

``evidence`` of a reply may hold, each where it applies:

- ``layout``: "laid inside #12", "no subject where a reply has Re:", …
- ``subject``: the subject line that had to fit, and ``fitting``: how many comments it fits
- ``quote``: the passage quoted from the parent (its first 120 characters)
- ``name``: the parent's name, where the comment calls it
- ``words``: rare words that both use, rarest first
- ``weights``: feature → nats by which it put the parent ahead of the other candidates' mean
- ``runner_up`` and ``runner_up_p``: the next likeliest parent (a comment id, or "article")
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from threads.candidates import Choice
from threads.evidence import Case
from threads.turns import ARTICLE, Conversation
from threads.words import stem

Evidence = dict[str, object]

# Which family of evidence a feature belongs to, by how its name begins.
_FAMILIES = (
    ("quote", ("quote", "previous_not_quoted", "article_quoted")),
    ("name", ("named",)),
    ("turns", ("answers", "already", "talked", "latest", "in_my", "since", "same_author", "taken")),
    ("words", ("similarity", "only_shared", "phrases", "article_similarity", "question")),
)
_WEIGHTS_SHOWN, _WORDS_SHOWN, _QUOTE_SHOWN = 4, 6, 120


@dataclass(frozen=True)
class Weighed:
    """Candidates with what each feature adds to each (in nats), and how likely each is."""

    case: Case
    contributions: list[dict[str, float]]
    probabilities: list[float]

    @cached_property
    def best(self) -> int:
        """Index of the likeliest candidate; the latest of equals."""
        indices = range(len(self.probabilities))
        return max(indices, key=lambda i: (self.probabilities[i], self.case.candidates[i]))


def explain_rule(talk: Conversation, child: int, choice: Choice) -> tuple[str, Evidence]:
    """Name the method and give the evidence where a rule left one candidate."""
    parent = choice.candidates[0]
    if choice.rule == "missing":
        return "missing", {"layout": "not on the page, only answered there"}
    evidence = facts(talk, child, parent)
    if choice.rule == "nesting":
        return "nesting", {"layout": f"laid inside {_called(talk, parent)}", **evidence}
    turn = talk.turns[child]
    if choice.rule == "subject" and parent == ARTICLE:
        return "subject", {"layout": "no subject, where a reply has Re:", **evidence}
    if choice.rule == "subject":
        line = "Re: (lost)" if turn.comment.subject_lost else turn.comment.subject
        return "subject", {"subject": line, "fitting": 1, **evidence}
    return "order", {"layout": "nothing earlier to answer", **evidence}


def explain_weighed(talk: Conversation, choice: Choice, weighed: Weighed) -> tuple[str, Evidence]:
    """Name the method and give the evidence where candidates were weighed."""
    case, best = weighed.case, weighed.best
    lead = _lead(weighed)
    evidence = facts(talk, case.child, case.candidates[best])
    if case.candidates[best] in case.names:
        evidence["name"] = _name_of(talk, case.candidates[best])
    if choice.rule == "subject":
        lost = case.turn.comment.subject_lost
        evidence["subject"] = "Re: (lost)" if lost else case.turn.comment.subject
        evidence["fitting"] = len(choice.candidates)
    strongest = sorted(lead, key=lambda name: -abs(lead[name]))[:_WEIGHTS_SHOWN]
    evidence["weights"] = {name: round(lead[name], 2) for name in strongest}
    order = sorted(range(len(weighed.probabilities)), key=lambda i: -weighed.probabilities[i])
    second = order[1] if order[0] == best else order[0]
    runner_up = case.candidates[second]
    evidence["runner_up"] = "article" if runner_up == ARTICLE else talk.turns[runner_up].comment.id
    evidence["runner_up_p"] = round(weighed.probabilities[second], 3)
    family = _family(lead)
    return (f"subject+{family}" if choice.rule == "subject" else family), evidence


def facts(talk: Conversation, child: int, parent: int) -> Evidence:
    """Collect what a person can check: the passage quoted, the rare words shared."""
    turn, evidence = talk.turns[child], Evidence()
    for passage in turn.passages:
        if passage.source == parent:
            text = turn.comment.text[passage.start : passage.end]
            evidence["quote"] = " ".join(text[:_QUOTE_SHOWN].split())
            break
    if parent == ARTICLE:
        return evidence  # nearly every comment shares words with the article
    theirs = talk.turns[parent].content
    used_by = talk.used_by
    shared = sorted((used_by[word], word) for word in turn.content & theirs)[:_WORDS_SHOWN]
    if shared:
        said = dict(zip(map(stem, turn.words), turn.words, strict=True))
        evidence["words"] = [said[word] for _, word in shared]
    return evidence


def _called(talk: Conversation, number: int) -> str:
    return "the article" if number == ARTICLE else f"#{talk.turns[number].comment.position}"


def _name_of(talk: Conversation, number: int) -> str | None:
    return talk.article.author if number == ARTICLE else talk.turns[number].comment.author


def _lead(weighed: Weighed) -> dict[str, float]:
    """Give, feature by feature, the winner's contribution less the others' mean."""
    lead: dict[str, float] = {}
    others = max(1, len(weighed.contributions) - 1)
    for number, parts in enumerate(weighed.contributions):
        share = 1.0 if number == weighed.best else -1 / others
        for name, value in parts.items():
            lead[name] = lead.get(name, 0.0) + share * value
    return dict(sorted(lead.items()))


def _family(lead: dict[str, float]) -> str:
    """Name the family of evidence that put the winner furthest ahead; ``order`` if none did."""
    totals: dict[str, float] = {}
    for name, value in lead.items():
        family = next((f for f, starts in _FAMILIES if name.startswith(starts)), "order")
        totals[family] = totals.get(family, 0.0) + value
    best = max(totals, key=lambda family: totals[family], default="order")
    return best if totals.get(best, 0.0) > 0 else "order"
