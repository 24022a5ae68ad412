"""Activations that learn their shape: one mechanism, for one parameter or several, of a layer or of each unit."""

from dataclasses import replace

import numpy as np
import pytest
from core_strategies import activation_of

from nn_core import ACTIVATIONS, Experiment, LayerParameters, Trainer, TrainingState, advance, refit, start
from nn_core.__main__ import main
from nn_core.activations import Learned, Parameter
from nn_core.experiment.hidden import Layer
from nn_core.formats.files import from_json, to_json
from nn_core.formats.links.link import from_link, to_link
from nn_core.insight.diagnostics import gradients
from nn_core.state.parameters import Parameters
from nn_core.training.engines import engine_of

LEARNING = [key for key, activation in ACTIVATIONS.items() if activation.learned]
FORMULA = "z*sigmoid(a*z) with a learned"
SMALL = {"samples": 60, "batch_size": 10, "learning_rate": 0.05}


def _of(key, *units, **fields):
    kind = {"activation": "custom", "formula": key} if "learned" in key.split() else {"activation": key}
    return Experiment(hidden=[{"units": n, **kind} for n in units], **{**SMALL, **fields})


def _learned(state):
    return [layer.learned.tolist() for layer in state.layers]


def test_these_learn():
    assert LEARNING == ["prelu", "prelu-per-unit", "learned-elu", "learned-swish", "star-relu", "dynamic-tanh"]


@pytest.mark.parametrize(
    ("key", "begins"),
    [
        ("prelu", [[0.25], [0.25], []]),
        ("prelu-per-unit", [[0.25] * 3, [0.25] * 2, []]),
        ("star-relu", [[0.8944, -0.4472], [0.8944, -0.4472], []]),
        (FORMULA, [[1.0], [1.0], []]),
        ("tanh", [[], [], []]),
    ],
)
def test_each_layer_or_unit_has_its_own_and_begins_with_the_default(key, begins):
    experiment = _of(key, 3, 2)
    for given, expected in zip(_learned(start(experiment)), begins, strict=True):
        assert given == pytest.approx(expected)
    assert experiment.parameters == 9 + 8 + 3 + sum(map(len, begins))


@pytest.mark.parametrize("key", [*LEARNING, FORMULA])
def test_it_begins_as_the_fixed_function_and_parts_from_it(key):
    experiment = _of(key, 3, 2)
    layers = start(experiment).layers
    activations = Trainer(experiment).network.with_learned(layers)
    for (activation, p), layer in zip(activations, experiment.hidden, strict=False):
        np.testing.assert_array_equal(np.reshape(p, -1)[0], np.reshape(layer.p, -1)[0])
        assert activation.key == layer.activation
    trained = advance(experiment, start(experiment), 20)
    for before, after in zip(layers[:-1], trained.layers[:-1], strict=True):
        assert (before.learned != after.learned).all()


@pytest.mark.parametrize("key", [*LEARNING, FORMULA])
@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "adam"])
def test_a_penalty_is_not_for_them_and_a_clipped_gradient_counts_them(key, optimizer):
    """With a learning rate of 0 for the loss there is no penalty either: so one step with and without is compared."""
    fields = {"optimizer": optimizer, "batch_size": 30}
    plain, shrunk = (
        _of(key, 3, 2, **fields, **more) for more in ({}, {"regularization": "l2", "regularization_rate": 1})
    )
    (one, *_), (other, *_) = (advance(each, start(each), 1, engine="numpy").layers for each in (plain, shrunk))
    assert np.any(one.weights != other.weights)
    first = Trainer(plain).network
    x, y = Trainer(plain).dataset.train_x, Trainer(plain).dataset.train_y
    layers = start(plain).layers
    found = first.backward(layers, first.forward(layers, x), y)
    norm = np.sqrt(sum(np.sum(part**2) for gradient in found for part in gradient))
    clipped = _of(key, 3, 2, batch_size=30, clip_norm=norm / 2)
    stepped = advance(clipped, start(clipped), 1, engine="numpy").layers[0]
    expected = start(clipped).layers[0].learned - clipped.learning_rate * found[0].learned / 2
    np.testing.assert_allclose(stepped.learned, expected, rtol=1e-12)


def test_the_penalty_leaves_them_alone_where_the_loss_has_no_slope():
    """Of a network whose output layer is 0, only a penalty could move anything but the output layer."""
    experiment = _of("star-relu", 3, regularization="l2", regularization_rate=1, batch_size=30)
    first, last = start(experiment).layers
    state = TrainingState((first, replace(last, weights=np.zeros_like(last.weights))))
    moved = advance(experiment, state, 1).layers[0]
    assert np.any(moved.weights != first.weights)
    np.testing.assert_array_equal(moved.learned, first.learned)


def test_the_gradient_of_a_unit_is_of_its_own_samples_alone():
    experiment = _of("prelu-per-unit", 3, 2)
    trainer, state = Trainer(experiment), start(experiment)
    found = gradients(trainer.network, state.layers, trainer.dataset)
    first = state.layers[0]
    for unit in range(3):
        h = 1e-6
        losses = []
        for step in (h, -h):
            moved = first.learned.copy()
            moved[unit] += step
            layers = (replace(first, learned=moved), *state.layers[1:])
            losses.append(trainer.evaluate(TrainingState(layers)).train_loss)
        assert found[0].learned[unit] == pytest.approx((losses[0] - losses[1]) / (2 * h), rel=1e-5)


def test_units_that_stay_keep_what_they_have_learned_and_its_memory():
    before = _of("prelu-per-unit", 4, 2, optimizer="adam")
    state = advance(before, start(before), 10)
    after = _of("prelu-per-unit", 6, 2, optimizer="adam")
    first, old = refit(state, before, after).layers[0], state.layers[0]
    np.testing.assert_array_equal(first.learned, [*old.learned, 0.25, 0.25])
    for slot, known in zip(first.slots, old.slots, strict=True):
        np.testing.assert_array_equal(slot.learned, [*known.learned, 0.0, 0.0])
    made = old.updates[-1]
    assert first.updates[-6:].tolist() == [made] * 4 + [0, 0]
    fewer = _of("prelu-per-unit", 3, 2, optimizer="adam")
    np.testing.assert_array_equal(refit(state, before, fewer).layers[0].learned, old.learned[:3])
    shared = _of("prelu", 4, 2, optimizer="adam")
    assert _learned(refit(state, before, shared)) == [[0.25], [0.25], []]


@pytest.mark.parametrize("key", [*LEARNING, FORMULA])
def test_files_states_and_links_keep_them(key):
    experiment = _of(key, 3, 2, optimizer="adam")
    state = advance(experiment, start(experiment), 15)
    again, kept = from_json(to_json(experiment, state))
    assert (again, kept.to_bytes()) == (experiment, state.to_bytes())
    assert TrainingState.from_bytes(experiment, state.to_bytes()).to_bytes() == state.to_bytes()
    opened = from_link(to_link(experiment))
    assert (opened.experiment, opened.notes) == (experiment, ())


def test_a_file_with_another_number_of_them_is_refused():
    experiment = _of("star-relu", 3, optimizer="momentum")
    text = to_json(experiment, advance(experiment, start(experiment), 2))
    learned = start(experiment).layers[0].learned.tolist()
    for wrong, got in (("[0.5]", "1"), ("[0.5, 0.5, 0.5]", "3"), ("0.5", "0.5")):
        begin = text.index('"learned": [')
        end = text.index("]", begin) + 1
        with pytest.raises(ValueError, match=f"layers.0.learned must be 2 numbers, got {got}"):
            from_json(f'{text[:begin]}"learned": {wrong}{text[end:]}')
    assert len(learned) == 2


def test_a_state_made_by_hand_with_another_number_of_them_is_refused():
    experiment = _of("star-relu", 3)
    first, last = start(experiment).layers
    with pytest.raises(ValueError, match=r"layers\.0\.learned must be 2 for this network, got 1"):
        TrainingState((replace(first, learned=np.ones(1)), last)).fitted(experiment)


def test_the_command_line_tells_what_was_learned(capsys):
    arguments = ["train", "--dataset", "xor", "--hidden", "3,2", "--epochs", "30", "--activation"]
    assert main([*arguments, "star-relu,prelu-per-unit"]) == 0
    first, second, third = capsys.readouterr().out.splitlines()[-3:]
    assert first.startswith("layer 1 learned s = ")
    assert first.endswith("(began at 0.8944)")
    assert second.startswith("layer 1 learned b = -0.")
    assert second.endswith("(began at -0.4472)")
    assert third.startswith("layer 2 learned a = ")
    assert third.count(",") == 1
    assert main([*arguments, "=tanh(a*z) with a learned"]) == 0
    assert "layer 2 learned a = " in capsys.readouterr().out
    assert main([*arguments, "tanh"]) == 0
    assert "learned" not in capsys.readouterr().out


# Typed formulas


@pytest.mark.parametrize(
    "typed",
    [
        "z*sigmoid(a*z), a learned", "z*sigmoid(a*z) a learned", "z*sigmoid(a*z), with a learned",
        "z*sigmoid(a*z) with a is learned", "z*sigmoid(a*z); A Learned ", FORMULA,
    ],
)  # fmt: skip
def test_a_formula_names_its_parameter_as_learned_and_travels_in_one_form(typed):
    layer = Layer(units=1, activation="custom", formula=typed)
    assert layer.formula == FORMULA
    assert layer.function.learned
    assert layer.function.tex.endswith(r"(a \text{ learned})")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("max(0, z) with a learned", "a can't be learned, got one that is not in the formula"),
        ("z + floor(a) with a learned", "a can't be learned, got one that does not change f(z)"),
        ("z*a learned", "unknown name 'learned'"),
        ("z*b with b learned", "unknown name 'b'"),
        ("z*sqrt(a - 1) with a learned", "the slope by a is not a finite number"),
    ],
)
def test_a_parameter_that_cannot_be_learned_is_refused(typed, words):
    with pytest.raises(ValueError, match="formula") as refused:
        Layer(units=1, activation="custom", formula=typed)
    assert words in str(refused.value)


@pytest.mark.parametrize(
    "formula", ["z*sigmoid(a*z)", "max(a*z, z)", "a*tanh(z) + sin(a)", "a*z", "z*exp(-(a*z)^2) + exp(a*z)/(1+exp(a*z))"]
)
@pytest.mark.parametrize("units", [(3, 5), (4, 1)])
def test_both_engines_learn_the_same_a(formula, units):
    hidden = [
        {"units": n, "activation": "custom", "formula": f"{formula} with a learned", "parameter": 0.4} for n in units
    ]
    hidden[0]["dropout"] = 0.2
    experiment = Experiment(hidden=hidden, **SMALL | {"clip_norm": 0.5, "optimizer": "adam"})
    assert engine_of(experiment) == "compiled"
    one, other = (advance(experiment, start(experiment), 15, engine=engine) for engine in ("numpy", "compiled"))
    np.testing.assert_allclose(one.numbers, other.numbers, rtol=1e-7, atol=1e-10)
    points = np.random.default_rng(0).uniform(-6, 6, (30, 2))
    for state in (one, other):
        np.testing.assert_allclose(
            Trainer(experiment, engine="compiled").evaluate(state).test_loss,
            Trainer(experiment, engine="numpy").evaluate(state).test_loss, rtol=1e-9,
        )  # fmt: skip
    assert np.isfinite(Trainer(experiment).predict(one, points)).all()


def test_the_same_formula_in_two_layers_learns_two_parameters():
    experiment = _of(FORMULA, 3, 4)
    state = advance(experiment, start(experiment), 30)
    (first,), (second,), _ = _learned(state)
    assert first != second


def test_a_formula_that_may_have_no_number_for_another_a_is_left_to_numpy():
    assert engine_of(_of("log(z*z + a*a) with a learned", 3)) == "numpy"
    assert engine_of(_of("log(z*z + 1)*a with a learned", 3)) == "compiled"


def test_the_slope_of_a_formula_by_a_is_that_of_the_registry():
    z = np.linspace(-6.0, 6.0, 101)
    typed, known = Layer(units=1, activation="custom", formula=FORMULA).function, ACTIVATIONS["learned-swish"]
    for p in (-0.5, 0.3, 1.0):
        a = known.f(z, p)
        np.testing.assert_allclose(typed.learned.slopes(z, a, p)[0], known.learned.slopes(z, a, p)[0], atol=1e-13)


# An entry that is added


def _bent(z, p):
    low, high = p
    return np.maximum(z, 0.0) * high + np.minimum(z, 0.0) * low


def _bent_slope(z, a, p):
    low, high = p
    return np.where(z > 0, high, low) + 0.0 * z


def _bent_by_both(z, a, p):
    return np.minimum(z, 0.0), np.maximum(z, 0.0)


@pytest.mark.parametrize("per_unit", [False, True])
def test_an_entry_added_at_run_time_learns_several_parameters_of_a_layer_or_of_each_unit(monkeypatch, per_unit):
    first, second = Parameter("l", "left slope", 0.5, 0.0, 1.0, 0.1), Parameter("r", "right slope", 1.5, 0.0, 2.0, 0.1)
    entry = activation_of(
        "bent", _bent, _bent_slope, parameter=first, learned=Learned(_bent_by_both, (second,), per_unit)
    )
    monkeypatch.setitem(ACTIVATIONS, "bent", entry)
    experiment = _of("bent", 3, 2)
    state = start(experiment)
    assert _learned(state)[0] == [0.5] * (3 if per_unit else 1) + [1.5] * (3 if per_unit else 1)
    trained = advance(experiment, state, 20, engine="numpy")
    assert (trained.layers[0].learned != state.layers[0].learned).all()
    named = experiment.hidden[0].named(trained.layers[0].learned)
    assert [(symbol, begun, len(values)) for symbol, begun, values in named] == [
        ("l", 0.5, 3 if per_unit else 1),
        ("r", 1.5, 3 if per_unit else 1),
    ]
    again, kept = from_json(to_json(experiment, trained))
    assert (again, kept.to_bytes()) == (experiment, trained.to_bytes())


def test_parameters_have_a_number_for_each():
    layer = LayerParameters(np.zeros((2, 3)), np.zeros(3), np.arange(3.0))
    assert layer.with_slots(1).slots[0].learned.tolist() == [0.0] * 3
    assert layer.with_learned((1.0, 2.0)).learned.tolist() == [1.0, 2.0]
    assert isinstance(layer.map(np.copy), Parameters)
