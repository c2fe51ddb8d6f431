"""The ``rejoinder`` command: what it offers, and nothing of how it is done."""

from __future__ import annotations

import os
import sys

import click

from rejoinder import __version__
from rejoinder.lazy import LazyGroup

SECTIONS = {
    "All at once": ("demo", "run"),
    "Step by step": ("read", "analyze", "report", "export", "pseudonymise"),
    "In the terminal": ("articles", "show", "chains", "compare", "targets", "diff", "watch"),
    "In the browser": ("browse",),
    "By hand": ("audit",),
    "For your shell": ("completion",),
}

NEXT_STEPS = """\b
Start here:
  rejoinder demo                                 an example, to the report
  rejoinder run saved-page.html -o report.html   the same on a page of yours
  rejoinder COMMAND --help                       a command, with an example
"""


@click.group(
    cls=LazyGroup,
    sections=SECTIONS,
    epilog=NEXT_STEPS,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, "-V", "--version", message="rejoinder %(version)s")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Rebuild who answered whom under an article, and see how opinion split."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal without Unicode gets "?" and no traceback
            stream.reconfigure(errors="replace")
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":  # https://no-color.org
        ctx.color = False
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
