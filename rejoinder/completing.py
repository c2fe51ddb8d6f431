"""What the Tab key offers: files, articles of the database, names of commenters.

Shells paste an offer into the command line as it is, so only such are made that no shell takes for
more than a word: titles as their words joined by hyphens (``rejoinder`` finds an article by
them), and of names those without blanks and signs.
"""

from __future__ import annotations

import os
import re
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rejoinder.terminal import one_line
from threads import glance

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_WORDS = re.compile(r"[^\W_]+")
_PLAIN_NAME = re.compile(r"[^\W_][\w.-]*")
_FEWEST_WORDS = 3  # of a title, so that who reads the command line knows which article it is
_MOST = 50


def files(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Leave it to the shell to offer files."""
    return [_item(incomplete, type="file")]


def articles(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Offer the articles of the database that is named before."""
    known = glance.titles(_database(ctx))
    by_id = [(id, title) for id, title in known if incomplete and id.startswith(incomplete)]
    offers = [*by_title(known, incomplete), *by_id]
    return [_item(value, help=one_line(title)) for value, title in offers[:_MOST]]


def authors(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Offer the commenters whose names are a plain word, the most active first."""
    wanted = incomplete.casefold()
    names = (name for name in glance.authors(_database(ctx)) if _PLAIN_NAME.fullmatch(name))
    near = [name for name in names if name.casefold().startswith(wanted)]
    return [_item(name) for name in near[:_MOST]]


def _item(value: str, **told: str) -> CompletionItem:
    from click.shell_completion import CompletionItem  # not loaded to show help

    return CompletionItem(value, **told)


def _database(ctx: click.Context) -> Path:
    """Find the database among the words typed; the shell hands them on with their ``~``."""
    # After an option that still waits for its value, click sorts no words into parameters.
    typed = ctx.params.get("db") or next(iter(ctx.args), "")
    return Path(os.path.expanduser(typed))  # noqa: PTH111 - Path's own raises for no such home


def by_title(known: list[tuple[str, str]], incomplete: str) -> list[tuple[str, str]]:
    """Give for each title that has what is typed, at a word's beginning, words that find it.

    They begin with what is typed, and go on until no other title has them, too.
    """
    wanted = "".join(_words(incomplete))
    split = [(_words(title), title) for _, title in known]
    joined = ["".join(words) for words, _ in split]
    starts = ((words[place:], title) for words, title in split for place in _at(words, wanted))
    offers = (("-".join(_telling(words, wanted, joined)), title) for words, title in starts)
    return list(dict.fromkeys(islice(offers, _MOST)))


def _words(text: str) -> list[str]:
    return _WORDS.findall(text.casefold())


def _at(words: list[str], wanted: str) -> list[int]:
    """Find the first word from which on the title goes on as ``wanted`` does."""
    places = (at for at in range(len(words)) if "".join(words[at:]).startswith(wanted))
    return list(islice(places, 1))


def _telling(words: list[str], wanted: str, titles: list[str]) -> list[str]:
    """Take as many words as are typed, as can be recognised, and as tell the title from others."""
    for number in range(_FEWEST_WORDS, len(words)):
        taken = "".join(words[:number])
        if len(taken) >= len(wanted) and sum(taken in title for title in titles) == 1:
            return words[:number]
    return words
