"""Every activation with the lowest, the usual and the highest parameter that it may have."""

import pytest

from nn_core import ACTIVATIONS


def _parameters(activation):
    p = activation.parameter
    return [p.minimum, p.default, p.maximum] if p else [0.0]


CASES = [pytest.param(a, a.starting(p), id=f"{a.key}-{p:g}") for a in ACTIVATIONS.values() for p in _parameters(a)]
