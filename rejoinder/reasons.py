"""What a tree rests on, in words: the evidence behind edges and stances, and what was mended."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reports.doubts import Doubt
from reports.reading import stance_evidence
from reports.rows import CommentRow, MendedRow, RepairRow
from reports.wording import mended_words

_QUOTE_SHOWN = 60
_AS_PARENT = {"support": "agree", "neutral": "neutral", "oppose": "disagree"}
_ALL_TOLD = {
    "support": "as the thread goes, rather for the article",
    "neutral": "as the thread goes, undecided",
    "oppose": "as the thread goes, rather against the article",
}
_TAKEN = {"agree": "agreement", "disagree": "disagreement", "neutral": "neutral"}


def reasons(row: CommentRow, positions: Mapping[str, int]) -> tuple[str, ...]:
    """Say why a comment stands where it does, and why its stance was taken for what it is."""
    return tuple(filter(None, (reason(row, positions), stance_reason(row, positions))))


def reason(row: CommentRow, positions: Mapping[str, int]) -> str:
    """Say what a comment answers, how sure that is, by which method, and on what it rests.

    ``positions`` gives the #number of each comment id; ``threads.explain`` documents what the
    evidence may hold.
    """
    if row.method is None or row.confidence is None:
        return "stands here for want of anything known"
    target = "the article" if row.parent_position is None else f"#{row.parent_position}"
    evidence = json.loads(row.evidence or "{}")
    grounds = "; ".join(_grounds(evidence)) or "nothing speaks for another place"
    rival = _rival(evidence, positions)
    return f"answers {target} ({row.method}, {row.confidence:.0%} sure): {grounds}{rival}"


def _grounds(evidence: Mapping[str, Any]) -> Iterator[str]:
    if layout := evidence.get("layout"):
        yield str(layout)
    if "subject" in evidence:
        line, lost, _ = str(evidence["subject"] or "").partition(" (lost)")
        fitting = evidence.get("fitting", 1)
        fits = "fits no other comment" if fitting == 1 else f"fits {fitting} comments"
        yield f"its {'lost ' if lost else ''}subject “{line}” {fits}"
    if quote := evidence.get("quote"):
        yield f"it quotes “{_cut(str(quote))}”"
    if name := evidence.get("name"):
        yield f"it calls {name} by name"
    if words := evidence.get("words"):
        yield f"both say {', '.join(words)}"


def _cut(text: str) -> str:
    return text if len(text) <= _QUOTE_SHOWN else text[: _QUOTE_SHOWN - 1].rstrip() + "…"


def _rival(evidence: Mapping[str, Any], positions: Mapping[str, int]) -> str:
    """Name the next likeliest parent, if there is any to speak of."""
    name, share = evidence.get("runner_up"), evidence.get("runner_up_p") or 0
    if not name or share < 0.01:
        return ""
    called = "the article" if name == "article" else f"#{positions.get(name, '?')}"
    return f". Next likeliest: {called} ({share:.0%})"


def stance_reason(row: CommentRow, positions: Mapping[str, int]) -> str:
    """Say what a stance towards the comment answered was told by; "" where none was scored."""
    if row.to_parent is None:
        return ""
    grounds = stance_evidence(row.stance_evidence, positions, without="no words of it tell why")
    said = f"taken for {_TAKEN.get(row.to_parent, row.to_parent)}: {grounds}"
    # At top level a reader sees the stance towards the article, which the thread may have turned.
    turned = row.depth == 1 and _AS_PARENT.get(row.to_article or "") != row.to_parent
    return f"{said}; {_ALL_TOLD[row.to_article]}" if turned and row.to_article else said


_LABELS = {"agree": "agrees", "disagree": "disagrees", "neutral": "neutral"}
_LABELS |= {"support": "for it", "oppose": "against it"}


def doubt_reasons(
    row: CommentRow, doubts: Sequence[Doubt], positions: Mapping[str, int]
) -> tuple[str, ...]:
    """Say what is unsure of a comment, and what would be next likeliest."""
    return tuple(_doubted(row, doubt, positions) for doubt in doubts)


def _doubted(row: CommentRow, doubt: Doubt, positions: Mapping[str, int]) -> str:
    if doubt.about == "place":
        return f"its place: {reason(row, positions)}"
    answered = f"#{row.parent_position}" if row.parent_position else "what it answers"
    towards = answered if doubt.about == "to_parent" else "the article"
    told, rival = (_LABELS.get(label or "", label) for label in (doubt.told, doubt.rival))
    return f"its stance towards {towards}: {told} ({doubt.p:.0%}) or {rival} ({doubt.rival_p:.0%})"


def mended(kinds: Sequence[MendedRow], repairs: Sequence[RepairRow]) -> tuple[str, ...]:
    """Say what was mended in a thread, by kind in one line, then one line for each of ``repairs``.

    Empty where nothing was.
    """
    if not kinds:
        return ()
    counts = ", ".join(f"{row.repairs:,} {mended_words(row)}" for row in kinds)
    return f"mended: {counts}", *(f"#{row.position or '?'}: {row.detail}" for row in repairs)
