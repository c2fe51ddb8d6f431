"""``rejoinder show``: one thread as a tree."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from rejoinder import arguments

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reports.rows import CommentRow, RepairRow


@click.command(
    epilog=arguments.example(
        "rejoinder show opinions.db doorbell",
        "rejoinder show opinions.db --evidence | less",
    )
)
@arguments.database
@click.argument("article", required=False)
@click.option(
    "--evidence",
    is_flag=True,
    help="Say of each comment why it stands where it does and what its stance was told by, and "
    "list what was mended.",
)
@arguments.as_json
def command(db: str, article: str | None, evidence: bool, as_json: bool) -> None:
    """Print a thread as a tree: who answers whom.

    ARTICLE is an id or its beginning, a URL or a part of the title; it may be left out where the
    database DB holds one. #N is a comment's place on the page, > marks what it quotes. + and −
    say how it stands to what it answers and to the article, once the thread is analyzed. What
    was mended, where the pages were broken or partial, is counted at the end.
    """
    from rejoinder.tables import print_json
    from rejoinder.terminal import text_width
    from rejoinder.tree_view import tree_view
    from reports import queries
    from threads.store import Store

    with Store(db, mode="look") as store:
        name = arguments.one_article(store, article)
        if as_json:
            rows = queries.COMMENTS.rows(store.db.conn, name)
            repairs = queries.REPAIRS.rows(store.db.conn, name)
            print_json(_as_json(rows, repairs))
            return
        view = tree_view(store.db.conn, name, width=text_width(), evidence=evidence)
    for comment in view.blocks():
        click.echo("\n".join(comment))


def _as_json(rows: Iterable[CommentRow], repairs: Iterable[RepairRow]) -> list[dict[str, Any]]:
    """Give the comments, each with its evidence and what was mended about it."""
    mended: dict[int | None, list[dict[str, str]]] = {}
    for each in repairs:
        about = {"kind": each.kind, "detail": each.detail}
        mended.setdefault(each.position, []).append(about)
    return [
        asdict(row)
        | {
            "evidence": json.loads(row.evidence or "{}"),
            "stance_evidence": json.loads(row.stance_evidence or "{}"),
            "repairs": mended.get(row.position, []),
        }
        for row in rows
    ]
