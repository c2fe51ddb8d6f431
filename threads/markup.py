"""A page's elements and texts as one list in document order, for reading pages fast.

``read_markup`` gives the very tree that BeautifulSoup builds with lxml (``threads.soup``): it has
the same parser tell of the page and keeps the same rules for what it is told. It takes a tenth of
the time, as an element is only a name, its attributes and where its inside ends. Whatever those
rules don't cover is left to BeautifulSoup.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from heapq import merge
from itertools import chain

from lxml import etree

from threads.errors import PageError

_ROOT = "[document]"
_BLANKS = " \n\t\f\r"
# Within these blanks stay as they are; within those text is none of the page's.
_VERBATIM = frozenset({"pre", "textarea"})
_HOLDING = frozenset({"script", "style", "template", "rt", "rp"})
_SPECIAL = _VERBATIM | _HOLDING
# The parser may look for each end tag's element among all that are open, some thousand million a
# second. Ten thousand comments in one another, of two elements each, come to half of this.
_MOST_LOOKS = 1_500_000_000


class Held(str):
    """Text inside a script, a style sheet, a template or a ruby annotation."""

    __slots__ = ()


class Element:
    """An element, or a whole page: ``nodes[at + 1 : end]`` is what stands in it, in order.

    ``nodes`` is the page's list of elements and texts, one for all its elements. Comments and
    declarations are left out of it. The page itself, which is at -1, has no ``parent``.
    """

    __slots__ = ("at", "attrs", "end", "name", "nodes", "parent")

    def __init__(
        self,
        name: str,
        attrs: Mapping[str, str],
        parent: Element | None,
        nodes: list[Element | str],
        at: int,
    ) -> None:
        self.name, self.attrs, self.parent = name, attrs, parent
        self.nodes, self.at = nodes, at
        self.end = at + 1

    def inside(self, names: Collection[str] | None = None) -> Iterator[Element]:
        """Yield the elements inside, in document order; only those of some names."""
        nodes = self.nodes
        for at in range(self.at + 1, self.end):
            node = nodes[at]
            if isinstance(node, Element) and (names is None or node.name in names):
                yield node

    def first(self, *names: str) -> Element | None:
        """Give the first element inside of one of these names."""
        return next(self.inside(names), None)

    @property
    def children(self) -> Iterator[Element]:
        """The elements right inside this one."""
        at = self.at + 1
        while at < self.end:
            node = self.nodes[at]
            if isinstance(node, Element):
                yield node
                at = node.end
            else:
                at += 1

    @property
    def follower(self) -> Element | None:
        """The next element after this in the same parent."""
        if self.parent is None:
            return None
        for at in range(self.end, self.parent.end):
            node = self.nodes[at]
            if isinstance(node, Element):
                return node
        return None

    @property
    def strings(self) -> Iterator[str]:
        """The texts inside as they are; of what holds no text of the page, what it holds."""
        kind = Held if self.name in _HOLDING else str
        texts = map(self.nodes.__getitem__, range(self.at + 1, self.end))
        return (text for text in texts if type(text) is kind)

    @property
    def text(self) -> str:
        """All text inside in one."""
        return "".join(self.strings)


class Document(Element):
    """A whole page; what is asked of it by name is at hand."""

    __slots__ = ("_by_name",)

    def __init__(self) -> None:
        super().__init__(_ROOT, {}, None, [], -1)
        self._by_name: dict[str, list[Element]] | None = None

    def inside(self, names: Collection[str] | None = None) -> Iterator[Element]:
        """Yield the elements inside, in document order; only those of some names."""
        if names is None:
            yield from super().inside()
            return
        if self._by_name is None:
            self._by_name = {}
            for tag in super().inside():
                self._by_name.setdefault(tag.name, []).append(tag)
        found = [self._by_name[name] for name in names if name in self._by_name]
        yield from merge(*found, key=lambda tag: tag.at) if len(found) > 1 else chain(*found)

    def clear(self) -> None:
        """Empty the page, so that it is freed at once: its elements and it know each other."""
        self.nodes.clear()
        self._by_name = None


def read_markup(markup: str) -> Document:
    """Parse markup, which lxml mends; linear in its length however deep it nests.

    Raises ``PageError`` for what nests by the ten thousand among as many end tags.
    """
    builder = _Builder(_MOST_LOOKS // (1 + markup.count("</")))
    # BeautifulSoup names no limit of depth either: the parser tells of elements at any depth.
    parser = etree.HTMLParser(target=builder, recover=True)
    try:
        parser.feed(markup.removeprefix("\ufeff"))
        parser.close()
    except (UnicodeDecodeError, LookupError, etree.ParserError):
        return _as_soup(markup)
    root = builder.finish()
    if "{" in markup and any(_has_namespace(tag) for tag in root.inside()):
        return _as_soup(markup)
    return root


def _as_soup(markup: str) -> Document:
    from threads.soup import from_soup, make_soup

    return from_soup(make_soup(markup))


def _has_namespace(tag: Element) -> bool:
    if tag.name[0] == "{":
        return True
    # Of all that a page has, few names have a brace at all.
    return "{" in "".join(tag.attrs) and any(name[:1] == "{" for name in tag.attrs)


class _Builder:
    """What lxml tells of a page as it reads on; its texts come in pieces."""

    def __init__(self, deepest: int) -> None:
        self._deepest = deepest
        self.root = Document()
        self.nodes = self.root.nodes
        self._open: list[Element] = [self.root]
        self._pieces: list[str] = []
        self._verbatim = self._held = 0
        self.data = self._pieces.append

    def start(self, name: str, attrs: Mapping[str, str]) -> None:
        if self._pieces:
            self._flush()
        nodes, stack = self.nodes, self._open
        if len(stack) > self._deepest:
            raise PageError("nests deeper than any page does", remedy="is it a saved page?")
        tag = Element(name, attrs, stack[-1], nodes, len(nodes))
        nodes.append(tag)
        stack.append(tag)
        if name in _SPECIAL:
            self._count(name, 1)

    def end(self, name: str) -> None:
        if self._pieces:
            self._flush()
        if self._open[-1].name == name or any(tag.name == name for tag in self._open):
            while name != _ROOT and self._pop() != name:
                pass

    def _pop(self) -> str:
        tag = self._open.pop()
        tag.end = len(self.nodes)
        if tag.name in _SPECIAL:
            self._count(tag.name, -1)
        return tag.name

    def _count(self, name: str, by: int) -> None:
        self._verbatim += by * (name in _VERBATIM)
        self._held += by * (name in _HOLDING)

    def _flush(self) -> None:
        text = "".join(self._pieces)
        self._pieces.clear()
        if not self._verbatim and not text.strip(_BLANKS):
            text = "\n" if "\n" in text else " "
        self.nodes.append(Held(text) if self._held else text)

    def _interrupt(self, *_: object) -> None:
        if self._pieces:
            self._flush()

    comment = pi = doctype = _interrupt

    def close(self) -> None:
        """Nothing: lxml asks for it where the page ends, and at an error."""

    def finish(self) -> Document:
        """Give the page when all is told."""
        self._interrupt()
        for tag in self._open:
            tag.end = len(self.nodes)
        return self.root
