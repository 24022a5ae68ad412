"""Points that contradict each other: with the same features and different labels, no network gets all of them right.

Whatever a function says of such features, it says it of all points that have them, and at best it is right for the
label that most of them carry:

    most = sum over distinct features of max over labels of their count / number of points

The two arms of the spiral begin in one point, (0, 0), which has both labels while there is no noise, as in TensorFlow
Playground. With half of the data for training, both of these points are test data for a quarter of all seeds, and then
no test accuracy is 1.
"""

import numpy as np
from numpy.typing import NDArray

from .datasets import Dataset
from .experiment import Experiment
from .losses import OUTPUT_LAYERS


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
    if not x.size:  # without features all points are the same
        place = np.zeros(len(y), dtype=np.intp)
    else:
        place = np.unique(x + 0.0, axis=0, return_inverse=True)[1].ravel()  # -0 + 0 is 0
    return float(np.mean([_right(place, answers) for answers in y.T])) / len(y)


def _right(place: NDArray[np.intp], answers: NDArray[np.float64] | NDArray[np.intp]) -> float:
    """How many answers are the most frequent one of their place."""
    pairs, counts = np.unique(np.column_stack([place, answers]), axis=0, return_counts=True)
    most = np.zeros(int(place.max()) + 1)
    np.maximum.at(most, pairs[:, 0].astype(np.intp), counts)
    return float(most.sum())
