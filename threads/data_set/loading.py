"""Articles of a data set as a database, which whatever reads databases reads."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from threads import lookup
from threads.data_set.columns import ARTICLE, OF_ARTICLES, from_arrow
from threads.data_set.layout import DataSet, Part
from threads.lookup import ArticleSummary
from threads.rows import Row
from threads.schema import TABLES
from threads.store import Store
from threads.tables import upsert, upsert_values

# Nobody searches what is gone in a moment, and entering words takes longer than all the rest.
_UNSEARCHED = "DROP TRIGGER comments_ai"
# What a report asks of a comment under another article: who wrote it, and whether it is there.
_WHOSE = ("id", "article_id", "position", "author_id", "state")

_UNTOLD = {"text": "", "own_text": "", "subject_lost": 0, "quoted": "[]", "placement": "listed"}


@contextmanager
def opened(folder: Path, names: Sequence[str] = ()) -> Iterator[Store]:
    """Give a passing database of the articles named (see ``Store.resolve``), of all for no name.

    Other articles are in it without their texts and scores, with the comments of people who also
    comment under those named: who is new and who is a regular is told by them. Raises what
    ``DataSet`` raises, and ``ArticleNotFound``.
    """
    data_set = DataSet(folder)
    where = data_set.where()
    if names:
        known = _summaries(data_set, where)
        wanted = {lookup.resolve(name, known, str(folder)) for name in names}
    else:
        wanted = set(where)
    with (
        tempfile.TemporaryDirectory(prefix="rejoinder-") as passing,
        Store(Path(passing, "rejoinder.db")) as store,
    ):
        store.db.execute(_UNSEARCHED)
        for part in data_set.parts.values():
            here = {article for article in part.contents if where[article] is part}
            _load(store, part, here & wanted, whole=here == set(part.contents))
        if wanted != set(where):
            _load_acquaintances(store, data_set, where, wanted)
        store.path = folder  # which messages name
        yield store


def _load(store: Store, part: Part, articles: Collection[str], *, whole: bool) -> None:
    if not articles:
        return
    only = None if whole and len(articles) == len(part.contents) else _among(articles)
    with store.transaction():
        store.db.execute("PRAGMA defer_foreign_keys = ON")
        for name in OF_ARTICLES:
            columns = part.read(name, filters=only)
            upsert_values(store.db, name, from_arrow(TABLES[name], columns))
        for run in part.read("runs").to_pylist():
            ((last,),) = store.db.execute("SELECT IFNULL(MAX(id), 0) FROM runs")
            upsert(store.db, "runs", [{**run, "id": last + 1}])


def _among(articles: Collection[str]) -> Any:
    return [(ARTICLE.name, "in", sorted(articles))]


def _summaries(data_set: DataSet, where: dict[str, Part]) -> list[ArticleSummary]:
    """Give what an article can be named by, of all."""
    names = ("id", "external_id", "title", "url", "author", "outlet", "published_at")
    columns = [*names, "format", "first_read", "claimed_comments"]
    return [
        ArticleSummary(**row, comments=part.contents[row["id"]][0], pages=0, analyzers=0)
        for part in data_set.parts.values()
        for row in part.read("articles", columns=columns).to_pylist()
        if where[row["id"]] is part
    ]


def _load_acquaintances(
    store: Store, data_set: DataSet, where: dict[str, Part], wanted: Collection[str]
) -> None:
    """Load of the other articles what a report on the wanted ones says of them."""
    asked = store.query("SELECT DISTINCT author_id FROM comments WHERE author_id IS NOT NULL")
    people = [row["author_id"] for row in asked]
    bodiless = [name for name in TABLES["articles"].names if name != "body"]
    for part in data_set.parts.values():
        others = {one for one in part.contents if where[one] is part}.difference(wanted)
        if others:
            only = None if len(others) == len(part.contents) else _among(others)
            articles = part.read("articles", bodiless, only).to_pylist()
            comments = _telling(part.read("comments", list(_WHOSE), only), people)
            with store.transaction():
                upsert(store.db, "articles", [{**row, "body": ""} for row in articles])
                upsert(store.db, "comments", [{**row, **_UNTOLD} for row in comments])


def _telling(comments: Any, people: Sequence[str]) -> list[Row]:
    """Give the comments of these people, and one of each article, as it counts if it has any."""
    import pyarrow as pa
    from pyarrow import compute

    present = comments.filter(compute.equal(comments["state"], "present"))
    theirs = compute.is_in(present["author_id"], value_set=pa.array(people, pa.string()))
    rest = [(name, "first") for name in _WHOSE if name != "article_id"]
    firsts = present.group_by("article_id", use_threads=False).aggregate(rest)
    names = {f"{name}_first": name for name, _ in rest}
    found = firsts.rename_columns([names.get(one, one) for one in firsts.column_names])
    rows: list[Row] = [*found.to_pylist(), *present.filter(theirs).to_pylist()]
    return rows
