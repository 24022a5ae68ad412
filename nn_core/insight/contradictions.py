"""Points that contradict each other: with the same features and different labels, no network gets all of them right.

Whatever a function says of such features, it says it of all points that have them, and at best it is right for the
label that most of them carry:

    most = sum over distinct features of max over labels of their count / number of points

The two arms of the spiral begin in one point, (0, 0), which has both labels while there is no noise, as in TensorFlow
Playground. With half of the data for training, both of these points are test data for a quarter of all seeds, and then
no test accuracy is 1.
"""

from collections import Counter, defaultdict

import numpy as np
from numpy.typing import NDArray

from ..datasets import Dataset
from ..experiment.experiment import Experiment
from ..losses import OUTPUT_LAYERS


def highest_accuracy(experiment: Experiment, dataset: Dataset) -> tuple[float, float]:
    """The training and the test accuracy that no network can exceed, whatever its weights; 1 for regression."""
    if experiment.problem == "regression":
        return 1.0, 1.0
    one_hot = OUTPUT_LAYERS[experiment.problem, experiment.output, experiment.loss].one_hot
    parts = ((dataset.train_x, dataset.train_y), (dataset.test_x, dataset.test_y))
    train, test = (_highest(x, y.argmax(axis=1)[:, np.newaxis] if one_hot else y) for x, y in parts)
    return train, test


def _highest(x: NDArray[np.float64], y: NDArray[np.float64] | NDArray[np.intp]) -> float:
    """Of features x (samples, features) and answers y (samples, answers); the mean over the answers."""
    same: list[bytes] = [b""] * len(y)  # without features all points are the same
    if x.size:
        rows = np.ascontiguousarray(x + 0.0)  # -0 + 0 is 0
        same = rows.view(f"V{rows.itemsize * rows.shape[1]}").ravel().tolist()
    if len(set(same)) == len(same):
        return 1.0
    return sum(_right(same, answers.tolist()) for answers in y.T) / y.size


def _right(same: list[bytes], answers: list[float]) -> int:
    """How many answers are the most frequent one among those of the same features."""
    by_features: defaultdict[bytes, Counter[float]] = defaultdict(Counter)
    for features, answer in zip(same, answers, strict=True):
        by_features[features][answer] += 1
    return sum(max(counts.values()) for counts in by_features.values())
