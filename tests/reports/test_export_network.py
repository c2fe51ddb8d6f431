"""GEXF and GraphML: the same network, well formed whatever was said, and as Gephi wants it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from reports.exports.graph_files import write_network, xml_text
from tests.reports import exported
from tests.reports.fixture_thread import ARTICLE
from threads.errors import RejoinderError
from threads.store import Store

GEXF = "{http://gexf.net/1.3}"
KINDS = {"string", "integer", "double"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with exported.build(tmp_path / "hostile.db") as opened:
        yield opened


def ids(store: Store) -> list[str]:
    return [article.id for article in store.articles()]


def read(path: Path) -> Any:
    networkx = pytest.importorskip("networkx", reason="networkx is not installed")
    if path.suffix == ".gexf":
        return networkx.read_gexf(path, version="1.3")
    return networkx.read_graphml(path)


def without_ids(graph: Any) -> tuple[dict[str, Any], dict[tuple[str, str], Any]]:
    edges = {
        (source, target): {name: value for name, value in values.items() if name != "id"}
        for source, target, values in graph.edges(data=True)
    }
    return dict(graph.nodes(data=True)), edges


@pytest.mark.parametrize("form", ["gexf", "graphml"])
def test_comments_and_replies_are_nodes_and_edges(store: Store, tmp_path: Path, form: str) -> None:
    nodes, edges = without_ids(read(write_network(store, ids(store), tmp_path / f"n.{form}", form)))
    comments = store.query("SELECT id, article_id, author, text FROM comments")
    replies = store.query("SELECT comment_id, parent_id FROM replies")
    article_of = {row["id"]: row["article_id"] for row in comments}
    assert set(nodes) == {*article_of, *ids(store)}
    assert set(edges) == {
        (r["comment_id"], r["parent_id"] or article_of[r["comment_id"]]) for r in replies
    }
    assert {values["weight"] for values in edges.values()} == {1.0}
    stances = {r["comment_id"]: r for r in store.query("SELECT * FROM stance")}
    for (source, _), values in edges.items():
        told = stances.get(source)
        assert values.get("stance") == (told and told["to_parent"])
        assert values.get("agree") == (told and told["parent_agree"])


@pytest.mark.parametrize("people", [False, True])
def test_both_formats_hold_the_same(store: Store, tmp_path: Path, people: bool) -> None:
    found = [
        without_ids(read(write_network(store, [ARTICLE], tmp_path / f"n.{f}", f, people=people)))
        for f in ("gexf", "graphml")
    ]
    assert found[0] == found[1]


def test_people_have_weights_and_signs(store: Store, tmp_path: Path) -> None:
    out = write_network(store, [ARTICLE], tmp_path / "p.gexf", "gexf", people=True)
    nodes, edges = without_ids(read(out))
    comments = store.query("SELECT * FROM comments WHERE article_id = ?", [ARTICLE])
    person = {row["id"]: row["author_id"] or row["id"] for row in comments}
    assert set(nodes) == {*person.values(), ARTICLE}
    assert sum(values.get("comments", 0) for values in nodes.values()) == len(comments)
    assert {v["sign"] for v in edges.values() if "sign" in v} >= {1, -1}
    expected: dict[tuple[str, str], list[float]] = {}
    rows = store.query("SELECT * FROM replies LEFT JOIN stance USING (comment_id)")
    for row in rows:
        if row["comment_id"] in person:
            ends = person[row["comment_id"]], person.get(row["parent_id"], ARTICLE)
            told = [row["parent_agree"] - row["parent_disagree"]] if row["to_parent"] else []
            if ends[0] != ends[1]:
                expected.setdefault(ends, []).extend(told)
    assert set(edges) == set(expected)
    for ends, values in edges.items():
        balance = sum(expected[ends])
        assert values["weight"] == pytest.approx(max(abs(balance), 0.01), abs=0.001)
        assert values.get("balance", 0) == pytest.approx(balance, abs=0.001)
        assert values["weight"] > 0
        assert values.get("sign", 0) * values.get("balance", 0) >= 0


def test_each_comment_under_a_shared_name_is_somebody_else(store: Store, tmp_path: Path) -> None:
    out = write_network(store, [ARTICLE], tmp_path / "p.gexf", "gexf", people=True)
    nodes, _ = without_ids(read(out))
    shared = store.query(
        "SELECT id FROM comments WHERE author_id IS NULL AND article_id = ?", [ARTICLE]
    )
    assert len(shared) > 1
    assert all(nodes[row["id"]]["role"] == "comment" for row in shared)
    assert len({nodes[row["id"]]["label"] for row in shared}) == len(shared)


def test_people_of_what_was_not_analyzed_are_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(RejoinderError, match="not analyzed yet"):
        write_network(store, ids(store), tmp_path / "p.gexf", "gexf", people=True)
    assert not (tmp_path / "p.gexf").exists()


@pytest.mark.parametrize("people", [False, True])
def test_the_gexf_is_as_gephi_wants_it(store: Store, tmp_path: Path, people: bool) -> None:
    """Check what its schema says; GEXF_SCHEMA may name a copy of that, as RELAX NG."""
    names = [ARTICLE] if people else ids(store)
    out = write_network(store, names, tmp_path / "n.gexf", "gexf", people=people)
    root = etree.parse(out).getroot()
    assert (root.tag, root.get("version")) == (f"{GEXF}gexf", "1.3")
    (graph,) = root.findall(f"{GEXF}graph")
    assert [e.tag.removeprefix(GEXF) for e in graph] == [
        "attributes",
        "attributes",
        "nodes",
        "edges",
    ]
    nodes = [node.get("id") for node in graph.iter(f"{GEXF}node")]
    edges = list(graph.iter(f"{GEXF}edge"))
    assert len(set(nodes)) == len(nodes)
    assert {end for e in edges for end in (e.get("source"), e.get("target"))} <= set(nodes)
    assert len({e.get("id") for e in edges}) == len(edges)
    assert all(float(e.get("weight")) > 0 for e in edges)
    for part, declared in zip(("nodes", "edges"), graph.findall(f"{GEXF}attributes"), strict=True):
        assert {a.get("type") for a in declared} <= KINDS
        known = {a.get("id") for a in declared}
        used = {v.get("for") for v in graph.find(f"{GEXF}{part}").iter(f"{GEXF}attvalue")}
        assert used <= known
    schema = os.environ.get("GEXF_SCHEMA")
    if schema:
        etree.RelaxNG(etree.parse(schema)).assertValid(etree.parse(out))


@pytest.mark.parametrize("form", ["gexf", "graphml"])
def test_hostile_words_stay_words(store: Store, tmp_path: Path, form: str) -> None:
    out = write_network(store, ids(store), tmp_path / f"n.{form}", form)
    written = out.read_text("utf-8")
    assert not [c for c in written if (ord(c) < 32 and c != "\n") or 0x7F <= ord(c) < 0xA0]
    nodes, _ = without_ids(read(out))
    found = {values["text"] for values in nodes.values() if "text" in values}
    for text in exported.HOSTILE:
        assert text in found or "\ufffd" in xml_text(text)


@given(st.text(st.characters(exclude_categories=()), max_size=80))
def test_any_text_is_well_formed(text: str) -> None:
    found = etree.fromstring(f'<a b="{xml_text(text)}">{xml_text(text)}</a>'.encode())
    assert found.get("b") == (found.text or "")
    kept = "".join(c for c in found.get("b") if c != "\ufffd")
    assert kept == "".join(c for c in text if xml_text(c) != "\ufffd" and c != "\ufffd")


def test_a_place_that_can_not_be_written_to(store: Store, tmp_path: Path) -> None:
    (tmp_path / "n.gexf").mkdir()
    with pytest.raises(RejoinderError, match="there is a folder of this name"):
        write_network(store, ids(store), tmp_path / "n.gexf", "gexf")
    assert not list(tmp_path.rglob("*.part"))
