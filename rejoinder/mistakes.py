"""What was likely meant by a command line that can't be run."""

from __future__ import annotations

import shlex
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import click

from threads.glance import is_database

_CLOSE = 0.5


class OneOf(click.Choice[str]):
    """A choice that answers a wrong value with the nearest right one."""

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        """Say what may be chosen, and which was likely meant."""
        from difflib import get_close_matches

        said = super().get_invalid_choice_message(value, ctx)
        near = get_close_matches(str(value).lower(), list(self.choices), n=1, cutoff=_CLOSE)
        return f"{said} Did you mean {near[0]!r}?" if near else said


def not_a_database(ctx: click.Context, param: click.Parameter, value: Any) -> Any:
    """Refuse a database in the place of a page or an article; a callback of click's.

    Raises ``UsageError`` with the command line that was likely meant.
    """
    words = (value,) if isinstance(value, str) else tuple(value or ())
    found = next((word for word in words if is_database(Path(word))), None)
    db = ctx.params.get("db")
    if found is None or (db is not None and is_database(Path(db))):
        return value
    if db is None:  # a command without DB, which makes its own
        better = f"rejoinder report {shlex.quote(found)} -o report.html"
        raise click.UsageError(f"{found} is a database, no page. Try: {better}", ctx)
    rest = [word for word in (db, *words) if word != found]
    command = ctx.command_path.removeprefix(ctx.find_root().command_path).split()
    better = shlex.join(["rejoinder", *command, found, *rest])
    raise click.UsageError(f"The database comes first. Try: {better}", ctx)


def command_meant(typed: Sequence[str], commands: Collection[str]) -> str:
    """Guess at the command line where its first word is no command but a file or ``help``.

    Gives "" where there is nothing to guess by.
    """
    first, *rest = typed
    named = [word for word in rest if word in commands]
    if first == "help":
        return f"rejoinder {named[0]} --help" if named else "rejoinder --help"
    if not Path(first).exists():
        return ""
    if named:
        others = [word for word in rest if word != named[0]]
        return shlex.join(["rejoinder", named[0], first, *others])
    if is_database(Path(first)):
        return shlex.join(["rejoinder", "show" if rest else "articles", first, *rest])
    return shlex.join(["rejoinder", "run", first, *rest]) + " -o report.html"


def explained(error: click.UsageError) -> click.UsageError:
    """Give a usage error that also says what would have been right, where that can be told."""
    if error.ctx is None:
        return error
    if isinstance(error, click.MissingParameter):
        example = _example(error.ctx.command)
        said = " ".join((error.message, f"For example: {example}" if example else "")).strip()
        known = (error.param, error.param_hint, error.param_type)
        return click.MissingParameter(said, error.ctx, *known)
    if "extra argument" in error.message and error.ctx.params.get("article"):
        remedy = "A title of several words needs quotes, or one word of it is enough"
        return click.UsageError(f"{error.message}. {remedy}", error.ctx)
    return error


def _example(command: click.Command) -> str:
    lines = (command.epilog or "").splitlines()
    return next((line.strip() for line in lines if line.startswith("  rejoinder ")), "")
