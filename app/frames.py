"""The wire format: training states and pictures as text, and back.

A frame is complete in itself. It holds the state (base64 of ``TrainingState.to_bytes``), the losses and
scores, and pictures as ``nn_core.picture`` makes them, one byte per pixel: the output in ``OUTPUT_PIXELS``
squared, every hidden unit in ``UNIT_PIXELS`` squared, one after the other.
"""

from base64 import b64decode, b64encode
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nn_core import FEATURES, Dataset, Experiment, Metrics, TrainingState
from nn_core.activations import Activation
from nn_core.picture import feature_grid, hidden_pixels, output_pixels, to_pixels

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


def draw_frame(experiment: Experiment, state: TrainingState, metrics: Metrics, *, units: bool) -> dict[str, Any]:
    """One frame of a lane; the pictures of the hidden units only if they are visible."""
    frame = {
        "epoch": state.epoch,
        "state": encode(state.to_bytes()),
        "train_loss": metrics.train_loss,
        "test_loss": metrics.test_loss,
        "train_score": metrics.train_score,
        "test_score": metrics.test_score,
        "output": encode(output_pixels(experiment, state, OUTPUT_PIXELS).tobytes()),
    }
    if units:
        frame["units"] = encode(hidden_pixels(experiment, state, UNIT_PIXELS).tobytes())
    return frame


def draw_points(points: NDArray[Any], labels: NDArray[Any]) -> str:
    """Points and labels as little-endian float32 triples x, y, label."""
    return encode(np.column_stack([points, labels]).astype("<f4").tobytes())


def draw_data(dataset: Dataset) -> dict[str, Any]:
    """All points of a dataset, the training points first."""
    return {"points": draw_points(dataset.points, dataset.labels), "train": len(dataset.train_x)}


def draw_features() -> dict[str, str]:
    """A small picture of every feature."""
    pixels = to_pixels(feature_grid(tuple(FEATURES), UNIT_PIXELS))
    return {key: encode(pixels[:, column].tobytes()) for column, key in enumerate(FEATURES)}


def draw_curve(activation: Activation, parameter: float) -> list[float]:
    """The values of an activation at even steps from -4 to 4, for a little picture."""
    z = np.linspace(-CURVE_LIMIT, CURVE_LIMIT, CURVE_POINTS)
    return [round(float(value), 3) for value in activation.f(z, parameter)]
