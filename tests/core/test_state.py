"""The training state must its byte form down to the last bit, and that nothing false ever comes out of bytes."""

import math
import struct
from dataclasses import FrozenInstanceError, replace

import numpy as np
import pytest
from core_strategies import experiments
from hypothesis import example, given, settings, strategies as st

from nn_core import OPTIMIZERS, DivergedError, Experiment, LayerParameters, TrainingState, advance, evaluate, start
from nn_core.optimizers import Optimizer
from nn_core.state.parameters import Parameters
from tests.cases import every

SMALL = Experiment(hidden=[{"units": 3}], samples=20, regularization="l1", regularization_rate=0.3, learning_rate=0.2)
TRAINED = advance(SMALL, start(SMALL), epochs=6)
FRESH = start(SMALL)
EPOCH, SIZES, NUMBERS = 16, 24, 24 + 2 * 8  # where the epoch, the sizes and the weights begin
KILLED = NUMBERS + 8 * (9 + 4)


def _put(data, offset, form, value):
    return data[:offset] + struct.pack(form, value) + data[offset + struct.calcsize(form) :]


def _same(a, b):
    return a.epoch == b.epoch and all(
        np.array_equal(getattr(x, name), getattr(y, name))
        for x, y in zip(a.layers, b.layers, strict=True)
        for name in ("weights", "biases", "pruned")
    )


def test_the_state_used_here_has_killed_weights():
    assert 0 < sum(layer.pruned.sum() for layer in TRAINED.layers) < 9


def test_byte_form_is_the_one_documented():
    weights, biases = np.array([[1.0, -2.0, 0.5], [4.0, 0.0, -8.0]]), np.array([0.1, 0.2, 0.3])
    pruned = np.array([[False, False, False], [False, True, False]])
    output = LayerParameters(
        np.array([[0.25], [0.0], [-3.0]]), np.array([9.0]), pruned=np.array([[False], [True], [False]])
    )
    state = TrainingState((LayerParameters(weights, biases, pruned=pruned), output), epoch=7)
    by_hand = b"NNPS" + struct.pack("<HHIId", 1, 2, 0, 0, 7.0) + struct.pack("<4I", 2, 3, 3, 1)
    by_hand += struct.pack("<9d", 1.0, -2.0, 0.5, 4.0, 0.0, -8.0, 0.1, 0.2, 0.3)
    by_hand += struct.pack("<4d", 0.25, 0.0, -3.0, 9.0)
    by_hand += bytes([0b00001000, 0b01000000])
    assert state.to_bytes() == by_hand
    assert _same(TrainingState.from_bytes(SMALL, by_hand), state)


def test_byte_form_of_slots_is_the_one_documented(monkeypatch):
    two = Optimizer("two", "Two", "", OPTIMIZERS["sgd"].step, ("m", "v"))
    monkeypatch.setitem(OPTIMIZERS, "two", two)
    experiment = Experiment(features=["x"], hidden=[{"units": 1}], optimizer="two")
    layers = tuple(
        LayerParameters(
            np.array([[n + 1.0]]), np.array([n + 2.0]),
            slots=tuple(Parameters(np.array([[n + m]]), np.array([n + m + 1.0])) for m in (3.0, 5.0)),
        )
        for n in (0.0, 10.0)
    )  # fmt: skip
    by_hand = b"NNPS" + struct.pack("<HHIId", 1, 2, 2, 0, 0.0) + struct.pack("<4I", 1, 1, 1, 1)
    by_hand += struct.pack("<4d", 1, 2, 11, 12)
    by_hand += struct.pack("<8d", 3, 4, 5, 6, 13, 14, 15, 16) + bytes(2)
    assert TrainingState(layers).to_bytes() == by_hand
    assert TrainingState.from_bytes(experiment, by_hand).to_bytes() == by_hand


@settings(max_examples=50)
@given(experiments(), st.integers(0, 4))
def test_round_trip_gives_the_same_state(experiment, epochs):
    try:
        state = advance(experiment, start(experiment), epochs)
    except DivergedError as error:
        state = error.state
    data = state.to_bytes()
    back = TrainingState.from_bytes(experiment, data)
    assert _same(back, state)
    assert back.to_bytes() == data


def _exactly_or_value_error(data):
    try:
        state = TrainingState.from_bytes(SMALL, data)
    except ValueError:
        return
    assert state.to_bytes() == data


@settings(max_examples=500)
@given(st.sampled_from([TRAINED.to_bytes(), FRESH.to_bytes()]), st.integers(0, KILLED + 1), st.integers(0, 255))
@example(FRESH.to_bytes(), EPOCH + 7, 0x80)  # epoch -0.0
def test_any_byte_changed_gives_exactly_those_bytes_back_or_value_error(data, position, value):
    assert len(data) == KILLED + 2
    _exactly_or_value_error(data[:position] + bytes([value]) + data[position + 1 :])


def test_every_byte_of_the_header_changed_is_refused_or_another_epoch():
    data = TRAINED.to_bytes()
    for position in [*range(EPOCH), *range(SIZES, NUMBERS)]:
        for value in {0, 1, 2, 3, 127, 255} - {data[position]}:
            with pytest.raises(ValueError, match="state must "):
                TrainingState.from_bytes(SMALL, data[:position] + bytes([value]) + data[position + 1 :])


@settings(max_examples=100)
@given(st.integers(0, KILLED + 1), st.binary(min_size=1, max_size=40))
def test_truncated_and_extended_bytes_are_refused(length, more):
    for data in (TRAINED.to_bytes()[:length], TRAINED.to_bytes() + more):
        with pytest.raises(ValueError, match="state must "):
            TrainingState.from_bytes(SMALL, data)


@given(st.binary(max_size=300))
def test_any_bytes_at_all_give_value_error(data):
    for candidate in (data, b"NNPS" + data, TRAINED.to_bytes()[:SIZES] + data):
        with pytest.raises(ValueError, match="state must "):
            TrainingState.from_bytes(SMALL, candidate)


@every("value", [math.nan, math.inf, -math.inf, 1e13, -1e13, math.nextafter(1e12, math.inf)])
@every("position", [NUMBERS, NUMBERS + 8 * 6, KILLED - 8])
def test_numbers_that_are_not_finite_or_too_large_are_refused(value, position):
    with pytest.raises(ValueError, match="finite numbers"):
        TrainingState.from_bytes(SMALL, _put(TRAINED.to_bytes(), position, "<d", value))


@pytest.mark.parametrize("value", [1e12, -1e12, 0.0, -0.0, 5e-324])
def test_numbers_up_to_1e12_are_kept_to_the_last_bit(value):
    data = _put(TRAINED.to_bytes(), NUMBERS, "<d", value)
    state = TrainingState.from_bytes(SMALL, data)
    assert struct.pack("<d", state.layers[0].weights[0, 0]) == struct.pack("<d", value)
    assert state.to_bytes() == data


@pytest.mark.parametrize("epoch", [-1.0, 0.5, math.nan, math.inf, -math.inf, 2.0**54])
def test_impossible_epochs_are_refused(epoch):
    with pytest.raises(ValueError, match="epoch"):
        TrainingState.from_bytes(SMALL, _put(TRAINED.to_bytes(), EPOCH, "<d", epoch))


@pytest.mark.parametrize("epoch", [0.0, 1.0, 2.0**53])
def test_possible_epochs_are_read(epoch):
    assert TrainingState.from_bytes(SMALL, _put(TRAINED.to_bytes(), EPOCH, "<d", epoch)).epoch == epoch


@every(
    ("offset", "form", "value", "complaint"),
    [
        (0, "<4s", b"NNPX", "must be a training state"),
        (4, "<H", 2, "version 2"),
        (6, "<H", 3, "got 3"),
        (8, "<I", 1, "slots for .*, got 1"),
        (8, "<I", 2**32 - 1, "slots"),
        (12, "<I", 1, "must be a training state"),
        (SIZES, "<I", 3, "layers"),
        (SIZES + 4, "<I", 2**32 - 1, "layers"),
        (KILLED, "<B", 0b00000001, "fill bits"),
        (KILLED + 1, "<B", 0b00010000, "fill bits"),
    ],
)
def test_refusals_say_what_is_wrong(offset, form, value, complaint):
    with pytest.raises(ValueError, match=complaint):
        TrainingState.from_bytes(SMALL, _put(TRAINED.to_bytes(), offset, form, value))


def test_state_of_another_network_is_refused_with_both_sizes():
    other = Experiment(hidden=[{"units": 4}], samples=20)
    with pytest.raises(ValueError, match="for this network, got"):
        TrainingState.from_bytes(other, TRAINED.to_bytes())
    for use in (advance, evaluate):
        with pytest.raises(ValueError, match=r"\(2, 4\).*\(2, 3\)"):
            use(other, TRAINED)


def test_arrays_are_read_only_and_the_state_is_frozen():
    for state in (FRESH, TRAINED, TrainingState.from_bytes(SMALL, TRAINED.to_bytes())):
        for layer in state.layers:
            for array in (layer.weights, layer.biases, layer.pruned):
                with pytest.raises(ValueError, match="read-only"):
                    array[...] = 0
        with pytest.raises(FrozenInstanceError):
            state.epoch = 3


def test_state_keeps_its_own_copy_of_arrays_that_others_can_write_to():
    weights, biases = np.ones((2, 1)), np.ones(1)
    state = TrainingState((LayerParameters(weights, biases),))
    before = state.to_bytes()
    weights[0, 0] = biases[0] = 5.0
    assert state.to_bytes() == before


def test_state_keeps_its_own_copy_of_a_read_only_view_of_an_array_that_others_can_write_to():
    weights = np.ones((2, 1))
    view = weights.view()
    view.flags.writeable = False
    state = TrainingState((LayerParameters(view, np.ones(1)),))
    before = state.to_bytes()
    weights[0, 0] = 5.0
    assert state.to_bytes() == before


def test_state_made_by_hand_trains():
    hidden, output = FRESH.layers
    mine = replace(hidden, weights=np.full((2, 3), 0.25), biases=np.zeros(3))
    state = replace(FRESH, layers=(mine, output), epoch=5)
    trained = advance(SMALL, state, epochs=2)
    assert trained.epoch == 7
    assert np.array_equal(state.layers[0].weights, np.full((2, 3), 0.25))
    assert np.any(trained.layers[0].weights != 0.25)
    # three equal units stay equal as long as their outgoing weights are
    same = replace(output, weights=np.full((3, 1), 0.5))
    plain = Experiment(hidden=[{"units": 3}], samples=20)
    layer = advance(plain, replace(state, layers=(mine, same)), epochs=3).layers[0]
    np.testing.assert_array_equal(layer.weights[:, :1], layer.weights[:, 1:2])


@every(
    "layer",
    [
        LayerParameters(np.zeros(3), np.zeros(3)),
        LayerParameters(np.zeros((2, 3)), np.zeros(2)),
        LayerParameters(np.zeros((2, 3)), np.zeros((1, 3))),
        LayerParameters(np.zeros((2, 3)), np.zeros(3), np.zeros((1, 2))),
        LayerParameters(np.zeros((2, 3)), np.zeros(3), pruned=np.zeros((3, 2), dtype=bool)),
        LayerParameters(np.zeros((2, 3)), np.zeros(3), slots=(Parameters(np.zeros((3, 2)), np.zeros(3)),)),
        LayerParameters(np.zeros((2, 3)), np.zeros(3), slots=(Parameters(np.zeros((2, 3)), np.zeros(2)),)),
        LayerParameters(np.zeros((2, 3)), np.zeros(3), slots=(Parameters(np.zeros((2, 3)), np.zeros(3), np.zeros(1)),)),
    ],
)
def test_shapes_that_do_not_belong_together_are_refused(layer):
    with pytest.raises(ValueError, match=r"shape|slots"):
        TrainingState((layer,))


def test_layers_of_which_only_some_have_slots_or_counts_are_refused():
    hidden, output = start(Experiment(hidden=[{"units": 3}], optimizer="adam")).layers
    for other in (output.with_slots(0), output.with_slots(0).with_slots(1), replace(output, updates=None)):
        with pytest.raises(ValueError, match="layers must all have the same number of slots"):
            TrainingState((hidden, other))


@pytest.mark.parametrize("epoch", [-1, 0.5, 2**53 + 1, "3", None])
def test_epochs_that_are_no_whole_number_from_0_up_are_refused(epoch):
    with pytest.raises(ValueError, match="epoch"):
        TrainingState(FRESH.layers, epoch)


def test_numbers_of_any_kind_become_float64():
    state = TrainingState((LayerParameters(np.array([[1], [2]]), np.array([3], dtype=np.float32)),))
    assert state.layers[0].weights.dtype == state.layers[0].biases.dtype == np.float64
    assert state.layers[0].sizes == (2, 1)
    assert state.largest() == 3.0
