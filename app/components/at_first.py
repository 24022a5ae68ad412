"""What pages show before their scripts are there: the experiment, the race and the activations that they begin with.

The scripts say the same of every other one: ``tests/browser/test_first_paint.py`` compares what stands there before and
after they have begun, and that nothing has moved.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
from dash import html
from dash.development.base_component import Component

from nn_core import ACTIVATIONS, DATASETS, FEATURES, LOSSES, OUTPUT_LAYERS, Experiment, evaluate, start
from nn_core.common.written import MINUS, exact, fixed, loss, score
from nn_core.study.race_rules import Rules

from .. import ids
from ..bridge.markup import set_attributes
from ..i18n import _
from ..wire.answers import LaneAnswer
from ..wire.frames import decode_state
from . import early_map, early_network
from .network_panel import output_name
from .texts import common_texts


class Parts:
    """The parts of a page, by their ids and classes."""

    def __init__(self, tree: Component) -> None:
        self.all = list(_parts(tree))
        self.by_id = {part.id: part for part in self.all if isinstance(getattr(part, "id", None), str)}

    def with_class(self, name: str) -> list[Component]:
        """Those of a class."""
        return [part for part in self.all if name in (getattr(part, "className", None) or "").split()]

    def tell(self, slider: str, value: str) -> None:
        """Say the value of a slider above it."""
        for label in self.with_class("value"):
            if getattr(label, "data-value-of") == slider:
                label.children = getattr(label, "data-text").format(value=value)


def _parts(tree: Any) -> Iterator[Component]:
    if isinstance(tree, Component):
        yield tree
    children = tree if isinstance(tree, list | tuple) else getattr(tree, "children", None)
    for child in children if isinstance(children, list | tuple) else [children]:
        if isinstance(child, Component | list | tuple):
            yield from _parts(child)


def playground(tree: Component, experiment: Experiment, lane: LaneAnswer) -> Component:
    """Let the parts of the playground show an experiment and what the server answers of it; gives the same tree."""
    page = Parts(tree)
    _data(page, experiment)
    _network(page, experiment)
    for id_, chosen in (
        (ids.LEARNING_RATE, exact(experiment.learning_rate)),
        (ids.PROBLEM, experiment.problem),
    ):
        _choose(page.by_id[id_], chosen)
    activations = {layer.activation for layer in experiment.hidden}
    if activations:
        _choose(page.by_id[ids.ACTIVATION], activations.pop() if len(activations) == 1 else "")
    _results(page, experiment, lane)
    _pictures(page, experiment, lane)
    return tree


def race(tree: Component, rules: Rules) -> Component:
    """Let the parts of the race show its rules, and each lane what it is; gives the same tree."""
    page, base = Parts(tree), rules.base
    hidden = ",".join(str(layer.units) for layer in base.hidden)
    for id_, chosen in (
        (ids.RACE_DATASET, base.dataset),
        (ids.RACE_HIDDEN, hidden),
        (ids.RACE_LEARNING_RATE, exact(base.learning_rate)),
        (ids.RACE_BATCH, exact(base.batch_size)),
        (ids.RACE_NOISE, exact(base.noise)),
        (ids.RACE_DIFFERS, rules.differs),
        (ids.RACE_START, rules.start),
        (ids.RACE_TARGET, f"{rules.metric} {rules.target}"),
    ):
        _choose(page.by_id[id_], chosen)
    set_attributes(page.by_id[ids.RACE_SEED], value=base.seed)
    for part in page.with_class("score-name"):
        part.children = common_texts()["accuracy"]
    for select, key in zip(page.with_class("lane-value"), rules.lanes, strict=False):
        select.children = [html.Option(_(ACTIVATIONS[key].name), value=key)]
    for card, lane in zip(page.with_class("lane"), rules.competitors, strict=False):
        _lane(Parts(card), lane.experiment)
    return tree


def _lane(card: Parts, experiment: Experiment) -> None:
    """Its numbers at epoch 0, and its map."""
    state = start(experiment)
    metrics = evaluate(experiment, state)
    regression = experiment.problem == "regression"
    for name, text in (
        ("test", loss(metrics.test_loss)),
        ("train", loss(metrics.train_loss)),
        ("gap", _gap(metrics.train_loss, metrics.test_loss)),
        ("score", score(metrics.test_score, regression=regression)),
        ("parameters", _parameters(experiment.parameters)),
    ):
        (part,) = card.with_class(name)
        part.children = text
    (figure,) = card.with_class("lane-map")
    figure.children.append(early_map.lane_map(experiment, state))


def activations(tree: Component, setup: dict[str, Any]) -> Component:
    """Let the parts of the page of activations show those that its set-up chooses; gives the same tree."""
    page, chosen, probe = Parts(tree), setup["chosen"], setup["probe"]
    set_attributes(page.by_id[ids.PROBE_Z], **probe)
    page.tell(ids.PROBE_Z, fixed(probe["value"], 2))
    page.by_id[ids.CHOSEN_COUNT].children = _("{n} of {most} selected").format(n=len(chosen), most=setup["maxChosen"])
    legend, rows = [], []
    for key in chosen:
        its = ACTIVATIONS[key]
        _press(page.by_id[ids.pick(key)], True)
        set_attributes(page.by_id[ids.card(key)], hidden=False)
        legend.append(html.Li(_(its.name)))
        z = np.array([float(probe["value"])])
        f = its.f(z, its.default)
        cells = (html.Td(fixed(float(each[0]), 4)) for each in (f, its.df(z, f, its.default)))
        rows.append(html.Tr([html.Th(_(its.name), scope="row"), *cells]))
    page.by_id[ids.CHOSEN_LEGEND].children = legend
    page.by_id[ids.PROBE_TABLE].children = rows
    return tree


def _data(page: Parts, experiment: Experiment) -> None:
    for kind in DATASETS.values():
        set_attributes(page.by_id[ids.dataset(kind.key)], hidden=kind.problem != experiment.problem)
        _press(page.by_id[ids.dataset(kind.key)], kind.key == experiment.dataset)
    folded = any(not part.hidden for part in page.with_class("folded"))
    set_attributes(page.by_id[ids.MORE_DATASETS], hidden=not folded)
    set_attributes(page.by_id[ids.SAMPLES], value=experiment.samples)
    for id_, value in ((ids.TRAIN_PERCENT, experiment.train_percent), (ids.NOISE, experiment.noise)):
        set_attributes(page.by_id[id_], value=exact(value))
        page.tell(id_, exact(value))


def _network(page: Parts, experiment: Experiment) -> None:
    count = len(experiment.hidden)
    page.by_id[ids.LAYER_COUNT].children = str(count)
    (word,) = page.with_class("layer-word")
    word.children = _("hidden layer") if count == 1 else _("hidden layers")
    for key in FEATURES:
        _press(page.by_id[ids.feature(key)], key in experiment.features)
    for index in ids.LAYERS:
        place = page.by_id[ids.layer(index)]
        set_attributes(place, hidden=index >= count)
        if index >= count:
            continue
        layer = experiment.hidden[index]
        _press(page.by_id[ids.layer_look(index)], index == 0)
        units = _("1 unit") if layer.units == 1 else _("{n} units").format(n=layer.units)
        page.by_id[ids.layer_units(index)].children = units
        _choose(page.by_id[ids.layer_activation(index)], layer.activation)
        known = ACTIVATIONS.get(layer.activation)
        if known and known.parameter:
            place.className += " with-parameter"
    fitting = [layer for layer in OUTPUT_LAYERS.values() if layer.problem == experiment.problem]
    options = [html.Option(output_name(layer), value=f"{layer.activation} {layer.loss}") for layer in fitting]
    page.by_id[ids.OUTPUT_LAYER].children = options
    _choose(page.by_id[ids.OUTPUT_LAYER], f"{experiment.output} {experiment.loss}")
    page.by_id[ids.OUTPUT_LOSS].children = _(LOSSES[experiment.loss].name)


def _results(page: Parts, experiment: Experiment, lane: LaneAnswer) -> None:
    (frame,) = lane["frames"]
    texts = common_texts()
    regression = experiment.problem == "regression"
    for part in page.with_class("score-name"):
        part.children = texts["r2"] if regression else texts["accuracy"]
    for id_, value in ((ids.TRAIN_LOSS, frame["train_loss"]), (ids.TEST_LOSS, frame["test_loss"])):
        page.by_id[id_].children = loss(value)
    for id_, value in ((ids.TRAIN_SCORE, frame["train_score"]), (ids.TEST_SCORE, frame["test_score"])):
        page.by_id[id_].children = score(value, regression=regression)
    page.by_id[ids.GAP].children = _gap(frame["train_loss"], frame["test_loss"])
    page.by_id[ids.PARAMETERS].children = _parameters(lane["parameters"])
    page.by_id[ids.TIMELINE_EPOCH].children = _("Epoch {epoch}").format(epoch=frame["epoch"])


def _gap(train: float, test: float) -> str:
    gap = test - train
    return (MINUS if gap < 0 else "+") + loss(abs(gap))


def _parameters(count: int) -> str:
    return common_texts()["parameter" if count == 1 else "parameters"].format(n=exact(count))


def _pictures(page: Parts, experiment: Experiment, lane: LaneAnswer) -> None:
    """What the scripts will paint on canvas, as far as the server draws it; the scripts take all of it away."""
    for key in FEATURES:
        page.by_id[ids.feature(key)].children.append(early_network.feature(key))
    for index, values in enumerate(lane["curves"]):
        page.by_id[ids.layer_look(index)].children.insert(0, early_network.curve(values))
    output = OUTPUT_LAYERS[experiment.problem, experiment.output, experiment.loss]
    if output.several or experiment.dataset == "custom" or lane["data"]["curve"]:
        return  # classes have colors of their own, data their names, and a curve is no map
    page.by_id[ids.OWN_DATA].children.insert(1, early_map.own_data_sign())
    for kind in DATASETS.values():
        button = page.by_id[ids.dataset(kind.key)]
        if kind.problem == experiment.problem and "folded" not in button.className:
            button.children[1:1] = early_map.thumbnail(kind.key)
    state = decode_state(experiment, lane["frames"][0]["state"])
    if early_network.is_plain(experiment, state):
        network, space = page.by_id[ids.NETWORK], page.with_class("space")[0]
        set_attributes(network, **{"data-most": max(layer.units for layer in experiment.hidden)})
        space.children = early_network.network(experiment, state)
    page.by_id[ids.OUTPUT_FIGURE].children.insert(0, early_map.whole_map(experiment, state))
    scale = (output.low, output.boundary, output.high)
    for place, value in zip(page.by_id[ids.OUTPUT_SCALE].children, scale, strict=True):
        place.children = exact(value, MINUS)


def _press(button: Component, on: bool) -> None:
    set_attributes(button, **{"aria-pressed": "true" if on else "false"})


def _choose(select: Component, value: str) -> None:
    """One of its values; one that it does not offer is added, as the scripts do."""
    options = [part for part in _parts(select) if isinstance(part, html.Option)]
    if not any(option.value == value for option in options):
        select.children = [*select.children, option := html.Option(value, value=value)]
        options.append(option)
    for option in options:
        set_attributes(option, selected=option.value == value)
