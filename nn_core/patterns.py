"""More patterns for the datasets: moons, rings and squares, all that lies above a curve, curves, and a picture.

A curve is a dataset with one input: its points lie on the line X2 = 0, and the label is what the network should
give there. It shows what a network can bend, and each of its units is one bend.

As in ``datasets``, ``noise`` is a share from 0 to 0.8, and at 0 all points lie within the axes from -6 to 6.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Generator = np.random.Generator
Generate = Callable[[Generator, Generator, int, float], tuple[Array, Array]]

_SQUARE = 3.0  # the side of a square of the checkerboard


def polar(radius: Array, angle: Array) -> Array:
    """Points (n, 2) at these radii and angles; the angle 0 is up."""
    return np.column_stack([radius * np.sin(angle), radius * np.cos(angle)])


def sign(condition: NDArray[np.bool_]) -> Array:
    """+1 where it holds, -1 elsewhere."""
    return np.where(condition, 1.0, -1.0)


def evenly(n: int, classes: int) -> Array:
    """The numbers of the classes, each as often as the others."""
    return np.asarray(np.arange(n) % classes, dtype=np.float64)


def moons(rng: Generator, noise_rng: Generator, n: int, noise: float) -> tuple[Array, Array]:
    """Two half rings from 2.7 to 3.3 that reach into each other. Noise moves the points, up to 2·noise each way."""
    labels = sign(evenly(n, 2) == 0.0)
    half_turn = rng.uniform(-0.5, 0.5, n) + np.where(labels > 0.0, 0.0, 1.0)
    ring = polar(rng.uniform(2.7, 3.3, n), np.pi * half_turn)
    centers = labels[:, np.newaxis] * np.array([-1.5, -0.75])
    return ring + centers + noise_rng.uniform(-2.0, 2.0, (n, 2)) * noise, labels


def bullseye(rng: Generator, noise_rng: Generator, n: int, noise: float) -> tuple[Array, Array]:
    """A disc and three rings of width 1 with gaps of 0.5, in turn +1 and -1; noise moves points along the radius."""
    rings = evenly(n, 4)
    radius = 1.5 * rings + rng.uniform(0.0, 1.0, n) + noise * noise_rng.uniform(-1.5, 1.5, n)
    return polar(np.abs(radius), rng.uniform(0.0, 2.0 * np.pi, n)), sign(rings % 2.0 == 0.0)


def checkerboard(rng: Generator, noise_rng: Generator, n: int, noise: float) -> tuple[Array, Array]:
    """Four by four squares of side 3, in turn +1 and -1; noise moves a point only while it is labeled."""
    points = rng.uniform(-6.0, 6.0, (n, 2))
    noised = points + noise_rng.uniform(-5.0, 5.0, (n, 2)) * noise
    return points, sign(np.floor(noised / _SQUARE).sum(axis=1) % 2.0 == 0.0)


def above(f: Callable[[Array], Array]) -> Generate:
    """All that lies above y = f(x) is +1, the rest -1; noise moves a point only while it is labeled."""

    def generate(rng: Generator, noise_rng: Generator, n: int, noise: float) -> tuple[Array, Array]:
        points = rng.uniform(-6.0, 6.0, (n, 2))
        x, y = (points + noise_rng.uniform(-5.0, 5.0, (n, 2)) * noise).T
        return points, sign(y > f(x))

    return generate


def picture(rng: Generator, noise_rng: Generator, n: int, noise: float) -> tuple[Array, Array]:
    """The shade of ``moonlit_water`` at a point; noise moves a point only while it is labeled."""
    points = rng.uniform(-6.0, 6.0, (n, 2))
    x, y = (points + noise_rng.uniform(-5.0, 5.0, (n, 2)) * noise).T
    return points, moonlit_water(x, y)


def moonlit_water(x: Array, y: Array) -> Array:
    """A picture by a formula, from -1, black, to 1, white: a moon with a sharp edge over ripples in dark water.

    Above the horizon y = 0 the sky is -0.6, and the moon, a disc of radius 1.6 around (2, 3), is 1. Below it the
    water is 0.9 sin(4 r), r the distance from (2, 3): rings with the wavelength 1.57.
    """
    r = np.hypot(x - 2.0, y - 3.0)
    return np.where(y > 0.0, np.where(r < 1.6, 1.0, -0.6), 0.9 * np.sin(4.0 * r))


def curve(f: Callable[[Array], Array]) -> Generate:
    """The label f(x) of points on the line X2 = 0; noise moves the label, up to 1·noise each way."""

    def generate(rng: Generator, noise_rng: Generator, n: int, noise: float) -> tuple[Array, Array]:
        x = rng.uniform(-6.0, 6.0, n)
        return np.column_stack([x, np.zeros(n)]), f(x) + noise_rng.uniform(-1.0, 1.0, n) * noise

    return generate
