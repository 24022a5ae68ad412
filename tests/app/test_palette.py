"""The palettes, as people see them whose eyes lack a kind of cone, and as a black-and-white printer does.

Color vision deficiency is simulated as by Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB; colors
are compared in CIELAB.
"""

import re
from itertools import combinations

import numpy as np
import pytest

from app import ROOT
from bench import lane_colors
from tests.cases import every

EYES = {
    "all cones": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
    "no cones": [[0.2126, 0.7152, 0.0722]] * 3,
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = TO_XYZ.sum(axis=1)
USUAL, DARK = ":root", ':root[data-color-scheme="dark"]'
PROJECTOR = ':root[data-color-scheme="projector"]'
SAFE = ':root[data-palette="safe"]'
SAFE_DARK = ':root[data-palette="safe"][data-color-scheme="dark"]'


def _rules():
    text = re.sub(
        r"/\*.*?\*/", "", (ROOT / "assets" / "styles" / "shell" / "theme.css").read_text(encoding="utf-8"), flags=re.S
    )
    return {
        selector.partition(",")[0].strip(): dict(re.findall(r"--([\w-]+): (#\w{6});", body))
        for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", text)
    }


def _colors(*selectors):
    """Negative, zero and positive, where later rules override earlier ones."""
    rules, found = _rules(), {}
    for selector in selectors:
        found |= rules[selector]
    return {name: found[name] for name in ("negative", "zero", "positive")}


def _lab(color, eyes):
    shares = np.array([int(color[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    linear = np.where(shares <= 0.04045, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4)
    x, y, z = np.cbrt(np.maximum(TO_XYZ @ np.clip(EYES[eyes] @ linear, 0, 1) / WHITE, 1e-4))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def _nearest(colors, eyes):
    """The distance of the two that are hardest to tell apart."""
    return min(np.linalg.norm(_lab(a, eyes) - _lab(b, eyes)) for a, b in combinations(colors.values(), 2))


@every("eyes", EYES)
@every(
    "selectors",
    [(USUAL, SAFE), (USUAL, DARK, SAFE, SAFE_DARK), (USUAL, PROJECTOR, SAFE)],
)
def test_everybody_can_tell_the_ends_and_the_middle_of_the_safe_palette_apart(selectors, eyes):
    assert _nearest(_colors(*selectors), eyes) > 18


@every("eyes", ["all cones", "protanopia", "deuteranopia", "tritanopia"])
@every("selectors", [(USUAL,), (USUAL, DARK), (USUAL, PROJECTOR)])
def test_the_usual_palette_needs_hues_but_not_all_of_them(selectors, eyes):
    assert _nearest(_colors(*selectors), eyes) > 18


def test_without_hues_the_safe_palette_is_easier_than_the_usual_one():
    for usual, safe in (((USUAL,), (USUAL, SAFE)), ((USUAL, DARK), (USUAL, DARK, SAFE, SAFE_DARK))):
        ends = [
            np.linalg.norm(_lab(colors["negative"], "no cones") - _lab(colors["positive"], "no cones"))
            for colors in (_colors(*usual), _colors(*safe))
        ]
        assert ends[1] > 1.2 * ends[0]
        assert ends[1] > 30


@pytest.mark.parametrize("theme", ["light", "dark", "projector"])
def test_what_is_written_is_read_on_every_ground(theme):
    """As WCAG asks of texts, and of lines; on a projector twice as much of it."""
    colors = lane_colors.variables(theme)
    least = 2 if theme == "projector" else 1
    for ground in ("page", "surface"):
        against = lane_colors.channels(colors[ground])
        texts, lines = (
            lane_colors.contrast(lane_colors.channels(*(colors[name] for name in names)), against)
            for names in (("ink", "muted"), ("test", "train", "accent"))
        )
        assert texts.min() >= 4.5 * least
        assert lines.min() >= 3 * least


def test_a_projector_has_black_on_white_and_a_map_of_more_contrast():
    colors, light = lane_colors.variables("projector"), lane_colors.variables("light")
    assert (colors["page"], colors["surface"], colors["ink"]) == ("#ffffff", "#ffffff", "#000000")
    ends = [
        lane_colors.contrast(lane_colors.channels(each["negative"]), lane_colors.channels(each["positive"])).item()
        for each in (light, colors)
    ]
    assert ends[1] > 1.15 * ends[0]
