"""The fast tree is BeautifulSoup's, and so are the threads read from it."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from threads.errors import PageError
from threads.formats import read_page
from threads.markup import Element, Held, read_markup
from threads.model import Thread
from threads.page import Page
from threads.soup import from_soup, make_soup

ROOT = Path(__file__).parents[2]
CASES = {
    path.name: path.read_text(encoding="utf-8")
    for folder in ("tests/threads/cases/html", "examples")
    for path in sorted((ROOT / folder).glob("*.html"))
}
SHARED = ROOT.parent / "shared"
# Pieces that parsers disagree on, or that the rules for text depend on.
ODD = (
    *("</p>", "<p>", "</div>", "<div>", "</li></ul>", "<ul><li>", "<table><tr><td>", "</table>"),
    *("<!-- a comment -->", "<!---->", "<![CDATA[ x ]]>", "<?php echo 1 ?>", "<!doctype html>"),
    *("<pre>\n  two\n", "</pre>", "<textarea> \t ", "</textarea>", "<script>a < b", "</script>"),
    *("<style>", "</style>", "<template><p>t", "</template>", "<ruby>r<rt>s", "</rt></ruby>"),
    *("<svg><title>t</title>", "</svg>", "<br/>", "</br>", "<hr>", "<b><i>x</b>y</i>", "<a><a>"),
    *("<x:y z:w=1>", "<div {a}b=1 {c}>", "<p class=' a  b\n' rel=' x y '>", "<p id>", '<i "q">'),
    *(" ", "\n \t", "\xa0", "&nbsp;", "&#0;", "&amp", "&lt;p>", "\x0c", "\ufeff", "<", "<3", "\r"),
    *("<html>", "<body>", "</body>", "</html>", "<head>", "<title>", "</title>", "<noscript>"),
    *("<frameset>", "<form>", "</form>", "<option>", "<h1>", "</h2>", "<meta charset=x>", "😀"),
)
TOKEN = re.compile(r"<[^>]*>|[^<]+|<")


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """Draw one of our pages with some of its tags and texts cut, doubled, moved, or made odd."""
    tokens = TOKEN.findall(draw(st.sampled_from(sorted(CASES.values()))))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(tokens)))
        end = min(len(tokens), start + draw(st.integers(0, 30)))
        piece = tokens[start:end]
        change = draw(st.sampled_from(["cut", "double", "move", "insert", "halve"]))
        if change in ("cut", "move"):
            del tokens[start:end]
        if change in ("double", "move"):
            at = draw(st.integers(0, len(tokens)))
            tokens[at:at] = piece
        if change == "insert":
            tokens[start:start] = draw(st.lists(st.sampled_from(ODD), min_size=1, max_size=4))
        if change == "halve" and piece:
            tokens[start] = piece[0][: len(piece[0]) // 2]
    return "".join(tokens)


def told(root: Element) -> Iterator[tuple[object, ...]]:
    """Tell all that there is to a tree: names, attributes and places, texts and their kinds."""
    yield root.name, root.at, root.end
    for node in root.nodes:
        if isinstance(node, Element):
            attrs = {name: " ".join(value.split()) for name, value in node.attrs.items()}
            assert node.parent is not None
            yield node.name, attrs, node.at, node.end, node.parent.at
        else:
            yield type(node), node


def oracle(markup: str) -> Element:
    return from_soup(make_soup(markup))


def thread(markup: str, tree: Element) -> Thread | str:
    """Read a page through a tree that was made of it."""
    page = Page("page.html", markup)
    page.__dict__["tree"] = tree
    try:
        return read_page(page)
    except PageError as error:
        return str(error)


def assert_same(markup: str) -> None:
    ours, theirs = read_markup(markup), oracle(markup)
    assert list(told(ours)) == list(told(theirs))
    assert thread(markup, ours) == thread(markup, theirs)


@pytest.mark.parametrize("name", CASES)
def test_pages(name: str) -> None:
    assert_same(CASES[name])


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="no ../shared beside us")
@pytest.mark.parametrize(
    "path", sorted(SHARED.glob("pages/*.html")) + sorted(SHARED.glob("seeds/*.html")), ids=str
)
def test_shared_pages(path: Path) -> None:
    assert_same(Page.from_bytes(path.read_bytes(), path.name).text)


@settings(deadline=None)
@given(mutated())
def test_mutated_pages(markup: str) -> None:
    assert_same(markup)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(ODD) | st.text(max_size=3), max_size=12).map("".join))
@example("<div {a}b=1>c</div>")
@example("<p>a<!-- -->b</p>")
@example("<pre>\n </pre>\n <textarea> \t </textarea> \n <i> \t </i>")
@example("<template> <script> x</script> y</template> <rt> <b> z</b></rt>")
def test_odd_markup(markup: str) -> None:
    markup = f"<html>{markup}"
    assert list(told(read_markup(markup))) == list(told(oracle(markup)))


def test_what_stands_in_an_element() -> None:
    root = read_markup("<div>a<p id=x>b<b>c</b></p>d<script>e</script><i>f</i></div>g")
    p = root.first("p")
    assert p is not None
    assert [tag.name for tag in p.inside()] == ["b"]
    assert [tag.name for tag in root.inside({"b", "i"})] == ["b", "i"]
    assert (p.attrs, p.text, list(p.strings)) == ({"id": "x"}, "bc", ["b", "c"])
    assert root.text == "abcdfg"
    assert root.first("h1") is None
    followers = []
    tag: Element | None = p
    while tag := tag.follower if tag else None:
        followers.append(tag.name)
    assert followers == ["script", "i"]
    assert root.follower is None


def test_what_is_held_is_no_text_of_the_page() -> None:
    root = read_markup("<p>a<script>if (b) {}</script></p>")
    script = root.first("script")
    assert script is not None
    assert (root.text, script.text) == ("a", "if (b) {}")
    assert [type(node) for node in root.nodes if isinstance(node, str)] == [str, Held]


def test_depth_takes_time_in_proportion() -> None:
    def seconds(levels: int) -> float:
        markup = "<div>x" * levels
        start = time.process_time()
        root = read_markup(markup)
        assert sum(1 for _ in root.inside({"div"})) == levels
        return time.process_time() - start

    seconds(100)
    assert min(seconds(20_000) for _ in range(2)) < 120 * max(
        min(seconds(1_000) for _ in range(3)), 0.001
    )


def test_a_page_lets_go_of_its_tree_and_makes_it_again() -> None:
    page = Page("x", "<p>a<b>c</b></p>")
    made: list[str] = []

    def words(of: Page) -> str:
        made.append(of.tree.text)
        return made[-1]

    assert [page.once(words), page.once(words)] == ["ac", "ac"]
    first = page.tree
    assert page.tree is first
    page.forget()
    assert not first.nodes
    assert (page.once(words), made) == ("ac", ["ac", "ac"])
    assert page.tree is not first
