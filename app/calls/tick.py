"""The tick: (experiment, state) -> (state', frames), the one thing that the server does.

The browser sends everything and the server remembers nothing, so any worker can answer any tick. What the
browser sends is not trusted: it is checked here, and refused with a message, before anything is computed.
"""

from collections.abc import Callable
from itertools import repeat
from math import inf
from time import perf_counter, thread_time
from typing import Any

from pydantic import ValidationError

from nn_core import Dataset, DivergedError, Experiment, Metrics, Trainer, TrainingState, explain
from nn_core.common.deadline import carried, keeping
from nn_core.common.written import exact
from nn_core.formats.links.link import to_link
from nn_core.study.race import RunResult, at_target, train_until
from nn_core.study.watch import Watch
from nn_core.training.faults import Fault

from ..serving.access import asker_has_gone, set_server_timing
from ..serving.metrics import count_played, count_rejected, count_tick
from ..serving.threads import side_by_side
from ..wire.answers import BestSeen, Frame, LaneAnswer, Stopped, TickAnswer
from ..wire.frames import (
    encode_curve,
    encode_data,
    encode_diagnostics,
    encode_focus,
    encode_frame,
    encode_gradients,
    encode_layers,
    encode_shapes,
)
from .lanes import MAX_COUNT, Plan, TickRequest, affordable, data_of, entered, read, split_again
from .turns import Turn
from .view import View

BUDGET_SECONDS = 0.1  # of a processor, for all lanes together; while others have it, a tick loses nothing
LEAST_SECONDS = 0.05  # of that, however many wait: a frame of a short clip costs more
DIAGNOSTICS_EVERY = 14  # what is counted and looked into once in each usual clip: often enough for people


# Python runs one thread at a time, and threads that take turns at each small step are twice as slow as one after the
# other. What spends its time on training needs no Python for that: others go on beside it, and its lanes side by side.
# While others wait, a turn is shorter: who asks for dear work gets as much time as they do, not as many frames.
_TURN, _LONG_TURN = Turn(), Turn()


class NotFiniteError(ArithmeticError):
    """There is nothing to show: the loss is no finite number from the start."""


def answer_tick(data: Any) -> TickAnswer:
    """Answer a request; a bad one is answered with an error that a person can read, never with an exception."""
    begun = perf_counter()
    try:
        context: dict[str, Any] = {"formulas": set()}
        request, news = split_again(entered(TickRequest.model_validate(data, context=context), context))
        plan = affordable(request)
        states = list(map(read, request.lanes, repeat(request.view)))
    except ValidationError as error:
        return _refuse(data, explain(error, within="experiment"))
    except ValueError as error:
        return _refuse(data, str(error))
    valid = perf_counter()
    try:
        with (turn := _LONG_TURN if plan.long else _TURN):
            lanes, used = _run_lanes(request, states, plan, turn)
    except NotFiniteError as error:
        return _refuse(data, str(error))
    ran = perf_counter() - valid
    for lane, split_counts in zip(lanes, news, strict=True):
        if split_counts:
            lane["split"] = split_counts
    count_tick(lanes, [state.epoch for state in states], valid - begun, ran)
    count_played(request.played / 1000)
    set_server_timing(ran - used)
    return {
        "run": request.run,
        "request": request.request,
        "lanes": lanes,
    }


def _refuse(data: Any, error: str) -> TickAnswer:
    count_rejected()
    return refusal(data, error)


def refusal(data: Any, error: str) -> TickAnswer:
    """The answer to a request that is refused, with its numbers as far as they are numbers."""
    given = data if isinstance(data, dict) else {}
    run, request = (
        value if type(value := given.get(key)) is int and 0 <= value <= MAX_COUNT else None
        for key in ("run", "request")
    )
    return {"run": run, "request": request, "error": error}


def _run_lanes(
    request: TickRequest, states: list[TrainingState], plan: Plan, turn: Turn
) -> tuple[list[LaneAnswer], float]:
    """Run all lanes, if it pays as many at the same time as there are cores, and share the budget among them.

    Gives also the processor seconds that they took.
    """
    epochs, frames, long = plan
    experiments = [lane.experiment for lane in request.lanes]
    datasets = list(map(data_of, experiments))
    used: list[float] = []
    gone = asker_has_gone()

    several = len(states) > 1
    # As things are now: lanes go in lock-step, so all must have the same.
    seconds = max(BUDGET_SECONDS * turn.share(), min(BUDGET_SECONDS, LEAST_SECONDS)) / len(states)

    def run_lane(experiment: Experiment, state: TrainingState, dataset: Dataset) -> LaneAnswer:
        begin = thread_time()
        answer = _run_lane(experiment, state, dataset, request.view, epochs, frames, seconds, several, gone)
        if request.view.data:
            _describe(answer, experiment, dataset)
        used.append(thread_time() - begin)
        return answer

    if not long or len(states) == 1:
        answers = list(map(run_lane, experiments, states, datasets))
    else:
        answers = list(side_by_side().map(carried(run_lane), experiments, states, datasets))
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
    gone: Callable[[], bool],
) -> LaneAnswer:
    """Train and draw one lane until it has its frames, or its processor time is over, or whoever wants it has gone.

    One that is ``racing`` with others has at least one frame with all its epochs.
    """
    deadline = thread_time() + seconds
    answer: LaneAnswer = {"frames": [], "stopped": None}
    before: tuple[TrainingState, Metrics | None] = state, None
    seconds_before = 0.0
    trainer = Trainer(experiment, dataset)
    watch = Watch(view.goal, trainer, state) if view.goal else None

    def over() -> bool:
        return thread_time() >= deadline and not (racing and not answer["frames"])

    def add_frame(trained: TrainingState, metrics: Metrics) -> None:
        nonlocal before, seconds_before
        frame = _visible_frame(trainer, trained, metrics, view, len(answer["frames"]))
        if view.diagnostics:
            spent = trainer.seconds - seconds_before
            frame["seconds"] = spent / max(1, trained.epoch - before[0].epoch) if epochs else None
            seconds_before = trainer.seconds
        _judge(frame, trainer, before, metrics, view)
        _remember(frame, watch)
        answer["frames"].append(frame)
        before = trained, metrics

    with keeping(answer["frames"]):
        try:
            if epochs == 0:
                add_frame(state, _at_rest(trainer, state))
            else:
                for reached in trainer.progress(state, every=epochs, stop=over, watch=watch):
                    add_frame(*reached)
                    if watch and watch.met:
                        answer["stopped"] = {"reason": "goal", "epoch": watch.epoch}
                    if over() or answer["stopped"] or len(answer["frames"]) == frames or gone():
                        break
        except DivergedError as error:
            answer["stopped"] = _stopped(error)
            if error.state.epoch > before[0].epoch:
                add_frame(error.state, trainer.evaluate(error.state))
    return answer


def _stopped(error: DivergedError) -> Stopped:
    told: Stopped = {"reason": "diverged", "epoch": error.state.epoch}
    if isinstance(fault := error.fault, Fault):
        told["fault"] = {"layer": fault.layer, "formula": fault.formula, "z": fault.z}
    return told


def _at_rest(trainer: Trainer, state: TrainingState) -> Metrics:
    """The metrics of a state as it is; a typed formula may be finite near 0 only, and steep layers overflow."""
    metrics = trainer.evaluate(state)
    if not (metrics.train_loss < inf and metrics.test_loss < inf):
        loss = exact(metrics.train_loss)
        if fault := trainer.fault(state):
            raise NotFiniteError(f"the loss must be a finite number, got {loss}: {fault}")
        raise NotFiniteError(f"the loss must be a finite number, got {loss} with these hidden layers and this data")
    return metrics


def _visible_frame(trainer: Trainer, state: TrainingState, metrics: Metrics, view: View, number: int) -> Frame:
    """A frame with everything that is visible in it; ``number`` counts the frames of a clip."""
    with_diagnostics = number % DIAGNOSTICS_EVERY == 0
    visible = {"units": view.units, "counts": view.units and with_diagnostics}
    frame = encode_frame(trainer, state, metrics, **visible, pixels=view.pixels)
    if view.focus:
        frame["focus"] = encode_focus(trainer.inference.load(state), view.focus.layer, view.focus.unit)
    if with_diagnostics:
        if view.diagnostics:
            frame["diagnostics"] = encode_diagnostics(trainer.diagnose(state))
            if any(trainer.experiment.learned):
                frame["shapes"] = encode_shapes(trainer.experiment, state)
        if view.layer is not None:
            frame["layers"], frame["layer"] = encode_layers(trainer, state, view.layer)
        if view.gradients:
            frame["gradients"] = encode_gradients(trainer, state)
    return frame


def _describe(answer: LaneAnswer, experiment: Experiment, dataset: Dataset) -> None:
    """Tell what stays the same while an experiment trains."""
    answer["experiment"] = experiment.model_dump(mode="json")
    answer["data"] = encode_data(experiment, dataset)
    answer["link"] = to_link(experiment)
    answer["parameters"] = experiment.parameters
    answer["curves"] = [encode_curve(layer.function, layer.p) for layer in experiment.hidden]


def _judge(
    frame: Frame,
    trainer: Trainer,
    last: tuple[TrainingState, Metrics | None],
    metrics: Metrics,
    view: View,
) -> None:
    """Of a frame at the target, tell the first epoch that was, from that of the last state (and its metrics) on."""
    metric, target, epoch = view.metric, view.target, frame["epoch"]
    if target is None or not at_target(metric, target, getattr(metrics, metric)):
        return
    before, known = last
    known = known or trainer.evaluate(before)
    if at_target(metric, target, getattr(known, metric)):
        frame["finished"] = before.epoch
    elif epoch == before.epoch + 1:
        frame["finished"] = epoch
    else:
        ended = train_until(trainer, before, target, epoch, metric)
        frame["finished"] = ended.epochs_to_target if isinstance(ended, RunResult) else None


def _remember(frame: Frame, watch: Watch | None) -> None:
    """Tell what has to be known to be patient from here on."""
    if watch and watch.best:
        frame["best"] = BestSeen(loss=watch.best.loss, epoch=watch.best.epoch)


def first_answer(experiment: Experiment) -> TickAnswer:
    """The answer that the page is born with: this experiment at epoch 0."""
    lanes = [{"experiment": experiment}]
    view = {"data": True, "layer": 0 if experiment.hidden else None}
    return answer_tick({"run": 0, "request": 0, "lanes": lanes, "epochs": 0, "view": view})
