"""HTML pages read as the JSON beside them says, with their class names and without."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.threads.thread_json import expected, plain
from threads.errors import PageError
from threads.formats import (
    disqus_static,
    read_page,
    slashdot,
    techdirt_legacy_html,
    techdirt_wordpress_html,
)
from threads.model import Comment, Thread
from threads.page import Page

CASES = Path(__file__).parent / "cases" / "html"
SHARED = Path(__file__).parents[3] / "shared" / "bench" / "techdirt_shaped"
PAGES = Path(__file__).parents[3] / "shared" / "pages"
NAMES = sorted(path.stem for path in CASES.glob("*.html"))
# The newsletter form and the teasers of the first are told from its text by their names alone;
# the comments of the others have no dates, or no years, or more in them than byline, text and
# links, or nothing else says that they are comments.
NEEDS_NAMES = {
    *("article_news", "disqus_static", "slashdot"),
    *("list_divs_following", "list_forms", "list_glued", "list_indented", "list_margins"),
    *("list_properties", "list_terms", "wordpress_beside", "wordpress_buttons", "wordpress_terms"),
}
# Read by what they print alone; with their ids the pages tell comments' numbers, too.
NAMED_LISTS = {"wordpress_list_german", "wordpress_divs"}
NESTED = ("legacy_thread_inside", "legacy_thread_after")


def read(name: str, change: Callable[[str], str] = str) -> Thread:
    text = (CASES / f"{name}.html").read_text(encoding="utf-8")
    return read_page(Page(f"{name}.html", change(text)))


def without_names(markup: str) -> str:
    """Drop every class and id."""
    return re.sub(r"""\s(?:class|id)=(?:"[^"]*"|'[^']*'|[^\s>]+)""", "", markup)


def renamed(markup: str) -> str:
    """Give every class and id another name."""
    return re.sub(r"""\s(class|id)="([^"]*)\"""", lambda m: f' {m[1]}="{m[2][::-1]}"', markup)


def shown(thread: Thread) -> dict[str, Any]:
    """Give the thread as data, with what each comment is laid in as ``[kind, position]``."""
    data = plain(thread)
    positions = {comment.id: comment.position for comment in thread.comments}
    for told, comment in zip(data["comments"], thread.comments, strict=True):
        del told["id"]
        told["placement"] = [comment.placement.kind, positions.get(comment.placement.under)]
    return data


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


@pytest.mark.parametrize("name", NAMES)
def test_page(name: str) -> None:
    assert shown(read(name)) == expected(CASES / f"{name}.json")


@pytest.mark.parametrize("change", [without_names, renamed])
@pytest.mark.parametrize("name", sorted(set(NAMES) - NEEDS_NAMES - NAMED_LISTS))
def test_page_whose_class_names_are_unknown(name: str, change: Callable[[str], str]) -> None:
    found, wanted = shown(read(name, change)), expected(CASES / f"{name}.json")
    assert found["comments"] == wanted["comments"]
    assert found["article"] == wanted["article"]


@pytest.mark.parametrize("name", sorted(NAMED_LISTS))
def test_comment_list_whose_class_names_are_unknown(name: str) -> None:
    wanted = expected(CASES / f"{name}.json")
    found = shown(read(name, without_names))
    ping = [c for c in found["comments"] if c["author"] == "A Blog About Chairs"]
    assert not ping, "told by the marks around its excerpt"
    kept = ("author", "posted_at", "text", "quoted", "placement")
    for one, other in zip(found["comments"], wanted["comments"], strict=True):
        assert {k: one.get(k) for k in kept} == {k: other.get(k) for k in kept}
    assert found["article"] | {"format": "wordpress-list"} == wanted["article"]


@pytest.mark.parametrize("name", NESTED)
def test_both_nestings_say_the_same(name: str) -> None:
    assert shown(read(name)) == shown(read(NESTED[0]))


@pytest.mark.parametrize("name", NAMES)
def test_quotations_stand_in_the_text_letter_for_letter(name: str) -> None:
    for comment in read(name).comments:
        assert all(quote in comment.text for quote in comment.quoted)


def test_an_empty_page_is_refused() -> None:
    with pytest.raises(PageError, match="without an article"):
        read_page(Page("x.html", "<html><body><nav>Home</nav></body></html>"))


def test_a_legacy_page_without_avatars_is_cut_by_its_footers() -> None:
    found = read("legacy_flat", lambda text: re.sub(r"<img[^>]*>", "", without_names(text)))
    wanted = read("legacy_flat")
    assert [c.author for c in found.comments] == [c.author for c in wanted.comments]
    assert [c.registered for c in found.comments] == [None, True, True, None]


def test_a_byline_typed_into_a_comment_is_text() -> None:
    mole = "Mole, 17 Sep 2015 @ 1:00am"
    assert [mole in comment.text for comment in read("legacy_flat").comments] == [
        False,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize("name", NAMES)
def test_formats_do_not_claim_each_others_pages(name: str) -> None:
    page = Page(name, (CASES / f"{name}.html").read_text(encoding="utf-8"))
    own = expected(CASES / f"{name}.json")["article"]["format"]
    for form in (techdirt_legacy_html, techdirt_wordpress_html, slashdot, disqus_static):
        assert form.recognise(page) == (own == form.NAME), form.NAME


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(NAMES), st.floats(0, 1), st.floats(0, 0.3))
def test_a_page_with_a_hole_anywhere_makes_a_thread(name: str, at: float, size: float) -> None:
    text = (CASES / f"{name}.html").read_text(encoding="utf-8")
    start, end = int(at * len(text)), int((at + size) * len(text))
    try:
        thread = read_page(Page(name, text[:start] + text[end:]))
    except PageError:
        return
    before: set[str | None] = {None}
    for comment in thread.comments:
        assert comment.placement.under in before
        assert comment.id not in before
        assert all(quote in comment.text for quote in comment.quoted)
        before.add(comment.id)


def test_a_page_without_a_line_has_no_comments() -> None:
    assert not read_page(Page("x", "<html><title>She says: 5 Jul 2007 @ 1:00pm</title>")).comments


class TestDepthAndSize:
    LEGACY = (
        '<li class="cmt"><p><img alt="icon">Bob{n} (<a href="/p">profile</a>), 6 Jul 2007 @ 3:31am'
        "</p><h4>Re: x</h4><div><p>Number {n}.</p></div><p>link to this | view in chronology ]</p>"
    )
    WORDPRESS = (
        '<div id="comment-{n}"><article><header><div>Bob{n} says:</div>'
        '<time datetime="2007-07-06T03:31:00Z">6 Jul</time><h1>Re: x</h1></header>'
        "<div><p>Number {n}.</p></div><footer><a>Reply</a></footer></article>"
    )

    @pytest.mark.parametrize(
        ("item", "begin", "end"),
        [
            (LEGACY, "<ul>", "</ul></li>"),
            (LEGACY, "</li><li><ul>", "</ul></li>"),
            (WORDPRESS, "", "</div>"),
        ],
    )
    @pytest.mark.parametrize("change", [str, without_names])
    def test_deep_nesting(
        self, item: str, begin: str, end: str, change: Callable[[str], str]
    ) -> None:
        levels = 1500
        markup = "".join(item.format(n=n) + begin for n in range(levels)) + end * levels
        heading = "<html><h2>Reader Comments</h2><h2>Comments on “T”</h2>"
        thread = read_page(Page("deep", change(f"{heading}<ul>{markup}</ul>")))
        assert [c.text for c in thread.comments] == [f"Number {n}." for n in range(levels)]
        assert [c.placement.under for c in thread.comments] == [
            None,
            *(comment.id for comment in thread.comments[:-1]),
        ]


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="no ../shared/bench/techdirt_shaped beside us")
@pytest.mark.parametrize(
    "name", sorted(p.stem[: -len(".gold")] for p in SHARED.glob("*.gold.json"))
)
class TestSharedDiscussions:
    def views(self, name: str) -> dict[str, Thread]:
        return {
            view: read_page(Page(name, (SHARED / f"{name}.{view}").read_text(encoding="utf-8")))
            for view in ("flat.html", "nested.html", "wp.html", "full.txt")
        }

    def by_number(self, thread: Thread) -> list[Comment]:
        return sorted(thread.comments, key=lambda c: int(c.external_id or 0) % 1000)

    def test_comments_are_as_they_were_written(self, name: str) -> None:
        gold = json.loads((SHARED / f"{name}.gold.json").read_text(encoding="utf-8"))
        wanted = [(g["author"], g["registered"], g["posted_at"], g["subject"]) for g in gold]
        for view, thread in self.views(name).items():
            comments = self.by_number(thread)
            found = [
                (c.author, c.registered, (c.posted_at or "")[:16], c.subject) for c in comments
            ]
            assert found == wanted, view
            numbers = {c.id: number for number, c in enumerate(comments, 1)}
            if view == "nested.html":
                parents = [numbers.get(c.placement.under or "") for c in comments]
                assert parents == [g["parent"] for g in gold]

    def test_all_views_hold_the_same_text(self, name: str) -> None:
        views = self.views(name)
        texts = [[letters(c.text) for c in self.by_number(thread)] for thread in views.values()]
        assert texts[0] == texts[1] == texts[2] == texts[3]
        assert len({letters(thread.article.body) for thread in views.values()}) == 1


def test_every_field_of_a_comment_is_shown_by_some_case() -> None:
    told = {
        key for name in NAMES for c in expected(CASES / f"{name}.json")["comments"] for key in c
    }
    elsewhere = {"id", "author_id", "own_text", "subject_lost", "state"}
    assert {field.name for field in fields(Comment)} - elsewhere <= told


# Counts as told in the folder's README: comments by level, pingbacks apart.
LEVELS = {
    "dragnet_295_wp_style_div": [24, 15, 2, 1, 1],
    "dragnet_503_wp_style_div": [14, 4, 2, 1],
    "dragnet_R118_wp_list": [22, 17, 6, 1],
    "dragnet_R112_wp_list": [3, 1, 1, 1, 1],
    "dragnet_R381_wp_list": [8, 7],
    "dragnet_R21_disqus_static": [9, 6],
    "dragnet_257_slashdot2012": [10, 16, 16, 11, 4, 4, 4, 2, 1, 1],
    "trafilatura_netzpolitik.org.abmahnungen": [36, 17, 10, 7, 4],
    "trafilatura_gormulus.wordpress.com.durfen": [15, 9, 16],
    "trafilatura_moritz-meyer.net.vreni": [11, 6, 2, 1],
    "trafilatura_franziska-elea.de.vuitton": [13, 4],
    "trafilatura_journelles.de.westwing": [1],
    "postlight_blisterreview.com": [12, 7, 3],
}
NAMELESS = sorted(set(LEVELS) - {"dragnet_R21_disqus_static", "dragnet_257_slashdot2012"})


@pytest.mark.shared
@pytest.mark.skipif(not PAGES.exists(), reason="no ../shared/pages beside us")
class TestSharedPages:
    def read(self, name: str, change: Callable[[str], str] = str) -> Thread:
        page = Page.from_bytes((PAGES / f"{name}.html").read_bytes(), name)
        return read_page(Page(name, change(page.text)))

    @pytest.mark.parametrize("name", LEVELS)
    def test_comments_by_level(self, name: str) -> None:
        assert self.levels(self.read(name)) == LEVELS[name]

    @pytest.mark.parametrize("name", NAMELESS)
    def test_comments_by_level_without_class_names(self, name: str) -> None:
        assert self.levels(self.read(name, without_names)) == LEVELS[name]

    def levels(self, thread: Thread) -> list[int]:
        level: dict[str | None, int] = {None: 0}
        for comment in thread.comments:
            level[comment.id] = level[comment.placement.under] + 1
        counts = Counter(level[comment.id] for comment in thread.comments)
        return [counts[n] for n in sorted(counts)]

    @pytest.mark.parametrize("name", LEVELS)
    def test_every_comment_has_what_the_page_shows(self, name: str) -> None:
        present = [c for c in self.read(name).comments if c.state == "present"]
        assert len(present) == {"dragnet_257_slashdot2012": 44}.get(name, sum(LEVELS[name]))
        assert all(comment.author and comment.text for comment in present)
        # Disqus prints no dates, and Slashdot none for comments folded to a line.
        undated = {"dragnet_R21_disqus_static": 15, "dragnet_257_slashdot2012": 31}
        assert sum(c.posted_at is None for c in present) == undated.get(name, 0)

    @pytest.mark.parametrize("name", [n for n in LEVELS if (PAGES / f"{n}.gold.txt").exists()])
    def test_text_agrees_with_the_gold(self, name: str) -> None:
        comments = self.read(name).comments
        gold = (PAGES / f"{name}.gold.txt").read_text(encoding="utf-8", errors="replace")
        _, marked, gold = gold.partition("!@#$%^&*()  COMMENTS")
        if not gold.strip():
            pytest.skip("this gold text stops above the comments")
        names = {comment.author for comment in comments}
        wanted = tokens(line for line in gold.split("\n") if not self.is_byline(line, names))
        found = tokens(comment.text for comment in comments)
        shared = (found & wanted).total()
        assert marked
        assert 2 * shared / (found.total() + wanted.total()) >= 0.98

    def is_byline(self, line: str, names: set[str | None]) -> bool:
        """Tell the lines of the gold that are author and date: they are no text of ours."""
        line = re.sub(r"^https?://\S+\s*", "", line.strip())
        if line in names or not line:
            return True
        by = re.match(r"(?:posted|on|by)\s", line, re.IGNORECASE)
        return bool(by) and len(line) < 110 and bool(re.search(r"\d{4}|\(\d+\)|Coward", line))


def tokens(lines: Iterable[str]) -> Counter[str]:
    return Counter(re.findall(r"\w+", "\n".join(lines).casefold()))
