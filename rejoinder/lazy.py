"""A click group that imports a command's module only when that command is wanted."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click
from click.exceptions import NoSuchCommand

from rejoinder.errors import DATABASE, leave
from rejoinder.start import at_work


class LazyGroup(click.Group):
    """Find commands in ``rejoinder.commands``, a module each, in the order they are listed.

    ``sections`` maps a heading of the help page to the names under it. A command's module has
    its name and holds a click command called ``command``; it may import nothing heavier than
    click, as the help page loads them all.
    """

    def __init__(self, *, sections: Mapping[str, tuple[str, ...]], **settings: Any) -> None:
        super().__init__(**settings)
        self.sections = sections

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands, section by section."""
        return [name for names in self.sections.values() for name in names]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of ``cmd_name``; None where there is no such command."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = import_module(f"rejoinder.commands.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command in ``args``, or suggest the nearest one."""
        try:
            return super().resolve_command(ctx, args)
        except NoSuchCommand as error:
            from rejoinder.mistakes import command_meant

            commands = self.list_commands(ctx)
            meant = command_meant(args, commands)
            said = f"{error.message} Did you mean '{meant}'?" if meant else None
            raise NoSuchCommand(
                error.command_name, said, possibilities=() if meant else commands, ctx=ctx
            ) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write a table of commands under each section's heading."""
        widest = max(map(len, self.list_commands(ctx)))
        room = formatter.width - widest - 6
        for heading, names in self.sections.items():
            commands = ((name, self.get_command(ctx, name)) for name in names)
            rows = [
                (name.ljust(widest), command.get_short_help_str(room))
                for name, command in commands
                if command
            ]
            with formatter.section(heading):
                formatter.write_dl(rows)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; every expected failure becomes a line and an exit code."""
        try:
            with at_work():
                result = super().invoke(ctx)
                sys.stdout.flush()
        except click.UsageError as error:
            from rejoinder.mistakes import explained

            raise explained(error) from None
        except (Exception, KeyboardInterrupt) as error:
            leave(error, ctx.meta.get(DATABASE))
        return result
