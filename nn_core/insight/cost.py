"""What a network costs, estimated before anything is computed, so that a server can refuse what would take too long.

The compiled engine trains an epoch of the largest network in some milliseconds, with long formulas in seconds. NumPy
may take minutes: it needs microseconds for each operation on a mini-batch, however small that is. An epoch can't be
left half done, and a picture can't either, so they are bounded here and not by a clock.

The estimates are of the kind "so many weights, so many nanoseconds each". ``python -m bench.formula_cost`` measures
them; a core of 2024 takes at most twice as long, whatever the numbers are, and usually less.
"""

from dataclasses import dataclass

from ..activations.custom import CUSTOM, cost_of
from ..compiled.plan import padded
from ..experiment.experiment import Experiment
from ..training.engines import engine_of

MAX_SECONDS = 0.4  # of a core, for what can't be left half done

_WEIGHT, _WEIGHT_BACK = 0.3, 0.75  # nanoseconds for each weight, sample by sample: forward, and backward
_UNIT, _UNIT_BACK = 30.0, 50.0  # and for each unit with an activation of the registry
_SLOW = {  # which take longer
    "erf": (50.0, 50.0),
    "gelu": (50.0, 80.0),
    "geglu": (50.0, 100.0),
    "sine": (45.0, 65.0),
    "snake": (45.0, 110.0),
}
_TYPED, _TYPED_BACK = 1.0, 2.0  # and for each unit with a typed formula, beside what that takes
_COMPILED_EPOCH, _COMPILED_PICTURE = 0.6, 0.17  # what the compiled engine takes of that
_COMPILED_CALL = 1 / 60  # and of what NumPy takes to begin with the operations of a formula; for a number as long as it
_LAYER_CALLS = 60_000.0  # nanoseconds that NumPy takes for a layer in an update, whatever its size


@dataclass(frozen=True)
class Cost:
    """Processor seconds: of one row of inputs ``forward``, and ``back``; of a row of a ``picture``; of an ``epoch``."""

    forward: float
    back: float
    picture: float
    epoch: float

    def look(self, experiment: Experiment, *, pictures: int, pixels: int, passes: int) -> float:
        """The losses, some pictures of the output's size, and some passes back over the training samples."""
        there_and_back = experiment.train_samples * (self.forward + self.back)
        return experiment.samples * self.forward + pictures * pixels**2 * self.picture + passes * there_and_back


def cost(experiment: Experiment) -> Cost:
    """What a network costs with the engine that would train it."""
    compiled = engine_of(experiment) == "compiled"
    forward = back = calls = 0.0
    typed = typed_back = typed_calls = 0.0
    sizes = zip(experiment.weight_shapes, experiment.layer_sizes, [*experiment.hidden, None], strict=True)
    for (inputs, columns), (_, units), layer in sizes:
        forward += inputs * columns * _WEIGHT
        back += inputs * columns * _WEIGHT_BACK
        calls += _LAYER_CALLS
        if layer and layer.activation == CUSTOM:
            f, slope, begin = cost_of(layer.formula or "")
            computed = padded(units) if compiled else units
            typed += computed * (f + _TYPED)
            typed_back += computed * (slope + _TYPED_BACK)
            typed_calls += begin
        else:
            unit, unit_back = _SLOW.get(layer.activation if layer else "", (_UNIT, _UNIT_BACK))
            forward += units * unit
            back += units * unit_back
    updates = -(-experiment.train_samples // experiment.batch_size)
    if compiled:
        sample, update, picture = (forward + back) * _COMPILED_EPOCH, typed_calls * _COMPILED_CALL, _COMPILED_PICTURE
    else:
        sample, update, picture = forward + back, calls + typed_calls, 1.0
    epoch = experiment.train_samples * (sample + typed + typed_back) + updates * update
    all_ = (forward + typed, back + typed_back, forward * picture + typed, epoch)
    return Cost(*(1e-9 * value for value in all_))


def refuse_slow(seconds: float) -> None:
    """Refuse what takes too long, as estimated.

    Raises:
        ValueError: it does.
    """
    if seconds > MAX_SECONDS:
        less = "fewer or smaller networks, larger batches, fewer samples, or shorter formulas"
        raise ValueError(
            f"hidden must take at most {MAX_SECONDS:g} s for one epoch and one picture, got about {seconds:.1f} s; "
            f"try {less}"
        )
