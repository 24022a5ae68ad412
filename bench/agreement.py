"""How many digits agree, for every activation: ``python -m bench.agreement`` prints a table in Markdown.

- f and f': NumPy's against the textbook formula, and against its automatic differentiation by HIPS autograd, which
  knows nothing of ours (``tests/core/test_autodiff.py`` has the formulas), for z from -6 to 6;
- gradients: of all weights and biases of a network with two hidden layers, by backpropagation and by autograd;
- engines: all parameters after an epoch of 25 updates, by the compiled engine and by NumPy;
- libraries: where JAX, PyTorch or Keras are installed, f against the function that they have under one of our names.

Digits are -log10 of the largest difference, as a share of the largest number. Nearly 16 are all that there are.
"""

from collections.abc import Callable
from importlib import import_module
from math import log10
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nn_core import ACTIVATIONS, Experiment, Trainer, start
from nn_core.activations import Activation
from nn_core.network.network import Network

Array = NDArray[np.float64]

_Z = np.arange(-600, 601) / 100.0 + 0.00123  # off all kinks
_MOST = 16.0  # digits of a float64
HEADS = ("activation", "f", "f′", "gradients", "engines")

# The names in their libraries of functions of one z, and what they are made with. See nn_core/activations/aliases.py.
LIBRARIES: dict[str, dict[str, str]] = {
    "jax.nn": {
        "linear": "identity", "relu": "relu", "relu6": "relu6", "sigmoid": "sigmoid", "softplus": "softplus",
        "sparse-plus": "sparse_plus", "sparse-sigmoid": "sparse_sigmoid", "softsign": "soft_sign", "swish": "silu",
        "log-sigmoid": "log_sigmoid", "leaky-relu": "leaky_relu", "hard-sigmoid": "hard_sigmoid",
        "hard-swish": "hard_silu", "hard-tanh": "hard_tanh", "tanh": "tanh", "elu": "elu", "celu": "celu",
        "selu": "selu", "gelu-tanh": "gelu", "squareplus": "squareplus", "mish": "mish",
    },
    "torch.nn.functional": {
        "relu": "relu", "relu6": "relu6", "hard-tanh": "hardtanh", "hard-swish": "hardswish", "elu": "elu",
        "selu": "selu", "celu": "celu", "leaky-relu": "leaky_relu", "gelu": "gelu", "log-sigmoid": "logsigmoid",
        "hardshrink": "hardshrink", "tanhshrink": "tanhshrink", "softsign": "softsign", "softplus": "softplus",
        "softshrink": "softshrink", "sigmoid": "sigmoid", "tanh": "tanh", "hard-sigmoid": "hardsigmoid",
        "swish": "silu", "mish": "mish",
    },
    "keras.activations": {
        "linear": "linear", "relu": "relu", "relu6": "relu6", "sigmoid": "sigmoid", "softplus": "softplus",
        "sparse-plus": "sparse_plus", "sparse-sigmoid": "sparse_sigmoid", "softsign": "softsign", "swish": "silu",
        "log-sigmoid": "log_sigmoid", "hard-sigmoid": "hard_sigmoid", "hard-swish": "hard_silu",
        "hard-tanh": "hard_tanh", "tanh": "tanh", "tanhshrink": "tanh_shrink", "softshrink": "soft_shrink",
        "hardshrink": "hard_shrink", "elu": "elu", "celu": "celu", "selu": "selu", "gelu": "gelu",
        "exponential": "exponential", "squareplus": "squareplus", "mish": "mish",
    },
}  # fmt: skip


def digits(ours: Any, theirs: Any) -> float:
    """How many digits of two arrays agree, beside the largest number of them."""
    ours, theirs = np.asarray(ours, dtype=np.float64), np.asarray(theirs, dtype=np.float64)
    apart, size = float(np.abs(ours - theirs).max()), float(np.abs(theirs).max())
    return _MOST if apart == 0.0 else min(_MOST, -log10(apart / max(size, np.finfo(float).tiny)))


def experiment(key: str) -> Experiment:
    """A network with two layers of the activation."""
    return Experiment(hidden=({"units": 5, "activation": key}, {"units": 4, "activation": key}), seed=1)


def row(key: str, formulas: dict[str, Callable[..., Any]]) -> list[float | None]:
    """The digits of an activation, in the order of ``HEADS``; None where a layer is no function of one z."""
    activation = ACTIVATIONS[key]
    one_z = None if activation.coupled else formulas[key]
    p = activation.default
    a = activation.f(_Z, p)
    slope = None
    if one_z and not (key == "step" and p):
        slope = digits(activation.df(_Z, a, p), import_module("autograd").elementwise_grad(one_z)(_Z, p))
    return [digits(a, one_z(_Z, p)) if one_z else None, slope, _gradients(key, formulas), _engines(key)]


def _gradients(key: str, formulas: dict[str, Callable[..., Any]]) -> float:
    anp: Any = import_module("autograd.numpy")
    network = experiment(key)
    trainer, state = Trainer(network), start(network)
    x, y = trainer.dataset.train_x, trainer.dataset.train_y

    def loss(parameters: list[Any]) -> Any:
        passed = x
        for (weights, biases), layer in zip(parameters, [*network.hidden, None], strict=True):
            z = anp.dot(passed, weights) + biases
            passed = formulas[layer.activation](z, layer.p) if layer else anp.tanh(z)
        return anp.sum((passed - y) ** 2) / (2 * len(y))

    theirs = import_module("autograd").grad(loss)([(layer.weights, layer.biases) for layer in state.layers])
    plain = Network(network)
    ours = plain.backward(state.layers, plain.forward(state.layers, x), y)
    pairs = zip(ours, theirs, strict=True)
    return min(min(digits(mine.weights, weights), digits(mine.biases, biases)) for mine, (weights, biases) in pairs)


def _engines(key: str) -> float:
    network = experiment(key)
    states = [Trainer(network, engine=engine).advance(start(network), 1) for engine in ("compiled", "numpy")]
    flat = [
        np.concatenate([np.concatenate([layer.weights.ravel(), layer.biases]) for layer in state.layers])
        for state in states
    ]
    return digits(*flat)


def libraries() -> dict[str, dict[str, float]]:
    """Of each library that is installed, the digits of the functions that it has."""
    found = {}
    for name, names in LIBRARIES.items():
        try:
            module = import_module(name)
        except ImportError:
            continue
        found[name] = {key: _against(ACTIVATIONS[key], getattr(module, theirs), name) for key, theirs in names.items()}
    return found


def _against(activation: Activation, function: Callable[[Any], Any], library: str) -> float:
    given: Any = _Z
    if library.startswith("torch"):
        given = import_module("torch").tensor(_Z)
    from nn_core.activations.aliases import known_as

    key, parameter = known_as(f"{library}.{function.__name__}") or (activation.key, None)
    p = activation.default if parameter is None else parameter
    if key != activation.key:
        raise ValueError(f"{library}.{function.__name__} must be {activation.key}, got {key}")
    return digits(activation.f(_Z, p), np.asarray(function(given)))


def main() -> None:
    """Measure and print."""
    formulas = import_module("tests.core.test_autodiff").LAYERS
    others = libraries()
    print(f"| {' | '.join([*HEADS, *others])} |")
    print("|---" * (len(HEADS) + len(others)) + "|")
    for key in ACTIVATIONS:
        numbers = [*row(key, formulas), *(of.get(key) for of in others.values())]
        print(f"| {key} | {' | '.join('–' if n is None else f'{n:.1f}' for n in numbers)} |")


if __name__ == "__main__":
    main()
