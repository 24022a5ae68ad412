"""Datasets: points in the plane with a label, some to learn from and some to be tested on.

Labels are -1 and +1 for classification and real numbers for regression; with several classes the number of the class
from 0 on, with several labels the sum of 2^j over those that hold. The axes run from -6 to 6. The formulas in this
chapter with one output are those of TensorFlow Playground, so that a lesson written for it finds the same data here.

Random numbers come from two streams, one for the points and one for the noise: more noise moves the same
points further instead of drawing others.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from .common import random_streams
from .features import featurize
from .losses import OUTPUT_LAYERS
from .patterns import Array, Generator, above, bullseye, checkerboard, curve, evenly, moons, picture, polar, sign

if TYPE_CHECKING:
    from .experiment.experiment import Experiment

AXIS_LIMIT = 6.0
_CONSTANT = 1e-9  # of its size: a target that varies by less is constant


@dataclass(frozen=True)
class DatasetKind:
    """A generator of data: ``generate(points_rng, noise_rng, n, noise)`` gives points (n, 2) and labels (n,).

    ``noise`` is a share from 0 to 0.8. With ``most`` above 1 there is a fifth argument, the number of classes or
    labels, which may be that many. Of a ``curve`` all points lie on the line X2 = 0.
    """

    key: str
    name: str
    problem: str
    generate: Callable[..., tuple[Array, Array]]
    most: int = 1
    curve: bool = False


def _circle(rng: Generator, noise_rng: Generator, n: int, noise: float) -> tuple[Array, Array]:
    """A disc of radius 2.5 inside a ring from 3.5 to 5; noise moves a point only while it is labeled."""
    inner = n // 2
    radius = np.concatenate([rng.uniform(0.0, 2.5, inner), rng.uniform(3.5, 5.0, n - inner)])
    points = polar(radius, rng.uniform(0.0, 2.0 * np.pi, n))
    noised = points + noise_rng.uniform(-5.0, 5.0, (n, 2)) * noise
    return points, sign(np.hypot(noised[:, 0], noised[:, 1]) < 2.5)


def _xor(rng: Generator, noise_rng: Generator, n: int, noise: float) -> tuple[Array, Array]:
    """Four quadrants, kept 0.3 off the axes; +1 where x·y >= 0. Noise moves a point only while labeled."""
    points = rng.uniform(-5.0, 5.0, (n, 2))
    points += np.where(points > 0.0, 0.3, -0.3)
    noised = points + noise_rng.uniform(-5.0, 5.0, (n, 2)) * noise
    return points, sign(noised[:, 0] * noised[:, 1] >= 0.0)


def _gauss(rng: Generator, noise_rng: Generator, n: int, noise: float) -> tuple[Array, Array]:
    """Two normal clouds around (2, 2) and (-2, -2) with variance 0.5 + 7·noise."""
    labels = sign(np.arange(n) < n // 2)
    points = 2.0 * labels[:, np.newaxis] + rng.standard_normal((n, 2)) * np.sqrt(0.5 + 7.0 * noise)
    return points, labels


def _spiral(rng: Generator, noise_rng: Generator, n: int, noise: float) -> tuple[Array, Array]:
    """Two arms of 1.75 turns, half a turn apart. Noise moves the points."""
    first = n // 2
    share = np.concatenate([np.arange(first) / first, np.arange(n - first) / (n - first)])
    labels = sign(np.arange(n) < first)
    angle = 1.75 * share * 2.0 * np.pi + np.where(labels > 0.0, 0.0, np.pi)
    return polar(5.0 * share, angle) + noise_rng.uniform(-1.0, 1.0, (n, 2)) * noise, labels


def _plane(rng: Generator, noise_rng: Generator, n: int, noise: float) -> tuple[Array, Array]:
    """(x + y) / 10; noise moves a point only while it is labeled."""
    points = rng.uniform(-6.0, 6.0, (n, 2))
    noised = points + noise_rng.uniform(-6.0, 6.0, (n, 2)) * noise
    return points, (noised[:, 0] + noised[:, 1]) / 10.0


_BUMPS = np.array([(-4, 2.5, 1), (0, 2.5, -1), (4, 2.5, 1), (-4, -2.5, -1), (0, -2.5, 1), (4, -2.5, -1)])


def _bumps(rng: Generator, noise_rng: Generator, n: int, noise: float) -> tuple[Array, Array]:
    """Six cones of radius 2 and height 1 with alternating signs; the tallest at a point counts."""
    points = rng.uniform(-6.0, 6.0, (n, 2))
    noised = points + noise_rng.uniform(-6.0, 6.0, (n, 2)) * noise
    distance = np.hypot(noised[:, :1] - _BUMPS[:, 0], noised[:, 1:] - _BUMPS[:, 1])
    heights = _BUMPS[:, 2] * np.maximum(0.0, 1.0 - distance / 2.0)
    return points, heights[np.arange(n), np.abs(heights).argmax(axis=1)]


def _blobs(rng: Generator, noise_rng: Generator, n: int, noise: float, classes: int) -> tuple[Array, Array]:
    """Normal clouds around points of a circle of radius 3.5, with the standard deviation 0.6 + 2·noise."""
    labels = evenly(n, classes)
    centers = polar(np.full(n, 3.5), 2.0 * np.pi * labels / classes)
    return centers + rng.standard_normal((n, 2)) * (0.6 + 2.0 * noise), labels


def _arms(rng: Generator, noise_rng: Generator, n: int, noise: float, classes: int) -> tuple[Array, Array]:
    """As many arms, of one turn each. Noise moves the points."""
    labels = evenly(n, classes)
    share = rng.uniform(0.06, 1.0, n)
    angle = 2.0 * np.pi * (share + labels / classes)
    return polar(5.0 * share, angle) + noise_rng.uniform(-1.0, 1.0, (n, 2)) * noise, labels


def _rings(rng: Generator, noise_rng: Generator, n: int, noise: float, classes: int) -> tuple[Array, Array]:
    """A disc and rings around it up to the radius 5.5, with gaps between them; noise moves points along the radius."""
    labels, width = evenly(n, classes), 5.5 / classes
    radius = width * (labels + rng.uniform(0.0, 0.75, n)) + width * noise * noise_rng.uniform(-2.0, 2.0, n)
    return polar(np.abs(radius), rng.uniform(0.0, 2.0 * np.pi, n)), labels


def _sectors(rng: Generator, noise_rng: Generator, n: int, noise: float, classes: int) -> tuple[Array, Array]:
    """Slices of a cake of radius 5; noise turns points out of their slice."""
    labels = evenly(n, classes)
    turn = labels + rng.uniform(0.06, 0.94, n) + noise * noise_rng.uniform(-1.0, 1.0, n)
    return polar(5.0 * np.sqrt(rng.uniform(0.01, 1.0, n)), 2.0 * np.pi * turn / classes), labels


def _half_planes(rng: Generator, noise_rng: Generator, n: int, noise: float, classes: int) -> tuple[Array, Array]:
    """Label j holds on one side of a line; noise moves a point only while it is labeled."""
    points = rng.uniform(-5.5, 5.5, (n, 2))
    noised = points + noise_rng.uniform(-5.0, 5.0, (n, 2)) * noise
    angle = np.pi * (0.15 + np.arange(classes) * 2.0 / classes)
    return points, _bits(noised @ np.array([np.cos(angle), np.sin(angle)]) > -0.7)


def _discs(rng: Generator, noise_rng: Generator, n: int, noise: float, classes: int) -> tuple[Array, Array]:
    """Label j holds within a disc of radius 2.8; the discs overlap. Noise moves a point only while it is labeled."""
    points = rng.uniform(-5.5, 5.5, (n, 2))
    noised = points + noise_rng.uniform(-5.0, 5.0, (n, 2)) * noise
    centers = polar(np.full(classes, 1.7), 2.0 * np.pi * np.arange(classes) / classes)
    return points, _bits(np.hypot(*(noised[:, np.newaxis] - centers).T).T < 2.8)


def _bits(holds: NDArray[np.bool_]) -> Array:
    """Which labels hold (n, labels) as one number each."""
    return np.asarray(holds @ (1 << np.arange(holds.shape[1])), dtype=np.float64)


DATASETS: dict[str, DatasetKind] = {
    kind.key: kind
    for kind in (
        # The first entry of a problem is its default.
        DatasetKind("circle", "Circle", "classification", _circle),
        DatasetKind("xor", "XOR", "classification", _xor),
        DatasetKind("gauss", "Gaussian", "classification", _gauss),
        DatasetKind("spiral", "Spiral", "classification", _spiral),
        DatasetKind("moons", "Moons", "classification", moons),
        DatasetKind("bullseye", "Bullseye", "classification", bullseye),
        DatasetKind("checkerboard", "Checkerboard", "classification", checkerboard),
        DatasetKind("above-line", "Above a line", "classification", above(lambda x: x / 2.0 + 1.0)),
        DatasetKind("above-sine", "Above a sine", "classification", above(lambda x: 3.0 * np.sin(x))),
        DatasetKind("above-cubic", "Above a cubic", "classification", above(lambda x: x**3 / 15.0 - 1.5 * x)),
        DatasetKind("above-abs", "Above |x|", "classification", above(lambda x: np.abs(x) - 3.0)),
        DatasetKind("reg-plane", "Plane", "regression", _plane),
        DatasetKind("reg-gauss", "Gaussian bumps", "regression", _bumps),
        DatasetKind("reg-picture", "Picture", "regression", picture),
        DatasetKind("curve-sine", "Sine curve", "regression", curve(np.sin), curve=True),
        DatasetKind("curve-step", "Step", "regression", curve(lambda x: sign(x >= 0.0)), curve=True),
        DatasetKind("curve-abs", "Absolute value", "regression", curve(lambda x: np.abs(x) / 3.0 - 1.0), curve=True),
        DatasetKind("blobs", "Blobs", "multi-class", _blobs, 6),
        DatasetKind("arms", "Spiral arms", "multi-class", _arms, 5),
        DatasetKind("rings", "Rings", "multi-class", _rings, 6),
        DatasetKind("sectors", "Sectors", "multi-class", _sectors, 6),
        DatasetKind("half-planes", "Half-planes", "multi-label", _half_planes, 3),
        DatasetKind("discs", "Disks", "multi-label", _discs, 3),
    )
}


def variance(targets: Array) -> float:
    """mean((y - mean(y))²), 0 where the targets are the same but for the rounding of such numbers.

    The mean of 40 times 0.7 is not 0.7 to the last digit: what that leaves is no variance to be explained.
    """
    found = float(targets.var())
    return found if found > (_CONSTANT * float(np.abs(targets).max())) ** 2 else 0.0


@dataclass(frozen=True)
class Dataset:
    """The data of an experiment: the raw points, and what the network is fed with.

    ``points`` (n, 2) and ``labels`` (n,) hold the training points first, then the test points. ``train_x``
    and ``test_x`` are features (samples, features), ``train_y`` and ``test_y`` targets (samples, outputs).
    """

    points: Array
    labels: Array
    train_x: Array
    train_y: Array
    test_x: Array
    test_y: Array

    @cached_property
    def x(self) -> Array:
        """The features of all points, the training points first; each feature in one piece."""
        return np.asfortranarray(np.concatenate([self.train_x, self.test_x]))

    @cached_property
    def y(self) -> Array:
        """The targets of all points, the training points first."""
        return np.concatenate([self.train_y, self.test_y])

    @cached_property
    def variances(self) -> tuple[float, float]:
        """Of the training targets, and of the test targets; see ``variance``."""
        return variance(self.train_y), variance(self.test_y)

    @property
    def nbytes(self) -> int:
        """The bytes of all arrays, with those that are made when somebody asks for them."""
        parts = sum(array.nbytes for array in self)
        return self.points.nbytes + self.labels.nbytes + 2 * parts

    def __iter__(self) -> Iterator[Array]:
        """What training and testing need: ``train_x, train_y, test_x, test_y = make_dataset(experiment)``."""
        return iter((self.train_x, self.train_y, self.test_x, self.test_y))


def make_dataset(experiment: "Experiment") -> Dataset:
    """Generate and split the data of an experiment: the first ``train_percent`` after one fixed shuffle train.

    Own data (``dataset="custom"``) keeps its order.
    """
    if experiment.points is not None:
        table = np.array(experiment.points, dtype=np.float64)
        points, labels = table[:, :2], table[:, 2]
    else:
        kind = DATASETS[experiment.dataset]
        points, labels = kind.generate(
            random_streams.generator(experiment.seed, random_streams.POINTS),
            random_streams.generator(experiment.seed, random_streams.NOISE),
            experiment.samples,
            experiment.noise / 100.0,
            *([experiment.classes] if kind.most > 1 else []),
        )
        order = random_streams.generator(experiment.seed, random_streams.SHUFFLE).permutation(len(points))
        points, labels = points[order], labels[order]
    features = featurize(experiment.features, points)
    output_layer = OUTPUT_LAYERS[experiment.problem, experiment.output, experiment.loss]
    targets = output_layer.targets(labels, experiment.classes)
    train = experiment.train_samples
    return Dataset(points, labels, features[:train], targets[:train], features[train:], targets[train:])
