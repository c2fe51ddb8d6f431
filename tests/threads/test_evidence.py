from __future__ import annotations

from typing import Any

import pytest

from threads.evidence import Case, Features, History
from threads.model import Article, Comment, Thread
from threads.turns import ARTICLE, converse

SAYINGS: tuple[tuple[str, str], ...] = (
    ("Wren", "The council never asked a single tenant about the bells."),
    ("Pike", "Did Wren go to the hearing?"),
    ("Wren", "Yes. It lasted nine minutes."),
    ("Tamsin Vole", "Nine minutes is long for a hearing."),
    ("Anonymous Coward", "The council never asked a single tenant about the bells.\n\nIt did."),
    ("Pike", "Sorry Tamsin, nine minutes is nothing."),
)
PARENTS = (ARTICLE, 0, 1, 2, 0, 3)


def history(upto: int, **article: Any) -> History:
    """Attach the first ``upto`` turns to their parents."""
    comments = tuple(
        Comment(
            id=f"c{at}",
            position=at + 1,
            author=author,
            text=text,
            posted_at=f"2019-04-02T09:{at:02d}",
        )
        for at, (author, text) in enumerate(SAYINGS)
    )
    body = "The city may ask for the footage of bells."
    article_ = Article(id="art", body=body, **article)
    found = History(converse(Thread(article=article_, comments=comments)))
    for child in range(upto):
        found.attach(child, PARENTS[child])
    return found


def features(child: int, candidate: int, **article: Any) -> Features:
    found = history(child, **article)
    return Case(found, child, [ARTICLE, *range(child)]).features(candidate)


def test_distance_is_in_steps_and_hours() -> None:
    near, far = features(3, 2), features(3, 0)
    assert (near["near"], far["near"]) == (1.0, pytest.approx(1 / 3))
    assert near["previous"] == 1.0
    assert "previous" not in far
    assert 0 < near["hours"] < far["hours"]


def test_a_quote_speaks_for_its_source() -> None:
    row = features(4, 0)
    assert (row["quoted"], row["quoted_share"], row["quoted_first"]) == (1.0, 1.0, 1.0)
    assert row["quoted_of_theirs"] == 1.0


def test_a_quote_speaks_against_the_one_before_the_longer_ago_it_is() -> None:
    assert features(4, 3)["previous_not_quoted"] > 0


def test_who_answers_me_is_likely_answered() -> None:
    row = features(2, 1)
    assert (row["answers_me"], row["answers_me_latest"], row["answers_me_open"]) == (1.0, 1.0, 1.0)
    assert "answers_me" not in features(3, 2)


def test_nobody_answers_themselves_unless_they_say_so() -> None:
    assert features(2, 0)["same_author"] == 1.0


def test_a_shared_name_is_nobody() -> None:
    assert not {"answers_me", "same_author", "talked_before"} & set(features(4, 0))


def test_names_are_found_by_first_name_and_capital() -> None:
    assert features(5, 3)["named"] == 1.0
    assert features(5, 3)["named_latest"] == 1.0
    assert "named" not in features(5, 2)
    assert features(1, 0)["named"] == 1.0


def test_the_articles_author_may_be_addressed() -> None:
    assert features(5, ARTICLE, author="Tamsin Reed")["named"] == 1.0
    assert "named" not in features(5, ARTICLE, author="Mike")


def test_a_question_and_what_opens_as_an_answer() -> None:
    assert features(2, 1)["question_answered"] == 1.0
    assert "question_answered" not in features(3, 1)


def test_words_that_only_one_candidate_shares_count_apart() -> None:
    row = features(3, 2)
    assert row["only_shared"] > 0
    assert row["similarity"] > features(3, 0).get("similarity", 0.0)


def test_whoever_quotes_me_later_is_likely_whom_i_answered() -> None:
    # Nobody quotes comment 1 later; the source of comment 4's quote is comment 0.
    assert "taken_up" not in features(1, 0)
    assert "article_not_taken_up" in features(3, ARTICLE)


def test_whoever_quotes_a_comment_talks_to_it_not_by_habit_to_the_article() -> None:
    assert set(features(4, ARTICLE)) == {"article", "article_similarity", "article_quoted"}
