"""What the system does to a command is said in one line; nothing is lost or half-written."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.rejoinder.conftest import Cli
from tests.rejoinder.faulty import ALL, EXAMPLES, LOOKING, MAKING, prepare, run
from tests.threads.builders import first_schema
from threads.store import Store

ROOT = Path(__file__).resolve().parents[2]
SIDE = ("o.db-wal", "o.db-shm", "o.db-watching", "secret.key")  # may be there after a failure
Outcome = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def prepared(analyzed_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prepare(tmp_path_factory.mktemp("prepared"), analyzed_once)


@pytest.fixture
def here(prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Be in a folder with what the commands need."""
    shutil.copytree(prepared, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def confined(folders: tuple[Path, Path], mount: str, free: int, names: list[str]) -> Outcome:
    """Run commands in a disk of their own; skips where the system doesn't allow one."""
    of, place = folders
    run = f"cd '{place}' && exec '{sys.executable}' -m tests.rejoinder.faulty {free} \"$@\""
    script = f"{mount.format(place=place, of=of)} && {run}"
    command = ["unshare", "-rm", "sh", "-c", script, "sh", *names]
    if not shutil.which("unshare"):
        pytest.skip("needs unshare, of Linux")
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=env)
    if done.returncode and "Traceback" not in done.stderr:
        pytest.skip(f"no disk of our own may be mounted: {done.stderr.strip()}")
    found: Outcome = json.loads(done.stdout)
    assert {name: one["bug"] for name, one in found.items()} == dict.fromkeys(names, "")
    return found


TMPFS = "mount -t tmpfs -o size=24m none '{place}' && cp -r '{of}'/. '{place}'"
READ_ONLY = "mount --bind '{of}' '{place}' && mount -o remount,ro,bind '{place}'"
QUICK = [name for name in ALL if name not in {"reports", "run"}]


def test_a_full_disk(prepared: Path, tmp_path: Path) -> None:
    found = confined((prepared, tmp_path), TMPFS, 0, QUICK)
    assert {name for name, one in found.items() if one["code"] == 0} == {*LOOKING}
    for one in (one for one in found.values() if one["code"]):
        assert_no_room(one)


def test_a_disk_that_becomes_full(prepared: Path, tmp_path: Path) -> None:
    names = ["report", "export csv", "pseudonymise", "read", "analyze"]
    found = confined((prepared, tmp_path), TMPFS, 65_536, names)
    for one in found.values():
        assert_no_room(one)


def assert_no_room(one: dict[str, Any]) -> None:
    assert one["code"] == 1
    assert one["said"].startswith("rejoinder: ")
    assert "full" in one["said"] or "No space left" in one["said"]
    assert set(one["new"]) <= {*SIDE}


def test_a_disk_that_can_not_be_written(prepared: Path, tmp_path: Path) -> None:
    found = confined((prepared, tmp_path), READ_ONLY, -1, QUICK)
    assert {name for name, one in found.items() if one["code"] == 0} == {*LOOKING}
    for one in (one for one in found.values() if one["code"]):
        assert one["code"] == 1
        assert "Read-only" in one["said"] or "can't be written to" in one["said"]


def test_an_older_database_is_not_brought_up_to_date_there(prepared: Path, tmp_path: Path) -> None:
    old, place = tmp_path / "old", tmp_path / "place"
    shutil.copytree(prepared, old)
    place.mkdir()
    (old / "o.db").unlink()
    first_schema(old / "o.db")
    found = confined((old, place), READ_ONLY, -1, ["articles", "read"])
    assert "earlier version of Rejoinder" in found["articles"]["said"]
    assert [one["code"] for one in found.values()] == [1, 1]


def test_a_later_database_is_refused_by_all(here: Path) -> None:
    with closing(sqlite3.connect("o.db")) as connection, connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('rejoinder', 'm999_later', '2099-01-01')"
        )
    before = (here / "o.db").read_bytes()
    for words in ALL.values():
        assert_said(words, "written by a later version of Rejoinder")
    assert (here / "o.db").read_bytes() == before


def assert_said(words: tuple[str, ...], said: str) -> None:
    code, line, bug = run(words)
    assert (code, bug) == (1, ""), words
    assert said in line, words


def test_a_database_of_the_first_version_is_taken_by_all_that_look(here: Path) -> None:
    (here / "o.db").unlink()
    first_schema(here / "o.db")
    for name in ("articles", "chains", "compare", "targets", "export csv", "pseudonymise"):
        assert run(ALL[name])[::2] == (0, ""), name


@pytest.mark.parametrize("seed", range(6))
def test_damage_is_said(here: Path, prepared: Path, seed: int) -> None:
    """Bytes are changed all over the file; what still reads well may still be shown."""
    chance = random.Random(seed)
    sound = (prepared / "o.db").read_bytes()
    data = bytearray(sound)
    for _ in range(4 ** (seed + 1)):
        data[chance.randrange(100, len(data))] = chance.randrange(256)
    codes = []
    for name in chance.sample(sorted({*LOOKING, *MAKING, "read"} - {"reports", "report"}), 5):
        (here / "o.db").write_bytes(data)
        code, line, bug = run(ALL[name])
        assert not bug, (name, bug)
        assert code == 0 or line.startswith("rejoinder: "), (name, line)
        codes.append(code)
    assert seed < 4 or 1 in codes


@pytest.mark.parametrize("change", ["cut", "empty", "folder", "page"])
def test_what_is_no_database_is_said_by_all(here: Path, change: str) -> None:
    path = here / "o.db"
    data = path.read_bytes()
    path.unlink()
    if change == "folder":
        path.mkdir()
    else:
        path.write_bytes({"cut": data[: len(data) // 3], "empty": b"", "page": b"<p>" * 99}[change])
    said = {"cut": "damaged", "empty": "empty", "folder": "no file", "page": "no SQLite database"}
    makes = {"read", "run", "watch"} if change == "empty" else set()  # which begin one in it
    for name, words in ALL.items():
        if name not in makes:
            # A report also takes a folder, of another kind, where it can read such a one.
            other = change == "folder" and words[0] == "report"
            no_set = "no data set" if find_spec("pyarrow") else "Parquet needs"
            assert_said(words, no_set if other else said[change])


def test_values_that_can_not_be_are_damage_and_no_bug(here: Path) -> None:
    with closing(sqlite3.connect("o.db")) as connection, connection:
        connection.execute("UPDATE replies SET evidence = '{broken'")
    assert_said(ALL["export convokit"], "the database is damaged: a value in replies.evidence")


def test_a_report_that_fails_half_way_leaves_what_was_there(
    here: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.chdir(here)
    (here / "reports").mkdir()
    (here / "reports" / "index.html").write_text("the old one")
    monkeypatch.setattr("reports.folder.index_page", full)
    result = cli(*ALL["reports"])
    assert result.exit_code == 1
    assert result.stderr.startswith("rejoinder: reports: cannot be written: No space left")
    assert [path.name for path in (here / "reports").iterdir()] == ["index.html"]
    assert (here / "reports" / "index.html").read_text() == "the old one"


def started(*words: str, **how: Any) -> subprocess.Popen[str]:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, "-m", "rejoinder", *words],
        stderr=subprocess.PIPE,
        text=True,
        env=env,
        **how,
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, of Linux")
def test_output_that_can_not_be_written_is_said(here: Path) -> None:
    with Path("/dev/full").open("w") as full:
        process = started("articles", "o.db", stdout=full)
        _, said = process.communicate()
    assert (process.returncode, said) == (
        1,
        "rejoinder: output: can't be read or written: No space left on device\n",
    )


@pytest.mark.skipif(os.name != "posix", reason="it is a shell that closes them")
def test_closed_streams_are_no_failure(here: Path) -> None:
    line = f"'{sys.executable}' -m rejoinder articles o.db >&- 2>&-"
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    assert subprocess.run(line, shell=True, check=False, env=env).returncode == 0


def test_two_that_read_at_once_both_write(tmp_path: Path) -> None:
    both = [
        started("read", "o.db", str(EXAMPLES / name), cwd=tmp_path)
        for name in ("doorbells.html", "ebooks.html")
    ]
    assert [process.communicate()[1].count("1 new") for process in both] == [1, 1]
    with Store(tmp_path / "o.db", "look") as store:
        assert sorted(article.comments for article in store.articles()) == [48, 53]


@pytest.mark.skipif(os.name != "posix", reason="Windows sends Ctrl-C in another way")
@pytest.mark.parametrize("when", ["click.core", "sqlite_utils.db", "threads.lookup"])
def test_ctrl_c_while_modules_are_loaded(here: Path, when: str) -> None:
    """Python tells each module once it is loaded: the first by the start, others at work."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        [sys.executable, "-X", "importtime", "-m", "rejoinder", "show", "o.db", "doorbell"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env=env,
    )
    assert process.stderr
    for line in process.stderr:
        if line.rstrip().endswith(when):
            process.send_signal(signal.SIGINT)
            break
    said = [line for line in process.stderr if not line.startswith("import time:")]
    # Python ends by the signal itself where it struck within a module of generated code.
    assert process.wait() in (130, -signal.SIGINT)
    assert "".join(said).split() == ["rejoinder:", "interrupted"]


@pytest.mark.skipif(os.name != "posix", reason="Windows sends Ctrl-C in another way")
def test_a_ctrl_c_that_python_ignored_is_heard_again() -> None:
    program = (
        "import sys, time, types; from rejoinder import start; start.signal.signal(2, start._end);"
        "start._heard(types.SimpleNamespace(exc_type=KeyboardInterrupt)); time.sleep(20)"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=False, env=env
    )
    assert (done.returncode, done.stderr) == (130, b"\nrejoinder: interrupted\n")


def test_memory_that_runs_out_is_said(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def short(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("rejoinder.api.read", short)
    result = cli("read", "o.db", "page.html")
    assert (result.exit_code, result.stderr) == (
        1,
        "rejoinder: there is too little memory (what was done before is kept)\n",
    )
