"""``rejoinder diff``: what changed between two readings of a page."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from rejoinder import arguments

if TYPE_CHECKING:
    from collections.abc import Iterable

    from threads.store import Store


@click.command(
    epilog=arguments.example(
        "rejoinder diff opinions.db doorbell",
    )
)
@arguments.database
@click.argument("article", required=False)
@click.option(
    "--since",
    metavar="WHEN",
    help="Compare with the last snapshot before this date, or with the snapshot of this number.",
)
@arguments.as_json
def command(db: str, article: str | None, since: str | None, as_json: bool) -> None:
    """Show what changed on a page between two readings.

    ARTICLE is an id or its beginning, a URL or a part of the title; it may be left out where the
    database DB holds one. Told are comments that are new, edited (taken-out words in [-…-], words
    put in in {+…+}), removed by the site, hidden by readers' flags, and gone from the page. The
    last reading is compared with what was there before, unless --since names an earlier snapshot.
    Files of one page may have any names: they count in order of reading. Another comment page says
    nothing of the comments that it doesn't have.
    """
    from rejoinder.tables import print_json
    from rejoinder.word_diff import lines_of
    from threads.store import Store

    with Store(db, mode="look") as store:
        name = arguments.one_article(store, article)
        before, after = _span(store, name, since)
        found = store.differences(name, before, after) if before < after else []
    if as_json:
        print_json([asdict(difference) for difference in found])
        return
    for difference in found:
        click.echo("\n".join(lines_of(difference)))
    if not found:
        click.echo("rejoinder: no differences", err=True)


def _span(store: Store, article_id: str, since: str | None) -> tuple[int, int]:
    """Give the ids of the two snapshots to compare; the same twice where there is but one."""
    from threads.errors import StoreError

    if since is None:
        return store.last_reading(article_id)
    snapshots = store.snapshots(article_id)
    ids = [row["id"] for row in snapshots]
    if since.isdigit() and int(since) in ids:
        return int(since), ids[-1]
    earlier = [] if since.isdigit() else [r["id"] for r in snapshots if r["read_at"] < since]
    if not earlier:
        raise StoreError(
            f"no snapshot of the article is from before {since}",
            where=str(store.path),
            remedy=f"there are: {', '.join(_named(snapshots))}",
        )
    return earlier[-1], ids[-1]


def _named(snapshots: Iterable[dict[str, Any]]) -> Iterable[str]:
    return (f"{row['id']} ({row['read_at']})" for row in snapshots)
