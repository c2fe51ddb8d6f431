"""Markup to text: what is kept, where it breaks, and what counts as a quotation."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from threads.formats.html_text import Passage, plain, read_text
from threads.markup import read_markup
from threads.soup import make_soup


def render(markup: str, *, italic_quotes: bool = False, hidden: bool = False) -> Passage:
    return read_text(read_markup(f"<body>{markup}"), italic_quotes=italic_quotes, hidden=hidden)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One  two\n three</p><p>four</p>", "One two three\n\nfour"),
        ("<div>one</div><div>two</div>", "one\n\ntwo"),
        ("one<br>two<br/><br>three<br><br><br>four", "one\ntwo\n\nthree\n\nfour"),
        ("<p> one <b> two</b> three</p> ", "one two three"),
        ("un<b>bro</b>ken", "unbroken"),
        ("<ul><li>a</li><li>b</li></ul>after", "- a\n- b\n\nafter"),
        ("<p>x</p><ol><li><p>a</p><p>more</p></li></ol>", "x\n\n- a\n\nmore"),
        ("<pre>if x:\n    y  z\n</pre>", "if x:\n    y  z"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("a&nbsp;b &lt;i&gt;", "a b <i>"),
        ('see <a href="https://example.org">this</a>.', "see this."),
        ("<q>so</q> they say", '"so" they say'),
        ("a<!-- not b --><script>c</script><style>d</style><textarea>e</textarea>", "a"),
        ("a<span style='color:red; DISPLAY : none'>b</span><i hidden>c</i>", "a"),
        ("fine <img alt=':)'> <img alt='a cat'> <img alt='😀'>", "fine :) 😀"),
        ("<img class='wp-smiley' alt='roll eyes'>", "roll eyes"),
        ("", ""),
    ],
)
def test_text(markup: str, text: str) -> None:
    assert render(markup).text == text


@pytest.mark.parametrize(
    ("markup", "quoted"),
    [
        ("<blockquote><p>a</p><p>b</p></blockquote><p>c</p>", ("a\n\nb",)),
        ("<blockquote><blockquote>in</blockquote>out</blockquote>mine", ("in", "out")),
        ("<blockquote>one<blockquote>in</blockquote>two</blockquote>", ("one", "in", "two")),
        ("<blockquote></blockquote><blockquote> <br> </blockquote>mine", ()),
        ("he wrote <q>so</q> there", ("so",)),
        ("<blockquote><i>all italic</i></blockquote>mine", ("all italic",)),
    ],
)
@pytest.mark.parametrize("italic_quotes", [True, False])
def test_quotations(markup: str, quoted: tuple[str, ...], italic_quotes: bool) -> None:
    assert render(markup, italic_quotes=italic_quotes).quoted == quoted


@pytest.mark.parametrize(
    ("markup", "quoted"),
    [
        ("<p><i>You said so.</i></p><p>I <i>did</i> not.</p>", ("You said so.",)),
        ("<p>“<em>You said so</em>”</p>", ("“You said so”",)),
        ("<i>one<br><br>two</i>", ("one", "two")),
        ("<i>a whole line of somebody's words</i><br>mine", ("a whole line of somebody's words",)),
        ("<i>Really?</i><br>I doubt it.", ()),
        ("<p><i></i>no</p>", ()),
    ],
)
def test_paragraphs_in_italics_are_quotations_where_the_site_quotes_so(
    markup: str, quoted: tuple[str, ...]
) -> None:
    assert render(markup, italic_quotes=True).quoted == quoted
    assert render(markup).quoted == ()


def test_a_hidden_root_is_read_and_hidden_parts_are_on_demand() -> None:
    root = read_markup("<p style='display:none'>all <b hidden>of it</b></p>").first("p")
    assert root is not None
    assert read_text(root).text == "all"
    assert read_text(root, hidden=True).text == "all of it"


def test_skipped_elements_are_not_read() -> None:
    root = read_markup("<p>one</p><p class='x'>two</p>")
    assert plain(root, skip=lambda tag: tag.attrs.get("class") == "x") == "one"


TAGS = ("p", "div", "blockquote", "i", "b", "ul", "li", "q", "pre", "span")
MARKUP = st.recursive(
    st.sampled_from(["word", "two words", " ", "\n", "<br>", "x<y", "&amp;"]),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>",
        st.sampled_from(TAGS),
        st.lists(inner, max_size=4),
    ),
    max_leaves=12,
)


@given(st.lists(MARKUP, max_size=4).map("".join))
def test_whatever_the_markup_text_is_tidy_and_quotations_stand_in_it(markup: str) -> None:
    passage = render(markup, italic_quotes=True)
    # Preformatted text may begin with blanks.
    assert passage.text == passage.text.strip("\n").rstrip(" ")
    assert "\n\n\n" not in passage.text
    rest = passage.text
    for quote in passage.quoted:
        assert quote
        _before, found, rest = rest.partition(quote)
        assert found, "in order, and without overlap"


@given(st.lists(MARKUP, max_size=6).map("".join))
def test_the_deep_soup_is_beautifulsoups_own(markup: str) -> None:
    ours, theirs = make_soup(markup), BeautifulSoup(markup, "lxml")
    assert str(ours) == str(theirs)
    one, other = ours.next_element, theirs.next_element
    while one is not None and other is not None:
        assert str(one) == str(other)
        assert (one.next_sibling is None) == (other.next_sibling is None)
        one, other = one.next_element, other.next_element
    assert one is other is None
