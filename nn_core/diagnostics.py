"""Diagnostics: how well does the gradient get through a network?

A unit is *dead* if its slope f'(z) is zero for every training sample: no gradient passes, so it will not change
again by itself (a ReLU that is never above zero, or any binary step). It is *saturated* if the slope is small,
abs(f') < 0.1, for more than nine of ten samples, but not dead: it learns slowly, and so does what lies before it.

The gradient norm of a layer is the length of dE/dW over all its weights, with E the mean loss over the training
samples. Where it shrinks from layer to layer towards the input, the gradient vanishes.
"""

from dataclasses import dataclass

import numpy as np

from .datasets import Dataset, make_dataset
from .experiment import Experiment
from .network import Network
from .state import TrainingState

FLAT = 0.1  # a slope below this is small
MOSTLY = 0.9


@dataclass(frozen=True)
class Diagnostics:
    """Shares of the hidden units that are dead and saturated (0 without any), and a gradient norm for each layer."""

    dead: float
    saturated: float
    gradient_norms: tuple[float, ...]


def diagnose(experiment: Experiment, state: TrainingState, *, dataset: Dataset | None = None) -> Diagnostics:
    """Measure a state on the training samples."""
    data = dataset or make_dataset(experiment)
    network = Network(experiment)
    layers = state.fitted(experiment).layers
    with np.errstate(over="ignore", invalid="ignore"):
        passes = network.forward(layers, data.train_x)
        gradients = network.backward(layers, passes, data.train_y)
        norms = tuple(float(np.linalg.norm(weights)) for weights, *_ in gradients)
        slopes = network.slopes(layers, passes)
    if not slopes:
        return Diagnostics(0.0, 0.0, norms)
    dead = np.concatenate([(slope == 0.0).all(axis=0) for slope in slopes])
    flat = np.concatenate([(slope < FLAT).mean(axis=0) > MOSTLY for slope in slopes])
    return Diagnostics(float(dead.mean()), float((flat & ~dead).mean()), norms)
