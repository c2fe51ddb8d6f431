from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.threads.builders import (
    comment,
    few,
    nested,
    rebuilt_threads,
    steady,
    texts,
    thread,
    truths,
    views,
)
from threads.formats import FORMATS
from threads.identity import identify, rekey
from threads.merge import _MAY_CUT, merge
from threads.model import Comment, Placement, Thread
from threads.tombstones import is_missing

THREADED = Placement(kind="threaded")
FLOOR = Placement(kind="floor")
LONG = "A remark that is long enough for an extract to cut it short somewhere in the middle of it."


def only(found: Thread) -> Comment:
    (comment,) = found.comments
    return comment


def united(stored: dict[str, Any], fresh: dict[str, Any]) -> Comment:
    """Merge two readings of one comment."""
    return only(merge(thread(comment(1, **stored)), thread(comment(1, **fresh))))


def order(found: Thread) -> list[int]:
    """Give the numbers that the builder put into the default texts."""
    assert [each.position for each in found.comments] == list(range(1, len(found.comments) + 1))
    return [int(text.split()[3]) for text in texts(found)]


# Which comment is which


def test_a_page_merged_with_itself_changes_nothing() -> None:
    found = thread(comment(1), comment(2, placement=nested("c1")), comment(3))
    assert merge(found, found) == found


def test_new_comments_are_added_and_missing_ones_kept() -> None:
    both = merge(thread(comment(1), comment(2)), thread(comment(2), comment(3)))
    assert order(both) == [1, 2, 3]


def test_an_edited_comment_keeps_its_id_and_takes_the_new_text() -> None:
    before, after = ({"text": t, "external_id": "12"} for t in ("As it was", "All new, Edit"))
    stored = thread(comment(1, **before))
    edited = only(merge(stored, thread(comment(1, **after))))
    assert edited.text == "All new, Edit"
    assert edited.id == only(stored).id


@pytest.mark.parametrize(
    ("stored", "fresh", "kept"),
    [
        ("wordpress-list", "wordpress-list", 60),  # its author took the end back
        ("wordpress-list", "plain-text", len(LONG)),  # an extractor cut it
        ("plain-text", "plain-text", len(LONG)),  # as do two extractors
        ("comment-feed", "comment-feed", len(LONG)),
    ],
)
def test_a_text_without_its_end_is_an_edit_only_where_pages_show_all(
    stored: str, fresh: str, kept: int
) -> None:
    before = thread(comment(1, LONG, external_id="12"), format=stored)
    after = thread(comment(1, LONG[:60], external_id="12"), format=fresh)
    assert only(merge(before, after)).text == LONG[:kept]


def test_a_comment_that_was_emptied_keeps_its_words() -> None:
    emptied = thread(comment(1, "", external_id="12"))
    assert only(merge(thread(comment(1, LONG, external_id="12")), emptied)).text == LONG


def test_what_may_cut_texts_are_formats() -> None:
    assert {form.NAME for form in FORMATS} >= _MAY_CUT


def test_the_old_id_of_an_edited_comment_is_not_given_again() -> None:
    stored = merge(
        thread(comment(1, "+1", external_id="12")), thread(comment(1, "Edit", external_id="12"))
    )
    again = merge(stored, thread(comment(1, "+1", external_id="13")))
    assert texts(again) == ["Edit", "+1"]
    assert len({each.id for each in again.comments}) == 2


def test_one_number_on_two_sites_is_two_comments() -> None:
    other = comment(2, "Quite another thing altogether", external_id="12")
    assert len(merge(thread(comment(1, external_id="12")), thread(other)).comments) == 2


def test_a_number_known_to_one_view_alone_is_filled_in() -> None:
    assert united({}, {"external_id": "12"}).external_id == "12"
    assert united({"external_id": "12"}, {}).external_id == "12"
    assert united({"external_id": "12"}, {"external_id": "1828224"}).external_id == "12"


@pytest.mark.parametrize(
    "fresh",
    [
        {"author": None, "posted_at": None},
        {"posted_at": "2015-09-18"},
        {"text": LONG[:60]},
        {"text": LONG.replace("extract", "extrakt")},
    ],
)
def test_a_poorer_view_of_a_comment_is_found_again(fresh: dict[str, Any]) -> None:
    poor = {"text": LONG, **fresh}
    for found in (united({"text": LONG}, poor), united(poor, {"text": LONG})):
        assert found.author == "Author 1"
        assert found.posted_at == "2015-09-18T16:01"
    assert united({"text": LONG}, poor).id == only(thread(comment(1, LONG))).id


@pytest.mark.parametrize(
    "fresh",
    [
        {"author": None, "posted_at": None, "text": "+1"},  # said by many
        {"author": "Somebody else"},
        {"posted_at": "2015-09-19"},
        {"text": "Not a word of it is the same as in the other one, written in that minute."},
        {"text": LONG[:60], "external_id": "13"},
    ],
)
def test_what_may_be_another_comment_stays_one(fresh: dict[str, Any]) -> None:
    stored = {"text": "+1" if fresh.get("text") == "+1" else LONG, "external_id": "12"}
    both = merge(thread(comment(1, **stored)), thread(comment(1, **{"text": LONG, **fresh})))
    assert len(both.comments) == 2


def test_duplicates_on_one_page_stay_two_when_it_is_read_again() -> None:
    twins = thread(comment(1, "+1"), comment(1, "+1", id="c2"))
    assert len(merge(twins, twins).comments) == 2
    assert len(merge(thread(comment(1, "+1")), twins).comments) == 2


@steady
@given(st.data())
def test_pages_in_any_order_give_the_same_comments(data: st.DataObject) -> None:
    truth = data.draw(truths())
    pages = data.draw(st.lists(views(truth), min_size=1, max_size=4))
    results = []
    for readings in (pages, data.draw(st.permutations(pages))):
        found = readings[0]
        for reading in readings[1:]:
            found = merge(found, reading)
        results.append({(c.id, c.author, c.posted_at, c.text) for c in found.comments})
        assert len(results[-1]) == len(found.comments)
    assert results[0] == results[1]


@few
@given(st.data())
def test_views_without_names_and_times_double_nothing(data: st.DataObject) -> None:
    truth = [comment(n, f"Remark number {n} of them all.") for n in range(1, 6)]
    poor = [replace(each, author=None, posted_at=None) for each in truth]
    shown = data.draw(st.lists(st.sampled_from([*truth, *poor]), min_size=1))
    found = thread(shown[0])
    for each in shown[1:]:
        found = merge(found, thread(each))
    assert sorted(texts(found)) == sorted({each.text for each in shown})
    named = {each.text for each in shown if each.author}
    assert {each.text for each in found.comments if each.author} == named


@few
@given(rebuilt_threads(), rebuilt_threads())
def test_any_two_readings_make_a_sound_thread(one: Thread, other: Thread) -> None:
    stored = identify(one)
    fresh = rekey(identify(other), stored.article.id)
    both = merge(stored, fresh)
    ids = [each.id for each in both.comments]
    assert len(set(ids)) == len(ids)
    assert set(ids) >= {each.id for each in stored.comments if not is_missing(each)}
    assert [each.position for each in both.comments] == list(range(1, len(ids) + 1))
    assert {each.placement.under for each in both.comments} <= {None, *ids}
    assert [each.id for each in merge(both, fresh).comments] == ids


# What is known of it


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("registered", True),
        ("subject", "Toll roads"),
        ("votes_insightful", 3),
        ("votes_funny", 0),
        ("flagged", False),
        ("placement", FLOOR),
        ("quoted", ("What comment",)),
    ],
)
def test_what_was_unknown_is_filled_in_and_never_lost(field: str, value: object) -> None:
    assert getattr(united({}, {field: value}), field) == value
    assert getattr(united({field: value}, {}), field) == value


@pytest.mark.parametrize(
    ("field", "before", "now"),
    [("votes_insightful", 3, 5), ("flagged", False, True), ("registered", False, True)],
)
def test_what_may_change_follows_the_fresh_reading(field: str, before: Any, now: Any) -> None:
    assert getattr(united({field: before}, {field: now}), field) == now


def test_the_author_id_follows_what_is_learned_of_the_account() -> None:
    assert united({}, {"registered": True}).author_id == only(
        thread(comment(1, registered=True))
    ).author_id  # fmt: skip


@pytest.mark.parametrize(
    ("stored", "fresh", "kind"),
    [
        ("listed", "threaded", "threaded"),
        ("threaded", "floor", "floor"),
        ("floor", "nested", "nested"),
        ("nested", "listed", "nested"),
    ],
)
def test_the_surer_placement_wins(stored: Any, fresh: Any, kind: str) -> None:
    views = [
        thread(comment(1), comment(3, id="x"), comment(2, id="y", placement=Placement(kind=k)))
        for k in (stored, fresh)
    ]
    # The first comment keeps both views from standing in the flat view's order.
    threaded = [
        replace(v, comments=(replace(v.comments[0], placement=THREADED), *v.comments[1:]))
        for v in views
    ]
    assert merge(*threaded).comments[2].placement.kind == kind


def test_a_placement_points_to_the_stored_comment() -> None:
    stored = thread(comment(1, "As it was", external_id="1"), comment(2))
    fresh = thread(
        comment(1, "Edited", external_id="1"), comment(2, placement=nested("c1")), comment(3)
    )
    both = merge(stored, fresh)
    assert both.comments[1].placement == nested(stored.comments[0].id)


def test_a_removed_comment_keeps_its_words() -> None:
    found = united({"external_id": "1"}, {"external_id": "1", "text": "", "state": "removed"})
    assert found.text == "What comment number 1 says."
    assert found.state == "removed"


def test_a_comment_only_referred_to_is_filled_in_when_it_is_seen() -> None:
    hole = {"text": "", "state": "missing", "author": None, "posted_at": None, "external_id": "1"}
    found = united(hole, {"external_id": "1"})
    assert (found.state, found.author) == ("present", "Author 1")
    assert united({"external_id": "1"}, hole).state == "present"


def hole(position: int) -> Comment:
    """Make a comment of which a page prints the number alone."""
    return comment(
        position, "", state="missing", author=None, posted_at=None, external_id=str(position)
    )


@pytest.mark.parametrize("others", [(2,), (2, 3), (1, 2), (4,), (1, 3, 4)])
def test_what_a_page_prints_without_its_text_stays_where_it_stands(others: tuple[int, ...]) -> None:
    found = thread(*(hole(n) if n in others else comment(n) for n in range(1, 5)))
    assert merge(found, found) == found
    new = merge(found, thread(comment(5)))
    told = [each.external_id for each in new.comments if is_missing(each)]
    assert told == [str(n) for n in others]
    assert [each.text for each in new.comments[:4]] == texts(found)


def test_a_text_with_marked_quotations_is_taken_for_the_same_one_without() -> None:
    marked = {"text": "“Toll roads” are theft", "quoted": ("Toll roads",)}
    plain = {"text": "Toll roads are theft"}
    for found in (united(plain, marked), united(marked, plain)):
        assert (found.text, found.quoted) == (marked["text"], marked["quoted"])


@pytest.mark.parametrize(
    ("stored", "fresh", "subject", "lost"),
    [
        ((None, False), ("", False), "", False),
        (("", True), (None, False), "", True),
        (("", True), ("", False), "", False),
        (("", True), ("Re:", False), "Re:", False),
        (("Re: Tolls", False), ("", True), "Re: Tolls", False),
        (("Re: Re: Tolls", False), ("Re:2 Tolls", False), "Re: Re: Tolls", False),
    ],
)
def test_subjects(stored: Any, fresh: Any, subject: str, lost: bool) -> None:
    found = united(*({"subject": s, "subject_lost": gone} for s, gone in (stored, fresh)))
    assert (found.subject, found.subject_lost) == (subject, lost)


@pytest.mark.parametrize(
    ("stored", "fresh", "now"),
    [
        (None, "2015-09-18", "2015-09-18"),
        ("2015-09-18", "2015-09-18T12:25", "2015-09-18T12:25"),
        ("2015-09-18T12:25", "2015-09-18T12:25:00-07:00", "2015-09-18T12:25:00-07:00"),
        ("2015-09-18T12:25:00-07:00", "2015-09-18", "2015-09-18T12:25:00-07:00"),
        ("2015-09-18", "2015-09-19T12:25", "2015-09-18"),
    ],
)
def test_the_more_exact_time_of_one_moment_is_kept(stored: Any, fresh: Any, now: str) -> None:
    merged = merge(thread(published_at=stored), thread(published_at=fresh))
    assert merged.article.published_at == now


def test_another_format_fills_in_and_the_same_one_updates_the_article() -> None:
    stored = thread(title="As first read", body="A body of some length", tags=("tolls",))
    poorer = thread(title="Otherwise", body="A body", dept="over-water", format="text", url=None)
    filled = merge(stored, poorer).article
    assert (filled.title, filled.body) == ("As first read", "A body of some length")
    assert (filled.dept, filled.url, filled.tags) == ("over-water", stored.article.url, ("tolls",))
    updated = merge(stored, thread(title="Corrected", body="Shorter", claimed_comments=7)).article
    assert (updated.title, updated.body) == ("Corrected", "Shorter")
    assert (updated.claimed_comments, updated.tags) == (7, ("tolls",))


def test_merging_leaves_the_tree_to_be_rebuilt() -> None:
    stored = thread(comment(1, own_text="old"))
    both = merge(stored, thread(comment(1)))
    assert (both.replies, both.quotes, only(both).own_text) == ((), (), "")


# In which order


def laid(*positions: int, placement: Placement = THREADED, **known: Any) -> Thread:
    return thread(
        *(replace(comment(n, placement=placement, **known), position=p)
          for p, n in enumerate(positions, 1))
    )  # fmt: skip


def test_a_second_flat_page_continues_the_first_whichever_is_read_first() -> None:
    first, second = thread(comment(1), comment(2)), thread(comment(3), comment(4))
    assert order(merge(first, second)) == order(merge(second, first)) == [1, 2, 3, 4]


def test_the_flat_order_wins_over_the_threaded_one() -> None:
    flat, threaded = laid(1, 2, 3, 4, placement=Placement()), laid(1, 3, 2, 4)
    for both in (merge(flat, threaded), merge(threaded, flat)):
        assert order(both) == [1, 2, 3, 4]
        assert {each.placement.kind for each in both.comments} == {"listed"}


def test_nesting_survives_the_flat_order() -> None:
    flat = laid(1, 2, 3, placement=Placement())
    nesting = thread(comment(1), comment(3, placement=nested("c1")), comment(2))
    for both in (merge(flat, nesting), merge(nesting, flat)):
        assert order(both) == [1, 2, 3]
        assert both.comments[2].placement == nested(both.comments[0].id)


def test_the_flat_view_keeps_its_order_against_the_clock() -> None:
    flat = laid(2, 1, 4, placement=Placement())
    assert order(merge(flat, laid(1, 2, 3))) == [2, 1, 3, 4]


def test_between_threaded_views_a_new_comment_follows_its_neighbour() -> None:
    both = merge(laid(1, 4, 2), laid(5, 1, 3, 4, 2, 6))
    assert order(both) == [5, 1, 3, 4, 2, 6]
    assert {each.placement.kind for each in both.comments} == {"threaded"}


def test_threaded_pages_that_share_nothing_follow_by_age() -> None:
    first, second = laid(1, 3, 2), laid(4, 6, 5)
    assert order(merge(first, second)) == order(merge(second, first)) == [1, 3, 2, 4, 6, 5]


def test_pages_without_times_follow_in_order_of_reading() -> None:
    first, second = laid(2, 3, posted_at=None), laid(1, posted_at=None)
    assert order(merge(first, second)) == [2, 3, 1]


@steady
@given(st.data())
def test_positions_count_from_one_and_flat_pages_give_order_of_time(data: st.DataObject) -> None:
    truth = data.draw(truths())
    found = merge(data.draw(views(truth)), data.draw(views(truth)))
    assert [each.position for each in found.comments] == list(range(1, len(found.comments) + 1))
    assert all((a.posted_at or "") <= (b.posted_at or "") for a, b in pairwise(found.comments))


def test_large_threads_merge_in_reasonable_time() -> None:
    many = [comment(1, f"Remark {n}", id=str(n), author="Ann") for n in range(5_000)]
    half, whole = thread(*many[:2_500]), thread(*many)
    assert len(merge(half, whole).comments) == len(many)


def test_a_parent_on_another_page_is_found_when_that_is_read() -> None:
    under = Placement(kind="nested", under="101")
    parent, child = comment(1, external_id="101"), comment(2, external_id="102", placement=under)
    first, second = thread(parent), thread(child)
    assert [c.state for c in second.comments] == ["missing", "present"]
    for stored, fresh in ((first, second), (second, first)):
        united = {c.external_id: c for c in merge(stored, fresh).comments}
        assert united["102"].placement == Placement(kind="nested", under=united["101"].id)
        assert united["101"].state == "present"
    tied = merge(first, second)
    assert merge(tied, second) == merge(second, tied) == tied


@pytest.mark.parametrize("extract_first", [True, False])
def test_an_extract_with_the_comments_in_its_body_is_not_the_article(extract_first: bool) -> None:
    said = [f"{LONG} This is what number {number} says of it." for number in range(3)]
    page = thread(*(comment(number, text=text) for number, text in enumerate(said, 1)))
    page = replace(page, article=replace(page.article, body="The council has voted."))
    body = "\n".join([page.article.body, "3 comments", *said])
    extract = replace(page, article=replace(page.article, body=body, format="text"), comments=())
    both = merge(extract, page) if extract_first else merge(page, extract)
    assert both.article.body == page.article.body
    assert len(both.comments) == 3


def test_a_longer_body_that_answers_a_comment_is_taken() -> None:
    page = thread(comment(1, text=LONG), comment(2, text=f"{LONG} And so on, and so forth."))
    page = replace(page, article=replace(page.article, body="The council has voted."))
    body = f"The council has voted. A reader says: {LONG}".replace("remark", "word")
    longer = replace(page, article=replace(page.article, body=body, format="text"), comments=())
    assert merge(page, longer).article.body == body
