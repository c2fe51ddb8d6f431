"""WordPress's comment feeds (RSS 2.0): of one article (``…/feed/``) or of a whole site.

Told from a feed of articles by the comments' anchors (``#comment-123``). Since 4.4 WordPress begins
an answer with a line "In reply to NAME.", linked to the comment it answers: where some have it, the
others are top level; where none has, parents are unknown. Newest come first and are turned round.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from lxml import etree

from threads.addresses import canonical
from threads.errors import PageError
from threads.formats.html_text import Passage, read_text
from threads.formats.json_values import clean, text_of
from threads.formats.wordpress_rest import post_address
from threads.markup import Element, read_markup
from threads.model import Article, Comment, Placement, Thread
from threads.page import Page

NAME = "comment-feed"

_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_DECLARATION = re.compile(r"\s{0,99}<\?xml[^>]{0,200}\?>")
_ANCHOR = re.compile(r"#comment-(\d{1,18})$")
_OF_ARTICLE = re.compile(r"(?:Comments on:? |[^:]{3,40}: )\s{0,9}(.+)", re.DOTALL)
_OF_COMMENT = "Comment on "
_MARK_LONGEST = 150  # characters of "In reply to NAME."
_HEAD = 2_000


@dataclass(frozen=True, slots=True)
class _Item:
    number: str
    url: str
    author: str | None
    title: str
    posted_at: str | None
    answers: str | None
    said: Passage

    @property
    def is_ping(self) -> bool:
        """Whether it is what WordPress makes of a pingback: […] a passage of the other page […]."""
        return self.said.text.startswith("[…]") and self.said.text.endswith("[…]")


def recognise(page: Page) -> bool:
    """Tell any RSS feed: one of articles is refused here, as no other format reads it either."""
    head = page.text.lstrip("\ufeff \t\n")[:_HEAD]
    return head.startswith(("<?xml", "<rss", "<!DOCTYPE rss")) and "<rss" in head


def split(page: Page) -> Iterator[Page]:
    """Cut a site's newest comments into a feed for each article."""
    root = _root(page)
    items: defaultdict[str, list[Any]] = defaultdict(list)
    for item in _items(root):
        items[canonical(_link(item)) or ""].append(item)
    if len(items) < 2:
        yield Page(page.source, page.text)
        return
    for item in _items(root):
        item.getparent().remove(item)
    for name, group in items.items():
        feed = deepcopy(root)
        feed.find("channel").extend(group)
        yield Page(f"{page.source}#{name}", etree.tostring(feed, encoding="unicode"))


def read(page: Page) -> Thread:
    """Read the comments on one article; raises ``PageError`` for a feed of articles."""
    root = _root(page)
    found = [item for item in map(_item, _items(root)) if item and not item.is_ping]
    addresses = {canonical(item.url) for item in found}
    if len(addresses) > 1:
        what = f"comments on {len(addresses)} articles in one page"
        raise PageError(what, where=page.source, remedy="cut it with formats.pages_in first")
    items = _oldest_first(found)
    marked = any(item.answers for item in items)
    comments = (_comment(n, item, marked) for n, item in enumerate(items, 1))
    return Thread(article=_article(root, items), comments=tuple(comments))


def _root(page: Page) -> Any:
    text = _DECLARATION.sub("", clean(page.text.lstrip("\ufeff")), count=1)
    # Entities of its own are what makes XML dangerous, and no feed has any.
    if "<!DOCTYPE" in text[: text.find("<rss")].upper():
        raise PageError("a feed that declares entities of its own", where=page.source)
    data = text.encode("utf-8", "replace")
    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as error:
        if _is_torn_of_articles(data):
            raise _of_articles(page) from error
        remedy = "was the file cut short?"
        raise PageError(f"no whole feed: {error.msg}", where=page.source, remedy=remedy) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise PageError("a feed that declares entities of its own", where=page.source)
    if root.find("channel") is None or _is_of_articles(root):
        raise _of_articles(page)
    return root


def _parser(*, recover: bool = False) -> Any:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=recover
    )


def _is_torn_of_articles(data: bytes) -> bool:
    """Tell whether what can be made of a broken feed is one of articles."""
    torn = etree.fromstring(data, _parser(recover=True))
    try:
        return torn is not None and _is_of_articles(torn)
    except UnicodeDecodeError:  # lxml mends what is torn and leaves half a surrogate pair in it
        return False


def _is_of_articles(root: Any) -> bool:
    items = _items(root)
    if not items:
        return not _text(root, "channel/title").startswith("Comments on")
    return not any(_ANCHOR.search(_link(item)) for item in items)


def _of_articles(page: Page) -> PageError:
    remedy = "an article's comments are in its own feed: ARTICLE/feed/"
    return PageError("a feed of articles, not of comments", where=page.source, remedy=remedy)


def _items(root: Any) -> list[Any]:
    return list(root.iterfind("channel/item"))


def _text(element: Any, path: str) -> str:
    return text_of(element.findtext(path)) or ""


def _link(item: Any) -> str:
    """Give the address with the comment's anchor, from ``link`` or ``guid``."""
    addresses = [_text(item, "link"), _text(item, "guid")]
    return next((each for each in addresses if _ANCHOR.search(each)), "")


def _item(item: Any) -> _Item | None:
    link = _link(item)
    anchor = _ANCHOR.search(link)
    if not anchor:
        return None
    author = _text(item, _CREATOR) or _text(item, "title").partition(": ")[2] or None
    title = _text(item, "title").removeprefix(_OF_COMMENT)
    of_site = _text(item, "title").startswith(_OF_COMMENT) and author
    markup = item.findtext(_CONTENT) or item.findtext("description") or ""
    root = read_markup(f"<div>{markup}</div>")
    mark, answers = _answered(root)
    return _Item(
        number=anchor[1],
        url=post_address(link) or "",
        author=author,
        title=title.removesuffix(f" by {author}") if of_site else "",
        posted_at=_posted_at(_text(item, "pubDate")),
        answers=answers,
        said=read_text(root, skip=lambda tag: tag is mark),
    )


def _answered(root: Element) -> tuple[Element | None, str | None]:
    """Find "In reply to NAME." in whatever language; give its element and the number linked to."""
    first = root.first("p")
    if first is None:
        return None, None
    links = list(first.inside({"a"}))
    words = first.text.strip()
    if len(links) != 1 or len(words) > _MARK_LONGEST or first.first("br"):
        return None, None
    anchor = _ANCHOR.search(links[0].attrs.get("href", ""))
    if not anchor or not words.rstrip(".。 ").endswith(links[0].text.strip()):
        return None, None
    return first, anchor[1]


def _posted_at(text: str) -> str | None:
    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _oldest_first(items: Sequence[_Item]) -> list[_Item]:
    turned = list(reversed(items))
    if not all(item.posted_at for item in turned):
        return turned
    return sorted(turned, key=lambda item: _moment(item.posted_at or ""))


def _moment(time: str) -> datetime:
    found = datetime.fromisoformat(time)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _article(root: Any, items: Sequence[_Item]) -> Article:
    own = _OF_ARTICLE.match(_text(root, "channel/title"))
    title = next((item.title for item in items if item.title), own[1] if own else "")
    url = next((item.url for item in items), _text(root, "channel/link"))
    return Article(url=url or None, title=title, format=NAME)


def _comment(position: int, item: _Item, marked: bool) -> Comment:
    placement = Placement(kind="nested") if marked else Placement()
    if item.answers:
        placement = Placement(kind="nested", under=item.answers)
    return Comment(
        id=item.number,
        position=position,
        author=item.author,
        external_id=item.number,
        posted_at=item.posted_at,
        text=item.said.text,
        quoted=item.said.quoted,
        placement=placement,
    )
