"""Epochs per second of every engine, for networks from the smallest lesson to the largest that the page offers."""

from collections.abc import Callable
from typing import cast

from nn_core import Experiment, advance, make_dataset, start
from nn_core.training import ENGINES, Engine

from .measure import Row, time_all, time_one

SECTION = "core"
_REPEAT_SECONDS = 0.12
_DEEP = (8, 8, 8, 8, 8, 8)
_CASES: tuple[tuple[tuple[int, ...], str, int], ...] = (  # units, activation, batch
    ((3, 3), "tanh", 10),
    ((3, 3), "relu", 10),
    ((3, 3), "sigmoid", 10),
    ((4, 2), "tanh", 10),
    (_DEEP, "tanh", 10),
    (_DEEP, "relu", 10),
    ((3, 3), "tanh", 1),
    ((3, 3), "tanh", 30),
    (_DEEP, "tanh", 1),
    (_DEEP, "tanh", 30),
)


def run(quick: bool) -> list[Row]:
    """One row for each network and engine."""
    repeats = 3 if quick else 7
    return [row for case in _CASES for row in _engines(*case, repeats)]


def _engines(units: tuple[int, ...], activation: str, batch: int, repeats: int) -> list[Row]:
    experiment = Experiment.model_validate(
        {
            "dataset": "circle",
            "hidden": [{"units": count, "activation": activation} for count in units],
            "batch_size": batch,
        }
    )
    name = f"{','.join(map(str, units))} {activation}, batch {batch}"
    epochs = {engine: _enough(_trainer(experiment, engine)) for engine in ENGINES}
    works = {engine: _trainer(experiment, engine, count) for engine, count in epochs.items()}
    timings = time_all(works, repeats)
    slowest = timings["numpy"].seconds / epochs["numpy"]
    rows = []
    for engine, timing in timings.items():
        count = epochs[engine]
        rate = count / timing.seconds
        note = "" if engine == "numpy" else f"{rate * slowest:.1f} x numpy"
        rows.append(Row(SECTION, f"{engine}: {name}", rate, "epochs/s", count / timing.yardsticks, note=note))
    return rows


def _trainer(experiment: Experiment, engine: str, epochs: int = 1) -> Callable[[], object]:
    state, dataset = start(experiment), make_dataset(experiment)
    return lambda: advance(experiment, state, epochs, engine=cast(Engine, engine), dataset=dataset)


def _enough(one_epoch: Callable[[], object]) -> int:
    """How many epochs make a repeat; the first call, which may compile, does not count."""
    return max(1, round(_REPEAT_SECONDS / time_one(one_epoch, 1).seconds))
