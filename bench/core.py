"""Epochs per second on one core, for networks from the smallest lesson to the largest that the page offers.

Every engine of the core runs beside four others: the original's training loop in Node, the bare loop (bench/bare.py),
and scikit-learn and PyTorch (bench/peers.py) where they are installed. All train the same network on the same 250
points of the circle. Each is asked for so many epochs at once that what it does per call does not count, and they
take turns, so that a busy moment hits all alike. Only Node's figures are fixed: they were measured once, elsewhere.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import cast

from nn_core import Experiment, Trainer, TrainingState, start
from nn_core.training.engines import ENGINES, Engine

from . import bare, peers
from .measure import Row, Target, seconds, time_all

SECTION = "core"
_BARE = "bare loop"
_OVER_BARE = Target(1.5, at_least=True)
_DEEP = (8, 8, 8, 8, 8, 8)

Contestant = Callable[[int], object]


@dataclass(frozen=True)
class Case:
    """A network and a batch size. ``node`` is what the original's loop does in Node: epochs/s, measured elsewhere.

    ``torch_compiled`` says whether PyTorch compiles it, which takes many seconds.
    """

    units: tuple[int, ...]
    activation: str
    batch: int
    node: float | None = None
    torch_compiled: bool = False

    @property
    def name(self) -> str:
        return f"{','.join(map(str, self.units))} {self.activation}, batch {self.batch}"

    @property
    def experiment(self) -> Experiment:
        hidden = [{"units": count, "activation": self.activation} for count in self.units]
        return Experiment.model_validate({"dataset": "circle", "hidden": hidden, "batch_size": self.batch})

    @property
    def over_node(self) -> Target:
        return Target(8.0 if self.units == _DEEP else 4.0, at_least=True)


CASES = (
    Case((3, 3), "tanh", 10, node=4160),
    Case((3, 3), "relu", 10, node=5110),
    Case((3, 3), "sigmoid", 10, node=3380),
    Case((4, 2), "tanh", 10, node=4560, torch_compiled=True),
    Case(_DEEP, "tanh", 10, node=421, torch_compiled=True),
    Case(_DEEP, "relu", 10, node=520),
    Case((3, 3), "tanh", 1, node=3730, torch_compiled=True),
    Case((3, 3), "relu", 1),
    Case(_DEEP, "tanh", 1, node=344),
    Case(_DEEP, "relu", 1),
    Case((3, 3), "tanh", 30, node=4470),
    Case(_DEEP, "tanh", 30, node=465),
)


def run(quick: bool) -> list[Row]:
    """For each case one row per contestant, then how far the compiled engine is ahead."""
    return [row for case in CASES for row in _measure(case, quick)]


def _measure(case: Case, quick: bool) -> list[Row]:
    trainers, missing = _contestants(case, quick)
    epochs = {name: _enough(train, 0.05 if quick else 0.1) for name, train in trainers.items()}
    timings = time_all(
        {name: partial(train, epochs[name]) for name, train in trainers.items()}, repeats=3 if quick else 5
    )
    rates = {name: epochs[name] / timing.seconds for name, timing in timings.items()}
    rows = []
    for name, rate in rates.items():
        notes = [_ratios(name, rate, rates[_BARE], case.node)]
        notes += [peers.NOTES[name]] if name in peers.NOTES else []
        notes += [f"not to be had here: {', '.join(missing)}"] if name == _BARE and missing else []
        yardsticks = epochs[name] / timings[name].yardsticks
        note = "; ".join(filter(None, notes))
        rows.append(Row(SECTION, f"{name}: {case.name}", rate, "epochs/s", yardsticks, note=note))
    return rows + (_targets(case, rates["compiled"], rates[_BARE]) if "compiled" in rates else [])


def _contestants(case: Case, quick: bool) -> tuple[dict[str, Contestant], list[str]]:
    experiment = case.experiment
    state = start(experiment)
    others, missing = peers.trainers(experiment, state, case.torch_compiled and not quick)
    engines = {engine: _trainer(experiment, state, engine) for engine in ENGINES}
    return {_BARE: bare.trainer(experiment, state), **engines, **others}, missing


def _trainer(experiment: Experiment, state: TrainingState, engine: str) -> Contestant:
    trainer = Trainer(experiment, engine=cast(Engine, engine))
    return lambda epochs: trainer.advance(state, epochs)


def _enough(train: Contestant, long: float) -> int:
    """How many epochs take so long, found with ever more of them: a single one would mostly show what a call costs."""
    train(1)  # may compile
    epochs = 1
    while (time := seconds(partial(train, epochs))) < long / 4:
        epochs *= 4
    return max(1, round(epochs * long / time))


def _ratios(name: str, rate: float, bare_rate: float, node: float | None) -> str:
    over_node = [f"{rate / node:.2g} x Node"] if node else []
    over_bare = [f"{rate / bare_rate:.2g} x bare loop"] if name != _BARE else []
    return ", ".join(over_node + over_bare)


def _targets(case: Case, rate: float, bare_rate: float) -> list[Row]:
    over_bare = Row(SECTION, f"compiled / bare loop: {case.name}", rate / bare_rate, "x", target=_OVER_BARE)
    if not case.node:
        return [over_bare]
    over_node = Row(SECTION, f"compiled / Node: {case.name}", rate / case.node, "x", target=case.over_node)
    return [over_bare, over_node]
