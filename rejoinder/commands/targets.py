"""``rejoinder targets``: what stance could be scored towards, and how it came out."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from rejoinder import arguments

if TYPE_CHECKING:
    from analyzers.targets.proposals import Proposal
    from reports.targets import NamingRow, TargetRow
    from threads.store import Store

_WORDS = 2  # passages shown for each side


@click.command(
    epilog=arguments.example(
        "rejoinder targets opinions.db doorbell",
        "rejoinder targets opinions.db doorbell --toml > targets.toml",
        "rejoinder analyze opinions.db --targets targets.toml",
        "rejoinder targets opinions.db --scored",
    )
)
@arguments.database
@arguments.article
@click.option("--scored", is_flag=True, help="Show the targets that are scored, and how.")
@click.option("--toml", "as_toml", is_flag=True, help="Print the targets as a file to edit.")
@arguments.as_json
def command(db: str, article: str | None, *, scored: bool, as_toml: bool, as_json: bool) -> None:
    """Propose targets to score stance towards.

    A target is whatever people take sides on besides the article: a country, a firm, a measure.
    Proposed is what ARTICLE (an id or its beginning, a URL, a part of the title) and its thread
    name often, or all articles of the database DB. --scored shows the targets named to
    rejoinder analyze: how many comments are in favor (+), take no side (○), are against (−), the
    article's own score from -1 to 1, and words that these rest on with the comment's number.
    """
    from threads.store import Store

    if as_toml and as_json:
        raise click.UsageError("--toml and --json don't go together")
    with Store(db, mode="look") as store, store.one_moment():
        if scored:
            _scored(store, article, as_toml=as_toml, as_json=as_json)
        else:
            _proposed(store, article, as_toml=as_toml, as_json=as_json)


def _proposed(store: Store, article: str | None, *, as_toml: bool, as_json: bool) -> None:
    from analyzers.targets.file import to_toml
    from rejoinder import api
    from rejoinder.tables import Column, print_json, print_table

    proposals = api.propose_targets(store, article)
    if as_json:
        print_json([_proposal(one) for one in proposals])
    elif as_toml:
        click.echo(to_toml(one.target for one in proposals), nl=False)
    elif proposals:
        columns = (
            Column("target", folding=True),
            Column("also", folding=True),
            Column("in articles", number=True),
            Column("in comments", number=True),
        )
        print_table(columns, map(_proposal_cells, proposals))
        click.echo(f"rejoinder: to score one: {_analyze(store)} --target NAME", err=True)
    else:
        click.echo("rejoinder: nothing is named often enough to propose it", err=True)


def _proposal(one: Proposal) -> dict[str, Any]:
    return {
        "name": one.target.name,
        "aliases": list(one.target.aliases),
        "in_articles": one.in_articles,
        "in_comments": one.in_comments,
    }


def _proposal_cells(one: Proposal) -> tuple[str, ...]:
    also = ", ".join(one.target.aliases)
    return one.target.name, also or "–", f"{one.in_articles:,}", f"{one.in_comments:,}"


def _scored(store: Store, article: str | None, *, as_toml: bool, as_json: bool) -> None:
    from analyzers.targets.file import to_toml
    from analyzers.targets.memory import remembered
    from rejoinder.tables import print_json
    from rejoinder.terminal import one_line
    from reports.targets import NAMINGS, TARGETS

    targets = remembered(store)
    if as_toml:
        click.echo(to_toml(targets), nl=False)
        return
    names = [store.resolve(article)] if article else [one.id for one in store.articles()]
    found = [(name, row) for name in names for row in TARGETS.rows(store.db.conn, name)]
    if as_json:
        print_json([{"article_id": name, **asdict(row)} for name, row in found])
    elif found:
        namings = {name: NAMINGS.rows(store.db.conn, name) for name in names}
        _print_scored(store, found, namings)
    elif targets:
        listed = ", ".join(one.name for one in targets)
        said = one_line(f"found in no comment: {listed}")
        click.echo(f"rejoinder: {said} (or still to be scored: {_analyze(store)})", err=True)
    else:
        click.echo(
            f"rejoinder: no targets yet; name some: {_analyze(store)} --target NAME", err=True
        )


def _analyze(store: Store) -> str:
    return f"rejoinder analyze {shlex.quote(str(store.path))}"


def _print_scored(
    store: Store, found: Sequence[tuple[str, TargetRow]], namings: dict[str, list[NamingRow]]
) -> None:
    from rejoinder.tables import Column, print_table

    columns = [
        Column("target", folding=True),
        *(Column(name, number=True) for name in ("+", "○", "−", "article")),
        Column("words", folding=True),
    ]
    rows = [_scored_cells(row, namings[name]) for name, row in found]
    if len(namings) > 1:
        titles = {one.id: one.title or one.id for one in store.articles()}
        columns.insert(0, Column("in", folding=True))
        rows = [(titles[name], *row) for (name, _), row in zip(found, rows, strict=True)]
    print_table(columns, rows)


def _scored_cells(row: TargetRow, namings: Sequence[NamingRow]) -> tuple[str, ...]:
    from reports.facts import write
    from reports.targets import telling_words

    ours = [naming for naming in namings if naming.target == row.target]
    words = [
        f"{mark} “{told.words}” (#{told.position})"
        for mark, side in (("+", "favor"), ("−", "against"))
        for told in telling_words(ours, side, _WORDS)
    ]
    counts = (f"{number:,}" for number in (row.favor, row.none, row.against))
    return (row.target, *counts, write(row.article_score, "score"), "; ".join(words) or "–")
