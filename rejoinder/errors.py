"""The one place that turns failures into a line on stderr and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from enum import IntEnum
from typing import NoReturn

import click

from rejoinder.terminal import one_line
from threads.errors import RejoinderError


class ExitCode(IntEnum):
    """What the process says of how it went; usage errors (2) are click's own."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    PARTLY = 3
    INTERRUPTED = 130  # 128 + SIGINT
    PIPE_CLOSED = 141  # 128 + SIGPIPE, as of any tool whose reader went away


def complain(error: RejoinderError) -> None:
    """Say one failure in one line: ``rejoinder: where: what (remedy)``."""
    click.echo(f"rejoinder: {one_line(str(error))}", err=True)


def finish_with_failures(failures: Iterable[RejoinderError], done: int) -> None:
    """Say every failure and leave with 3 where something was ``done`` all the same, 1 where not.

    Returns where nothing failed.
    """
    failed = False
    for error in failures:
        complain(error)
        failed = True
    if failed:
        raise click.exceptions.Exit(ExitCode.PARTLY if done else ExitCode.FAILED)


def leave(error: BaseException) -> NoReturn:
    """End the command for an expected failure, Ctrl-C or a closed pipe; raise anything else."""
    if isinstance(error, RejoinderError):
        complain(error)
        raise click.exceptions.Exit(ExitCode.FAILED)
    if isinstance(error, KeyboardInterrupt):
        click.echo("\nrejoinder: interrupted", err=True)
        raise click.exceptions.Exit(ExitCode.INTERRUPTED)
    if isinstance(error, BrokenPipeError):
        _forget_stdout()
        raise click.exceptions.Exit(ExitCode.PIPE_CLOSED)
    raise error


def _forget_stdout() -> None:
    """Point stdout at nothing, so that Python's last flush at exit doesn't complain as well."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):  # a stdout without a descriptor has nothing to flush to
        return
