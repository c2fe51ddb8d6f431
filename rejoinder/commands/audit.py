"""``rejoinder audit``: labels by hand, and what they correct."""

from __future__ import annotations

import shlex
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rejoinder import arguments
from rejoinder.counting import counted
from rejoinder.mistakes import OneOf

if TYPE_CHECKING:
    from analyzers.audits.agreement import Agreement
    from analyzers.audits.audit import Scored, Share


@click.group(
    epilog=arguments.example(
        "rejoinder audit sample opinions.db doorbell -n 60 -o labels.csv",
        "rejoinder audit score opinions.db labels.csv",
    )
)
def command() -> None:
    """Check stances by hand, and correct the shares.

    sample draws comments into a sheet, a person fills in its column label, score reads it back.
    """


@command.command(
    epilog=arguments.example("rejoinder audit sample opinions.db doorbell -n 60 -o labels.csv")
)
@arguments.database
@arguments.article
@click.option(
    "-n",
    "number",
    type=click.IntRange(min=5),
    default=60,
    show_default=True,
    help="How many comments to draw.",
)
@click.option(
    "-o",
    "--output",
    "out",
    metavar="FILE",
    callback=arguments.place,
    required=True,
    type=click.Path(path_type=Path),
    help="Where the sheet goes, a CSV file; one that is there is left alone.",
)
@click.option(
    "--of",
    "what",
    type=OneOf(["article", "parent"]),
    default="article",
    show_default=True,
    help="Label the stance towards the article, or towards what a comment answers.",
)
@click.option(
    "--seed", type=click.IntRange(min=0), default=20, show_default=True, help="Draws others."
)
def sample(db: str, article: str | None, number: int, out: Path, *, what: str, seed: int) -> None:
    """Draw comments into a sheet to label.

    Comments of ARTICLE (an id or its beginning, a URL, a part of the title), or of the whole
    database DB; rather those whose stance is uncertain, each with a known chance. Fill in the
    column label with one of the choices beside it, or its first letter; leave it empty where you
    can't tell. What the program says is not in the sheet; the last column has what it noticed.
    """
    from analyzers.audits.audit import Draw, sample
    from analyzers.audits.sheet import write_sheet
    from rejoinder.terminal import one_line
    from threads.store import Store

    with Store(db, mode="look") as store, store.one_moment():
        known = store.articles()
        only = known[0].id if len(known) == 1 else None  # so that its figures can be kept
        rows = sample(store, article or only, Draw(number, seed, what))
    write_sheet(out, rows)
    click.echo(
        f"rejoinder: {counted(len(rows), 'comment')} to label in {one_line(str(out))};"
        f" then: {shlex.join(['rejoinder', 'audit', 'score', db, str(out)])}",
        err=True,
    )


@command.command(
    epilog=arguments.example(
        "rejoinder audit score opinions.db labels.csv",
        "rejoinder audit score opinions.db labels.csv labels-of-another.csv",
    )
)
@arguments.database
@click.argument("sheet", metavar="SHEET", type=click.Path(path_type=Path))
@click.argument("second", metavar="[SECOND]", required=False, type=click.Path(path_type=Path))
@click.option("--keep", "kept", is_flag=True, help="Keep the figures in the database, for show.")
@arguments.as_json
def score(db: str, sheet: Path, second: Path | None, *, kept: bool, as_json: bool) -> None:
    """Correct shares by the labels in a sheet.

    Prints how often the program is right, Cohen's kappa, what it takes which label for, and the
    shares of comments and of persons, counted and corrected, with 90% intervals. SECOND is the same
    sheet as another person filled it in: how far both agree is printed, the labels of the first
    SHEET correct.
    """
    from analyzers.audits.audit import keep, score
    from analyzers.audits.sheet import read_sheet
    from rejoinder.tables import print_json
    from threads.store import Store

    with Store(db, mode="change" if kept else "look") as store:
        labels, others = read_sheet(sheet), read_sheet(second) if second else None
        with store.one_moment():
            scored = score(store, labels, others)
        if kept:
            keep(store, scored)
    if as_json:
        print_json(asdict(scored))
    else:
        _print(scored)


def _print(scored: Scored) -> None:
    from analyzers.audits.sheet import CHOICES

    choices = CHOICES[scored.what]
    drawn = f"{scored.program.labelled:,} of {scored.comments:,} comments labelled"
    click.echo(drawn + (f", {scored.unlabelled:,} left open" if scored.unlabelled else ""))
    click.echo(f"right: {_agreed(scored.program)}\n")
    _print_counts("label", "program: ", choices, scored.program)
    click.echo()
    _print_shares(scored.by_comment, "of comments")
    click.echo()
    _print_shares(scored.by_person, "of persons")
    if scored.coders:
        click.echo(f"\ncoders agree on {scored.coders.labelled:,}: {_agreed(scored.coders)}\n")
        _print_counts("first", "second: ", choices, scored.coders)


def _agreed(found: Agreement) -> str:
    from reports.facts import write

    said = f"{found.accuracy:.0%} (90%: {found.accuracy_low:.0%} to {found.accuracy_high:.0%})"
    if found.kappa is None:
        return f"{said}; kappa: – (all the same label)"
    kappa, low, high = (
        write(value, "part") for value in (found.kappa, found.kappa_low, found.kappa_high)
    )
    ends = "no interval can be told" if found.kappa_low is None else f"{low} to {high}"
    return f"{said}; kappa: {kappa} ({ends})"


def _print_counts(first: str, second: str, choices: tuple[str, ...], found: Agreement) -> None:
    from rejoinder.tables import Column, print_table

    columns = [Column(first), *(Column(second + choice, number=True) for choice in choices)]
    rows = zip(choices, found.counts, strict=True)
    print_table(columns, [(choice, *(f"{count:,}" for count in counts)) for choice, counts in rows])


def _print_shares(shares: list[Share], of: str) -> None:
    from rejoinder.tables import Column, print_table

    numbers = (Column("counted", number=True), Column("corrected", number=True))
    print_table(
        (Column(of), *numbers, Column("90%", number=True)),
        [
            (
                one.label,
                f"{one.counted:.0%}",
                f"{one.corrected:.0%}",
                f"{one.low:.0%} to {one.high:.0%}",
            )
            for one in shares
        ],
    )
