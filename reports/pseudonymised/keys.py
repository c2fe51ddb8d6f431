"""The key that pseudonyms are made with, and what is made of it.

Pseudonyms and ids are HMAC-SHA-256 of a name or an id. A plain hash of a name is found again by
hashing a list of names; who hasn't the key can't try. They are written in digits alone, so that
no letters of them happen to be somebody's name.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path

from threads.aside import write_new
from threads.errors import RejoinderError
from threads.identity import fold_name
from threads.names import is_shared

_BYTES = 32
_KEY = re.compile(r"\s*([0-9a-fA-F]{64,256})\s*")
_GROUP = 4
# 40 bits: among 10,000 people two have one pseudonym once in 20,000 databases.
_DIGITS = 12
_LONGEST_FILE = 1_000
_BRACKETED = re.compile(r"(?<!\s)\s*+\([^()]*+\)")


@dataclass(frozen=True)
class Key:
    """A secret; the same one gives the same pseudonyms."""

    secret: bytes

    def __repr__(self) -> str:
        """Tell nothing of the secret: it would end up in a log."""
        return "Key(…)"

    def pseudonym(self, name: str) -> str:
        """Give "Person 4821-7305-9114" for a name, whatever its case and spacing.

        A name that many share stays, without what some sites put behind it in brackets: there
        stands an address of the network.
        """
        if is_shared(name):
            return _BRACKETED.sub("", name) or (name if name.strip("()").isalpha() else "")
        digits = self.digits("name", fold_name(name))
        groups = (digits[start : start + _GROUP] for start in range(0, _DIGITS, _GROUP))
        return f"Person {'-'.join(groups)}"

    def author_id(self, author_id: str) -> str:
        """Give an author's id, which keeps the mark of who is registered (``r-``, ``n-``)."""
        mark, _, rest = author_id.partition("-")
        return f"{mark}-{self.digits('author', rest)}"

    def article_id(self, article_id: str) -> str:
        """Give an article's id."""
        return self.digits("article", article_id)

    def comment_id(self, comment_id: str) -> str:
        """Give a comment's id.

        The old one is a hash of name, time and words, so that whoever has the words finds the
        name by trying names.
        """
        article = comment_id.rpartition("-")[0]
        return f"{self.article_id(article)}-{self.digits('comment', comment_id)}"

    def digits(self, purpose: str, value: str) -> str:
        """Give twelve digits for a value; for another purpose they are others."""
        text = f"{purpose}\0{value}".encode("utf-8", "surrogatepass")
        digest = hmac.new(self.secret, text, hashlib.sha256).digest()
        return str(int.from_bytes(digest, "big") % 10**_DIGITS).zfill(_DIGITS)


def new_key(path: Path) -> Key:
    """Make a key in a file that nobody else can read; raises ``RejoinderError``."""
    secret = secrets.token_bytes(_BYTES)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_new(path, f"{secret.hex()}\n".encode("ascii"), 0o600)
    except OSError as problem:
        raise RejoinderError(
            f"no key can be made there: {problem.strerror or problem}",
            where=str(path),
            remedy="name another place with --key",
        ) from problem
    return Key(secret)


def read_key(path: Path) -> Key:
    """Read a key that ``new_key`` made; raises ``RejoinderError`` for any other file."""
    try:
        with path.open(encoding="ascii", errors="replace") as file:
            text = file.read(_LONGEST_FILE)
    except OSError as problem:
        raise RejoinderError(
            f"the key can't be read: {problem.strerror or problem}",
            where=str(path),
            remedy="mind the file's permissions, or name another with --key",
        ) from problem
    found = _KEY.fullmatch(text)
    if not found or len(found[1]) % 2:
        raise RejoinderError(
            "this is no key: it isn't one line of 64 hexadecimal digits",
            where=str(path),
            remedy="name a file that doesn't exist, and a key is made there",
        )
    return Key(bytes.fromhex(found[1]))


def is_open_to_others(path: Path) -> bool:
    """Tell whether other users of the machine may read the key."""
    if os.name != "posix":
        return False
    return bool(path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH))
