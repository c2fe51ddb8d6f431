"""Arguments that several commands take, and what they mean."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any, NoReturn

import click

from rejoinder import completing
from rejoinder.errors import DATABASE
from rejoinder.mistakes import OneOf, not_a_database
from threads.errors import ArticleNotFound

if TYPE_CHECKING:
    from threads.store import Store


_YEAR = 366 * 86_400


class Amount(click.FloatRange):
    """A number within bounds, and never more than a year has seconds, which clocks can count."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Refuse also what is no number to reckon with: ``nan`` is within all bounds."""
        number = super().convert(value, param, ctx)
        most = _YEAR if self.max is None else self.max
        if not number <= most:
            self.fail(f"{value} is no number up to {most:,}.", param, ctx)
        return number


def remembered(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Note which database the command is at work on, should it fail; a callback of click's."""
    ctx.meta[DATABASE] = value
    return value


def place(ctx: click.Context, param: click.Parameter, value: Any) -> Any:
    """Refuse what names no file or folder to write; a callback of click's.

    Without a name, as from a variable that isn't set, it would be the current folder.
    """
    if value is not None and str(value) == "-":
        raise click.BadParameter("standard output isn't written to; name a file or folder")
    if value == "":
        raise click.BadParameter("the name is empty")
    return value


database = click.argument("db", metavar="DB", type=click.Path(), callback=remembered)
sources = click.argument(
    "sources",
    metavar="SOURCE...",
    nargs=-1,
    required=True,
    callback=not_a_database,
    shell_complete=completing.files,
)
article = click.argument(
    "article",
    required=False,
    callback=not_a_database,
    shell_complete=completing.articles,
)
articles = click.argument(
    "articles",
    metavar="[ARTICLE...]",
    nargs=-1,
    callback=not_a_database,
    shell_complete=completing.articles,
)
output = click.option(
    "-o",
    "--output",
    "out",
    metavar="FILE_OR_DIR",
    shell_complete=completing.files,
    callback=place,
    required=True,
    help="Where the report goes: an .html file for one article, a folder for several.",
)
output_or_embed = click.option(
    "-o",
    "--output",
    "out",
    metavar="FILE_OR_DIR",
    shell_complete=completing.files,
    callback=place,
    help="Where the report goes: an .html file for one article, a folder for several. Required"
    " but with --embed.",
)
title = click.option("--title", help="Heading of the report, in place of the article's title.")
delay = click.option(
    "--delay",
    type=Amount(min=0),
    metavar="SECONDS",
    default=1.0,
    show_default=True,
    help="Wait so long between two requests to one host, where a SOURCE is a web address.",
)
engine = click.option(
    "--engine",
    type=OneOf(("auto", "neural", "fast")),
    default="auto",
    show_default=True,
    help="Who judges stances: the more exact neural, the fast one for archives, or whichever fits"
    " how much there is to score.",
)
jobs = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processes to share the work out to; as many as there are cores unless there is too"
    " little to do.",
)
full = click.option(
    "--full", is_flag=True, help="Print long comments whole; else 12 lines are the most."
)
no_pager = click.option(
    "--no-pager", is_flag=True, help="Print everything at once on a terminal, too."
)
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON for a program.")


def example(*lines: str) -> str:
    """Lay out the example that ends a command's help."""
    return "\n".join(("\b", "Example:", *(f"  {line}" for line in lines)))


def missing(option: str) -> NoReturn:
    """End the command as click does where a required option isn't given."""
    ctx = click.get_current_context()
    raise click.MissingParameter(ctx=ctx, param_hint=option, param_type="option")


def one_article(store: Store, name: str | None) -> str:
    """Give the id of the article that is meant; without a name, of the only one there is.

    Raises ``ArticleNotFound`` where none or several are meant.
    """
    articles = store.articles()
    if name is not None or not articles:
        return store.resolve(name or "")
    if len(articles) > 1:
        where = str(store.path)
        raise ArticleNotFound(
            f"{len(articles):,} articles in this database",
            where=where,
            remedy="name one: its id, URL or a part of its title; "
            f"see: rejoinder articles {shlex.quote(where)}",
        )
    return articles[0].id
