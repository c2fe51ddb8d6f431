"""``rejoinder show``: one thread as a tree, or single comments of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from rejoinder import arguments, completing

if TYPE_CHECKING:
    from reports.selection import Wanted


def _number(ctx: click.Context, param: click.Parameter, given: str | None) -> int | None:
    """Read a comment's place on the page, ``3`` or ``#3``."""
    digits = (given or "0").removeprefix("#")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
        raise click.BadParameter(f"{given!r} is no comment's number, such as 12 or #12", ctx, param)
    return None if given is None else int(digits)


@click.command(
    epilog=arguments.example(
        "rejoinder show opinions.db doorbell",
        "rejoinder show opinions.db doorbell --depth 2",
        "rejoinder show opinions.db doorbell --chain 3 --evidence",
        "rejoinder show opinions.db doorbell --by tollbooth --grep key",
        "rejoinder show opinions.db doorbell --unclear",
    )
)
@arguments.database
@arguments.article
@click.option(
    "--chain", metavar="#N", callback=_number, help="Only the chain in which this comment stands."
)
@click.option(
    "--depth",
    type=click.IntRange(min=1),
    metavar="LEVELS",
    help="Only so many levels, 1 being answers to the article; deeper replies are counted.",
)
@click.option(
    "--by",
    metavar="AUTHOR",
    shell_complete=completing.authors,
    help="Only comments of this author, each with what it answers in brief. Any case; a part of the"
    " name is enough where it is in no other.",
)
@click.option(
    "--grep",
    "words",
    metavar="TEXT",
    help="Only comments whose subject or text contains this, marked »so«. Any case, no patterns.",
)
@click.option("--unclear", is_flag=True, help="Only comments whose place or stance is unsure.")
@click.option(
    "--evidence",
    is_flag=True,
    help="Say of each comment why it stands where it does and what its stance was told by, and "
    "list what was mended.",
)
@arguments.full
@arguments.no_pager
@arguments.as_json
def command(db: str, article: str | None, *, as_json: bool, **options: Any) -> None:
    """Print a thread as a tree: who answers whom.

    ARTICLE is an id or its beginning, a URL or a part of the title; it may be left out where the
    database DB holds one. #N is a comment's place on the page, > marks what it quotes. + and −
    say how it stands to what it answers and to the article, once the thread is analyzed. What
    was mended, where the pages were broken or partial, is counted at the end.

    --chain, --depth, --by, --grep and --unclear narrow each other, for --json too. Under a name
    that many share, as Anonymous Coward, --by finds comments of any of them. Unclear is what a
    comment answers where that is less than 50% sure, and a stance where the two likeliest lie
    within 5 points; it is said which.

    On a terminal a pager is used: PAGER, or else less.
    """
    from rejoinder.paging import print_blocks
    from rejoinder.tables import print_json
    from rejoinder.terminal import one_line, text_width
    from rejoinder.tree_view import Style, tree_view
    from reports.threads_shown import as_data, selected
    from threads.store import Store

    with Store(db, mode="look") as store, store.one_moment():
        name = arguments.one_article(store, article)
        selection = selected(store.db.conn, name, _wanted(options))
        if as_json:
            print_json(as_data(store.db.conn, name, selection))
            return
        style = Style(text_width(), options["evidence"], options["full"])
        view = tree_view(store.db.conn, name, selection, style)
    if selection.picked and not selection.shown:
        click.echo(f"rejoinder: {one_line(selection.told[0])}", err=True)
        return
    print_blocks(view.blocks(), paged=not options["no_pager"])


def _wanted(options: dict[str, Any]) -> Wanted:
    from reports.selection import Wanted

    names = ("chain", "depth", "by", "words", "unclear")
    return Wanted(**{name: options[name] for name in names})
