"""Measure the stance towards the article on the sides that authors of forum posts are on.

    python -m benchmarks.article_sides                    each method on the dev split
    python -m benchmarks.article_sides --engine neural    the same, by another engine
    python -m benchmarks.article_sides --choose           what was tried on the train split

Discussions of the Internet Argument Corpus (Walker et al. 2012), the opening post standing for
the article. Of most authors the side on the topic is known: a post should support where it is by
another author of the opener's side, and oppose where it isn't. ``right``: by the sign of support
less oppose. ``flipped``: the same after each discussion has been turned round where that is
better, which forgives a wrong start, and flatters methods that put all on one side.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from math import log
from typing import Any, NamedTuple

from analyzers.article_stance import ToArticle, ToParent, infer
from analyzers.couplings import couplings
from analyzers.engines import engine_named
from analyzers.lineage import Lineage, trace
from analyzers.pairs import pairs_of
from benchmarks.calibration import expected_error
from benchmarks.iac import posts
from benchmarks.known_trees import Said, known_tree
from benchmarks.measured import Measured
from benchmarks.scores import accuracy, interval
from threads.model import Article

SIDES = frozenset({"pro", "anti"})
# A little below what the fast engine reaches.
RIGHT_FLOOR, FLIPPED_FLOOR, MOST_CALIBRATION_ERROR = 0.78, 0.8, 0.06
_TINY = 1e-6


@dataclass(frozen=True)
class Discussion:
    """A discussion, what an engine makes of it, and the sides.

    ``opener`` is the side of the opening post's author, None where it isn't known; ``sides`` those
    of the posts by others.
    """

    lineage: Lineage
    to_parent: Mapping[str, ToParent]
    authors: Mapping[str, str | None]
    author: str
    opener: str | None
    sides: Mapping[str, str]


Method = Callable[[Discussion], Mapping[str, ToArticle]]


class Judged(NamedTuple):
    """A post by another author than the opener: whether its side is the opener's, and what is said.

    ``same`` is None where the opener's side isn't known.
    """

    discussion: int
    side: str
    same: bool | None
    lean: float
    sure: float


@cache
def discussions(split: str, engine: str) -> tuple[Discussion, ...]:
    """Read a split and let an engine judge every reply."""
    return tuple(_discussion(rows, engine) for rows in posts(split).values())


def _discussion(rows: Sequence[Mapping[str, Any]], engine: str) -> Discussion:
    root, *replies = rows
    ids = {row["id"] for row in replies}
    said = [
        Said(
            id=row["id"],
            parent_id=row["parent_id"] if row["parent_id"] in ids else None,
            author=row["author"],
            text=row["text"],
            quotes=row["quotes"],
        )
        for row in replies
    ]
    thread = known_tree(Article(title=root["topic"], body=root["text"]), said)
    pairs = dict(pairs_of(thread))
    judged = engine_named(engine).judge(list(pairs.values()))
    known = {i: one.stance for i, one in zip(pairs, judged, strict=True)}
    return Discussion(
        lineage=trace(thread),
        to_parent=known,
        authors={one.id: one.author for one in said},
        author=root["author"],
        opener=root["author_stance"] if root["author_stance"] in SIDES else None,
        sides={
            row["id"]: row["author_stance"]
            for row in replies
            if row["author_stance"] in SIDES
            and row["author"] != root["author"]
            and row["id"] in known
        },
    )


def all_oppose(talk: Discussion) -> Mapping[str, ToArticle]:
    """Let everybody oppose: once flipped, the larger side is always right."""
    return dict.fromkeys(talk.to_parent, ToArticle(0.0, 0.0, 1.0))


def path_alone(talk: Discussion) -> Mapping[str, ToArticle]:
    """Carry stances down from the article."""
    return down_the_path(talk.lineage, talk.to_parent)


def down_the_path(lineage: Lineage, to_parent: Mapping[str, ToParent]) -> dict[str, ToArticle]:
    """Carry stances down from the article, each link by itself: agree and disagree as signs."""
    carried: dict[str, ToArticle] = {}
    for comment_id in lineage.order:
        parent = lineage.parents[comment_id]
        above = ToArticle(1, 0, 0) if parent is None else carried.get(parent, ToArticle(0, 1, 0))
        link = to_parent.get(comment_id, ToParent(0, 1, 0))
        support = link.agree * above.support + link.disagree * above.oppose
        oppose = link.agree * above.oppose + link.disagree * above.support
        carried[comment_id] = ToArticle(support, 1 - support - oppose, oppose)
    return carried


def tree_alone(talk: Discussion) -> Mapping[str, ToArticle]:
    """Infer without authors."""
    return _stances(talk, {})


def tree_and_authors(talk: Discussion) -> Mapping[str, ToArticle]:
    """Infer without knowing that the opener also replies."""
    authors = {i: None if name == talk.author else name for i, name in talk.authors.items()}
    return _stances(talk, authors)


def everything(talk: Discussion) -> Mapping[str, ToArticle]:
    """Infer as the program does."""
    return _stances(talk, talk.authors, article_author=talk.author)


def _stances(
    talk: Discussion, authors: Mapping[str, str | None], **more: Any
) -> dict[str, ToArticle]:
    found = infer(talk.lineage, talk.to_parent, authors, **more)
    return {comment_id: one.stance for comment_id, one in found.items()}


METHODS: Mapping[str, Method] = {
    "all oppose": all_oppose,
    "path alone": path_alone,
    "tree": tree_alone,
    "tree and authors": tree_and_authors,
    "tree, authors, article's author": everything,
}


def judged(talks: Sequence[Discussion], method: Method) -> list[Judged]:
    """Judge every post whose author's side is known."""
    found = []
    for number, talk in enumerate(talks):
        stances = method(talk)
        for comment_id, side in talk.sides.items():
            support, _, oppose = stances[comment_id]
            share = (support + _TINY) / (support + oppose + 2 * _TINY)
            same = None if talk.opener is None else side == talk.opener
            found.append(Judged(number, side, same, support - oppose, share))
    return found


def flipped(found: Sequence[Judged]) -> float:
    """Give the share of posts on the right side, each discussion turned to its better way."""
    right: dict[int, list[bool]] = {}
    for one in found:
        right.setdefault(one.discussion, []).append((one.lean > 0) == (one.side == "pro"))
    return sum(max(sum(r), len(r) - sum(r)) for r in right.values()) / max(1, len(found))


def known_opener(found: Sequence[Judged]) -> tuple[list[tuple[str, str]], list[int]]:
    """Give true and found stance where the opener's side is known, and each one's discussion."""
    kept = [one for one in found if one.same is not None]
    named = {True: "support", False: "oppose"}
    return [(named[bool(one.same)], named[one.lean > 0]) for one in kept], [
        one.discussion for one in kept
    ]


def calibration(found: Sequence[Judged]) -> float:
    """Give the expected calibration error of the likelier of support and oppose."""
    pairs = [
        ((one.sure > 0.5) == one.same, max(one.sure, 1 - one.sure))
        for one in found
        if one.same is not None
    ]
    return expected_error(pairs)


def loss(found: Sequence[Judged]) -> float:
    """Give the mean log loss of support against oppose."""
    kept = [one.sure if one.same else 1 - one.sure for one in found if one.same is not None]
    return -sum(map(log, kept)) / max(1, len(kept))


def sides(engine: str = "fast", split: str = "dev") -> Iterator[Measured | str]:
    """Measure every method on a split, for the gate; only the last is held to floors."""
    talks = discussions(split, engine)
    yield f"sides of forum authors, {split}, engine {engine}: {len(talks)} discussions"
    for name, method in METHODS.items():
        found = judged(talks, method)
        ours = method is everything
        pairs, groups = known_opener(found)
        low, high = interval(accuracy, pairs, groups)
        yield f"  {name}: {len(found)} posts, right {low:.3f} to {high:.3f} (95%)"
        yield Measured("  right", accuracy(pairs), floor=RIGHT_FLOOR if ours else None)
        yield Measured("  flipped", flipped(found), floor=FLIPPED_FLOOR if ours else None)
        most = MOST_CALIBRATION_ERROR if ours else None
        yield Measured("  calibration error", calibration(found), ceiling=most)


def choose(engine: str) -> Iterator[str]:
    """Print what the exponents and the number of rounds do on the train split."""
    talks = discussions("train", engine)
    for rounds, pooled in product((1, 2, 3, 4), (0.3, 0.5, 0.7, 1)):
        known = replace(couplings(), rounds=rounds, pooled=pooled)

        def method(talk: Discussion, known: Any = known) -> Mapping[str, ToArticle]:
            return _stances(talk, talk.authors, article_author=talk.author, known=known)

        def stranger(talk: Discussion, known: Any = known) -> Mapping[str, ToArticle]:
            return _stances(talk, talk.authors, known=known)

        both = [judged(talks, one) for one in (method, stranger)]
        losses = [loss(found) for found in both]
        yield (
            f"rounds {rounds} pooled {pooled}: log loss {sum(losses) / 2:.4f}"
            f" flipped {sum(map(flipped, both)) / 2:.3f}"
        )


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--engine", default="fast")
    parser.add_argument("--choose", action="store_true", help="try settings on the train split")
    options = parser.parse_args()
    for line in choose(options.engine) if options.choose else sides(options.engine):
        print(line, flush=True)


if __name__ == "__main__":
    main()
