"""The shape of a training state: how its numbers, one after the other, are divided among layers and slots."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Self

from ..experiment.experiment import Experiment
from ..optimizers import OPTIMIZERS


@dataclass(frozen=True)
class Shape:
    """How many numbers of which kind a state has: ``sizes`` as in ``LayerParameters``, what each ``learns``."""

    sizes: tuple[tuple[int, int], ...]
    learns: tuple[int, ...]
    slots: int

    @classmethod
    def from_experiment(cls, experiment: Experiment) -> Self:
        """That of an experiment's states."""
        return cls(
            experiment.weight_shapes, tuple(map(len, experiment.learned)), len(OPTIMIZERS[experiment.optimizer].slots)
        )

    @property
    def parameters(self) -> int:
        """How many weights, biases and learned parameters."""
        return sum((inputs + 1) * columns for inputs, columns in self.sizes) + sum(self.learns)

    @property
    def numbers(self) -> int:
        """These, and as many in each slot."""
        return (1 + self.slots) * self.parameters

    @property
    def counts(self) -> tuple[int, ...]:
        """How many counts of updates each layer has, where there are slots: see ``parameters.py``."""
        return tuple(sum(size) + learned for size, learned in zip(self.sizes, self.learns, strict=True))


Parts = tuple[slice, slice, slice]  # weights, biases, learned parameters


@lru_cache(maxsize=256)
def places(shape: Shape) -> tuple[tuple[Parts, ...], ...]:
    """Where in a state's numbers the parameters of each layer are, and then its slots."""
    end = 0

    def take(counts: Iterable[int]) -> Parts:
        nonlocal end
        ends = list(accumulate(counts, initial=end))
        end = ends[-1]
        weights, biases, learned = map(slice, ends, ends[1:])
        return weights, biases, learned

    sizes = zip(shape.sizes, shape.learns, strict=True)
    each = [(inputs * columns, columns, learned) for (inputs, columns), learned in sizes]
    parameters = [take(counts) for counts in each]
    remembered = [[take(counts) for _ in range(shape.slots)] for counts in each]
    return tuple((parts, *slots) for parts, slots in zip(parameters, remembered, strict=True))
