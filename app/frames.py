"""The wire format: training states and pictures as text, and back.

A frame is complete in itself. It holds the state (base64 of ``TrainingState.to_bytes``), the losses and
scores, and pictures: one byte per pixel, 1 for -1, 128 for 0 and 255 for +1 and beyond; 0 marks a value that
is not a number. Rows go from the top (y = 6) down. The output is drawn in ``OUTPUT_PIXELS`` squared, every
hidden unit in ``UNIT_PIXELS`` squared, one after the other.
"""

from base64 import b64decode, b64encode
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nn_core import FEATURES, OUTPUT_LAYERS, Dataset, Experiment, Metrics, TrainingState, activations
from nn_core.activations import Activation
from nn_core.features import featurize
from nn_core.picture import grid

OUTPUT_PIXELS = 100
UNIT_PIXELS = 20
CURVE_LIMIT = 4.0  # the little pictures of activations go from -4 to 4
CURVE_POINTS = 33


def encode(data: bytes) -> str:
    """Bytes as base64 text."""
    return b64encode(data).decode("ascii")


def decode_state(experiment: Experiment, text: str) -> TrainingState:
    """The state behind a base64 text.

    Raises:
        ValueError: not base64, or not a state of this experiment.
    """
    try:
        data = b64decode(text, validate=True)
    except ValueError:
        raise ValueError("state: this is not base64") from None
    return TrainingState.from_bytes(experiment, data)


def to_pixels(values: NDArray[Any]) -> NDArray[np.uint8]:
    """Values in -1..1 as bytes 1..255, not-a-number as 0."""
    scaled = np.clip(values, -1.0, 1.0) * 127.0 + 128.5
    return np.asarray(np.nan_to_num(scaled, nan=0.0), dtype=np.uint8)


def draw_frame(experiment: Experiment, state: TrainingState, metrics: Metrics, *, units: bool) -> dict[str, Any]:
    """One frame of a lane; the pictures of the hidden units only if they are visible."""
    *hidden, output = activations(experiment, state, grid(OUTPUT_PIXELS))
    centred = OUTPUT_LAYERS[experiment.problem, experiment.output, experiment.loss].centred
    frame = {
        "epoch": state.epoch,
        "state": encode(state.to_bytes()),
        "train_loss": metrics.train_loss,
        "test_loss": metrics.test_loss,
        "train_score": metrics.train_score,
        "test_score": metrics.test_score,
        "output": encode(to_pixels(centred(output)).tobytes()),
    }
    if units:
        frame["units"] = encode(b"".join(_shrink(layer) for layer in hidden))
    return frame


def _shrink(layer: NDArray[Any]) -> bytes:
    """The units of a layer (pixels, units) as small pictures: every fifth pixel of every fifth row."""
    every = OUTPUT_PIXELS // UNIT_PIXELS
    pictures = layer.T.reshape(-1, OUTPUT_PIXELS, OUTPUT_PIXELS)
    return to_pixels(pictures[:, every // 2 :: every, every // 2 :: every]).tobytes()


def draw_points(points: NDArray[Any], labels: NDArray[Any]) -> str:
    """Points and labels as little-endian float32 triples x, y, label."""
    return encode(np.column_stack([points, labels]).astype("<f4").tobytes())


def draw_data(dataset: Dataset) -> dict[str, Any]:
    """All points of a dataset, the training points first."""
    return {"points": draw_points(dataset.points, dataset.labels), "train": len(dataset.train_x)}


def draw_features() -> dict[str, str]:
    """A small picture of every feature."""
    pictures = featurize(tuple(FEATURES), grid(UNIT_PIXELS))
    return {key: encode(to_pixels(pictures[:, column]).tobytes()) for column, key in enumerate(FEATURES)}


def draw_curve(activation: Activation, parameter: float) -> list[float]:
    """The values of an activation at even steps from -4 to 4, for a little picture."""
    z = np.linspace(-CURVE_LIMIT, CURVE_LIMIT, CURVE_POINTS)
    return [round(float(value), 3) for value in activation.f(z, parameter)]
