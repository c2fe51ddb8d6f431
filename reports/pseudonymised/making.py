"""Writing a database without names, and making sure that it is one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analyzers.carried import carry_over
from reports.ordinary import is_of_ordinary_words
from reports.pseudonymised.columns import LABELS, LEFT_OUT, Columns
from reports.pseudonymised.keys import Key
from reports.pseudonymised.people import People
from reports.pseudonymised.traces import Traces
from threads.clock import now
from threads.copying import (
    PSEUDONYMISED,
    check_place,
    copy_rows,
    is_pseudonymised,
    new_database,
)
from threads.errors import RejoinderError, StoreError
from threads.rows import Row
from threads.schema import TABLES
from threads.store import Store

VERSION = "1"


@dataclass(frozen=True)
class NamesFound:
    """Names that still stand in the file, which none of them names anybody by.

    ``ordinary`` ones are made of ordinary words, or of signs. ``within`` ones are only letters of
    longer words ("rob" of "problem"). ``program`` ones are only found where the program puts
    its own words, in a name that many share, or across two values that lie side by side.
    """

    ordinary: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    program: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pseudonymised:
    """What was written: the file, how many people have a pseudonym, and what is left of names."""

    out: Path
    articles: int
    comments: int
    people: int
    left: NamesFound


def pseudonymise(
    store: Store, out: Path, key: Key, *, shorten: bool = False, replace: bool = False
) -> Pseudonymised:
    """Write a copy of a database in which people have pseudonyms; the database is only read.

    ``shorten`` leaves the first words of what commenters wrote; ``replace`` puts the copy in the
    place of a file that is there. Raises ``StoreError``, and ``RejoinderError`` naming what is left
    where a name still stands in the copy, which then isn't written.
    """
    check_place(store.path, out, replace=replace)
    if is_pseudonymised(store):
        raise StoreError(
            "this database has pseudonyms already",
            where=str(store.path),
            remedy="begin with the one that has the names",
        )
    people = People(store, key)
    with new_database(out) as new:
        _fill(store, new, people, shorten=shorten)
        articles = {row["id"]: key.article_id(row["id"]) for row in store.query(_ARTICLES)}
        carry_over(store, new, articles)
        _note(new, people, shorten=shorten)
        new.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        left = names_left(new, people)
    (count,) = store.query("SELECT count(*) AS comments FROM comments")
    pseudonyms = len(set(people.names.values()))
    return Pseudonymised(out, len(articles), count["comments"], pseudonyms, left)


_ARTICLES = "SELECT id FROM articles"


def _fill(old: Store, new: Store, people: People, *, shorten: bool) -> None:
    columns = {
        name: Columns(table, people, shorten=shorten)
        for name, table in TABLES.items()
        if name not in LEFT_OUT
    }

    def changed(table: str, row: Row, article: str | None) -> Row:
        names = people.among(article) if article else people.anywhere
        return columns[table].changed(row, names)

    copy_rows(old, new, changed, LEFT_OUT)


def _note(new: Store, people: People, *, shorten: bool) -> None:
    """Write down how the copy was made; also that nothing is to be read into it."""
    (last,) = new.query("SELECT IFNULL(MAX(id), 0) AS id FROM runs")
    noted = now()
    new.record_run(
        {
            "id": last["id"] + 1,
            "analyzer": PSEUDONYMISED,
            "version": VERSION,
            "parameters": {"shortened": shorten},
            "model_hash": None,
            "started": noted,
            "finished": noted,
            "rows": len(people.names),
        }
    )


def names_left(new: Store, people: People) -> NamesFound:
    """Look for every name in all texts and bytes of a database; raises ``RejoinderError``.

    What is looked for is found whatever the case of its letters.
    """
    said, labels, file = (Traces(people.names) for _ in range(3))
    said.look_in(_texts(new, own=False))
    labels.look_in([*_texts(new, own=True), *people.shared, *people.names.values()])
    file.look_in_file(new.path)
    found = said.found | labels.found | file.found
    ordinary = {name for name in found if is_of_ordinary_words(name)}
    leaks = said.alone - ordinary - labels.alone
    if leaks:
        raise RejoinderError(
            f"{len(leaks)} names still stand in it, so it was not written:"
            f" {', '.join(sorted(leaks)[:5])}",
            where=str(new.path.name),
            remedy="please report it",
        )
    within = said.found - ordinary
    return NamesFound(*(tuple(sorted(s)) for s in (ordinary, within, found - ordinary - within)))


def _texts(new: Store, *, own: bool) -> Iterator[str]:
    """Give every text in a database: the program's ``own`` words, once each, or all else."""
    if own:
        yield from (
            row["sql"] for row in new.query("SELECT sql FROM sqlite_master WHERE sql != ''")
        )
    for name, table in TABLES.items():
        for column in table.columns:
            label = bool({column.name, f"{name}.{column.name}"} & LABELS)
            if label == own and column.kind.startswith("TEXT"):
                distinct = "DISTINCT" if own else ""
                sql = f"SELECT {distinct} {column.name} FROM {name} WHERE {column.name} IS NOT NULL"
                for (value,) in new.db.execute(sql):
                    yield from _strings(value)


def _strings(value: Any) -> Iterator[str]:
    """Give a text as it is stored and, where it is JSON, as it reads."""
    yield str(value)
    if isinstance(value, str) and "\\" in value and value[:1] in {"{", "["}:
        try:
            yield json.dumps(json.loads(value), ensure_ascii=False).replace("\\", "")
        except ValueError:
            return
