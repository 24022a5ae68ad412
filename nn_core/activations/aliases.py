"""Other names of activations: what PyTorch, Keras, JAX, papers and people call them.

    silu, nn.SiLU, torch.nn.functional.silu, jax.nn.silu     swish
    keras.activations.leaky_relu                             leaky-relu with Keras's slope, 0.2
    nn.ELU(alpha=2), nn.GELU(approximate="tanh")             elu:2, gelu-tanh

Capitals, "_", "-", "." and spaces do not matter, nor does the name of a library in front, unless the same name has
another meaning there. What is written, in links and files, is the key of the registry.

Names and defaults are those of PyTorch 2 (https://docs.pytorch.org/docs/stable/nn.html), Keras 3
(https://keras.io/api/layers/activations/) and JAX (https://docs.jax.dev/en/latest/jax.nn.html) with Flax;
``python -m bench.agreement`` calls those of a library that is installed.
"""

from functools import cache
from math import isfinite

from . import ACTIVATIONS

MAX_NAME = 80  # characters

# Of each key the names that it has beside its own.
ALIASES: dict[str, tuple[str, ...]] = {
    "linear": ("identity", "pass-through"),
    "step": ("binary-step", "heaviside", "unit-step"),
    "sigmoid": ("logistic", "logistic-sigmoid", "expit"),
    "tanh": ("hyperbolic-tangent",),
    "arctan": ("atan", "arctangent", "inverse-tangent"),
    "gudermannian": ("gd",),
    "erf": ("error-function",),
    "generalised-logistic": ("generalized-logistic", "richards"),
    "algebraic": ("algebraic-sigmoid", "isru"),
    "relu": ("rectifier", "rectified-linear-unit", "ramp", "positive-part"),
    "leaky-relu": ("lrelu", "leaky-rectified-linear-unit"),
    "prelu": ("parametric-relu", "parametric-rectified-linear-unit"),
    "prelu-per-unit": ("channel-wise-prelu",),
    "learned-swish": ("trainable-swish", "swish-beta"),
    "learned-elu": ("trainable-elu",),
    "dynamic-tanh": ("dyt",),
    "elu": ("exponential-linear-unit",),
    "selu": ("scaled-elu", "scaled-exponential-linear-unit"),
    "softplus": ("smooth-relu",),
    "swish": ("silu", "swish-1", "sigmoid-linear-unit", "quick-gelu"),
    "gelu": ("gaussian-error-linear-unit",),
    "hard-swish": ("hard-silu",),
    "sine": ("sin", "siren"),
    "gaussian": ("gauss", "gaussian-bump", "rbf"),
    "squared-relu": ("relu2", "relu-squared"),
    "softsign": ("elliott", "elliot"),
    "rrelu": ("randomized-relu", "randomized-leaky-relu", "random-relu"),
    "gelu-tanh": ("gelu-new", "gelu-fast", "gelu-pytorch-tanh", "gelu-approximate", "gelu-tanh-form", "tanh-gelu"),
    "celu": ("continuously-differentiable-elu",),
    "exponential": ("exp",),
    "glu": ("gated-linear-unit",),
    "reglu": ("relu-glu", "gated-relu"),
    "geglu": ("gelu-glu", "gated-gelu"),
    "swiglu": ("swish-glu", "silu-glu", "gated-silu"),
    "threshold": ("thresholded-relu", "truncated-relu"),
}

# Names that also say a parameter.
_WITH_PARAMETER = {"swish-1": 1.0, "quick-gelu": 1.702, "isru": 2.0, "siren": 30.0}

_TORCH, _KERAS, _KERAS_LAYERS, _JAX = "PyTorch", "Keras", "Keras layers", "JAX"
_LIBRARIES = {
    **dict.fromkeys(
        ("f", "nn", "torch", "torch.nn", "torch.nn.functional", "nn.functional", "torch.special",
         "torch.nn.modules.activation", "torch.nn.quantized"), _TORCH,
    ),
    **dict.fromkeys(
        ("keras", "keras.activations", "tf.keras.activations", "tensorflow.keras.activations", "activations",
         "keras.ops", "tf.nn", "tensorflow.nn", "tf.math"), _KERAS,
    ),
    **dict.fromkeys(("keras.layers", "tf.keras.layers", "tensorflow.keras.layers", "layers"), _KERAS_LAYERS),
    **dict.fromkeys(("jax", "jax.nn", "jnn", "jnp", "jax.numpy", "flax.linen", "flax.nnx", "nnx", "linen"), _JAX),
}  # fmt: skip

# Where a library means something else by a name, or has another default: its key and parameter here.
_MEANT: dict[tuple[str, str], tuple[str, float | None]] = {
    (_JAX, "gelu"): ("gelu-tanh", None),
    (_KERAS, "leakyrelu"): ("leaky-relu", 0.2),
    (_KERAS_LAYERS, "leakyrelu"): ("leaky-relu", 0.3),
    (_KERAS_LAYERS, "prelu"): ("prelu", 0.0),
    (_JAX, "prelu"): ("prelu", 0.01),
}

# What the one number is called that a function is made with; "" where it may stand without a name.
_ARGUMENTS = {
    "leaky-relu": ("", "negative_slope", "alpha"),
    "elu": ("", "alpha"),
    "celu": ("", "alpha"),
    "softshrink": ("", "lambd", "threshold"),
    "hardshrink": ("", "lambd", "threshold"),
    "prelu": ("init",),
    "squareplus": ("b",),
}
_FORMS_OF_GELU = {"tanh": "gelu-tanh", "true": "gelu-tanh", "none": "gelu", "false": "gelu"}

_SHARES = "it is no layer to train through, but a way to write a loss or a choice; softmax is here"
NOT_OURS: dict[str, str] = {
    "log-softmax": "cross-entropy is computed from logits, so that nothing needs the logarithm of softmax",
    "softmin": "softmax of −z: softmax with the signs of its weights turned",
    "softmax2d": "softmax over the channels of an image, which there are none of",
    "gumbel-softmax": _SHARES,
    "sparsemax": "sparse-sigmoid is what it is for two classes",
    "adaptive-log-softmax-with-loss": _SHARES,
    "multihead-attention": "a layer over a sequence, which there is none of",
}


def squashed(name: str) -> str:
    """A name without what does not matter in it.

    >>> squashed("Leaky_ReLU"), squashed("leaky-relu")
    ('leakyrelu', 'leakyrelu')
    """
    return "".join(character for character in name[:MAX_NAME].lower() if character.isalnum())


def other_names(key: str) -> tuple[str, ...]:
    """What else an activation is called.

    >>> other_names("sigmoid")
    ('logistic', 'logistic-sigmoid', 'expit')
    """
    return ALIASES.get(key, ())


@cache
def _table() -> dict[str, tuple[str, float | None]]:
    """All names but the keys themselves, squashed."""
    others = {name: key for key, names in ALIASES.items() for name in names}
    return {squashed(name): (key, _WITH_PARAMETER.get(name)) for name, key in others.items()}


@cache
def _reasons() -> dict[str, str]:
    """Why others are not here, by their squashed names."""
    return {squashed(name): reason for name, reason in NOT_OURS.items()}


def known_as(name: str) -> tuple[str, float | None] | None:
    """The key of the activation that a name means, and its parameter if the name says one; None: it means none.

    >>> known_as("nn.SiLU"), known_as("jax.nn.gelu"), known_as("keras.activations.leaky_relu"), known_as("magic")
    (('swish', None), ('gelu-tanh', None), ('leaky-relu', 0.2), None)
    """
    if name in ACTIVATIONS:
        return name, None
    if len(name) > MAX_NAME:
        return None
    name, opened, arguments = name.strip().partition("(")
    found = _named(name)
    if not opened or not found:
        return found
    return _made_with(*found, arguments[:-1]) if arguments.endswith(")") else None


def _made_with(key: str, parameter: float | None, arguments: str) -> tuple[str, float | None] | None:
    """What a call makes, as in LeakyReLU(0.1, inplace=True); None where it says what can't be said here."""
    for argument in filter(str.strip, arguments.split(",")):
        word, sign, value = map(str.strip, argument.partition("="))
        if not sign:
            word, value = "", word
        if word == "inplace":
            continue
        if word == "approximate" and key in _FORMS_OF_GELU.values():
            form = _FORMS_OF_GELU.get(value.strip("'\"").lower())
            if form is None:
                return None
            key = form
            continue
        parameter = _number(value)
        if word not in _ARGUMENTS.get(key, ()) or parameter is None:
            return None
    return key, parameter


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if isfinite(value) else None


def _named(name: str) -> tuple[str, float | None] | None:
    prefix, _, last = name.rpartition(".")
    library = _LIBRARIES.get(prefix.strip().lower())
    short = squashed(last if library else name)
    if library and (library, short) in _MEANT:
        return _MEANT[library, short]
    own = next((key for key in ACTIVATIONS if squashed(key) == short), None)
    return (own, None) if own else _table().get(short)


def why_not(name: str) -> str | None:
    """Why there is no such activation here, although a library has it."""
    if name in ACTIVATIONS:
        return None
    prefix, _, last = name[:MAX_NAME].partition("(")[0].rpartition(".")
    short = squashed(last if prefix.strip().lower() in _LIBRARIES else name)
    return _reasons().get(short)


def canonical(text: str) -> str:
    """An activation as links and lanes write it, ``key`` or ``key:parameter``; what is unknown is left as it is.

    >>> canonical("SiLU"), canonical("nn.ELU:2"), canonical("keras.activations.leaky_relu"), canonical("=max(0, z)")
    ('swish', 'elu:2', 'leaky-relu:0.2', '=max(0, z)')
    """
    name, colon, parameter = text.partition(":")
    found = None if name.startswith("=") else known_as(name)
    if found is None:
        return text
    key, its = found
    said = parameter if colon else "" if its is None else str(its).removesuffix(".0")
    return f"{key}:{said}" if said else key
