"""Hypothesis strategies: small experiments that train in milliseconds, of every kind the registries hold."""

from functools import cache

from hypothesis import strategies as st

from nn_core import ACTIVATIONS, DATASETS, FEATURES, INITIALIZERS, OPTIMIZERS, OUTPUT_LAYERS, REGULARIZERS, Experiment
from nn_core.activations import Activation, Background, Facts
from nn_core.experiment.data_names import MAX_NAME, Column, DataNames
from nn_core.schedules import SCHEDULES

FORMULAS = (
    "max(0, z) + 1",
    "where(z >= 0 and z < 1, a*z, z/2)",
    "z² · 2",
    "−z",
    " sin(z)^2",
    "tanh(a*z) with a learned",
)


def activation_of(key, f, df, infimum=-1.0, supremum=1.0, **more):
    """An entry for the registry of which nothing is known but its functions."""
    return Activation(key, key, "", "", "", "", f, df, Facts(infimum, supremum), Background("", "", "", ""), **more)


@st.composite
def layers(draw, max_units=4):
    activation = draw(st.sampled_from(list(ACTIVATIONS)))
    layer = {"units": draw(st.integers(1, max_units)), "activation": activation}
    parameter = ACTIVATIONS[activation].parameter
    if parameter and draw(st.booleans()):
        value = draw(st.floats(parameter.minimum, parameter.maximum))
        layer["parameter"] = round(value) if ACTIVATIONS[activation].pieces(None) > 1 else value
    if draw(st.integers(0, 4)) == 0:
        layer["dropout"] = draw(st.floats(0.0, 0.9))
    return layer


@st.composite
def experiments(draw, max_samples=40, max_layers=3, max_rate=0.3, optimizers=tuple(OPTIMIZERS)):
    output = draw(st.sampled_from(list(OUTPUT_LAYERS.values())))
    datasets = [kind.key for kind in DATASETS.values() if kind.problem == output.problem]
    dataset = draw(st.sampled_from(datasets))
    samples = draw(st.integers(10, max_samples))
    percent = draw(st.integers(10, 90))
    return Experiment(
        problem=output.problem,
        output=output.activation,
        loss=output.loss,
        dataset=dataset,
        classes=draw(st.integers(output.outputs[0], min(output.outputs[1], DATASETS[dataset].most))),
        samples=samples,
        noise=draw(st.floats(0.0, 80.0)),
        train_percent=percent,
        seed=draw(st.integers(0, 2**32 - 1)),
        features=draw(st.lists(st.sampled_from(list(FEATURES)), unique=True, max_size=4)),
        hidden=draw(st.lists(layers(), max_size=max_layers)),
        learning_rate=draw(st.floats(0.0, max_rate)),
        batch_size=draw(st.integers(1, samples * percent // 100)),
        optimizer=draw(st.sampled_from(optimizers)),
        regularization=draw(st.sampled_from(list(REGULARIZERS))),
        regularization_rate=draw(st.floats(0.0, 0.5)),
        initial_bias=draw(st.sampled_from([0.1, 0.0]) | st.floats(-1.0, 1.0)),
        initializer=draw(st.sampled_from(list(INITIALIZERS))),
        clip_norm=draw(st.sampled_from([0.0, 0.01, 1.0])),
        schedule=draw(st.sampled_from(list(SCHEDULES))),
        schedule_epochs=draw(st.integers(1, 30)),
    )


@st.composite
def own_points(draw, problem, outputs):
    """Data that a person brought, with the labels of the problem."""
    return draw(st.lists(st.tuples(_numbers, _numbers, _labels(problem, outputs)), min_size=10, max_size=15))


_numbers = st.floats(-1e6, 1e6)


@cache
def _labels(problem, outputs):
    if problem == "regression":
        return _numbers
    if problem == "classification":
        return st.sampled_from([-1.0, 1.0])
    return st.integers(0, outputs - 1 if problem == "multi-class" else 2**outputs - 1)


_names = st.text(st.characters(codec="utf-8").filter(str.isprintable), max_size=MAX_NAME)
_plain = st.builds(Column, name=_names)
_scaled = st.builds(Column, name=_names, offset=st.floats(-1e100, 1e100), factor=st.floats(1e-150, 1e150))


@st.composite
def data_names(draw, problem, outputs):
    """What its columns and classes may have been called, in any script."""
    return draw(_data_names(problem, outputs))


@cache
def _data_names(problem, outputs):
    most = {"classification": 2, "regression": 0}.get(problem, outputs)
    label = _scaled if problem == "regression" else _plain
    classes = st.lists(_names, max_size=most)
    names = st.builds(DataNames, x=_scaled | _plain, y=_scaled | _plain, label=label, classes=classes)
    return names.filter(lambda its: its != DataNames())


@st.composite
def any_experiments(draw):
    """Experiments of every kind there is, custom data and typed formulas too; some take long to train."""
    fields = draw(experiments(max_samples=2000, max_layers=8, max_rate=10.0)).model_dump()
    fields["weights_seed"] = draw(st.none() | st.integers(0, 2**32 - 1))
    if fields["hidden"] and draw(st.booleans()):
        kind = {"activation": "custom", "formula": draw(st.sampled_from(FORMULAS)), "parameter": None}
        fields["hidden"] = [*fields["hidden"][:-1], fields["hidden"][-1] | kind]
    if draw(st.booleans()):
        points = draw(own_points(fields["problem"], fields["classes"]))
        fields |= {"dataset": "custom", "points": points, "samples": len(points), "batch_size": 1}
        fields["names"] = draw(st.none() | data_names(fields["problem"], fields["classes"]))
    return Experiment(**fields)
