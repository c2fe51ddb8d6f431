"""The one place that turns failures into a line on stderr and an exit code."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

import click

from rejoinder.terminal import one_line
from threads.errors import RejoinderError

# Beside these: 0 done, 2 wrong usage (click's own), 3 finished but some sources failed (the
# reading's own count decides).
FAILED = 1
INTERRUPTED = 130  # 128 + SIGINT
PIPE_CLOSED = 141  # 128 + SIGPIPE, as of any tool whose reader went away


def complain(error: RejoinderError) -> None:
    """Say one failure in one line: ``rejoinder: where: what (remedy)``."""
    click.echo(f"rejoinder: {one_line(str(error))}", err=True)


def leave(error: BaseException) -> NoReturn:
    """End the command for an expected failure, Ctrl-C or a closed pipe; raise anything else."""
    if isinstance(error, RejoinderError):
        complain(error)
        raise click.exceptions.Exit(FAILED)
    if isinstance(error, KeyboardInterrupt):
        click.echo("\nrejoinder: interrupted", err=True)
        raise click.exceptions.Exit(INTERRUPTED)
    if isinstance(error, BrokenPipeError):
        _forget_stdout()
        raise click.exceptions.Exit(PIPE_CLOSED)
    raise error


def _forget_stdout() -> None:
    """Point stdout at nothing, so that Python's last flush at exit doesn't complain as well."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):  # a stdout without a descriptor has nothing to flush to
        return
