"""What a page's head says of its article: meta tags, canonical link, JSON-LD."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urldefrag, urlsplit

from threads.formats.html_walk import attribute
from threads.markup import Element

_ARTICLE_TYPES = ("article", "posting", "report", "webpage")
_MOST_JSON = 1_000_000


@dataclass(frozen=True, slots=True)
class Meta:
    """What the head says; empty or None where it says nothing. Dates as they are written."""

    url: str | None = None
    head_title: str = ""
    title: str = ""
    site: str = ""
    author: str = ""
    published: str = ""
    tags: tuple[str, ...] = ()


def read_meta(root: Element) -> Meta:
    """Read the head; where tags contradict each other, the first of the surest kind holds."""
    said = _said(root)
    data = _linked_data(root)
    title = root.first("title")

    def first(*names: str) -> str:
        return next((said[name][0] for name in names if name in said), "")

    return Meta(
        url=_url(_canonical(root), first("og:url"), _text(data, "url")),
        head_title=" ".join(title.text.split()) if title is not None else "",
        title=first("og:title", "twitter:title") or _text(data, "headline"),
        site=first("og:site_name") or _text(data, "publisher"),
        author=_name(first("author", "article:author", "dc.creator")) or _text(data, "author"),
        published=first(
            "article:published_time", "og:published_time", "datepublished", "pubdate", "dc.date"
        )
        or _text(data, "datePublished"),
        tags=tuple(dict.fromkeys(said.get("article:tag", ()))),
    )


def _said(root: Element) -> dict[str, list[str]]:
    """Give the contents by name; some archives write ``value`` for ``content``."""
    found: dict[str, list[str]] = {}
    for tag in root.inside({"meta"}):
        content = attribute(tag, "content") or attribute(tag, "value")
        for kind in ("property", "name", "itemprop"):
            if content and (name := attribute(tag, kind).casefold()):
                found.setdefault(name, []).append(" ".join(content.split()))
                break
    return found


def _canonical(root: Element) -> str:
    for tag in root.inside({"link"}):
        if "canonical" in attribute(tag, "rel").casefold().split():
            return attribute(tag, "href")
    return ""


def _url(*candidates: str) -> str | None:
    """Give the first that is a whole web address, without its fragment."""
    for candidate in candidates:
        try:
            parts = urlsplit(candidate)
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and parts.netloc:
            return urldefrag(candidate).url
    return None


def _name(text: str) -> str:
    return "" if "://" in text else text


def _linked_data(root: Element) -> Mapping[str, object]:
    """Give the page's first article in JSON-LD, empty where none can be read."""
    for script in root.inside({"script"}):
        if script.attrs.get("type") != "application/ld+json":
            continue
        text = script.text
        try:
            data = json.loads(text) if len(text) < _MOST_JSON else None
        except (ValueError, RecursionError):
            continue
        for thing in _things(data):
            kind = str(thing.get("@type", "")).casefold()
            if kind.strip("[]' ").endswith(_ARTICLE_TYPES) and "datePublished" in thing:
                return thing
    return {}


def _things(data: object) -> Iterator[Mapping[str, object]]:
    left = deque([data])
    while left:
        thing = left.popleft()
        if isinstance(thing, dict):
            yield thing
            left.append(thing.get("@graph"))
        elif isinstance(thing, list):
            left.extend(thing)


def _text(thing: Mapping[str, object], key: str) -> str:
    """Give a property as text: itself, its name, or that of its first value."""
    value = thing.get(key)
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name")
    return " ".join(value.split()) if isinstance(value, str) else ""
