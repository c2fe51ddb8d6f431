"""Both example threads, in every layout, must come back as they were written."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from benchmarks.gate_tree import EXAMPLE_FLOORS
from benchmarks.layouts import LAYOUTS, PAGES, Shown, example_page, shown
from benchmarks.layouts.furniture import APPEAL, CHATTER, RATING, STORIES
from benchmarks.layouts.written import ARTICLE, EXAMPLES, Written, printed, read_written, subjects
from threads.formats import read_page
from threads.identity import identify
from threads.model import Comment, Thread
from threads.page import Page
from threads.tree import rebuild

NAMES = tuple(PAGES)
# Without names nothing separates a comment that has no subject from the one above it.
WHOLE = tuple(layout for layout in LAYOUTS if LAYOUTS[layout].named)
LEVELLED = tuple(layout for layout in LAYOUTS if LAYOUTS[layout].tells == "level")


@cache
def written(name: str) -> Written:
    return read_written(name)


@cache
def read(name: str, layout: str) -> Thread:
    return read_page(Page(f"{name}.{layout}", LAYOUTS[layout].lay_out(written(name))))


@cache
def rebuilt(name: str, layout: str) -> Thread:
    return rebuild(identify(read(name, layout)))


@cache
def expected(name: str, layout: str) -> tuple[Shown, ...]:
    return shown(written(name), LAYOUTS[layout])


def pairs(name: str, layout: str) -> list[tuple[Comment, Shown]]:
    return list(zip(read(name, layout).comments, expected(name, layout), strict=True))


def words(text: str) -> str:
    return " ".join(text.split())


def differing(
    name: str, layout: str, found: Callable[[Comment], object], wanted: Callable[[Shown], object]
) -> dict[int, tuple[object, object]]:
    """Map the positions (in the source) where a reading differs to what was read and wanted."""
    both = [(s.written.position, found(c), wanted(s)) for c, s in pairs(name, layout)]
    return {position: (got, want) for position, got, want in both if got != want}


everywhere = pytest.mark.parametrize("name", NAMES)
in_whole_layouts = pytest.mark.parametrize("layout", WHOLE)


class TestPages:
    @everywhere
    def test_are_what_their_source_lays_out(self, name: str) -> None:
        page = (EXAMPLES / f"{name}.html").read_text(encoding="utf-8")
        assert page == example_page(name), "run python -m benchmarks.layouts"


class TestSources:
    @everywhere
    def test_tell_a_possible_story(self, name: str) -> None:
        comments = written(name).comments
        times = [written(name).article.published_at, *(c.posted_at for c in comments)]
        assert [c.position for c in comments] == list(range(1, len(comments) + 1))
        assert times == sorted(set(times))
        assert all(c.parent is None or c.parent < c.position for c in comments)

    @everywhere
    def test_label_every_comment(self, name: str) -> None:
        top = {"support": "agree", "neutral": "neutral", "oppose": "disagree"}
        for comment in written(name).comments:
            assert comment.to_parent in top.values()
            assert comment.to_article in top
            if comment.parent is None:
                assert comment.to_parent == top[comment.to_article], comment.position

    @everywhere
    def test_quote_what_was_said_before(self, name: str) -> None:
        thread = written(name)
        said = {ARTICLE: " ".join(p.plain for p in thread.article.body)}
        for comment in thread.comments:
            for quote in comment.quotes:
                assert quote.source < comment.position
                pieces = [words(piece).strip(" .,") for piece in quote.text.split("...")]
                assert all(p.casefold() in said[quote.source].casefold() for p in pieces), pieces
            said[comment.position] = words(" ".join(p.plain for p in comment.paragraphs))


class TestSubjects:
    def test_are_the_parents_with_re_unless_typed(self) -> None:
        lines = subjects(written("doorbells"), "legacy")
        assert lines[8] == "Re: Some of us live here"
        assert lines[43] == "Re: Re: Re: Re: Re: Some of us live here"
        assert (lines[9], lines[10], lines[23]) == ("", "Re:", "Re: Re:")
        assert (lines[13], lines[18]) == ("The checkbox", "Re: The checkbox")

    def test_are_counted_by_wordpress(self) -> None:
        lines = subjects(written("ebooks"), "wordpress")
        assert lines[36] == "Re: Re: Re: Nobody asked us"
        assert lines[38] == "Re: Re: Re:2 Nobody asked us"
        assert (lines[20], lines[21], lines[25], lines[33]) == (
            "",
            "Re:",
            "Re: Re: Re:3",
            "Re: Re: Re:6",
        )


class TestPrinting:
    def test_a_thread_keeps_a_branch_together(self) -> None:
        order = [(c.position, level) for c, level in printed(written("ebooks"), "thread")]
        at = order.index((23, 4))
        assert order[at : at + 8] == [
            (23, 4), (24, 5), (25, 6), (26, 7), (27, 8), (33, 9), (34, 7), (28, 5),
        ]  # fmt: skip

    def test_below_the_floor_all_are_siblings(self) -> None:
        by_position = {s.written.position: s for s in expected("ebooks", "wordpress-html")}
        assert {(by_position[n].under, by_position[n].level) for n in (24, 25, 33, 34)} == {(23, 5)}
        assert (by_position[23].under, by_position[23].level) == (22, 4)


class TestArticle:
    @everywhere
    @pytest.mark.parametrize("layout", LAYOUTS)
    def test_title_dept_tags_and_body(self, name: str, layout: str) -> None:
        article, wanted = read(name, layout).article, written(name).article
        assert (article.title, article.dept) == (wanted.title, wanted.dept)
        assert article.tags == (*wanted.tags, *wanted.companies)
        assert words(article.body) == words(" ".join(p.plain for p in wanted.body))

    @everywhere
    @pytest.mark.parametrize("layout", [name for name in LAYOUTS if LAYOUTS[name].html])
    def test_author_date_and_address(self, name: str, layout: str) -> None:
        article, wanted = read(name, layout).article, written(name).article
        assert (article.author, article.url) == (wanted.author, wanted.url)
        assert (article.published_at or "")[:16] == wanted.published_at.isoformat()[:16]

    @everywhere
    @pytest.mark.parametrize("layout", ["wordpress-html", "wordpress-text"])
    def test_claimed_comments(self, name: str, layout: str) -> None:
        assert read(name, layout).article.claimed_comments == len(written(name).comments)


class TestComments:
    @everywhere
    @in_whole_layouts
    def test_all_are_found_in_order(self, name: str, layout: str) -> None:
        comments = read(name, layout).comments
        assert len(comments) == len(expected(name, layout))
        assert [c.position for c in comments] == list(range(1, len(comments) + 1))
        assert len({c.id for c in comments}) == len(comments)

    @everywhere
    @in_whole_layouts
    def test_author(self, name: str, layout: str) -> None:
        assert not differing(name, layout, lambda c: c.author, lambda s: s.author)
        assert not differing(name, layout, lambda c: c.registered, lambda s: s.registered)

    @everywhere
    @in_whole_layouts
    def test_time(self, name: str, layout: str) -> None:
        assert not differing(
            name, layout, lambda c: c.posted_at and c.posted_at[:16], lambda s: s.posted_at
        )

    @everywhere
    @in_whole_layouts
    def test_subject(self, name: str, layout: str) -> None:
        assert not differing(name, layout, lambda c: c.subject, lambda s: s.subject)
        assert not differing(name, layout, lambda c: c.subject_lost, lambda s: s.subject_lost)

    @everywhere
    @in_whole_layouts
    def test_text(self, name: str, layout: str) -> None:
        assert not differing(name, layout, lambda c: c.text, lambda s: s.text)

    @everywhere
    @in_whole_layouts
    def test_flagged(self, name: str, layout: str) -> None:
        assert not differing(name, layout, lambda c: bool(c.flagged), lambda s: s.written.flagged)

    @everywhere
    @pytest.mark.parametrize("layout", [name for name in LAYOUTS if LAYOUTS[name].html])
    def test_blockquotes_are_marked(self, name: str, layout: str) -> None:
        for comment, wanted in pairs(name, layout):
            assert set(map(words, wanted.blockquotes)) <= set(map(words, comment.quoted))

    @everywhere
    @pytest.mark.parametrize("layout", LAYOUTS)
    def test_hold_no_furniture(self, name: str, layout: str) -> None:
        thread = read(name, layout)
        text = "\n".join([thread.article.body, *(c.text for c in thread.comments)])
        for line in (*APPEAL, *RATING, *CHATTER, *STORIES, "by the community", "Add Your Comment"):
            assert line not in text


class TestPlacement:
    @everywhere
    @in_whole_layouts
    def test_says_what_the_layout_says(self, name: str, layout: str) -> None:
        kinds = {c.placement.kind for c in read(name, layout).comments}
        tells = LAYOUTS[layout].tells
        if tells == "level":
            assert kinds <= {"nested", "floor"}
        else:
            assert kinds == {"threaded" if tells == "order" else "listed"}

    @everywhere
    @pytest.mark.parametrize("layout", LEVELLED)
    def test_nesting(self, name: str, layout: str) -> None:
        both = pairs(name, layout)
        position = {c.id: s.written.position for c, s in both}
        for comment, wanted in both:
            under = comment.placement.under
            assert (position[under] if under else None) == wanted.under
            if wanted.under != wanted.parent:
                assert comment.placement.kind == "floor"
            if LAYOUTS[layout].deepest is None or (wanted.level or 0) < 5:
                assert comment.placement.kind == "nested"


class TestNameless:
    """An extract without names tells its comments apart by their ``Re:`` lines only."""

    @everywhere
    def test_every_answer_is_found(self, name: str) -> None:
        lines = [s.subject for s in expected(name, "wordpress-nameless-text")]
        found = [c.subject or "" for c in read(name, "wordpress-nameless-text").comments]
        assert [x for x in found if x.startswith("Re:")] == [
            x for x in lines if x.startswith("Re:")
        ]

    @everywhere
    def test_no_word_is_lost(self, name: str) -> None:
        comments = read(name, "wordpress-nameless-text").comments
        wanted = [f"{s.subject} {s.text}" for s in expected(name, "wordpress-nameless-text")]
        found = [f"{c.subject or ''} {c.text}" for c in comments]
        assert words(" ".join(found)) == words(" ".join(wanted))


class TestIdentity:
    @everywhere
    def test_a_comment_keeps_its_id_from_page_to_page(self, name: str) -> None:
        ids = set()
        for layout in ("legacy-flat-html", "legacy-inside-html", "legacy-after-html"):
            comments = identify(read(name, layout)).comments
            order = zip(expected(name, layout), comments, strict=True)
            ids.add(
                tuple(c.id for _, c in sorted(order, key=lambda both: both[0].written.position))
            )
        assert len(ids) == 1


# The share of comments that must be given the parent they have, in each of the two threads.
class TestTree:
    @everywhere
    @in_whole_layouts
    def test_parents(self, name: str, layout: str) -> None:
        thread, wanted = rebuilt(name, layout), expected(name, layout)
        position = {c.id: s.written.position for c, s in zip(thread.comments, wanted, strict=True)}
        parents = [reply.parent_id and position[reply.parent_id] for reply in thread.replies]
        both = {s.written.position: (p, s.parent) for p, s in zip(parents, wanted, strict=True)}
        wrong = {at: found for at, found in both.items() if found[0] != found[1]}
        assert 1 - len(wrong) / len(wanted) >= EXAMPLE_FLOORS[layout], wrong

    @everywhere
    @in_whole_layouts
    def test_own_words_are_all_but_the_quoted(self, name: str, layout: str) -> None:
        comments = rebuilt(name, layout).comments
        for comment, wanted in zip(comments, expected(name, layout), strict=True):
            own, quotes = words(comment.own_text), wanted.written.quotes
            for paragraph in wanted.written.paragraphs:
                if paragraph.mark:
                    assert words(paragraph.plain) not in own
                elif paragraph.text.startswith("*") and paragraph.text.endswith("*"):
                    continue  # all in italics: only the words say whether it's quoted
                elif not any(quote.text in paragraph.plain for quote in quotes):
                    text = paragraph.plain if LAYOUTS[layout].html else paragraph.text
                    assert words(text) in own
