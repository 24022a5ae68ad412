"""The wire format: training states and pictures as text, and back.

A frame is complete in itself. It holds the state (base64 of ``TrainingState.to_bytes``), the losses and
scores, and pictures as ``nn_core.insight.picture`` makes them, one byte per pixel: the output in ``OUTPUT_PIXELS``
squared, every hidden unit in ``UNIT_PIXELS`` squared, one after the other, and as large as the output the one unit or
feature that somebody looks at. Where the data are a curve, it also holds the outputs along the line X2 = 0.

Pictures travel as one character per pixel: how far the pixel is from what its neighbors above and to the left
let expect (left + above - above left, in bytes that wrap around; left of a row is the end of the one before). "m" says
0, "n" 1, "l" -1, and so on: around them JSON and Dash leave all as it is. Where a picture is smooth nearly all
characters are the same few, so that gzip makes less than half of it that it makes of base64, in a quarter of the time.
"""

from base64 import b64decode, urlsafe_b64encode
from math import isfinite
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nn_core import FEATURES, Dataset, Diagnostics, Experiment, Metrics, Trainer, TrainingState, refit
from nn_core.activations import Activation
from nn_core.datasets import AXIS_LIMIT
from nn_core.evaluation import Inference
from nn_core.experiment.hidden import Layer
from nn_core.insight.contradictions import highest_accuracy
from nn_core.insight.diagnostics import root_mean_square
from nn_core.insight.picture import Pictures, feature_pixels
from nn_core.state.parameters import Parameters

from .answers import Counts, Data, FocusPicture, Frame, LayerPicture, LayerSigns, LearnedTold, ShapeTold, Signs

OUTPUT_PIXELS = 100
UNIT_PIXELS = 20
CURVE_LIMIT = 4.0  # the little pictures of activations go from -4 to 4
CURVE_POINTS = 33
CURVE_REACH = 10.0  # values of f and f' beyond this are not drawn
LINE_POINTS = 121  # of the output over X1, both ends of the axis included

AS_EXPECTED = ord("m")


def encode(data: bytes) -> str:
    """Bytes as base64 text, in the alphabet for addresses: Dash makes six characters of a slash."""
    return urlsafe_b64encode(data).decode("ascii")


def decode_state(experiment: Experiment, text: str, made_by: Experiment | None = None) -> TrainingState:
    """The state behind a base64 text; one that another experiment has made is refitted.

    Raises:
        ValueError: not base64, or not a state of this experiment.
    """
    try:
        data = b64decode(text, altchars=b"-_", validate=True)
    except ValueError:
        raise ValueError("state must be base64, got something else") from None
    state = TrainingState.from_bytes(made_by or experiment, data)
    return refit(state, made_by, experiment) if made_by else state


def encode_pixels(pictures: NDArray[np.uint8]) -> str:
    """Pictures (n, height, width) as text."""
    pixels, width = pictures.ravel(), pictures.shape[2]
    across = pixels.copy()
    across[1:] -= pixels[:-1]
    differences = across + np.uint8(AS_EXPECTED)
    differences[width:] -= across[:-width]
    return differences.tobytes().decode("latin-1")


def encode_frame(
    trainer: Trainer,
    state: TrainingState,
    metrics: Metrics,
    *,
    units: bool,
    counts: bool = True,
    pixels: int = OUTPUT_PIXELS,
) -> Frame:
    """One frame of a lane, if the data are a curve with the output as a line; ``units``: with pictures of hidden units.

    ``counts``: with who is taken for whom.
    """
    pictures = Pictures(trainer.inference.load(state))
    frame: Frame = {
        "epoch": state.epoch,
        "state": encode(state.to_bytes()),
        "train_loss": metrics.train_loss,
        "test_loss": metrics.test_loss,
        "train_score": metrics.train_score,
        "test_score": metrics.test_score,
        "outputs": encode_pixels(pictures.output(pixels)),
    }
    if trainer.experiment.problem == "regression":
        data = trainer.dataset
        if is_curve(trainer.experiment, data):
            frame["curve"] = encode_line(trainer, state)
        loaded = trainer.inference.load(state)
        train, test = data.variances
        frame["train_rmse"] = root_mean_square(metrics.train_score, train) or _error(loaded, data.train_x, data.train_y)
        frame["test_rmse"] = root_mean_square(metrics.test_score, test) or _error(loaded, data.test_x, data.test_y)
    confused = trainer.confusion(state) if counts else None
    if confused:
        frame["confusion"] = Counts(counts=[list(row) for row in confused.counts], exact=confused.exact)
    if units:
        frame["units"] = encode_pixels(pictures.hidden(UNIT_PIXELS))
    return frame


def _error(inference: Inference, x: NDArray[Any], y: NDArray[Any]) -> float:
    """The root mean square error where R² says nothing of it, as all targets are the same."""
    return float(np.sqrt(np.mean((inference.outputs(x).a - y) ** 2)))


def is_curve(experiment: Experiment, dataset: Dataset) -> bool:
    """Whether the data, the page's own or a person's, have one input only: all points lie on the line X2 = 0."""
    return experiment.problem == "regression" and not dataset.points[:, 1].any()


def encode_line(trainer: Trainer, state: TrainingState) -> list[float | None]:
    """The outputs at even steps along the line X2 = 0, to four digits; None where it is no finite number."""
    points = np.zeros((LINE_POINTS, 2), dtype=np.float32)
    points[:, 0] = np.linspace(-AXIS_LIMIT, AXIS_LIMIT, LINE_POINTS)
    outputs = trainer.predict(state, points)[:, 0].tolist()
    return [_finite(float(f"{value:.4g}")) for value in outputs]


def encode_focus(inference: Inference, layer: int | None, unit: int) -> FocusPicture:
    """One unit as large as the output, or (without a layer) one of all features."""
    if layer is None:
        pixels = feature_pixels(tuple(FEATURES)[unit], OUTPUT_PIXELS)
    else:
        pixels = Pictures(inference).unit(layer, unit, OUTPUT_PIXELS)
    return {"layer": layer, "unit": unit, "pixels": encode_pixels(pixels[np.newaxis])}


def encode_diagnostics(diagnostics: Diagnostics) -> Signs:
    """The diagnostics of the whole network."""
    return {
        "dead": diagnostics.dead,
        "saturated": diagnostics.saturated,
        "gradient_norms": [_finite(norm) for norm in diagnostics.gradient_norms],
    }


def encode_layers(trainer: Trainer, state: TrainingState, layer: int) -> tuple[LayerSigns, LayerPicture]:
    """What the page shows of all layers in numbers, and of one hidden layer as a picture."""
    diagnostics, seen = trainer.look_into(state, layer)
    f, df, begun, units = (
        np.clip(np.nan_to_num(curve), -CURVE_REACH, CURVE_REACH).round(3).tolist()
        for curve in (seen.f, seen.df, seen.start, seen.units)
    )
    layers: LayerSigns = {
        "dead": [layer.dead for layer in diagnostics.layers],
        "saturated": [layer.saturated for layer in diagnostics.layers],
        "mean_slopes": [_finite(layer.mean_slope) for layer in diagnostics.layers],
        "gradient_norms": [_finite(norm) for norm in diagnostics.gradient_norms],
    }
    return layers, {
        "index": layer,
        "limit": seen.limit,
        "counts": seen.counts.tolist(),
        "f": f,
        "df": df,
        "flat": seen.flat.astype(int).tolist(),
        "start": begun,
        "units": units,
        "learned": _learned(trainer.experiment.hidden[layer], state.layers[layer]),
    }


def encode_shapes(experiment: Experiment, state: TrainingState) -> list[ShapeTold]:
    """How the activations of all layers that learn parameters look by now, and how they began."""
    shapes: list[ShapeTold] = []
    for index, (layer, numbers) in enumerate(zip(experiment.hidden, state.layers, strict=False)):
        if not (function := layer.function).learned:
            continue
        each = function.each_unit(function.given(numbers.learned), layer.units)
        curves = [encode_curve(function, own) for own in each]
        learned, begun = _learned(layer, numbers), encode_curve(function, layer.p)
        shapes.append({"layer": index, "learned": learned, "start": begun, "curves": curves})
    return shapes


def _learned(layer: Layer, numbers: Parameters) -> list[LearnedTold]:
    """What a layer has learned of its activation."""
    named = layer.named(numbers.learned)
    return [{"symbol": symbol, "start": start, "values": values} for symbol, start, values in named]


def encode_gradients(trainer: Trainer, state: TrainingState) -> str:
    """The gradient of every parameter as little-endian float32, in the order of the state's numbers."""
    parts = [part.ravel() for layer in trainer.gradients(state) for part in layer]
    with np.errstate(over="ignore"):
        return encode(np.concatenate(parts).astype("<f4").tobytes())


def _finite(value: float) -> float | None:
    """A number that JSON can carry."""
    return value if isfinite(value) else None


def encode_points(points: NDArray[Any], labels: NDArray[Any]) -> str:
    """Points and labels as little-endian float32 triples x, y, label."""
    return encode(np.column_stack([points, labels]).astype("<f4").tobytes())


def encode_data(experiment: Experiment, dataset: Dataset) -> Data:
    """All points of a dataset, the training points first, whether they are drawn as a curve, and what can be reached.

    ``most`` are the training and the test accuracy that no network can exceed.
    """
    return {
        "points": encode_points(dataset.points, dataset.labels),
        "train": len(dataset.train_x),
        "curve": is_curve(experiment, dataset),
        "most": highest_accuracy(experiment, dataset),
    }


def encode_features() -> dict[str, str]:
    """A small picture of every feature."""
    return {key: encode_pixels(feature_pixels(key, UNIT_PIXELS)[np.newaxis]) for key in FEATURES}


def encode_curve(activation: Activation, p: Any) -> list[float]:
    """The values of an activation at even steps from -4 to 4, for a little picture."""
    z = np.linspace(-CURVE_LIMIT, CURVE_LIMIT, CURVE_POINTS)
    with np.errstate(all="ignore"):
        values = np.clip(np.nan_to_num(activation.f(z, p)), -CURVE_REACH, CURVE_REACH)
    return [round(float(value), 3) for value in values]
