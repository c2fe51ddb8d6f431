"""``rejoinder compare``: articles, outlets, times or tags side by side."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from rejoinder import arguments
from rejoinder.mistakes import OneOf

if TYPE_CHECKING:
    from analyzers.comparisons.figures import Comparison, Group

_TABLES = (
    ("support", "neutral", "oppose", "lean", "split"),
    ("disagree", "agree", "sentiment", "heat", "frustration"),
)
_NAME, _SHORT_NAME = 26, 18  # characters of a group's name; short beside the number of articles


@click.command(
    epilog=arguments.example(
        "rejoinder compare opinions.db", "rejoinder compare opinions.db --by year"
    )
)
@arguments.database
@arguments.articles
@click.option(
    "--by",
    type=OneOf(["article", "outlet", "month", "year", "tag"]),
    default="article",
    show_default=True,
    help="What to compare: articles one by one, or all articles of an outlet, a month, a year or a"
    " tag taken together.",
)
@arguments.as_json
def command(db: str, articles: tuple[str, ...], by: str, as_json: bool) -> None:
    """Compare articles, and say what differs by more than noise.

    ARTICLE is an id or its beginning, a URL or a part of the title; without any, all articles in
    the database DB are compared. Shares are corrected for the program's known errors; under each
    figure stands its 90% interval. Up to four groups are compared with each other, more of them,
    and tags, each with all other articles. A difference is called more than noise if chance would
    make so large a one, among as many as are tested, in fewer than one of ten comparisons. The
    articles have to be analyzed.
    """
    from rejoinder.tables import print_json
    from reports.comparison import compared, judged, told
    from threads.store import Store

    with Store(db, mode="look") as store, store.one_moment():
        named = [store.resolve(article) for article in dict.fromkeys(articles)]
        ids = list(dict.fromkeys(named)) or [article.id for article in store.articles()]
        comparison = compared(store.db.conn, ids, by)
        mute = not comparison.groups and bool(ids) and judged(store.db.conn, ids)
    said = told(comparison)
    if as_json:
        print_json({**asdict(comparison), "said": list(said.lines())})
    elif comparison.groups:
        _print(comparison)
        _say(said.lines())
    else:
        click.echo(_nothing(db, comparison, mute=mute), err=True)


def _print(comparison: Comparison) -> None:
    from rejoinder.tables import Column, print_table
    from reports.comparison import WORDS

    for measures in _TABLES:
        columns = [Column(comparison.by)]
        if measures is _TABLES[0]:
            columns += [Column("comments", number=True)]
            columns += [] if comparison.apart else [Column("articles", number=True)]
        columns += [Column(WORDS[name].heading, number=True) for name in measures]
        rows = [row for group in comparison.groups for row in _rows(comparison, group, measures)]
        print_table(columns, rows)
        click.echo()


def _rows(
    comparison: Comparison, group: Group, measures: tuple[str, ...]
) -> tuple[list[str], list[str]]:
    """Give a group's figures, and under them their intervals."""
    from reports.comparison import interval, value_of
    from reports.plain import one_line

    sizes = []
    if measures is _TABLES[0]:
        sizes = [f"{group.comments:,}"]
        sizes += [] if comparison.apart else [f"{len(group.articles):,}"]
    figures = [str(value_of(group, name)) for name in measures]
    intervals = [interval(group, name) for name in measures]
    room = _NAME if comparison.apart else _SHORT_NAME
    name = one_line(group.title, room) or group.name
    return [name, *sizes, *figures], ["", *[""] * len(sizes), *intervals]


def _say(lines: Iterable[str]) -> None:
    from rejoinder.terminal import fold, neutralise, text_width

    for line in lines:
        click.echo("\n".join(fold(neutralise(line), text_width())))


def _nothing(db: str, comparison: Comparison, *, mute: bool) -> str:
    """Say why there is nothing to compare; ``mute`` articles are analyzed and have no stance."""
    if comparison.by != "article" and (comparison.lone or comparison.unnamed):
        return f"rejoinder: no {comparison.by} to compare by"
    if mute:
        return "rejoinder: no stances to compare: nothing in these articles could be scored"
    return f"rejoinder: no stances to compare; run first: rejoinder analyze {shlex.quote(db)}"
