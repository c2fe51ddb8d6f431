"""What each figure shows, in a sentence or two made of the figures themselves.

Nothing here is a stock phrase: which sentence is said, and whether one is, depends on the rows.
Shares of fewer than ``judgement.FEWEST`` comments are given as counts and called too few.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from reports.facts import Fact, fact, plural, say
from reports.judgement import FEWEST, halves_differ, sides_differ
from reports.outline import Folded, Outline
from reports.queries import (
    CERTAINTY,
    CHAIN_STANCES,
    CHAIN_TOTALS,
    CHAINS,
    COVERAGE,
    EDGES,
    LANGUAGES,
    MENDED,
    RECOVERY,
    STANCE_TO_ARTICLE,
    STANCE_TO_PARENT,
    TONE,
)
from reports.query import Query
from reports.reading import language_name, name_of
from reports.rows import (
    CertaintyRow,
    ChainRow,
    ChainStancesRow,
    ChainTotalsRow,
    CoverageRow,
    EdgesRow,
    LanguageRow,
    MendedRow,
    RecoveryRow,
    StanceRow,
    ToneRow,
)

METHODS = {
    "nesting": "how the page nests comments",
    "subject": "the subject line",
    "quote": "a passage quoted",
    "name": "a name addressed",
    "turns": "who was talking with whom",
    "words": "rare words shared",
    "order": "order and time",
}
MENDINGS = {
    "missing_parent": (
        "comment that is answered but on no page read",
        "comments that are answered but on no page read",
    ),
    "duplicate_id": ("comment with another's number", "comments with another's number"),
    "cycle": (
        "reply to itself or to what answers it",
        "replies to themselves or what answers them",
    ),
    "parent_later": (
        "reply printed before what it answers",
        "replies printed before what they answer",
    ),
}

_METHODS = 3  # named in the sentence on how sure the tree is


class Verbs(NamedTuple):
    """How one stance is said of one comment and of several."""

    one: str
    many: str


_TO_ARTICLE = {
    "oppose": Verbs("opposes {it}", "oppose {it}"),
    "support": Verbs("supports {it}", "support {it}"),
    "neutral": Verbs("takes no side that could be told", "take no side that could be told"),
}
_TO_PARENT = {
    "disagree": Verbs("disagrees with {it}", "disagree with {it}"),
    "agree": Verbs("agrees with {it}", "agree with {it}"),
    "neutral": Verbs("does neither", "do neither"),
}  # fmt: skip


def finding(recovery: RecoveryRow, stances: Sequence[StanceRow]) -> Markup:
    """Give the report's one sentence: of how many, by how many, which share on which side."""
    comments, people = fact(RECOVERY, recovery, "comments"), fact(RECOVERY, recovery, "people")
    opening = say(
        "Of {comments} {noun} by at least {people} {persons}",
        comments=comments,
        noun=plural(comments, "comment", "comments"),
        people=people,
        persons=plural(people, "person", "people"),
    )
    total = fact(STANCE_TO_ARTICLE, stances[0], "total")
    if not total.value:
        return say("{opening}, none could be scored for its stance.", opening=opening)
    if total.value != comments.value:
        opening = say("{opening}, {total} were scored; of these", opening=opening, total=total)
    shares = _shares(STANCE_TO_ARTICLE, stances, _TO_ARTICLE, "the article")
    return say("{opening}, {shares}.", opening=opening, shares=shares)


def _shares(
    query: Query[StanceRow], rows: Sequence[StanceRow], verbs: dict[str, Verbs], about: str
) -> Markup:
    """Say each side's share (or count, of few): the larger side first, the neutral last."""
    few = rows[0].total < FEWEST
    parts: list[Markup] = []
    spoken = [row for row in rows if row.comments]
    for row in sorted(spoken, key=lambda row: (row.label == "neutral", -row.comments)):
        number = fact(query, row, "comments" if few else "share")
        verb = verbs[row.label].one if few and row.comments == 1 else verbs[row.label].many
        words = verb.format(it="it" if parts else about)
        parts.append(say("{number} {words}", number=number, words=words))
    return _listed(parts)


def _listed(parts: Sequence[Markup]) -> Markup:
    if len(parts) == 1:
        return parts[0]
    return Markup("{} and {}").format(Markup(", ").join(parts[:-1]), parts[-1])


def larger_side(rows: Sequence[StanceRow]) -> Markup | None:
    """Say which of two sides is larger, or that the numbers are too few to say; None of none."""
    against, favour = rows[0], rows[1]
    if not against.total:
        return None
    if against.total < FEWEST:
        return say("That is too few to speak of shares.")
    if against.comments + favour.comments == 0:
        return say("No side is taken that could be weighed against another.")
    if not sides_differ(against.comments, favour.comments):
        return say("Too few take a side to say which of the two is larger.")
    more = "oppose" if against.comments > favour.comments else "support"
    return say("More {more} than not, and by more than chance alone would give.", more=more)


def told_by(coverage: CoverageRow) -> Markup | None:
    """Warn that stances are a program's reading, and that it errs (docs/stance.md says how)."""
    if not coverage.stance_engines:
        return None
    return say(
        "These {count} stances were told by a program (engine {engines}) that is wrong in about"
        " four of ten replies, and towards the article in about every second comment; the shares"
        " are not corrected for that. Read them as a sketch of where to look, to be checked against"
        " the comments below, and not as a result.",
        count=fact(COVERAGE, coverage, "stance"),
        engines=coverage.stance_engines.replace(",", " and "),
    )


def other_languages(rows: Sequence[LanguageRow]) -> Markup | None:
    """Say how many comments were left unscored in which languages, None where none was."""
    if not rows:
        return None
    parts = [
        say(
            "{n}{noun} in {language}",
            n=fact(LANGUAGES, row, "comments"),
            noun="" if place else plural(row.comments, " comment", " comments"),
            language=language_name(row.language),
        )
        for place, row in enumerate(rows)
    ]
    return say(
        "Left unscored, as sentiment and stance are made for English: {parts}.",
        parts=_listed(parts),
    )


def recovered(recovery: RecoveryRow, mended: Sequence[MendedRow] = ()) -> Markup:
    """Say how much of the thread was recovered, and what was mended for it."""
    count, claimed = fact(RECOVERY, recovery, "recovered"), fact(RECOVERY, recovery, "claimed")
    noun = plural(count, "comment was", "comments were")
    if claimed.value is None:
        sentence = say(
            "{n} {noun} found; the page does not say how many it has.", n=count, noun=noun
        )
    elif claimed.value < recovery.recovered:
        sentence = say(
            "{n} {noun} found, more than the {claimed} that the page claims.",
            n=count, noun=noun, claimed=claimed,
        )  # fmt: skip
    else:
        sentence = say(
            "{n} of the {claimed} comments that the page claims {were} recovered.",
            n=count, claimed=claimed, were=plural(count, "was", "were"),
        )  # fmt: skip
    if recovery.removed:
        removed = fact(RECOVERY, recovery, "removed")
        sentence += say(" {n} had been removed by the site.", n=removed)
    return sentence + _mended(mended)


def _mended(rows: Sequence[MendedRow]) -> Markup:
    parts = [
        say("{n} {what}", n=fact(MENDED, row, "repairs"), what=mended_words(row)) for row in rows
    ]
    return say(" Mended in the tree: {parts}.", parts=_listed(parts)) if parts else Markup("")


def mended_words(row: MendedRow) -> str:
    """Say in plain words what was mended, in the number that goes with the count."""
    kind = row.kind.replace("_", " ")
    return plural(row.repairs, *MENDINGS.get(row.kind, (kind, kind)))


def tree_certainty(certainty: CertaintyRow, edges: Sequence[EdgesRow]) -> Markup:
    """Say how sure it is who answers whom: shares of edges by method, with mean confidence."""
    parts = [
        say(
            "{share} rest on {method} (mean confidence {mean})",
            share=fact(EDGES, row, "share"),
            method=method_words(row.method),
            mean=fact(EDGES, row, "mean_confidence"),
        )
        for row in edges[:_METHODS]
    ]
    more = say("; the rest on further evidence, listed below") if len(edges) > _METHODS else ""
    doubtful = fact(CERTAINTY, certainty, "doubtful")
    doubt = (
        say(" {n} of {edges} {are} more likely wrong than right.",
            n=doubtful, edges=fact(CERTAINTY, certainty, "edges"),
            are=plural(doubtful, "is", "are"))
        if doubtful.value else say(" None is more likely wrong than right.")
    )  # fmt: skip
    return say(
        "Mean confidence in who answers whom is {mean}: {parts}{more}.{doubt}",
        mean=fact(CERTAINTY, certainty, "mean_confidence"),
        parts=_listed(parts),
        more=more,
        doubt=doubt,
    )


def method_words(method: str) -> str:
    """Say in plain words what an edge rests on (``subject+quote``: both)."""
    return " and ".join(METHODS.get(part, part.replace("_", " ")) for part in method.split("+"))


def parent_split(rows: Sequence[StanceRow]) -> Markup:
    """Say how replies stand to the comments they answer."""
    total = fact(STANCE_TO_PARENT, rows[0], "total")
    if not total.value:
        return say("No reply to a comment was scored for agreeing or disagreeing with it.")
    shares = _shares(STANCE_TO_PARENT, rows, _TO_PARENT, "what they answer")
    noun = plural(total, "reply to another comment", "replies to other comments")
    few = say(" Too few to speak of shares.") if rows[0].total < FEWEST else Markup("")
    return say("Of {n} {noun}, {shares}.{few}", n=total, noun=noun, shares=shares, few=few)


def where_it_splits(
    chains: Sequence[ChainRow], totals: ChainTotalsRow, recovery: RecoveryRow
) -> Markup:
    """Say where most of the talk is, and how much of it stands alone."""
    count = fact(CHAIN_TOTALS, totals, "chains")
    lone = fact(CHAIN_TOTALS, totals, "lone")
    alone = say(
        "{lone} {are} a single comment that nobody answered",
        lone=lone,
        are=plural(lone, "is", "are"),
    )
    sentence = say(
        "{n} {chains}, of which {alone}.",
        n=count,
        chains=plural(count, "chain", "chains"),
        alone=alone if lone.value else "each drew an answer",
    )
    if not chains or chains[0].comments == 1:
        return sentence
    top = chains[0]
    return sentence + say(
        " The largest, begun by {author} ({link}), holds {size} of the {all} comments in {depth}"
        " levels.",
        author=name_of(top.author),
        link=link(top.position),
        size=fact(CHAINS, top, "comments"),
        all=fact(RECOVERY, recovery, "comments"),
        depth=fact(CHAINS, top, "depth"),
    )


def link(position: int) -> Markup:
    """Lead to a comment by its position."""
    return Markup('<a href="#c{0}">#{0}</a>').format(position)


def folded_away(tree: Outline, shown: Folded) -> Markup | None:
    """Say what the picture of the tree leaves out, None where it shows all."""
    hidden = shown.count(tree)
    if not hidden:
        return None
    return say(
        "The picture draws the {drawn} comments of the largest branches and folds the other"
        " {hidden} into cells that say how many they hold; the list has all of them.",
        drawn=Fact("figure", "tree", "drawn", len(shown.kept)),
        hidden=Fact("figure", "tree", "hidden", hidden),
    )


def tone(row: ToneRow, first: Sequence[float], second: Sequence[float]) -> Markup | None:
    """Say how kind or harsh the words are, and if that changed beyond chance; None of none."""
    if not row.comments:
        return None
    sentence = say(
        "On a scale from −1 (harsh) to +1 (kind) the {n} comments scored average {mean}:"
        " {negative} negative, {neutral} neutral, {positive} positive.",
        **{name: fact(TONE, row, name) for name in ("mean", "negative", "neutral", "positive")},
        n=fact(TONE, row, "comments"),
    )
    if min(len(first), len(second)) < FEWEST:
        return sentence + say(" That is too few to say whether the tone changed on the way.")
    if halves_differ(first, second):
        words = "fell" if (row.second_mean or 0) < (row.first_mean or 0) else "rose"
        words = f"it {words} by more than chance alone would give"
    else:
        words = "no more of a change than chance alone would give"
    return sentence + say(
        " The first half averages {first}, the second {second}: {words}.",
        first=fact(TONE, row, "first_mean"),
        second=fact(TONE, row, "second_mean"),
        words=words,
    )


def chains_told(chains: Sequence[ChainRow], stances: Sequence[ChainStancesRow]) -> Markup | None:
    """Name the chain that is most evenly split, of those in which enough comments take a side.

    None where no comment of any chain has a stance.
    """
    if all(row.split is None for row in chains):
        return None
    sides = {row.position: row for row in stances if row.support + row.oppose >= FEWEST}
    rated = [row for row in chains if row.split is not None and row.position in sides]
    if not rated:
        return say(
            "In no chain do as many as {few} comments take a side on the article, so none can be"
            " called split or of one mind; the table ranks them all the same.",
            few=FEWEST,
        )
    top = max(rated, key=lambda row: (row.split or 0, row.comments))
    side = sides[top.position]
    return say(
        "Of the chains in which at least {few} comments take a side, the most evenly split was"
        " begun by {author} ({link}): {support} support the article, {oppose} oppose it.",
        few=FEWEST,
        author=name_of(top.author),
        link=link(top.position),
        support=fact(CHAIN_STANCES, side, "support"),
        oppose=fact(CHAIN_STANCES, side, "oppose"),
    )
