"""The reply tree as an icicle: a map of the reading list beside it.

It runs as the list does: the article left, each reply a column further right, branches from top
to bottom in reading order, each as tall as it has comments. Plotly paints 10,000 cells in over
thirteen seconds (``maxdepth`` doesn't help) and ``CELLS`` in a third of one, so what is more is
folded into one cell per parent that says how many comments it holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import plotly.graph_objects as go

from reports.facts import write
from reports.figures.layout import base
from reports.outline import Branch, Folded, Outline, fold
from reports.palette import HATCH, LIGHT, MARK, Side, side
from reports.plain import for_hover, for_plotly
from reports.pseudonyms import short
from reports.times import when

CELLS = 500
"""More would be lower than two pixels each, which nobody can tell apart or hit."""
LEVELS = 40
"""More columns than this are too narrow to be seen or hit."""

ARTICLE = "article"
_LOWEST, _TALLEST = 300, 1200  # pixels
_LEGIBLE = 19  # pixels; plotly would shrink the label of a lower cell, so it gets none
_WIDTH = 86  # characters across the whole picture beside the list
_FOOT = 8
"""The chains that are folded away at the foot take one part in so many, however many they are: in a
thread of ten thousand they would leave the drawn ones a fifth of the picture."""


@dataclass(frozen=True, slots=True)
class _Cell:
    id: str
    parent: str
    mark: str
    name: str
    number: str
    hover: str
    size: int
    target: int | None
    by_article: Side
    by_parent: Side


def folded(tree: Outline) -> Folded:
    """Choose what the icicle shows of a thread."""
    return fold(tree, cells=CELLS, levels=LEVELS)


def icicle(tree: Outline, shown: Folded) -> go.Figure:
    """Draw the cells, coloured by stance towards the article.

    ``customdata`` holds the position of the comment that a click leads to. ``layout.meta`` holds
    what the page may change over to (colours ``by`` stance towards the comment answered,
    ``labels`` of numbers where columns are too narrow for names) and ``cover``: the cell that
    stands for each hidden comment, by position.
    """
    cells = _cells(tree, shown)
    levels = min(LEVELS, tree.levels) + 1
    height = max(_LOWEST, min(_TALLEST, 27 * len(tree.branches)))
    layout = base(height, l=0, r=0, t=0, b=0)
    seen = [cell.size * height >= _LEGIBLE * cells[0].size for cell in cells]
    names = [_label(cell, levels) if fits else "" for cell, fits in zip(cells, seen, strict=True)]
    layout.meta = {
        "labels": {
            "names": names,
            "numbers": [
                cell.number if fits else "" for cell, fits in zip(cells, seen, strict=True)
            ],
        },
        "by": {
            "article": _paint([cell.by_article for cell in cells]),
            "parent": _paint([cell.by_parent for cell in cells]),
        },
        "cover": _cover(tree, shown),
        "levels": levels,
    }
    return go.Figure(_trace(cells, layout.meta["by"]["article"], names), layout)


def _label(cell: _Cell, levels: int) -> str:
    """Cut a name to what its column holds: plotly shrinks what is wider, each cell its own way."""
    return " ".join(filter(None, (cell.mark, for_plotly(cell.name, max(4, _WIDTH // levels - 3)))))


def _trace(
    cells: Sequence[_Cell], colours: dict[str, list[str]], labels: Sequence[str]
) -> go.Icicle:
    return go.Icicle(
        ids=[cell.id for cell in cells],
        parents=[cell.parent for cell in cells],
        labels=list(labels),
        values=[cell.size for cell in cells],
        customdata=[cell.target for cell in cells],
        hovertext=[cell.hover for cell in cells],
        hoverinfo="text",
        textinfo="label",
        textposition="top left",
        branchvalues="total",
        sort=False,
        tiling={"orientation": "h", "pad": 0},
        pathbar={"visible": False},
        leaf={"opacity": 1},
        marker={
            "colors": colours["colors"],
            "line": {"color": LIGHT.page, "width": 1},
            "pattern": {
                # not fillmode "overlay": plotly.js 4.1 takes the list of colours for one and warns
                "shape": colours["shapes"], "bgcolor": colours["colors"], "fgcolor": LIGHT.ink,
                "fgopacity": 0.28, "size": 7, "solidity": 0.2,
            },
        },
        insidetextfont={"color": colours["inks"], "size": 11},
        domain={"x": [0, 1], "y": [0, 1]},
    )  # fmt: skip


def _paint(sides: Sequence[Side]) -> dict[str, list[str]]:
    return {
        "colors": [LIGHT.paint(name).fill for name in sides],
        "inks": [LIGHT.paint(name).ink for name in sides],
        "shapes": [HATCH[name] for name in sides],
    }


def _cells(tree: Outline, shown: Folded) -> list[_Cell]:
    """Give the article, then every kept branch in reading order, then the folds."""
    total = len(tree.branches)
    foot = sum(tree.branches[name].size for name in shown.hidden.get("", ()))
    low = min(foot, max(1, (total - foot) // (_FOOT - 1)))
    cells = [
        _Cell(ARTICLE, "", "", "Article", "Art.", f"The article: {write(total, 'count')} comments",
              total - foot + low, None, "unscored", "unscored")
    ]  # fmt: skip
    cells += [_branch_cell(branch) for name, branch in tree.branches.items() if name in shown.kept]
    for parent, hidden in shown.hidden.items():
        cell = _fold_cell(tree, parent, hidden)
        cells.append(cell if parent else replace(cell, size=low))
    return cells


def _branch_cell(branch: Branch) -> _Cell:
    row = branch.row
    by_article, by_parent = side(row.to_article), side(row.to_parent)
    return _Cell(
        row.id, branch.parent or ARTICLE, MARK[by_article], short(row.author or "no name"),
        f"#{row.position}", _hover(branch), branch.size, row.position, by_article, by_parent,
    )  # fmt: skip


def _fold_cell(tree: Outline, parent: str, hidden: Sequence[str]) -> _Cell:
    count = sum(tree.branches[name].size for name in hidden)
    more = f"{write(count, 'count')} more"
    where = "in reply to the article" if not parent else "under this comment"
    first = tree.branches[hidden[0]].row.position
    hover = f"{more} {where}, folded here;<br>the list beside has them all"
    return _Cell(
        f"fold-{parent or ARTICLE}", parent or ARTICLE, "", more, f"+{count}", hover, count, first,
        "unscored", "unscored",
    )  # fmt: skip


def _hover(branch: Branch) -> str:
    row = branch.row
    lines = [
        f"<b>#{row.position} {for_plotly(row.author or 'no name', 40)}</b>",
        for_plotly(when(row.posted_at), 40),
        f"to the article: {row.to_article or 'not scored'}",
    ]
    if row.parent_id is not None:
        lines.append(f"to #{row.parent_position}: {row.to_parent or 'not scored'}")
    if branch.size > 1:
        lines.append(f"{write(branch.size, 'count')} comments in this branch")
    lines.append(for_hover(row.text if row.state == "present" else row.state))
    return "<br>".join(filter(None, lines))


def _cover(tree: Outline, shown: Folded) -> dict[str, str]:
    """Lead from the position of each hidden comment to the fold that holds it."""
    cover: dict[str, str] = {}
    fold_of: dict[str, str] = {}
    for parent, hidden in shown.hidden.items():
        fold_of |= dict.fromkeys(hidden, f"fold-{parent or ARTICLE}")
    for name, branch in tree.branches.items():
        if name in shown.kept:
            continue
        if name not in fold_of:
            fold_of[name] = fold_of[branch.parent or ""]
        cover[str(branch.row.position)] = fold_of[name]
    return cover
