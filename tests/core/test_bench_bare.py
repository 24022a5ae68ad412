"""The benchmark's bare loop trains as the core does, or comparing them would say nothing."""

import numpy as np
import pytest

from nn_core import Experiment, advance, start

pytestmark = pytest.mark.rest  # it is compiled for that, which takes longer than all else


@pytest.fixture(scope="module")
def bare():
    from bench import bare  # late: it brings Numba, for which every worker would pay

    return bare


def _experiment(activation, batch, units=(4, 3)):
    hidden = [{"units": count, "activation": activation} for count in units]
    return Experiment(hidden=hidden, batch_size=batch)


@pytest.mark.parametrize("activation", ["tanh", "relu", "sigmoid"])
@pytest.mark.parametrize(("batch", "epochs"), [(10, 25), (30, 25), (1, 3)])  # batch 1 is chaotic later
def test_the_bare_loop_agrees_with_numpy(bare, activation, batch, epochs):
    experiment = _experiment(activation, batch)
    state = start(experiment)
    expected = bare.flat(advance(experiment, state, epochs, engine="numpy"))
    trained = bare.trainer(experiment, state)(epochs)
    np.testing.assert_allclose(trained, expected, rtol=0, atol=1e-9)
    assert np.abs(trained - bare.flat(state)).max() > 1e-3  # it did train


def test_the_bare_loop_agrees_with_numpy_in_a_deep_network(bare):
    experiment = _experiment("tanh", 10, [8] * 6)
    state = start(experiment)
    expected = bare.flat(advance(experiment, state, 25, engine="numpy"))
    np.testing.assert_allclose(bare.trainer(experiment, state)(25), expected, rtol=0, atol=1e-9)


def test_every_call_of_the_bare_loop_begins_at_the_given_state(bare):
    experiment = _experiment("tanh", 10)
    train = bare.trainer(experiment, start(experiment))
    once = train(5)
    np.testing.assert_array_equal(train(5), once)
    np.testing.assert_array_equal(train(0), bare.flat(start(experiment)))
