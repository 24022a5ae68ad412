"""Losses against values worked out by hand, and the output layers that belong to them."""

from decimal import Decimal, localcontext

import numpy as np
import pytest

from nn_core import ACTIVATIONS, LOSSES, OUTPUT_LAYERS, Experiment, LayerParameters, TrainingState, advance
from nn_core.losses import PROBLEMS, output_layers
from nn_core.network.network import LayerPass, Network
from tests.cases import every

LAYERS = [pytest.param(layer, id="-".join(key)) for key, layer in OUTPUT_LAYERS.items()]


def _name(layer):
    return f"{layer.problem}-{layer.loss}"


def _column(*values):
    return np.array(values, dtype=np.float64)[:, np.newaxis]


def _sigmoid(z):
    return ACTIVATIONS["sigmoid"].f(z, 0.0)


def test_squared_loss_by_hand():
    a, y = _column(0.3, -1.0, 2.0), _column(1.0, 1.0, 2.0)
    np.testing.assert_allclose(LOSSES["squared"].value(a, a, y), _column(0.245, 2.0, 0.0), rtol=1e-14)
    np.testing.assert_allclose(LOSSES["squared"].gradient(a, a, y), _column(-0.7, -2.0, 0.0), rtol=1e-14)


def test_cross_entropy_by_hand():
    z, y = _column(0.0, 2.0, 2.0, -1.0), _column(1.0, 0.0, 1.0, 0.0)
    value = _column(0.6931471805599453, 2.1269280110429727, 0.1269280110429726, 0.31326168751822286)
    slope = _column(-0.5, 0.8807970779778824, -0.11920292202211755, 0.2689414213699951)
    np.testing.assert_allclose(LOSSES["cross-entropy"].value(z, _sigmoid(z), y), value, rtol=1e-13)
    np.testing.assert_allclose(LOSSES["cross-entropy"].gradient(z, _sigmoid(z), y), slope, rtol=1e-13)


@pytest.mark.parametrize("y", [0.0, 0.3, 1.0])
def test_cross_entropy_from_logits_is_the_formula_of_the_probability(y):
    z = np.linspace(-8.0, 8.0, 161)[:, np.newaxis]
    a = 1.0 / (1.0 + np.exp(-z))
    formula = -y * np.log(a) - (1.0 - y) * np.log(1.0 - a)
    np.testing.assert_allclose(LOSSES["cross-entropy"].value(z, a, np.full_like(z, y)), formula, rtol=1e-10)


def test_cross_entropy_stays_exact_where_the_probability_is_rounded_to_0_or_1():
    z, y = _column(1000.0, 1000.0, -1000.0, -1000.0), _column(0.0, 1.0, 0.0, 1.0)
    a = _sigmoid(z)
    assert set(a.ravel()) == {0.0, 1.0}
    with np.errstate(all="raise", under="ignore"):
        np.testing.assert_array_equal(LOSSES["cross-entropy"].value(z, a, y), _column(1000.0, 0.0, 0.0, 1000.0))
        np.testing.assert_array_equal(LOSSES["cross-entropy"].gradient(z, a, y), _column(1.0, 0.0, 0.0, -1.0))


def test_absolute_huber_and_hinge_by_hand():
    a, y = _column(0.3, -1.0, 2.0), _column(1.0, 1.0, 2.0)
    np.testing.assert_allclose(LOSSES["absolute"].value(a, a, y), _column(0.7, 2.0, 0.0), rtol=1e-14)
    np.testing.assert_array_equal(LOSSES["absolute"].gradient(a, a, y), _column(-1.0, -1.0, 0.0))
    np.testing.assert_allclose(LOSSES["huber"].value(a, a, y), _column(0.245, 1.5, 0.0), rtol=1e-14)
    np.testing.assert_allclose(LOSSES["huber"].gradient(a, a, y), _column(-0.7, -1.0, 0.0), rtol=1e-14)
    a, y = _column(0.3, -0.5, 2.0, 1.0), _column(1.0, -1.0, -1.0, 1.0)
    np.testing.assert_allclose(LOSSES["hinge"].value(a, a, y), _column(0.7, 0.5, 3.0, 0.0), rtol=1e-14)
    np.testing.assert_array_equal(LOSSES["hinge"].gradient(a, a, y), _column(-1.0, 1.0, 1.0, 0.0))


def test_categorical_cross_entropy_by_hand():
    """Logits log 1, log 2, log 5: the shares are 1/8, 2/8, 5/8."""
    z = np.log([[1.0, 2.0, 5.0]] * 3)
    a, y = np.array([[0.125, 0.25, 0.625]] * 3), np.eye(3)
    loss = LOSSES["categorical-cross-entropy"]
    np.testing.assert_allclose(loss.value(z, a, y).sum(axis=1), np.log([8.0, 4.0, 1.6]), rtol=1e-13)
    np.testing.assert_allclose(loss.gradient(z, a, y)[1], [0.125, -0.75, 0.625], rtol=1e-13)
    np.testing.assert_allclose(loss.value(z + 1000.0, a, y), loss.value(z, a, y), rtol=1e-11)
    np.testing.assert_allclose(loss.value(800.0 * z, a, y)[0].sum(), 800.0 * np.log(5.0), rtol=1e-13)


def test_the_loss_of_several_labels_is_the_mean_over_them():
    experiment = Experiment(problem="multi-label", classes=3, hidden=[])
    network = Network(experiment)
    z, y = np.array([[0.0, 2.0, -1.0]]), np.array([[1.0, 0.0, 0.0]])
    by_hand = (0.6931471805599453 + 2.1269280110429727 + 0.31326168751822286) / 3
    assert network.mean_loss(LayerPass(z, z, _sigmoid(z)), y) == pytest.approx(by_hand)
    layer = LayerParameters(np.zeros((2, 3)), z[0])
    ((_, biases, _),) = network.backward([layer], network.forward([layer], np.zeros((1, 2))), y)
    np.testing.assert_allclose(biases, np.array([-0.5, 0.8807970779778824, 0.2689414213699951]) / 3, rtol=1e-13)


@pytest.mark.parametrize("layer", [layer for layer in OUTPUT_LAYERS.values() if not layer.several], ids=_name)
def test_gradient_of_every_output_layer_agrees_with_central_differences(layer):
    loss, activation = LOSSES[layer.loss], ACTIVATIONS[layer.activation]
    p = activation.parameter.default if activation.parameter else 0.0
    # odd steps, so that none is at a kink
    z, y = (grid.ravel()[:, np.newaxis] for grid in np.meshgrid(np.linspace(-3.003, 3.0, 61), [layer.low, layer.high]))
    a, h = activation.f(z, p), 1e-5
    if loss.from_logits:  # dE/dz, the slope of the output activation inside
        above, below = (loss.value(z + s, activation.f(z + s, p), y) for s in (h, -h))
    else:  # dE/da
        above, below = (loss.value(z, a + s, y) for s in (h, -h))
    measured = (above - below) / (2 * h)
    np.testing.assert_allclose(loss.gradient(z, a, y), measured, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("layer", [layer for layer in OUTPUT_LAYERS.values() if not layer.several], ids=_name)
def test_loss_is_zero_at_the_target_and_larger_elsewhere(layer):
    loss = LOSSES[layer.loss]
    y = _column(layer.low, layer.high)
    z = _column(-40.0, 40.0) if loss.from_logits else y  # a logit comes near its target, but never there
    a = ACTIVATIONS[layer.activation].f(z, 1.0) if loss.from_logits else y
    assert np.all(loss.value(z, a, y) < 1e-15)
    assert np.all(loss.value(z[::-1], a[::-1], y) > 1.0)


@every("layer", LAYERS)
def test_targets_and_centered_are_inverse_and_meet_low_and_high(layer):
    assert layer.activation in ACTIVATIONS
    assert layer.loss in LOSSES
    np.testing.assert_allclose(layer.centered(np.array([layer.low, layer.high])), [-1.0, 1.0])
    assert layer.centered(np.array([(layer.low + layer.high) / 2]))[0] == 0.0
    if not layer.several:
        labels = np.linspace(-1.2, 1.2, 25)
        np.testing.assert_allclose(layer.centered(layer.targets(labels))[:, 0], labels, atol=1e-15)


@every(
    ("problem", "loss", "targets", "outputs"),
    [
        ("classification", "squared", (-1.0, 1.0), (1, 1)),  # the range of tanh
        ("classification", "cross-entropy", (0.0, 1.0), (1, 1)),  # probabilities
        ("classification", "hinge", (-1.0, 1.0), (1, 1)),  # the margin is y a
        ("regression", "squared", (-1.0, 1.0), (1, 1)),  # what is to be learned is the label itself
        ("regression", "absolute", (-1.0, 1.0), (1, 1)),
        ("regression", "huber", (-1.0, 1.0), (1, 1)),
        ("multi-class", "categorical-cross-entropy", (0.0, 1.0), (3, 6)),
        ("multi-label", "cross-entropy", (0.0, 1.0), (2, 3)),
    ],
)
def test_the_targets_are_those_that_the_loss_is_written_for(problem, loss, targets, outputs):
    (layer,) = (layer for layer in output_layers(problem) if layer.loss == loss)
    assert (layer.low, layer.high) == targets
    assert layer.outputs == outputs
    if problem == "regression":
        np.testing.assert_array_equal(layer.targets(np.array([-0.7, 0.0, 0.3])), [[-0.7], [0.0], [0.3]])


def test_targets_of_several_outputs():
    one = OUTPUT_LAYERS["multi-class", "softmax", "categorical-cross-entropy"]
    np.testing.assert_array_equal(one.targets(np.array([2.0, 0.0]), 3), [[0, 0, 1], [1, 0, 0]])
    many = OUTPUT_LAYERS["multi-label", "sigmoid", "cross-entropy"]
    np.testing.assert_array_equal(many.targets(np.array([0.0, 1.0, 6.0]), 3), [[0, 0, 0], [1, 0, 0], [0, 1, 1]])


def test_hits_of_several_outputs():
    one = OUTPUT_LAYERS["multi-class", "softmax", "categorical-cross-entropy"]
    outputs, targets = np.array([[0.2, 0.5, 0.3], [0.4, 0.3, 0.3]]), np.array([[0, 1, 0], [0, 0, 1]])
    np.testing.assert_array_equal(one.hits(outputs, targets), [True, False])
    many = OUTPUT_LAYERS["multi-label", "sigmoid", "cross-entropy"]
    np.testing.assert_array_equal(many.hits(outputs[:, :2], targets[:, :2]), [[True, True], [True, True]])
    np.testing.assert_array_equal(many.hits(1.0 - outputs, targets), [[False, True, False], [False, False, True]])


@pytest.mark.parametrize("problem", PROBLEMS)
def test_first_output_layer_of_a_problem_is_its_default(problem):
    experiment = Experiment(problem=problem)
    first = output_layers(problem)[0]
    assert (experiment.output, experiment.loss) == (first.activation, first.loss)
    assert all(layer.problem == problem for layer in output_layers(problem))


def _softplus_exactly(z):
    with localcontext(prec=400):
        return (1 + Decimal(z).exp()).ln()


def _sigmoid_exactly(z):
    with localcontext(prec=400):
        return 1 / (1 + (-Decimal(z)).exp())


LOGITS = [0.0, *(sign * z for z in (1e-9, 0.3, 1.0, 5.0, 16.0, 34.0, 37.0, 100.0, 345.6, 700.0) for sign in (1, -1))]


@pytest.mark.parametrize("y", [0.0, 0.25, 0.999999, 1.0])
def test_cross_entropy_and_its_gradient_keep_their_digits_where_the_answer_is_right(y):
    loss, z, targets = LOSSES["cross-entropy"], _column(*LOGITS), np.full((len(LOGITS), 1), y)
    with localcontext(prec=400):
        value = [Decimal(y) * _softplus_exactly(-z) + (1 - Decimal(y)) * _softplus_exactly(z) for z in LOGITS]
        slope = [_sigmoid_exactly(z) - Decimal(y) for z in LOGITS]
    np.testing.assert_allclose(loss.value(z, _sigmoid(z), targets), _column(*map(float, value)), rtol=1e-14)
    atol = 0.0 if y in (0.0, 1.0) else 1e-16  # in between it is 0 somewhere
    actual = loss.gradient(z, _sigmoid(z), targets)
    np.testing.assert_allclose(actual, _column(*map(float, slope)), rtol=1e-13, atol=atol)


def test_cross_entropy_of_a_sure_and_right_answer_is_not_zero():
    z, y = _column(34.0, -34.0), _column(1.0, 0.0)
    value, slope = (of(z, _sigmoid(z), y) for of in (LOSSES["cross-entropy"].value, LOSSES["cross-entropy"].gradient))
    np.testing.assert_allclose(value, _column(1.713908431542013e-15, 1.713908431542013e-15), rtol=1e-14)
    np.testing.assert_allclose(slope, _column(-1.713908431542013e-15, 1.713908431542013e-15), rtol=1e-14)


@every("outputs", [3, 4, 6])
@every("lead", [0.0, 0.5, 5.0, 34.0, 40.0, 300.0, 700.0])
def test_categorical_cross_entropy_and_its_gradient_keep_their_digits(outputs, lead):
    """The first class leads all others, which differ a little; each class in turn is the right one."""
    z = np.array([[lead, *(0.1 * k for k in range(outputs - 1))]] * outputs) + 3.0
    loss, y, shares = (
        LOSSES["categorical-cross-entropy"],
        np.eye(outputs),
        ACTIVATIONS["softmax"].coupled.forward(z, 1.0),
    )
    with localcontext(prec=400):
        powers = [Decimal(value).exp() for value in z[0].tolist()]
        value = [float((sum(powers) / power).ln()) for power in powers]
        slope = [[float(p / sum(powers) - (i == k)) for i, p in enumerate(powers)] for k in range(outputs)]
    np.testing.assert_allclose(loss.value(z, shares, y).sum(axis=1), value, rtol=1e-13)
    np.testing.assert_allclose(loss.gradient(z, shares, y), slope, rtol=1e-13)


@every("classes", [1, 3, 6])
@every("lead", [2.0, 34.0, 400.0])
def test_a_step_of_either_engine_from_right_answers_keeps_its_digits(classes, lead):
    """All weights are 0 and all x are 1, so that one update at the rate 1 makes dE/dz of the weights."""
    kind = {"output": "sigmoid", "loss": "cross-entropy"} if classes == 1 else {"problem": "multi-class"}
    points = [[1.0, 0.0, float(classes == 1)]] * 12
    experiment = Experiment(
        **kind, dataset="custom", points=points, classes=classes, features=["x"], hidden=[], batch_size=6,
        learning_rate=1.0, optimizer="momentum",
    )  # fmt: skip
    biases = np.zeros(classes)
    biases[0] = lead
    state = TrainingState((LayerParameters(np.zeros((1, classes)), biases),))
    slopes = [-advance(experiment, state, 1, engine=engine).layers[0].weights[0] for engine in ("numpy", "compiled")]
    with localcontext(prec=400):
        powers = [Decimal(value).exp() for value in ([lead, 0.0] if classes == 1 else biases.tolist())]
        others = [float(power / sum(powers)) for power in powers[1:]]
    expected = [-others[0]] if classes == 1 else [-sum(others), *others]
    for slope in slopes:
        np.testing.assert_allclose(slope, expected, rtol=1e-13)
