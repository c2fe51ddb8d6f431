"""Every command of the command line, for tests that hold all of them to something."""

from __future__ import annotations

from collections.abc import Iterator

import click

from rejoinder.cli import main


def commands(group: click.Group = main, name: str = "") -> Iterator[tuple[str, click.Command]]:
    """Give every command, and those under it, by the words that call it."""
    for each in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), each)
        assert command
        yield f"{name}{each}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{name}{each} ")
