from __future__ import annotations

from typing import Any

import pytest

from reports.material import Material
from reports.reading import (
    EXPLAINED,
    INDENT,
    Block,
    Chip,
    Run,
    blocks,
    entries,
    evidence,
    language_name,
    name_of,
    opening,
    stance_evidence,
)
from reports.rows import QuoteRow
from tests.reports.test_outline import tree_of


def quote(text: str, **known: Any) -> QuoteRow:
    return QuoteRow(
        **{
            "comment_id": "c", "ordinal": 1, "source": "comment", "similarity": 1.0,
            "source_position": 5, "source_author": "Ann", "text": text, **known,
        }
    )  # fmt: skip


def test_quotes_on_their_own_lines_stand_apart() -> None:
    found = blocks("they said so\n\nNo they did not.", [quote("they said so")])
    assert found == (
        Block((Run("they said so", True, "Ann", 5),), quote=True),
        Block((Run("No they did not."),)),
    )


def test_quotes_amid_a_sentence_stay_in_it() -> None:
    found = blocks("You call it “free trade” here.", [quote("free trade", source="article")])
    (block,) = found
    assert [(run.text, run.quoted) for run in block.runs] == [
        ("You call it “", False),
        ("free trade", True),
        ("” here.", False),
    ]
    assert block.runs[1].whose == "the article"


def test_own_words_keep_their_paragraphs() -> None:
    found = blocks("One.\nStill one.\n\nTwo with a word in it.", [quote("word")])
    assert [block.runs[0].text for block in found] == ["One.\nStill one.", "Two with a "]
    assert len(found[1].runs) == 3


def test_a_quote_that_is_not_there_changes_nothing() -> None:
    assert blocks("My words.", [quote("yours"), quote("")]) == (Block((Run("My words."),)),)
    assert blocks("", []) == ()


def test_no_letter_of_a_comment_is_lost(material: Material) -> None:
    quotes = {quote.comment_id: [quote] for quote in material.quotes}
    for row in material.comments:
        found = blocks(row.text, quotes.get(row.id, []))
        shown = "".join(run.text for block in found for run in block.runs)
        assert "".join(shown.split()) == "".join(
            row.text.replace("\x1b", "␛").replace("\x07", "␇").split()
        )


@pytest.mark.parametrize(
    ("code", "name"),
    [("de", "German"), (None, "a language that can't be told"), ("x<b>\x1b", "x<b>␛")],
)
def test_a_language_has_a_name(code: str | None, name: str) -> None:
    assert language_name(code) == name


def test_stances_are_said_in_words(material: Material) -> None:
    by_position = {entry.row.position: entry for entry in entries(material.tree, material.quotes)}
    assert by_position[1].chips == (Chip("support", "supports the article"),)
    assert by_position[2].chips == (
        Chip("oppose", "opposes the article"),
        Chip("oppose", "disagrees with #1"),
    )
    assert by_position[13].chips == (Chip("unscored", "in Chinese, not scored"),)
    assert by_position[21].chips == ()
    assert by_position[2].answers == "#1 Hedgerow"
    assert by_position[1].answers == "the article"
    assert by_position[21].blocks == ()
    assert by_position[12].long and not by_position[1].long


def test_deep_comments_are_indented_only_so_far() -> None:
    deep = [entry.indent for entry in entries(tree_of(None, *range(1, 40)), [])]
    assert deep[:3] == [0, 1, 2]
    assert max(deep) == INDENT - 1


def test_large_threads_go_without_evidence(material: Material) -> None:
    assert all(entry.evidence for entry in entries(material.tree, []))
    many = tree_of(*[None] * (EXPLAINED + 1))
    assert not any(entry.evidence for entry in entries(many, []))


@pytest.mark.parametrize(
    ("stored", "told"),
    [
        (None, ()),
        ("{}", ()),
        (
            '{"quote": "all of it", "words": ["a", "b"]}',
            (("quote", "all of it"), ("words", "a, b")),
        ),
        ('{"subject_line": true, "none": null}', (("subject line", "yes"),)),
        ('{"weights": {"near_by": 1.5}}', (("weights", "near by 1.50"),)),
        ('{"runner_up": "x-1", "runner_up_p": 0.18}', (("next likeliest", "#7, 0.18"),)),
        ('{"runner_up": "article"}', (("next likeliest", "article"),)),
        ("no json", (("evidence", "no json"),)),
        ("[1, 2]", (("evidence", "1, 2"),)),
    ],
)
def test_evidence_is_told_whatever_it_is(
    stored: str | None, told: tuple[tuple[str, str], ...]
) -> None:
    assert evidence(stored, {"x-1": 7}) == told


def test_a_stance_is_told_with_its_words() -> None:
    stored = (
        '{"because": [{"feature": "negates", "words": ["not", "no"], "weight": 1},'
        ' {"feature": "sounds kind", "words": []}, 3], "through": "x-1", "article": ['
        '{"from": "parent", "stance": "oppose", "p": 0.553, "weight": 1}, {"from": "author"}, 3],'
        ' "asks": {"question": "Is it?", "p": 0.4}}'
    )
    told = stance_evidence(stored, {"x-1": 7})
    assert told == (
        "negates (“not, no”); sounds kind; towards the article by way of #7 (against it, 55%), "
        "its author's other comments; asks “Is it?”"
    )
    top = '{"because": [], "through": null, "article": [{"from": "parent", "weight": 1}]}'
    assert stance_evidence(top, {}, without="nothing") == "nothing"
    short = '{"article": [{"from": "words", "feature": "doubts", "words": ["fake"]}]}'
    assert stance_evidence(short, {}) == "towards the article by way of doubts (“fake”)"
    assert stance_evidence('{"because": 3}', {}) == ""
    assert stance_evidence(None, {}) == ""


def test_names_and_openings_for_those_without() -> None:
    assert name_of(None) == name_of(" \u202e ") == "no name"
    assert opening("", "The first words", 10) == "The first…"
    assert opening("Subject", "words") == "Subject"
    assert opening(None, "\n") == "(no words)"
