from __future__ import annotations

from analyzers.engines.telling import weightiest_sentence, weightiest_words


def test_sentences_are_weighed_by_their_tokens() -> None:
    text = "One two. Three. Four!"
    found = weightiest_sentence(text, [0, 4, 9, 16], [0.2, 0.1, 0.25, 0.0])
    assert found == [{"feature": "sentence", "words": ["One two."], "weight": 0.3}]
    assert weightiest_sentence(text, [0], [0.05]) == []
    assert weightiest_sentence("One two.", [0, 4], [0.5, 0.5]) == []
    assert weightiest_sentence("", [], []) == []


def test_words_are_weighed_by_their_pieces_the_weightiest_first() -> None:
    text = "You're unbelievable, unbelievable! So be it, you"
    starts, leads = [0, 4, 7, 9, 19, 21, 35, 45], [0.2, 0.1, 0.3, 0.2, 9.0, 0.4, -0.5, 0.25]
    found = weightiest_words(text, starts, leads)
    words = ["unbelievable", "you're", "you"]
    assert found == [{"feature": "words", "words": words, "weight": 1.05}]
    assert weightiest_words(text, [0, 4], [0.05, 0.04]) == []
    assert weightiest_words("... !", [0, 4], [1.0, 1.0]) == []
    assert weightiest_words("", [], []) == []
