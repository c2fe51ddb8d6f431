from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from reports.palette import DARK, LIGHT, Scheme, Side, contrast, css, in_dark, side

SIDES: tuple[Side, ...] = ("support", "oppose", "neutral", "unscored")
MODES = {"light": LIGHT, "dark": DARK}
# What a dichromat sees of linear RGB (Viénot, Brettel & Mollon 1999).
DICHROMATS = {
    "protan": ((0.11238, 0.88762, 0), (0.11238, 0.88762, 0), (0.00401, -0.00401, 1)),
    "deutan": ((0.29275, 0.70725, 0), (0.29275, 0.70725, 0), (-0.02234, 0.02234, 1)),
}


def linear(colour: str) -> list[float]:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def lab(rgb: list[float]) -> list[float]:
    matrix = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    white = (0.9505, 1.0, 1.089)
    xyz = [sum(a * b for a, b in zip(row, rgb, strict=True)) for row in matrix]
    scaled = [max(value, 0) / full for value, full in zip(xyz, white, strict=True)]
    x, y, z = (c ** (1 / 3) if c > 0.008856 else 7.787 * c + 16 / 116 for c in scaled)
    return [116 * y - 16, 500 * (x - y), 200 * (y - z)]


def seen_by(kind: str, colour: str) -> list[float]:
    rgb = linear(colour)
    return lab([sum(a * b for a, b in zip(row, rgb, strict=True)) for row in DICHROMATS[kind]])


@pytest.mark.parametrize("mode", MODES)
def test_text_is_legible(mode: str) -> None:
    scheme = MODES[mode]
    pairs = [(paint.ink, paint.fill) for paint in map(scheme.paint, SIDES)]
    pairs += [(ink, ground) for ink in (scheme.ink, scheme.quiet, scheme.accent)
              for ground in (scheme.page, scheme.panel)]  # fmt: skip
    assert all(contrast(*pair) >= 4.5 for pair in pairs), pairs


@pytest.mark.parametrize("mode", MODES)
def test_a_scale_is_legible_and_seen_in_grey(mode: str) -> None:
    scheme = MODES[mode]
    assert contrast(scheme.ink, scheme.full) >= 4.5  # and more on what is nearer to the panel
    assert contrast(scheme.full, scheme.panel) >= 1.9


@pytest.mark.parametrize("mode", MODES)
def test_sides_stand_out_from_the_page(mode: str) -> None:
    scheme = MODES[mode]
    assert contrast(scheme.support.fill, scheme.page) >= 3
    assert contrast(scheme.oppose.fill, scheme.page) >= 3


@pytest.mark.parametrize("kind", DICHROMATS)
@pytest.mark.parametrize("mode", MODES)
def test_sides_differ_to_the_colour_blind(mode: str, kind: str) -> None:
    scheme: Scheme = MODES[mode]
    for one, other in combinations(("support", "oppose", "neutral"), 2):
        first, second = (seen_by(kind, scheme.paint(s).fill) for s in (one, other))  # type: ignore[arg-type]
        assert sum((a - b) ** 2 for a, b in zip(first, second, strict=True)) ** 0.5 > 20


def test_sides_differ_in_grey_print() -> None:
    greys = sorted(contrast(LIGHT.paint(name).fill, "#000000") for name in SIDES[:3])
    assert all(after / before > 1.4 for before, after in pairwise(greys))


def test_every_light_colour_has_one_dark_colour() -> None:
    dark = in_dark()
    assert dark[LIGHT.support.fill] == DARK.support.fill
    assert dark[LIGHT.unscored.ink] == DARK.unscored.ink
    inks = {scheme.paint(name).ink for scheme in (LIGHT,) for name in SIDES}
    fills = {LIGHT.paint(name).fill for name in SIDES}
    assert not inks & fills
    for name in SIDES:  # an ink is painted over into one that is legible on its own fill
        paint = LIGHT.paint(name)
        assert contrast(dark[paint.ink], dark[paint.fill]) >= 4.5


def test_css_gives_both_modes() -> None:
    light, dark = css().split("@media screen and (prefers-color-scheme:dark)")
    assert f"--support:{LIGHT.support.fill}" in light
    assert f"--on-oppose:{DARK.oppose.ink}" in dark


@pytest.mark.parametrize(
    ("label", "expected"),
    [("support", "support"), ("agree", "support"), ("oppose", "oppose"), ("disagree", "oppose"),
     ("neutral", "neutral"), (None, "unscored"), ("else", "unscored")],
)  # fmt: skip
def test_labels_take_sides(label: str | None, expected: Side) -> None:
    assert side(label) == expected


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
