"""The gate's part on stance towards the article.

    python -m benchmarks.gate_article              all there is
    python -m benchmarks.gate_article --by-kind    the labelled threads alone, by kind too

Three measures: threads whose comments are labelled by hand (our own examples anywhere, real pages
where the benchmark stands beside the checkout), authors of forum posts whose side is known, and
RumourEval. The labelled threads are judged once with the stances towards the parent as labelled,
which shows what the inference over the tree is worth by itself, and once as an engine judges them;
each time beside the stances carried down one path. No thread is judged by couplings or other
numbers that its own labels had a part in.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from analyzers.article_stance import ToArticle, ToParent, infer
from analyzers.couplings import Couplings, from_stored
from analyzers.engines import NAMES
from analyzers.stance import article_author
from benchmarks.article_sides import down_the_path, sides
from benchmarks.calibration import expected_error
from benchmarks.measured import Measured
from benchmarks.opinions import Labelled, by_kind, everywhere, examples
from benchmarks.rumoureval import rumours
from benchmarks.scores import accuracy, interval, macro_f1
from benchmarks.shaped import have_bench
from benchmarks.train_article_stance import counted
from benchmarks.train_at_top import fitted, judged, raised, top_level, undone

# An unquestioned label, less what keeps a chance from being nought.
_SURE = {
    "agree": ToParent(0.96, 0.02, 0.02),
    "neutral": ToParent(0.02, 0.96, 0.02),
    "disagree": ToParent(0.02, 0.02, 0.96),
}
Floors = tuple[float | None, float | None]
# Labels right and sides right, a little below what is reached with replies as labelled: with the
# pages, and on the examples alone, whose couplings are then counted in one thread.
FLOORS: Floors = (0.8, 0.94)
EXAMPLES_FLOORS: Floors = (0.6, 0.85)


@dataclass(frozen=True)
class Heard:
    """A labelled thread, and what is known of its replies."""

    thread: Labelled
    to_parent: Mapping[str, ToParent]
    known: Couplings

    def over_the_tree(self) -> Mapping[str, ToArticle]:
        """Infer as the program does."""
        found = infer(
            self.thread.lineage,
            self.to_parent,
            self.thread.authors,
            article_author=article_author(self.thread.thread),
            known=self.known,
        )
        return {comment_id: one.stance for comment_id, one in found.items()}

    def down_the_path(self) -> Mapping[str, ToArticle]:
        """Carry stances down from the article, each link by itself."""
        return down_the_path(self.thread.lineage, self.to_parent)


Method = Callable[[Heard], Mapping[str, ToArticle]]


def heard(threads: Sequence[Labelled], engine: str | None) -> list[Heard]:
    """Judge threads, by their labels where there is no engine.

    Couplings, and what is put right at top level, come from the others.
    """
    if engine is None:
        told = {thread.name: _labels(thread) for thread in threads}
    else:
        told = {one.name: undone(one, judged(one, engine), engine) for one in threads}
    found = []
    for thread in threads:
        others = [other for other in threads if other is not thread]
        to_parent = told[thread.name]
        if engine is not None:
            to_parent = raised(thread, to_parent, fitted(top_level(others, told)))
        found.append(Heard(thread, to_parent, from_stored(counted(others))))
    return found


def _labels(thread: Labelled) -> dict[str, ToParent]:
    return {comment_id: _SURE[relation] for comment_id, (relation, _) in thread.labels.items()}


def figures(found: Sequence[Heard], method: Method, floors: Floors) -> Iterator[Measured | str]:
    """Measure labels, sides of those who take one, and how sure is how right."""
    pairs, groups, sure = [], [], []
    for one in found:
        stances = method(one)
        for comment_id, (_, label) in one.thread.labels.items():
            stance = stances[comment_id]
            pairs.append((label, stance.label))
            groups.append(one.thread.name)
            sure.append((stance.label == label, max(stance)))
    low, high = interval(accuracy, pairs, groups)
    yield f"    {len(pairs)} comments in {len(found)} threads, right {low:.3f} to {high:.3f} (95%)"
    yield Measured("    right", accuracy(pairs), floor=floors[0])
    yield Measured("    macro-F1", macro_f1(pairs))
    yield Measured("    on the right side", right_side(found, method), floor=floors[1])
    yield Measured("    calibration error", expected_error(sure))


def right_side(found: Sequence[Heard], method: Method) -> float:
    """Give the share of the comments labelled with a side that are found to be on it."""
    right = []
    for one in found:
        stances = method(one)
        for comment_id, (_, label) in one.thread.labels.items():
            if label != "neutral":
                stance = stances[comment_id]
                right.append((stance.support > stance.oppose) == (label == "support"))
    return sum(right) / max(1, len(right))


def sides_by_kind(found: Sequence[Heard]) -> Iterator[Measured]:
    """Measure, over the tree, pages, Reddit and the forum by themselves."""
    for name, those in by_kind((one.thread.name, one) for one in found).items():
        yield Measured(f"    {name}: on the right side", right_side(those, Heard.over_the_tree))


def labels(
    engines: Sequence[str | None] = (None, *NAMES), *, kinds: bool = False
) -> Iterator[Measured | str]:
    """Measure on labelled threads, replies as labelled and as each engine judges them.

    ``kinds``: also by where the threads are from.
    """
    shared = have_bench()
    threads = everywhere() if shared else [*examples()]
    for engine in engines:
        found = heard(threads, engine)
        yield f"towards the article, replies as {engine or 'labelled'}"
        floors = (FLOORS if shared else EXAMPLES_FLOORS) if engine is None else (None, None)
        yield "  down one path"
        yield from figures(found, Heard.down_the_path, (None, None))
        yield "  over the tree"
        yield from figures(found, Heard.over_the_tree, floors)
        if kinds:
            yield from sides_by_kind(found)


def article() -> Iterator[Measured | str]:
    """Measure all there is, for the gate."""
    yield from labels()
    if have_bench():
        yield from sides()
        yield from rumours()
    else:
        yield "sides of forum authors, RumourEval: no public benchmark beside this checkout"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--by-kind", action="store_true", help="labelled threads alone, by kind")
    options = parser.parse_args()
    for line in labels(kinds=True) if options.by_kind else article():
        print(line, flush=True)


if __name__ == "__main__":
    main()
