"""Other people's libraries, training the same networks: scikit-learn and PyTorch, each in the way that is fastest here.

Both are asked for many epochs per call and use one thread and float64, as the core does. What makes them fast:

scikit-learn   ``fit`` with as many iterations as epochs: ``partial_fit`` checks the data again in every epoch, which
               takes a third of its time. Its classifier has a logistic output and the log loss.
PyTorch        mini-batches cut beforehand, and a step that asks autograd for the gradients and subtracts them all at
               once: a third faster than ``torch.optim.SGD`` (fused or not) with ``backward`` and ``zero_grad``.
compiled       that step as one graph, forward to update, with the C++ wrapper, which beats "reduce-overhead", and
               without guards once it is compiled, as nothing changes any more.
"""

import importlib
import os
import warnings
from collections.abc import Callable
from math import inf
from typing import Any

import numpy as np

from nn_core import Experiment, TrainingState, make_dataset

from .server import ROOT

Trainer = Callable[[int], object]

SCIKIT, TORCH, TORCH_COMPILED = "scikit-learn", "PyTorch", "PyTorch compiled"
NOTES = {SCIKIT: "logistic output, log loss"}


def trainers(experiment: Experiment, state: TrainingState, compiled: bool) -> tuple[dict[str, Trainer], list[str]]:
    """Functions that train for so many epochs, and what can't be had here."""
    made: dict[str, Trainer] = {}
    missing = []
    if scikit := _scikit():
        made[SCIKIT] = _scikit_trainer(scikit, experiment)
    else:
        missing.append(SCIKIT)
    if torch := _torch():
        made[TORCH] = _torch_trainer(torch, experiment, state)
    else:
        missing.append(TORCH)
    if torch and compiled:
        try:
            made[TORCH_COMPILED] = _compiled_torch_trainer(torch, experiment, state)
        except RuntimeError:  # above all where there is no C++ compiler
            missing.append(TORCH_COMPILED)
    return made, missing


def _scikit() -> Any:
    return _library("sklearn.neural_network")


def _torch() -> Any:
    """PyTorch on one thread; what it compiles goes where ``make clean`` finds it."""
    os.environ.setdefault("TORCHINDUCTOR_CACHE_DIR", str(ROOT / "build" / "torch"))
    torch = _library("torch")
    if torch:
        torch.set_num_threads(1)
    return torch


def _library(name: str) -> Any:
    """A library that may not be installed: without types, and None if it can't be had."""
    try:
        return importlib.import_module(name)
    except (ImportError, OSError):  # OSError: a part of PyTorch that the system refuses to load
        return None


def _scikit_trainer(scikit: Any, experiment: Experiment) -> Trainer:
    data = make_dataset(experiment)
    labels = data.train_y[:, 0]
    names = {"tanh": "tanh", "relu": "relu", "sigmoid": "logistic"}

    def train(epochs: int) -> object:
        network = scikit.MLPClassifier(
            [layer.units for layer in experiment.hidden],
            activation=names[experiment.hidden[0].activation],
            solver="sgd",
            momentum=0.0,
            alpha=0.0,
            learning_rate_init=experiment.learning_rate,
            batch_size=experiment.batch_size,
            shuffle=False,
            random_state=0,
            max_iter=epochs,
            n_iter_no_change=inf,
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that it may not have converged
            return network.fit(data.train_x, labels)

    return train


def _torch_trainer(torch: Any, experiment: Experiment, state: TrainingState) -> Trainer:
    network = _torch_network(torch, experiment, state)
    parameters, batches = list(network.parameters()), _torch_batches(torch, experiment)
    rate, squared = experiment.learning_rate, torch.nn.functional.mse_loss

    def train(epochs: int) -> object:
        for _ in range(epochs):
            for x, y in batches:
                gradients = torch.autograd.grad(0.5 * squared(network(x), y), parameters)
                with torch.no_grad():
                    torch._foreach_add_(parameters, gradients, alpha=-rate)
        return parameters

    return train


def _compiled_torch_trainer(torch: Any, experiment: Experiment, state: TrainingState) -> Trainer:
    # A pool of compiler processes would stay behind and disturb the rest of the benchmark.
    _library("torch._inductor.config").compile_threads = 1
    network = _torch_network(torch, experiment, state)
    parameters = {name: parameter.detach() for name, parameter in network.named_parameters()}
    batches = _torch_batches(torch, experiment)
    rate, squared = experiment.learning_rate, torch.nn.functional.mse_loss

    def loss(parameters: Any, x: Any, y: Any) -> Any:
        return 0.5 * squared(torch.func.functional_call(network, parameters, (x,)), y)

    def update(x: Any, y: Any) -> None:
        gradients = torch.func.grad(loss)(parameters, x, y)
        for name, parameter in parameters.items():
            parameter.sub_(gradients[name], alpha=rate)

    step = torch.compile(update, fullgraph=True, dynamic=False, options={"cpp_wrapper": True})

    def train(epochs: int) -> object:
        with torch.no_grad():
            for _ in range(epochs):
                for x, y in batches:
                    step(x, y)
        return list(parameters.values())

    def train_without_guards(epochs: int) -> object:
        with torch.compiler.set_stance(skip_guard_eval_unsafe=True):
            return train(epochs)

    torch.compiler.reset()  # forget the networks before this one
    before = [parameter.clone() for parameter in parameters.values()]
    train(1)  # compiles
    for parameter, value in zip(parameters.values(), before, strict=True):
        parameter.copy_(value)
    return train_without_guards


def _torch_network(torch: Any, experiment: Experiment, state: TrainingState) -> Any:
    """The network with the parameters of ``state``."""
    nn = torch.nn
    functions = {"tanh": nn.Tanh, "relu": nn.ReLU, "sigmoid": nn.Sigmoid}
    names = [*(layer.activation for layer in experiment.hidden), experiment.output]
    network = nn.Sequential()
    for layer, name in zip(state.layers, names, strict=True):
        linear = nn.Linear(*layer.weights.shape, dtype=torch.float64)
        with torch.no_grad():
            linear.weight.copy_(torch.from_numpy(layer.weights.T.copy()))
            linear.bias.copy_(torch.from_numpy(layer.biases.copy()))
        network.append(linear).append(functions[name]())
    return network


def _torch_batches(torch: Any, experiment: Experiment) -> list[tuple[Any, Any]]:
    data = make_dataset(experiment)
    x, y = (torch.from_numpy(np.array(values)) for values in (data.train_x, data.train_y))
    return list(zip(x.split(experiment.batch_size), y.split(experiment.batch_size), strict=True))
