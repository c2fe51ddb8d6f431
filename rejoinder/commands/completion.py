"""``rejoinder completion``: the Tab key, in the shell."""

from __future__ import annotations

import click

from rejoinder import arguments
from rejoinder.mistakes import OneOf


@click.command(
    epilog=arguments.example(
        'eval "$(rejoinder completion bash)"',
        'eval "$(rejoinder completion zsh)"',
        "rejoinder completion fish > ~/.config/fish/completions/rejoinder.fish",
    )
)
@click.argument("shell", metavar="SHELL", type=OneOf(("bash", "zsh", "fish")))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Make the Tab key complete commands, files and articles.

    Prints what SHELL (bash, zsh or fish) needs for that. To have it in every new shell, put the
    line below into ~/.bashrc, or into ~/.zshrc after compinit; fish reads the file by itself.
    After DB, Tab offers the articles in it by words of their titles, after --by the commenters.
    """
    from click.shell_completion import get_completion_class

    made = get_completion_class(shell)
    assert made is not None  # click has all that may be named
    root = ctx.find_root()
    # No version of bash is asked for, as running the script does that.
    script = made(root.command, {}, "rejoinder", "_REJOINDER_COMPLETE")
    template = script.source_template
    if shell == "fish":  # which would end a title or a help at its first comma
        template = template.replace('string split ","', 'string split --max 1 ","')
    click.echo(template % script.source_vars())
