"""The programs of a network's typed formulas, in its block of numbers."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..experiment.experiment import Experiment
from ..state.parameters import Parameters
from .formulas import programs
from .plan import CHUNK, WIDEST, Array


class Programs:
    """All programs of a network in its block of numbers: their constants, what is learned, and then their results.

    The same formula with the same parameter has the same constants. What the layers are told are addresses: they hold
    as long as this object lives.
    """

    def __init__(self, experiment: Experiment) -> None:
        layers = list(enumerate(experiment.hidden))
        self._learning = [index for index, layer in layers if layer.formula and layer.function.learned]
        self._chosen = {
            index: (layer.formula, None if index in self._learning else layer.parameter or 0.0)
            for index, layer in layers
            if layer.formula
        }
        self._programs = {chosen: programs(*chosen) for chosen in self._chosen.values()}
        everything = [program for its in self._programs.values() for program in its]
        self._constants = [value for program in everything for value in program.constants]
        self._learned = WIDEST * len(self._constants)
        self._results = self._learned + WIDEST * len(self._learning)
        self.size = self._results + CHUNK * max((program.results for program in everything), default=0)
        self._start = 0
        self._tables: list[NDArray[Any]] = []

    @property
    def learns(self) -> bool:
        """Whether a formula learns its a."""
        return bool(self._learning)

    def place(self, memory: Array, start: int) -> None:
        """Put the constants to their place, from ``start`` on."""
        self._start = start
        if self._constants:
            memory[start : start + self._learned] = np.repeat(self._constants, WIDEST)

    def learn(self, layers: Sequence[Parameters], *memories: NDArray[Any]) -> None:
        """Put what the layers have learned to its place."""
        for number, index in enumerate(self._learning):
            place = self._start + self._learned + WIDEST * number
            for memory in memories:
                memory[place : place + WIDEST] = layers[index].learned[0]

    def tell(self, layers: NDArray[Any], drawing: bool = False) -> None:
        """Tell the layers their programs."""
        constants, ends = {}, self._start
        for chosen, its in self._programs.items():
            constants[chosen] = [ends := ends + WIDEST * count for count in (0, *(len(each.constants) for each in its))]
        for index, chosen in self._chosen.items():
            learned = 0
            if index in self._learning:
                learned = self._start + self._learned + WIDEST * self._learning.index(index)
            layers[index]["spread"] = learned
            names = ("program", "program_back", "program_learned")
            for name, program, place in zip(names, self._programs[chosen], constants[chosen], strict=False):
                table = program.table((place, self._start + self._results, learned), drawing)
                self._tables.append(table)
                layers[index][name] = table.ctypes.data
