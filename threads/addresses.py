"""Web addresses reduced to what identifies a page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

# Parameters that choose a view of the page or say where the reader came from, never what it is
# about. Techdirt: threaded, sp, cid; WordPress: replytocom, cp, like_comment, share, amp, print.
_VIEW_PARAMETERS = frozenset(
    {
        *("threaded", "sp", "cid", "replytocom", "cp", "like_comment", "share", "amp", "noamp"),
        *("print", "nb", "fbclid", "gclid", "dclid", "msclkid", "igshid", "mc_cid", "mc_eid"),
        *("ref_src", "cmpid", "ncid", "_ga"),
    }
)
_TRACKING_PREFIX = "utm_"
_COMMENT_PAGE = re.compile(r"/comment-page-(\d{1,6})$")
# Parameters that number the pages of an article's comments: WordPress, Techdirt; and those that
# do so only where a page itself says that they lead to its next one (Drupal's among them).
_PAGE_PARAMETERS = frozenset({"cp", "sp"})
_MAYBE_PAGE_PARAMETERS = frozenset({"page", "cpage", "comment_page", "comments_page"})
# A view that is kept from one comment page to the next.
_KEPT_VIEWS = frozenset({"threaded"})
_NUMBER = re.compile(r"\d{1,6}")
_ARCHIVED = re.compile(r"https?://web\.archive\.org/web/[^/]{1,40}/(?=https?:)", re.IGNORECASE)
_OWN_PORTS = {"http": 80, "https": 443}


def canonical(url: str | None) -> str | None:
    """Reduce an address to ``host/path?query``, the same for every view of one page.

    Gone are scheme, ``www.``, the scheme's own port, fragment, a last slash, WordPress's
    ``/comment-page-N``, an archive's prefix, and parameters that only choose a view or track the
    reader; the others are sorted. None for what is no http address (``file:``, a bare path).
    """
    told = _ARCHIVED.sub("", (url or "").strip())
    try:
        told.encode()  # half a surrogate pair, as a command line may have, stands in no address
        parts = urlsplit(told)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if not host or parts.scheme not in ("http", "https", ""):
        return None
    if port and port != _OWN_PORTS.get(parts.scheme):
        host = f"{host}:{port}"
    path = _COMMENT_PAGE.sub("", quote(unquote(parts.path), safe="/~!$&'()*+,;=:@").rstrip("/"))
    query = urlencode(
        sorted(
            (name, value)
            for name, value in parse_qsl(parts.query, keep_blank_values=True)
            if name.lower() not in _VIEW_PARAMETERS
            and not name.lower().startswith(_TRACKING_PREFIX)
        )
    )
    return host.removeprefix("www.").rstrip(".") + path + (f"?{query}" if query else "")


@dataclass(frozen=True, slots=True)
class Part:
    """Which page of an article's comments an address shows.

    ``article`` is the canonical address; ``number`` None means the article's own page; ``url`` is
    what to ask for, free of what tracks the reader or chooses another view.
    """

    article: str
    number: int | None
    url: str


def shown_part(url: str, *, loosely: bool = False) -> Part | None:
    """Tell which page of which article's comments an address shows; None for no http address.

    ``loosely`` takes ``page=2``, too, as the second page of the same article: true where a page
    links to it as its next, and not in general.
    """
    numbering = _PAGE_PARAMETERS | (_MAYBE_PAGE_PARAMETERS if loosely else frozenset())
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    pairs = [pair for pair in parts.query.split("&") if pair]
    names = [unquote(pair.partition("=")[0]).lower() for pair in pairs]
    numbers = [
        int(value)
        for name, pair in zip(names, pairs, strict=True)
        if name in numbering and _NUMBER.fullmatch(value := pair.partition("=")[2])
    ]
    in_path = _COMMENT_PAGE.search(parts.path.rstrip("/"))
    bare = "&".join(p for p, name in zip(pairs, names, strict=True) if name not in numbering)
    asked = "&".join(p for p, name in zip(pairs, names, strict=True) if _is_asked(name))
    article = canonical(urlunsplit(parts._replace(query=bare)))
    if article is None:
        return None
    return Part(
        article,
        int(in_path[1]) if in_path else next(iter(numbers), None),
        urlunsplit(parts._replace(query=asked, fragment="")),
    )


def _is_asked(name: str) -> bool:
    if name in _PAGE_PARAMETERS | _KEPT_VIEWS:
        return True
    return name not in _VIEW_PARAMETERS and not name.startswith(_TRACKING_PREFIX)


def article_address(said: str | None, found: str | None) -> str | None:
    """Choose between the address that a page names as its own and the one it was found at.

    The page's word counts, but for a page of comments that names itself: then the article's
    address counts, which whoever followed its links knows.
    """
    if not said or not found:
        return said or found
    of_page, of_article = (shown_part(each, loosely=True) for each in (said, found))
    if not of_page or not of_article or of_page.article != of_article.article:
        return said
    return found if of_article.number is None and of_page.number is not None else said
