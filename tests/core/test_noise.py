"""Noise and dropout around a layer, worked out by hand; how they are drawn is in test_chance.py."""

import numpy as np
import pytest

from nn_core import ACTIVATIONS, Experiment, LayerParameters
from nn_core.network.layers import Activated
from nn_core.network.network import Network
from nn_core.network.noise import LayerNoise, in_noise, sample_noise

TANH = Activated(ACTIVATIONS["tanh"], 0.0)
LEAKY = {"units": 2, "activation": "leaky-relu", "parameter": 0.1}


def test_noise_moves_z_before_the_activation_on_the_way_there_and_back():
    """tanh with z = 0.3 and n = 0.5: a = tanh 0.8, and dE/dz = dE/da * (1 - tanh² 0.8)."""
    noisy = LayerNoise(noise=np.array([[0.5]])).around(TANH)
    z = np.array([[0.3]])
    a = noisy.forward(z)
    assert a[0, 0] == pytest.approx(np.tanh(0.8), rel=1e-14)
    grad_z, _ = noisy.backward(np.array([[2.0]]), z, a)
    assert grad_z[0, 0] == pytest.approx(2.0 * (1.0 - np.tanh(0.8) ** 2), rel=1e-13)


def test_relu_is_on_or_off_as_z_and_its_noise_together_say():
    """z = 0.3, 0.3, -0.3, -0.6 with n = -0.5, 0.1, 0.5, 0.5: z + n = -0.2, 0.4, 0.2, -0.1, slopes 0, 1, 1, 0."""
    noisy = LayerNoise(noise=np.array([[-0.5, 0.1, 0.5, 0.5]])).around(Activated(ACTIVATIONS["noisy-relu"], 0.5))
    z = np.array([[0.3, 0.3, -0.3, -0.6]])
    a = noisy.forward(z)
    np.testing.assert_allclose(a, [[0.0, 0.4, 0.2, 0.0]], rtol=1e-14)
    np.testing.assert_array_equal(noisy.backward(np.ones((1, 4)), z, a)[0], [[0.0, 1.0, 1.0, 0.0]])


def test_a_slope_that_is_drawn_is_that_of_the_way_back_too():
    """z = -2, -2, 0.5 with e = 0.2, 0.3, 0.3: a = -0.4, -0.6, 0.5, slopes 0.2, 0.3, 1; in evaluation 11/48."""
    rrelu = Activated(ACTIVATIONS["rrelu"], 0.0)
    drawn = LayerNoise(drawn=np.array([[0.2, 0.3, 0.3]])).around(rrelu)
    z = np.array([[-2.0, -2.0, 0.5]])
    a = drawn.forward(z)
    np.testing.assert_allclose(a, [[-0.4, -0.6, 0.5]], rtol=1e-15)
    np.testing.assert_allclose(drawn.backward(np.ones((1, 3)), z, a)[0], [[0.2, 0.3, 1.0]], rtol=1e-15)
    np.testing.assert_allclose(rrelu.forward(z), [[-22 / 48, -22 / 48, 0.5]], rtol=1e-15)
    dropped = LayerNoise(drawn=np.array([[0.2, 0.3, 0.3]]), dropout_mask=np.array([[2.0, 0.0, 2.0]])).around(rrelu)
    np.testing.assert_allclose(dropped.forward(z), [[-0.8, 0.0, 1.0]], rtol=1e-15)
    np.testing.assert_allclose(dropped.backward(np.ones((1, 3)), z, z)[0], [[0.4, 0.0, 2.0]], rtol=1e-15)


def test_dropout_is_a_factor_of_a_and_of_its_gradient_but_not_within_the_slope():
    """m = 0 or 2 with tanh: a = m tanh z, and dE/dz = m * dE/da * (1 - tanh² z), with tanh z as it was before m."""
    dropping = LayerNoise(dropout_mask=np.array([[0.0, 2.0]])).around(TANH)
    z = np.array([[0.3, 0.3]])
    a = dropping.forward(z)
    np.testing.assert_allclose(a, [[0.0, 2.0 * np.tanh(0.3)]], rtol=1e-14)
    grad_z, _ = dropping.backward(np.array([[5.0, 3.0]]), z, a)
    np.testing.assert_allclose(grad_z, [[0.0, 6.0 * (1.0 - np.tanh(0.3) ** 2)]], rtol=1e-13)


def test_a_parameter_that_is_no_noise_makes_none():
    """The 0.1 of a leaky ReLU is its slope."""
    leaky, output = sample_noise(Experiment(hidden=[{**LEAKY, "dropout": 0.5}]), epoch=0, samples=5)
    assert leaky.noise is None
    assert leaky.dropout_mask.shape == (5, 2)
    assert output == LayerNoise()


def test_each_sample_of_a_batch_has_its_own_noise():
    noise = [LayerNoise(np.arange(8.0).reshape(4, 2)), LayerNoise()]
    network = in_noise(Network(Experiment(hidden=[LEAKY])), noise, slice(1, 3))
    layers = [LayerParameters(np.zeros((2, 2)), np.zeros(2)), LayerParameters(np.zeros((2, 1)), np.zeros(1))]
    np.testing.assert_array_equal(network.forward(layers, np.zeros((2, 2)))[0].a, [[2.0, 3.0], [4.0, 5.0]])


@pytest.mark.parametrize("noise", [None, [LayerNoise(), LayerNoise()]], ids=["plain", "in noise"])
def test_layers_passes_and_noise_must_be_as_many_as_the_network_has(noise):
    network = in_noise(Network(Experiment(hidden=[LEAKY], features=["x", "y"])), noise, slice(None))
    layers = [LayerParameters(np.zeros((2, 2)), np.zeros(2)), LayerParameters(np.zeros((2, 1)), np.zeros(1))]
    x, y = np.zeros((3, 2)), np.zeros((3, 1))
    passes = network.forward(layers, x)
    for call in (
        lambda: network.forward(layers[:1], x),
        lambda: network.backward(layers[:1], passes, y),
        lambda: network.backward(layers, passes[1:], y),
        lambda: network.with_learned(layers[:1]),
        lambda: in_noise(Network(network.experiment), [LayerNoise()], slice(None)).functions(layers),
    ):
        with pytest.raises(ValueError, match=r"zip\(\) argument"):
            call()
