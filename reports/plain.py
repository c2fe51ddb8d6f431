"""Strangers' text made harmless for the two places that would read it as something else.

Plotly reads a subset of HTML in every label, hover text and annotation (``<b>``, ``<br>``,
``<a href>``, ``<span style>``), fills ``%{...}`` in templates, and hands ``$...$`` to MathJax where
there is one. It decodes numeric entities once, after looking for tags, so a character written as
``&#60;`` is always shown and never obeyed. HTML itself is left to Jinja2's autoescape; what
autoescape lets through (control characters) is made visible here.
"""

from __future__ import annotations

import re
import textwrap

# What plotly gives a meaning to, and the two characters that spell entities.
_OBEYED = re.compile(r"[&<>%{}$\\]")
# Control characters other than tab and newline; lone surrogates, which UTF-8 cannot carry.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Marks that turn the direction of what follows: in a label they would turn its neighbours too.
_TURNING = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_BLANKS = re.compile(r"\s+")


def visible(text: str) -> str:
    """Show control characters as their pictures (escape as ``␛``) instead of sending them."""
    return _CONTROL.sub(_picture, text)


def one_line(text: str, length: int) -> str:
    """Give the text on one line without direction marks, cut to ``length`` characters.

    Long words are cut too; an ellipsis says that something is left out.
    """
    # Four times the length is read at most: blanks and marks shrink away, megabytes needn't.
    line = _BLANKS.sub(" ", _TURNING.sub("", visible(text[: 4 * length + 80]))).strip()
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def for_plotly(text: str, length: int = 200) -> str:
    """Give one line that plotly shows letter for letter, whatever stands in it."""
    return _OBEYED.sub(lambda found: f"&#{ord(found[0])};", one_line(text, length))


def for_hover(text: str, *, length: int = 240, width: int = 46) -> str:
    """Give lines for a hover box: wrapped at ``width``, each escaped, joined by ``<br>``."""
    lines = textwrap.wrap(one_line(text, length), width)
    return "<br>".join(for_plotly(line, width) for line in lines)


def source_name(source: str) -> str:
    """Name a page read without telling of the machine: an address whole, of a file its name."""
    return source if "://" in source else source.replace("\\", "/").rstrip("/").rpartition("/")[2]


def _picture(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"
