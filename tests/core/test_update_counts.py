"""Adam corrects its first steps, whenever they are: every parameter counts the updates that its memory comes from."""

import json
from base64 import b64decode
from dataclasses import replace

import numpy as np
import pytest
from core_strategies import experiments
from hypothesis import assume, given, settings, strategies as st

from nn_core import (
    OPTIMIZERS,
    DivergedError,
    Experiment,
    LayerParameters,
    TrainingState,
    advance,
    evaluate,
    make_dataset,
    refit,
    start,
)
from nn_core.formats.files import from_json, to_json
from nn_core.network.network import Network
from nn_core.state.parameters import MAX_UPDATES
from tests.cases import every

SGD = Experiment(hidden=[{"units": 4}, {"units": 2}])
RATE = 0.03


def with_fields(experiment, **fields):
    return Experiment(**{**experiment.model_dump(), **fields})


ADAM = with_fields(SGD, optimizer="adam", learning_rate=RATE)


class ByHand:
    """Adam on one layer after the other, with a count of its own for every weight and bias."""

    def __init__(self, experiment, state):
        self.experiment, self.data = experiment, make_dataset(experiment)
        self.parameters = [[layer.weights.copy(), layer.biases.copy()] for layer in state.layers]
        self.memory = [[(np.zeros_like(part),) * 3 for part in parts] for parts in self.parameters]

    def epoch(self):
        """One epoch, of which the largest step is returned."""
        network, batch, largest = Network(self.experiment), self.experiment.batch_size, 0.0
        for first in range(0, len(self.data.train_x), batch):
            x, y = (part[first : first + batch] for part in (self.data.train_x, self.data.train_y))
            layers = [LayerParameters(weights, biases) for weights, biases in self.parameters]
            for index, gradient in enumerate(network.backward(layers, network.forward(layers, x), y)):
                for which, g in enumerate((gradient.weights, gradient.biases)):
                    m, s, t = self.memory[index][which]
                    t = t + 1
                    m, s = 0.9 * m + 0.1 * g, 0.999 * s + 0.001 * g**2
                    step = self.experiment.learning_rate * (m / (1 - 0.9**t)) / (np.sqrt(s / (1 - 0.999**t)) + 1e-8)
                    self.parameters[index][which] = self.parameters[index][which] - step
                    self.memory[index][which] = m, s, t
                    largest = max(largest, np.abs(step).max())
        return largest

    def change(self, experiment, state, rows, columns):
        """Go on with another network; ``rows`` and ``columns`` of each layer, by number, are new."""
        new = ByHand(experiment, state)
        for layer in range(len(new.parameters)):
            for which in (0, 1):
                old_rows = [i for i in range(new.parameters[layer][0].shape[0]) if i not in rows.get(layer, ())]
                old_columns = [j for j in range(new.parameters[layer][0].shape[1]) if j not in columns.get(layer, ())]
                place = np.ix_(old_rows, old_columns) if which == 0 else old_columns
                remembered = []
                for known in self.memory[layer][which]:
                    part = np.zeros_like(new.parameters[layer][which])
                    part[place] = known
                    remembered.append(part)
                new.memory[layer][which] = tuple(remembered)
        return new

    def check(self, state, rtol=1e-9):
        for layer, (weights, biases) in zip(state.layers, self.parameters, strict=True):
            np.testing.assert_allclose(layer.weights, weights, rtol=rtol, atol=1e-12)
            np.testing.assert_allclose(layer.biases, biases, rtol=rtol, atol=1e-12)
        for layer, parts in zip(state.layers, self.memory, strict=True):
            for counted, (_, _, made) in zip(layer.updates_of_each(), parts, strict=False):
                np.testing.assert_array_equal(counted, made)


@pytest.mark.usefixtures("each_engine")
def test_adam_after_300_epochs_of_sgd_takes_steps_of_its_own_size():
    """Not of up to 6.6 times the rate, which threw the loss from 0.002 to 0.39."""
    trained = advance(SGD, start(SGD), 300)
    begun = refit(trained, SGD, ADAM)
    after = advance(ADAM, begun, 1)
    by_hand = ByHand(ADAM, begun)
    assert by_hand.epoch() < 1.5 * RATE
    by_hand.check(after)
    assert evaluate(SGD, trained).train_loss == pytest.approx(0.0023694390497, rel=1e-6)
    assert evaluate(ADAM, after).train_loss == pytest.approx(0.0069913449104, rel=1e-6)


@pytest.mark.rest
@pytest.mark.usefixtures("each_engine")
@pytest.mark.parametrize("optimizer", ["adam", "adamw"])
@pytest.mark.parametrize("epochs", [0, 1, 7, 300])
def test_the_first_update_moves_nothing_by_more_than_the_rate_whenever_it_is(optimizer, epochs):
    after = with_fields(SGD, optimizer=optimizer, learning_rate=RATE, batch_size=250)  # one update is an epoch
    begun = refit(advance(SGD, start(SGD), epochs), SGD, after)
    moved = advance(after, begun, 1).numbers[: begun.shape.parameters] - begun.numbers[: begun.shape.parameters]
    assert 0.9 * RATE < np.abs(moved).max() <= RATE * 1.02  # AdamW takes 0.0003 of each weight besides


@pytest.mark.usefixtures("each_engine")
def test_units_and_inputs_that_are_added_under_adam_count_for_themselves():
    state = advance(ADAM, start(ADAM), 20)
    by_hand = ByHand(ADAM, start(ADAM))
    for _ in range(20):
        by_hand.epoch()
    by_hand.check(state)

    wider = with_fields(ADAM, hidden=[{"units": 6}, {"units": 3}], features=["x", "y", "xy"])
    refitted = refit(state, ADAM, wider)
    assert refitted.layers[0].updates.tolist() == [500, 500, 0, 500, 500, 500, 500, 0, 0]
    assert refitted.layers[1].updates.tolist() == [500, 500, 500, 500, 0, 0, 500, 500, 0]
    assert refitted.layers[2].updates.tolist() == [500, 500, 0, 500]
    more = by_hand.change(wider, refitted, rows={0: {2}, 1: {4, 5}, 2: {2}}, columns={0: {4, 5}, 1: {2}})
    state = advance(wider, refitted, 3)
    assert max(more.epoch() for _ in range(3)) < 2.0 * RATE
    more.check(state)
    assert state.layers[2].updates.tolist() == [575, 575, 75, 575]

    again = with_fields(wider, hidden=[{"units": 6}, {"units": 4}], features=["xy", "y", "x"])  # three ages by now
    refitted = refit(state, wider, again)
    assert refitted.layers[0].updates.tolist() == [75, 575, 575, 575, 575, 575, 575, 75, 75]
    most = ByHand(again, refitted)
    of_first = [tuple(part[[2, 1, 0]] for part in more.memory[0][0]), more.memory[0][1]]
    most.memory = [of_first, *more.change(again, refitted, rows={2: {3}}, columns={1: {3}}).memory[1:]]
    state = advance(again, refitted, 2)
    most.epoch(), most.epoch()
    most.check(state)


@pytest.mark.rest
@pytest.mark.usefixtures("each_engine")
@settings(max_examples=30)
@given(experiments(optimizers=("adam", "adamw", "momentum", "nesterov", "rmsprop")), st.integers(0, 3))
def test_a_run_that_was_interrupted_goes_on_with_the_same_bytes(experiment, epochs):
    try:
        state = advance(experiment, start(experiment), epochs)
        expected = advance(experiment, start(experiment), epochs + 2).to_bytes()
    except DivergedError:
        assume(False)
    updates = epochs * -(-experiment.train_samples // experiment.batch_size)
    assert set(state.updates.tolist()) == {updates}
    by_wire = TrainingState.from_bytes(experiment, state.to_bytes())
    by_file = from_json(to_json(experiment, state))[1]
    for same in (state, by_wire, by_file):
        assert advance(experiment, same, 2).to_bytes() == expected


def test_parameters_of_different_age_travel_by_wire_and_file():
    hidden = [{"units": 3, "activation": "prelu"}, {"units": 2, "activation": "maxout"}]
    experiment = with_fields(ADAM, hidden=hidden)
    state = advance(experiment, start(experiment), 2)
    ages = [replace(layer, updates=np.arange(len(layer.updates)) ** 7) for layer in state.layers]
    state = replace(state, layers=tuple(ages))
    assert len({*state.updates.tolist()}) == 7
    for back in (
        TrainingState.from_bytes(experiment, state.to_bytes()),
        from_json(to_json(experiment, state))[1],
    ):
        assert back.to_bytes() == state.to_bytes()
        for layer, expected in zip(back.layers, state.layers, strict=True):
            np.testing.assert_array_equal(layer.updates, expected.updates)
    one, other = (advance(experiment, state, 2, engine=engine) for engine in ("numpy", "compiled"))
    np.testing.assert_allclose(one.numbers, other.numbers, rtol=1e-9, atol=1e-12)
    np.testing.assert_array_equal(one.updates, other.updates)
    np.testing.assert_array_equal(one.updates, state.updates + 50)


@pytest.mark.usefixtures("each_engine")
def test_other_data_and_batches_in_mid_run_leave_the_count_as_it_is():
    state = advance(ADAM, start(ADAM), 4)
    for fields in ({"batch_size": 1}, {"batch_size": 250}, {"train_percent": 10}, {"samples": 50}, {"seed": 3}):
        after = with_fields(ADAM, **fields)
        went_on = advance(after, refit(state, ADAM, after), 1)
        assert set(went_on.updates.tolist()) == {100 + -(-after.train_samples // after.batch_size)}


def test_counts_go_with_the_memory_from_one_optimizer_to_the_next():
    state = advance(ADAM, start(ADAM), 4)
    adamw, momentum, rmsprop = (with_fields(ADAM, optimizer=key) for key in ("adamw", "momentum", "rmsprop"))
    assert set(refit(state, ADAM, adamw).updates.tolist()) == {100}
    assert set(refit(state, ADAM, momentum).updates.tolist()) == {0}
    there = refit(state, ADAM, SGD)
    assert there.updates is None
    assert set(refit(there, SGD, ADAM).updates.tolist()) == {0}
    assert not any(slot.weights.any() for layer in refit(there, SGD, ADAM).layers for slot in layer.slots)
    assert set(refit(refit(state, ADAM, rmsprop), rmsprop, ADAM).updates.tolist()) == {0}


def test_another_activation_with_a_learned_parameter_leaves_the_weights_their_memory():
    state = advance(ADAM, start(ADAM), 4)
    learning = with_fields(ADAM, hidden=[{"units": 4, "activation": "prelu"}, {"units": 2}])
    first = refit(state, ADAM, learning).layers[0]
    assert first.updates.tolist() == [100] * 6 + [0]
    assert [slot.learned.tolist() for slot in first.slots] == [[0.0], [0.0]]
    for slot, before in zip(first.slots, state.layers[0].slots, strict=True):
        np.testing.assert_array_equal(slot.weights, before.weights)
    back = refit(refit(state, ADAM, learning), learning, ADAM)
    assert back.to_bytes() == state.to_bytes()


@pytest.mark.parametrize("epochs", [3, 300])
@pytest.mark.usefixtures("each_engine")
def test_momentum_and_rmsprop_need_no_count_to_begin_in_mid_run(epochs):
    """Their first steps in mid-run are those at epoch 0: of momentum the rate, of RMSprop 1 / sqrt(0.1) times it."""
    trained = advance(SGD, start(SGD), epochs)
    for key in ("momentum", "nesterov", "rmsprop"):
        after = with_fields(SGD, optimizer=key, batch_size=250)
        fresh, begun = (replace(refit(trained, SGD, after), epoch=epoch) for epoch in (0, epochs))
        np.testing.assert_array_equal(advance(after, begun, 1).numbers, advance(after, fresh, 1).numbers)
        step = OPTIMIZERS[key].step(np.array([1e-3]), (np.zeros(1),) * len(OPTIMIZERS[key].slots), RATE, 7)[0]
        assert abs(step[0]) <= RATE / 0.1**0.5


# What the version before the counts wrote after 7 epochs of Adam, and where 5 more led it.
OLD = Experiment(hidden=[{"units": 2, "activation": "prelu"}], samples=20, optimizer="adam", noise=20)
OLD_STATE = (
    "Tk5QUwEAAgACAAAAAAAAAAAAAAAAABxAAgAAAAIAAAACAAAAAQAAAEf+r7INbeE/DYLc/+Y5yz8/e6CsiwDYv9wvFw6nYIC/68FceTI/uT+paDRI"
    "ieyuP0ekcvLZP6s/lgamWY8W178yWq2duVmiP4NJi4B/s7S/rSrHmkUadr/WIrBuorB4P8vKZOuGKpU/RTdshM0YiL9LJCi8kJyPP0mOGzo9I2u/"
    "+B3JVD9MtD/Cs4Zv5FXlPvF7+fhZ4to+yNubtpYx8D56tibhzTPgPmy4rlvbK+Q+zkvdRvW9sD5oQFBb1CsmP4YlJWBEZZg/DMn9omKMkz9qMV+L"
    "McmqP0fUqXYZjxY/9KzpUqhkED/OGDz/IP0mPwAA"
)
OLD_LATER = [
    0.5681130051776598, 0.17529090862346422, -0.4982936810439031, 0.07662192695227218, -0.0385548771341223,
    0.15699480215913203, -0.09922907710906219, -0.4129102550487759, 0.024295648180900943, -0.1185848127336046,
]  # fmt: skip


def old_file():
    """The same as that version's file, which named no updates."""
    content = json.loads(to_json(OLD, TrainingState.from_bytes(OLD, b64decode(OLD_STATE))))
    assert content["epoch"] == 7
    for layer in content["layers"]:
        assert layer.pop("updates") == 7
    return json.dumps(content)


@pytest.mark.usefixtures("each_engine")
@pytest.mark.parametrize("how", ["wire", "file"])
def test_an_older_state_opens_and_goes_on_as_it_would_have(how):
    state = TrainingState.from_bytes(OLD, b64decode(OLD_STATE)) if how == "wire" else from_json(old_file())[1]
    later = advance(OLD, state, 5)
    np.testing.assert_allclose(later.numbers[:10], OLD_LATER, rtol=1e-9)
    assert set(later.updates.tolist()) == {12}
    wider = with_fields(OLD, hidden=[{"units": 3, "activation": "prelu"}])
    assert refit(state, OLD, wider).layers[0].updates.tolist() == [7, 7, 7, 7, 0, 7]


def test_an_older_state_comes_back_as_it_was_as_long_as_nothing_happens_to_it():
    data = b64decode(OLD_STATE)
    state = TrainingState.from_bytes(OLD, data)
    assert state.updates is None
    assert state.to_bytes() == data
    evaluate(OLD, state)


def test_an_older_state_in_which_adam_has_not_begun_yet_begins_it_now():
    nothing = OLD.model_copy(update={"optimizer": "adamw"})
    state = replace(start(nothing), epoch=7)
    state = replace(state, layers=tuple(replace(layer, updates=None) for layer in state.layers))
    assert set(state.fitted(nothing).updates.tolist()) == {0}


def test_counts_end_at_the_largest_that_travels():
    state = start(ADAM)
    state = replace(state, layers=tuple(layer.with_slots(0).with_slots(2) for layer in state.layers))
    old = [replace(layer, updates=np.full_like(layer.updates, MAX_UPDATES - 3)) for layer in state.layers]
    for engine in ("numpy", "compiled"):
        later = advance(ADAM, replace(state, layers=tuple(old)), 1, engine=engine)
        assert set(later.updates.tolist()) == {MAX_UPDATES}
        assert TrainingState.from_bytes(ADAM, later.to_bytes()).to_bytes() == later.to_bytes()


@pytest.mark.parametrize("updates", [-1, MAX_UPDATES + 1])
def test_impossible_counts_are_refused(updates):
    layers = start(ADAM).layers
    with pytest.raises(ValueError, match="updates must be from 0 to 4294967295 each"):
        TrainingState(tuple(replace(layer, updates=np.full_like(layer.updates, updates)) for layer in layers))
    with pytest.raises(ValueError, match="updates must be of the shape"):
        TrainingState(tuple(replace(layer, updates=layer.updates[1:]) for layer in layers))
    content = json.loads(to_json(ADAM, advance(ADAM, start(ADAM), 1)))
    content["layers"][0]["updates"] = updates
    with pytest.raises(ValueError, match=r"layers\.0\.updates"):
        from_json(json.dumps(content))


@every(
    ("updates", "complaint"),
    [
        ({"inputs": [1], "columns": [1] * 4}, r"layers\.0\.updates\.inputs must be 2 counts, got 1"),
        ({"inputs": [1, 1], "columns": []}, r"layers\.0\.updates\.columns must be 4 counts, got 0"),
        ({"inputs": [1, 1], "columns": [1] * 4, "learned": 1}, r"layers\.0\.updates\.learned must be left out, got 1"),
        ({"inputs": [1, 1]}, "columns"),
        ("many", "updates"),
        (1.5, "updates"),
        ({"inputs": [1, 1.5], "columns": [1] * 4}, "updates"),
        ([1, 1], "updates"),
    ],
)
def test_counts_in_a_file_that_do_not_fit_are_refused(updates, complaint):
    content = json.loads(to_json(ADAM, advance(ADAM, start(ADAM), 1)))
    content["layers"][0]["updates"] = updates
    with pytest.raises(ValueError, match=complaint) as error:
        from_json(json.dumps(content))
    assert "\n" not in str(error.value)


def test_bytes_that_count_what_has_no_memory_are_refused():
    for experiment in (SGD, ADAM):
        data = bytearray(start(experiment).to_bytes())
        for counted in {0, 1, 2, 255} - {data[12]}:
            data[12] = counted
            with pytest.raises(ValueError, match="state must "):
                TrainingState.from_bytes(experiment, bytes(data))
