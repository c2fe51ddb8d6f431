"""Where the text of an article stands on a page, and that text without the site's furniture.

The body is the element with the most text in lines that are long and not links: of all shallow
features these two tell most of it (Kohlschütter et al. 2010, "Boilerplate Detection using
Shallow Text Features").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from threads import landmarks
from threads.formats import selectors
from threads.formats.html_text import read_text
from threads.formats.html_walk import HEADINGS, Line, Skip, attribute, classes, holds_blocks
from threads.markup import Element

# Shorter lines say nothing of where the body is; a page without any longer one is read by all.
_LONG_LINE = 60
# A wider element is the body if it holds this much more; not further up than so many levels.
_WIDER, _CLIMB = 1.2, 3
# A body that a class name promises must hold this share of the page's long lines.
_PROMISED = 0.4
# What share of a block's text links make in a bar of links.
_BAR = 0.8
# How far up a line counts; markup nested deeper than this between body and text is no article.
_REACH = 40
# Title, dept, byline and date stand in the first lines of a body that includes them.
_HEAD_LINES = 8

# Headings of what blogs print between an article and its comments.
_BELOW_BODY = frozenset(
    {
        "related posts", "related articles", "related stories", "you may also like", "share this",
        "about the author", "ähnliche beiträge", "das könnte dich auch interessieren", "teilen mit",
        "articles similaires", "articles liés", "artículos relacionados", "articoli correlati",
    }
)  # fmt: skip

_PARAGRAPHS = HEADINGS | {
    "p", "blockquote", "pre", "li", "ul", "ol", "dl", "dt", "dd", "figure", "address", "center",
}  # fmt: skip
_CONTAINERS = frozenset({"div", "section", "article", "main", "td"})
_WHOLE = frozenset({"html", "body", "main", "article"})


class Furniture:
    """Tell which elements of a page are navigation, forms, sidebars, share links and the like.

    One that holds a main heading (or, where only its name speaks against it, an article) is a
    page's frame: themes call their whole content "content-sidebar-wrap".
    """

    def __init__(self, root: Element) -> None:
        self._frames = _around(root.inside({"h1", "main"}))
        self._wide_frames = _around(root.inside({"article"}))

    def __call__(self, tag: Element) -> bool:
        """Tell whether an element is furniture."""
        if tag.name in _WHOLE or tag in self._frames:
            return False
        if tag.name in selectors.FURNITURE_TAGS:
            return True
        names = (*classes(tag), attribute(tag, "id"))
        return any(map(_is_furniture_name, names)) and tag not in self._wide_frames


def _around(tags: Iterable[Element]) -> set[Element]:
    """Give elements and all that they stand in, each climbed only once."""
    found: set[Element] = set()
    for tag in tags:
        node: Element | None = tag
        while node is not None and node not in found:
            found.add(node)
            node = node.parent
    return found


@lru_cache(maxsize=4096)
def _is_furniture_name(name: str) -> bool:
    return selectors.FURNITURE.fullmatch(name) is not None


def find_body(lines: Sequence[Line]) -> Element | None:
    """Find the element that holds the article's text among the lines above the comments."""
    for least in (_LONG_LINE, 1):
        scores = _Scores()
        for line in lines:
            if len(line.text) - line.linked >= least and line.block.name not in HEADINGS:
                scores.add(line)
        if scores.own:
            return scores.best()
    return None


class _Scores:
    """How much text each element holds, in its own paragraphs and in all."""

    def __init__(self) -> None:
        self.own: Counter[Element] = Counter()
        self.total: Counter[Element] = Counter()
        self.sum = 0

    def add(self, line: Line) -> None:
        """Count a line for the element around its paragraph and for all further up."""
        weight = len(line.text) - line.linked
        self.sum += weight
        tag: Element | None = line.block
        credited = False
        for _ in range(_REACH):
            if tag is None:
                return
            self.total[tag] += weight
            if not credited and tag.name not in _PARAGRAPHS:
                self.own[tag] += weight
                credited = True
            tag = tag.parent

    def best(self) -> Element:
        """Give the promised element where it keeps its promise, else the fullest."""
        promised = self._promised()
        if promised is not None:
            return promised
        tag = max(self.own, key=self.own.__getitem__)
        for _ in range(_CLIMB):
            wider = tag.parent
            if wider is None or wider.name not in _CONTAINERS:
                break
            if self.total[wider] < _WIDER * self.total[tag]:
                break
            if _teasers(wider) - _teasers(tag) > 1:
                break
            tag = wider
        return tag

    def _promised(self) -> Element | None:
        for name in selectors.ARTICLE_BODIES:
            for tag, total in self.total.items():
                named = name in classes(tag) or name == attribute(tag, "itemprop")
                if named and total >= _PROMISED * self.sum:
                    return tag
        return None


def _teasers(tag: Element) -> int:
    """Count the headings inside an element that lead elsewhere, however deep they nest."""
    found = 0
    ends: list[int] = []  # of headings in which no link stood so far
    for node in tag.inside({"h2", "h3", "h4", "a"}):
        if node.name == "a":
            found += sum(end > node.at for end in ends)
            ends.clear()
        else:
            ends.append(node.end)
    return found


def link_bars(lines: Iterable[Line]) -> set[Element]:
    """Give the smallest blocks that hold hardly anything but links."""
    return {
        line.block
        for line in lines
        if line.block.name == "div"
        and line.text
        and line.linked >= _BAR * len(line.text)
        and not holds_blocks(line.block)
    }


def body_text(body: Element, skip: Skip, is_head: Callable[[str], bool]) -> str:
    """Render a body's paragraphs, up to the first line of what the site prints below it.

    ``skip`` holds for comments and furniture, ``is_head`` for title, dept, byline and date,
    which are cut off the top.
    """
    text = read_text(body, skip=skip).text
    lines = text.split("\n")
    start = _start(lines, is_head)
    end = next((n for n, line in enumerate(lines) if n >= start and _is_below(line)), len(lines))
    return "\n".join(lines[start:end]).strip("\n")


def _start(lines: Sequence[str], is_head: Callable[[str], bool]) -> int:
    """Give the line after the article's head; labels may stand between the head's lines."""
    start = 0
    seen = False
    for number, line in enumerate(lines[: 2 * _HEAD_LINES]):
        if line and (is_head(line) or (not seen and _is_below(line))):
            start = number + 1
        elif len(line) >= _LONG_LINE:
            break
        elif line:
            seen = True
    return start


def _is_below(line: str) -> bool:
    """Tell whether a line belongs to what stands between article and comments."""
    line = line.removeprefix("- ")
    if not line:
        return False
    patterns = (
        landmarks.LEGACY_HEADING,
        landmarks.WORDPRESS_HEADING,
        landmarks.SUBSCRIBE,
        landmarks.COMMENT_COUNT,
        landmarks.FILED_UNDER,
        landmarks.COMPANIES,
    )
    return (
        any(pattern.fullmatch(line) for pattern in patterns)
        or line.casefold() == landmarks.APPEAL_STARTS[0]
        or line.casefold().strip(" :") in _BELOW_BODY
        or landmarks.starts_like(line, (*landmarks.APPEAL_STARTS[1:], *landmarks.RATING_LINES))
        or landmarks.ends_comments(line)
    )
