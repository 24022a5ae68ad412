"""Splits: which of some labeled points train and which test, each class at the same share.

Of a class with n of all N points, T of which train, n·T/N train, rounded down or up so that the total is T (by largest
remainders). Classes are the labels; with several labels each combination is one; for regression the labels in order
are cut into pieces of the same size, so that small and large values train at the same share, too. Which points of a
class train is a matter of the seed, and not of the order in which they are given.

Points that have a role already keep it as far as a fair split allows: a larger share makes some of each class train
that did not, and none goes the other way.
"""

from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..common import random_streams
from .experiment import Experiment

Kind = Literal["share", "new", "least"]

MOST_PIECES = 10  # of the values of a regression
PIECE = 10  # points at least in each of them, of which the smallest share is one
ENOUGH = 5  # points of a class, so that it is worth to take some of them for the test


def share_of(count: int, percent: float) -> int:
    """How many of so many points train: the share, rounded down as in ``Experiment.train_samples``."""
    return int(count * percent / 100.0)


def split(
    points: ArrayLike, problem: str, train: int, seed: int = 0, in_training: ArrayLike | None = None
) -> tuple[NDArray[np.intp], int]:
    """The order of points (n, 3) in which the training points come first, each part shuffled, and how many train.

    ``train`` are to train; there are more if that is needed for a training point of each class that has two points or
    more. Each of these has a test point, too, if there are enough.
    ``in_training`` (n,) says which points train already.
    """
    table = np.asarray(points, dtype=np.float64).reshape(-1, 3)
    x, y, labels = table.T
    by_value = np.lexsort((y, x, labels))
    rank = np.empty(len(table), dtype=np.intp)
    rank[by_value] = random_streams.generator(seed, random_streams.SHUFFLE).permutation(len(table))
    strata = _strata(labels, by_value, problem)
    trains = np.zeros(len(table), dtype=bool) if in_training is None else np.array(in_training, dtype=bool)
    before = np.bincount(strata[trains], minlength=strata.max() + 1)
    for stratum, count in enumerate(fair_counts(np.bincount(strata).tolist(), train, before.tolist())):
        # those that train already come first, then by chance
        candidates = np.flatnonzero(strata == stratum)
        candidates = candidates[np.lexsort((rank[candidates], ~trains[candidates]))]
        trains[candidates] = np.arange(len(candidates)) < count
    return np.lexsort((rank, ~trains)), int(trains.sum())


def _strata(labels: NDArray[np.float64], by_value: NDArray[np.intp], problem: str) -> NDArray[np.intp]:
    """For each point which class it is of, or which piece of the values."""
    if problem != "regression":
        return np.unique(labels, return_inverse=True)[1]
    pieces = max(1, min(MOST_PIECES, len(labels) // PIECE))
    strata = np.empty(len(labels), dtype=np.intp)
    strata[by_value] = np.arange(len(labels)) * pieces // len(labels)
    return strata


def fair_counts(sizes: list[int], train: int, before: list[int] | None = None) -> list[int]:
    """How many of each class train, so that ``train`` of all do, as near as possible to ``before``.

    Each is within 1 of its exact share, unless a class would be left out of training or, where there are enough
    points, of the test. All classes together have a training point and a test point.
    """
    everything = sum(sizes)
    several = [int(size > 1) for size in sizes]
    train = max(1, sum(several), min(train, everything - 1))
    enough = train <= everything - sum(several)
    least, most = several, [size - one * enough for size, one in zip(sizes, several, strict=True)]

    def lacks(i: int) -> int:
        """How much class i is below its exact share, times the number of all points."""
        return sizes[i] * train - counts[i] * everything

    counts = []
    for i, (size, had) in enumerate(zip(sizes, before or [0] * len(sizes), strict=True)):
        low, rest = divmod(size * train, everything)
        fair = min(max(had, low), low + bool(rest))
        counts.append(min(max(fair, least[i]), most[i]))
    while sum(counts) < train:
        counts[max((i for i in range(len(sizes)) if counts[i] < most[i]), key=lacks)] += 1
    while sum(counts) > train:
        counts[min((i for i in range(len(sizes)) if counts[i] > least[i]), key=lacks)] -= 1
    return counts


def resplit(experiment: Experiment, train: int, kind: Kind = "share") -> tuple[Experiment, int, int]:
    """Own points, the first ``train`` of which train so far, split again, and how many came to training and to test.

    "share": each class at ``train_percent``. "new": only the classes with points enough of which none trains or none
    tests, or all if that is true of all of them together. "least": as few as possible change, so that some train and
    some test. Where nothing changes, the points keep their order.
    """
    points = np.array(experiment.points)
    count = len(points)
    in_training = np.arange(count) < train
    if kind == "least":
        order, after = split(points, experiment.problem, min(max(train, 1), count - 1), experiment.seed, in_training)
    elif kind == "share" or not 0 < train < count:
        share = share_of(count, experiment.train_percent)
        order, after = split(points, experiment.problem, share, experiment.seed, in_training)
    else:
        order, after = _split_new(experiment, points, in_training)
    trains = np.zeros(count, dtype=bool)
    trains[order[:after]] = True
    to_train, to_test = int((trains & ~in_training).sum()), int((in_training & ~trains).sum())
    fields = dict(experiment) | {"train_points": after, "batch_size": min(experiment.batch_size, after)}
    if to_train or to_test:
        fields["points"] = [experiment.points[i] for i in order]  # type: ignore[index]
    return Experiment(**fields), to_train, to_test


def split_fields(fields: dict[str, Any], train: int) -> dict[str, Any]:
    """The points and ``train_points`` of an experiment with these fields, split again: see ``resplit``."""
    free = {name: value for name, value in fields.items() if name != "batch_size"}  # which is judged after the split
    after, _, _ = resplit(Experiment(**free), train)
    return {"points": after.points, "train_points": after.train_points}


def _split_new(
    experiment: Experiment, points: NDArray[np.float64], in_training: NDArray[np.bool_]
) -> tuple[NDArray[np.intp], int]:
    """The order in which the training points come first, after a split of the classes that were not split yet."""
    trains = in_training.copy()
    labels = points[:, 2]
    for label in np.unique(labels) if experiment.problem != "regression" else ():
        of_it = np.flatnonzero(labels == label)
        if len(of_it) >= ENOUGH and len(set(in_training[of_it])) == 1:
            share = share_of(len(of_it), experiment.train_percent)
            order, after = split(points[of_it], experiment.problem, share, experiment.seed)
            trains[of_it] = False
            trains[of_it[order[:after]]] = True
    return np.lexsort((np.arange(len(points)), ~trains)), int(trains.sum())
