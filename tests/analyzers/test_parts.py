"""An analysis that goes to Parquet: the same rows, nothing twice, and no half part."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from analyzers import parts
from analyzers.run import Where, analyze
from tests.analyzers.archive import ARTICLES, add_story, content, digests
from threads.data_set import drafts
from threads.data_set.layout import DataSet
from threads.data_set.loading import opened
from threads.errors import NotADatabase, RejoinderError, StoreBusy
from threads.store import Store
from threads.tables import values_of

pytest.importorskip("pyarrow", reason="pyarrow is not installed")


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "SIZE", 40)


@pytest.fixture
def copy(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "set"))


@pytest.fixture
def store(read: Path, tmp_path: Path) -> Iterator[Store]:
    with Store(shutil.copy(read, tmp_path / "copied.db")) as copied:
        yield copied


def put(store: Store, out: Path) -> tuple[int, int]:
    """Bring a data set up to date; gives the articles analyzed and those written."""
    summary = analyze(store, engine="fast", where=Where(out=out))
    assert summary.articles == len(store.articles())
    return summary.analyzed, summary.kept


def loaded(out: Path, tmp_path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Give all rows of a data set, as a database has them."""
    with opened(out) as store:
        store.db.execute("VACUUM INTO ?", [str(tmp_path / "loaded.db")])
    found = content(tmp_path / "loaded.db")
    (tmp_path / "loaded.db").unlink()
    return {**found, "runs": []}


def test_a_data_set_holds_what_the_database_would(made: Path, alone: Path, tmp_path: Path) -> None:
    assert loaded(made, tmp_path) == {**content(alone), "runs": []}
    assert len(DataSet(made).parts) > 2
    with opened(made) as store, Store(alone, "look") as other:
        assert store.articles() == other.articles()
        ran = store.query("SELECT DISTINCT analyzer, version, model_hash, parameters FROM runs")
        assert sorted(map(repr, ran)) == sorted(
            map(repr, other.query("SELECT analyzer, version, model_hash, parameters FROM runs"))
        )


def test_rows_that_are_fresh_in_the_database_are_taken(
    alone: Path, made: Path, tmp_path: Path
) -> None:
    with Store(alone, "look") as store:
        assert put(store, tmp_path / "taken") == (0, ARTICLES)
    assert loaded(tmp_path / "taken", tmp_path) == loaded(made, tmp_path)


def test_the_database_is_only_read(store: Store, tmp_path: Path) -> None:
    before = content(store.path)
    put(store, tmp_path / "out")
    assert content(store.path) == before


def test_a_second_run_does_nothing(store: Store, copy: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in copy.rglob("*.parquet")}
    assert put(store, copy) == (0, 0)
    assert {path: path.stat().st_mtime_ns for path in copy.rglob("*.parquet")} == before


def test_only_the_part_of_a_changed_article_is_written_anew(
    store: Store, copy: Path, tmp_path: Path
) -> None:
    changed, before = add_story(store, 5, more=2), digests(copy)
    part = DataSet(copy).where()[changed]
    assert put(store, copy) == (1, 1)
    after = digests(copy)
    gone = {name.split("/")[0] for name in before.keys() - after.keys()}
    assert gone == {part.folder.name}
    assert {name.split("/")[0] for name in after.keys() - before.keys()} == {
        f"part={max(DataSet(copy).parts):06}"
    }
    put(store, tmp_path / "anew")
    assert loaded(copy, tmp_path) == loaded(tmp_path / "anew", tmp_path)


def test_new_articles_join_a_part_that_is_half_empty(
    store: Store, copy: Path, tmp_path: Path
) -> None:
    for number in range(ARTICLES, ARTICLES + 3):  # one at a time, as from day to day
        add_story(store, number)
        assert put(store, copy) == (1, 1)
    found = DataSet(copy)
    assert sum(part.comments < parts.SIZE / 2 for part in found.parts.values()) <= 1
    assert (
        Counter(a for part in found.parts.values() for a in part.contents).most_common(1)[0][1] == 1
    )
    put(store, tmp_path / "anew")
    assert loaded(copy, tmp_path) == loaded(tmp_path / "anew", tmp_path)


def test_hand_labels_that_come_later_are_taken_in(store: Store, copy: Path) -> None:
    article = store.articles()[0].id
    zeros = dict.fromkeys(store.db["article_audit"].columns_dict, 0)
    store.write_rows("article_audit", article, [{**zeros, "article_id": article, "labelled": 7}])
    assert put(store, copy)[1] == 1
    with opened(copy) as found:
        assert [row["labelled"] for row in found.query("SELECT * FROM article_audit")] == [7]
    assert put(store, copy) == (0, 0)


def test_hand_labels_that_come_while_an_article_is_put_there_are_taken_in_next_time(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(table: str, rows: list[dict[str, str]]) -> list[tuple[object, ...]]:
        zeros = dict.fromkeys(store.db["article_audit"].columns_dict, 0)
        article = rows[0]["article_id"]
        store.write_rows("article_audit", article, [{**zeros, "article_id": article}])
        return values_of(table, rows)

    with monkeypatch.context() as patched:
        patched.setattr(parts, "values_of", meanwhile)
        put(store, tmp_path / "out")
    assert put(store, tmp_path / "out")[1] == ARTICLES


def test_what_a_killed_program_leaves_is_no_part_and_is_cleared_away(
    store: Store, copy: Path, tmp_path: Path
) -> None:
    before = loaded(copy, tmp_path)
    first, last = min(DataSet(copy).parts), max(DataSet(copy).parts)
    # One that was being written, and one that had just been written in the place of another.
    half = shutil.copytree(copy / f"part={first:06}", copy / f".part={last + 1:06}")
    (half / "stance.parquet").unlink()
    shutil.copytree(copy / f"part={first:06}", copy / f"part={last + 2:06}")
    assert loaded(copy, tmp_path) == before
    assert put(store, copy) == (0, 0)
    assert first not in DataSet(copy).parts
    assert not half.exists()
    assert loaded(copy, tmp_path) == before


def test_a_full_disk_leaves_no_half_part(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, files = drafts._write_file, 0

    def fill(folder: Path, name: str, columns: object) -> None:
        nonlocal files
        files += 1
        if files > 40:
            raise OSError(28, "No space left on device")
        write(folder, name, columns)

    monkeypatch.setattr(drafts, "_write_file", fill)
    with pytest.raises(StoreBusy, match=r"No space left on device.*finished parts are kept"):
        put(store, tmp_path / "out")
    (part,) = DataSet(tmp_path / "out").parts.values()
    assert not list((tmp_path / "out").glob(".part*"))
    monkeypatch.setattr(drafts, "_write_file", write)
    assert put(store, tmp_path / "out")[0] == ARTICLES - len(part.contents)


def test_ctrl_c_keeps_the_articles_that_are_done(store: Store, tmp_path: Path) -> None:
    done: list[str] = []

    def interrupt(title: str) -> None:
        done.append(title)
        if len(done) == 6:
            raise KeyboardInterrupt

    out = tmp_path / "out"
    with pytest.raises(KeyboardInterrupt):
        analyze(store, progress=interrupt, engine="fast", where=Where(out=out))
    assert len(DataSet(out).where()) == 6
    assert put(store, out)[0] == ARTICLES - 6
    put(store, tmp_path / "anew")
    assert loaded(out, tmp_path) == loaded(tmp_path / "anew", tmp_path)


def test_two_programs_don_t_write_to_one_data_set(store: Store, copy: Path) -> None:
    pytest.importorskip("fcntl")
    with (
        DataSet(copy).writing(),
        pytest.raises(StoreBusy, match="another program is writing to it"),
    ):
        put(store, copy)


def test_a_folder_of_something_else_is_left_alone(store: Store, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").touch()
    with pytest.raises(NotADatabase, match=r"no data set.*--out NEW_FOLDER"):
        put(store, tmp_path / "mine")
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]


def test_a_data_set_takes_all_analyzers(store: Store, tmp_path: Path) -> None:
    with pytest.raises(RejoinderError, match="rows of all analyzers"):
        analyze(store, ["sentiment"], where=Where(out=tmp_path / "out"))
