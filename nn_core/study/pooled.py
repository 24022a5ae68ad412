"""Runs of many hands, put together: after how many epochs each activation was at the finish.

A race trains its lanes on the same data from the same start. A class has chosen what it liked, so that it is said first
what can be compared at all: a *pool* has runs of one task (problem, data, noise, classes and loss) that were to end at
the same measure, and ``differs`` names what else its runs differ in than in the activation and the seeds.

Training draws nothing but from its seeds, so the same set-up is the same run, whoever has trained it: it counts once,
or thirty who pressed Play on the same link would look like thirty seeds. A run that somebody stopped before it was at
the finish counts as in ``statistics``: as slower than all that got there. It may have been stopped too early to know,
so ``early`` counts those that were stopped before the median of their group.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ..activations import ACTIVATIONS
from ..experiment.experiment import CUSTOM, Experiment
from ..experiment.goal import MEASURED
from ..experiment.hidden import Layer
from ..formats.links.goals import Stop
from ..formats.links.link import FIELDS
from ..formats.links.text import written
from .statistics import FinishTimes, finish_times

_SEEDS = ("seed", "weights_seed")
_TASK = ("problem", "dataset", "noise", "classes", "loss")


@dataclass(frozen=True)
class PooledRun:
    """A run as its set-up and how it ended: ``reached`` is the epoch of the stop condition, None if it never held."""

    experiment: Experiment
    stop: Stop | None
    epochs: int
    reached: int | None


@dataclass(frozen=True)
class Group:
    """The runs of a pool whose hidden layers have these activations.

    ``epochs`` are those to the finish, None where it was not reached, each set-up once. ``stopped`` are the first and
    the last epoch at which one was given up, None where none was, and ``early`` counts those before the median.
    """

    kinds: tuple[str, ...]
    epochs: tuple[int | None, ...]
    times: FinishTimes
    stopped: tuple[int, int] | None
    early: int


@dataclass(frozen=True)
class Pool:
    """Runs that can be compared, the fastest group first; ``repeated`` counts those that say nothing new."""

    task: tuple[Any, ...]
    stop: Stop
    groups: tuple[Group, ...]
    repeated: int
    differs: tuple[str, ...]


def task_of(experiment: Experiment) -> tuple[Any, ...]:
    """What losses and scores are of: experiments that agree in it can be compared by them."""
    return *(getattr(experiment, name) for name in _TASK), experiment.points


def kinds_of(experiment: Experiment) -> tuple[str, ...]:
    """The activations of the hidden layers, each once: ``key``, ``key:parameter`` if not its default, or ``=formula``.

    >>> kinds_of(Experiment(hidden=[{"units": 4, "activation": "relu"}, {"units": 2, "activation": "relu"}]))
    ('relu',)
    """
    return tuple(dict.fromkeys(map(_kind, experiment.hidden)))


def _kind(layer: Layer) -> str:
    if layer.activation == CUSTOM:
        return f"={layer.formula}"
    bounds = ACTIVATIONS[layer.activation].parameter
    usual = bounds is None or layer.parameter == bounds.default
    return layer.activation if usual or layer.parameter is None else f"{layer.activation}:{written(layer.parameter)}"


def pools(runs: Iterable[PooledRun]) -> list[Pool]:
    """The pools of these runs, the largest first; runs that were to end at an epoch, or never, are in none."""
    found: dict[tuple[Any, ...], list[PooledRun]] = {}
    for run in runs:
        if run.stop is not None and run.stop.kind in MEASURED:
            found.setdefault((task_of(run.experiment), run.stop), []).append(run)
    made = [_pool(task, stop, members) for (task, stop), members in found.items()]
    return sorted(made, key=lambda pool: -sum(group.times.runs for group in pool.groups))


def _pool(task: tuple[Any, ...], stop: Stop, members: list[PooledRun]) -> Pool:
    once: dict[Experiment, PooledRun] = {}
    for run in members:
        once[run.experiment] = _further(once.get(run.experiment, run), run)
    by_kinds: dict[tuple[str, ...], list[PooledRun]] = {}
    for run in once.values():
        by_kinds.setdefault(kinds_of(run.experiment), []).append(run)
    groups = sorted((_group(kinds, runs) for kinds, runs in by_kinds.items()), key=_place)
    return Pool(task, stop, tuple(groups), len(members) - len(once), _differs(list(once)))


def _further(one: PooledRun, other: PooledRun) -> PooledRun:
    """Of two runs of the same set-up the one that tells more: the one at the finish, or the longer one."""
    if one.reached is not None or other.reached is not None:
        return one if one.reached is not None else other
    return max(one, other, key=lambda run: run.epochs)


def _group(kinds: tuple[str, ...], runs: list[PooledRun]) -> Group:
    times = finish_times(run.reached for run in runs)
    stopped = [run.epochs for run in runs if run.reached is None]
    return Group(
        kinds=kinds,
        epochs=tuple(run.reached for run in runs),
        times=times,
        stopped=(min(stopped), max(stopped)) if stopped else None,
        early=sum(epochs < times.epochs.median for epochs in stopped),
    )


def _place(group: Group) -> tuple[float, float, tuple[str, ...]]:
    return group.times.epochs.median, group.times.never / group.times.runs, group.kinds


def _differs(experiments: list[Experiment]) -> tuple[str, ...]:
    """What these differ in besides activations and seeds, as fields; ``hidden`` is the shape."""
    names = (name for name in FIELDS if name not in (*_SEEDS, *_TASK))
    return tuple(name for name in names if len({_value(each, name) for each in experiments}) > 1)


def _value(experiment: Experiment, name: str) -> Any:
    if name == "hidden":
        return tuple((layer.units, layer.dropout) for layer in experiment.hidden)
    return getattr(experiment, name)
