from __future__ import annotations

from collections.abc import Sequence

import pytest

from analyzers.contract import by_comment
from analyzers.languages import ANALYZER, analyze, to_score
from analyzers.lineage import speaks
from tests.analyzers.making import Said, analyzed, thread_of

GERMAN = "Ich verstehe nicht, warum das jetzt verboten sein soll."
RUSSIAN = "Не понимаю, почему за это опять должны платить мы."
ENGLISH = "I don't see why this should be forbidden all of a sudden."


def scored(texts: Sequence[str]) -> list[int]:
    return [row["scored"] for row in analyze(thread_of([Said(text) for text in texts]), {})]


def test_only_comments_with_words_of_their_own_have_rows() -> None:
    thread = thread_of(
        [Said(ENGLISH), Said(GERMAN), Said("x", state="removed"), Said(" "), Said("lol")]
    )
    rows = analyze(thread, {})
    assert [(row["comment_id"], row["language"], row["scored"]) for row in rows] == [
        ("c1", "en", 1),
        ("c2", "de", 0),
        ("c5", None, 1),
    ]
    assert [row["confidence"] is None for row in rows] == [False, False, True]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Wer bezahlt das?", ENGLISH, GERMAN], [1, 1, 0]),
        (["Wer bezahlt das?", GERMAN, GERMAN, RUSSIAN], [0, 0, 0, 0]),
        (["Wer bezahlt das?", "lol", GERMAN, GERMAN], [1, 1, 0, 0]),  # half is not most
        ([GERMAN, RUSSIAN, GERMAN, ENGLISH], [0, 0, 0, 1]),
    ],
)
def test_what_is_too_short_to_tell_goes_with_its_thread(
    texts: list[str], expected: list[int]
) -> None:
    assert scored(texts) == expected


def test_who_is_not_scored_falls_silent_and_keeps_the_place() -> None:
    thread = thread_of([Said(ENGLISH), Said(GERMAN, 1), Said(ENGLISH, 2)])
    heard = to_score(thread, {"language": analyze(thread, {})})
    assert [speaks(comment) for comment in heard.comments] == [True, False, True]
    assert heard.replies == thread.replies
    assert [comment.text for comment in heard.comments] == [GERMAN if i == 1 else ENGLISH
                                                            for i in range(3)]  # fmt: skip
    assert to_score(thread, {}) is thread


def test_no_number_is_made_of_another_language() -> None:
    thread = thread_of([Said(ENGLISH), Said(GERMAN, 1), Said("No, you are wrong.", 2)])
    made = analyzed(thread)
    for table in ("sentiment", "stance"):
        assert list(by_comment(made[table])) == ["c1", "c3"]
    answer = by_comment(made["stance"])["c3"]
    # Its parent's stance is unknown, so next to nothing is known of its own towards the article.
    assert answer["to_article"] == "neutral"
    assert abs(answer["article_support"] - answer["article_oppose"]) < 0.05
    (chain,) = made["chains"]
    assert (chain["comments"], chain["depth"]) == (3, 3)
    assert chain["agree"] + chain["neutral"] + chain["disagree"] == 1


def test_a_thread_in_another_language_has_chains_without_figures() -> None:
    made = analyzed(thread_of([Said(GERMAN), Said("Genau so ist es doch.", 1), Said("Ja!", 2)]))
    assert not made["sentiment"] and not made["stance"]
    (chain,) = made["chains"]
    assert (chain["comments"], chain["sentiment"], chain["split"]) == (3, None, None)


def test_the_model_that_decides_is_on_record() -> None:
    assert [path.name for path in ANALYZER.models] == ["model.npz.xz", "languages.json"]
    assert len(ANALYZER.model_hash or "") == 64
