"""Lasting ids: the same article, comment and author get the same id from whichever view.

An article is found again by its keys: its canonical address, and its title with its date. A
comment's id is made of who wrote it, when, and which letters and digits it has; layout, quote
marks, emphasis and typographic quotes differ from view to view and don't enter.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from base64 import b32encode
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from threads.addresses import canonical
from threads.model import Article, Comment, Placement, Thread, altered
from threads.names import is_shared
from threads.tombstones import is_missing, with_tombstones
from threads.words import Trigram, trigrams

_NO_LETTERS = re.compile(r"[\W_]+")
_NOT_PLAIN = str.maketrans("", "", "".join(c for c in map(chr, range(128)) if not c.isalnum()))
_MINUTE = 16  # characters of 2015-09-18T16:51
_DAY = 10
# Two bodies of this many words or more, of which less than that share of word triples is common,
# are two articles under one title (a weekly column). Unlike articles share 0.00 to 0.03.
_ENOUGH_WORDS = 30
_SHARED_TRIPLES = 0.2


def identify(thread: Thread) -> Thread:
    """Replace page-local ids by lasting ones and fill in ``author_id``.

    Comments alike in author, minute and letters are told apart by an ordinal, counted by
    ``external_id`` and then position. A placement under an id that the page doesn't have brings
    in a tombstone (``state='missing'``).
    """
    thread = with_tombstones(thread)
    article_id = _article_id(thread)
    lasting = _comment_ids(article_id, thread.comments)
    new_ids: dict[str, str] = {}
    for comment, new in zip(thread.comments, lasting, strict=True):
        new_ids.setdefault(comment.id, new)
    return Thread(
        article=replace(thread.article, id=article_id),
        comments=tuple(
            altered(
                comment,
                id=new,
                author_id=author_id(comment.author, comment.registered),
                placement=placed(comment.placement, new_ids),
            )
            for comment, new in zip(thread.comments, lasting, strict=True)
        ),
    )


def rekey(thread: Thread, article_id: str) -> Thread:
    """Move an identified thread, as a page gives it, under another article id."""
    if thread.article.id == article_id:
        return thread
    old = len(thread.article.id)
    new_ids = {comment.id: article_id + comment.id[old:] for comment in thread.comments}
    return Thread(
        article=replace(thread.article, id=article_id),
        comments=tuple(
            altered(c, id=new_ids[c.id], placement=placed(c.placement, new_ids))
            for c in thread.comments
        ),
    )


def placed(placement: Placement, new_ids: Mapping[str, str]) -> Placement:
    """Translate the id that a comment lies under."""
    if placement.under is None:
        return placement
    under = new_ids.get(placement.under)
    return altered(placement, under=under) if under else Placement()


def article_keys(article: Article) -> tuple[str, ...]:
    """Give every key by which the article can be found again, the surest first.

    ``url:host/path``, ``title:letters|date`` (the date may be empty) and, without an address,
    ``own:id|time`` (``own:id|digest`` where no time is known); an article with none of these has
    ``body:digest``.
    """
    address = canonical(article.url)
    title = letters(article.title)
    keys = [f"url:{address}"] if address else []
    if title:
        keys.append(f"title:{title}|{(article.published_at or '')[:_DAY]}")
    if article.external_id and not address:
        # Ids of a source are short ("17"): another source's may be the same.
        known = article.published_at or _digest(letters(article.body))
        keys.append(f"own:{article.external_id}|{known}")
    if not keys and letters(article.body):
        keys.append(f"body:{_digest(letters(article.body))}")
    return tuple(keys)


def same_article(known: Article, fresh: Article) -> bool:
    """Tell whether two articles of the same title are one.

    They are two where address, date, department line or the source's id are known of both and
    differ; and, unless their dates agree, where their bodies have hardly a phrase in common: titles
    of columns return.
    """
    addresses = canonical(known.url), canonical(fresh.url)
    dates = (known.published_at or "")[:_DAY], (fresh.published_at or "")[:_DAY]
    depts = letters(known.dept or ""), letters(fresh.dept or "")
    own = known.external_id, fresh.external_id
    if any(all(pair) and pair[0] != pair[1] for pair in (addresses, dates, depts, own)):
        return False
    return all(dates) or not _unlike(known.body, fresh.body)


def own_id(article: Article) -> str:
    """Give an id to an article whose usual one is another's: all that is known of it together."""
    own = f"\n{article.external_id}" if article.external_id else ""
    return _short(f"{article.title}\n{article.dept}\n{article.published_at}\n{article.body}{own}")


def comment_id(article_id: str, comment: Comment, ordinal: int = 1) -> str:
    """Make ``<article_id>-<8 characters>``; the ``ordinal`` tells true duplicates apart.

    Eight base-32 characters are 40 bits: in a thread of 50,000 comments two fall together once in
    a thousand threads, and are then told apart like duplicates.
    """
    said = letters(comment.text) or " ".join(comment.text.split())
    parts = [fold_name(comment.author), minute(comment.posted_at), said]
    if not any(parts):
        parts.append(comment.external_id or "")
    if ordinal > 1:
        parts.append(str(ordinal))
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).digest()
    return f"{article_id}-{b32encode(digest[:5]).decode().lower()}"


def author_id(name: str | None, registered: bool | None) -> str | None:
    """Give a name's lasting id, None for a name that many share.

    Case and spacing don't count. Whoever writes ``Mike`` without an account need not be the
    registered Mike, so these are two (``r-…``, ``n-…``); where a page doesn't tell who is
    registered, a name counts as unregistered. The id holds across articles: whether a name on
    two sites is one person, it can't know.
    """
    if is_shared(name):
        return None
    return f"{'r' if registered else 'n'}-{_digest(fold_name(name))[:10]}"


def letters(text: str) -> str:
    """Reduce a text to its letters and digits, case folded and compatibility forms unified."""
    if text.isascii():
        return text.lower().translate(_NOT_PLAIN)
    return _NO_LETTERS.sub("", unicodedata.normalize("NFKC", text).casefold())


def minute(posted_at: str | None) -> str:
    """Cut a time to the minute, its zone ignored; a bare date stays one, None gives ""."""
    return (posted_at or "")[:_MINUTE]


def fold_name(name: str | None) -> str:
    """Fold case, compatibility forms and spacing of a name; None gives ""."""
    if not name or name.isascii():
        return " ".join((name or "").lower().split())
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _article_id(thread: Thread) -> str:
    keys = article_keys(thread.article)
    if keys:
        return _short(keys[0])
    shown = (comment for comment in thread.comments if not is_missing(comment))
    return _short("\n".join(comment_id("", comment) for comment in shown))


def _comment_ids(article_id: str, comments: Sequence[Comment]) -> list[str]:
    """Give each comment's id, in the order of ``comments``; no two are equal."""
    alike: dict[str, list[int]] = defaultdict(list)
    for index, comment in enumerate(comments):
        alike[comment_id(article_id, comment)].append(index)
    ids = [""] * len(comments)
    taken = set(alike)
    for first, group in alike.items():
        group.sort(key=lambda index: _counted_by(comments[index]))
        ids[group[0]] = first
        ordinal = 1
        for index in group[1:]:
            ordinal, ids[index] = free_id(article_id, comments[index], taken, ordinal + 1)
            taken.add(ids[index])
    return ids


def free_id(
    article_id: str, comment: Comment, taken: set[str], ordinal: int = 1
) -> tuple[int, str]:
    """Give the first ordinal, from ``ordinal`` on, whose id is not taken, and that id."""
    while (new := comment_id(article_id, comment, ordinal)) in taken:
        ordinal += 1
    return ordinal, new


def _counted_by(comment: Comment) -> tuple[bool, int, int]:
    number = re.search(r"\d{1,18}$", comment.external_id or "")
    return (number is None, int(number[0]) if number else 0, comment.position)


def _unlike(body: str, other: str) -> bool:
    few, many = sorted((_triples(body), _triples(other)), key=len)
    return len(few) >= _ENOUGH_WORDS and len(few & many) < _SHARED_TRIPLES * len(few)


def _triples(text: str) -> set[Trigram]:
    return set(trigrams(re.findall(r"\w+", text.casefold())))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _short(text: str) -> str:
    return _digest(text)[:12]
