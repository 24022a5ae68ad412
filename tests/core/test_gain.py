"""The gain: where theory has a formula it is that, and by the signal through many layers it is what is needed."""

from math import asin, e, exp, pi, sqrt

import numpy as np
import pytest

from nn_core import ACTIVATIONS, INITIALIZERS
from nn_core.initializers import Initializer
from nn_core.insight.gain import PYTORCH, gain
from nn_core.insight.signal import propagate

# E[f(z)²] and E[f'(z)²] worked out by hand, z ~ N(0, 1); p is the default parameter.
THEORY = {
    "linear": (1.0, 1.0),
    "step": (1 / 2, 0.0),
    "relu": (1 / 2, 1 / 2),  # He and others, 2015
    "leaky-relu": ((1 + 0.01**2) / 2, (1 + 0.01**2) / 2),
    "prelu": ((1 + 0.25**2) / 2, (1 + 0.25**2) / 2),
    "noisy-relu": ((1 + 0.1**2) / 2, 1 / 2),
    "squared-relu": (3 / 2, 2.0),
    "erf": (2 / pi * asin(2 / 3), 4 / (pi * sqrt(5))),  # Williams, 1997
    "sine": ((1 - exp(-2)) / 2, (1 + exp(-2)) / 2),
    "gaussian": (1 / sqrt(5), 4 / 5**1.5),
    "exponential": (e**2, e**2),
    "rrelu": ((1 + (1 / 64 + 1 / 24 + 1 / 9) / 3) / 2, (1 + (1 / 64 + 1 / 24 + 1 / 9) / 3) / 2),
    "maxout": (1.0, 1.0),  # of the larger of two the square is 1, too
    "reglu": (1 / 2, 1 / 2 + 1 / 2),
}
MEASURED = {"maxout": 5e-3, "rrelu": 2e-3}  # on random numbers


@pytest.mark.parametrize("key", THEORY)
def test_it_is_that_of_theory(key):
    found = gain(ACTIVATIONS[key], ACTIVATIONS[key].default)
    for moment, its in zip(THEORY[key], (found.signal, found.gradient), strict=True):
        assert its == (pytest.approx(1 / sqrt(moment), rel=MEASURED.get(key, 1e-9)) if moment else None)


def test_selu_has_the_gain_1_that_it_was_made_for():
    """Klambauer and others, 2017: l and a are such that mean 0 and variance 1 come out as they went in."""
    assert gain(ACTIVATIONS["selu"], 0.0).signal == pytest.approx(1.0, abs=1e-9)


def test_pytorchs_are_those_of_theory_but_for_tanh_sigmoid_and_selu():
    """5/3 for tanh is what people found to work; ours says what keeps a signal (1.59) and a gradient (1.47)."""
    for key, its in PYTORCH.items():
        p = ACTIVATIONS[key].default
        ours = gain(ACTIVATIONS[key], p)
        if key in ("linear", "relu", "leaky-relu"):
            assert its(p) == pytest.approx(ours.signal, rel=1e-9) == pytest.approx(ours.gradient, rel=1e-9)
    tanh = gain(ACTIVATIONS["tanh"], 0.0)
    assert (tanh.signal, tanh.gradient) == (pytest.approx(1.5925, abs=1e-4), pytest.approx(1.4674, abs=1e-4))
    assert tanh.signal < PYTORCH["tanh"](0.0) < 1.05 * tanh.signal
    assert gain(ACTIVATIONS["leaky-relu"], 0.5).signal == pytest.approx(PYTORCH["leaky-relu"](0.5))


@pytest.mark.rest
@pytest.mark.parametrize("key", ACTIVATIONS)
def test_every_entry_has_one_and_it_agrees_with_random_numbers(key):
    activation = ACTIVATIONS[key]
    p = activation.default
    found = gain(activation, p)
    assert found.signal > 0
    generator = np.random.default_rng(0)
    z = generator.standard_normal((40_000, 16 * activation.pieces(p)))
    if activation.noise:
        z = z + p * generator.standard_normal(z.shape)
    a = activation.drawn.f(z, activation.drawn.sample(generator, z.shape)) if activation.drawn else None
    a = activation.forward(z, p) if a is None else a
    errors = generator.standard_normal(a.shape)
    back = activation.backward(errors, z, a, p)
    near = 0.2 if key == "exponential" else 0.02  # whose square is dominated by what is rare
    assert found.signal == pytest.approx(1 / np.sqrt(np.mean(a * a)), rel=near)
    through = float(np.sum(back * back) / np.sum(errors * errors))
    assert found.gradient == (pytest.approx(1 / sqrt(through), rel=near) if through else None)


@pytest.mark.parametrize("key", ["relu", "leaky-relu", "selu", "linear", "elu", "gelu", "mish", "celu", "rrelu"])
def test_weights_of_this_gain_keep_the_gradient_over_thirty_layers(key, monkeypatch):
    """By the signal itself, as the page shows it."""
    g = gain(ACTIVATIONS[key], ACTIVATIONS[key].default).gradient

    def sample(generator, inputs, units):
        return generator.normal(0.0, g / sqrt(inputs), (inputs, units))

    monkeypatch.setitem(INITIALIZERS, "its", Initializer("its", "", "", sample))
    factors = [propagate(key, ACTIVATIONS[key].default, "its", 30, 64, seed).factor for seed in range(3)]
    assert np.mean(factors) == pytest.approx(1.0, abs=0.08)
