"""Figures as the data that plotly is given; ``cases/*.json`` hold whole figures, input and output.

After a meant change, ``REWRITE_CASES=1 pytest tests/reports/test_figures.py`` writes the expected
halves anew, to be read before they are committed.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pytest

from reports.camp_queries import PEOPLE, SHARED_NAMES, TIES, PersonRow, SharedNameRow, TieRow
from reports.dynamics import PATHS, PathRow
from reports.figures.flow import flow
from reports.figures.moves import moves
from reports.figures.network import network
from reports.figures.split import Estimates, bars
from reports.figures.strip import BARS, gathered, strip, strips
from reports.figures.targets import bars as target_bars
from reports.figures.timeline import timeline
from reports.figures.tree import ARTICLE as ARTICLE_CELL
from reports.figures.tree import CELLS, folded, icicle
from reports.figures.voices import voices
from reports.figures.words import words
from reports.locale import writing_in
from reports.material import Material, gather
from reports.outline import fold
from reports.palette import LIGHT, Side, in_dark
from reports.queries import STANCE_TO_PARENT, TIMELINE
from reports.queries.flow import FLOW, FlowRow
from reports.rows import MomentRow, StanceRow
from reports.sections.camps import draw
from reports.split import SPLIT, SplitRow
from reports.targets import TARGETS, TargetRow
from reports.words import WordRow
from tests.reports.fixture_thread import ARTICLE, SAID, build_large
from tests.reports.test_outline import tree_of

CASES = sorted(Path(__file__).parent.joinpath("cases").glob("*.json"))


def data(figure: go.Figure) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(figure.to_plotly_json()))
    return found


def drawn(case: dict[str, Any]) -> dict[str, Any]:
    return data(DRAWN[case["figure"]](**case["input"]))


def _split(article: Any, parent: Any, split: Any) -> go.Figure:
    rows = [[StanceRow(**row) for row in named] for named in (article, parent)]
    return bars([Estimates("split", "corrected", SplitRow(**row)) for row in split], *rows)


def _timeline(moments: Any, *, by_time: bool) -> go.Figure:
    return timeline([MomentRow(**row) for row in moments], by_time=by_time)


def _flow(rows: Any, across: str, beyond: list[str]) -> go.Figure:
    return flow([FlowRow(**row) for row in rows], across, beyond)


def _network(people: Any, ties: Any, places: list[tuple[float, float]]) -> go.Figure:
    return network([PersonRow(**row) for row in people], [TieRow(**row) for row in ties], places)


def _moves(steps: Any, along: Any) -> go.Figure:
    return moves([PathRow(**row) for row in steps], along)


def _targets(rows: Any, leads: Any) -> go.Figure:
    found = {(target, label): position for target, label, position in leads}
    return target_bars([TargetRow(**row) for row in rows], found)


def _voices(people: Any, shared: Any) -> go.Figure:
    return voices([PersonRow(**row) for row in people], [SharedNameRow(**row) for row in shared])


def _words(rows: Any) -> go.Figure:
    return words([WordRow(**row) for row in rows])


DRAWN: dict[str, Callable[..., go.Figure]] = {
    "split": _split,
    "timeline": _timeline,
    "flow": _flow,
    "network": _network,
    "moves": _moves,
    "targets": _targets,
    "voices": _voices,
    "words": _words,
}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_figures_are_as_written_down(path: Path) -> None:
    case = json.loads(path.read_text("utf-8"))
    found = drawn(case)
    if os.environ.get("REWRITE_CASES"):
        case["expected"] = found
        path.write_text(json.dumps(case, indent=1, ensure_ascii=False) + "\n", "utf-8")
    assert found == case["expected"]


def test_there_are_cases() -> None:
    assert len(CASES) >= 3


def _estimates(material: Material) -> list[Estimates]:
    return [Estimates("split", "corrected", row) for row in SPLIT.rows(material.db, ARTICLE)]


def _to_parent(material: Material) -> list[StanceRow]:
    return STANCE_TO_PARENT.rows(material.db, ARTICLE)


def colours_of(value: Any) -> set[str]:
    if isinstance(value, dict):
        return {colour for part in value.values() for colour in colours_of(part)}
    if isinstance(value, list):
        return {colour for part in value for colour in colours_of(part)}
    return (
        {value} if isinstance(value, str) and value.startswith("#") and len(value) == 7 else set()
    )


def figures(material: Material) -> list[go.Figure]:
    return [
        bars(_estimates(material), material.to_article, _to_parent(material)),
        icicle(material.tree, folded(material.tree)),
        timeline(TIMELINE.rows(material.db, ARTICLE), by_time=True),
        flow(FLOW.rows(material.db, ARTICLE), "reply", ["support/agree"]),
        draw(PEOPLE.rows(material.db, ARTICLE), TIES.rows(material.db, ARTICLE)),
        moves(PATHS.rows(material.db, ARTICLE)[:3], "depth"),
        target_bars(TARGETS.rows(material.db, ARTICLE), {("the council", "favor"): 1}),
        voices(PEOPLE.rows(material.db, ARTICLE), SHARED_NAMES.rows(material.db, ARTICLE)),
    ]


def test_axes_are_written_in_the_language_asked_for(material: Material) -> None:
    with writing_in("de"):
        steps = moves(PATHS.rows(material.db, ARTICLE)[:3], "depth")
        times = timeline(TIMELINE.rows(material.db, ARTICLE), by_time=True)
    assert "".join(data(steps)["layout"]["yaxis"]["ticktext"][1].split()) == "20%"
    assert data(steps)["layout"]["yaxis"]["ticktext"][1] != "20%"
    layout = data(times)["layout"]
    assert layout["yaxis"]["ticktext"] == ["−1", "−0,5", "0", "+0,5", "+1"]
    assert layout["xaxis"]["tickformatstops"][0]["value"] == "%H:%M\n%-d. %b %Y"


def test_times_of_several_zones_stand_in_utc(material: Material) -> None:
    rows = TIMELINE.rows(material.db, ARTICLE)[:2]
    clocks = ("2019-10-07T10:30:00+05:30", "2019-10-07T08:00:00Z")
    zoned = [replace(row, posted_at=clock) for row, clock in zip(rows, clocks, strict=True)]
    drawn = data(timeline(zoned, by_time=True))
    assert drawn["data"][1]["x"] == ["2019-10-07 05:00", "2019-10-07 08:00"]
    assert drawn["layout"]["xaxis"]["title"]["text"] == "time in UTC"


def test_dots_of_several_comments_have_no_stance_and_lie_below_the_line(
    material: Material,
) -> None:
    rows = TIMELINE.rows(material.db, ARTICLE)[:3]
    several = [replace(row, comments=3, to_article=None) for row in rows[:2]]
    dots, line = data(timeline([*several, rows[2]], by_time=True))["data"]
    assert (dots["name"], line["name"]) == ("comments", "running mean")
    assert set(dots["marker"]["symbol"]) == {"circle"}
    assert dots["hovertext"][0].startswith("<b>#1 to #")


def test_every_colour_has_a_dark_one(material: Material) -> None:
    for figure in figures(material):
        assert colours_of(data(figure)) <= in_dark().keys()


def test_figures_are_the_same_twice(material: Material) -> None:
    twice = [[data(figure) for figure in figures(material)] for _ in range(2)]
    assert twice[0] == twice[1]


def test_bars_have_one_scale_on_both_axes(material: Material) -> None:
    layout = data(bars(_estimates(material), material.to_article, _to_parent(material)))["layout"]
    per_share = [
        (axis["domain"][1] - axis["domain"][0]) / (axis["range"][1] - axis["range"][0])
        for axis in (layout["xaxis"], layout["xaxis2"])
    ]
    assert per_share[0] == pytest.approx(per_share[1])


def test_the_icicle_is_the_reading_list(material: Material) -> None:
    (trace,) = data(icicle(material.tree, folded(material.tree)))["data"]
    assert trace["ids"] == ["article", *material.tree.branches]
    assert trace["customdata"][1:] == [b.row.position for b in material.tree.branches.values()]
    parents = [branch.parent or "article" for branch in material.tree.branches.values()]
    assert trace["parents"] == ["", *parents]
    assert trace["values"][0] == len(SAID)
    for cell, value in zip(trace["ids"], trace["values"], strict=True):
        inside = sum(v for v, p in zip(trace["values"], trace["parents"], strict=True) if p == cell)
        assert inside == value - (cell != "article")  # each cell is its comment and its replies


def test_cells_are_coloured_by_either_stance(material: Material) -> None:
    layout = data(icicle(material.tree, folded(material.tree)))["layout"]
    names = list(material.tree.branches)
    second = 1 + names.index(next(n for n in names if material.tree.branches[n].row.position == 6))
    by = layout["meta"]["by"]
    assert by["article"]["colors"][second] == LIGHT.support.fill
    assert by["parent"]["colors"][second] == LIGHT.oppose.fill
    assert by["parent"]["shapes"][second] == "/"
    counted = Counter(by["article"]["colors"])
    assert counted[LIGHT.oppose.fill] == 4 and counted[LIGHT.support.fill] == 10


def test_labels_and_hovers_obey_no_comment(material: Material) -> None:
    trace = data(icicle(material.tree, folded(material.tree)))["data"][0]
    allowed = ("<b>", "</b>", "<br>")
    for text in (*trace["labels"], *trace["hovertext"]):
        for tag in allowed:
            text = text.replace(tag, "")  # noqa: PLW2901
        assert not set(text) & set("<>{}$")
    assert "texttemplate" not in trace and "hovertemplate" not in trace


def test_a_large_thread_is_folded_and_counted(tmp_path: Path) -> None:
    material = gather(build_large(tmp_path / "large.db", 4_000), ARTICLE)
    shown = folded(material.tree)
    figure = data(icicle(material.tree, shown))
    (trace,) = figure["data"]
    assert len(trace["ids"]) <= CELLS + 1
    folds = {cell for cell in trace["ids"] if cell.startswith("fold-")}
    values = dict(zip(trace["ids"], trace["values"], strict=True))
    foot = sum(material.tree.branches[name].size for name in shown.hidden[""])
    hidden = [value for cell, value in values.items() if cell in folds - {f"fold-{ARTICLE_CELL}"}]
    assert sum(hidden) + foot == shown.count(material.tree) > 0
    assert values[f"fold-{ARTICLE_CELL}"] < values[ARTICLE_CELL] / 7, "the foot is kept low"
    tops = [cell for cell, above in zip(trace["ids"], trace["parents"], strict=True)
            if above == ARTICLE_CELL]  # fmt: skip
    assert sum(values[cell] for cell in tops) == values[ARTICLE_CELL]
    cover = figure["layout"]["meta"]["cover"]
    assert len(cover) == shown.count(material.tree)
    assert set(cover.values()) <= folds
    labels = figure["layout"]["meta"]["labels"]["names"]
    assert sum(map(bool, labels)) < 400, "cells too low to be read have no label"


def test_ten_thousand_levels_make_a_picture(tmp_path: Path) -> None:
    tree = tree_of(None, *range(1, 10_000))
    (trace,) = data(icicle(tree, folded(tree)))["data"]
    assert len(trace["ids"]) == 42
    assert trace["values"][-1] == 9_960


def test_a_fold_leads_to_its_first_comment() -> None:
    tree = tree_of(None, None, 2, 2, 3)
    shown = fold(tree, cells=3, levels=9)
    (trace,) = data(icicle(tree, shown))["data"]
    at = trace["ids"].index("fold-2")
    assert (trace["parents"][at], trace["customdata"][at], trace["values"][at]) == ("2", 3, 3)


def test_a_strip_rises_and_falls() -> None:
    sides: list[Side] = ["support", "oppose", "neutral", "unscored"]
    found = strip(sides)
    assert found.width == 20
    assert found.support == "M0 11v-10h4v10z"
    assert found.oppose == "M5 11v10h4v-10z"
    assert found.neutral == "M10 9.5v3h4v-3z", "what is not scored leaves a gap"
    assert strip([]).width == 0


def test_a_long_strip_is_gathered_without_losing_any() -> None:
    sides: list[Side] = [("support", "oppose", "neutral")[n % 3] for n in range(1_000)]  # type: ignore[misc]
    bars = list(gathered(sides))
    assert len(bars) == BARS
    for shares in zip(*bars, strict=True):
        assert sum(shares) / BARS == pytest.approx(1 / 3, abs=0.02)


def test_every_chain_has_a_strip(material: Material) -> None:
    found = strips(material.tree, {row.position for row in material.chains})
    assert strips(material.tree, [7_000]) == {}
    assert set(found) == {row.position for row in material.chains}
    for row in material.chains:
        assert found[row.position].width == 5 * row.comments
