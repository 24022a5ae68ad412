"""A picture of what a network has learned: its output over the plane, with the training points on it."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from .datasets import AXIS_LIMIT, make_dataset
from .experiment import Experiment
from .losses import OUTPUT_LAYERS
from .state import TrainingState
from .training import evaluate, predict

NEGATIVE, ZERO, POSITIVE = (0xF5, 0x93, 0x22), (0xE8, 0xEA, 0xEB), (0x08, 0x77, 0xBD)

_MAP, _LEFT, _TOP = 600, 60, 50  # pixels
_WIDTH, _HEIGHT = _LEFT + _MAP + 30, _TOP + _MAP + 60
_RADIUS = 5


def grid(size: int, dtype: type[np.floating[Any]] = np.float32) -> NDArray[Any]:
    """Points (size * size, 2) over the axes, both ends included, row by row from the top (y = 6) down."""
    ticks = np.linspace(-AXIS_LIMIT, AXIS_LIMIT, size, dtype=dtype)
    x, y = np.meshgrid(ticks, ticks[::-1])
    return np.column_stack([x.ravel(), y.ravel()])


def colours(values: NDArray[Any]) -> NDArray[np.uint8]:
    """Values in -1..1 as red, green and blue along a last axis; beyond, the ends of the scale."""
    stops = np.array([NEGATIVE, ZERO, POSITIVE], dtype=np.float64)
    clipped = np.clip(values, -1.0, 1.0)
    channels = [np.interp(clipped, (-1.0, 0.0, 1.0), stops[:, channel]) for channel in range(3)]
    return np.stack(channels, axis=-1).round().astype(np.uint8)


def save_picture(experiment: Experiment, state: TrainingState, path: Path) -> None:
    """Write the decision boundary as a PNG with axes, training points, epoch and losses.

    Raises:
        OSError: the file can't be written.
    """
    centred = OUTPUT_LAYERS[experiment.problem, experiment.output, experiment.loss].centred
    outputs = centred(predict(experiment, state, grid(_MAP)).astype(np.float64))
    image = Image.new("RGB", (_WIDTH, _HEIGHT), "white")
    # paler than the points, which carry the same colours
    paler = (colours(outputs.reshape(_MAP, _MAP)).astype(np.uint16) * 2 + 255) // 3
    image.paste(Image.fromarray(paler.astype(np.uint8)), (_LEFT, _TOP))
    draw = ImageDraw.Draw(image)
    _draw_points(draw, experiment)
    _draw_axes(draw)
    metrics = evaluate(experiment, state)
    title = f"epoch {state.epoch}   training loss {metrics.train_loss:.4f}   test loss {metrics.test_loss:.4f}"
    draw.text((_LEFT, _TOP - 14), title, "#333333", ImageFont.load_default(18), anchor="ls")
    image.save(path, format="PNG")


def _pixel(x: float, y: float) -> tuple[float, float]:
    scale = (_MAP - 1) / (2 * AXIS_LIMIT)
    return _LEFT + (x + AXIS_LIMIT) * scale, _TOP + (AXIS_LIMIT - y) * scale


def _draw_points(draw: ImageDraw.ImageDraw, experiment: Experiment) -> None:
    data = make_dataset(experiment)
    train = experiment.train_samples
    for (x, y), colour in zip(data.points[:train], colours(data.labels[:train]), strict=True):
        if max(abs(x), abs(y)) <= AXIS_LIMIT:
            draw.circle(_pixel(x, y), _RADIUS, fill=tuple(colour.tolist()), outline="white")


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
