"""What can be reached with the data of an experiment: by guessing, by a straight line, and from neighbors.

A loss is high or low only beside what is possible. Three measures, of the data and the chosen features alone:

    guess  the mean training loss of the best constant answer: who knows nothing of x gets that
    line   the score of the best weighted sum of the features, as a network without bends computes it
    score  the score of the k nearest neighbors, each point left out in turn, with the best of some k; less the
           standard error √(s (1 - s) / n) of a share s, so that it is surely there to be reached

``score`` estimates what noise leaves: among overlapping clouds no network is always right. With many points the error
of the nearest neighbor is at most twice the least that there can be, and that of more neighbors comes closer
(T. M. Cover and coauthor, 1967, https://doi.org/10.1109/TIT.1967.1053964). ``line`` is by logistic regression
(Newton's method, one output against the rest), and for regression by least squares.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ..datasets import Dataset, make_dataset, variance
from ..experiment.experiment import Experiment
from ..features import FEATURES, featurize
from ..losses import LOSSES, OUTPUT_LAYERS, OutputLayer
from .contradictions import highest_accuracy

Array = NDArray[np.float64]

_POINTS = 500  # so many are looked at, evenly spread; more would tell no more
_ASKED = 250  # of them so many ask their neighbors
_NEIGHBORS = (1, 3, 7, 15)  # few follow fine patterns, many see through noise
_NEWTON = 8  # steps, after which a line moves no more
_RIDGE = 1e-3  # so that the weights stay finite where a line divides the points
_BENT = 0.1  # so much better than a line, and another feature is looked for
_ENOUGH = 0.02  # so close to what can be reached, and it is found
_SMALLEST = 1e-12  # share of a class


@dataclass(frozen=True)
class Reachable:
    """What can be reached; scores are accuracies, or R² for regression.

    ``most`` are the training and the test accuracy that no network can exceed, see ``contradictions``. ``feature`` is
    one that is not chosen yet, and with which a line would do: X₁X₂ for XOR. ``train`` and ``test`` are how many
    points there are.
    """

    guess: float
    line: float
    score: float
    most: tuple[float, float]
    feature: str | None
    train: int
    test: int


@lru_cache(maxsize=16)
def reachable(experiment: Experiment) -> Reachable:
    """Measure the data of an experiment: some milliseconds, however many points there are."""
    return measure(experiment, make_dataset(experiment))


def measure(experiment: Experiment, data: Dataset) -> Reachable:
    """The same, of data that are there."""
    layer = OUTPUT_LAYERS[experiment.problem, experiment.output, experiment.loss]
    chosen = np.arange(0, len(data.points), max(1, -(-len(data.points) // _POINTS)))
    points, y = data.points[chosen], data.y[chosen]
    with np.errstate(all="ignore"):
        score = _neighbors(layer, points, y)
        line = _line(layer, featurize(experiment.features, points), y)
        feature = None
        if line < score - _BENT:
            lines = {
                key: _line(layer, featurize((*experiment.features, key), points), y)
                for key in FEATURES
                if key not in experiment.features
            }
            best = max(lines, key=lines.__getitem__, default=None)
            feature = best if best and lines[best] >= score - _ENOUGH else None
        guess = _guess(layer, data.train_y)
    return Reachable(
        guess, line, score, highest_accuracy(experiment, data), feature, len(data.train_x), len(data.test_x)
    )


def _score(layer: OutputLayer, outputs: Array, y: Array) -> float:
    """As ``evaluation.score`` has it."""
    if layer.problem == "regression":
        spread = variance(y)
        return 1.0 - float(np.mean((y - outputs) ** 2)) / spread if spread > 0.0 else 0.0
    return float(np.mean(layer.hits(outputs, y)))


def _neighbors(layer: OutputLayer, points: Array, y: Array) -> float:
    """The score of the mean target of the k nearest other points, with the best of the k, less its standard error."""
    spread = points.std(axis=0)
    scaled = points / np.where(spread > 0.0, spread, 1.0)
    asked = np.arange(0, len(points), max(1, -(-len(points) // _ASKED)))
    squares = (scaled**2).sum(axis=1)
    distances = squares - 2.0 * scaled[asked] @ scaled.T  # and the square of the one that asks, for all the same
    distances[np.arange(len(asked)), asked] = np.inf
    most = min(max(_NEIGHBORS), len(points) - 1)
    nearest = np.argpartition(distances, most - 1, axis=1)[:, :most]
    order = np.take_along_axis(distances, nearest, axis=1).argsort(axis=1)
    targets = y[np.take_along_axis(nearest, order, axis=1)]
    score = max(_score(layer, targets[:, :k].mean(axis=1), y[asked]) for k in _NEIGHBORS if k <= most)
    wrong = 1.0 - score
    # Of R² it is that of the mean of squares of normal errors.
    error = wrong * (2.0 if layer.problem == "regression" else score / wrong if wrong else 0.0) ** 0.5
    return float(score - error / len(asked) ** 0.5)


def _line(layer: OutputLayer, features: Array, y: Array) -> float:
    """The score of the best weighted sum of features, and a bias."""
    size = features.std(axis=0)
    x = np.column_stack([(features - features.mean(axis=0)) / np.where(size > 0.0, size, 1.0), np.ones(len(features))])
    if layer.problem == "regression":
        return _score(layer, x @ np.linalg.lstsq(x, y, rcond=None)[0], y)
    logits = np.column_stack([x @ _logistic(x, target) for target in (layer.boundary < y.T).astype(float)])
    return _score(layer, logits + layer.boundary, y)


def _logistic(x: Array, target: Array) -> Array:
    """The weights w that make -sum(target log p + (1 - target) log(1 - p)) + ½ ridge |w|² least, p = σ(x w)."""
    ridge = _RIDGE * len(x) * np.eye(x.shape[1])
    w = np.zeros(x.shape[1])
    for _ in range(_NEWTON):
        p = 0.5 * (1.0 + np.tanh(0.5 * (x @ w)))
        hessian = (x.T * (p * (1.0 - p))) @ x + ridge
        w = w - np.linalg.solve(hessian, x.T @ (p - target) + ridge @ w)
    return w


def _guess(layer: OutputLayer, y: Array) -> float:
    """The mean loss of the best constant: the mean target, or (of absolute and hinge loss) the median."""
    loss = LOSSES[layer.loss]

    def mean_loss(answer: Array) -> float:
        z = answer
        if loss.from_logits:
            share = np.clip(answer, _SMALLEST, 1.0 - _SMALLEST)
            z = np.log(share) if layer.one_hot else np.log(share) - np.log1p(-share)
        each = loss.value(np.broadcast_to(z, y.shape), np.broadcast_to(answer, y.shape), y)
        return float(each.sum() / len(y) / (y.shape[1] if layer.mean else 1))

    return min(mean_loss(y.mean(axis=0)), mean_loss(np.median(y, axis=0)))
