"""The compiled engine: the same training as in plain NumPy, 50 to 250 times as fast.

    engine.py       an experiment and its state into one block of numbers, and back
    functions.py    which compiled functions an experiment needs
    plan.py         how the numbers lie in the block
    kernels.py      the training loop
    passes.py       the pass through the network when nothing is learned, and pictures
    formulas.py     typed formulas as programs of steps
    programs.py     the programs of a network, in its block
    typed.py        the loops for these steps
    loops.py        activations, losses, optimizers, regularizers: the registries' own functions, as loops
    learned.py      the parameters of activations that a layer learns
    vectors.py      four numbers at once: a vector type for Numba
    vector_math.py  tanh, exp and their like for vectors
    compiler.py     from Python to an object file
    library.py      object files on disk and in memory

The NumPy engine is the truth. This one agrees with it to a few roundings, which tests check over all registries.
Where Numba is missing, ``engine`` is None, and the NumPy engine does all.
"""

from types import ModuleType

engine: ModuleType | None
try:
    from . import engine
except ImportError:
    engine = None

__all__ = ["engine"]
