"""The compiled functions that an experiment needs, by what they do: each gives an address."""

import ctypes
from collections.abc import Callable
from functools import cache
from typing import Any

from ..activations import ACTIVATIONS, Activation
from ..activations.custom import CUSTOM, custom
from ..common.deadline import check
from ..common.flushing import flushing
from ..losses import LOSSES, OUTPUT_LAYERS, Loss
from ..optimizers import OPTIMIZERS, Optimizer
from ..regularizers import REGULARIZERS, Regularizer
from .apart import Apart
from .formulas import passed_on, prepare_operations, unchanged
from .library import library

_ADDRESS, _COUNT, _NUMBER = ctypes.c_void_p, ctypes.c_ssize_t, ctypes.c_double
_PICTURES = ctypes.CFUNCTYPE(
    None, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS, _COUNT, _COUNT, _COUNT, _NUMBER, _NUMBER, _ADDRESS
)
_PROTOTYPES = {
    "train": ctypes.CFUNCTYPE(_COUNT, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS, _COUNT),
    "pictures": _PICTURES,
    "exact pictures": _PICTURES,
    "outputs": ctypes.CFUNCTYPE(None, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS, _COUNT, _ADDRESS, _ADDRESS),
}


@cache
def kernel(name: str) -> Callable[..., Any]:
    """A kernel as a function of Python. It looks at the deadline first, and lets other threads run while it works."""
    run = _PROTOTYPES[name](library().address(name))

    def kernel(*arguments: Any) -> Any:
        check()
        with flushing():
            return run(*arguments)

    return kernel


def prepare(apart: bool = False) -> float:
    """Load or compile all that the registries hold, so that nobody waits later; the seconds spent compiling.

    If it is to be ``apart``, other processes compile, and this one stays small.
    """
    compiled_library = library()
    if apart:
        compiled_library.fallback = Apart()
    before = compiled_library.seconds_compiling
    for name in _PROTOTYPES:
        compiled_library.address(name)
    prepare_operations()
    for activation in (*ACTIVATIONS.values(), custom("tanh(z)", None)):  # of formulas any one
        for yes in (False, True):
            inference_loop(activation, drawing=yes)
            forward_loop(activation, noisy=yes and (activation.noise or activation.drawn is not None))
            backward_loop(activation, dropped=yes)
    for output_layer in OUTPUT_LAYERS.values():
        loss_loop(LOSSES[output_layer.loss], ACTIVATIONS[output_layer.activation])
    for optimizer in OPTIMIZERS.values():
        for yes in {False, bool(optimizer.slots)}:
            step_loop(optimizer, of_different_age=yes)
    for regularizer in REGULARIZERS.values():
        penalty_loop(regularizer)
    if apart:
        compiled_library.fallback = None
    return compiled_library.seconds_compiling - before


def loss_loop(loss: Loss, output: Activation) -> int:
    """The loop for the errors of the output layer."""
    if output.coupled:
        return library().address(f"{output.key} loss")
    options = () if loss.from_logits else (output.df,)
    return library().address("loss", loss.gradient, *options)


def forward_loop(activation: Activation, noisy: bool = False) -> int:
    """The loop for a layer in training, forward; ``noisy`` where there is chance."""
    if activation.sums:
        return library().address("gated forward", activation.f)
    if activation.coupled:
        return library().address(f"{activation.key} forward")
    if noisy and activation.drawn:
        return library().address("forward", activation.drawn.f, False, True)
    if activation.key == CUSTOM:
        return library().address("forward", passed_on, noisy)
    return library().address("forward", activation.f, noisy, *_learns(activation, False))


def inference_loop(activation: Activation, drawing: bool = False) -> int:
    """The loop for a layer when nothing is learned; for a ``drawing`` in float32."""
    kind = "drawing" if drawing else "inference"
    if activation.sums:
        return library().address(f"gated {kind}", activation.f)
    if activation.coupled:
        return library().address(f"{activation.key} {kind}")
    if activation.key == CUSTOM:
        return library().address(kind, passed_on)
    return library().address(kind, activation.f, *_learns(activation, None))


def backward_loop(activation: Activation, dropped: bool = False) -> int:
    """The loop for a layer in training, backward."""
    if activation.sums:
        return library().address("gated backward", activation.f, activation.df, dropped)
    if activation.coupled:
        return library().address(f"{activation.key} backward", None, dropped)
    if activation.key == CUSTOM:
        return library().address("backward", unchanged, dropped)
    return library().address("backward", activation.df, dropped, *_learns(activation))


def _learns(activation: Activation, *before: Any) -> tuple[Any, ...]:
    """Options for loops of an activation that learns parameters: its slopes by them or what is given, and how many."""
    if not activation.learned:
        return ()
    return (*(before or (activation.learned.slopes,)), len(activation.learns), activation.learned.per_unit)


def step_loop(optimizer: Optimizer, of_different_age: bool = False) -> int:
    """The loop for what an optimizer does; where parameters are of different age, for each how many updates it made."""
    return library().address("step", optimizer.step, len(optimizer.slots), optimizer.decay, of_different_age)


def penalty_loop(regularizer: Regularizer) -> int:
    """The loop for the regularization step."""
    return library().address("penalty", regularizer.derivative, regularizer.prunes_at_zero)
