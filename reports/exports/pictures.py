"""Figures as pictures for a paper: PNG and SVG, drawn by kaleido in the machine's own Chromium.

The same figure gives the same bytes. Nothing is asked of any network: plotly.js is the installed
package's, MathJax is off, and the browser's own requests go to a proxy that isn't there.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from reports.figures.standing_alone import standing_alone
from threads.errors import RejoinderError

if TYPE_CHECKING:
    from kaleido import Kaleido

WIDTH = 900
"""Pixels across; the height is the figure's own."""
SCALE = 2
"""A PNG has as many pixels to each: 300 to the inch over a text 15 cm wide."""

FORMATS = ("png", "svg")
_NOWHERE = "http://127.0.0.1:9"  # the port at which nothing is served ("discard", RFC 863)
_UID = re.compile(r'<defs id="defs-([0-9a-f]+)"')


def draw(figures: Mapping[str, go.Figure]) -> dict[str, bytes]:
    """Draw each figure in each format; gives pictures by file name (``split.png``).

    Raises ``RejoinderError`` where kaleido or a Chromium is missing, or the browser fails.
    """
    if not figures:
        return {}
    _import_kaleido()
    # On a thread of its own: where a loop runs already, as in a notebook, no other may.
    with ThreadPoolExecutor(1) as alone:
        return alone.submit(asyncio.run, _draw(figures)).result()


def _import_kaleido() -> None:
    try:
        import kaleido  # noqa: F401
    except ImportError:
        raise RejoinderError(
            "pictures need kaleido, which is not installed",
            remedy="pip install 'rejoinder[figures]'",
        ) from None


async def _draw(figures: Mapping[str, go.Figure]) -> dict[str, bytes]:
    from kaleido import Kaleido
    from kaleido.errors import (
        BrowserClosedError,
        BrowserFailedError,
        ChromeNotFoundError,
        KaleidoError,
    )

    try:
        async with Kaleido(mathjax=False, proxy_server=_NOWHERE) as browser:
            return {
                f"{name}.{shape}": await _picture(browser, name, figure, shape)
                for name, figure in figures.items()
                for shape in FORMATS
            }
    except ChromeNotFoundError:
        raise RejoinderError(
            "pictures need Chromium or Chrome, which was not found",
            remedy="install one, or name it in the variable BROWSER_PATH",
        ) from None
    except (BrowserClosedError, BrowserFailedError, KaleidoError, TimeoutError) as problem:
        said = str(next(iter(problem.args), type(problem).__name__)).strip().partition("\n")[0]
        raise RejoinderError(
            f"the browser could not draw: {said.rstrip('.')}",
            remedy="try another Chromium, named in the variable BROWSER_PATH",
        ) from problem


async def _picture(browser: Kaleido, name: str, figure: go.Figure, shape: str) -> bytes:
    scale = SCALE if shape == "png" else 1
    picture: bytes = await browser.calc_fig(
        standing_alone(figure), {"format": shape, "width": WIDTH, "scale": scale}
    )
    return lasting_ids(picture.decode(), name).encode() if shape == "svg" else picture


def lasting_ids(svg: str, name: str) -> str:
    """Replace the random part of plotly's ids by the figure's name.

    So that pictures are the same each time, and two of them can stand in one document.
    """
    found = _UID.search(svg)
    if found is None:
        return svg
    return re.sub(
        rf"(\bid=\"|url\(['\"]?#|&quot;#)([a-z]*-?){found[1]}", rf"\g<1>\g<2>{name}-", svg
    )
