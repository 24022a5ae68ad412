"""Which engine computes: plain NumPy, or the compiled one where Numba is installed.

The two agree to a few roundings. The compiled one has no loops for a coupled layer that was added later, nor for
an operation of formulas that was; whatever has one of those is left to NumPy.
"""

from typing import Literal

from ..compiled import engine as compiled
from ..experiment.experiment import Experiment
from .training import NumpyRun, Run

Engine = Literal["numpy", "compiled"]

ENGINES: dict[str, type[Run]] = {"numpy": NumpyRun}
if compiled:
    ENGINES["compiled"] = compiled.CompiledRun


def default_engine() -> Engine:
    """The fastest engine at hand."""
    return "compiled" if compiled else "numpy"


def engine_of(experiment: Experiment) -> Engine:
    """The fastest engine for an experiment."""
    engine = default_engine()
    return engine if engine == "numpy" or (compiled and compiled.supports(experiment)) else "numpy"


def prepare(apart: bool = False) -> float:
    """Have the compiled engine ready, so that nobody waits for it later; the seconds spent compiling.

    A process that stays has others compile, ``apart``, as that takes memory that would never be given back.
    """
    return compiled.prepare(apart) if compiled else 0.0
