"""Pictures of what a network has learned: values of its units over the plane.

``hidden_pixels`` and ``output_pixels`` are what the page draws many times a second (``Pictures`` is both of one state),
``unit_pixels`` and ``feature_pixels`` what somebody looks at. One byte per pixel: 1 for the lowest value, 128 for the
middle and 255 for the highest, and beyond; 0 marks what is not a number. Rows go from the top (y = 6) down.
``save_picture`` is a picture for people, with axes and points.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from ..datasets import AXIS_LIMIT, Dataset, make_dataset
from ..evaluation import Inference, activations_at, to_pixels
from ..experiment.experiment import Experiment
from ..features import featurize
from ..losses import OUTPUT_LAYERS
from ..network.network import Network
from ..state.state import TrainingState
from ..training.engines import Engine

NEGATIVE, ZERO, POSITIVE = (0xF5, 0x93, 0x22), (0xE8, 0xEA, 0xEB), (0x08, 0x77, 0xBD)

# of several classes: told apart by people with any kind of color vision (after Okabe and Ito)
CLASSES = (
    (0x08, 0x77, 0xBD), (0xF5, 0x93, 0x22), (0x00, 0x9E, 0x73),
    (0xC4, 0x5A, 0x9B), (0x8A, 0x6D, 0x1B), (0x4F, 0x4F, 0x9E),
)  # fmt: skip

_MAP, _LEFT, _TOP = 600, 60, 50  # pixels
_WIDTH, _HEIGHT = _LEFT + _MAP + 30, _TOP + _MAP + 60
_RADIUS = 5


def grid(size: int) -> NDArray[np.float64]:
    """Points (size * size, 2) over the axes, both ends included, row by row from the top (y = 6) down."""
    ticks = np.linspace(-AXIS_LIMIT, AXIS_LIMIT, size)
    x, y = np.meshgrid(ticks, ticks[::-1])
    return np.column_stack([x.ravel(), y.ravel()])


@lru_cache(maxsize=32)
def feature_grid(features: tuple[str, ...], size: int) -> NDArray[np.float32]:
    """The features (size * size, features) of the grid's points, each in one piece. Read-only."""
    values = np.asfortranarray(featurize(features, grid(size)), dtype=np.float32)
    values.flags.writeable = False
    return values


class Pictures:
    """All pictures of one state."""

    def __init__(self, inference: Inference) -> None:
        """``inference`` has the state's parameters."""
        self._inference = inference

    def hidden(self, size: int) -> NDArray[np.uint8]:
        """See ``hidden_pixels``."""
        return self._draw(size, range(len(self._inference.experiment.hidden)), -1.0, 1.0)

    def output(self, size: int) -> NDArray[np.uint8]:
        """See ``output_pixels``."""
        output = self._inference.network.output_layer
        last = len(self._inference.experiment.hidden)
        return self._draw(size, range(last, last + 1), output.low, output.high)

    def unit(self, layer: int, unit: int, size: int) -> NDArray[np.uint8]:
        """See ``unit_pixels``."""
        if layer == len(self._inference.experiment.hidden):
            return np.asarray(self.output(size)[unit])
        return np.asarray(self._draw(size, range(layer, layer + 1), -1.0, 1.0)[unit])

    def _draw(self, size: int, layers: range, low: float, high: float) -> NDArray[np.uint8]:
        if not layers:
            return np.empty((0, size, size), dtype=np.uint8)
        features = feature_grid(self._inference.experiment.features, size)
        return self._inference.pixels(features, layers, low, high).reshape(-1, size, size)


def _pictures(experiment: Experiment, state: TrainingState, engine: Engine | None) -> Pictures:
    return Pictures(Inference(experiment, engine).load(state))


def hidden_pixels(
    experiment: Experiment, state: TrainingState, size: int, engine: Engine | None = None
) -> NDArray[np.uint8]:
    """The activations of all hidden units as pictures (units, size, size), from -1 to 1."""
    return _pictures(experiment, state, engine).hidden(size)


def output_pixels(
    experiment: Experiment, state: TrainingState, size: int, engine: Engine | None = None
) -> NDArray[np.uint8]:
    """The outputs as pictures (outputs, size, size), from the target of the one class to that of the other."""
    return _pictures(experiment, state, engine).output(size)


def unit_pixels(
    experiment: Experiment, state: TrainingState, layer: int, unit: int, size: int, engine: Engine | None = None
) -> NDArray[np.uint8]:
    """One unit's picture (size, size), on the scale that it has among the others; layers count from 0."""
    return _pictures(experiment, state, engine).unit(layer, unit, size)


def feature_pixels(key: str, size: int) -> NDArray[np.uint8]:
    """A feature's picture (size, size), from -1 to 1."""
    return to_pixels(feature_grid((key,), size)[:, 0]).reshape(size, size)


def colors(values: NDArray[Any]) -> NDArray[np.uint8]:
    """Values in -1..1 as red, green and blue along a last axis; beyond, the ends of the scale."""
    stops = np.array([NEGATIVE, ZERO, POSITIVE], dtype=np.float64)
    clipped = np.clip(values, -1.0, 1.0)
    channels = [np.interp(clipped, (-1.0, 0.0, 1.0), stops[:, channel]) for channel in range(3)]
    return np.stack(channels, axis=-1).round().astype(np.uint8)


def class_colors(outputs: NDArray[Any], one_hot: bool) -> NDArray[np.uint8]:
    """Outputs (n, classes) in 0..1 as colors (n, 3).

    Of one class that is right, its color, the paler the less sure; of labels that hold, their colors mixed.
    """
    classes, zero = np.array(CLASSES[: outputs.shape[1]], dtype=np.float64), np.array(ZERO, dtype=np.float64)
    if one_hot:
        even = 1.0 / outputs.shape[1]
        sure = (outputs.max(axis=1, keepdims=True) - even) / (1.0 - even)
        mixed = classes[outputs.argmax(axis=1)]
    else:
        sure = outputs.max(axis=1, keepdims=True)
        mixed = outputs @ classes / np.maximum(outputs.sum(axis=1, keepdims=True), 1e-9)
    return np.asarray((zero + sure * (mixed - zero)).round(), dtype=np.uint8)


def save_picture(experiment: Experiment, state: TrainingState, path: Path) -> None:
    """Write the decision boundary as a PNG with axes, training points, epoch and losses.

    Raises:
        OSError: the file can't be written.
    """
    layer = OUTPUT_LAYERS[experiment.problem, experiment.output, experiment.loss]
    state, data = state.fitted(experiment), make_dataset(experiment)
    outputs = activations_at(Network(experiment), state, grid(_MAP))[-1]
    shades = class_colors(outputs, layer.one_hot) if layer.several else colors(layer.centered(outputs[:, 0]))
    image = Image.new("RGB", (_WIDTH, _HEIGHT), "white")
    # paler than the points, which carry the same colors
    paler = (shades.reshape(_MAP, _MAP, 3).astype(np.uint16) * 2 + 255) // 3
    image.paste(Image.fromarray(paler.astype(np.uint8)), (_LEFT, _TOP))
    draw = ImageDraw.Draw(image)
    _draw_points(draw, experiment, data)
    _draw_axes(draw)
    metrics = Inference(experiment).load(state).metrics(data)
    title = f"epoch {state.epoch}   training loss {metrics.train_loss:.4f}   test loss {metrics.test_loss:.4f}"
    draw.text((_LEFT, _TOP - 14), title, "#333333", ImageFont.load_default(18), anchor="ls")
    image.save(path, format="PNG")


def _pixel(x: float, y: float) -> tuple[float, float]:
    scale = (_MAP - 1) / (2 * AXIS_LIMIT)
    return _LEFT + (x + AXIS_LIMIT) * scale, _TOP + (AXIS_LIMIT - y) * scale


def _draw_points(draw: ImageDraw.ImageDraw, experiment: Experiment, data: Dataset) -> None:
    train = experiment.train_samples
    layer = OUTPUT_LAYERS[experiment.problem, experiment.output, experiment.loss]
    shades = class_colors(data.train_y, layer.one_hot) if layer.several else colors(data.labels[:train])
    for (x, y), color in zip(data.points[:train], shades, strict=True):
        if max(abs(x), abs(y)) <= AXIS_LIMIT:
            draw.circle(_pixel(x, y), _RADIUS, fill=tuple(color.tolist()), outline="white")


def _draw_axes(draw: ImageDraw.ImageDraw) -> None:
    font = ImageFont.load_default(14)
    draw.rectangle((_LEFT - 1, _TOP - 1, _LEFT + _MAP, _TOP + _MAP), outline="#999999")
    for tick in range(-int(AXIS_LIMIT), int(AXIS_LIMIT) + 1, 2):
        x, y = _pixel(tick, tick)
        draw.line((x, _TOP + _MAP, x, _TOP + _MAP + 5), "#999999")
        draw.text((x, _TOP + _MAP + 8), f"{tick}", "#333333", font, anchor="ma")
        draw.line((_LEFT - 6, y, _LEFT - 1, y), "#999999")
        draw.text((_LEFT - 10, y), f"{tick}", "#333333", font, anchor="rm")
    draw.text((_LEFT + _MAP / 2, _HEIGHT - 10), "X1", "#333333", font, anchor="mb")
    draw.text((8, _TOP + _MAP / 2), "X2", "#333333", font, anchor="lm")
