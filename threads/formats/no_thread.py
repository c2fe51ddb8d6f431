"""Pages that can be told at once to be none to read, though an article could be found in them."""

from __future__ import annotations

from threads.errors import PageError
from threads.page import Page

_HEAD = 4_000  # characters in which a page says what it is
_OWN = '<meta name="generator" content="Rejoinder'
# Browsers save a page "as a single file" as a mail: quoted-printable, with every picture in it.
_MAIL = ("mime-version:", "multipart/related")


def refuse(page: Page) -> None:
    """Raise ``PageError`` for a report of ours and for a page that was saved as a mail (MHTML)."""
    head = page.text[:_HEAD]
    if _OWN in head:
        raise PageError(
            "a report of Rejoinder's own, not a page", where=page.source, remedy="leave it out"
        )
    folded = head.casefold()
    if not folded.lstrip().startswith("<") and all(sign in folded for sign in _MAIL):
        raise PageError(
            "a page saved as a single file (MHTML)",
            where=page.source,
            remedy="save it as HTML: “Webpage, Complete” or “HTML Only”",
        )
