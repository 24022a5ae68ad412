"""The wire format: what a byte of a picture means, which way up pictures are, and states and points as text."""

from base64 import b64encode, urlsafe_b64decode
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, strategies as st
from plotly.io.json import to_json_plotly

from app.wire.frames import (
    AS_EXPECTED,
    CURVE_REACH,
    OUTPUT_PIXELS,
    UNIT_PIXELS,
    decode_state,
    encode,
    encode_curve,
    encode_data,
    encode_features,
    encode_frame,
    encode_line,
    encode_pixels,
    encode_points,
)
from nn_core import (
    ACTIVATIONS,
    FEATURES,
    OUTPUT_LAYERS,
    Experiment,
    LayerParameters,
    Trainer,
    TrainingState,
    advance,
    evaluate,
    make_dataset,
    predict,
    start,
)
from nn_core.insight.picture import to_pixels
from tests.app.helpers import read_pixels
from tests.cases import every

UNKNOWN, LOW, ZERO, HIGH = 0, 1, 128, 255


def _frame(weights, biases=(0.0,), *, hidden=(), first=None, **fields):
    """The frame of a network with these weights into the output unit, and ``first`` into the hidden layer."""
    experiment = Experiment(hidden=hidden, **fields)
    layers = [
        LayerParameters(np.array(w, dtype=float), np.array(b, dtype=float))
        for w, b in [*(first or []), (weights, biases)]
    ]
    state = TrainingState(tuple(layers))
    return encode_frame(Trainer(experiment), state, evaluate(experiment, state), units=True)


def test_bytes_of_a_picture_mean_what_the_scripts_take_them_for():
    values = np.array([-1.0, 0.0, 1.0, np.nan, -7.0, 7.0, -np.inf, np.inf])
    assert to_pixels(values).tolist() == [LOW, ZERO, HIGH, UNKNOWN, LOW, HIGH, LOW, HIGH]
    assert to_pixels(values.astype(np.float32)).tolist() == [LOW, ZERO, HIGH, UNKNOWN, LOW, HIGH, LOW, HIGH]


@given(st.data())
def test_every_picture_survives_the_way_through_its_text(data):
    count, size = data.draw(st.integers(0, 3)), data.draw(st.integers(1, 6))
    pixels = data.draw(st.binary(min_size=count * size * size, max_size=count * size * size))
    pictures = np.frombuffer(pixels, dtype=np.uint8).reshape(count, size, size)
    before = pictures.copy()
    text = encode_pixels(pictures)
    assert len(text) == pictures.size
    np.testing.assert_array_equal(read_pixels(text, size), pictures)
    np.testing.assert_array_equal(pictures, before)


def test_the_characters_of_pictures_pass_through_json_as_they_are():
    usual = "".join(map(chr, range(AS_EXPECTED - 16, AS_EXPECTED + 18)))
    assert to_json_plotly(usual) == f'"{usual}"'
    assert not set(usual) & set('<>/\\"')


def test_smooth_pictures_are_written_with_few_characters():
    x = np.linspace(-1.0, 1.0, 100)
    text = encode_pixels(to_pixels(np.tanh(x[None, :, None] + x[None, None, :])))
    assert set(text[101:]) <= set("ijklmnopq")


@given(st.lists(st.floats(-1, 1), min_size=2))
def test_bytes_of_a_picture_keep_the_order_and_are_near_the_values(values):
    pixels = to_pixels(np.sort(values))
    assert pixels.dtype == np.uint8
    assert np.all(np.diff(pixels.astype(int)) >= 0)
    np.testing.assert_allclose((pixels.astype(float) - ZERO) / 127, np.sort(values), atol=0.5 / 127 + 1e-9)


def test_a_weight_on_x_only_paints_the_right_side_high():
    (picture,) = read_pixels(_frame([[9.0], [0.0]])["outputs"], OUTPUT_PIXELS)
    assert picture.shape == (OUTPUT_PIXELS, OUTPUT_PIXELS)
    assert set(picture[:, 0]) == {LOW}
    assert set(picture[:, -1]) == {HIGH}
    assert (picture == picture[0]).all()
    assert np.all(np.diff(picture[0].astype(int)) >= 0)


def test_a_weight_on_y_only_paints_the_upper_side_high():
    (picture,) = read_pixels(_frame([[0.0], [9.0]])["outputs"], OUTPUT_PIXELS)
    assert set(picture[0]) == {HIGH}
    assert set(picture[-1]) == {LOW}
    assert (picture[:, 0] == picture.T).all()


def test_units_are_painted_one_after_the_other_and_the_same_way_up():
    first = ([[1 / 6, 0.0, 0.0], [0.0, 1 / 6, 0.0]], [0.0, 0.0, -1.0])
    frame = _frame([[0.0]] * 3, first=[first], hidden=[{"units": 3, "activation": "linear"}])
    right, up, low = read_pixels(frame["units"], UNIT_PIXELS)
    assert right[:, 0].max() < 10
    assert right[:, -1].min() > 245
    assert (right == right[0]).all()
    np.testing.assert_array_equal(up, np.rot90(right))
    assert set(low.ravel()) == {LOW}


def test_units_of_all_hidden_layers_are_there():
    experiment = Experiment(hidden=[{"units": 3}, {"units": 16}, {"units": 1}])
    state = start(experiment)
    frame = encode_frame(Trainer(experiment), state, evaluate(experiment, state), units=True)
    assert len(read_pixels(frame["units"], UNIT_PIXELS)) == 20
    assert "units" not in encode_frame(Trainer(experiment), state, evaluate(experiment, state), units=False)


def test_without_hidden_layers_the_pictures_of_units_are_empty():
    assert _frame([[1.0], [1.0]])["units"] == ""


ONE_OUTPUT = [layer for layer in OUTPUT_LAYERS.values() if not layer.several]


@pytest.mark.parametrize("layer", ONE_OUTPUT, ids=lambda layer: f"{layer.activation}-{layer.loss}")
def test_the_decision_boundary_is_gray_and_the_targets_are_the_ends_for_every_output_layer(layer):
    fields = {"problem": layer.problem, "output": layer.activation, "loss": layer.loss}
    inverse = {"tanh": np.arctanh, "sigmoid": lambda a: np.log(a / (1 - a)), "linear": lambda a: a}[layer.activation]
    for share, pixel in ((0.001, LOW), (0.5, ZERO), (0.999, HIGH)):
        bias = inverse(layer.low + share * (layer.high - layer.low))
        (picture,) = read_pixels(_frame([[0.0], [0.0]], [bias], **fields)["outputs"], OUTPUT_PIXELS)
        assert set(picture.ravel()) == {pixel}


def test_several_outputs_have_a_picture_each_and_are_counted():
    biases = np.log([0.5, 0.3, 0.2])
    frame = _frame([[0.0] * 3] * 2, biases, problem="multi-class")
    pictures = read_pixels(frame["outputs"], OUTPUT_PIXELS)
    shades = [{int(value) for value in picture.ravel()} for picture in pictures]
    assert shades == [{128}, {77}, {52}]  # 1 + 254 times the share, rounded
    assert [sum(row) for row in frame["confusion"]["counts"]] == [row[0] for row in frame["confusion"]["counts"]]
    labels = _frame([[0.0] * 2] * 2, [50.0, -50.0], problem="multi-label")
    pictures = read_pixels(labels["outputs"], OUTPUT_PIXELS)
    assert [{int(value) for value in picture.ravel()} for picture in pictures] == [{255}, {1}]
    two = _frame([[0.0], [0.0]], [1.0])["confusion"]["counts"]
    assert two == [[0, 125], [0, 125]]
    assert "confusion" not in _frame([[1.0], [1.0]], problem="regression")


def test_regression_tells_the_root_mean_square_error():
    experiment = Experiment(problem="regression")
    state, data = advance(experiment, start(experiment), 3), make_dataset(experiment)
    frame = encode_frame(Trainer(experiment), state, evaluate(experiment, state), units=False)
    error = predict(experiment, state, data.points) - np.concatenate([data.train_y, data.test_y])
    train = experiment.train_samples
    assert frame["train_rmse"] == pytest.approx(np.sqrt(np.mean(error[:train] ** 2)))
    assert frame["test_rmse"] == pytest.approx(np.sqrt(np.mean(error[train:] ** 2)))
    assert "test_rmse" not in _frame([[1.0], [1.0]])


@pytest.mark.parametrize("target", [0.7, 0.0])
def test_of_targets_that_are_the_same_r2_is_0_and_the_error_is_the_error(target):
    points = [[i / 3 - 6, i % 5, target] for i in range(40)]
    experiment = Experiment(problem="regression", dataset="custom", points=points)
    state, data = advance(experiment, start(experiment), 3), make_dataset(experiment)
    frame = encode_frame(Trainer(experiment), state, evaluate(experiment, state), units=False)
    error = predict(experiment, state, data.points)[:, 0] - target
    assert (frame["train_score"], frame["test_score"]) == (0.0, 0.0)
    assert frame["train_rmse"] == pytest.approx(np.sqrt(np.mean(error[:20] ** 2)))
    assert frame["test_rmse"] == pytest.approx(np.sqrt(np.mean(error[20:] ** 2)))
    assert frame["test_rmse"] > 0


def test_values_that_are_no_numbers_are_painted_as_unknown():
    with np.errstate(invalid="ignore"):
        frame = _frame([[1.0]], first=[([[1.0], [0.0]], [np.nan])], hidden=[{"units": 1}])
    assert set(read_pixels(frame["outputs"], OUTPUT_PIXELS).ravel()) == {UNKNOWN}
    assert set(read_pixels(frame["units"], UNIT_PIXELS).ravel()) == {UNKNOWN}


def test_points_come_back_as_they_went():
    points = np.array([[-6.0, 6.0], [0.1, -0.2], [1e-3, 5.5]])
    labels = np.array([-1.0, 1.0, 0.25])
    triples = np.frombuffer(urlsafe_b64decode(encode_points(points, labels)), dtype="<f4").reshape(-1, 3)
    np.testing.assert_array_equal(triples[:, :2], points.astype(np.float32))
    np.testing.assert_array_equal(triples[:, 2], labels.astype(np.float32))


def test_data_has_the_training_points_first():
    experiment = Experiment(train_percent=30, noise=20)
    dataset = make_dataset(experiment)
    drawn = encode_data(experiment, dataset)
    assert drawn["train"] == 150
    assert drawn["most"] == (1.0, 1.0)
    assert drawn["curve"] is False
    assert len(urlsafe_b64decode(drawn["points"])) == 500 * 3 * 4


ON_A_LINE = [[0.5 * i, 0.0, (-1.0) ** i] for i in range(12)]
OFF_IT = [*ON_A_LINE, [0.0, 1e-9, 1.0]]


@pytest.mark.parametrize(
    ("fields", "is_curve"),
    [
        ({}, False),
        ({"problem": "regression"}, False),
        ({"problem": "regression", "dataset": "curve-sine", "noise": 50}, True),
        ({"problem": "regression", "dataset": "curve-step"}, True),
        ({"problem": "regression", "dataset": "custom", "points": ON_A_LINE}, True),
        ({"problem": "regression", "dataset": "custom", "points": OFF_IT}, False),
        ({"dataset": "custom", "points": ON_A_LINE}, False),
    ],
)
def test_of_a_curve_only_frames_hold_the_output_as_a_line(fields, is_curve):
    experiment = Experiment(**fields)
    state = start(experiment)
    assert encode_data(experiment, make_dataset(experiment))["curve"] is is_curve
    metrics = evaluate(experiment, state)
    for units in (True, False):  # the playground's, and those of the lanes of a race
        assert ("curve" in encode_frame(Trainer(experiment), state, metrics, units=units)) is is_curve


def test_the_line_is_the_output_at_even_steps_over_x1():
    experiment = Experiment(problem="regression", dataset="curve-sine", features=["x", "cos y"])
    state = advance(experiment, start(experiment), 5)
    curve = encode_frame(Trainer(experiment), state, evaluate(experiment, state), units=True)["curve"]
    points = np.column_stack([np.linspace(-6, 6, 121), np.zeros(121)])
    np.testing.assert_allclose(curve, predict(experiment, state, points)[:, 0], rtol=6e-4, atol=1e-6)
    assert all(len(repr(value)) <= 10 for value in curve)


def test_where_the_output_is_no_finite_number_the_line_has_a_gap():
    experiment = Experiment(problem="regression", dataset="curve-sine", features=["x"], hidden=[])
    state = TrainingState((LayerParameters(np.array([[1e38]]), np.array([0.0])),))
    curve = encode_line(Trainer(experiment), state)
    assert curve[0] is curve[-1] is None
    assert curve[60] == 0.0
    assert curve[61] == pytest.approx(1e37, rel=1e-3)


def test_features_are_painted_as_they_are():
    pictures = {key: read_pixels(text, UNIT_PIXELS)[0] for key, text in encode_features().items()}
    assert list(pictures) == list(FEATURES)
    assert set(pictures["x"][:, 0]) == {LOW}
    assert set(pictures["y"][0]) == {HIGH}
    assert pictures["xy"][0, -1] == pictures["xy"][-1, 0] == HIGH
    assert pictures["xy"][0, 0] == pictures["xy"][-1, -1] == LOW
    assert pictures["x^2"].min() >= ZERO


@every("activation", ACTIVATIONS.values())
def test_curves_are_the_functions_from_minus_four_to_four(activation):
    parameter = activation.default
    curve = encode_curve(activation, parameter)
    z = np.linspace(-4, 4, len(curve))
    drawn = np.clip(activation.f(z, parameter), -CURVE_REACH, CURVE_REACH)
    np.testing.assert_allclose(curve, drawn, atol=6e-4)
    assert all(type(value) is float for value in curve)


def test_a_state_comes_back_as_it_went():
    experiment = Experiment(hidden=[{"units": 3, "activation": "swish"}])
    state = start(experiment)
    assert decode_state(experiment, encode(state.to_bytes())).to_bytes() == state.to_bytes()


@pytest.mark.parametrize("text", ["*", "AAA", "é", "A A=", "\x00", "日本"])
def test_text_that_is_not_base64_is_refused_by_name(text):
    with pytest.raises(ValueError, match=r"^state must be base64, got something else$"):
        decode_state(Experiment(), text)


@given(st.binary(max_size=400))
def test_bytes_that_are_not_a_state_are_refused_by_name(data):
    with pytest.raises(ValueError, match=r"^state must "):
        decode_state(Experiment(), b64encode(data).decode())


@pytest.mark.parametrize("made_by", [None, {}, {"hidden": [{"units": 3}]}])
def test_a_state_from_before_updates_were_counted_is_read_and_goes_on(made_by):
    """As a page sends it that has been open since then: without counts, which the header says."""
    fields = {"hidden": [{"units": 2}], "optimizer": "adam", "samples": 50}
    experiment, before = Experiment(**fields), Experiment(**{**fields, **(made_by or {})})
    state = advance(before, start(before), 5)
    older = TrainingState(tuple(replace(layer, updates=None) for layer in state.layers), 5)
    assert len(state.to_bytes()) - len(older.to_bytes()) == 4 * len(state.updates)
    assert older.to_bytes()[12:16] == bytes(4)
    back = decode_state(experiment, encode(older.to_bytes()), before if made_by is not None else None)
    expected = decode_state(experiment, encode(state.to_bytes()), before if made_by is not None else None)
    assert advance(experiment, back, 3).to_bytes() == advance(experiment, expected, 3).to_bytes()
