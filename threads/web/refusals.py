"""What servers and networks say when they don't give a page, in words for people."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager

import httpcore

from threads.errors import (
    SourceError,
    SourceNotFound,
    SourceRefused,
    SourceUnavailable,
    SourceUnreadable,
)

_SAVE = "save the page in a browser and give the file"
_LATER = "try again later"
_TEXT = ("text/", "application/xhtml", "application/json", "application/xml")
_TEXT_ENDINGS = ("+json", "+xml", "json", "jsonl", "ndjson")
BUSY = frozenset({429, 503})
REDIRECTS = frozenset({301, 302, 303, 307, 308})


@contextmanager
def failures_of(address: str) -> Iterator[None]:
    """Turn every failure of the block into a ``SourceError`` that says where it was."""
    try:
        yield
    except SourceError as error:
        if error.where:
            raise
        raise error.at(address) from error
    except (
        httpcore.TimeoutException,
        httpcore.NetworkError,
        httpcore.ProtocolError,
        httpcore.ProxyError,
    ) as error:
        what, remedy = _reason(error)
        raise SourceUnavailable(what, where=address, remedy=remedy) from error


_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (httpcore.ConnectTimeout, "the server doesn't answer"),
    (httpcore.TimeoutException, "the server is too slow"),
    (httpcore.ProxyError, "the proxy refused"),
    (httpcore.ProtocolError, "the server broke off in the middle or doesn't speak HTTP"),
    (httpcore.ConnectError, "no connection to the server"),
)


def _reason(error: Exception) -> tuple[str, str]:
    cause = error.__cause__ or error.__context__
    if isinstance(cause, ssl.SSLCertVerificationError):
        why = cause.verify_message.rstrip(".")
        return f"the server's certificate isn't valid: {why}", _SAVE
    found = (words for kind, words in _REASONS if isinstance(error, kind))
    return next(found, "the connection was lost"), _LATER


def refuse_status(status: int) -> None:
    """Raise what fits a status that brings no page; 200 and 203 do."""
    if status in (200, 203):
        return
    if status in (404, 410):
        raise SourceNotFound(f"there is no such page ({status})", remedy="is the address right?")
    if status in (401, 402, 403, 407, 451):
        raise SourceRefused(f"the server doesn't give it to programs ({status})", remedy=_SAVE)
    if status in REDIRECTS:
        raise SourceUnavailable(f"leads from redirect to redirect to no page ({status})")
    if status >= 500:
        raise SourceUnavailable(f"the server failed ({status})", remedy=_LATER)
    raise SourceUnavailable(f"the server gave no page ({status})", remedy=_SAVE)


def busy(status: int, seconds: float | None) -> SourceUnavailable:
    """Say that the server wants fewer requests, and for how long, where it says so."""
    wish = f"and asks to come back in {_duration(seconds)}" if seconds else "and doesn't say when"
    return SourceUnavailable(
        f"the server has too much to do ({status}) {wish}",
        remedy="try again then, with a longer delay between requests",
        wait=seconds,
    )


def _duration(seconds: float) -> str:
    for size, name in ((86_400, "days"), (3_600, "hours"), (60, "minutes")):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {name}"
    return f"{seconds:.0f} seconds"


def refuse_type(content_type: str | None) -> None:
    """Raise ``SourceUnreadable`` for a ``Content-Type`` that is no text."""
    kind = (content_type or "text/html").partition(";")[0].strip().lower()
    if not kind.startswith(_TEXT) and not kind.endswith(_TEXT_ENDINGS):
        raise SourceUnreadable(f"{kind[:60]}, not a page", remedy="give the address of an article")


def forbidden() -> SourceRefused:
    """Say that robots.txt forbids the page."""
    return SourceRefused("its robots.txt asks programs not to read this page", remedy=_SAVE)


def no_robots(status: int) -> SourceUnavailable:
    """Say that robots.txt can't be had, so that nothing may be asked for (RFC 9309, 2.3.1.4)."""
    return SourceUnavailable(
        f"its robots.txt, which must be asked first, can't be had ({status})", remedy=_LATER
    )
