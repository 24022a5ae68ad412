"""A network of nearly as many parameters as another: the shape, in the proportions that it has, whose count is nearest.

A gated unit has two weighted sums, a maxout unit several, so at equal units these networks are larger, and a comparison
with others tells of their size, too. N. Shazeer, 2020, https://arxiv.org/abs/2002.05202, compares at equal parameters.
"""

from collections.abc import Iterator

from ..experiment.experiment import Experiment
from ..experiment.hidden import MAX_UNITS, Layer

_CLOSEST = 4  # shapes of the same proportions around which units are taken away and added

Units = tuple[int, ...]


def equal_parameters(experiment: Experiment, parameters: int) -> tuple[Layer, ...]:
    """The hidden layers, as those of ``experiment`` but for their units, with which its parameters come nearest.

    Of two that are as near, the one whose proportions are nearer to those of ``experiment``.

    Raises:
        ValueError: there is no hidden layer, or parameters is less than 1.
    """
    if not experiment.hidden:
        raise ValueError("hidden must be one or more layers, as only their units can change, got none")
    if parameters < 1:
        raise ValueError(f"parameters must be 1 or more, got {parameters}")
    units = tuple(layer.units for layer in experiment.hidden)

    def distance(shape: Units) -> tuple[float, float]:
        scale = sum(shape) / sum(units)
        bent = sum((n - scale * u) ** 2 for n, u in zip(shape, units, strict=True))
        return abs(_of_shape(experiment, shape).parameters - parameters), bent

    scaled = sorted(set(_scaled(units)), key=distance)[:_CLOSEST]
    best = min({near for shape in scaled for near in _around(shape)}, key=distance)
    return _of_shape(experiment, best).hidden


def _of_shape(experiment: Experiment, shape: Units) -> Experiment:
    layers = zip(experiment.hidden, shape, strict=True)
    return experiment.model_copy(
        update={"hidden": tuple(layer.model_copy(update={"units": units}) for layer, units in layers)}
    )


def _scaled(units: Units) -> Iterator[Units]:
    """All shapes of these proportions, as near as whole units come, in which some layer has 1 to ``MAX_UNITS``."""
    for one in set(units):
        for n in range(1, MAX_UNITS + 1):
            yield tuple(max(1, min(MAX_UNITS, round(u * n / one))) for u in units)


def _around(shape: Units) -> Iterator[Units]:
    """The shape itself, and those in which a layer has one unit more or fewer."""
    yield shape
    for layer, units in enumerate(shape):
        for n in (units - 1, units + 1):
            if 1 <= n <= MAX_UNITS:
                yield (*shape[:layer], n, *shape[layer + 1 :])
