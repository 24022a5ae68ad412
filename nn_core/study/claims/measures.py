"""What is measured of each claim, for one seed: the data and the initial weights depend on it alone.

A value that is None never came: a target that was not reached. Shares and accuracies are from 0 to 1. Where a training
diverges, its last finite state counts.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...activations import ACTIVATIONS
from ...common import random_streams
from ...common.flushing import flushing
from ...datasets import make_dataset
from ...evaluation import Metrics
from ...experiment.experiment import Experiment
from ...experiment.hidden import Layer
from ...insight.curves import shares
from ...insight.diagnostics import slopes_of
from ...insight.signal import propagate
from ...network.network import Network
from ...state.state import TrainingState
from ...trainer import Trainer, advance, diagnose, evaluate, predict
from ...training.training import DivergedError, start
from ..race import Lane, run_to_target

Values = dict[str, float | None]
Lanes = Sequence[Lane]

TARGETS = (0.1, 0.01)  # test losses
CAP = 5000  # epochs
EPOCHS = 100
SPIRAL_EPOCHS = 3000
GATED_EPOCHS = (200, 1000)  # early, and late
SIGNAL = (10, 16)  # layers and units, as the page of the activations opens


def seeded(lane: Lane, seed: int, **fields: Any) -> Experiment:
    """The lane's experiment with this seed, and other fields."""
    return lane.experiment.model_copy(update={"seed": seed, **fields})


def trained(experiment: Experiment, epochs: int) -> TrainingState:
    """The state after so many epochs, or after the last that was finite."""
    try:
        return advance(experiment, start(experiment), epochs)
    except DivergedError as error:
        return error.state


def _metrics(experiment: Experiment, epochs: int) -> Metrics:
    return evaluate(experiment, trained(experiment, epochs))


def speed(lanes: Lanes, seed: int) -> Values:
    """Epochs to each of the ``TARGETS``, for ``CAP`` epochs at most."""
    return {
        f"{lane.name} {target:g}": run_to_target(seeded(lane, seed), target, CAP).epochs_to_target
        for target in TARGETS
        for lane in lanes
    }


def linear(lanes: Lanes, seed: int) -> Values:
    """By how much the outputs differ from those of the one layer x W₁W₂..., after training; and the accuracy."""
    values: Values = {}
    points = random_streams.generator(seed, random_streams.POINTS).uniform(-6.0, 6.0, (100, 2))
    for lane in lanes:
        experiment = seeded(lane, seed)
        state = trained(experiment, EPOCHS)
        weights, biases = np.eye(2), np.zeros(2)
        for layer in state.layers:
            weights, biases = weights @ layer.weights, biases @ layer.weights + layer.biases
        apart = np.abs(predict(experiment, state, points) - np.tanh(points @ weights + biases)).max()
        values[f"{lane.name} apart"] = float(apart)
        values[f"{lane.name} test accuracy"] = evaluate(experiment, state).test_score
    return values


def vanishing(lanes: Lanes, seed: int) -> Values:
    """Before training: the gradient norm of the first hidden layer as a share of the last one's."""
    values: Values = {}
    for initializer in ("uniform", "matched"):
        for lane in lanes:
            experiment = seeded(lane, seed, initializer=initializer)
            norms = diagnose(experiment, start(experiment)).gradient_norms
            values[f"{lane.name} {initializer}"] = norms[0] / norms[-2]
    return values


def sparse(seed: int) -> Values:
    """The share of ReLU outputs that are 0 before training, without biases (the signal) and in the playground."""
    values: Values = {}
    for initializer in ("uniform", "he"):
        values[f"signal {initializer}"] = propagate("relu", 0.0, initializer, *SIGNAL, seed).zero_share
        for units in ((4, 2), (8, 8, 8)):
            hidden = tuple(Layer(units=n, activation="relu") for n in units)
            experiment = Experiment(hidden=hidden, seed=seed, initializer=initializer)
            passes = Network(experiment).forward(start(experiment).layers, make_dataset(experiment).train_x)
            zeros = np.concatenate([layer.a == 0.0 for layer in passes[:-1]], axis=1)
            values[f"{','.join(map(str, units))} {initializer}"] = float(zeros.mean())
    return values


def dying(lanes: Lanes, seed: int) -> Values:
    """The share of dead units after training and the test accuracy; and how many were dead and came alive again."""
    relu, leaky = lanes
    values: Values = {}
    for lane, rate in ((relu, 3.0), (relu, 0.03), (leaky, 3.0)):
        experiment = seeded(lane, seed, learning_rate=rate)
        state = trained(experiment, EPOCHS)
        values[f"{lane.name} {rate:g} dead"] = diagnose(experiment, state).dead
        values[f"{lane.name} {rate:g} test accuracy"] = evaluate(experiment, state).test_score
    plain, momentum = seeded(relu, seed), seeded(relu, seed, learning_rate=0.3, optimizer="momentum")
    for name, experiment in (("plain", plain), ("momentum", momentum)):
        for layer, (died, revived) in enumerate(_deaths(experiment), start=1):
            values[f"{name} layer {layer} died"] = died
            values[f"{name} layer {layer} revived"] = revived
    return values


def _deaths(experiment: Experiment) -> list[tuple[int, int]]:
    """For each hidden layer, how many units were dead after some epoch, and of those alive after a later one."""
    trainer, state = Trainer(experiment), start(experiment)
    died = [np.zeros(layer.units, dtype=bool) for layer in experiment.hidden]
    revived = [np.zeros(layer.units, dtype=bool) for layer in experiment.hidden]
    for _epoch in range(EPOCHS):
        try:
            state = trainer.advance(state)
        except DivergedError:
            break
        for index, dead in enumerate(_dead(trainer, state)):
            revived[index] |= died[index] & ~dead
            died[index] |= dead
    return [(int(once.sum()), int(again.sum())) for once, again in zip(died, revived, strict=True)]


def _dead(trainer: Trainer, state: TrainingState) -> list[NDArray[np.bool_]]:
    """Which units have the slope 0 for every training sample, layer by layer."""
    network = trainer.network
    with flushing(), np.errstate(over="ignore", invalid="ignore"):
        slopes = slopes_of(network, state.layers, network.forward(state.layers, trainer.dataset.train_x))
    return [(slope == 0.0).all(axis=0) for slope in slopes]


def steps(lanes: Lanes, seed: int) -> Values:
    """Accuracies after training, and by how much weights and biases have moved, with L2 too."""
    values: Values = {}
    for lane in lanes:
        metrics = _metrics(seeded(lane, seed), EPOCHS)
        values[f"{lane.name} training accuracy"] = metrics.train_score
        values[f"{lane.name} test accuracy"] = metrics.test_score
    shrunk = {"regularization": "l2", "regularization_rate": 0.003}
    for name, fields in (("plain", {}), ("l2", shrunk)):
        hidden, output = _moved(seeded(lanes[0], seed, **fields))
        values[f"{name} hidden moved"], values[f"{name} output moved"] = hidden, output
    return values


def _moved(experiment: Experiment) -> tuple[float, float]:
    """The largest change of a weight or bias, of the hidden layers and of the output layer."""
    pairs = zip(start(experiment).layers, trained(experiment, EPOCHS).layers, strict=True)
    changes = [
        max(float(np.abs(b.weights - a.weights).max()), float(np.abs(b.biases - a.biases).max())) for a, b in pairs
    ]
    return max(changes[:-1]), changes[-1]


def softmax(seed: int) -> Values:
    """Of 200 times three random numbers: how far the sum of their shares is from 1, and two shares from a sigmoid."""
    z = random_streams.generator(seed, random_streams.POINTS).normal(0.0, 5.0, (200, 3))
    rows = [np.array(shares(tuple(row), 1.0)) for row in z]
    pairs = [shares((row[0], row[1]), 1.0)[0] for row in z]
    sigmoid = ACTIVATIONS["sigmoid"].f(z[:, 0] - z[:, 1], 0.0)
    return {
        "lowest": float(min(row.min() for row in rows)),
        "sum apart": float(max(abs(row.sum() - 1.0) for row in rows)),
        "sigmoid apart": float(np.abs(pairs - sigmoid).max()),
    }


def _losses_apart(one: Lane, other: Lane, seed: int) -> float:
    losses = [_metrics(seeded(lane, seed), EPOCHS).test_loss for lane in (one, other)]
    return abs(losses[0] - losses[1])


def stretched(lanes: Lanes, seed: int) -> Values:
    """How far the two functions are apart at random z, and the test losses of the two networks after training."""
    z = random_streams.generator(seed, random_streams.POINTS).uniform(-9.0, 9.0, 1000)
    functions = [lane.experiment.hidden[0].function for lane in lanes]
    values = [function.f(z, 0.0) for function in functions]
    return {
        "functions apart": float(np.abs(values[0] - values[1]).max()),
        "losses apart": _losses_apart(lanes[0], lanes[1], seed),
    }


def scaled(lanes: Lanes, seed: int) -> Values:
    """How far the test losses of each function and of its scaled form are apart after training."""
    relu, scaled_relu, tanh, scaled_tanh = lanes
    return {"relu apart": _losses_apart(relu, scaled_relu, seed), "tanh apart": _losses_apart(tanh, scaled_tanh, seed)}


def spiral(lanes: Lanes, seed: int) -> Values:
    """Accuracies after ``SPIRAL_EPOCHS``, and those of linear networks with as many units."""
    values: Values = {}
    for lane in lanes:
        units = lane.experiment.hidden[0].units
        for activation in ("tanh", "linear"):
            hidden = (Layer(units=units, activation=activation),)
            metrics = _metrics(seeded(lane, seed, hidden=hidden), SPIRAL_EPOCHS)
            values[f"{activation} {units} training accuracy"] = metrics.train_score
            values[f"{activation} {units} test accuracy"] = metrics.test_score
    return values


def gated(lanes: Lanes, seed: int) -> Values:
    """Accuracies early and late; and whether a lane is then above the first one: 1, 0, or half if they are equal."""
    values: Values = {}
    of_first: dict[int, float] = {}
    for lane in lanes:
        experiment = seeded(lane, seed)
        trainer, state = Trainer(experiment), start(experiment)
        for epochs in GATED_EPOCHS:
            try:
                state = trainer.advance(state, epochs - state.epoch)
            except DivergedError as error:
                state = error.state
            metrics = evaluate(experiment, state)
            values[f"{lane.name} {epochs} training accuracy"] = metrics.train_score
            values[f"{lane.name} {epochs} test accuracy"] = metrics.test_score
            first = of_first.setdefault(epochs, metrics.test_score)
            if lane is not lanes[0]:
                better = 0.5 + 0.5 * float(np.sign(metrics.test_score - first))
                values[f"{lane.name} {epochs} above {lanes[0].name}"] = better
    return values


def learned(lanes: Lanes, seed: int) -> Values:
    """Of a fixed function and the same one learned, twice: epochs to the lower of the ``TARGETS``, for ``CAP`` at most.

    And whether the learned one is there first: 1, 0, or half if both are at the same epoch, or never; and what the
    first parameter of each layer is after ``EPOCHS``.
    """
    values: Values = {}
    epochs = {}
    for lane in lanes:
        experiment = seeded(lane, seed)
        epochs[lane.name] = run_to_target(experiment, TARGETS[-1], CAP).epochs_to_target
        values[f"{lane.name} epochs"] = epochs[lane.name]
        if any(experiment.learned):
            for layer, numbers in enumerate(trained(experiment, EPOCHS).layers[:-1], start=1):
                values[f"{lane.name} layer {layer}"] = float(numbers.learned[0])
    for fixed, free in zip(lanes[::2], lanes[1::2], strict=True):
        took = [np.inf if epochs[lane.name] is None else float(epochs[lane.name] or 0.0) for lane in (fixed, free)]
        values[f"{free.name} before {fixed.name}"] = 1.0 if took[1] < took[0] else 0.5 if took[0] == took[1] else 0.0
    return values


def siren(lanes: Lanes, seed: int) -> Values:
    """R² of the training and of the test data."""
    values: Values = {}
    for lane in lanes:
        metrics = _metrics(seeded(lane, seed), EPOCHS)
        values[f"{lane.name} training R²"] = metrics.train_score
        values[f"{lane.name} test R²"] = metrics.test_score
    return values


def gelu(lanes: Lanes, seed: int) -> Values:
    """How far the two functions are apart at random z, and after training the test losses, and the accuracies."""
    z = random_streams.generator(seed, random_streams.POINTS).uniform(-9.0, 9.0, 1000)
    exact, by_tanh = (lane.experiment.hidden[0].function.f(z, 0.0) for lane in lanes)
    values: Values = {"functions apart": float(np.abs(exact - by_tanh).max())}
    metrics = [_metrics(seeded(lane, seed), EPOCHS) for lane in lanes]
    values["losses apart"] = abs(metrics[0].test_loss - metrics[1].test_loss)
    for lane, its in zip(lanes, metrics, strict=True):
        values[f"{lane.name} test loss"] = its.test_loss
        values[f"{lane.name} test accuracy"] = its.test_score
    return values
