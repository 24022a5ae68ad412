"""The picture of the decision boundary: its grid, its colors, and what is drawn where."""

import numpy as np
import pytest
from PIL import Image

from nn_core import Experiment, LayerParameters, TrainingState
from nn_core.insight.picture import NEGATIVE, POSITIVE, ZERO, colors, grid, save_picture

BLUE, ORANGE, GRAY = (8, 119, 189), (245, 147, 34), (232, 234, 235)
FAR = 1e6


def _paler(color):
    """A third of the way to white, as the map is drawn."""
    return tuple((2 * channel + 255) // 3 for channel in color)


def _pixels(tmp_path, weights, bias=0.0, points=None, **choices):
    """Draw a network without hidden layer: rows from the top, so that index [row, column] is (y, x)."""
    points = points or [[FAR, FAR, 1.0]] * 10
    experiment = Experiment(dataset="custom", points=points, hidden=[], **choices)
    state = TrainingState((LayerParameters(np.array(weights, dtype=float)[:, np.newaxis], np.array([bias])),), epoch=3)
    save_picture(experiment, state, tmp_path / "picture.png")
    with Image.open(tmp_path / "picture.png") as image:
        assert image.format == "PNG"
        return np.asarray(image.convert("RGB"))


def _at(pixels, x, y):
    """The color at a point of the plane; the map is 600 pixels wide, 60 from the left and 50 from the top."""
    return tuple(pixels[round(50 + (6 - y) * 599 / 12), round(60 + (x + 6) * 599 / 12)].tolist())


def test_grid_runs_from_the_top_left_to_the_bottom_right():
    points = grid(3)
    expected = [(-6, 6), (0, 6), (6, 6), (-6, 0), (0, 0), (6, 0), (-6, -6), (0, -6), (6, -6)]
    np.testing.assert_array_equal(points, expected)
    assert grid(50).shape == (2500, 2)


def test_colors_go_from_orange_over_gray_to_blue():
    assert (NEGATIVE, ZERO, POSITIVE) == (ORANGE, GRAY, BLUE)
    np.testing.assert_array_equal(colors(np.array([-1.0, 0.0, 1.0])), [ORANGE, GRAY, BLUE])
    np.testing.assert_array_equal(colors(np.array([-50.0, 50.0, -np.inf, np.inf])), [ORANGE, BLUE, ORANGE, BLUE])
    half = colors(np.array([[0.5]]))
    assert half.dtype == np.uint8
    np.testing.assert_array_equal(half, [[(120, 176, 212)]])


@pytest.mark.parametrize(
    ("weights", "blue", "orange"),
    [((50.0, 0.0), (3.0, 0.0), (-3.0, 0.0)), ((0.0, 50.0), (0.0, 3.0), (0.0, -3.0)), ((-50.0, 0.0), (-3, 0), (3, 0))],
)
@pytest.mark.parametrize("output", ["tanh", "sigmoid"])
def test_map_is_blue_where_the_network_says_plus_and_orange_where_minus(tmp_path, weights, blue, orange, output):
    pixels = _pixels(tmp_path, weights, output=output)
    assert _at(pixels, *blue) == _paler(BLUE)
    assert _at(pixels, *orange) == _paler(ORANGE)


@pytest.mark.parametrize("output", ["tanh", "sigmoid"])
def test_map_is_gray_on_the_decision_boundary(tmp_path, output):
    pixels = _pixels(tmp_path, (0.0, 0.0), output=output)
    for x, y in ((-5.0, 5.0), (0.0, 0.0), (5.0, -5.0)):
        assert _at(pixels, x, y) == _paler(GRAY)


def test_map_of_a_regression_shows_its_values(tmp_path):
    pixels = _pixels(tmp_path, (0.1, 0.0), problem="regression")
    shown = np.array([_at(pixels, x, 0.0) for x in (-5.0, 0.0, 5.0)])
    np.testing.assert_allclose(shown, [_paler(c) for c in colors(np.array([-0.5, 0.0, 0.5])).tolist()], atol=1)


def test_training_points_are_drawn_where_they_are_in_the_color_of_their_label(tmp_path):
    points = [[3.0, 4.0, -1.0], [-3.0, -4.0, 1.0], [6.3, 0.0, 1.0], [0.0, -6.5, 1.0], [FAR, 0.0, 1.0]]
    points += [[-3.0, 4.0, 1.0]] * 5  # for testing
    pixels = _pixels(tmp_path, (0.0, 0.0), points=points)
    assert _at(pixels, 3.0, 4.0) == ORANGE
    assert _at(pixels, -3.0, -4.0) == BLUE
    assert _at(pixels, -3.0, 4.0) == _paler(GRAY)
    assert _at(pixels, 3.0, -4.0) == _paler(GRAY)
    assert _at(pixels, 6.3, 0.0) != BLUE  # beyond the axes
    assert _at(pixels, 0.0, -6.5) != BLUE
    for color in (BLUE, ORANGE):
        assert 60 < np.all(pixels == color, axis=-1).sum() < 100  # one disc of each


def test_title_and_axes_surround_the_map(tmp_path):
    pixels = _pixels(tmp_path, (0.0, 0.0))
    assert pixels.shape[0] >= 50 + 600
    assert pixels.shape[1] >= 60 + 600
    for margin in (pixels[:48], pixels[652:], pixels[:, :58]):
        assert np.any(margin < 100)  # something is written there
        assert np.mean(margin == 255) > 0.8


def test_a_file_that_cannot_be_written_is_an_os_error(tmp_path):
    experiment = Experiment(hidden=[])
    state = TrainingState((LayerParameters(np.zeros((2, 1)), np.zeros(1)),))
    with pytest.raises(OSError, match="nowhere"):
        save_picture(experiment, state, tmp_path / "nowhere" / "picture.png")
