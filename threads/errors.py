"""What can go wrong while a page becomes rows.

    RejoinderError                  anything we expected might fail; has what, where, remedy
    ├── SourceError                 the source itself could not be had
    │   ├── SourceNotFound          no such file, folder, server or web page
    │   ├── SourceUnreadable        permission, binary data, too large, nothing in it
    │   ├── SourceRefused           not to be asked for: robots.txt, not http, forbidden
    │   └── SourceUnavailable       the server failed, was silent, or wants to be left alone
    ├── PageError                   had, but it is no page that we can read
    └── StoreError                  the database
        ├── NotADatabase            the file is not SQLite, or not one of ours
        ├── StoreTooNew             written by a later version
        ├── StoreBusy               locked, read-only or full
        └── ArticleNotFound         no article, or more than one, answers to the name given

Library code raises these and nothing else for expected failures; foreign errors (``OSError``,
``sqlite3.Error``) are mapped where the foreign library is called. Only ``rejoinder/`` turns them
into messages and exit codes.
"""

from __future__ import annotations

from functools import partial
from typing import Any


class RejoinderError(Exception):
    """Carry one failure as data: what happened, where, and what to do about it."""

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        super().__init__(what, where, remedy)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __reduce__(self) -> tuple[Any, ...]:
        """Let it come whole from another process."""
        made = partial(type(self), where=self.where, remedy=self.remedy)
        return made, (self.what,), self.__dict__

    def __str__(self) -> str:
        """Give one line: ``where: what (remedy)``."""
        line = f"{self.where}: {self.what}" if self.where else self.what
        return f"{line} ({self.remedy})" if self.remedy else line


class SourceError(RejoinderError):
    """The source could not be had."""

    def at(self, where: str) -> SourceError:
        """Give the same failure with the place where it happened."""
        return type(self)(self.what, where=where, remedy=self.remedy)


class SourceNotFound(SourceError):
    """There is no such file or folder, server or web page."""


class SourceUnreadable(SourceError):
    """The source is there but holds nothing that can be read as text."""


class SourceRefused(SourceError):
    """The source may not be asked for: its robots.txt says so, its server, or our own rules."""


class SourceUnavailable(SourceError):
    """The source can't be had now; ``wait`` is after how many seconds it may be, where told."""

    def __init__(
        self, what: str, *, where: str = "", remedy: str = "", wait: float | None = None
    ) -> None:
        super().__init__(what, where=where, remedy=remedy)
        self.wait = wait

    def at(self, where: str) -> SourceUnavailable:
        """Give the same failure with the place where it happened."""
        return SourceUnavailable(self.what, where=where, remedy=self.remedy, wait=self.wait)


class PageError(RejoinderError):
    """The text is no page that any format reads."""


class StoreError(RejoinderError):
    """The database refused, or is not ours."""


class NotADatabase(StoreError):
    """The file is not SQLite, or SQLite without our tables."""


class StoreTooNew(StoreError):
    """The database was written by a later version of Rejoinder."""


class StoreBusy(StoreError):
    """The database is locked, read-only, or its disk is full."""


class ArticleNotFound(StoreError):
    """No article, or more than one, answers to the name given."""
