"""How long gradients may be, and which engine computes."""

import numpy as np
import pytest

from nn_core import Experiment
from nn_core.state.parameters import Parameters
from nn_core.training import engines
from nn_core.training.updates import clip


@pytest.mark.parametrize(
    ("limit", "factor"), [(0.0, 1.0), (10.0, 1.0), (5.0, 1.0), (2.5, 0.5), (0.5, 0.1)], ids=lambda value: f"{value:g}"
)
def test_gradients_of_length_5_are_made_as_short_as_the_limit_and_never_longer(limit, factor):
    """3 and 4 in two layers are 5 long together; 0 is no limit."""
    none = np.zeros(1)
    gradients = [Parameters(np.array([[3.0]]), none, none), Parameters(np.zeros((1, 1)), np.array([4.0]), none)]
    first, second = clip(gradients, limit)
    assert (first.weights[0, 0], second.biases[0]) == pytest.approx((3.0 * factor, 4.0 * factor), rel=1e-14)


class _Compiled:
    def __init__(self, supports):
        self._supports = supports

    def supports(self, _experiment):
        return self._supports

    def prepare(self, apart):
        return 7.5 if apart else 2.5


@pytest.mark.parametrize(
    ("compiled", "default", "engine", "seconds"),
    [
        (None, "numpy", "numpy", (0.0, 0.0)),
        (_Compiled(True), "compiled", "compiled", (2.5, 7.5)),
        (_Compiled(False), "compiled", "numpy", (2.5, 7.5)),
    ],
    ids=["without Numba", "with Numba", "not for this one"],
)
def test_the_compiled_engine_computes_where_it_is_there_and_can(monkeypatch, compiled, default, engine, seconds):
    monkeypatch.setattr(engines, "compiled", compiled)
    assert (engines.default_engine(), engines.engine_of(Experiment())) == (default, engine)
    assert (engines.prepare(), engines.prepare(apart=True)) == seconds
