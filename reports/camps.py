"""Whether a thread has two camps, and what they share, in a sentence each."""

from __future__ import annotations

from collections.abc import Sequence

from analyzers.camps import FEWEST_REPLIES, LEAST_Z
from reports.camp_queries import GroundRow
from reports.facts import percent, plural
from reports.rows import CampsRow

_NAMED = 3  # comments named in a sentence


def camps_told(row: CampsRow, shared: int = 0) -> str:
    """Say whether there are two camps, and how many stand in each.

    ``shared`` comments are under names that many share: each stands there as a person.
    """
    if row.camps:
        people = f"{row.in_a} people with the article's side, {row.in_b} against it"
        alone = " (each comment under a shared name being one)" if shared else ""
        cross = f"{percent(row.cross_camp or 0)} of answers, those to the article among them, cross"
        return f"camps: {people}{alone}; {cross}"
    if row.people < 2:
        return "camps: too few people to tell whether there are two"
    if row.replies < FEWEST_REPLIES:
        answers = f"{row.replies} {plural(row.replies, 'answer', 'answers')}"
        return f"camps: {answers} to people or the article, too few to tell whether there are two"
    if row.z is None:
        return "camps: no split to find, as the replies all say the same"
    if row.z >= LEAST_Z:
        return "camps: no split to find, as hardly anybody answers across it"
    better = "hardly better" if row.z > 0 else "no better"
    return (
        f"camps: no split to find; two camps explain who agrees with whom {better} than they would"
        " if the stances were shuffled"
    )


def ground_told(rows: Sequence[GroundRow]) -> str:
    """Say with which comments both camps agree; ``rows`` are of a thread that has two."""
    shared = [row for row in rows if row.shared]
    tellable = sum(row.shared is not None for row in rows)
    if shared:
        first, *others = shared[:_NAMED]
        named = [
            f"#{first.position} ({percent(first.agree_a)} of the article's side and"
            f" {percent(first.agree_b)} of the other are expected to agree)",
            *(
                f"#{row.position} ({percent(row.agree_a)} and {percent(row.agree_b)})"
                for row in others
            ),
        ]
        more = f" and {len(shared) - _NAMED} more" if len(shared) > _NAMED else ""
        return f"common ground: {', '.join(named)}{more}"
    if tellable:
        comments = plural(tellable, "comment", "comments")
        return (
            f"common ground: none in the {tellable} {comments} that two or more people of each"
            " camp wrote or answered"
        )
    return "common ground: too few people of both camps answered the same comment to tell"
