"""A database without names: nobody's name is anywhere in the file, whatever it is made of."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.shaped import SHAPED, have_bench
from reports.mentions import SOMEBODY
from reports.ordinary import is_of_ordinary_words, tokens_of
from reports.pseudonymised.columns import CUT, IDS, LABELS, LEFT_OUT, LISTS, MADE_LATER
from reports.pseudonymised.keys import Key
from reports.pseudonymised.making import NamesFound, Pseudonymised, names_left, pseudonymise
from reports.pseudonymised.people import People
from tests.threads.builders import comment, page, thread
from threads.errors import RejoinderError, StoreError
from threads.ingest import read_pages
from threads.names import is_shared
from threads.schema import TABLES
from threads.sources import open_pages
from threads.store import Store
from threads.tree import rebuild

KEY = Key(b"k" * 32)
OTHER = Key(b"o" * 32)
NAMES = (
    "Hedgerow", "Mina Ødegård", "甘德", "דנה", "Дмитрий", "O'Brien \"the blower\" <b>", "^_^",
    "Robert'); DROP TABLE comments;--", "Ann", "Annette", "Annette Cole-Ann", "DeputyDan_Ret",
    "a.*(b|c)+$", "Zoë%20Q", "back\\slash", "İsmet", "Straße", "नमिता",
    "mike", "x", "J\u0301oel Quux", "🦔 Igel",
)  # fmt: skip
WORDS = st.sampled_from(
    "the of Mina annette hedge row Dmi three and . , \n > @ / problem realistic %20".split(" ")
)


def stored(path: Path, names: Sequence[str | None], texts: Sequence[str]) -> Store:
    """Store a thread in which each text is a comment, signed in turn; the last is edited."""
    comments = [
        comment(
            n, text, author=names[n % len(names)], subject=f"Re: {text[:60]}", external_id=f"c{n}"
        )
        for n, text in enumerate(texts, 1)
    ]
    article = {"author": names[0], "body": "\n\n".join(texts), "tags": tuple(texts[:2])}
    store = Store(path)
    store.add(rebuild(thread(*comments, **article)), page())
    edited = [*comments[:-1], comment(len(texts), f"{texts[-1]} (edited)", author=names[0])]
    store.add(rebuild(thread(*edited, **article)), page("edited"))
    return store


def copied(folder: Path, names: Sequence[str | None], texts: Sequence[str]) -> Iterator[Store]:
    with stored(folder / "old.db", names, texts) as store:
        made = pseudonymise(store, folder / "new.db", KEY)
    yield Store(made.out, "look")


def names_in_bytes(store: Store, made: Pseudonymised) -> set[str]:
    """Give the names that a search of the file's bytes finds, but for those that were listed."""
    data = made.out.read_bytes().decode("utf-8", "replace").lower()
    names = {
        row["author"]
        for table in ("comments", "versions", "articles")
        for row in store.query(f"SELECT DISTINCT author FROM {table}")
        if row["author"] and not is_shared(row["author"])
    }
    listed = {*made.left.ordinary, *made.left.within, *made.left.program}
    return {name for name in names if name.lower() in data} - listed


@st.composite
def spoken(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """Make up names, and texts in which they stand in all ways that come to mind."""
    name = st.text(min_size=1, max_size=14).filter(str.strip) | st.sampled_from(NAMES)
    names = draw(st.lists(name, min_size=1, max_size=5))
    names += [f"{one}{other}" for one, other in pairwise(names)][:2]
    written = st.sampled_from(names)
    as_said = st.one_of(
        written,
        written.map(str.upper),
        written.map(str.lower),
        written.map(lambda one: f"x{one}s"),
        written.map(lambda one: f"https://example.org/u/{quote(one)}?q={quote_plus(one)}"),
        written.map(lambda one: f"http://example.org/{quote(quote(one))}.html"),
        written.map(lambda one: f"@{one}, {one}'s: “{one}”"),
        WORDS,
    )
    texts = draw(
        st.lists(st.lists(as_said, max_size=6).map(" ".join), min_size=len(names), max_size=9)
    )
    return names, texts


@settings(deadline=None, max_examples=60)
@given(spoken())
def test_no_name_is_anywhere_in_the_file(said: tuple[list[str], list[str]]) -> None:
    names, texts = said
    with tempfile.TemporaryDirectory() as folder:
        with stored(Path(folder) / "old.db", names, texts) as store:
            made = pseudonymise(store, Path(folder) / "new.db", KEY)
            assert names_in_bytes(store, made) == set()
        assert all(map(is_of_ordinary_words, made.left.ordinary))
        assert [name for name in made.left.within if len("".join(tokens_of(name))) > 4] == []


def test_names_go_wherever_they_stand(tmp_path: Path) -> None:
    texts = [
        "Hedgerow says so. As does MINA ØDEGÅRD; and Mina, too, with xHedgerowx.",
        "See https://example.org/wiki/Mina%20%C3%98deg%C3%A5rd and http://example.org/news/17.",
        "My page: https://twitter.com/somebody, https://blog.example/users/17/me, me@example.org.",
        "听甘德说, and Anonymous Coward agrees. A hedge, a row.",
    ]
    people = ["Hedgerow", "Mina Ødegård", "甘德", "Anonymous Coward"]
    (new,) = copied(tmp_path, people, texts)
    hedgerow, mina, gande = map(KEY.pseudonym, people[:3])
    rows = new.query("SELECT author, text FROM comments ORDER BY position")
    assert [row["author"] for row in rows] == [mina, gande, "Anonymous Coward", hedgerow]
    assert [row["text"] for row in rows] == [
        f"{hedgerow} says so. As does {mina}; and {mina}, too, with x{hedgerow}x.",
        "See https://example.org/… and http://example.org/news/17.",
        "My page: https://twitter.com/…, https://blog.example/…, [e-mail].",
        f"听{gande}说, and Anonymous Coward agrees. A hedge, a row. (edited)",
    ]
    assert new.query("SELECT author, body FROM articles")[0]["author"] == hedgerow
    assert "Hedgerow" not in new.query("SELECT body FROM articles")[0]["body"]
    assert [row["text"] for row in new.query("SELECT text FROM versions")] == [
        f"听{gande}说, and Anonymous Coward agrees. A hedge, a row."
    ]
    assert new.search("hedgerow") == []
    assert len(new.search(hedgerow)) == 2


def test_ordinary_words_are_names_in_their_own_thread_only(tmp_path: Path) -> None:
    said = "No, Truth, it is not the truth."
    with stored(tmp_path / "old.db", ["Truth", "Hedgerow"], [said, said]) as store:
        other = thread(
            comment(1, f"{said} Nor Hedgerow's.", author="Quibble"),
            url="https://www.example.org/other",
            title="Another story",
        )
        store.add(rebuild(other), page("other"))
        made = pseudonymise(store, tmp_path / "new.db", KEY)
    with Store(made.out, "look") as new:
        told = [row["text"] for row in new.query("SELECT text FROM comments ORDER BY rowid")]
    truth, hedgerow = KEY.pseudonym("Truth"), KEY.pseudonym("Hedgerow")
    assert told[0] == f"No, {truth}, it is not the truth."
    assert told[2] == f"No, Truth, it is not the truth. Nor {hedgerow}'s."
    assert made.left == NamesFound(ordinary=("Truth",))


def test_a_person_is_the_same_with_the_same_key_only(tmp_path: Path) -> None:
    found = {}
    for name, key in (("one", KEY), ("two", KEY), ("three", OTHER)):
        with stored(tmp_path / f"{name}.db", ["Hedgerow", f"Of {name}"], ["a", name]) as store:
            made = pseudonymise(store, tmp_path / f"{name}-out.db", key)
        with Store(made.out, "look") as new:
            row = new.query("SELECT author, author_id FROM comments WHERE position = 2")[0]
        found[name] = tuple(row.values())
    assert found["one"] == found["two"]
    assert set(found["one"]).isdisjoint(found["three"])


def test_no_id_is_a_hash_that_names_can_be_tried_on(tmp_path: Path) -> None:
    with stored(tmp_path / "old.db", ["Hedgerow", "Quibble"], ["one", "two", "three"]) as store:
        old = {value for name in TABLES for row in store.query(f"SELECT * FROM {name}")
               for value in row.values() if isinstance(value, str) and len(value) > 9}  # fmt: skip
        made = pseudonymise(store, tmp_path / "new.db", KEY)
        snapshots = store.query("SELECT * FROM snapshots")
    data = made.out.read_bytes().decode("utf-8", "replace")
    hashes = {value for value in old if set(value) <= set("abcdef0123456789-rn")}
    assert len(hashes) > 5
    assert not {value for value in hashes if value in data and not value.startswith("20")}
    assert snapshots[0]["sha256"] not in data
    assert "page.html" not in data
    with Store(made.out, "look") as new:
        assert not new.query("SELECT 1 FROM comments WHERE external_id IS NOT NULL")
        assert not new.query("PRAGMA foreign_key_check")


def test_what_is_left_of_words_is_too_little_to_search_for(tmp_path: Path) -> None:
    text = "One two three four five six seven eight nine ten eleven Hedgerow."
    with stored(tmp_path / "old.db", ["Hedgerow"], [text, f"> {text}\n\nTwelve now."]) as store:
        made = pseudonymise(store, tmp_path / "new.db", KEY, shorten=True)
    with Store(made.out, "look") as new:
        for table, column in (
            *(("comments", name) for name in ("text", "own_text", "subject", "quoted")),
            *(("versions", name) for name in ("text", "subject")),
            *(("quotes", "text"), ("replies", "evidence")),
        ):
            told = " ".join(str(row[column]) for row in new.query(f"SELECT * FROM {table}"))
            assert "three four five" not in told.replace("…", " "), (table, column)
        assert new.query("SELECT text FROM comments")[0]["text"] == "One two three four…"
        parameters = new.query("SELECT parameters FROM runs WHERE analyzer = 'pseudonymise'")
    assert json.loads(parameters[0]["parameters"]) == {"shortened": True}


def test_the_database_itself_stays_as_it_is(tmp_path: Path) -> None:
    stored(tmp_path / "old.db", ["Hedgerow"], ["one", "two"]).close()
    before = (tmp_path / "old.db").read_bytes()
    with Store(tmp_path / "old.db", "look") as store:
        made = pseudonymise(store, tmp_path / "new.db", KEY)
    assert (tmp_path / "old.db").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new.db", "old.db"]
    with Store(made.out, "look") as new, pytest.raises(StoreError, match="pseudonyms already"):
        pseudonymise(new, tmp_path / "third.db", KEY)


def test_a_name_that_is_left_stops_the_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.mentions.Mentions.replaced", lambda self, text: text)
    with (
        stored(tmp_path / "old.db", ["Hedgerow"], ["Says Hedgerow."]) as store,
        pytest.raises(RejoinderError, match=r"1 names still stand in it.*Hedgerow"),
    ):
        pseudonymise(store, tmp_path / "new.db", KEY)
    assert [path.name for path in tmp_path.iterdir()] == ["old.db"]


def test_the_last_look_reads_texts_and_bytes(tmp_path: Path) -> None:
    names = ["Hedgerow", "Threaded", "Jim"]
    with stored(tmp_path / "old.db", names, ["a", "b", "c"]) as store:
        people = People(store, KEY)
    with stored(tmp_path / "plain.db", ["Quibble"], ["a jimmy"]) as plain:
        plain.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        assert names_left(plain, people) == NamesFound(within=("Jim",))
        with (tmp_path / "plain.db").open("ab") as file:
            file.write(b"\0\xffhEDGErow\x80")
        left = names_left(plain, people)
        assert left == NamesFound(within=("Jim",), program=("Hedgerow",))


def test_a_part_of_several_names_is_somebody(tmp_path: Path) -> None:
    (new,) = copied(tmp_path, ["Tom Wardle", "Tom Quibble"], ["Hear, hear, Tom.", "Wardle it is."])
    told = [row["text"] for row in new.query("SELECT text FROM comments ORDER BY position")]
    assert told[0] == f"Hear, hear, {SOMEBODY}."
    assert told[1].startswith(KEY.pseudonym("Tom Wardle"))


def test_each_column_of_text_is_thought_of() -> None:
    words = set(
        "author url title outlet dept body subject text name own_text target key read_with".split()
    )
    known = LABELS | IDS | LISTS | CUT | MADE_LATER | words
    for name, table in TABLES.items():
        for column in table.columns if name not in LEFT_OUT else ():
            if column.kind.startswith("TEXT") and not column.references:
                assert {column.name, f"{name}.{column.name}"} & known, (name, column.name)


@pytest.mark.skipif(not have_bench(), reason="the benchmark data isn't there")
@pytest.mark.parametrize("layout", ["full.txt", "nested.html"])
def test_ten_pages_of_real_discussions(layout: str, tmp_path: Path) -> None:
    golds = sorted(SHAPED.glob("*.gold.json"))[:10]
    pages = [str(gold.with_name(gold.name.replace("gold.json", layout))) for gold in golds]
    with Store(tmp_path / "old.db") as store:
        assert read_pages(store, open_pages(pages)).pages == 10
        made = pseudonymise(store, tmp_path / "new.db", KEY)
        assert names_in_bytes(store, made) == set()
    assert made.people > 50
    assert all(map(is_of_ordinary_words, made.left.ordinary))
