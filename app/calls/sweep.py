"""The sweep: the same lanes over many seeds, some runs per request, and what they say together.

Stateless like the tick. The browser holds the results, asks for the runs that are missing, and brings back the state
of a run that was not finished in time. So a sweep survives any restart, and no request takes longer than a tick.
"""

from collections.abc import Sequence
from dataclasses import asdict
from math import inf
from time import perf_counter
from typing import Annotated, Any, Self

from pydantic import ConfigDict, Field, ValidationError, model_validator

from nn_core import Experiment, Trainer, TrainingState, explain, start
from nn_core.common.checked import BoundedTuple, StrictModel, refuse
from nn_core.common.deadline import keeping
from nn_core.experiment.experiment import MAX_LAYERS, MAX_SEED
from nn_core.expressions.tokens import MAX_CHARACTERS
from nn_core.insight.cost import cost, refuse_slow
from nn_core.study.comparison import compare
from nn_core.study.grid import MAX_CELL_SEEDS
from nn_core.study.loss_curves import MAX_POINTS, Recorder, curve_epochs, loss_curve
from nn_core.study.race import Metric, RunResult, check, result_of, train_until
from nn_core.study.race_link import MAX_SWEEP_CAP, MAX_SWEEP_SEEDS
from nn_core.study.race_rules import MAX_LANES
from nn_core.study.statistics import reached, summary

from ..wire.frames import decode_state, encode
from .lanes import MAX_STATE_TEXT
from .tick import BUDGET_SECONDS

MAX_RUNS = 50

_STRICT = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Job(StrictModel):
    """One run: which lane with which seed, and where it stands if it has begun."""

    model_config = _STRICT

    lane: Annotated[int, Field(ge=0, lt=MAX_LANES)]
    seed: Annotated[int, Field(ge=0, le=MAX_SEED)]
    state: Annotated[str, Field(max_length=MAX_STATE_TEXT)] | None = None
    seconds: Annotated[float, Field(ge=0, le=1e6)] = 0.0


class SweepRequest(StrictModel):
    """Runs to do: each until the ``metric`` is at ``target``, or for ``cap`` epochs."""

    model_config = _STRICT

    lanes: Annotated[BoundedTuple[Experiment], Field(min_length=1, max_length=MAX_LANES)]
    jobs: Annotated[BoundedTuple[Job], Field(min_length=1, max_length=MAX_RUNS)]
    target: Annotated[float, Field(gt=0, le=1e6)]
    cap: Annotated[int, Field(ge=1, le=MAX_SWEEP_CAP)]
    metric: Metric = "test_loss"
    points: Annotated[int, Field(ge=2, le=MAX_POINTS)] | None = None  # of each run's loss curve, where one is wanted


class RunFault(StrictModel):
    """Why a run stopped: in a hidden layer, from 1, the formula has no number at z."""

    model_config = _STRICT

    layer: Annotated[int, Field(ge=1, le=MAX_LAYERS)]
    formula: Annotated[str, Field(max_length=MAX_CHARACTERS)]
    z: float


class Run(StrictModel):
    """A finished run as the browser keeps it; see ``nn_core.study.race.RunResult``."""

    model_config = _STRICT

    lane: Annotated[int, Field(ge=0, lt=MAX_LANES)]
    seed: Annotated[int, Field(ge=0, le=MAX_SEED)]
    epochs_to_target: Annotated[int, Field(ge=0, le=MAX_SWEEP_CAP)] | None
    epochs: Annotated[int, Field(ge=0, le=MAX_SWEEP_CAP)]
    train_loss: float
    test_loss: float
    train_score: float
    test_score: float
    diverged: bool
    seconds: Annotated[float, Field(ge=0, le=1e6)]
    fault: RunFault | None = None


class LaneRuns(StrictModel):
    """What lanes are compared by: the seeds of a lane's runs, and the epochs of each; None where it never finished."""

    model_config = _STRICT

    lane: Annotated[int, Field(ge=0, lt=MAX_LANES)]
    seeds: Annotated[BoundedTuple[Annotated[int, Field(ge=0, le=MAX_SEED)]], Field(max_length=MAX_SWEEP_SEEDS)]
    epochs: Annotated[
        BoundedTuple[Annotated[int, Field(ge=0, le=MAX_SWEEP_CAP)] | None], Field(max_length=MAX_SWEEP_SEEDS)
    ]

    @model_validator(mode="after")
    def _once(self) -> Self:
        if not len(set(self.seeds)) == len(self.seeds) == len(self.epochs):
            raise refuse("epochs", len(self.epochs), f"one for each of {len(set(self.seeds))} seeds")
        return self


class CellRuns(StrictModel):
    """The runs of a cell of a grid, and the loss curve of each."""

    model_config = _STRICT

    runs: Annotated[BoundedTuple[Run], Field(min_length=1, max_length=MAX_CELL_SEEDS)]
    curves: Annotated[
        BoundedTuple[Annotated[BoundedTuple[float], Field(max_length=MAX_POINTS)]], Field(max_length=MAX_CELL_SEEDS)
    ]


class StatisticsRequest(StrictModel):
    """The runs of a lane, or of cells, to be summed up, or the lanes of a race up to a cap, to be compared."""

    model_config = _STRICT

    first: Annotated[BoundedTuple[Run], Field(min_length=1, max_length=MAX_SWEEP_SEEDS)] | None = None
    lanes: Annotated[BoundedTuple[LaneRuns], Field(min_length=1, max_length=MAX_LANES)] | None = None
    cells: Annotated[BoundedTuple[CellRuns], Field(min_length=1, max_length=MAX_LANES)] | None = None
    cap: Annotated[int, Field(ge=1, le=MAX_SWEEP_CAP)] = MAX_SWEEP_CAP

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if (given := sum(each is not None for each in (self.first, self.lanes, self.cells))) != 1:
            raise refuse("first", f"{given} of the three", "the runs of one lane, or else lanes, or else cells")
        if self.lanes and len({lane.lane for lane in self.lanes}) < len(self.lanes):
            raise refuse("lanes", "one twice", "each one once")
        return self


def answer_sweep(data: Any) -> dict[str, Any]:
    """Do as many of the runs as fit into a tick's time; the one that doesn't comes back as it stands.

    With ``points`` each run brings its loss curve, or the part of it that belongs to this request.
    """
    try:
        request = SweepRequest.model_validate(data, context={"formulas": set()})
        refuse_slow(max(map(epoch_seconds, request.lanes)))
        if max(job.lane for job in request.jobs) >= len(request.lanes):
            raise ValueError(
                f"jobs must be of lanes 0 to {len(request.lanes) - 1}, got {max(job.lane for job in request.jobs)}"
            )
        check(request.target, request.cap, request.metric)
        work = [_begin(request, job) for job in request.jobs]
    except ValidationError as error:
        return {"error": explain(error, within="lanes")}
    except ValueError as error:
        return {"error": str(error)}
    deadline = perf_counter() + BUDGET_SECONDS

    def over() -> bool:
        return perf_counter() >= deadline

    answer: dict[str, Any] = {"done": [], "begun": []}
    ends = request.target, request.cap, request.metric
    epochs = curve_epochs(request.cap, request.points) if request.points else ()
    with keeping(answer["done"]):
        for job, experiment, state in work:
            curve = Recorder(epochs, state.epoch)
            ended = train_until(
                Trainer(experiment), state, *ends, lane=job.lane, seconds=job.seconds, stop=over, note=curve
            )
            told = {} if not epochs else {"curve": curve.losses}
            if isinstance(ended, RunResult):
                told = told and {"curve": curve.ended(ended, request.metric)}
                answer["done"].append({**ended.to_dict(), **told})
            else:
                begun = {"lane": job.lane, "seed": job.seed, "seconds": ended.seconds}
                answer["begun"].append({**begun, "state": encode(ended.state.to_bytes()), **told})
            if over():
                break
    return answer


def epoch_seconds(experiment: Experiment) -> float:
    """An epoch and a look at it, both of which can't be left half done."""
    network_cost = cost(experiment)
    return network_cost.epoch + network_cost.look(experiment, pictures=0, pixels=0, passes=0)


def _begin(request: SweepRequest, job: Job) -> tuple[Job, Experiment, TrainingState]:
    fields = request.lanes[job.lane].model_dump() | {"seed": job.seed, "weights_seed": None}
    experiment = Experiment.model_validate(fields)
    state = start(experiment) if job.state is None else decode_state(experiment, job.state)
    return job, experiment, state


def answer_statistics(data: Any) -> dict[str, Any]:
    """Median, quartiles and confidence intervals of a lane, or all lanes compared with each other."""
    try:
        request = StatisticsRequest.model_validate(data)
    except ValidationError as error:
        return {"error": explain(error)}
    if request.lanes is not None:
        return _compared(request.lanes, request.cap)
    if request.cells is not None:
        try:
            return {"cells": [_cell(cell) for cell in request.cells]}
        except ValueError as error:
            return {"error": str(error)}
    runs = [result_of(run.model_dump()) for run in request.first or ()]
    epochs, shares = reached(runs)
    return {"summary": for_json(asdict(summary(runs))), "reached": {"epochs": epochs, "shares": shares}}


def _cell(cell: CellRuns) -> dict[str, Any]:
    summed = summary([result_of(run.model_dump()) for run in cell.runs])
    curve = loss_curve(cell.curves)
    return {"summary": for_json(asdict(summed)), "curve": [asdict(each) for each in curve]}


def _compared(lanes: Sequence[LaneRuns], cap: int) -> dict[str, Any]:
    epochs = ((lane.lane, lane.seeds, [inf if number is None else number for number in lane.epochs]) for lane in lanes)
    found = compare({lane: dict(zip(seeds, numbers, strict=True)) for lane, seeds, numbers in epochs}, cap)
    pairs = [for_json(asdict(pair)) for pair in found.pairs]
    return {"pairs": pairs, "comparisons": found.count, "fewest": found.fewest}


def for_json(value: Any) -> Any:
    """For JSON, which has no number for it, infinity is the text that JavaScript's Number reads back."""
    if isinstance(value, dict):
        return {key: for_json(each) for key, each in value.items()}
    return "Infinity" if value == inf else value
