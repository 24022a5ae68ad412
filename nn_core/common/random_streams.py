"""Random numbers: several independent streams from the one seed of an experiment.

Points, noise, shuffle, weights and what happens by chance in training each have a stream of their own. So the same
seed gives the same points whatever the noise, and the same initial weights whatever the data.
"""

import numpy as np

POINTS, NOISE, SHUFFLE, WEIGHTS, CHANCE = range(5)


def generator(seed: int, stream: int, *within: int) -> np.random.Generator:
    """A fresh generator for one purpose; the same seed, stream and place within it always give the same numbers."""
    return np.random.Generator(np.random.PCG64([seed, stream, *within]))
