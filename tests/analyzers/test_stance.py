from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from analyzers.article_stance import ToParent
from analyzers.asking import FILES
from analyzers.couplings import COUPLINGS_FILE
from analyzers.engines import NAMES, Judged, engine_named, signature
from analyzers.pairs import Pair
from analyzers.root_words import FILES as ROOT_FILES
from analyzers.stance import ANALYZER, WORDS_FILES, StanceRow, article_author, judged_by
from tests.analyzers.making import ARTICLE, Said, analyzed, quoting, thread_of
from threads.model import Article, Thread


def stances(thread: Thread) -> list[StanceRow]:
    return list(analyzed(thread)["stance"])  # type: ignore[arg-type]


def test_a_row_says_who_judged_it_and_what_it_rests_on() -> None:
    top, reply = stances(
        thread_of([Said("Exactly. Thanks!"), Said("No, you are wrong. Which one is it?", 1)])
    )
    assert top["engine"] == reply["engine"] == signature(engine_named("fast"))
    assert top["evidence"]["through"] is None
    assert reply["evidence"]["through"] == "c1"
    assert reply["evidence"]["asks"]["question"] == "Which one is it?"
    assert (top["asks"], reply["asks"]) == (0, 1)
    assert reply["evidence"]["because"][0]["feature"] == "opens by disagreeing"


def test_any_engine_can_judge() -> None:
    class Undecided:
        name, version, models = "undecided", "3", ()

        def obstacle(self) -> None:
            return None

        def judge(self, pairs: Sequence[Pair]) -> list[Judged]:
            return [Judged(ToParent(0.2, 0.6, 0.2), [{"feature": "length"}]) for _ in pairs]

    analyzer = judged_by(ANALYZER, Undecided())
    (row,) = analyzer.analyze(thread_of([Said("Exactly.")]), {})
    assert (row["engine"], row["to_parent"]) == ("undecided 3", "neutral")
    assert row["evidence"]["because"] == [{"feature": "length"}]
    assert analyzer.parameters["engine"] == "undecided 3"
    assert analyzer.models == (*FILES, COUPLINGS_FILE, *ROOT_FILES, *WORDS_FILES)
    assert analyzer.parameters["lead_words"] == ANALYZER.parameters["lead_words"]


def test_disagreeing_with_an_opponent_is_support() -> None:
    rows = stances(
        thread_of(
            [Said("No. You are wrong about this, it's not true."), Said("No, you're wrong.", 1)]
        )
    )
    assert [row["to_article"] for row in rows] == ["oppose", "support"]


def test_top_level_reads_agreement_as_support() -> None:
    (row,) = stances(thread_of([Said("Exactly, well said.")]))
    assert (row["to_parent"], row["to_article"]) == ("agree", "support")
    ((reason),) = row["evidence"]["article"]
    assert reason["from"] == "parent"  # the article, of which no more need be said
    assert set(reason) == {"from", "weight"}


def test_evidence_names_the_parents_stance_and_the_authors_other_comments() -> None:
    thread = thread_of(
        [
            Said("No. You are wrong about this, it's not true.", 0, "ana"),
            Said("No, you're wrong. That is not true.", 1, "ben"),
            Said("No, it's not. You are wrong.", 2, "ana"),
        ]
    )
    first, second, third = stances(thread)
    assert [row["to_article"] for row in (first, second, third)] == ["oppose", "support", "oppose"]
    reasons = {reason["from"]: reason for reason in third["evidence"]["article"]}
    assert reasons["parent"]["stance"] == "support"
    assert reasons["parent"]["p"] == second["article_support"]
    assert third["evidence"]["through"] == "c2"
    assert reasons["author"]["weight"] > 0
    assert "author" not in {reason["from"] for reason in second["evidence"]["article"]}


@pytest.mark.parametrize(("registered", "found"), [(True, "mike"), (None, "mike"), (False, None)])
def test_the_articles_author_is_known_by_name_unless_anybody_could_type_it(
    registered: bool | None, found: str | None
) -> None:
    thread = thread_of(
        [Said("x", by="ana"), Said("y", by="mike")], replace(ARTICLE, author="Mike ")
    )
    comments = [replace(one, registered=registered) for one in thread.comments]
    assert article_author(replace(thread, comments=tuple(comments))) == found
    assert article_author(thread_of([Said("y", by="mike")])) is None


def test_under_a_short_post_words_decide() -> None:
    post = Article(id="a", body="BREAKING: the tram depot is on fire")
    said = [Said("This is fake news, a lie."), Said("Not true, no fire here. Stop lying.", 1)]
    rows = stances(thread_of(said, post))
    assert [row["to_article"] for row in rows] == ["oppose", "oppose"]
    for row in rows:
        assert {reason["from"] for reason in row["evidence"]["article"]} == {"words"}
        assert row["evidence"]["article"][0]["feature"]
    titled = stances(thread_of(said, replace(post, title="Fire")))
    assert {reason["from"] for reason in titled[0]["evidence"]["article"]} == {"parent"}


def test_comments_without_words_have_no_row_but_their_answers_do() -> None:
    rows = stances(thread_of([Said("x", state="removed"), Said("Exactly.", 1), Said(" ", 2)]))
    assert [row["comment_id"] for row in rows] == ["c2"]
    assert (rows[0]["to_parent"], rows[0]["to_article"]) == ("agree", "oppose")


def test_a_quote_of_the_parent_counts_and_stands_for_the_article() -> None:
    thread = thread_of([Said("That never happened in our town.")])
    plain, retort = stances(thread)[0], stances(quoting(thread, 1, 0, "late fees are gone"))[0]
    assert retort["parent_disagree"] > plain["parent_disagree"]
    elsewhere = quoting(thread_of([Said("a"), Said("Sure.", 1)]), 2, 0, "fees")
    assert stances(elsewhere)[1] == stances(thread_of([Said("a"), Said("Sure.", 1)]))[1]


@pytest.mark.parametrize("name", NAMES)
def test_either_engine_tells_alike_what_a_comment_asks(name: str) -> None:
    engine = engine_named(name)
    if engine.obstacle():
        pytest.skip(f"{name} can't run here")
    thread = thread_of(
        [Said("They sold it."), Said("Which one do you mean?", 1), Said("Who cares?", 1)]
    )
    told, asking, mocking = judged_by(ANALYZER, engine).analyze(thread, {})
    assert [row["asks"] for row in (told, asking, mocking)] == [0, 1, 0]
    assert asking["evidence"]["asks"]["question"] == "Which one do you mean?"
    assert asking["evidence"]["asks"]["because"]
    assert "asks" not in told["evidence"].keys() | mocking["evidence"].keys()


def test_rows_are_told_anew_when_what_tells_of_asking_changes() -> None:
    assert set(FILES) < set(ANALYZER.models)
    assert set(FILES) < set(judged_by(ANALYZER, engine_named("neural")).models)
