"""The one place that turns failures into a line on stderr and an exit code."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import click

from rejoinder.start import INTERRUPTED
from rejoinder.terminal import one_line
from threads.errors import RejoinderError

# Beside these: 0 done, 2 wrong usage (click's own), 3 finished but some sources failed (the
# reading's own count decides).
FAILED = 1
DATABASE = "rejoinder.database"  # in click's ``meta``: the one that the command is at work on
PIPE_CLOSED = 141  # 128 + SIGPIPE, as of any tool whose reader went away
_CLICKS_OWN = (click.ClickException, click.exceptions.Exit, click.Abort)


def complain(error: RejoinderError) -> None:
    """Say one failure in one line: ``rejoinder: where: what (remedy)``."""
    click.echo(f"rejoinder: {one_line(str(error))}", err=True)


def leave(error: BaseException, db: str | None = None) -> NoReturn:
    """End the command for an expected failure, Ctrl-C or a closed pipe; raise anything else.

    What the file system refuses is expected, too, and so is whatever a damaged database leads to:
    ``db`` is looked through for damage before the program takes the blame.
    """
    if isinstance(error, RejoinderError):
        _fail(error)
    if isinstance(error, KeyboardInterrupt):
        with suppress(OSError):
            click.echo("\nrejoinder: interrupted", err=True)
        raise click.exceptions.Exit(INTERRUPTED)
    if isinstance(error, BrokenPipeError):
        _forget_stdout()
        raise click.exceptions.Exit(PIPE_CLOSED)
    if isinstance(error, OSError):
        _forget_stdout()
        where = error.filename if isinstance(error.filename, str) else ""
        what = f"can't be read or written: {error.strerror or error}"
        _fail(RejoinderError(what, where=where or "output"))
    if isinstance(error, MemoryError):
        _fail(RejoinderError("there is too little memory", remedy="what was done before is kept"))
    if db is not None and isinstance(error, Exception) and not isinstance(error, _CLICKS_OWN):
        from threads.database import damaged
        from threads.soundness import flaw

        if how := flaw(Path(db)):
            _fail(damaged(Path(db), how))
    raise error


def _fail(error: RejoinderError) -> NoReturn:
    with suppress(OSError):  # where nothing can be said, the exit code says it
        complain(error)
    raise click.exceptions.Exit(FAILED)


def _forget_stdout() -> None:
    """Point stdout at nothing, so that Python's last flush at exit doesn't complain as well."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):  # a stdout without a descriptor has nothing to flush to
        return
