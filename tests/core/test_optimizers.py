"""Optimizers: SGD by hand, and what an optimizer with a memory may count on, shown by momentum added at run time."""

import math

import numpy as np
import pytest

from nn_core import OPTIMIZERS, Experiment, LayerParameters, TrainingState, advance, start
from nn_core.optimizers import Optimizer
from tests.cases import every

pytestmark = pytest.mark.usefixtures("each_engine")

POINTS = [[0.5, -1.0, 0.3], [1.5, 2.0, -0.7], [-1.0, 0.5, 1.1]] + [[0.0, 1.0, 0.0]] * 7
RATE, FRICTION = 0.1, 0.9


def _momentum(g, slots, learning_rate, updates):
    (velocity,) = slots
    velocity = FRICTION * velocity + g
    return -learning_rate * velocity, (velocity,)


def _two_memories(g, slots, learning_rate, updates):
    mean, square = slots
    return -learning_rate * g, (mean + g, square + g * g)


def _counter(g, slots, learning_rate, updates):
    return 0.0 * g + updates, slots


@pytest.fixture
def momentum(monkeypatch):
    monkeypatch.setitem(OPTIMIZERS, "momentum", Optimizer("momentum", "Momentum", "", _momentum, ("velocity",)))
    return _experiment(optimizer="momentum")


def _experiment(**choices):
    return Experiment(
        problem="regression",
        dataset="custom",
        points=POINTS,
        train_percent=30,
        hidden=[],
        batch_size=1,
        learning_rate=RATE,
        **choices,
    )


def test_sgd_steps_against_the_gradient():
    change, slots = OPTIMIZERS["sgd"].step(np.array([2.0, -4.0]), (), 0.25, 0)
    np.testing.assert_array_equal(change, [-0.5, 1.0])
    assert slots == ()


@every("optimizer", OPTIMIZERS.values())
def test_every_optimizer_keeps_shapes_and_steps_downhill_at_first(optimizer):
    g = np.array([[1.0, -2.0, 0.5]])
    slots = tuple(np.zeros_like(g) for _ in optimizer.slots)
    change, after = optimizer.step(g, slots, 0.01, 0)
    assert change.shape == g.shape
    assert [slot.shape for slot in after] == [g.shape] * len(optimizer.slots)
    assert np.all(change * g < 0.0)


# Two updates with the gradients 2 and -1 at the learning rate 0.1, worked out on paper:
#
#     momentum    v = 2, 0.9*2 - 1 = 0.8                    change -0.2, -0.08
#     Nesterov    the same v                                change -0.1*(2 + 1.8) = -0.38, -0.1*(-1 + 0.72) = 0.028
#     RMSprop     s = 0.4, 0.36 + 0.1 = 0.46                change -0.2 / sqrt(0.4), 0.1 / sqrt(0.46)
#     Adam        m = 0.2, 0.18 - 0.1 = 0.08, corrected by 1 - 0.9 = 0.1 and 1 - 0.81 = 0.19: 2, 0.08 / 0.19
#                 s = 0.004, 0.003996 + 0.001 = 0.004996, corrected by 0.001 and 0.001999: 4, 0.004996 / 0.001999
#                 change -0.1 * 2 / 2, -0.1 * (0.08 / 0.19) / sqrt(0.004996 / 0.001999)
BY_HAND = {
    "sgd": (-0.2, 0.1),
    "momentum": (-0.2, -0.08),
    "nesterov": (-0.38, 0.028),
    "rmsprop": (-0.2 / math.sqrt(0.4), 0.1 / math.sqrt(0.46)),
    "adam": (-0.1, -0.1 * (0.08 / 0.19) / math.sqrt(0.004996 / 0.001999)),
}
BY_HAND["adamw"] = BY_HAND["adam"]  # the rest of it is the decay, tested below


@every("key", OPTIMIZERS)
def test_two_updates_are_those_worked_out_by_hand(key):
    optimizer = OPTIMIZERS[key]
    slots = (np.zeros(1),) * len(optimizer.slots)
    for updates, (gradient, expected) in enumerate(zip((2.0, -1.0), BY_HAND[key], strict=True)):
        change, slots = optimizer.step(np.array([gradient]), slots, 0.1, updates)
        assert change[0] == pytest.approx(expected, rel=1e-7)  # 1e-8 in the denominators


@pytest.mark.parametrize(("key", "factor"), [("adam", 1.0), ("adamw", (1.0 - RATE * 0.01) ** 3)])
def test_adamw_shrinks_weights_but_not_biases(key, factor):
    """The gradient is zero: all points are at the origin, where the bias alone gives the label."""
    choices = {**_experiment().model_dump(), "points": [[0.0, 0.0, 1.0]] * 10, "optimizer": key}
    layer = LayerParameters(np.array([[0.5], [-0.25]]), np.array([1.0]))
    after = advance(Experiment(**choices), TrainingState((layer,))).layers[0]
    np.testing.assert_allclose(after.weights, layer.weights * factor, rtol=1e-14)
    assert after.biases == [1.0]


@pytest.mark.parametrize("limit", [0.05, 1e-4])
def test_clipped_gradients_move_all_parameters_by_no_more_than_the_limit(limit):
    experiment = Experiment(hidden=[{"units": 3, "activation": "prelu"}], batch_size=250, clip_norm=limit)
    before, free = start(experiment), experiment.model_copy(update={"clip_norm": 0.0})

    def step(of):
        after = advance(of, before)
        return np.concatenate(
            [
                (getattr(new, name) - getattr(old, name)).ravel()
                for new, old in zip(after.layers, before.layers, strict=True)
                for name in ("weights", "biases", "learned")
            ]
        )

    clipped, whole = step(experiment), step(free)
    assert np.linalg.norm(whole) > experiment.learning_rate * limit
    assert np.linalg.norm(clipped) == pytest.approx(experiment.learning_rate * limit, rel=1e-9)
    np.testing.assert_allclose(clipped / np.linalg.norm(clipped), whole / np.linalg.norm(whole), rtol=1e-6, atol=1e-9)


@every("key", OPTIMIZERS)
def test_every_optimizer_lowers_the_loss_of_a_straight_line(key):
    experiment = Experiment(problem="regression", hidden=[], optimizer=key, learning_rate=0.01)
    before = start(experiment)
    after = advance(experiment, before, epochs=20)
    target = np.array([[0.1], [0.1]])  # the plane is (x + y) / 10
    assert np.abs(after.layers[0].weights - target).max() < 0.1 * np.abs(before.layers[0].weights - target).max()


def _descend(state, step):
    """One epoch over the three training points, one at a time, in plain Python."""
    (w1, w2), b = state.layers[0].weights.ravel(), state.layers[0].biases[0]
    for x, y, label in POINTS[:3]:
        error = w1 * x + w2 * y + b - label
        change = step([error * x, error * y, error])
        w1, w2, b = w1 + change[0], w2 + change[1], b + change[2]
    return [w1, w2, b]


def test_three_updates_of_sgd_are_those_of_a_hand_written_loop():
    experiment = _experiment()
    state = start(experiment)
    expected = _descend(state, lambda g: [-RATE * value for value in g])
    layer = advance(experiment, state, epochs=1).layers[0]
    np.testing.assert_allclose([*layer.weights.ravel(), *layer.biases], expected, rtol=1e-13)


def test_three_updates_of_an_optimizer_added_at_run_time_are_those_of_a_hand_written_loop(momentum):
    velocity = [0.0, 0.0, 0.0]

    def step(g):
        velocity[:] = [FRICTION * v + value for v, value in zip(velocity, g, strict=True)]
        return [-RATE * v for v in velocity]

    state = start(momentum)
    expected = _descend(state, step)
    layer = advance(momentum, state, epochs=1).layers[0]
    np.testing.assert_allclose([*layer.weights.ravel(), *layer.biases], expected, rtol=1e-13)
    np.testing.assert_allclose([*layer.slots[0].weights.ravel(), *layer.slots[0].biases], velocity, rtol=1e-13)


def test_slots_start_at_zero_in_the_shape_of_their_parameters(momentum):
    layer = start(momentum).layers[0]
    assert [slot.weights.shape for slot in layer.slots] == [(2, 1)]
    assert [slot.biases.shape for slot in layer.slots] == [(1,)]
    assert not np.any(layer.slots[0].weights)
    assert not np.any(layer.slots[0].biases)


def test_slots_survive_the_byte_form_so_that_training_goes_on_as_if_never_interrupted(momentum):
    state = advance(momentum, start(momentum), epochs=2)
    data = state.to_bytes()
    back = TrainingState.from_bytes(momentum, data)
    assert np.any(state.layers[0].slots[0].weights)
    np.testing.assert_array_equal(back.layers[0].slots[0].weights, state.layers[0].slots[0].weights)
    np.testing.assert_array_equal(back.layers[0].slots[0].biases, state.layers[0].slots[0].biases)
    assert back.to_bytes() == data
    assert advance(momentum, back, epochs=3).to_bytes() == advance(momentum, start(momentum), epochs=5).to_bytes()
    forgetful = advance(momentum, TrainingState(tuple(map(_without_slots, state.layers)), state.epoch), epochs=3)
    assert forgetful.to_bytes() != advance(momentum, state, epochs=3).to_bytes()


def _without_slots(layer):
    return LayerParameters(layer.weights, layer.biases, pruned=layer.pruned)


def test_slots_of_several_layers_come_back_in_their_places(monkeypatch):
    two = Optimizer("two", "Two", "", _two_memories, ("mean", "square"))
    monkeypatch.setitem(OPTIMIZERS, "two", two)
    experiment = Experiment(hidden=[{"units": 3}, {"units": 2}], optimizer="two", samples=30)
    state = advance(experiment, start(experiment), epochs=2)
    back = TrainingState.from_bytes(experiment, state.to_bytes())
    for ours, theirs in zip(back.layers, state.layers, strict=True):
        for kind in ("weights", "biases"):
            for a, b in ((getattr(x, kind), getattr(y, kind)) for x, y in zip(ours.slots, theirs.slots, strict=True)):
                np.testing.assert_array_equal(a, b)
                assert np.any(a)


def test_state_of_an_optimizer_without_memory_goes_on_with_one_that_has_it(momentum):
    plain = advance(_experiment(), start(_experiment()), epochs=1)
    layer = advance(momentum, plain, epochs=1).layers[0]
    assert len(layer.slots) == 1
    back = advance(_experiment(), advance(momentum, plain, epochs=1), epochs=1).layers[0]
    assert back.slots == ()


def test_bytes_with_slots_that_do_not_fit_the_optimizer_are_refused(momentum):
    with pytest.raises(ValueError, match="slots"):
        TrainingState.from_bytes(_experiment(), start(momentum).to_bytes())
    with pytest.raises(ValueError, match="slots"):
        TrainingState.from_bytes(momentum, start(_experiment()).to_bytes())


def test_updates_are_counted_over_batches_and_epochs_and_after_a_resume(monkeypatch):
    monkeypatch.setitem(OPTIMIZERS, "counter", Optimizer("counter", "Counter", "", _counter))
    experiment = Experiment(
        problem="regression", hidden=[], samples=11, train_percent=90, batch_size=4, optimizer="counter"
    )  # 9 samples: batches of 4, 4 and 1
    state = advance(experiment, start(experiment), epochs=1)
    assert state.layers[0].biases[0] == pytest.approx(0.1 + 0 + 1 + 2)
    resumed = advance(experiment, TrainingState.from_bytes(experiment, state.to_bytes()), epochs=1)
    assert resumed.layers[0].biases[0] == pytest.approx(0.1 + 0 + 1 + 2 + 3 + 4 + 5)
