"""The tables that hold what is scored of each comment, and what each chain of them adds up to."""

from __future__ import annotations

from threads.declared import SET_NULL, Column, Table

LANGUAGE = Table(
    "language",
    "Which language each comment is in; sentiment and stance are made for English.",
    (
        Column("comment_id", "TEXT!", "the comment", references="comments", since=3),
        Column("language", "TEXT", "ISO 639-1; null = too short or too odd to tell", since=3),
        Column("confidence", "REAL", "0 to 1; null where no language is told", since=3),
        Column("scored", "INTEGER!", "1 = sentiment and stance read it, 0 = left out", since=3),
    ),
    pk=("comment_id",),
    derived=True,
    since=3,
)
SENTIMENT = Table(
    "sentiment",
    "How positive or negative each comment's own words are (VADER).",
    (
        Column("comment_id", "TEXT!", "the comment", references="comments"),
        Column("compound", "REAL!", "-1 most negative to 1 most positive"),
        Column("label", "TEXT!", "negative, neutral or positive"),
        Column("sentences", "INTEGER!", "sentences scored"),
    ),
    pk=("comment_id",),
    derived=True,
)
STANCE = Table(
    "stance",
    "Each comment's stance towards what it answers and towards the article.",
    (
        Column("comment_id", "TEXT!", "the comment", references="comments"),
        Column("to_parent", "TEXT!", "agree, neutral or disagree; at top level with the article"),
        Column("parent_agree", "REAL!", "probability of agree"),
        Column("parent_neutral", "REAL!", "probability of neutral"),
        Column("parent_disagree", "REAL!", "probability of disagree; the three sum to 1"),
        Column("to_article", "TEXT!", "support, neutral or oppose"),
        Column("article_support", "REAL!", "probability of support"),
        Column("article_neutral", "REAL!", "probability of neutral"),
        Column("article_oppose", "REAL!", "probability of oppose; the three sum to 1"),
        Column("asks", "INTEGER!", "1 = asks what it answers something"),
        Column("engine", "TEXT!", "method that scored it"),
        Column("evidence", "TEXT!", "JSON: words that the scores rest on"),
    ),
    pk=("comment_id",),
    derived=True,
)
TARGETS = Table(
    "targets",
    "What stance is scored towards besides parent and article, as the user named it.",
    (
        Column("name", "TEXT!", "what it is called", since=4),
        Column("aliases", "TEXT!", "JSON list: other words for it", since=4),
        Column("favor", "TEXT!", "JSON list: words whose use counts as favor", since=4),
        Column("against", "TEXT!", "JSON list: words whose use counts as against", since=4),
        Column("allies", "TEXT!", "JSON list: what is praised with it", since=4),
        Column("opponents", "TEXT!", "JSON list: what is praised against it", since=4),
    ),
    pk=("name",),
    settings=True,
    since=4,
)
TARGET_STANCE = Table(
    "target_stance",
    "Stance towards each target that a comment or the article names; without a mention, no row.",
    (
        Column("id", "TEXT!", "id of the comment or article, a slash, the target", since=4),
        Column("comment_id", "TEXT", "who speaks; null = the article", "comments", since=4),
        Column("article_id", "TEXT", "the article, if it is who speaks", "articles", since=4),
        Column("target", "TEXT!", "the target's name", since=4),
        Column("label", "TEXT!", "favor, none or against", since=4),
        Column("score", "REAL!", "-1 most against to 1 most in favor", since=4),
        Column("evidence", "TEXT!", "JSON: number of mentions, words the score rests on", since=4),
    ),
    pk=("id",),
    indexes=(("comment_id",), ("article_id",), ("target",)),
    derived=True,
    since=4,
)
CHAINS = Table(
    "chains",
    "A top-level comment with everything under it.",
    (
        Column("id", "TEXT!", "id of the chain"),
        Column("article_id", "TEXT!", "the article", references="articles"),
        Column("root_comment_id", "TEXT!", "its top-level comment", references="comments"),
        Column("comments", "INTEGER!", "number of comments, the root among them"),
        Column("depth", "INTEGER!", "levels; 1 = nobody answered the root"),
        Column(
            "authors", "INTEGER!", "number of authors; comments under shared names count one each"
        ),
        Column("started_at", "TEXT", "time of its first comment"),
        Column("ended_at", "TEXT", "time of its last comment"),
        Column("agree", "INTEGER", "replies that agree with their parent"),
        Column("neutral", "INTEGER", "replies neutral to their parent"),
        Column("disagree", "INTEGER", "replies that disagree with their parent"),
        Column("sentiment", "REAL", "mean compound sentiment, -1 to 1"),
        Column("split", "REAL", "0 = of one mind or no side told, to 1 = many, evenly split"),
        Column("heat", "REAL", "0 = calm to 1 = heated"),
        Column("flip_comment_id", "TEXT", "comment where it turns", "comments", SET_NULL),
        Column("flip_of", "TEXT", "root = it turns against its root, balance = of sides", since=8),
        Column("controversy", "INTEGER", "h-index: deepest level as wide as it is deep", since=8),
        Column("support", "REAL", "mean probability of support for the article", since=8),
        Column("oppose", "REAL", "mean probability of opposing it", since=8),
        Column("heat_disagree", "REAL", "0 to 1: disagreement in heat", since=8),
        Column("heat_negative", "REAL", "0 to 1: negative language in heat", since=8),
        Column("heat_speed", "REAL", "0 to 1: quick disagreement; null without times", since=8),
        Column("heat_pile_on", "REAL", "0 to 1: many against one", since=8),
    ),
    pk=("id",),
    indexes=(("article_id",), ("root_comment_id",), ("flip_comment_id",)),
    derived=True,
)

SCORED = (LANGUAGE, SENTIMENT, STANCE, CHAINS, TARGETS, TARGET_STANCE)
