"""The colours of the report, defined once for light, dark and print.

Blue and orange are told apart in every common form of colour blindness, and the three stances
also differ in lightness (light mode: support darkest, neutral lightest), so that a grey print
still reads. Hatching and words say the same again. ``tests/reports/test_palette.py`` holds the
contrasts to the thresholds of WCAG 2.2.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Side = Literal["support", "oppose", "neutral", "unscored"]


@dataclass(frozen=True, slots=True)
class Paint:
    """A fill and the ink that is legible on it, both ``#rrggbb``."""

    fill: str
    ink: str


@dataclass(frozen=True, slots=True)
class Scheme:
    """Every colour of one mode.

    ``full`` is the upper end of the scale of a heatmap that begins with ``panel``; ``ink`` is
    legible on all of it.
    """

    page: str
    panel: str
    ink: str
    quiet: str
    rule: str
    accent: str
    full: str
    support: Paint
    oppose: Paint
    neutral: Paint
    unscored: Paint

    def paint(self, side: Side) -> Paint:
        """Give the fill and ink of a stance."""
        paints = {
            "support": self.support,
            "oppose": self.oppose,
            "neutral": self.neutral,
            "unscored": self.unscored,
        }
        return paints[side]


LIGHT: Final = Scheme(
    page="#fdfdfb",
    panel="#f4f4f0",
    ink="#1b1c1e",
    quiet="#595c61",
    rule="#d6d6d0",
    accent="#8b1a5c",
    full="#cf97ba",
    support=Paint("#1d5a9e", "#ffffff"),
    oppose=Paint("#d9731a", "#14100b"),
    neutral=Paint("#b7bbc1", "#191a1c"),
    unscored=Paint("#edece7", "#53565b"),
)
DARK: Final = Scheme(
    page="#16181b",
    panel="#1f2226",
    ink="#e9e9e6",
    quiet="#a6a9ae",
    rule="#3b3f45",
    accent="#f29ccb",
    full="#8a3d6b",
    support=Paint("#73b2f2", "#0b1622"),
    oppose=Paint("#d97a2b", "#14100b"),
    neutral=Paint("#5f656e", "#ffffff"),
    unscored=Paint("#282c31", "#b3b6bb"),
)

# Plotly's pattern shapes. One hatched side is enough to tell three apart in print: support is the
# darkest and neutral the lightest. (A dotted neutral was tried: it crawls under its labels.)
HATCH: Final[dict[Side, str]] = {"support": "", "oppose": "/", "neutral": "", "unscored": ""}
# A mark before each label that says the side without colour.
MARK: Final[dict[Side, str]] = {"support": "+", "oppose": "−", "neutral": "○", "unscored": "?"}

_ARTICLE_SIDES: Final[dict[str, Side]] = {
    "support": "support",
    "oppose": "oppose",
    "neutral": "neutral",
}
_PARENT_SIDES: Final[dict[str, Side]] = {
    "agree": "support",
    "disagree": "oppose",
    "neutral": "neutral",
}


def side(label: str | None) -> Side:
    """Give the side that a stance label (towards article or parent) stands on."""
    if label is None:
        return "unscored"
    return _ARTICLE_SIDES.get(label) or _PARENT_SIDES.get(label, "unscored")


def in_dark() -> dict[str, str]:
    """Map every light colour to its dark one: the page repaints figures with it.

    Light colours are pairwise different, so the map is one to one on the light side.
    """
    pairs = [
        (LIGHT.page, DARK.page),
        (LIGHT.panel, DARK.panel),
        (LIGHT.ink, DARK.ink),
        (LIGHT.quiet, DARK.quiet),
        (LIGHT.rule, DARK.rule),
        (LIGHT.accent, DARK.accent),
        (LIGHT.full, DARK.full),
    ]
    names: tuple[Side, ...] = ("support", "oppose", "neutral", "unscored")
    for name in names:
        light, dark = LIGHT.paint(name), DARK.paint(name)
        pairs += [(light.fill, dark.fill), (light.ink, dark.ink)]
    return dict(pairs)


def css() -> str:
    """Write both modes as custom properties; dark ones where the reader prefers dark."""
    light, dark = _properties(LIGHT), _properties(DARK)
    return (
        f":root{{color-scheme:light dark;{light}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
    )


def _properties(scheme: Scheme) -> str:
    plain = ("page", "panel", "ink", "quiet", "rule", "accent")
    given = [f"--{name}:{getattr(scheme, name)}" for name in plain]
    names: tuple[Side, ...] = ("support", "oppose", "neutral", "unscored")
    for name in names:
        paint = scheme.paint(name)
        given += [f"--{name}:{paint.fill}", f"--on-{name}:{paint.ink}"]
    return ";".join(given)


def contrast(one: str, other: str) -> float:
    """Give the contrast ratio of two colours, 1..21 (WCAG 2.2, "contrast ratio")."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
