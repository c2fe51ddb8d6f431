"""Write the generated docs: the commands' help, the tables, and what sessions on pages print.

python docs/build.py             write what is stale
python docs/build.py --check     write nothing; name what is stale and exit with 1
python docs/build.py --pictures  also photograph the examples' reports (needs Chromium)
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from docs.sessions import WIDTH, run_command, with_outputs  # noqa: E402, F401
from rejoinder.cli import SECTIONS, main  # noqa: E402
from threads.schema_page import describe  # noqa: E402

MADE_BY = "<!-- Written by `make docs`; change the code instead. -->\n"
# Pages whose commands are run, and what they print written under them.
SESSIONS = ("README.md", "docs/exports.md", "docs/researcher.md", "docs/moderator.md")


def cli_page() -> str:
    """Put every command's help on one page, in the order of ``rejoinder --help``."""
    parts = [MADE_BY, "# The commands\n", _fenced(_help(main, "rejoinder"))]
    for heading, names in SECTIONS.items():
        parts.append(f"\n## {heading}\n")
        for name in names:
            command = main.get_command(click.Context(main), name)
            assert command is not None
            parts.append(f"\n### rejoinder {name}\n")
            parts.append(_fenced(_help(command, f"rejoinder {name}")))
            for below in getattr(command, "commands", {}).values():
                title = f"rejoinder {name} {below.name}"
                parts.append(f"\n#### {title}\n")
                parts.append(_fenced(_help(below, title)))
    return "\n".join(parts)


def _help(command: click.Command, name: str) -> str:
    context = click.Context(command, info_name=name, terminal_width=WIDTH, max_content_width=WIDTH)
    context.help_option_names = main.context_settings["help_option_names"]
    return command.get_help(context)


def _fenced(text: str) -> str:
    return f"```text\n{text.rstrip()}\n```"


def schema_page() -> str:
    """Describe every table and column as the store declares them."""
    intro = (
        "What `rejoinder read` and `rejoinder analyze` write. It is a plain SQLite file: any tool\n"
        "that reads SQLite opens it.\n"
    )
    return f"{MADE_BY}\n# The database\n\n{intro}\n{describe()}"


def pages() -> Iterator[tuple[Path, str]]:
    """Yield each page that is generated, whole or in part, with what it should hold."""
    yield ROOT / "docs" / "cli.md", cli_page()
    yield ROOT / "docs" / "schema.md", schema_page()
    for page in map(ROOT.joinpath, SESSIONS):
        yield page, with_outputs(page.read_text("utf-8"))


def stale() -> list[tuple[Path, str]]:
    """List the pages whose file holds something else than it should."""
    return [
        (path, text)
        for path, text in pages()
        if not path.exists() or path.read_text("utf-8") != text
    ]


def run(check: bool, pictures: bool) -> int:
    """Write or check the pages; gives the exit code."""
    found = stale()
    for path, text in found:
        if not check:
            path.write_text(text, "utf-8")
        print(f"{path.relative_to(ROOT)} {'is stale: run make docs' if check else 'written'}")
    if pictures and not check:
        from docs.pictures import take_all

        take_all()
    return int(check and bool(found))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Write the generated docs.")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--pictures", action="store_true")
    options = parser.parse_args()
    sys.exit(run(options.check, options.pictures))
