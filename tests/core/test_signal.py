"""The signal through depth: sizes that can be worked out by hand, and what learners are told of vanishing gradients."""

import json
from dataclasses import asdict, replace
from itertools import product

import numpy as np
import pytest

from nn_core import ACTIVATIONS, INITIALIZERS
from nn_core.activations.rectifier_kin import RECTIFIER_KIN
from nn_core.activations.shrinkage import SHRINKAGE
from nn_core.activations.smooth_kin import SMOOTH_KIN
from nn_core.common.random_streams import CHANCE, NOISE, POINTS, WEIGHTS, generator
from nn_core.initializers import Initializer
from nn_core.insight.curves import GRID, curve, shares
from nn_core.insight.signal import LARGEST, MAX_DEPTH, MAX_WIDTH, QUANTILES, SAMPLES, Signal, propagate
from tests.cases import every


def _of(key, initializer="matched", depth=10, width=16, seed=0, parameter=None):
    default = ACTIVATIONS[key].default
    return propagate(key, default if parameter is None else parameter, initializer, depth, width, seed)


@pytest.fixture
def turned(monkeypatch):
    """An initializer whose weights turn a vector, and make it no longer or shorter."""

    def draw(generator, inputs, units):
        return np.linalg.qr(generator.normal(size=(inputs, units)))[0]

    monkeypatch.setitem(INITIALIZERS, "turned", Initializer("turned", "Turned", "", draw))


def test_linear_layers_that_only_turn_keep_every_size(turned):
    signal = _of("linear", "turned", depth=30)
    assert signal.gradients == pytest.approx([1.0] * 30)
    assert signal.factor == pytest.approx(1.0)
    assert (signal.verdict, signal.zero_share) == ("keeps", 0.0)


@pytest.mark.parametrize(("slope", "verdict"), [(0.5, "vanishes"), (0.9, "keeps"), (2.0, "explodes")])
def test_the_slope_of_linear_layers_is_the_factor(turned, slope, verdict):
    signal = _of("linear", "turned", depth=7, parameter=slope)
    assert signal.gradients == pytest.approx([slope ** (7 - layer) for layer in range(7)])
    assert signal.factor == pytest.approx(slope)
    assert signal.verdict == verdict


def test_two_layers_worked_out_by_hand():
    signal = _of("tanh", "lecun", depth=2, width=3, seed=5)
    x = generator(5, POINTS).standard_normal((SAMPLES, 3))
    first, second = (INITIALIZERS["lecun"].sample(generator(5, WEIGHTS, layer), 3, 3) for layer in range(2))
    a = np.tanh(x @ first)
    b = np.tanh(a @ second)
    error = generator(5, NOISE).standard_normal((SAMPLES, 3))
    late = error / np.sqrt(np.mean(error**2)) * (1 - b**2)
    early = late @ second.T * (1 - a**2)
    assert signal.gradients == pytest.approx([np.sqrt(np.mean(e**2)) for e in (early, late)])
    assert np.array(signal.quantiles) == pytest.approx(np.array([np.quantile(out, QUANTILES) for out in (a, b)]))
    assert signal.factor == pytest.approx(signal.gradients[0] / signal.gradients[1])


@pytest.mark.parametrize("seed", range(5))
def test_relu_with_he_keeps_its_size_over_thirty_layers(seed):
    signal = _of("relu", "he", depth=30, width=64, seed=seed)
    assert signal.verdict == "keeps"
    assert 0.1 < signal.gradients[0] / signal.gradients[-1] < 10


@pytest.mark.parametrize("seed", range(5))
def test_sigmoid_with_small_weights_vanishes(seed):
    signal = _of("sigmoid", "uniform", seed=seed)
    assert signal.verdict == "vanishes"
    assert signal.factor < 0.5
    assert signal.gradients[0] < 1e-3 * signal.gradients[-1]


@pytest.mark.parametrize("seed", range(5))
def test_sigmoid_loses_most_then_tanh_then_relu(seed):
    """Claim 3, for which each has the initializer that suits it."""
    left = [_of(key, width=64, depth=30, seed=seed).factor for key in ("sigmoid", "tanh", "relu")]
    assert left == sorted(left)
    assert left[0] < 0.3 < 0.85 < left[1]


@pytest.mark.parametrize("seed", range(5))
def test_about_half_of_the_outputs_of_relu_are_zero(seed):
    """Claim 4."""
    assert 0.45 < _of("relu", "he", width=64, seed=seed).zero_share < 0.55
    assert _of("tanh", "glorot", seed=seed).zero_share == 0.0


def test_the_step_lets_nothing_through_unless_its_slope_is_made_up():
    signal = _of("step", "glorot")
    assert (signal.verdict, signal.factor, set(signal.gradients)) == ("zero", None, {0.0})
    assert _of("step", "glorot", parameter=1.0).gradients[0] > 0


def test_coupled_layers_go_through_their_whole_jacobian():
    signal = _of("softmax", "glorot", depth=1, width=4)
    x = generator(0, POINTS).standard_normal((SAMPLES, 4))
    z = x @ INITIALIZERS["glorot"].sample(generator(0, WEIGHTS, 0), 4, 4)
    a = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    error = generator(0, NOISE).standard_normal((SAMPLES, 4))
    error /= np.sqrt(np.mean(error**2))
    back = np.einsum("nij,nj->ni", np.einsum("ni,ij->nij", a, np.eye(4)) - np.einsum("ni,nj->nij", a, a), error)
    assert signal.gradients == pytest.approx([np.sqrt(np.mean(back**2))])
    assert signal.verdict == "single"
    assert len(_of("maxout", "he", parameter=5.0).quantiles) == 10


def test_noise_is_that_of_the_seed():
    calm, noisy = (_of("noisy-relu", "he", depth=1, width=2, parameter=p) for p in (0.0, 1.0))
    assert calm == _of("relu", "he", depth=1, width=2)
    z = generator(0, POINTS).standard_normal((SAMPLES, 2)) @ INITIALIZERS["he"].sample(generator(0, WEIGHTS, 0), 2, 2)
    z += generator(0, CHANCE, 0).normal(0, 1, z.shape)
    assert noisy.quantiles[0] == pytest.approx(np.quantile(np.maximum(z, 0), QUANTILES))


def test_drawn_slopes_are_those_of_the_seed():
    signal = _of("rrelu", "he", depth=1, width=2)
    z = generator(0, POINTS).standard_normal((SAMPLES, 2)) @ INITIALIZERS["he"].sample(generator(0, WEIGHTS, 0), 2, 2)
    slopes = np.where(z > 0, 1.0, generator(0, CHANCE, 0).uniform(1 / 8, 1 / 3, z.shape))
    assert signal.quantiles[0] == pytest.approx(np.quantile(slopes * z, QUANTILES))
    error = generator(0, NOISE).standard_normal(z.shape)
    error *= slopes / np.sqrt(np.mean(error**2))
    assert signal.gradients == pytest.approx([np.sqrt(np.mean(error**2))])


def _change(key, initializer, seed):
    """By how much 20 layers change a gradient, as a logarithm; nothing is worse than none at all."""
    factor = _of(key, initializer, depth=20, width=64, seed=seed).factor
    return np.inf if factor is None else abs(np.log(factor))


@pytest.mark.rest
@every("key", [a.key for a in (*RECTIFIER_KIN, *SMOOTH_KIN, *SHRINKAGE)])
def test_the_initializer_that_is_suggested_is_the_one_that_keeps_the_gradient_best(key):
    changes = {one: np.mean([_change(key, one, seed) for seed in range(3)]) for one in ("glorot-normal", "lecun", "he")}
    assert changes[ACTIVATIONS[key].initializer] == min(changes.values())


def test_outputs_that_grow_beyond_all_bounds_end_there():
    signal = _of("squared-relu", "he", depth=30)
    assert signal.verdict == "overflows"
    assert 0 < len(signal.quantiles) == len(signal.zeros) < 30
    assert (signal.gradients, signal.factor) == ((), None)


@pytest.mark.rest
@every("key", ACTIVATIONS)
def test_every_pair_gives_finite_numbers_for_every_layer(key):
    for initializer, (depth, width) in product(INITIALIZERS, [(1, 1), (MAX_DEPTH, 3)]):
        signal = _of(key, initializer, depth, width)
        json.dumps(asdict(signal), allow_nan=False)
        layers = len(signal.quantiles)
        assert layers == depth == len(signal.gradients) or signal.verdict == "overflows", initializer
        assert np.all(np.diff(np.array(signal.quantiles)) >= 0), initializer
        assert all(0 <= gradient <= LARGEST for gradient in signal.gradients), initializer
        assert 0 <= signal.zero_share <= 1, initializer


def test_the_same_seed_gives_the_same_and_another_one_another():
    assert _of("tanh") == _of("tanh")
    assert _of("tanh", seed=1) != _of("tanh")
    assert _of("tanh", depth=4).quantiles == _of("tanh", depth=9).quantiles[:4]
    assert isinstance(_of("tanh"), Signal)


@every(
    "changed",
    [
        {"activation_key": "nothing"}, {"initializer_key": "nothing"}, {"depth": 0}, {"depth": MAX_DEPTH + 1},
        {"width": 0}, {"width": MAX_WIDTH + 1}, {"seed": -1}, {"seed": 2**32},
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_by_name(changed):
    good = {"activation_key": "relu", "parameter": 0.0, "initializer_key": "he", "depth": 2, "width": 2, "seed": 0}
    with pytest.raises(ValueError, match=next(iter(changed)).partition("_")[0]):
        propagate(**good | changed)


@every("key", ACTIVATIONS)
def test_curves_are_those_of_the_registry_and_finite(key):
    activation = ACTIVATIONS[key]
    parameter = activation.parameter
    values = (parameter.minimum, parameter.default, parameter.maximum) if parameter else (0.0,)
    for p in map(activation.starting, values):
        drawn = curve(ACTIVATIONS[key], p)
        f = activation.f(np.array(GRID), p)
        times = (len(drawn.f) - 1) // (len(GRID) - 1)
        assert drawn.f[::times] == pytest.approx(f)
        assert drawn.df[::times] == pytest.approx(activation.df(np.array(GRID), f, p))
        assert times == (6 if key == "sine" and p == 30 else 1)
        json.dumps(asdict(drawn), allow_nan=False)
    assert tuple(kink.z for kink in curve(activation, activation.default).kinks) == activation.facts.kinks


def test_kinks_come_and_go_with_the_parameter():
    assert [kink.z for kink in curve(ACTIVATIONS["elu"], 2.0).kinks] == [0.0]
    assert curve(ACTIVATIONS["prelu"], 1.0).kinks == ()
    assert GRID[0] == -6
    assert GRID[120] == 0
    assert len(GRID) == 241


def test_shares_are_those_of_softmax(monkeypatch):
    whole = np.exp([1.0, 2.0, 3.0]).sum()
    assert shares((1.0, 2.0, 3.0), 1.0) == pytest.approx([np.exp(z) / whole for z in (1, 2, 3)])
    assert sum(shares((5.0, -5.0, 0.0), 0.1)) == pytest.approx(1.0)
    monkeypatch.setitem(ACTIVATIONS, "softmax", replace(ACTIVATIONS["softmax"], coupled=None))
    with pytest.raises(LookupError):
        shares((1.0,), 1.0)
