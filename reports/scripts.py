"""The scripts of a page and the policy that lets in these and no others.

A page may run only scripts whose SHA-256 its content security policy names (and, in a folder, the
plotly.js beside it): no words of a commenter could run even if they got past the escaping, and
nothing can be asked of any network. Styles stay open, since plotly writes its own.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from markupsafe import Markup
from plotly.offline import get_plotlyjs

from reports.packing import packed

PLOTLY_FILE = "plotly.min.js"
_DANGEROUS = {sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
# How plotly.js is wrapped for module loaders, and what it is inside.
_WRAPPED = re.compile(
    r"(?P<licence>/\*.*?\*/\s*)\(\s*function\(root, factory\).*?, \(\) => \{\s*(?P<inside>.*)"
    r"window\.Plotly = Plotly;\s*return Plotly;\s*\}\)\);\s*",
    re.DOTALL,
)


@dataclass(frozen=True)
class Scripts:
    """What a page runs; ``data`` is what its script reads, ``figures`` whether it draws any."""

    plotly: Literal["inside", "beside", "none"]
    data: Mapping[str, Any]
    figures: bool

    @property
    def ours(self) -> Markup:
        """The page's own script."""
        return Markup(source("report.js"))

    @property
    def library(self) -> Markup | None:
        """plotly.js, packed, where it stands in the page."""
        return Markup(_packing().result()) if self.figures and self.plotly == "inside" else None

    @property
    def library_file(self) -> str | None:
        """The name of plotly.js where it stands beside the page."""
        return PLOTLY_FILE if self.figures and self.plotly == "beside" else None

    @property
    def data_json(self) -> Markup:
        """The data as JSON that cannot end the element it stands in."""
        return Markup(to_json(self.data))

    @property
    def policy(self) -> str:
        """The content security policy, for a ``meta`` element."""
        allowed = [f"'{_hash(self.ours)}'"]
        if self.library is not None:
            allowed.append(f"'{_hash(plotly_source())}'")
        if self.library_file:
            allowed += ["'self'", "file:"]  # opened from a disk, 'self' is nothing to some browsers
        return "; ".join(
            (
                "default-src 'none'",
                f"script-src {' '.join(allowed)}",
                "style-src 'unsafe-inline'",
                "img-src data:",
                "base-uri 'none'",
                "form-action 'none'",
            )
        )


def to_json(value: object, **_: object) -> str:
    """Write JSON that is the same at each call and harmless inside HTML."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    for sign, spelled in _DANGEROUS.items():
        text = text.replace(sign, spelled)
    return text


@cache
def source(name: str) -> str:
    """Read one of our own style sheets or scripts."""
    return files("reports").joinpath("templates", name).read_text("utf-8")


@cache
def plotly_source() -> str:
    """Give plotly.js, taken out of its wrapper for module loaders.

    A browser reads what is passed as a function once to find its end and again to run it, and all
    of it once more where an error is caught inside: half a second of five million letters.
    """
    script: str = get_plotlyjs()
    wrapped = _WRAPPED.fullmatch(script)
    if wrapped is None:
        return script
    return f"{wrapped['licence']}{wrapped['inside']}window.Plotly = Plotly;\n"


def pack_ahead() -> None:
    """Begin to pack plotly.js beside other work: zlib leaves the interpreter to others."""
    _packing()


@cache
def _packing() -> Future[str]:
    return ThreadPoolExecutor(1).submit(lambda: packed(plotly_source()))


@cache
def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
