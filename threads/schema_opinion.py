"""The tables that hold how opinion on an article splits, and how it moves."""

from __future__ import annotations

from typing import Literal

from threads.declared import SET_NULL, Column, Table

ARTICLE_CAMPS = Table(
    "article_camps",
    "How far two camps explain who agrees and disagrees with whom under an article.",
    (
        Column("article_id", "TEXT!", "the article", references="articles", since=5),
        Column("people", "INTEGER!", "who comments; shared names count one a comment", since=5),
        Column("replies", "INTEGER!", "answers to another person or the article", since=5),
        Column("z", "REAL", "how far the best split is above those of random stances", since=5),
        Column("camps", "INTEGER!", "2, or 0 = no split to find", since=5),
        Column("frustration", "REAL", "0 to 1: replies the best split contradicts", since=5),
        Column("frustration_random", "REAL", "the same with random stances, mean", since=5),
        Column("cross_camp", "REAL", "0 to 1: such answers that cross camps", since=5),
    ),
    pk=("article_id",),
    derived=True,
    since=5,
)
CAMPS = Table(
    "camps",
    "Who stands in which camp; a comment under a name that many share is a person of its own.",
    (
        Column("id", "TEXT!", "article id, a slash, author_id or comment id", since=5),
        Column("article_id", "TEXT!", "the article", references="articles", since=5),
        Column("author_id", "TEXT", "the author; null = a shared name", since=5),
        Column("comment_id", "TEXT", "comment under a shared name", "comments", since=5),
        Column("camp", "TEXT", "A (the article's) or B; null = no split to find", since=5),
        Column("p", "REAL", "0 to 1: probability of A; null = answers nobody", since=5),
    ),
    pk=("id",),
    indexes=(("article_id",), ("author_id",), ("comment_id",)),
    derived=True,
    since=5,
)

COMMON_GROUND = Table(
    "common_ground",
    "Comments that people of both camps wrote or answered, and whether both agree with them.",
    (
        Column("comment_id", "TEXT!", "the comment", references="comments", since=9),
        Column("article_id", "TEXT!", "the article", references="articles", since=9),
        Column("people_a", "INTEGER!", "people of camp A who wrote or answered it", since=9),
        Column("people_b", "INTEGER!", "people of camp B who did", since=9),
        Column("agree_a", "REAL!", "0 to 1: share of A expected to agree with it", since=9),
        Column("agree_b", "REAL!", "0 to 1: share of B expected to", since=9),
        Column("consensus", "REAL!", "0 to 1: group-informed consensus, their product", since=9),
        Column("shared", "INTEGER", "1 = both camps agree; null = too few people", since=9),
    ),
    pk=("comment_id",),
    indexes=(("article_id",),),
    derived=True,
    since=9,
)


def _with_interval(
    name: str, about: str, since: int = 6, kind: Literal["REAL", "REAL!"] = "REAL!"
) -> tuple[Column, ...]:
    ends = {"": about, "_low": "lower end of its 90% interval", "_high": "upper end of it"}
    return tuple(Column(name + end, kind, says, since=since) for end, says in ends.items())


ARTICLE_SPLIT = Table(
    "article_split",
    "How opinion on each article splits, corrected for how often stances are told wrongly.",
    (
        Column("article_id", "TEXT!", "the article", references="articles", since=6),
        Column("comments", "INTEGER!", "comments that have a stance", since=6),
        Column("persons", "INTEGER!", "who wrote them; shared names count one each", since=6),
        *_with_interval("support", "share of persons that support the article"),
        *_with_interval("neutral", "share of persons that take no side"),
        *_with_interval("oppose", "share of persons that oppose the article"),
        *_with_interval("split", "twice the smaller side of persons, 0 to 1"),
        Column("support_leads", "REAL!", "probability that more support than oppose", since=6),
        Column("too_wide", "INTEGER!", "1 = intervals so wide that they say little", since=6),
        *_with_interval("comments_support", "share of comments that support the article"),
        *_with_interval("comments_neutral", "share of comments that take no side"),
        *_with_interval("comments_oppose", "share of comments that oppose the article"),
        Column("errors_of", "TEXT!", "engine by whose measured errors it is corrected", since=6),
    ),
    pk=("article_id",),
    derived=True,
    since=6,
)
ARTICLE_AUDIT = Table(
    "article_audit",
    "How opinion on each article splits as labels by hand correct it, and how good the labels are.",
    (
        Column("article_id", "TEXT!", "the article", references="articles", since=7),
        Column("labelled", "INTEGER!", "comments that a person labelled", since=7),
        Column("comments", "INTEGER!", "comments that they were drawn from", since=7),
        *_with_interval("accuracy", "share of comments labelled rightly by the program", 7),
        *_with_interval("kappa", "Cohen's kappa, -1 to 1; null = one label", 7, "REAL"),
        *_with_interval("support", "share of persons that support the article", 7),
        *_with_interval("neutral", "share of persons that take no side", 7),
        *_with_interval("oppose", "share of persons that oppose the article", 7),
        *_with_interval("comments_support", "share of comments that support the article", 7),
        *_with_interval("comments_neutral", "share of comments that take no side", 7),
        *_with_interval("comments_oppose", "share of comments that oppose the article", 7),
    ),
    pk=("article_id",),
    derived=True,
    since=7,
)
PATHS = Table(
    "paths",
    "How sentiment and stance move with depth and with time, of each thread and each chain.",
    (
        Column("id", "TEXT!", "root's or article's id, a slash, along, a slash, step", since=8),
        Column("article_id", "TEXT!", "the article", references="articles", since=8),
        Column("root_comment_id", "TEXT", "the chain's root; null = all", "comments", since=8),
        Column("along", "TEXT!", "depth or time", since=8),
        Column("step", "INTEGER!", "level, or part of the way through time; 1 = first", since=8),
        Column("comments", "INTEGER!", "comments in this step", since=8),
        Column("started_at", "TEXT", "time of the first of them", since=8),
        Column("sentiment", "REAL", "their mean compound sentiment, -1 to 1", since=8),
        Column("support", "REAL", "their mean probability of support", since=8),
        Column("oppose", "REAL", "their mean probability of opposing the article", since=8),
    ),
    pk=("id",),
    indexes=(("article_id",), ("root_comment_id",)),
    derived=True,
    since=8,
)
ARTICLE_DYNAMICS = Table(
    "article_dynamics",
    "How opinion on each article moves, and who takes part.",
    (
        Column("article_id", "TEXT!", "the article", references="articles", since=8),
        Column("controversy", "INTEGER!", "h-index of the whole thread", since=8),
        Column("opened_comment_id", "TEXT", "where opinion splits", "comments", SET_NULL, since=8),
        Column("drift_time", "REAL", "lean of the second half less the first's", since=8),
        Column("drift_depth", "REAL", "lean of replies less that of top-level ones", since=8),
        Column("first_mover", "REAL", "above 0 = later answers follow the first", since=8),
        Column("first_mover_z", "REAL", "how far that is from chance", since=8),
        Column("first_mover_chains", "INTEGER!", "chains it was measured in", since=8),
        Column("gini", "REAL", "0 = all write the same to 1 = one writes all", since=8),
        Column("reciprocity", "REAL", "0 to 1: ties that go both ways", since=8),
    ),
    pk=("article_id",),
    indexes=(("opened_comment_id",),),
    derived=True,
    since=8,
)

OPINION = (
    *(ARTICLE_CAMPS, CAMPS, COMMON_GROUND),
    *(ARTICLE_SPLIT, ARTICLE_AUDIT, PATHS, ARTICLE_DYNAMICS),
)
