from __future__ import annotations

from hypothesis import given, settings

from analyzers.pairs import Pair, lead, pairs_of
from tests.analyzers.making import ARTICLE, Said, quoting, thread_of, threads
from threads.model import Article, Thread


def test_a_reply_stands_beside_its_parent_s_words() -> None:
    thread = thread_of([Said("Fees hurt."), Said("They did.", 1), Said("Not here.", 1)])
    above = lead(ARTICLE)
    assert pairs_of(thread) == [
        ("c1", Pair("Fees hurt.", above, to_article=True)),
        ("c2", Pair("They did.", "Fees hurt.")),
        ("c3", Pair("Not here.", "Fees hurt.")),
    ]


def test_who_says_nothing_has_no_pair_and_is_no_words_to_answer() -> None:
    thread = thread_of([Said("x", state="removed"), Said("Exactly.", 1), Said(" ", 2)])
    assert pairs_of(thread) == [("c2", Pair("Exactly."))]


def test_only_quotes_of_what_is_answered_count() -> None:
    thread = thread_of([Said("Fees hurt the poor."), Said("Whom?", 1), Said("Sure.")])
    thread = quoting(quoting(thread, 2, 1, "the poor"), 2, 1, "Fees hurt")
    thread = quoting(quoting(thread, 2, 0, "fees are gone"), 3, 0, "late fees")
    quoted = {comment_id: pair.quoted for comment_id, pair in pairs_of(thread)}
    assert quoted == {"c1": "", "c2": "the poor\nFees hurt", "c3": "late fees"}


def test_the_article_s_lead_is_its_title_and_first_sentences() -> None:
    assert lead(ARTICLE).startswith("Town Library Drops Late Fees\nThe library said on Monday")
    long = Article(title="Title", body="Five words in a sentence. " * 10_000)
    assert len(lead(long).split()) == 61
    assert lead(Article()) == ""


@settings(max_examples=60, deadline=None)
@given(threads())
def test_every_comment_that_speaks_has_one_pair_in_order(thread: Thread) -> None:
    spoken = {c.id: c.own_text for c in thread.comments if c.state == "present"}
    speaking = [name for name, words in spoken.items() if words.strip()]
    found = pairs_of(thread)
    assert [comment_id for comment_id, _ in found] == speaking
    parents = {reply.comment_id: reply.parent_id for reply in thread.replies}
    for comment_id, pair in found:
        assert pair.reply == spoken[comment_id]
        assert pair.to_article == (parents[comment_id] is None)
        if not pair.to_article and pair.parent:
            assert pair.parent == spoken[parents[comment_id] or ""]
