"""Evaluation: what does a network make of inputs, and how good is it?

Nothing is learned here. ``Inference`` is the pass forward of one state after the other, by the fastest engine: it is
made ready once, which takes longer than a pass.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from .common.flushing import flushing
from .compiled import engine as compiled
from .datasets import Dataset, variance
from .experiment.experiment import Experiment
from .features import featurize
from .network.network import LayerPass, Network
from .state.parameters import Parameters
from .state.state import TrainingState
from .training.engines import Engine, engine_of


@dataclass(frozen=True)
class Metrics:
    """How well a state does: the mean loss without penalty, and a score, on training and test data.

    The score is the accuracy (share of samples on the right side of the decision boundary) for
    classification, and R² = 1 - squared error / variance for regression (0 where all targets are the same).
    """

    train_loss: float
    test_loss: float
    train_score: float
    test_score: float

    @property
    def gap(self) -> float:
        """How much worse the network is at what it has not seen: test loss - training loss."""
        return self.test_loss - self.train_loss


def score(network: Network, last: LayerPass, y: NDArray[Any]) -> float:
    """The accuracy: the share of predictions that are right, of labels one by one; for regression R².

    R² = 1 - squared error / variance, and 0 where the targets are the same, see ``datasets.variance``.
    """
    return scores(network, last, y, [slice(None)])[0]


def scores(
    network: Network, last: LayerPass, y: NDArray[Any], parts: Sequence[slice], variances: Sequence[float] = ()
) -> list[float]:
    """``score`` of some parts of the samples; ``variances`` are those of their targets, if they are known."""
    if network.experiment.problem == "regression":
        errors = (y - last.a) ** 2
        means = [float(errors[part].sum()) / len(y[part]) for part in parts]
        variances = variances or [variance(y[part]) for part in parts]
        return [1.0 - mean / all_ if all_ > 0.0 else 0.0 for mean, all_ in zip(means, variances, strict=True)]
    hits = network.output_layer.hits(last.a, y)
    return [int(np.count_nonzero(hits[part])) / hits[part].size for part in parts]


# What goes through NumPy together fits into a processor's cache, which is twice as fast: so many values of the widest
# layer, but no fewer rows than take longer to compute than to begin with.
_VALUES, _ROWS = 8000, 500


def to_pixels(values: NDArray[Any], low: float = -1.0, high: float = 1.0) -> NDArray[np.uint8]:
    """Values in low..high as bytes 1..255, not-a-number as 0."""
    scaled = np.clip((values - low) * (254.0 / (high - low)), 0.0, 254.0) + 1.5
    return np.asarray(np.nan_to_num(scaled, nan=0.0), dtype=np.uint8)


class Inference:
    """The pass forward through an experiment's network, with the parameters that it was told last."""

    def __init__(self, experiment: Experiment, engine: Engine | None = None) -> None:
        self.experiment = experiment
        self.network = Network(experiment)
        self._state: TrainingState | None = None
        self._compiled = None
        if compiled and (engine or engine_of(experiment)) == "compiled":
            self._compiled = compiled.CompiledInference(experiment)

    def load(self, state: TrainingState) -> Self:
        """From now on with the parameters of this state."""
        if self._compiled and state is not self._state:
            self._compiled.take(state)
        self._state = state
        return self

    @property
    def _layers(self) -> Sequence[Parameters]:
        return self._state.layers if self._state else ()

    def outputs(self, x: NDArray[np.float64]) -> LayerPass:
        """What the output layer makes of features x (samples, features)."""
        if self._compiled:
            return LayerPass(x, *self._compiled.outputs(x))
        with flushing(), np.errstate(over="ignore", invalid="ignore"):
            return self.network.forward(self._layers, x)[-1]

    def pixels(self, x: NDArray[np.floating], which: range, low: float, high: float) -> NDArray[np.uint8]:
        """The activations of the units of some layers as bytes (units, samples), see ``to_pixels``."""
        if self._compiled:
            drawn: NDArray[np.uint8] = self._compiled.draw(x, which, low, high)
            return drawn
        step = max(_ROWS, _VALUES // max(columns for _, columns in self.experiment.weight_shapes))
        with flushing(), np.errstate(over="ignore", invalid="ignore"):
            blocks = [self.network.forward(self._layers, rows) for rows in np.split(x, range(step, len(x), step))]
            units = (np.concatenate([passes[index].a for passes in blocks]).T for index in which)
            return np.concatenate([to_pixels(values, low, high) for values in units])

    def metrics(self, data: Dataset) -> Metrics:
        """Loss and score on the training and the test data."""
        last, train = self.outputs(data.x), len(data.train_x)
        parts = slice(train), slice(train, None)
        with np.errstate(over="ignore", invalid="ignore"):
            losses = self.network.mean_losses(last, data.y, parts)
            accuracies = scores(self.network, last, data.y, parts, data.variances)
        return Metrics(*losses, *accuracies)


def activations_at(network: Network, state: TrainingState, points: NDArray[np.floating]) -> list[NDArray[np.floating]]:
    """What every unit gives at ``points`` (n, 2), in their precision: one array (n, units) per layer."""
    points = np.asarray(points)
    if not np.issubdtype(points.dtype, np.floating):
        points = points.astype(np.float64)
    if points.ndim != 2 or points.shape[1] != 2:
        raise ValueError(f"points must be (n, 2), got the shape {points.shape}")
    with flushing(), np.errstate(over="ignore", invalid="ignore"):
        layers = [layer.astype(points.dtype) for layer in state.layers]
        passes = network.forward(layers, featurize(network.experiment.features, points))
    return [layer_pass.a for layer_pass in passes]
