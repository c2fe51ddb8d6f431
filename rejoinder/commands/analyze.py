"""``rejoinder analyze``: score what is in the database."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rejoinder import arguments, completing

if TYPE_CHECKING:
    from analyzers.targets.target import Target
    from threads.store import Store


@click.command(
    epilog=arguments.example(
        "rejoinder analyze opinions.db",
        "rejoinder analyze opinions.db --only sentiment",
        "rejoinder analyze opinions.db --target doorbells --target sheriff",
        "rejoinder analyze opinions.db --cluster local --out opinions/",
    )
)
@arguments.database
@click.option("--only", metavar="NAME", multiple=True, help="Run just this analyzer; repeatable.")
@click.option(
    "--targets",
    "file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Score stance towards the targets in this TOML file, in place of those named before.",
)
@click.option(
    "--target",
    "names",
    metavar="NAME",
    multiple=True,
    help="Score stance towards this too; repeatable.",
)
@click.option("--no-targets", "none", is_flag=True, help="Forget the targets named before.")
@arguments.engine
@arguments.jobs
@click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Have Dask share the articles out: the address of its scheduler, as tcp://host:8786, or"
    " local for as many processes here as --jobs says.",
)
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(file_okay=False),
    callback=arguments.place,
    shell_complete=completing.files,
    help="Write all rows to a data set of Parquet files in this folder, and none to DB; rejoinder"
    " report reads it.",
)
@click.option("--verbose", is_flag=True, help="Also say how many rows each analyzer wrote.")
def command(
    db: str,
    only: tuple[str, ...],
    *,
    file: Path | None,
    names: tuple[str, ...],
    none: bool,
    cluster: str | None,
    out: str | None,
    **how: Any,
) -> None:
    """Score stance, sentiment, chains and targets.

    Runs what is stale in the database DB: articles that are new or changed, and analyzers that
    are newer than their last run. So a second run does nothing. With --engine auto, stances stay
    as whichever engine judged them; asking for one by name judges anew what the other did.
    Targets are remembered: name them once, and each later run scores them too. See also:
    rejoinder targets.
    """
    from rejoinder import stages
    from threads.store import Store

    if none and (file or names):
        raise click.UsageError("--no-targets goes with neither --targets nor --target")
    if out and only:
        raise click.UsageError("--out takes the rows of all analyzers; leave out --only")
    if cluster not in {None, "local"} and how["jobs"]:
        raise click.UsageError("a cluster of that address has its own number of workers, no --jobs")
    with Store(db, mode="look" if out and not (none or file or names) else "change") as store:
        targets = () if none else _named(store, file, names)
        stages.analyze(store, only, targets=targets, cluster=cluster, out=out, **how)


def _named(store: Store, file: Path | None, names: tuple[str, ...]) -> tuple[Target, ...] | None:
    """Give the targets to score from now on; None where nothing is said of them."""
    if file is None and not names:
        return None
    from analyzers.targets.file import read_targets
    from analyzers.targets.memory import joined, remembered

    return joined(remembered(store) if file is None else read_targets(file), names)
