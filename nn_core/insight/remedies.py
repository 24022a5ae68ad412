"""What a learner can try next: one change of an experiment each, and None where there is nothing to change.

A remedy changes one thing, so that what becomes of it can be told from nothing else. It gives a valid experiment, and
where training has to restart for it to help (weights that have died or saturated stay as they are) it says so.
"""

from collections.abc import Callable
from dataclasses import dataclass
from sys import float_info
from typing import Any

from ..datasets import DATASETS
from ..experiment.experiment import CUSTOM, MAX_LAYERS, MAX_RATE, MAX_SAMPLES, Experiment
from ..experiment.hidden import MAX_UNITS, Layer

Value = int | float | str

_WIDER = 8  # units that most patterns here can be learned with
_PENALTY = 0.01  # of L2: enough for small networks to become simpler, too little to hold them back
_TRAIN_SHARE = 50.0
_BATCH = 10
_SMALL_BATCH = 5
_HIGH = 3.0  # times the usual learning rate
_LOW = 0.1

# Rates that train here. The velocity of momentum is up to ten gradients long. Steps of Adam and RMSprop are about as
# long as the rate, whatever the gradient: D. P. Kingma and J. Ba, https://arxiv.org/abs/1412.6980, section 2.1.
_RATES = {"sgd": 0.03, "momentum": 0.003, "nesterov": 0.003}
_OTHER_RATE = 0.005  # so that 0.001, their default in Keras and PyTorch, is not low


@dataclass(frozen=True)
class Change:
    """One change to try: a button's text and its values, the experiment that it makes, whether training starts over."""

    text: str
    values: dict[str, Value]
    experiment: Experiment
    restart: bool = False


Remedy = Callable[[Experiment, int | None], Change | None]  # of an experiment and a hidden layer, counted from 0

RATE = "Try learning rate {rate}"
SCHEDULE = "Try a constant learning rate"
BATCH = "Try batch size {size}"
ACTIVATION = "Try {activation} instead of {before}"
UNITS = "Try {units} units in layer {layer}"
LAYER = "Try one more layer of {units} units"
FEATURE = "Try adding feature {feature}"
L2 = "Try L2 regularization at rate {rate}"
PENALTY = "Try regularization rate {rate}"
INITIALIZER = "Try random initial weights"
SHARE = "Try training share {percent}%"
SAMPLES = "Try {samples} points"
TEXTS = (RATE, SCHEDULE, BATCH, ACTIVATION, UNITS, LAYER, FEATURE, L2, PENALTY, INITIALIZER, SHARE, SAMPLES)


def usual_rate(experiment: Experiment) -> float:
    """A learning rate that trains with this optimizer."""
    return _RATES.get(experiment.optimizer, _OTHER_RATE)


def _changed(
    experiment: Experiment, text: str, values: dict[str, Value], *, restart: bool = False, **fields: Any
) -> Change:
    return Change(text, values, experiment.model_copy(update=fields), restart)


def _times(rate: float, factor: float) -> float:
    """A multiple of a rate in six digits; 0 where an experiment would make that of it."""
    multiple = float(f"{factor * rate:.6g}")
    return multiple if multiple >= float_info.min else 0.0


def lower_rate(experiment: Experiment, _layer: int | None = None) -> Change | None:
    """A tenth of the learning rate, from the start."""
    rate = _times(experiment.learning_rate, 0.1)
    return _changed(experiment, RATE, {"rate": rate}, restart=True, learning_rate=rate) if rate else None


def lower_high_rate(experiment: Experiment, layer: int | None = None) -> Change | None:
    """The same, if the learning rate is well above the usual one."""
    return lower_rate(experiment, layer) if experiment.learning_rate > _HIGH * usual_rate(experiment) else None


def usual_or_higher_rate(experiment: Experiment, _layer: int | None = None) -> Change | None:
    """The usual learning rate; a schedule that has made it low is left out."""
    rate = usual_rate(experiment)
    if experiment.learning_rate > _LOW * rate:
        return None if experiment.schedule == "constant" else _changed(experiment, SCHEDULE, {}, schedule="constant")
    return _changed(experiment, RATE, {"rate": rate}, learning_rate=rate)


def larger_batch(experiment: Experiment, _layer: int | None = None) -> Change | None:
    """The usual batch size, if it is smaller."""
    size = min(_BATCH, experiment.train_samples)
    if experiment.batch_size > min(_SMALL_BATCH, size - 1):
        return None
    return _changed(experiment, BATCH, {"size": size}, batch_size=size)


def other_activation(experiment: Experiment, layer: int | None = None) -> Change | None:
    """Leaky ReLU for a rectifier that can die, tanh for the rest (ReLU for tanh), wherever a layer has the same one."""
    if layer is None or layer >= len(experiment.hidden):
        return None
    before = experiment.hidden[layer]
    activation = _instead_of(before)
    hidden = tuple(
        Layer(units=each.units, activation=activation, dropout=each.dropout)
        if (each.activation, each.formula) == (before.activation, before.formula)
        else each
        for each in experiment.hidden
    )
    values: dict[str, Value] = {"activation": activation, "before": before.activation}
    return _changed(experiment, ACTIVATION, values, restart=True, hidden=hidden)


def _instead_of(layer: Layer) -> str:
    facts = layer.function.facts_at(layer.p)
    if layer.activation == "tanh":
        return "relu"
    return "leaky-relu" if facts.can_die and not facts.values else "tanh"


def bending_activation(experiment: Experiment, _layer: int | None = None) -> Change | None:
    """Tanh in the first layer that is linear, and in all of its kind."""
    linear = (index for index, layer in enumerate(experiment.hidden) if is_linear(layer))
    return other_activation(experiment, next(linear, None))


def is_linear(layer: Layer) -> bool:
    """Whether a layer bends nothing."""
    return layer.function.facts_at(layer.p).linear


def sigmoid_to_tanh(experiment: Experiment, _layer: int | None = None) -> Change | None:
    """Tanh where outputs are all above 0: Y. LeCun and others, 1998, https://doi.org/10.1007/3-540-49430-8_2."""
    for index, layer in enumerate(experiment.hidden):
        facts = layer.function.facts_at(layer.p)
        if facts.infimum >= 0.0 and facts.saturates_left and facts.saturates_right and not facts.values:
            return other_activation(experiment, index)
    return None


def more_units(experiment: Experiment, _layer: int | None = None) -> Change | None:
    """Twice the units in the narrowest layer, or eight if that is more."""
    narrowest = min(range(len(experiment.hidden)), key=lambda i: experiment.hidden[i].units, default=None)
    if narrowest is None or experiment.hidden[narrowest].units == MAX_UNITS:
        return None
    units = min(MAX_UNITS, max(_WIDER, 2 * experiment.hidden[narrowest].units))
    hidden = list(experiment.hidden)
    hidden[narrowest] = hidden[narrowest].model_copy(update={"units": units})
    return _changed(experiment, UNITS, {"layer": narrowest + 1, "units": units}, hidden=tuple(hidden))


def another_layer(experiment: Experiment, _layer: int | None = None) -> Change | None:
    """A layer of eight more, of the last one's activation; of tanh if there is none."""
    if len(experiment.hidden) == MAX_LAYERS:
        return None
    last = experiment.hidden[-1] if experiment.hidden else Layer(units=_WIDER)
    added = last.model_copy(update={"units": _WIDER})
    return _changed(experiment, LAYER, {"units": _WIDER}, restart=True, hidden=(*experiment.hidden, added))


def add_feature(key: str | None) -> Remedy:
    """Let the network see one more property of the points."""

    def remedy(experiment: Experiment, _layer: int | None = None) -> Change | None:
        if key is None or key in experiment.features:
            return None
        return _changed(experiment, FEATURE, {"feature": key}, features=(*experiment.features, key))

    return remedy


def missing_coordinate(experiment: Experiment, layer: int | None = None) -> Change | None:
    """X₁ or X₂, if the network does not see it and the points differ in it."""
    unseen = (key for key in ("x", "y") if key not in experiment.features and _varies(experiment, key))
    return add_feature(next(unseen, None))(experiment, layer)


def _varies(experiment: Experiment, key: str) -> bool:
    if experiment.points is not None:
        column = "xy".index(key)
        return any(point[column] != experiment.points[0][column] for point in experiment.points)
    return key == "x" or not DATASETS[experiment.dataset].curve


def stronger_penalty(experiment: Experiment, _layer: int | None = None) -> Change | None:
    """L2 regularization, or three times what there is."""
    if experiment.regularization == "none":
        values: dict[str, Value] = {"rate": _PENALTY}
        return _changed(experiment, L2, values, regularization="l2", regularization_rate=_PENALTY)
    rate = min(MAX_RATE, max(_PENALTY, _times(experiment.regularization_rate, 3.0)))
    if rate == experiment.regularization_rate:
        return None
    return _changed(experiment, PENALTY, {"rate": rate}, regularization_rate=rate)


def weaker_penalty(experiment: Experiment, _layer: int | None = None) -> Change | None:
    """A hundredth of the regularization rate."""
    if experiment.regularization == "none" or not experiment.regularization_rate:
        return None
    rate = _times(experiment.regularization_rate, 0.01)
    return _changed(experiment, PENALTY, {"rate": rate}, restart=True, regularization_rate=rate)


def random_weights(experiment: Experiment, _layer: int | None = None) -> Change | None:
    """Different weights for units that are all alike: equal ones get equal gradients and stay equal."""
    if experiment.initializer not in ("zeros", "constant"):
        return None
    return _changed(experiment, INITIALIZER, {}, restart=True, initializer="matched")


def more_training_data(experiment: Experiment, _layer: int | None = None) -> Change | None:
    """Half of the points for training; if it is that already, more points."""
    if experiment.train_points is None and experiment.train_percent < _TRAIN_SHARE:
        values: dict[str, Value] = {"percent": int(_TRAIN_SHARE)}
        return _changed(experiment, SHARE, values, restart=True, train_percent=_TRAIN_SHARE)
    return None


def more_points(experiment: Experiment, _layer: int | None = None) -> Change | None:
    """As many points as there may be; custom data have as many as they have."""
    if experiment.dataset == CUSTOM or experiment.samples == MAX_SAMPLES:
        return None
    return _changed(experiment, SAMPLES, {"samples": MAX_SAMPLES}, restart=True, samples=MAX_SAMPLES)


def first_of(*remedies: Remedy) -> Remedy:
    """The first of some remedies that has something to change."""

    def remedy(experiment: Experiment, layer: int | None = None) -> Change | None:
        return next((change for each in remedies if (change := each(experiment, layer))), None)

    return remedy
