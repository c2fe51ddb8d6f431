"""``rejoinder pseudonymise``: the database as a file to hand on, without people's names."""

from __future__ import annotations

from pathlib import Path

import click

from rejoinder import arguments, completing


@click.command(
    epilog=arguments.example(
        "rejoinder pseudonymise opinions.db -o shared.db --key secret.key",
        "rejoinder pseudonymise opinions.db -o short.db --key secret.key --shorten",
    )
)
@arguments.database
@click.option(
    "-o",
    "--output",
    "out",
    metavar="OUT.db",
    callback=arguments.place,
    required=True,
    shell_complete=completing.files,
    help="The database to write.",
)
@click.option(
    "--key",
    metavar="FILE",
    callback=arguments.place,
    shell_complete=completing.files,
    help="The key that pseudonyms are made with; made where there is none. Without this option it"
    " is pseudonyms.key in your configuration folder.",
)
@click.option(
    "--shorten",
    is_flag=True,
    help="Leave the first four words of what commenters wrote, too few to be searched for.",
)
@click.option("--replace", is_flag=True, help="Write over OUT.db where it is there already.")
@arguments.as_json
def command(
    db: str, *, out: str, key: str | None, shorten: bool, replace: bool, as_json: bool
) -> None:
    """Copy a database, with pseudonyms in place of names.

    OUT.db is what is in DB, to be handed on. The same person has the same pseudonym in every
    database that is made with the same key; who hasn't the key can't guess them, so keep it apart
    from what you hand on. Names that stand in subjects, comments, quotes, articles and addresses
    are replaced too, links to people's pages cut; names that many share stay. At the end all names
    are looked for in the file, and those that are ordinary words are listed. What it protects, and
    what it doesn't: docs/ethics.md.
    """
    from rejoinder import api
    from rejoinder.summaries import tell_key, tell_pseudonymised
    from threads.store import Store

    place = Path(key) if key else Path(click.get_app_dir("rejoinder")) / "pseudonyms.key"
    with Store(db, mode="look") as store:
        made = api.pseudonymise(store, out, key=place, shorten=shorten, replace=replace)
    tell_key(place, new=made.key_is_new, out=made.written.out)
    tell_pseudonymised(made.written, as_json=as_json)
