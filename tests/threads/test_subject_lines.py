from __future__ import annotations

from time import process_time

import pytest

from threads.formats.subject_lines import RawComment, is_re_line, tell_subjects


# Subject or text? (first paragraph, second paragraph) -> the subject told.
@pytest.mark.parametrize(
    ("first", "second", "subject"),
    [
        ("Two boats", "would be better than one.", "Two boats"),
        ("Care for a swim?", "The water is fine.", "Care for a swim?"),
        ("Oh well....", "...not caring.", "Oh well...."),
        ("Hmm... a bridge", "Has anybody asked the fish?", "Hmm... a bridge"),
        ("Re: Two boats", "No.", "Re: Two boats"),
        ("RE:Two boats", "No.", "RE:Two boats"),
        ("A lone paragraph", "", ""),
        ("It closed on Tuesday.", "And nobody came.", ""),
        ("Really? You think so", "I do not.", ""),
        ("the toll on the old bridge", "is what it is about.", ""),
        ("nobody has crossed it since", "Not true, I did.", ""),
        ("“a phrase in quotation marks”", "Says who?", ""),
        ("> a marked line", "Says who?", ""),
        ("Deckhand wrote:", "All aboard.", ""),
        ("A first line that is far too long for a heading of any kind", "It is.", ""),
        ("----------", "Signature.", ""),
        ("A line that is too long to look like a heading on its own", "But not when.", ""),
        ("Ferries are the future", "Ferries are the future, and always will be.", None),
        ("I don't think so", "Not this time.", None),
    ],
)
def test_subject_or_text(first: str, second: str, subject: str | None) -> None:
    article = "The town has doubled the toll on the old bridge."
    comments = [
        RawComment(
            ["", "Since May nobody has crossed it since I don't think so.", ""], headed=True
        ),
        RawComment(["", "Re: Something", "", "Another comment."], headed=True),
        RawComment(["", first, "", second], headed=True),
    ]
    told = tell_subjects(comments, article)[-1]
    wanted = first if subject is None else subject
    assert told.subject == wanted
    assert told.paragraphs == tuple(filter(None, [first, second] if not wanted else [second]))


def test_answered_line_is_a_subject_however_it_looks() -> None:
    line = "It closed on Tuesday, and so did the pub, the bakery and both of the schools."
    comments = [
        RawComment(["", line, "", "It did."], headed=True),
        RawComment(["", f"Re: {line}", "", "Both?"], headed=True),
    ]
    assert [told.subject for told in tell_subjects(comments, "")] == [line, f"Re: {line}"]


@pytest.mark.parametrize(("count", "subject"), [(11, "Fog again"), (12, "")])
def test_page_that_lost_its_subjects(count: int, subject: str) -> None:
    """A dozen comments without one ``Re:``: what looks like a subject is a quotation."""
    comments = [RawComment(["", f"Remark number {n}."], headed=True) for n in range(count - 1)]
    comments.append(RawComment(["", "Fog again", "", "Is there any other weather?"], headed=True))
    assert tell_subjects(comments, "")[-1].subject == subject


def test_trace_of_a_lost_re_is_more_than_the_usual_gap() -> None:
    usual = RawComment(["", "", "First."], headed=True)
    more = RawComment(["", "", "", "Second."], headed=True)
    assert [told.lost for told in tell_subjects([usual, more, usual], "")] == [False, True, False]
    assert not any(told.lost for told in tell_subjects([usual, usual], ""))


def test_long_line_of_re_is_text() -> None:
    comments = [RawComment(["", "Re: " * 300_000, "", "x"], headed=True)]
    start = process_time()
    assert tell_subjects(comments, "")[0].subject == ""
    assert process_time() - start < 1


@pytest.mark.parametrize(
    ("line", "is_subject"),
    [
        ("Re:", True),
        ("re : why", True),
        ("Re: Re: Re:2 why", True),
        ("Re: " * 60 + "why", True),
        ("Re: " + "a sentence that goes on " * 10, False),
        ("Regarding: why", False),
        ("", False),
    ],
)
def test_re_line(line: str, is_subject: bool) -> None:
    assert is_re_line(line) == is_subject
