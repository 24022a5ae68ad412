"""Random numbers: several independent streams from the one seed of an experiment.

Points, noise, shuffle and weights each have a stream of their own. So the same seed gives the same points
whatever the noise, and the same initial weights whatever the data.
"""

import numpy as np

POINTS, NOISE, SHUFFLE, WEIGHTS = range(4)


def generator(seed: int, stream: int) -> np.random.Generator:
    """A fresh generator for one purpose; the same seed and stream always give the same numbers."""
    return np.random.Generator(np.random.PCG64([seed, stream]))
