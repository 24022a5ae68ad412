"""Runs for the tests of the coach: set-ups, what a person who watches them would say and when, and what the coach says.

``SETUPS`` has a name, an experiment's fields, the epochs and how many a frame, and what a person says: "25-300 linear"
from epoch 25 to 300, "0-40 -" nothing. Between these spans either may be said. Of "missed" a person would say it, and
the coach says nothing: that is known, and allowed; something else is not.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from nn_core import DivergedError, Experiment, Trainer, refit, start
from nn_core.insight.coach import Advice, advise
from nn_core.insight.history import Moment

DIAGNOSED = 5  # frames from one look into the network to the next
JUDGED = 2  # frames from one question to the next


def hidden(text):
    """Layers of a text such as "8-tanh;2-relu"."""
    pairs = (part.split("-", 1) for part in text.split(";") if part)
    return [{"units": int(units), "activation": activation} for units, activation in pairs]


def own(count, scale, label, seed=5):
    points = np.random.default_rng(seed).uniform(-scale, scale, (count, 2)).tolist()
    return [(x, y, label(x, y)) for x, y in points]


def _lot(x, _y):
    """A label that has nothing to do with the place."""
    return 1.0 if int(abs(x) * 1e6) % 2 else -1.0


DEEP = ";".join(["8-{0}"] * 8)
LESSON = {"seed": 4, "noise": 25, "samples": 80, "train_percent": 30, "hidden": "8-tanh;8-tanh", "learning_rate": 0.1}
ALL = ["x", "y", "sin x", "sin y", "x^2", "y^2", "xy"]
REGRESSION = {"problem": "regression"}
BUMPS = REGRESSION | {"dataset": "reg-gauss"}
SINE = REGRESSION | {"dataset": "curve-sine", "features": ["x"]}
CLASSES = {"problem": "multi-class"}
LABELS = {"problem": "multi-label"}

# name: (fields, epochs, epochs in a frame, what a person says)
SETUPS = {
    # it goes well
    "the defaults": ({}, 300, 1, "0-50 -, 60-300 solved"),
    "clouds, one neuron": ({"dataset": "gauss", "hidden": ""}, 100, 1, "10-100 solved"),
    "clouds, hinge loss": (
        {"dataset": "gauss", "hidden": "", "output": "linear", "loss": "hinge"}, 60, 1, "10-60 solved"),
    "circle, squares, no hidden layer": ({"hidden": "", "features": ["x^2", "y^2"]}, 200, 1, "15-200 solved"),
    "XOR, its product, no hidden layer": (
        {"dataset": "xor", "hidden": "", "features": ["xy"]}, 200, 1, "12-200 solved"),
    "XOR, four units, some test points wrong": ({"dataset": "xor", "hidden": "4-tanh"}, 300, 1, "0-300 -"),
    "moons, eight units": ({"dataset": "moons", "hidden": "8-tanh"}, 250, 1, "0-110 -, 125-250 solved"),
    "above a line, one neuron": ({"dataset": "above-line", "hidden": ""}, 200, 1, "0-200 -"),
    "ReLU": ({"hidden": "4-relu;2-relu"}, 200, 1, "25-200 solved"),
    "tanh, eight layers": ({"hidden": DEEP.format("tanh")}, 150, 1, "25-150 solved"),
    "ReLU, eight layers": ({"hidden": DEEP.format("relu")}, 150, 1, "0-8 -, 20-150 solved"),
    "ReLU, eight layers, He": ({"hidden": DEEP.format("relu"), "initializer": "he"}, 150, 1, "30-150 solved"),
    "Adam": ({"optimizer": "adam", "learning_rate": 0.01}, 150, 1, "22-150 solved"),
    "Adam, 0.001": ({"optimizer": "adam", "learning_rate": 0.001}, 200, 1, "0-85 -, 100-200 solved"),
    "Adam, 0.001, a plateau first": (
        {"optimizer": "adam", "learning_rate": 0.001, "seed": 2}, 200, 1, "0-110 -"),
    "momentum, a tenth of SGD's rate": (
        {"optimizer": "momentum", "learning_rate": 0.003}, 200, 1, "0-50 -, 60-200 solved"),
    "a little L2": ({"regularization": "l2", "regularization_rate": 0.001}, 200, 1, "0-50 -, 62-200 solved"),
    "a plane": (REGRESSION, 200, 1, "0-36 -, 48-200 solved"),
    "a plane, one neuron": (REGRESSION | {"hidden": ""}, 100, 1, "10-100 solved"),
    "a sine, from a sine": (SINE | {"hidden": "", "features": ["sin x"]}, 100, 1, "12-100 solved"),
    "a sine, eight units, slowly": (SINE | {"hidden": "8-tanh"}, 1500, 5, "0-1500 -"),
    "bumps, 8,8, slowly": (BUMPS | {"hidden": "8-tanh;8-tanh"}, 800, 4, "0-800 -"),
    "three blobs": (CLASSES, 150, 1, "0-28 -, 40-150 solved"),
    "sectors, one layer": (CLASSES | {"dataset": "sectors", "hidden": ""}, 100, 1, "12-100 solved"),
    "arms, 16 units, on its way": (CLASSES | {"dataset": "arms", "hidden": "16-tanh"}, 400, 2, "0-400 -"),
    "half-planes": (LABELS | {"hidden": "8-tanh"}, 200, 1, "0-200 -"),
    "spiral, all features": ({"dataset": "spiral", "hidden": "8-tanh", "features": ALL}, 450, 2, "330-450 solved"),
    "spiral, a plateau, then a fall": ({"dataset": "spiral", "hidden": "8-tanh;8-tanh"}, 1500, 5, "0-1500 -"),
    "dropout": ({"hidden": [{"units": 8, "activation": "tanh", "dropout": 0.5}]}, 200, 1, "0-200 -"),
    "custom data that a line divides, all but one or two": (
        {"dataset": "custom", "points": own(200, 5.0, lambda x, y: 1.0 if x + y > 1 else -1.0), "hidden": ""},
        150, 1, "0-150 -"),
    # noise is not a failure
    "noisy clouds": ({"dataset": "gauss", "noise": 50, "hidden": ""}, 300, 1, "0-300 -"),
    "very noisy clouds": ({"dataset": "gauss", "noise": 80, "hidden": ""}, 300, 1, "0-300 -"),
    "noisy circle": ({"noise": 25, "hidden": "8-tanh"}, 400, 2, "0-400 -"),
    "very noisy circle": ({"noise": 50}, 400, 2, "0-400 -"),
    "noisy curve": (
        REGRESSION | {"dataset": "curve-abs", "features": ["x"], "noise": 50, "hidden": "8-tanh"}, 300, 1, "0-300 -"),
    "bumps that noise has hidden": (BUMPS | {"noise": 50, "hidden": "8-tanh"}, 300, 1, "0-300 -"),
    "checkerboard that noise has hidden": (
        {"dataset": "checkerboard", "noise": 50, "hidden": "4-tanh"}, 300, 1, "0-300 -"),
    # a line
    "spiral, linear layers": ({"dataset": "spiral", "hidden": "8-linear;8-linear"}, 200, 1, "25-200 linear"),
    "circle, one neuron": ({"hidden": ""}, 200, 1, "25-200 linear"),
    "XOR, one neuron": ({"dataset": "xor", "hidden": ""}, 200, 1, "25-200 linear"),
    "XOR, one neuron, cross-entropy": (
        {"dataset": "xor", "hidden": "", "output": "sigmoid", "loss": "cross-entropy"}, 100, 1, "25-100 linear"),
    "circle, one neuron, hinge": ({"hidden": "", "output": "linear", "loss": "hinge"}, 100, 1, "25-100 linear"),
    "moons, one neuron": ({"dataset": "moons", "hidden": ""}, 100, 1, "25-100 linear"),
    "bullseye, one neuron": ({"dataset": "bullseye", "hidden": ""}, 100, 1, "25-100 linear"),
    "bumps, one neuron": (BUMPS | {"hidden": ""}, 100, 1, "25-100 linear"),
    "a step, one neuron": (REGRESSION | {"dataset": "curve-step", "hidden": ""}, 100, 1, "25-100 linear"),
    "rings, one layer": (CLASSES | {"dataset": "rings", "hidden": ""}, 100, 1, "25-100 linear"),
    "discs, one layer": (LABELS | {"dataset": "discs", "hidden": ""}, 100, 1, "25-100 linear"),
    "noisy XOR, one linear unit": (
        {"dataset": "xor", "noise": 35, "learning_rate": 0.01, "hidden": "1-linear"}, 200, 1, "25-200 linear"),
    # steps too large
    "a plane at rate 10": (REGRESSION | {"learning_rate": 10}, 50, 1, "0-50 diverged"),
    "a plane, eight units, rate 3": (REGRESSION | {"learning_rate": 3, "hidden": "8-tanh"}, 50, 1, "0-50 diverged"),
    "a plane, ReLU, rate 1": (REGRESSION | {"learning_rate": 1, "hidden": "8-relu"}, 50, 1, "0-50 diverged"),
    "a plane, one neuron, rate 1": (REGRESSION | {"learning_rate": 1, "hidden": ""}, 50, 1, "0-50 diverged"),
    "rate 10": ({"learning_rate": 10}, 100, 1, "22-100 overshot"),
    "rate 3": ({"learning_rate": 3}, 100, 1, "22-100 overshot"),
    "sigmoid, rate 10": ({"learning_rate": 10, "hidden": "4-sigmoid;2-sigmoid"}, 100, 1, "22-100 overshot"),
    "cross-entropy, rate 10": (
        {"learning_rate": 10, "hidden": "4-tanh", "output": "sigmoid", "loss": "cross-entropy"}, 100, 1,
        "12-18 oscillating, 22-100 overshot"),
    "Adam, rate 1": ({"optimizer": "adam", "learning_rate": 1}, 100, 1, "22-100 overshot"),
    "rate 0.3": ({"learning_rate": 0.3}, 140, 1, "38-140 oscillating"),
    "rate 1": ({"learning_rate": 1}, 100, 1, "18-100 oscillating"),
    "RMSprop, rate 0.3": ({"optimizer": "rmsprop", "learning_rate": 0.3}, 140, 1, "30-140 oscillating"),
    "momentum, rate 0.1": ({"optimizer": "momentum", "learning_rate": 0.1}, 90, 1, "50-90 oscillating"),
    "batches of 1, rate 0.1": ({"batch_size": 1, "learning_rate": 0.1}, 60, 1, "22-60 oscillating"),
    "batches of 1": ({"batch_size": 1}, 150, 1, "36-56 small-batch, 70-150 solved"),
    "exercise 1, noisy clouds at rate 3": (
        {"dataset": "gauss", "noise": 80, "batch_size": 3, "learning_rate": 3, "hidden": ""}, 60, 1,
        "10-60 missed oscillating"),
    # steps too small
    "rate 0.00001": ({"learning_rate": 1e-5}, 200, 1, "0-45 -, 55-200 crawling"),
    "rate 0.0001": ({"learning_rate": 1e-4}, 200, 1, "0-45 -, 55-200 crawling"),
    "rate 0.001": ({"learning_rate": 1e-3}, 200, 1, "0-45 -, 55-200 crawling"),
    "rate 0": ({"learning_rate": 0}, 80, 1, "0-45 -, 55-80 crawling"),
    "clouds, rate 0.00001": ({"dataset": "gauss", "hidden": "", "learning_rate": 1e-5}, 100, 1, "55-100 crawling"),
    "Adam, rate 0.00001": ({"optimizer": "adam", "learning_rate": 1e-5}, 100, 1, "55-100 crawling"),
    "cosine, over after 20 epochs": ({"schedule": "cosine", "schedule_epochs": 20}, 150, 1, "55-150 crawling"),
    "all points in one batch": ({"batch_size": 250}, 1500, 5, "100-400 missed crawling, 1215-1500 solved"),
    # the gradient does not get through
    "sigmoid, eight layers": ({"hidden": DEEP.format("sigmoid")}, 400, 4, "40-400 vanishing"),
    "sigmoid, six layers": ({"hidden": ";".join(["8-sigmoid"] * 6)}, 400, 4, "40-400 vanishing"),
    "ReLU, rate 3": ({"seed": 2, "hidden": "4-relu;2-relu", "learning_rate": 3}, 100, 1, "14-100 dead"),
    "ReLU, rate 10": ({"hidden": "4-relu;2-relu", "learning_rate": 10}, 100, 1, "24-100 dead"),
    "steps for activations": ({"hidden": "4-step;2-step"}, 100, 1, "8-100 dead"),
    "Adam, rate 0.3, eight units": (
        {"optimizer": "adam", "learning_rate": 0.3, "hidden": "8-tanh"}, 150, 1, "110-150 saturated"),
    "custom data, far out": (
        {"dataset": "custom", "points": own(200, 300.0, lambda x, y: 1.0 if x * y > 0 else -1.0)},
        120, 1, "28-110 saturated"),
    # no progress
    "XOR, one unit": ({"dataset": "xor", "hidden": "1-tanh"}, 450, 2, "0-200 -, 330-450 stuck"),
    "XOR, two ReLU units": ({"dataset": "xor", "hidden": "2-relu"}, 450, 2, "0-200 -, 360-450 stuck"),
    "a sine, three ReLU units": (SINE | {"hidden": "3-relu"}, 600, 4, "0-190 -, 260-600 stuck"),
    "bumps, 4,2": (BUMPS, 500, 2, "0-250 -, 440-500 stuck"),
    "checkerboard, four units": ({"dataset": "checkerboard", "hidden": "4-tanh"}, 500, 2, "0-250 -, 440-500 stuck"),
    "sigmoid, 4,2": ({"hidden": "4-sigmoid;2-sigmoid"}, 1500, 5, "0-190 -, 210-980 stuck, 1210-1500 solved"),
    "weights that are all 0": ({"initializer": "zeros"}, 250, 1, "0-195 -, 210-250 stuck"),
    "weights that are all alike": ({"initializer": "constant"}, 300, 1, "0-195 -, 270-300 stuck"),
    "too much L2": ({"regularization": "l2", "regularization_rate": 0.3}, 250, 1, "0-195 -, 210-250 stuck"),
    "too much L1": ({"regularization": "l1", "regularization_rate": 0.1}, 250, 1, "0-195 -, 210-250 stuck"),
    "circle, from x alone": ({"features": ["x"], "hidden": "8-tanh"}, 350, 2, "0-195 -, 280-350 stuck"),
    # by heart
    "noise 50, 8,8, 10% for training": (
        {"noise": 50, "hidden": "8-tanh;8-tanh", "train_percent": 10, "learning_rate": 0.1}, 700, 2,
        "0-150 -, 350-700 memorizing"),
    "24 noisy points, 8,8": (LESSON, 1500, 5, "0-50 -, 110-1500 memorizing"),
    "800 noisy points, 8,8": (LESSON | {"samples": 1000, "train_percent": 80}, 300, 2, "0-300 -"),
    "noisy spiral, 10% for training": (
        {"dataset": "spiral", "noise": 25, "train_percent": 10, "hidden": "8-tanh;8-tanh", "learning_rate": 0.1},
        600, 2, "60-600 memorizing"),
    "labels by lot": (
        {"dataset": "custom", "points": own(100, 5.0, _lot), "hidden": "8-tanh;8-tanh", "learning_rate": 0.1},
        600, 2, "0-50 -, 400-600 memorizing"),
    # nothing to judge by
    "two test points": ({"samples": 20, "train_percent": 90}, 100, 1, "8-100 small"),
    "25 test points": ({"samples": 50}, 100, 1, "8-100 small"),
    "25 test points beside which a gap opens": ({"samples": 50, "seed": 3}, 100, 1, "8-100 small"),
    "clouds, five test points": ({"dataset": "gauss", "samples": 10, "hidden": ""}, 60, 1, "8-60 small"),
    "50 test points": ({"samples": 100}, 200, 1, "0-200 -"),
}  # fmt: skip


def experiment(fields):
    layers = fields.get("hidden")
    return Experiment(**{"seed": 1, **fields, **({"hidden": hidden(layers)} if isinstance(layers, str) else {})})


@dataclass(frozen=True)
class Run:
    """A run and what was said of it, as a page asks: (epoch, advice or None), the last one said before each."""

    experiment: Experiment
    moments: list[Moment]
    said: list[tuple[int, Advice | None]]
    diverged: bool

    @property
    def loss(self):
        """The training loss in the end."""
        return float("inf") if self.diverged else self.moments[-1].train_loss

    @property
    def test_loss(self):
        return float("inf") if self.diverged else self.moments[-1].test_loss

    def first(self, rule):
        return next((advice for _, advice in self.said if advice and advice.rule == rule), None)


def play(chosen, epochs, every, state=None):
    """Train, look, and ask the coach, as a page does."""
    trainer = Trainer(chosen)
    state = start(chosen) if state is None else state
    moments, said, diagnostics, diverged = [], [], None, False
    last = state.epoch + epochs

    def ask():
        if said and said[-1][0] == moments[-1].epoch:
            said.pop()
        before = said[-1][1] if said else None
        name = before.rule if before else None
        advice = advise(chosen, moments, diagnostics, diverged=diverged, said=name)
        said.append((moments[-1].epoch, advice))

    def add(reached, metrics):
        nonlocal diagnostics
        scores = metrics.train_score, metrics.test_score
        moments.append(Moment(reached.epoch, metrics.train_loss, metrics.test_loss, *scores))
        if len(moments) % DIAGNOSED == 1:
            diagnostics = trainer.diagnose(reached)
        if len(moments) % JUDGED == 1:
            ask()

    add(state, trainer.evaluate(state))
    try:
        for reached, metrics in trainer.progress(state, every=every):
            add(reached, metrics)
            if reached.epoch >= last:
                break
    except DivergedError:
        diverged = True
    ask()
    return Run(chosen, moments, said, diverged)


@cache
def run(name):
    fields, epochs, every, _ = SETUPS[name]
    return play(experiment(fields), epochs, every)


def tried(name, advice):
    """The run again for as many epochs, with the change that was advised: from the start, or from where it stands."""
    fields, epochs, every, _ = SETUPS[name]
    change = advice.change
    if change.restart:
        return play(change.experiment, epochs, every)
    before = experiment(fields)
    reached = Trainer(before).advance(start(before), epochs)
    return play(change.experiment, epochs, every, refit(reached, before, change.experiment))


def spans(name):
    """(from epoch, to epoch, what a person says or None, whether it may be missed)."""
    for part in SETUPS[name][3].split(", "):
        span, *words = part.split()
        begin, end = map(int, span.split("-"))
        yield begin, end, None if words == ["-"] else words[-1], words[0] == "missed"
