"""Refitting: what two networks have in common keeps what was learned, everything else begins as at epoch 0."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from nn_core import OPTIMIZERS, Experiment, TrainingState, advance, refit, start
from tests.cases import every
from tests.core.core_strategies import experiments

BASE = {"features": ["x", "y", "x^2"], "hidden": [{"units": 3}, {"units": 2}], "optimizer": "momentum"}


def trained(epochs=2, **fields):
    experiment = Experiment(**{**BASE, **fields})
    return experiment, advance(experiment, start(experiment), epochs)


def layers_of(*units, **more):
    return [{"units": n, **more} for n in units]


@given(experiments())
def test_the_same_experiment_gives_the_same_bytes(experiment):
    state = start(experiment)
    assert refit(state, experiment, experiment).to_bytes() == state.to_bytes()


@pytest.mark.rest
@given(experiments(), experiments())
def test_any_state_can_be_refitted_to_any_experiment_and_keeps_its_epoch(before, after):
    state = replace(start(before), epoch=7)
    refitted = refit(state, before, after)
    assert refitted.epoch == 7
    assert refitted.from_bytes(after, refitted.to_bytes()).to_bytes() == refitted.to_bytes()


@every(
    "fields",
    [
        {"batch_size": 3},
        {"learning_rate": 1.0},
        {"noise": 20},
        {"train_percent": 20},
        {"regularization": "l2", "regularization_rate": 0.1},
        {"samples": 100},
        {"seed": 9},
        {"hidden": layers_of(3, 2, activation="relu")},
        {"output": "sigmoid", "loss": "cross-entropy"},
    ],
)
def test_what_leaves_the_network_as_it_is_leaves_its_numbers_as_they_are(fields):
    before, state = trained()
    after = Experiment(**{**BASE, **fields})
    assert refit(state, before, after).to_bytes() == state.to_bytes()


def test_a_new_unit_begins_as_at_epoch_0_and_the_others_stay():
    before, state = trained()
    after = Experiment(**{**BASE, "hidden": layers_of(4, 2)})
    assert not np.array_equal(start(after).layers[0].weights[:, :3], start(before).layers[0].weights)
    first, second, output = refit(state, before, after).layers
    fresh = start(after).layers
    np.testing.assert_array_equal(first.weights[:, :3], state.layers[0].weights)
    np.testing.assert_array_equal(first.weights[:, 3], fresh[0].weights[:, 3])
    np.testing.assert_array_equal(first.biases, [*state.layers[0].biases, 0.1])
    np.testing.assert_array_equal(second.weights[:3], state.layers[1].weights)
    np.testing.assert_array_equal(second.weights[3], fresh[1].weights[3])
    np.testing.assert_array_equal(output.weights, state.layers[2].weights)
    np.testing.assert_array_equal(first.slots[0].weights[:, :3], state.layers[0].slots[0].weights)
    np.testing.assert_array_equal(first.slots[0].weights[:, 3], 0.0)
    np.testing.assert_array_equal(first.slots[0].biases, [*state.layers[0].slots[0].biases, 0.0])


@given(experiments(), experiments())
def test_what_has_not_learned_anything_is_what_its_set_up_stands_for(before, after):
    assert refit(start(before), before, after).to_bytes() == start(after).to_bytes()


def test_what_is_new_has_the_initial_bias_of_the_new_set_up():
    before, state = trained()
    after = Experiment(**{**BASE, "hidden": layers_of(4, 2), "initial_bias": -0.5})
    first, second, _ = refit(state, before, after).layers
    np.testing.assert_array_equal(first.biases, [*state.layers[0].biases, -0.5])
    np.testing.assert_array_equal(second.biases, state.layers[1].biases)


def test_weights_changed_by_hand_before_the_first_epoch_stay():
    before = Experiment(**BASE)
    first, *others = start(before).layers
    state = TrainingState((replace(first, biases=np.array([1.0, 2.0, 3.0])), *others))
    refitted = refit(state, before, Experiment(**{**BASE, "hidden": layers_of(4, 2)}))
    np.testing.assert_array_equal(refitted.layers[0].biases, [1.0, 2.0, 3.0, 0.1])


def test_a_unit_that_was_taken_away_is_the_last_one():
    before, state = trained()
    after = Experiment(**{**BASE, "hidden": layers_of(2, 2)})
    first, second, _ = refit(state, before, after).layers
    np.testing.assert_array_equal(first.weights, state.layers[0].weights[:, :2])
    np.testing.assert_array_equal(second.weights, state.layers[1].weights[:2])


def test_features_keep_their_weights_wherever_they_stand():
    before, state = trained()
    after = Experiment(**{**BASE, "features": ["x^2", "sin x", "x"]})
    weights = refit(state, before, after).layers[0].weights
    np.testing.assert_array_equal(weights[[0, 2]], state.layers[0].weights[[2, 0]])
    np.testing.assert_array_equal(weights[1], start(after).layers[0].weights[1])


def test_with_another_number_of_hidden_layers_only_the_output_layer_restarts():
    before, state = trained()
    for units in ((3, 2, 2), (3,)):
        after = Experiment(**{**BASE, "hidden": layers_of(*units)})
        *hidden, output = refit(state, before, after).layers
        for layer, old in zip(hidden, state.layers[:-1], strict=False):
            np.testing.assert_array_equal(layer.weights, old.weights)
        np.testing.assert_array_equal(output.weights, start(after).layers[-1].weights)
        np.testing.assert_array_equal(output.biases, 0.1)


def test_pieces_of_maxout_units_stay_where_they_are():
    before, state = trained(hidden=layers_of(2, activation="maxout", parameter=2))
    after = Experiment(**{**BASE, "hidden": layers_of(3, activation="maxout", parameter=3)})
    old, new = state.layers[0].weights, refit(state, before, after).layers[0].weights
    fresh = start(after).layers[0].weights
    kept = {0: 0, 1: 1, 3: 2, 4: 3}  # columns: the first pieces of all units, then the second ones
    for column in range(9):
        expected = old[:, kept[column]] if column in kept else fresh[:, column]
        np.testing.assert_array_equal(new[:, column], expected)


def test_a_learned_parameter_stays_with_its_activation_only():
    prelu = layers_of(3, activation="prelu", parameter=0.3)
    before, state = trained(hidden=prelu)
    assert state.layers[0].learned[0] != 0.3
    same = Experiment(**{**BASE, "hidden": layers_of(4, activation="prelu", parameter=0.3)})
    assert refit(state, before, same).layers[0].learned == state.layers[0].learned
    other = Experiment(**{**BASE, "hidden": layers_of(3, activation="prelu", parameter=0.1)})
    assert refit(state, before, other).layers[0].learned == [0.1]
    tanh = Experiment(**{**BASE, "hidden": layers_of(3)})
    assert refit(state, before, tanh).layers[0].learned.size == 0


@every("one", OPTIMIZERS)
@every("other", OPTIMIZERS)
def test_what_an_optimizer_remembers_stays_where_it_means_the_same(one, other):
    before, state = trained(optimizer=one)
    after = Experiment(**{**BASE, "optimizer": other})
    refitted = refit(state, before, after)
    np.testing.assert_array_equal(refitted.layers[0].weights, state.layers[0].weights)
    same = OPTIMIZERS[one].slots == OPTIMIZERS[other].slots
    expected = state if same else state.without_slots().fitted(after)
    assert refitted.to_bytes() == expected.to_bytes()


def test_weights_that_l1_has_pruned_are_free_without_it():
    fields = {"regularization": "l1", "regularization_rate": 1.0}
    before, state = trained(5, **fields)
    assert state.layers[0].pruned.any()
    with_l1 = refit(state, before, Experiment(**{**BASE, **fields, "regularization_rate": 0.1}))
    np.testing.assert_array_equal(with_l1.layers[0].pruned, state.layers[0].pruned)
    assert not any(layer.pruned.any() for layer in refit(state, before, Experiment(**BASE)).layers)


def test_training_goes_on_after_a_change():
    before, state = trained(50)
    after = Experiment(**{**BASE, "hidden": layers_of(4, 2), "batch_size": 5})
    assert advance(after, refit(state, before, after), 3).epoch == 53


def test_a_state_that_does_not_fit_is_refused():
    before, _ = trained()
    other = Experiment()
    with pytest.raises(ValueError, match="for this network"):
        refit(start(other), before, other)


def test_another_seed_for_the_weights_leaves_the_data_as_they_are():
    one, other = Experiment(seed=3), Experiment(seed=3, weights_seed=4)
    assert start(other).to_bytes() != start(one).to_bytes()
    assert start(other).to_bytes() == start(Experiment(seed=4)).to_bytes()
    assert start(Experiment(seed=3, weights_seed=3)).to_bytes() == start(one).to_bytes()


def test_of_fewer_pieces_of_maxout_units_the_first_stay():
    """A unit's pieces stand a layer's width apart: columns 0..1, 2..3, 4..5 of two units with three pieces."""
    maxout = {"activation": "maxout", "parameter": 3}
    before, state = trained(hidden=layers_of(2, **maxout))
    after = before.model_copy(
        update={"hidden": Experiment(hidden=layers_of(2, activation="maxout", parameter=2)).hidden}
    )
    np.testing.assert_array_equal(refit(state, before, after).layers[0].weights, state.layers[0].weights[:, :4])
