"""A network as a file: exactly what it was when it is read again, readable in between, and no fault slips through."""

import json
from dataclasses import replace

import numpy as np
import pytest
from core_strategies import experiments
from hypothesis import given, settings, strategies as st

from nn_core import FEATURES, OPTIMIZERS, DivergedError, Experiment, advance, refit, start
from nn_core.__main__ import main
from nn_core.formats.files import MAX_CHARACTERS, from_json, to_json
from nn_core.state.parameters import MAX_UPDATES
from tests.cases import every

RICH = Experiment(
    hidden=[{"units": 3, "activation": "prelu"}, {"units": 2, "activation": "maxout"}],
    optimizer="adam", regularization="l1", regularization_rate=0.3, learning_rate=0.2,
)  # fmt: skip
TRAINED = advance(RICH, start(RICH), 8)
TEXT = to_json(RICH, TRAINED)


@settings(max_examples=100)
@given(experiments(), st.integers(0, 4))
def test_what_is_written_is_read_again_to_the_last_bit(experiment, epochs):
    try:
        state = advance(experiment, start(experiment), epochs)
    except DivergedError as error:
        state = error.state
    text = to_json(experiment, state)
    again, back = from_json(text)
    assert again == experiment
    assert back.to_bytes() == state.to_bytes()
    assert to_json(again, back) == text


def test_slots_killed_weights_pieces_and_learned_parameters_are_among_them():
    assert any(layer.pruned.any() for layer in TRAINED.layers)
    assert any(slot.learned.any() for slot in TRAINED.layers[0].slots)
    assert TRAINED.layers[1].weights.shape == (3, 4)
    assert from_json(TEXT)[1].to_bytes() == TRAINED.to_bytes()


def test_a_person_can_read_it():
    experiment = Experiment(features=["x", "xy"], hidden=[{"units": 2}])
    state = start(experiment)
    content = json.loads(to_json(experiment, state))
    assert list(content) == ["format", "version", "experiment", "epoch", "layers"]
    assert content["experiment"]["dataset"] == "circle"
    assert [layer["inputs"] for layer in content["layers"]] == [["x", "xy"], ["unit 1", "unit 2"]]
    for written, layer in zip(content["layers"], state.layers, strict=True):
        assert set(written) == {"inputs", "weights", "biases"}
        assert written["weights"] == layer.weights.tolist()
        assert written["biases"] == layer.biases.tolist()
    row = ", ".join(map(repr, state.layers[0].weights[1].tolist()))
    assert f"        [{row}]\n" in to_json(experiment, state)


def test_own_data_and_an_own_formula_go_along():
    points = [[0.1 * i, -1.0 / (i + 1), float((-1) ** i)] for i in range(10)]
    hidden = [{"units": 2, "activation": "custom", "formula": "max(0, z) + a*sin(z)", "parameter": 0.5}]
    experiment = Experiment(dataset="custom", points=points, hidden=hidden, batch_size=2)
    assert from_json(to_json(experiment, start(experiment)))[0] == experiment


def test_what_is_left_out_begins_as_at_epoch_zero():
    content = json.loads(TEXT)
    for layer in content["layers"]:
        for name in ("inputs", "killed", "optimizer", "learned"):
            layer.pop(name, None)
    experiment, state = from_json(json.dumps(content))
    assert experiment == RICH
    assert state.layers[0].learned.tolist() == [0.25]
    assert not any(layer.pruned.any() for layer in state.layers)
    assert not any(slot.weights.any() for layer in state.layers for slot in layer.slots)
    assert len(state.layers[0].slots) == len(OPTIMIZERS["adam"].slots)
    np.testing.assert_array_equal(state.layers[1].weights, TRAINED.layers[1].weights)


def test_the_largest_network_fits_into_a_file():
    """Every number as long as it can be, every kind of number there."""
    points = [[-1.1102230246251565e-06, -1.1102230246251565e-06 * (i + 1), float(i % 6)] for i in range(2000)]
    experiment = Experiment(
        problem="multi-class", classes=6, dataset="custom", points=points, features=list(FEATURES), optimizer="adam",
        hidden=[{"units": 16, "activation": "maxout", "parameter": 5}] * 8,
    )  # fmt: skip

    def full(array):
        return np.full_like(array, -1.1102230246251565e-106)

    state = start(experiment)
    layers = [
        replace(
            layer, weights=full(layer.weights), biases=full(layer.biases), pruned=np.ones_like(layer.pruned),
            slots=tuple(slot.map(full) for slot in layer.slots),
            updates=MAX_UPDATES - np.arange(len(layer.updates)),
        )
        for layer in state.layers
    ]  # fmt: skip
    text = to_json(experiment, replace(state, layers=tuple(layers)))
    assert len(text) <= MAX_CHARACTERS
    assert from_json(text)[0] == experiment


def _set(*path):
    """Put a value at a place in the content."""
    *way, last, value = path

    def change(content):
        for key in way:
            content = content[key]
        content[last] = value

    return change


def _remove(*path):
    *way, last = path

    def change(content):
        for key in way:
            content = content[key]
        del content[last]

    return change


@every(
    ("change", "line"),
    [
        (_remove("format"), "format is required"),
        (_set("format", "keras"), "format must be 'neural-network-playground', got 'keras'"),
        (_set("version", 2), "version must be 1, got 2"),
        (_set("epoch", 1.5), "epoch must be a valid integer"),
        (_set("epoch", -1), "epoch must be greater than or equal to 0, got -1"),
        (_set("more", 1), "more: extra inputs are not permitted"),
        (_set("experiment", "dataset", "no"), "dataset must be circle, xor, gauss, spiral"),
        (_set("experiment", "hidden", 0, "units", 99), "hidden.0.units must be less than or equal to 16, got 99"),
        (_remove("layers", 1), "layers must be 3 to fit the network, got 2"),
        (_remove("layers", 0, "weights"), "layers.0.weights is required"),
        (_remove("layers", 0, "weights", 0), "layers.0.weights must be 2 rows, one for each input, got 1"),
        (_remove("layers", 0, "weights", 1, 0), "layers.0.weights.1 must be 3 values, got 2"),
        (_remove("layers", 1, "biases", 0), "layers.1.biases must be 4 numbers, got 3"),
        (_set("layers", 0, "weights", 1, 0, "a"), "layers.0.weights.1.0 must be a valid number, got 'a'"),
        (_set("layers", 0, "biases", 1, True), "layers.0.biases.1 must be a valid number, got True"),
        (_set("layers", 0, "biases", 1, None), "layers.0.biases.1 must be a valid number, got nothing"),
        (_set("layers", 0, "biases", 1, 1e13), "layers.0.biases.1 must be less than or equal to 1000000000000"),
        (_set("layers", 0, "biases", 1, float("nan")), "layers.0.biases.1 must be a finite number, got nan"),
        (_set("layers", 0, "biases", 1, 10**400), "layers.0.biases.1 must be"),
        (_set("layers", 0, "killed", 0, 0, 2), "layers.0.killed.0.0 must be"),
        (_remove("layers", 0, "killed", 0), "layers.0.killed must be"),
        (_set("layers", 0, "inputs", ["y", "x"]), "layers.0.inputs must be ['x', 'y'], got ['y', 'x']"),
        (_set("layers", 1, "learned", 0.5), "layers.1.learned must be left out, got 0.5"),
        (_remove("layers", 0, "learned"), "layers.0 must have learned, and its optimizer slots must, too"),
        (_remove("layers", 0, "optimizer", "mean", "learned"), "layers.0 must have learned, and its"),
        (_remove("layers", 0, "optimizer", "mean"),
         "layers.0.optimizer must be ['mean', 'mean square'], got ['mean square']"),
        (_remove("layers", 0, "optimizer", "mean", "weights", 0), "layers.0.optimizer.mean.weights must be"),
        (_set("experiment", "optimizer", "sgd"), "layers.0.optimizer must be"),
    ],
)  # fmt: skip
def test_every_fault_gets_a_line_that_says_where_it_is(change, line):
    content = json.loads(TEXT)
    change(content)
    with pytest.raises(ValueError) as caught:  # noqa: PT011
        from_json(json.dumps(content))
    assert str(caught.value).startswith(line)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", "Invalid JSON"),
        ("{", "Invalid JSON"),
        ("[" * 100_000, "Invalid JSON: recursion limit exceeded"),
        ("[]", "input must be an object, got []"),
        ("1" * 5000, "Invalid JSON: number out of range"),
        ("\ud800", "input must be a valid string"),
        (
            " " * MAX_CHARACTERS + "5",
            f"file must be at most {MAX_CHARACTERS:,} characters long, got {MAX_CHARACTERS + 1:,}",
        ),
    ],
)
def test_what_is_no_such_file_is_refused(text, line):
    with pytest.raises(ValueError) as caught:  # noqa: PT011
        from_json(text)
    assert str(caught.value).startswith(line)
    assert len(str(caught.value).splitlines()) == 1


def test_a_state_of_another_network_is_not_written():
    with pytest.raises(ValueError, match="for this network"):
        to_json(Experiment(), TRAINED)


def test_the_command_line_writes_and_resumes_them(capsys, tmp_path):
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    given = ["--dataset", "xor", "--optimizer", "adam", "--hidden", "3", "--activation", "prelu"]
    assert main(["train", *given, "--epochs", "4", "--save-state", str(first)]) == 0
    assert main(["train", "--resume", str(first), "--epochs", "3", "--save-state", str(second)]) == 0
    hidden = [{"units": 3, "activation": "prelu"}]
    experiment = Experiment(dataset="xor", optimizer="adam", hidden=hidden)
    experiment_again, state = from_json(second.read_text(encoding="utf-8"))
    assert experiment_again == experiment
    assert state.to_bytes() == advance(experiment, start(experiment), 7).to_bytes()
    assert "epoch 7\n" in capsys.readouterr().out


def test_a_resumed_file_goes_on_with_other_choices(capsys, tmp_path):
    path, other = tmp_path / "net.json", tmp_path / "other.json"
    path.write_text(TEXT, encoding="utf-8")
    given = ["--learning-rate", "0.01", "--optimizer", "sgd", "--epochs", "2"]
    assert main(["train", "--resume", str(path), *given, "--save-state", str(other)]) == 0
    after = Experiment.model_validate(RICH.model_dump() | {"learning_rate": 0.01, "optimizer": "sgd"})
    experiment, state = from_json(other.read_text(encoding="utf-8"))
    assert experiment == after
    assert state.to_bytes() == advance(after, refit(TRAINED, RICH, after), 2).to_bytes()
    given = ["--hidden", "3,5", "--epochs", "0", "--save-state", str(other)]
    assert main(["train", "--resume", str(path), *given]) == 0
    wider = Experiment.model_validate(
        RICH.model_dump() | {"hidden": [RICH.hidden[0], {**dict(RICH.hidden[1]), "units": 5}]}
    )
    assert from_json(other.read_text(encoding="utf-8"))[0] == wider
    assert main(["train", "--resume", str(path), "--link", "x"]) == 2
    assert "link must be left out with" in capsys.readouterr().err


def test_a_resumed_file_keeps_what_is_the_default_of_another_problem(tmp_path):
    path, other = tmp_path / "net.json", tmp_path / "other.json"
    experiment = Experiment(problem="regression", samples=500)
    path.write_text(to_json(experiment, start(experiment)), encoding="utf-8")
    assert main(["train", "--resume", str(path), "--epochs", "0", "--save-state", str(other)]) == 0
    assert from_json(other.read_text(encoding="utf-8"))[0] == experiment


def test_a_file_that_is_no_network_is_said_on_the_command_line(capsys, tmp_path):
    path = tmp_path / "net.json"
    for data in (b"{}", b"\xff\xfe", b"{"):
        path.write_bytes(data)
        assert main(["train", "--resume", str(path)]) == 2
        assert len(capsys.readouterr().err.splitlines()) == 1
