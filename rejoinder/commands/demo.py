"""``rejoinder demo``: the main job on a bundled page."""

from __future__ import annotations

import click

from rejoinder import arguments, completing


@click.command(epilog=arguments.example("rejoinder demo", "rejoinder demo -o demo.html"))
@click.option(
    "-o",
    "--output",
    "out",
    metavar="FILE",
    callback=arguments.place,
    shell_complete=completing.files,
    default="rejoinder-demo.html",
    show_default=True,
    help="Where the report goes.",
)
def command(out: str) -> None:
    """See what comes out, on an example page.

    Reads, analyzes and reports a page that comes with the program: an invented discussion of 53
    comments. The path of the report is printed last.
    """
    from rejoinder import stages
    from rejoinder.bundled import example_page

    with stages.temporary_store() as store:
        stages.run(store, [str(example_page())], out)
