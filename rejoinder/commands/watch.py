"""``rejoinder watch``: for moderators, who want to hear of what happens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from rejoinder import arguments
from rejoinder.mistakes import OneOf

if TYPE_CHECKING:
    from rejoinder.watching.channels import Channel
    from rejoinder.watching.loop import Settings

_SHARE = arguments.Amount(0, 1, min_open=True)


@click.command(
    epilog=arguments.example(
        "rejoinder watch opinions.db pages/ --once",
        "rejoinder watch opinions.db doorbells.html --once --all --json",
    )
)
@arguments.database
@arguments.sources
@click.option(
    "--every",
    type=arguments.Amount(min=30),
    metavar="SECONDS",
    default=300,
    show_default=True,
    help="Ask each address so often. Folders are looked into every 10 seconds.",
)
@arguments.delay
@click.option("--once", is_flag=True, help="Look once and end, as for cron.")
@click.option(
    "--all",
    "tell_all",
    is_flag=True,
    help="Also tell what is there at the first look at a SOURCE.",
)
@click.option(
    "--heat",
    type=_SHARE,
    metavar="HEAT",
    default=0.3,
    show_default=True,
    help="Tell a chain from this heat on, 0 to 1.",
)
@click.option(
    "--pile-on",
    type=_SHARE,
    metavar="PILE-ON",
    default=0.4,
    show_default=True,
    help="Tell a chain from this pile-on on, 0 to 1: many stand against one.",
)
@click.option(
    "--burst",
    "times",
    type=arguments.Amount(min=1, min_open=True),
    metavar="TIMES",
    default=4.0,
    show_default=True,
    help="Tell comments that come so many times as fast as the thread's own rate.",
)
@click.option(
    "--burst-least",
    "least",
    type=click.IntRange(min=2),
    metavar="COMMENTS",
    default=10,
    show_default=True,
    help="Fewer than this are no burst.",
)
@click.option(
    "--burst-minutes",
    "minutes",
    type=arguments.Amount(min=1),
    default=30,
    show_default=True,
    metavar="MINUTES",
    help="How long the time is that a burst is counted in.",
)
@click.option(
    "--newcomer",
    "people",
    type=click.IntRange(min=2),
    metavar="PEOPLE",
    default=3,
    show_default=True,
    help="Tell a newcomer with whose first three comments so many disagree.",
)
@click.option(
    "--engine",
    type=OneOf(("auto", "neural", "fast")),
    default="fast",
    show_default=True,
    help="Who judges stances of what is new; the fast one, as a watch has to keep up.",
)
@click.option("--json", "as_json", is_flag=True, help="Print each event as a line of JSON.")
@click.option(
    "--exec",
    "program",
    metavar="COMMAND",
    help="Run this for each event too, with the event as JSON on its stdin.",
)
@click.option(
    "--webhook",
    metavar="URL",
    envvar="REJOINDER_WEBHOOK",
    help="Post each event to this address too, as JSON; also from $REJOINDER_WEBHOOK.",
)
@click.pass_context
def command(ctx: click.Context, /, db: str, sources: tuple[str, ...], **options: Any) -> None:
    """Tell what happens in threads, as it happens.

    A SOURCE is the address of an article or of a feed of comments, a saved page, or a folder that
    such arrive in. Each is looked at again and again, politely, until Ctrl-C; what is new is read
    into the database DB and scored. Told are, each once, also after a kill and a restart:

    \b
    heat      a chain of replies that grows heated
    pile-on   a chain in which many stand against one
    burst     comments far faster than the thread's own rate
    newcomer  several people who disagree with a newcomer's first comments

    What is there at the first look at a SOURCE counts as known. docs/watching.md says how each is
    measured, and how to watch as a service or from cron. The exit code of --once is 3 where some
    sources could not be read.
    """  # noqa: D301 - click ends its own filling at this
    from rejoinder.watching.start import Politeness, watching

    if "-" in sources:
        raise click.UsageError("standard input can't be watched: name a file, folder or address")
    politeness = Politeness(every=options["every"], delay=options["delay"])
    settings, channels = _settings(options), _channels(options)
    with watching(db, sources, politeness, settings, channels, say=_say) as watch:
        if options["once"]:
            ctx.exit(watch.once())
        watch.run()


def _settings(options: dict[str, Any]) -> Settings:
    from analyzers.bursts import Pace
    from analyzers.events import Thresholds
    from rejoinder.watching.loop import Settings

    limits = Thresholds(
        heat=options["heat"],
        pile_on=options["pile_on"],
        burst=Pace(options["minutes"], options["times"], options["least"]),
        people=options["people"],
    )
    return Settings(limits=limits, engine=options["engine"], tell_all=options["tell_all"])


def _channels(options: dict[str, Any]) -> list[Channel]:
    from rejoinder.watching.channels import Command, Printed, Webhook
    from rejoinder.watching.start import receiver

    channels: list[Channel] = [Printed(click.echo, as_json=options["as_json"])]
    if options["program"] is not None:
        channels.append(Command(options["program"]))
    if options["webhook"]:
        channels.append(Webhook(receiver(options["webhook"])))
    return channels


def _say(line: str) -> None:
    from rejoinder.terminal import one_line

    click.echo(f"rejoinder: {one_line(line)}", err=True)
