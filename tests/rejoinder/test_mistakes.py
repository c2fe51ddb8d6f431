"""Mistakes on the command line are answered with the nearest right thing."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path

import click
import pytest

from rejoinder.mistakes import OneOf
from tests.every_command import commands
from tests.rejoinder.conftest import EXAMPLES, Cli

WRONG_USAGE = [
    ("analyse opinions.db", "Did you mean 'analyze'?"),
    ("audit smaple opinions.db", "Did you mean 'sample'?"),
    ("help", "Did you mean 'rejoinder --help'?"),
    ("help show", "Did you mean 'rejoinder show --help'?"),
    ("doorbells.html", "Did you mean 'rejoinder run doorbells.html -o report.html'?"),
    ("opinions.db", "Did you mean 'rejoinder articles opinions.db'?"),
    ("opinions.db doorbell", "Did you mean 'rejoinder show opinions.db doorbell'?"),
    ("opinions.db chains", "Did you mean 'rejoinder chains opinions.db'?"),
    ("opinions.db show doorbell", "Did you mean 'rejoinder show opinions.db doorbell'?"),
    ("show --hepl", "--help"),
    ("analyze opinions.db --targest x.toml", "--targets"),
    ("analyze opinions.db --engine nueral", "Did you mean 'neural'?"),
    ("export opinions.db --to cvs -o x", "Did you mean 'csv'?"),
    ("chains opinions.db --sort heet", "Did you mean 'heat'?"),
    ("compare opinions.db --by yaer", "Did you mean 'year'?"),
    ("completion fsh", "Did you mean 'fish'?"),
    ("show doorbell opinions.db", "first. Try: rejoinder show opinions.db doorbell"),
    ("report doorbell opinions.db -o x", "Try: rejoinder report opinions.db doorbell"),
    ("read doorbells.html opinions.db", "Try: rejoinder read opinions.db doorbells.html"),
    ("watch ebooks.html opinions.db", "Try: rejoinder watch opinions.db ebooks.html"),
    ("audit sample door opinions.db -o x", "Try: rejoinder audit sample opinions.db door"),
    ("run opinions.db -o x.html", "Try: rejoinder report opinions.db -o report.html"),
    ("show", "For example: rejoinder show opinions.db doorbell"),
    ("read opinions.db", "For example: rejoinder read opinions.db doorbells.html"),
    ("run doorbells.html", "For example: rejoinder run doorbells.html -o report.html"),
    ("report opinions.db", "For example: rejoinder report opinions.db doorbell -o report.html"),
    ("audit sample opinions.db", "For example: rejoinder audit sample opinions.db"),
    ("show opinions.db City Decides", "A title of several words needs quotes"),
]
FAILURES = [
    ("show opinions.db dorbel", "did you mean 063f4c0922fc “City Decides Your Doorbell"),
    ("show opinion.db", "did you mean opinions.db? else make it with: rejoinder read opinion.db"),
    ("analyze doorbells.html", "first: rejoinder read doorbells.db doorbells.html"),
    ("read opinions.db dorbells.html", "did you mean doorbells.html?"),
    ("audit score opinions.db label.csv", "label.csv: no such file (did you mean labels.csv?)"),
    ("analyze opinions.db --targets target.toml", "did you mean targets.toml?"),
    ("analyze opinions.db --only sentimnet", "did you mean sentiment?"),
    ("show opinions.db doorbell --by tolbooth", "did you mean Tollbooth?"),
    ("chains opinions.db --where heta>0.1", "did you mean heat?"),
    ("report opinions.db doorbell --embed spilt", "did you mean split?"),
    ("report opinions.db doorbell -o x.pdf", "no pdf (name it x.html; browsers print it as PDF"),
]


@pytest.fixture
def folder(analyzed: Path) -> Path:
    """Hold what the command lines name, also by names that are nearly theirs."""
    for page in EXAMPLES.glob("*.html"):
        shutil.copy(page, analyzed.parent)
    for name in ("labels.csv", "targets.toml"):
        (analyzed.parent / name).touch()
    return analyzed.parent


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("line", "answer"), WRONG_USAGE)
def test_wrong_usage_is_answered_with_what_is_right(cli: Cli, line: str, answer: str) -> None:
    result = cli(*shlex.split(line))
    assert answer in " ".join(result.stderr.split())
    assert (result.exit_code, result.stdout) == (2, "")


@pytest.mark.parametrize(("line", "answer"), FAILURES)
def test_what_is_not_there_is_answered_with_the_nearest(
    cli: Cli, folder: Path, line: str, answer: str
) -> None:
    before = sorted(path.name for path in folder.iterdir())
    result = cli(*shlex.split(line))
    assert answer in result.stderr
    assert result.exit_code in {1, 3}
    assert sorted(path.name for path in folder.iterdir()) == before


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "line", ["show opinions.db doorbell", "articles opinions.db", "read opinions.db ebooks.html"]
)
def test_what_is_right_is_not_answered(cli: Cli, line: str) -> None:
    assert cli(*shlex.split(line)).exit_code == 0


@pytest.mark.usefixtures("folder")
def test_an_article_whose_name_is_that_of_a_file_is_an_article(cli: Cli) -> None:
    Path("doorbell").touch()
    assert cli("show", "opinions.db", "doorbell").exit_code == 0


@pytest.mark.usefixtures("folder")
def test_nothing_like_it_is_answered_without_a_guess(cli: Cli) -> None:
    assert "Did you mean" not in cli("export", "opinions.db", "--to", "xyz", "-o", "x").stderr
    assert "did you mean" not in cli("read", "opinions.db", "no-such-page").stderr


def test_a_name_with_blanks_is_quoted(cli: Cli, folder: Path) -> None:
    (folder / "opinions.db").rename(folder / "my opinions.db")
    said = cli("show", "doorbell", "my opinions.db").stderr
    assert "Try: rejoinder show 'my opinions.db' doorbell" in " ".join(said.split())


@pytest.mark.parametrize(("name", "command"), [*commands()])
def test_every_choice_tells_the_nearest(name: str, command: click.Command) -> None:
    types = [param.type for param in command.params]
    assert not [one for one in types if isinstance(one, click.Choice) and type(one) is not OneOf]


@pytest.mark.parametrize(
    "words",
    [
        ("report", "opinions.db", "-o"),
        ("report", "opinions.db", "doorbell", "-o", "r.html", "--data"),
        ("report", "opinions.db", "doorbell", "-o", "r.html", "--figures"),
        ("export", "opinions.db", "--to", "csv", "-o"),
        ("pseudonymise", "opinions.db", "-o"),
        ("analyze", "opinions.db", "--out"),
        ("demo", "-o"),
    ],
    ids=lambda words: " ".join((words[0], words[-1])),
)
@pytest.mark.parametrize(
    ("place", "said"), [("", "the name is empty"), ("-", "standard output isn't written to")]
)
def test_a_place_to_write_has_a_name(
    cli: Cli, analyzed: Path, words: tuple[str, ...], place: str, said: str
) -> None:
    before = {path.name for path in Path().iterdir()}
    result = cli(*words, place)
    assert result.exit_code == 2
    assert said in result.stderr
    assert {path.name for path in Path().iterdir()} == before


def test_an_option_of_embed_alone_is_refused_without_it(cli: Cli, analyzed: Path) -> None:
    result = cli("report", analyzed, "doorbell", "-o", "report.html", "--no-plotlyjs")
    assert result.exit_code == 2
    assert "--no-plotlyjs goes with --embed alone" in result.stderr
