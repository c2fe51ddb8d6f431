"""``rejoinder articles``: what the database holds."""

from __future__ import annotations

from dataclasses import asdict

import click

from rejoinder import arguments


@click.command(epilog=arguments.example("rejoinder articles opinions.db"))
@arguments.database
@arguments.as_json
def command(db: str, as_json: bool) -> None:
    """List the articles in a database, by date.

    Of "20 of 22" comments the page says it has 22, and 20 were recovered from what was read; a
    number alone means that the page doesn't say how many it has.
    """
    from rejoinder.tables import Column, print_json, print_table
    from threads.store import Store

    with Store(db, mode="look") as store:
        articles = store.articles()
    if as_json:
        print_json([asdict(article) for article in articles])
        return
    columns = (
        Column("id"),
        Column("date"),
        Column("title", folding=True),
        Column("comments", number=True),
        Column("analyzed"),
    )
    rows = [
        (
            article.id,
            (article.published_at or "")[:10],
            article.title or "(no title)",
            _count(article.comments, article.claimed_comments),
            "yes" if article.analyzers else "no",
        )
        for article in articles
    ]
    print_table(columns, rows)


def _count(found: int, claimed: int | None) -> str:
    return f"{found:,}" if claimed is None else f"{found:,} of {claimed:,}"
