"""The sweep: the same lanes over many seeds, some runs per request, and what they say together.

Stateless like the tick. The browser holds the results, asks for the runs that are missing, and brings back the state
of a run that was not finished in time. So a sweep survives any restart, and no request takes longer than a tick.
"""

from dataclasses import asdict
from time import perf_counter
from typing import Annotated, Any

from dash import Dash, Input, Output
from pydantic import ConfigDict, Field, ValidationError

from nn_core import Experiment, TrainingState, explain, start
from nn_core.checked import Checked, Many
from nn_core.cost import cost, refuse_slow
from nn_core.experiment import MAX_SEED
from nn_core.race import Finish, Metric, check, pursue
from nn_core.statistics import ratio, reached, summary

from .. import ids
from ..frames import decode_state, encode
from .lanes import MAX_LANES, MAX_STATE_TEXT
from .tick import BUDGET_SECONDS

MAX_RUNS = 50
MAX_CAP = 20_000
MAX_SEEDS = 200

_STRICT = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Job(Checked):
    """One run: which lane with which seed, and where it stands if it has begun."""

    model_config = _STRICT

    lane: Annotated[int, Field(ge=0, lt=MAX_LANES)]
    seed: Annotated[int, Field(ge=0, le=MAX_SEED)]
    state: Annotated[str, Field(max_length=MAX_STATE_TEXT)] | None = None
    seconds: Annotated[float, Field(ge=0, le=1e6)] = 0.0


class SweepRequest(Checked):
    """Runs to do: each until the ``metric`` is at ``target``, or for ``cap`` epochs."""

    model_config = _STRICT

    lanes: Annotated[Many[Experiment], Field(min_length=1, max_length=MAX_LANES)]
    jobs: Annotated[Many[Job], Field(min_length=1, max_length=MAX_RUNS)]
    target: Annotated[float, Field(gt=0, le=1e6)]
    cap: Annotated[int, Field(ge=1, le=MAX_CAP)]
    metric: Metric = "test_loss"


class Run(Checked):
    """A finished run as the browser keeps it; see ``nn_core.race.Finish``."""

    model_config = _STRICT

    lane: Annotated[int, Field(ge=0, lt=MAX_LANES)]
    seed: Annotated[int, Field(ge=0, le=MAX_SEED)]
    epochs_to_target: Annotated[int, Field(ge=0, le=MAX_CAP)] | None
    epochs: Annotated[int, Field(ge=0, le=MAX_CAP)]
    train_loss: float
    test_loss: float
    train_score: float
    test_score: float
    diverged: bool
    seconds: Annotated[float, Field(ge=0, le=1e6)]


class StatisticsRequest(Checked):
    """The runs of one lane, to be summed up; or of two, to be compared."""

    model_config = _STRICT

    first: Annotated[Many[Run], Field(min_length=1, max_length=MAX_SEEDS)]
    second: Annotated[Many[Run], Field(min_length=1, max_length=MAX_SEEDS)] | None = None


def answer_sweep(data: Any) -> dict[str, Any]:
    """Do as many of the runs as fit into a tick's time; the one that doesn't comes back as it stands."""
    try:
        request = SweepRequest.model_validate(data, context={"formulas": set()})
        refuse_slow(max(map(_epoch_seconds, request.lanes)))
        if max(job.lane for job in request.jobs) >= len(request.lanes):
            raise ValueError("jobs: a lane that is not there")
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
    for job, experiment, state in work:
        ended = pursue(
            experiment,
            state,
            request.target,
            request.cap,
            request.metric,
            lane=job.lane,
            seconds=job.seconds,
            stop=over,
        )
        if isinstance(ended, Finish):
            answer["done"].append(ended.to_dict())
        else:
            begun = {"lane": job.lane, "seed": job.seed, "seconds": ended.seconds}
            answer["begun"].append({**begun, "state": encode(ended.state.to_bytes())})
        if over():
            break
    return answer


def _epoch_seconds(experiment: Experiment) -> float:
    """An epoch and a look at it, both of which can't be left half done."""
    its = cost(experiment)
    return its.epoch + its.look(experiment, pictures=0, pixels=0, passes=0)


def _begin(request: SweepRequest, job: Job) -> tuple[Job, Experiment, TrainingState]:
    fields = request.lanes[job.lane].model_dump() | {"seed": job.seed, "weights_seed": None}
    experiment = Experiment.model_validate(fields)
    state = start(experiment) if job.state is None else decode_state(experiment, job.state)
    return job, experiment, state


def answer_statistics(data: Any) -> dict[str, Any]:
    """Median, quartiles and confidence intervals of a lane, or how many times as fast one is as another."""
    try:
        request = StatisticsRequest.model_validate(data)
        first = [Finish(**run.model_dump()) for run in request.first]
        if request.second is not None:
            return {"ratio": asdict(ratio(first, [Finish(**run.model_dump()) for run in request.second]))}
    except ValidationError as error:
        return {"error": explain(error)}
    except ValueError as error:
        return {"error": str(error)}
    epochs, shares = reached(first)
    return {"summary": asdict(summary(first)), "reached": {"epochs": epochs, "shares": shares}}


def register(app: Dash) -> None:
    """Let the browser sweep, and sum up."""
    pairs = (
        (ids.SWEEP_ANSWER, ids.SWEEP_REQUEST, answer_sweep),
        (ids.STATISTICS_ANSWER, ids.STATISTICS_REQUEST, answer_statistics),
    )
    for answer, request, function in pairs:
        app.callback(Output(answer, "data"), Input(request, "data"), prevent_initial_call=True)(function)
