"""The tick: (experiment, state) -> (state', frames), the one thing that the server does.

The browser sends everything and the server remembers nothing, so any worker can answer any tick. What the
browser sends is not trusted: it is checked here, and refused with a message, before anything is computed.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from itertools import repeat
from math import inf
from threading import Lock
from time import perf_counter, thread_time
from typing import Any

from dash import Dash, Input, Output
from pydantic import ValidationError

from nn_core import (
    Dataset,
    DivergedError,
    Experiment,
    Metrics,
    TrainingState,
    diagnose,
    evaluate,
    explain,
    progress,
)
from nn_core.evaluation import Inference
from nn_core.goal import Watch
from nn_core.links import to_link
from nn_core.race import Finish, at_target, pursue

from .. import ids
from ..access import mark, say_wait
from ..frames import (
    draw_curve,
    draw_data,
    draw_diagnostics,
    draw_focus,
    draw_frame,
    draw_gradients,
    draw_layers,
)
from ..large_answers import go_round
from ..metrics import count_played, count_rejected, count_tick
from .lanes import MAX_COUNT, Plan, TickRequest, affordable, data_of, read, split_anew
from .view import View

BUDGET_SECONDS = 0.1  # of a processor, for all lanes together; while others have it, a tick loses nothing
FRAMES_PER_LOOK = 14  # what is counted and looked into once in each usual clip: often enough for people


# Python runs one thread at a time, and threads that take turns at each small step are twice as slow as one after the
# other. What spends its time on training needs no Python for that: others go on beside it, and its lanes side by side.
_TURN, _LONG_TURN = Lock(), Lock()


class NotFiniteError(ArithmeticError):
    """There is nothing to show: the loss is no finite number from the start."""


def answer_tick(data: Any) -> dict[str, Any]:
    """Answer a request; a bad one is answered with an error that a person can read, never with an exception."""
    begun = perf_counter()
    try:
        request, news = split_anew(TickRequest.model_validate(data, context={"formulas": set()}))
        plan = affordable(request)
        states = list(map(read, request.lanes, repeat(request.view)))
    except ValidationError as error:
        return _refuse(data, explain(error, within="experiment"))
    except ValueError as error:
        return _refuse(data, str(error))
    valid = perf_counter()
    try:
        with _LONG_TURN if plan.long else _TURN:
            lanes, used = _run_lanes(request, states, plan)
    except NotFiniteError as error:
        return _refuse(data, str(error))
    ran = perf_counter() - valid
    count_tick(lanes, [state.epoch for state in states], valid - begun, ran)
    count_played(request.played / 1000)
    say_wait(ran - used)
    return {
        "run": request.run,
        "request": request.request,
        "lanes": [lane | told for lane, told in zip(lanes, news, strict=True)],
    }


def _refuse(data: Any, error: str) -> dict[str, Any]:
    """The answer to a request that is refused, with its numbers as far as they are numbers."""
    count_rejected()
    given = data if isinstance(data, dict) else {}
    numbers = {
        key: value if type(value := given.get(key)) is int and 0 <= value <= MAX_COUNT else None
        for key in ("run", "request")
    }
    return {**numbers, "error": error}


def _run_lanes(request: TickRequest, states: list[TrainingState], plan: Plan) -> tuple[list[dict[str, Any]], float]:
    """Run all lanes, if it pays as many at the same time as there are cores, and share the budget among them.

    Gives also the processor seconds that they took.
    """
    epochs, frames, long = plan
    experiments = [lane.experiment for lane in request.lanes]
    datasets = list(map(data_of, experiments))
    workers = min(len(states), os.cpu_count() or 1) if long else 1
    used: list[float] = []

    several = len(states) > 1
    seconds = BUDGET_SECONDS / len(states)

    def run_lane(experiment: Experiment, state: TrainingState, dataset: Dataset) -> dict[str, Any]:
        begin = thread_time()
        answer = _run_lane(experiment, state, dataset, request.view, epochs, frames, seconds, several)
        used.append(thread_time() - begin)
        return answer

    if workers == 1:
        answers = list(map(run_lane, experiments, states, datasets))
    else:  # A pool for this request only: one that outlived it would not survive that gunicorn forks.
        with ThreadPoolExecutor(workers) as pool:
            answers = list(pool.map(run_lane, experiments, states, datasets))
    # Lanes race in lock-step, so frames that not all of them have do not count. One that has diverged holds up nobody.
    whole = (
        sum((frame["epoch"] - state.epoch) % epochs == 0 for frame in answer["frames"])
        for state, answer in zip(states, answers, strict=True)
        if several and epochs and not answer["stopped"]
    )
    common = min(whole, default=frames)
    for answer in answers:
        if len(answer["frames"]) > common:
            answer["stopped"] = None  # it was ahead, and will come to that later
            del answer["frames"][common:]
    return answers, sum(used)


def _run_lane(
    experiment: Experiment,
    state: TrainingState,
    dataset: Dataset,
    view: View,
    epochs: int,
    frames: int,
    seconds: float,
    racing: bool,
) -> dict[str, Any]:
    """Train and draw one lane until it has its frames or its processor time is over, whichever comes first.

    One that is ``racing`` with others has at least one frame with all its epochs.
    """
    deadline = thread_time() + seconds
    answer: dict[str, Any] = {"frames": [], "stopped": None}
    times: list[float] = []
    before: tuple[TrainingState, Metrics | None] = state, None
    inference = Inference(experiment)
    watch = Watch(view.goal, experiment, state, dataset) if view.goal else None

    def over() -> bool:
        return thread_time() >= deadline and not (racing and not answer["frames"])

    def draw(trained: TrainingState, metrics: Metrics) -> None:
        nonlocal before
        frame = _draw(inference, trained, metrics, dataset, view, len(answer["frames"]))
        if view.diagnostics:
            frame["seconds"] = times[-1] / max(1, trained.epoch - before[0].epoch) if times else None
        frame |= _finished(experiment, before, trained.epoch, metrics, dataset, view)
        frame |= _best(watch)
        answer["frames"].append(frame)
        before = trained, metrics

    try:
        if epochs == 0:
            draw(state, _at_rest(inference.of(state), dataset))
        else:
            options: dict[str, Any] = {"stop": over, "dataset": dataset, "watch": watch, "inference": inference}
            options["timed"] = times.append if view.diagnostics else None
            for reached in progress(experiment, state, every=epochs, **options):
                draw(*reached)
                if watch and watch.met:
                    answer["stopped"] = {"reason": "goal", "epoch": watch.epoch}
                if over() or answer["stopped"] or len(answer["frames"]) == frames:
                    break
    except DivergedError as error:
        answer["stopped"] = {"reason": "diverged", "epoch": error.state.epoch}
        if error.state.epoch > before[0].epoch:
            draw(error.state, inference.of(error.state).metrics(dataset))
    return answer | (_describe(experiment, dataset) if view.data else {})


def _at_rest(inference: Inference, dataset: Dataset) -> Metrics:
    """The metrics of a state as it is; a typed formula may be finite near 0 only, and steep layers overflow."""
    metrics = inference.metrics(dataset)
    if not (metrics.train_loss < inf and metrics.test_loss < inf):
        loss = f"{metrics.train_loss:g}"
        raise NotFiniteError(f"hidden: with these layers and data the loss is {loss}, not a finite number")
    return metrics


def _draw(
    inference: Inference, state: TrainingState, metrics: Metrics, dataset: Dataset, view: View, number: int
) -> dict[str, Any]:
    """A frame with everything that is visible in it; ``number`` counts the frames of a clip."""
    experiment = inference.experiment
    looks = number % FRAMES_PER_LOOK == 0
    visible = {"units": view.units, "counts": view.units and looks}
    frame = draw_frame(experiment, state, metrics, **visible, pixels=view.pixels, dataset=dataset, inference=inference)
    if view.focus:
        frame["focus"] = draw_focus(inference.of(state), view.focus.layer, view.focus.unit)
    if looks:
        if view.diagnostics:
            frame["diagnostics"] = draw_diagnostics(diagnose(experiment, state, dataset=dataset))
        if view.layer is not None:
            frame |= draw_layers(experiment, state, view.layer, dataset)
        if view.gradients:
            frame["gradients"] = draw_gradients(experiment, state, dataset)
    return frame


def _describe(experiment: Experiment, dataset: Dataset) -> dict[str, Any]:
    """What stays the same while an experiment trains."""
    return {
        "experiment": experiment.model_dump(mode="json"),
        "data": draw_data(experiment, dataset),
        "link": to_link(experiment),
        "parameters": experiment.parameters,
        "curves": [draw_curve(layer.function, layer.parameter or 0.0) for layer in experiment.hidden],
    }


def _finished(
    experiment: Experiment,
    last: tuple[TrainingState, Metrics | None],
    epoch: int,
    metrics: Metrics,
    dataset: Dataset,
    view: View,
) -> dict[str, int | None]:
    """If a frame is at the target, the first epoch that was, from that of the last state (and its metrics) on."""
    metric, target = view.metric, view.target
    if target is None or not at_target(metric, target, getattr(metrics, metric)):
        return {}
    before, known = last
    known = known or evaluate(experiment, before, dataset=dataset)
    if at_target(metric, target, getattr(known, metric)):
        return {"finished": before.epoch}
    if epoch == before.epoch + 1:
        return {"finished": epoch}
    ended = pursue(experiment, before, target, epoch, metric, dataset=dataset)
    return {"finished": ended.epochs_to_target if isinstance(ended, Finish) else None}


def _best(watch: Watch | None) -> dict[str, Any]:
    """What has to be known to be patient from here on."""
    return {"best": watch.best.model_dump()} if watch and watch.best else {}


def _tick(data: Any) -> Any:
    mark("tick")  # all callbacks have the same path
    return go_round(answer_tick(data))


def register(app: Dash) -> None:
    """Let the browser tick."""
    app.callback(
        Output(ids.TICK_ANSWER, "data"),
        Input(ids.TICK_REQUEST, "data"),
        prevent_initial_call=True,
    )(_tick)


def first_answer(experiment: Experiment) -> dict[str, Any]:
    """The answer that the page is born with: this experiment at epoch 0."""
    lanes = [{"experiment": experiment}]
    view = {"data": True, "layer": 0 if experiment.hidden else None}
    return answer_tick({"run": 0, "request": 0, "lanes": lanes, "epochs": 0, "view": view})
