"""``rejoinder diff``: what changed between two readings of a page."""

from __future__ import annotations

import click

from rejoinder import arguments


@click.command(
    epilog=arguments.example(
        "rejoinder diff opinions.db doorbell",
        "rejoinder diff opinions.db doorbell --since first --json",
    )
)
@arguments.database
@arguments.article
@click.option(
    "--since",
    metavar="WHEN",
    help="Compare with the last snapshot before this time (2024-05-31, 2024-05-31T09:30, in UTC;"
    " or 90m, 12h, 3d, 2w ago), with the snapshot of this number, or with the first.",
)
@arguments.full
@arguments.no_pager
@arguments.as_json
def command(
    db: str,
    article: str | None,
    *,
    since: str | None,
    full: bool,
    no_pager: bool,
    as_json: bool,
) -> None:
    """Show what changed on a page between two readings.

    ARTICLE is an id or its beginning, a URL or a part of the title; it may be left out where the
    database DB holds one. Counted first and then told are comments that are new, edited (taken-out
    words in [-…-], words put in in {+…+}), under another name, removed or restored by the site,
    hidden by readers' flags or no longer so, and gone from the page. The last reading is compared
    with what was there before, unless --since names an earlier snapshot. Files of one page may have
    any names: they count in order of reading. Another comment page says nothing of the comments
    that it doesn't have.

    The exit code is 0 whether or not anything changed, 1 where there is no such article or
    snapshot; a program asks --json for the counts. On a terminal a pager is used: PAGER, or else
    less.
    """
    from datetime import UTC, datetime

    from rejoinder.diff_lines import DiffLines
    from rejoinder.paging import print_blocks
    from rejoinder.tables import print_json
    from rejoinder.terminal import text_width
    from reports.changes import as_data, changes
    from threads.store import Store

    with Store(db, mode="look") as store, store.one_moment():
        name = arguments.one_article(store, article)
        found = changes(store, name, since, datetime.now(UTC))
    if as_json:
        print_json(as_data(found))
    elif found.comparable:
        print_blocks(DiffLines(found, text_width(), full).blocks(), paged=not no_pager)
    else:
        read = found.until["read_at"]
        why = "the article was read once," if found.readings == 1 else "nothing was read after"
        click.echo(f"rejoinder: nothing to compare: {why} {read}", err=True)
