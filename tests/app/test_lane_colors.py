"""The colors of lanes: whoever looks can tell each from the others, from the classes, and from what it is drawn on."""

from itertools import combinations

import numpy as np
import pytest

from bench import lane_colors

CHOSEN = ("light", "dark")  # by the command
THEMES = (*CHOSEN, "projector")
PALETTES = ("", "safe")


def lanes(theme):
    colors = lane_colors.variables(theme)
    return [colors[f"lane-{number}"] for number in range(1, lane_colors.COUNT + 1)]


@pytest.mark.parametrize("theme", THEMES)
def test_every_two_are_apart_in_any_kind_of_color_vision(theme):
    where = lane_colors.seen(lane_colors.channels(*lanes(theme)))
    pairs = list(combinations(range(lane_colors.COUNT), 2))
    nearest = [min(np.linalg.norm(vision[one] - vision[other]) for one, other in pairs) for vision in where]
    assert len(nearest) == 4
    assert nearest[0] >= 22  # all cones
    assert min(nearest) >= 12


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("palette", PALETTES)
def test_none_is_like_the_color_of_a_class(theme, palette):
    colors = lane_colors.variables(theme, palette)
    classes = lane_colors.seen(lane_colors.channels(colors["negative"], colors["positive"]))[0]
    own = lane_colors.seen(lane_colors.channels(*lanes(theme)))[0]
    assert lane_colors.distances(own, classes).min() >= lane_colors.AWAY


@pytest.mark.parametrize("theme", THEMES)
def test_each_is_seen_on_its_chart(theme):
    surface = lane_colors.channels(lane_colors.variables(theme)["surface"])
    assert lane_colors.contrast(lane_colors.channels(*lanes(theme)), surface).min() >= lane_colors.CONTRAST


def test_the_contrast_is_that_of_wcag():
    black_on_white = lane_colors.contrast(lane_colors.channels("#000000", "#767676"), lane_colors.channels("#ffffff"))
    assert black_on_white == pytest.approx([21.0, 4.54], abs=0.005)


def test_blindness_takes_away_what_it_is_named_for():
    """Red and green of one lightness are far apart for most people, and near to each other for a deuteranope."""
    where = lane_colors.seen(lane_colors.channels("#c25a2b", "#74801d"))
    usual, _, deuteranope, tritanope = np.linalg.norm(where[:, 0] - where[:, 1], axis=-1)
    assert deuteranope < usual / 3
    assert tritanope > usual / 2


@pytest.mark.rest
@pytest.mark.parametrize("theme", CHOSEN)
def test_they_are_what_the_command_finds(theme):
    assert lanes(theme) == lane_colors.choose(theme)
