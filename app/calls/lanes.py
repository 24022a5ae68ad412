"""What a tick is asked for: lanes and what to show of them; and how much of that one tick does.

A tick ends after a certain time, but an epoch or a picture can't be left half done, nor can the first frame of a race:
its lanes go in lock-step. So networks of which one epoch and one frame would take too long together are refused, an
answer has no more frames than fit into some megabytes, and no more epochs lie between two frames of a race than a tick
has time for, or than could be gone through again to find the one that crossed the target.
"""

from typing import Annotated, Any, Literal, NamedTuple, Self

from pydantic import ConfigDict, Field, model_validator

from nn_core import OPTIMIZERS, Dataset, Experiment, TrainingState, make_dataset, start
from nn_core.common.checked import BoundedTuple, StrictModel, refuse
from nn_core.experiment.experiment import MAX_SAMPLES
from nn_core.experiment.splits import Kind, resplit
from nn_core.insight.cost import Cost, cost, refuse_slow
from nn_core.study.race_rules import DIFFERS, MAX_LANE, MAX_LANES, Rules, lane as competitor

from ..remembered import Remembered
from ..wire.answers import SplitTold
from ..wire.frames import UNIT_PIXELS, decode_state
from .view import View

MAX_FRAMES = 30
MAX_EPOCHS = 1000
MAX_STATE_TEXT = 400_000  # eight maxout layers of 16 units with five pieces, and two slots for each number
MAX_PLAYED_MS = 10_000
MAX_COUNT = 2**53
MAX_DATA = 32 << 20  # bytes of data that are remembered

FRAME_SECONDS = 0.2  # of processor time for all lanes together, as estimated, which is rather too much
LONG_SECONDS = 0.005  # of training for each frame of all lanes together; to draw a frame takes about one
MAX_ANSWER = 3_000_000  # bytes, unless one frame of each lane takes more

_LAST_EPOCH = MAX_COUNT - MAX_EPOCHS * MAX_FRAMES  # from which a tick can go on

_NUMBER_BYTES = 8 * 4 / 3  # in base64
_PIXEL_BYTES = 2
_LOOK_SECONDS = 5e-6  # for each layer, to measure a loss, however few samples there are

Count = Annotated[int, Field(ge=0, le=MAX_COUNT)]


class Split(StrictModel):
    """Split your points again, see ``nn_core.experiment.splits``; so far the first ``train`` of them train."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    train: Annotated[int, Field(ge=0, le=MAX_SAMPLES)]
    kind: Kind = "share"


class OfRace(StrictModel):
    """What a lane of a race has of its own, a text as in ``nn_core.study.race_rules``; all else is its experiment's."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    differs: Annotated[str, Field(max_length=40)]
    lane: Annotated[str, Field(max_length=MAX_LANE)]
    start: Literal["uniform", "matched"] = "uniform"


class Lane(StrictModel):
    """One network: its experiment, and its state as base64 (none: start it).

    ``made_by`` is the experiment that has made the state, where it is another one by now. Its data do not matter.
    With a ``split`` its points are split again first. In a new ``race`` the experiment is what all lanes share.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    experiment: Experiment
    state: Annotated[str, Field(max_length=MAX_STATE_TEXT)] | None = None
    made_by: Experiment | None = None
    split: Split | None = None
    race: OfRace | None = None

    @model_validator(mode="after")
    def _check_split(self) -> Self:
        points = self.experiment.points
        if self.split and points is None:
            raise refuse("split", self.split.kind, 'left out unless dataset is "custom"')
        if self.split and points and self.split.train > len(points):
            raise refuse("split.train", self.split.train, f"0 to {len(points)}, the number of points")
        return self


class TickRequest(StrictModel):
    """What the browser asks for: some frames, each some epochs after the one before it.

    With ``epochs`` 0 the one frame shows the state as it is. ``run`` and ``request`` come back unchanged, so
    that the browser can drop an answer that is too late. ``played`` says for how many ms the page has been playing
    since its last tick, which is only counted.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    run: Count
    request: Count
    lanes: Annotated[BoundedTuple[Lane], Field(min_length=1, max_length=MAX_LANES)]
    epochs: Annotated[int, Field(ge=0, le=MAX_EPOCHS)] = 1
    frames: Annotated[int, Field(ge=1, le=MAX_FRAMES)] = 1
    view: View = View()
    played: Annotated[int, Field(ge=0, le=MAX_PLAYED_MS)] = 0


def entered(request: TickRequest, context: dict[str, Any]) -> TickRequest:
    """The request with the experiments that the lanes of a race stand for; they count what they hold in the context.

    Raises:
        ValueError: a lane is not allowed.
    """
    return request.model_copy(update={"lanes": tuple(_entered(lane, context) for lane in request.lanes)})


def _entered(lane: Lane, context: dict[str, Any]) -> Lane:
    if (race := lane.race) is None:
        return lane
    if race.differs not in DIFFERS:
        raise ValueError(f"race.differs must be one of {', '.join(DIFFERS)}, got {race.differs!r}")
    rules = Rules(base=lane.experiment, differs=race.differs, start=race.start)
    fields = competitor(rules, race.lane, []).experiment.model_dump()
    return lane.model_copy(update={"experiment": Experiment.model_validate(fields, context=context), "race": None})


def split_again(request: TickRequest) -> tuple[TickRequest, list[SplitTold | None]]:
    """The request with all points split as it asks for, and for each lane what to tell of that, if points moved."""
    lanes: list[Lane] = []
    news: list[SplitTold | None] = []
    for lane in request.lanes:
        split_counts: SplitTold | None = None
        if split := lane.split:
            experiment, to_train, to_test = resplit(lane.experiment, split.train, split.kind)
            lane = lane.model_copy(update={"experiment": experiment})
            if to_train or to_test:
                split_counts = {"kind": split.kind, "to_train": to_train, "to_test": to_test}
        lanes.append(lane)
        news.append(split_counts)
    return request.model_copy(update={"lanes": tuple(lanes)}), news


def read(lane: Lane, view: View) -> TrainingState:
    """The state from which a lane goes on, once all is known to fit.

    Raises:
        ValueError: something does not.
    """
    count = len(lane.experiment.hidden)
    if view.layer is not None and view.layer >= count:
        allowed = f"0 to {count - 1}" if count else "none, as there is no hidden layer"
        raise ValueError(f"view.layer must be {allowed}, got {view.layer}")
    if view.focus:
        view.focus.check(lane.experiment)
    if lane.state is None:
        return start(lane.experiment)
    state = decode_state(lane.experiment, lane.state, lane.made_by)
    if state.epoch > _LAST_EPOCH:
        raise ValueError(f"state must be at epoch at most {_LAST_EPOCH}, got {state.epoch}")
    return state


class Plan(NamedTuple):
    """What a tick goes for: the epochs of a frame, and the frames; ``long``: it spends its time on training."""

    epochs: int
    frames: int
    long: bool


_DATA: Remembered[Dataset] = Remembered(
    MAX_DATA, lambda data: data.nbytes
)  # of this process: whoever asks again gets the same


def data_of(experiment: Experiment) -> Dataset:
    """The data of an experiment; those of the page's own patterns are remembered, as the next tick wants them again."""
    if experiment.points is not None:
        return make_dataset(experiment)
    return _DATA.get(experiment.data_key, lambda: make_dataset(experiment))


def affordable(request: TickRequest) -> Plan:
    """What a tick can do of what it is asked for.

    Raises:
        ValueError: even one epoch and one frame of all networks take too long.
    """
    view = request.view
    costs = [(lane.experiment, cost(lane.experiment)) for lane in request.lanes]
    epoch = sum(network_cost.epoch for _, network_cost in costs)
    refuse_slow(epoch * bool(request.epochs) + sum(_look(e, network_cost, view) for e, network_cost in costs))
    epochs, frames = request.epochs, request.frames
    if len(costs) > 1 or view.target is not None:
        each = epoch + sum(_measures(e, network_cost, view) for e, network_cost in costs)
        epochs = min(epochs, max(1, int(FRAME_SECONDS / each)))
    if epochs < request.epochs:
        frames = 1
    size = sum(_bytes(experiment, view) for experiment, _ in costs)
    return Plan(epochs, min(frames, max(1, int(MAX_ANSWER / size))), epochs * epoch > LONG_SECONDS)


def _measures(experiment: Experiment, network_cost: Cost, view: View) -> float:
    """What is measured after every epoch, to know whether it is at the target or at the goal."""
    kinds: list[str] = [view.metric] if view.target is not None else []
    if view.goal:
        kinds += [view.goal.kind, *([view.goal.also.kind] if view.goal.also else [])]
    train, test = experiment.train_samples, experiment.samples - experiment.train_samples
    samples = [
        n for kind in kinds for n in ((test, train) if "gap" in kind else (train if kind == "train_loss" else test,))
    ]
    return sum(n * network_cost.forward + _LOOK_SECONDS * (1 + len(experiment.hidden)) for n in samples)


def _look(experiment: Experiment, network_cost: Cost, view: View) -> float:
    """One frame with all that is visible in it."""
    passes = view.diagnostics + view.gradients + (view.layer is not None)
    return network_cost.look(experiment, pictures=1 + bool(view.focus), pixels=view.pixels, passes=passes)


def _bytes(experiment: Experiment, view: View) -> float:
    """About how long one frame is."""
    slots = len(OPTIMIZERS[experiment.optimizer].slots)
    pixels = experiment.classes * view.pixels**2
    if view.units:
        pixels += UNIT_PIXELS**2 * sum(layer.units for layer in experiment.hidden)
    return experiment.parameters * (1 + slots) * _NUMBER_BYTES + pixels * _PIXEL_BYTES
