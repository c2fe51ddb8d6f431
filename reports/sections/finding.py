"""The finding: how opinion splits, in one sentence, and how much of the thread it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from markupsafe import Markup

from reports.facts import fact, plural, say
from reports.judgement import FEWEST, sides_differ
from reports.material import Material
from reports.palette import Side
from reports.queries import COVERAGE, LANGUAGES, MENDED, RECOVERY, STANCE_TO_ARTICLE
from reports.query import Query
from reports.reading import language_name
from reports.rows import CoverageRow, LanguageRow, MendedRow, RecoveryRow, StanceRow
from reports.section import Section, said
from reports.split import AUDIT, SPLIT, AuditRow, SharesRow, SplitRow, larger
from reports.wording import Verbs, listed, mended_words, shares

_TO_ARTICLE = {
    "oppose": Verbs("opposes {it}", "oppose {it}"),
    "support": Verbs("supports {it}", "support {it}"),
    "neutral": Verbs("takes no side that could be told", "take no side that could be told"),
}


@dataclass(frozen=True)
class Shown:
    """Whether any comment was found, and whether any has its text on the page."""

    found: bool
    read: bool


def finding(material: Material) -> Section:
    """Make the section; a thread without comments has one too, that says so."""
    db, article, recovery = material.db, material.article.id, material.recovery
    mended = MENDED.rows(db, article)
    audit, split = AUDIT.one(db, article), SPLIT.one(db, article)
    told = {"recovered": recovered(recovery, mended)}
    if recovery.comments:
        found = opinion(recovery, material.to_article, split, audit)
        told |= said(
            finding=found.first,
            second=found.second,
            told_by=told_by(material.coverage, split is not None or audit is not None),
            audited=audited(audit) if audit else None,
            languages=other_languages(LANGUAGES.rows(db, article)),
            wordless=wordless(material.coverage),
        )
    return Section(
        "finding",
        "The finding",
        shown=Shown(bool(recovery.recovered), bool(recovery.comments)),
        said=told,
        short="Finding",
        titled=False,
    )


class Told(NamedTuple):
    """The report's one sentence, and what is added to it."""

    first: Markup
    second: Markup | None


def opinion(
    recovery: RecoveryRow,
    stances: Sequence[StanceRow],
    split: SplitRow | None = None,
    audit: AuditRow | None = None,
) -> Told:
    """Tell how opinion splits, by the best that there is: audited, corrected, or as labelled."""
    total = fact(STANCE_TO_ARTICLE, stances[0], "total")
    if not total.value:
        return Told(say("{who}, none could be scored for its stance.", who=_of(recovery)), None)
    if audit:
        first = say(
            "{who}: by {n} labels made by hand, {shares}.",
            who=_by(recovery), n=fact(AUDIT, audit, "labelled"), shares=_estimates(AUDIT, audit),
        )  # fmt: skip
        return Told(first, None)
    if split and split.too_wide:
        return Told(_too_little(recovery, split), _as_labelled(stances))
    if split and stances[0].total >= FEWEST:
        first = say("{who}: {shares}.", who=_by(recovery), shares=_estimates(SPLIT, split))
        return Told(first, _larger(split))
    return Told(_uncorrected(recovery, stances), larger_side(stances))


def _of(recovery: RecoveryRow) -> Markup:
    return say("Of {comments}", comments=_by(recovery))


def _by(recovery: RecoveryRow) -> Markup:
    """Say how many comments there are by how many people, at least and at most."""
    comments, people, most = (
        fact(RECOVERY, recovery, column) for column in ("comments", "people", "most")
    )
    noun = plural(comments, "comment", "comments")
    if recovery.people == recovery.most:
        persons = plural(people, "person", "persons")
        return say("{n} {noun} by {people} {persons}", n=comments, noun=noun, people=people,
                   persons=persons)  # fmt: skip
    return say("{n} {noun} by {people} to {most} persons", n=comments, noun=noun, people=people,
               most=most)  # fmt: skip


def _estimates(query: Query[Any], row: SharesRow) -> Markup:
    """Say each side's share of persons with its interval, the larger side first."""
    sides: list[Side] = sorted(("oppose", "support"), key=lambda side: -getattr(row, side))
    parts = [
        say(
            "{share} ({low} to {high}) {verb}",
            share=fact(query, row, side),
            low=fact(query, row, f"{side}_low"),
            high=fact(query, row, f"{side}_high"),
            verb=f"of the persons {side} the article" if not place else f"{side} it",
        )
        for place, side in enumerate(sides)
    ]
    neutral = say(
        "{share} ({low} to {high}) take no side that could be told",
        share=fact(query, row, "neutral"),
        low=fact(query, row, "neutral_low"),
        high=fact(query, row, "neutral_high"),
    )
    return listed([*parts, neutral])


def _too_little(recovery: RecoveryRow, split: SplitRow) -> Markup:
    """Say that nothing can be said, and between which shares the truth may lie."""
    ends = {
        f"{side}_{end}": fact(SPLIT, split, f"{side}_{end}")
        for side in ("oppose", "support")
        for end in ("low", "high")
    }
    return say(
        "{who} {are} too little for this program to say how opinion splits: anything from"
        " {oppose_low} to {oppose_high} of the persons may oppose the article, and from"
        " {support_low} to {support_high} support it.",
        who=_by(recovery),
        are=plural(recovery.comments, "is", "are"),
        **ends,
    )


def _larger(split: SplitRow) -> Markup:
    side = larger(split)
    if side is None:
        return say("Which of the two sides is larger can’t be told.")
    other = "oppose" if side == "support" else "support"
    return say("More {side} than {other} it: the program’s own errors do not explain that.",
               side=side, other=other)  # fmt: skip


def _as_labelled(stances: Sequence[StanceRow]) -> Markup:
    if stances[0].total == 1:
        (only,) = (row.label for row in stances if row.comments)
        verb = _TO_ARTICLE[only].one.format(it="the article")
        return say("The one comment that the program could score {verb}, as it labels it; but such"
                   " a label errs too often to be counted.", verb=verb)  # fmt: skip
    labels = shares(STANCE_TO_ARTICLE, stances, _TO_ARTICLE, "the article")
    return say("As the program labels the {n} comments that it could score, {labels}; but these"
               " labels err too often to be counted. A few dozen labels made by hand would tell"
               " more: rejoinder audit draws the comments and corrects the shares.",
               n=fact(STANCE_TO_ARTICLE, stances[0], "total"), labels=labels)  # fmt: skip


def _uncorrected(recovery: RecoveryRow, stances: Sequence[StanceRow]) -> Markup:
    total = fact(STANCE_TO_ARTICLE, stances[0], "total")
    opening = _of(recovery)
    if total.value != recovery.comments:
        opening = say("{opening}, {total} were scored; of these", opening=opening, total=total)
    labels = shares(STANCE_TO_ARTICLE, stances, _TO_ARTICLE, "the article")
    return say("{opening}, {labels}.", opening=opening, labels=labels)


def larger_side(rows: Sequence[StanceRow]) -> Markup | None:
    """Say which side has more labels, or that they are too few to say; None of none."""
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


def told_by(coverage: CoverageRow, corrected: bool = False) -> Markup | None:
    """Warn that stances are a program's reading, and that it errs (docs/stance.md says how)."""
    if not coverage.stance_engines:
        return None
    carried = (
        "The intervals of the shares hold the truth in about nine of ten threads; they carry the"
        " program’s errors, those of the tree, and chance."
        if corrected
        else "The shares are not corrected for that."
    )
    return say(
        "{these} told by a program (engine {engines}) that is wrong in about"
        " four of ten replies, and towards the article in about every second comment. {carried}"
        " Read what follows as a sketch of where to look, to be checked against the comments"
        " below.",
        these=say("This stance was")
        if coverage.stance == 1
        else say("These {n} stances were", n=fact(COVERAGE, coverage, "stance")),
        engines=coverage.stance_engines.replace(",", " and "),
        carried=carried,
    )


def audited(row: AuditRow) -> Markup:
    """Say that the shares are audited, and how often the program was found to be right."""
    kappa = Markup("")
    if row.kappa is not None:
        kappa = say("; Cohen’s kappa is {kappa}{ends}", kappa=fact(AUDIT, row, "kappa"),
                    ends=kappa_interval(row))  # fmt: skip
    return say(
        "Audited: {n} of the {all} comments scored were labelled by hand, and the shares corrected"
        " by them. The program’s label was right in {accuracy} ({low} to {high}) of the comments"
        "{kappa}. Intervals are of 90%.",
        n=fact(AUDIT, row, "labelled"),
        all=fact(AUDIT, row, "comments"),
        accuracy=fact(AUDIT, row, "accuracy"),
        low=fact(AUDIT, row, "accuracy_low"),
        high=fact(AUDIT, row, "accuracy_high"),
        kappa=kappa,
    )


def kappa_interval(row: AuditRow) -> Markup:
    """Write the interval of kappa in brackets; empty where none can be told."""
    if row.kappa_low is None:
        return Markup("")
    low, high = (fact(AUDIT, row, f"kappa_{end}") for end in ("low", "high"))
    return say(" ({low} to {high})", low=low, high=high)


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
        parts=listed(parts),
    )


def wordless(coverage: CoverageRow) -> Markup | None:
    """Say how many comments have nothing of their own to score, None where all have."""
    if not coverage.wordless:
        return None
    number = fact(COVERAGE, coverage, "wordless")
    return say(
        "Left unscored, as {they} but what the article or another comment says: {n} {comments}.",
        they=plural(number, "it holds nothing", "they hold nothing"),
        n=number,
        comments=plural(number, "comment", "comments"),
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
    return say(" Mended in the tree: {parts}.", parts=listed(parts)) if parts else Markup("")
