"""How opinion on the article splits, corrected for how often stances are told wrongly.

Shares of support, neutral and oppose among those who commented, and among their comments, each
with a 90% interval. Labels are counted (``analyzers.known_errors``), once for each of several
trees that the thread may have (``analyzers.resampling``), and each count is turned to draws of true
shares (``analyzers.quantification``). docs/measures.md defines every figure and says what was
measured. numpy is imported when the first article is split.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analyzers.article_stance import ToParent, infer
from analyzers.contract import Analyzer, Given, Row, by_comment
from analyzers.known_errors import FILE, Measured, measured
from analyzers.lineage import trace
from analyzers.pairs import pairs_of
from analyzers.resampling import how_many, other_trees
from analyzers.root_words import is_short_talk
from analyzers.stance import article_author
from threads.model import Thread

if TYPE_CHECKING:
    from analyzers.quantification import Matrix, Quantifier

SEED = 20
DRAWS = 2000
LEVEL = 0.9
WIDE = 0.5  # an interval of a side longer than this says next to nothing
SIDES = ("support", "neutral", "oppose")

SplitRow = dict[str, object]


@dataclass(frozen=True)
class Voices:
    """Who speaks of an article, one entry a comment, in order of the comments' ids.

    ``voices`` (comment) are parts of a person, who has one voice however often they comment.
    """

    comments: Sequence[str]
    voices: Matrix
    persons: int

    @property
    def independent(self) -> float:
        """How many comments of equal weight tell as much as all voices (Kish 1965)."""
        return float(self.persons**2 / (self.voices**2).sum())


def analyze(thread: Thread, given: Given) -> list[SplitRow]:
    """Give the article's row, none where no comment has a stance."""
    stances = by_comment(given["stance"])
    if not stances:
        return []
    voices = _voices(thread, stances)
    what = "to_root" if _by_words(thread, stances) else "to_article"
    known = measured(str(stances[voices.comments[0]]["engine"]), what)
    return [
        {
            "article_id": thread.article.id,
            "comments": len(voices.comments),
            "persons": voices.persons,
            **_figures(voices, _tallies(thread, stances, voices, known), known),
            "errors_of": known.engine,
        }
    ]


def _by_words(thread: Thread, stances: Mapping[str, Row]) -> bool:
    """Whether stances towards the article were told from words alone, whatever the tree."""
    if thread.article.title:
        return False
    pairs = (pair for comment_id, pair in pairs_of(thread) if comment_id in stances)
    return is_short_talk(thread.article, pairs)


def _voices(thread: Thread, stances: Mapping[str, Row]) -> Voices:
    """Give each person one voice; a comment under a name that many share is a person's own."""
    import numpy as np

    spoken = sorted((c for c in thread.comments if c.id in stances), key=lambda c: c.id)
    names = [(c.author_id is None, c.author_id or c.id) for c in spoken]
    often = Counter(names)
    parts = np.array([1 / often[name] for name in names])
    return Voices([c.id for c in spoken], parts, len(often))


def _tallies(
    thread: Thread, stances: Mapping[str, Row], voices: Voices, known: Measured
) -> list[tuple[Matrix, Matrix]]:
    """Count bins of persons and of comments, tree by tree."""
    import numpy as np

    size = known.errors.counts.shape[1]
    tallies = []
    for probabilities in _stances_by_tree(thread, stances, voices.comments):
        found = known.bins(probabilities)
        persons = np.bincount(found, weights=voices.voices, minlength=size)
        scale = voices.independent / voices.persons
        tallies.append((persons * scale, np.bincount(found, minlength=size).astype(float)))
    return tallies


def _stances_by_tree(
    thread: Thread, stances: Mapping[str, Row], comments: Sequence[str]
) -> list[Matrix]:
    """Give stances towards the article (comment × side), tree by tree.

    What a comment says to its parent is taken to be the same to another one.
    """
    import numpy as np

    number = 1 if _by_words(thread, stances) else how_many(thread)
    if number == 1:
        names = [f"article_{side}" for side in SIDES]
        return [np.array([[stances[i][name] for name in names] for i in comments])]
    to_parent = {
        i: ToParent(row["parent_agree"], row["parent_neutral"], row["parent_disagree"])
        for i, row in stances.items()
    }
    authors = {comment.id: comment.author_id for comment in thread.comments}
    wrote, found = article_author(thread), []
    for other in other_trees(thread, number, SEED):
        told = infer(trace(other), to_parent, authors, article_author=wrote)
        found.append(np.array([told[i].stance for i in comments]))
    return found


def _figures(
    voices: Voices, tallies: Sequence[tuple[Matrix, Matrix]], known: Measured
) -> dict[str, object]:
    """Give every share with its interval."""
    from analyzers.quantification import Quantifier

    quantifier = Quantifier(known.errors)
    persons = drawn(quantifier, [one for one, _ in tallies])
    comments = drawn(quantifier, [one for _, one in tallies])
    shares = shares_of(persons, voices.independent)
    sides = persons[:, [0, 2]]
    wide = any(
        float(shares[f"{side}_high"]) - float(shares[f"{side}_low"]) > WIDE for side in SIDES
    )
    return {
        **shares,
        **_split(sides, voices),
        "support_leads": round(share_ahead(sides), 4),
        "too_wide": int(wide),
        **_named("comments", shares_of(comments, len(voices.comments))),
    }


def _named(first: str, figures: Mapping[str, float]) -> dict[str, float]:
    return {f"{first}_{name}": value for name, value in figures.items()}


def drawn(quantifier: Quantifier, tallies: Sequence[Matrix]) -> Matrix:
    """Draw shares (draw × side), as many from each tally."""
    import numpy as np

    chance = np.random.default_rng(SEED)
    each = DRAWS // len(tallies)
    return np.concatenate([quantifier.draw(tally, each, chance) for tally in tallies])


def shares_of(draws: Matrix, independent: float) -> dict[str, float]:
    """Give the mean of each side's share and its interval, four decimals; the shares sum to 1."""
    from analyzers.quantification import interval

    means = draws.mean(axis=0)
    lows, highs = interval(draws, LEVEL, 1 / independent)
    support, oppose = round(float(means[0]), 4), round(float(means[2]), 4)
    shares = (support, max(0.0, round(1 - support - oppose, 4)), oppose)
    found = {}
    for side, share, low, high in zip(SIDES, shares, lows.tolist(), highs.tolist(), strict=True):
        found[side] = share
        found[f"{side}_low"] = min(share, round(low, 4))
        found[f"{side}_high"] = max(share, round(high, 4))
    return found


def _split(sides: Matrix, voices: Voices) -> dict[str, float]:
    """Measure how evenly persons are split: twice the smaller side; 0 for one person alone."""
    from analyzers.quantification import interval

    if voices.persons < 2:
        return {"split": 0.0, "split_low": 0.0, "split_high": 0.0}
    split = twice_the_smaller(sides)
    (low,), (high,) = interval(split, LEVEL, 1 / voices.independent)
    mean = round(float(split.mean()), 4)
    return {
        "split": mean,
        "split_low": min(mean, round(float(low), 4)),
        "split_high": max(mean, round(float(high), 4)),
    }


def twice_the_smaller(sides: Matrix) -> Matrix:
    """Give how evenly each draw (draw × 2) is split, (draw × 1) of 0 to 1."""
    found: Matrix = 2 * sides.min(axis=1, keepdims=True)
    return found


def share_ahead(sides: Matrix) -> float:
    """Give the share of draws in which the first side is larger, ties halved."""
    return float((sides[:, 0] > sides[:, 1]).mean() + (sides[:, 0] == sides[:, 1]).mean() / 2)


ANALYZER = Analyzer(
    name="split",
    version="1",
    requires=("stance",),
    gives="article_split",
    analyze=analyze,
    parameters={"seed": SEED, "draws": DRAWS, "level": LEVEL, "wide": WIDE},
    models=(FILE,),
)
