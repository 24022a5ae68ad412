"""The race: which activation gets to a target first, and is it luck?

A *lane* is a set-up with a name; lanes of a race differ only in the activation of their hidden layers. A *run* trains
one lane with one seed, epoch by epoch, until the loss falls below the target, the cap is reached, or training
diverges. The seed decides both the data and the initial weights, so lanes are compared on the same data.

    from nn_core import Experiment
    from nn_core.study.race import lanes, run_to_target

    for lane in lanes(Experiment(), ["sigmoid", "tanh"]):
        print(lane.name, run_to_target(lane.experiment, target=0.01, cap=5000).epochs_to_target)

Many runs at a time are in ``sweep.py``.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from math import isfinite
from time import thread_time
from typing import Any, Literal, cast, get_args

import numpy as np

from ..activations.aliases import canonical
from ..common import deadline
from ..common.flushing import flushing
from ..common.written import exact
from ..evaluation import score
from ..experiment.experiment import Experiment
from ..experiment.hidden import chosen_activation
from ..state.state import LARGEST, TrainingState
from ..trainer import Stop, Trainer, never
from ..training.engines import prepare
from ..training.faults import Fault
from ..training.training import start

Note = Callable[[int, float], object]
Metric = Literal["test_loss", "train_loss", "test_score"]
METRICS = get_args(Metric)
_GOALS = {
    "test_loss": "test loss below {}",
    "train_loss": "training loss below {}",
    "test_score": "test accuracy or R² of at least {}",
}


@dataclass(frozen=True)
class Lane:
    """A competitor: a name, and the set-up that it trains; the seed of the set-up does not count."""

    name: str
    experiment: Experiment


@dataclass(frozen=True)
class RunResult:
    """How one run ended.

    ``epochs_to_target`` is the first epoch that is at the target, None if that never came. ``epochs`` have
    been trained, and losses and scores are those after the last of them; ``diverged`` says that the next one would
    have led out of the finite numbers, and ``fault`` which formula of its own had no number there, if one had none.
    ``seconds`` is processor time, and the only part that may differ next time.
    """

    lane: int
    seed: int
    epochs_to_target: int | None
    epochs: int
    train_loss: float
    test_loss: float
    train_score: float
    test_score: float
    diverged: bool
    seconds: float = field(compare=False)
    fault: Fault | None = None

    def to_dict(self) -> dict[str, Any]:
        """The fields by name, ready for JSON, without a fault that there is not; ``result_of`` is the way back."""
        return {name: value for name, value in asdict(self).items() if name != "fault" or value is not None}


def result_of(fields: Mapping[str, Any]) -> RunResult:
    """The result that ``RunResult.to_dict`` has written."""
    fault = fields.get("fault")
    return RunResult(**{**fields, "fault": fault and Fault(**fault)})


@dataclass(frozen=True)
class Race:
    """A race and its results so far; ``command`` is what repeats it."""

    lanes: Sequence[Lane]
    seeds: Sequence[int]
    target: float
    cap: int
    finishes: Sequence[RunResult]
    command: str
    metric: Metric = "test_loss"

    @property
    def goal(self) -> str:
        """The target in words."""
        return _GOALS[self.metric].format(exact(self.target))

    def results(self, lane: int) -> list[RunResult]:
        """The results of a lane, by seed."""
        return sorted((finish for finish in self.finishes if finish.lane == lane), key=lambda finish: finish.seed)

    @property
    def ordered(self) -> list[RunResult]:
        """All results, lane by lane and by seed, in whatever order they came."""
        return [finish for lane in range(len(self.lanes)) for finish in self.results(lane)]


def lanes(base: Experiment, activations: Sequence[str]) -> tuple[Lane, ...]:
    """One lane for each activation, which all hidden layers of ``base`` get; else they are like ``base``.

    Names are as ``chosen_activation`` has them; a lane has the usual one.

    Raises:
        ValueError: no activations, one twice, or no hidden layer that could have them.
        ValidationError: an activation or parameter that is not allowed (a ValueError, too).
    """
    activations = [*map(canonical, activations)]
    if not activations or len(set(activations)) < len(activations):
        raise ValueError(f"activations must be one or more different ones, got {', '.join(activations) or 'none'}")
    if not base.hidden:
        raise ValueError("hidden must be one or more layers, as only they have the activation, got none")
    return tuple(Lane(name, _with_activation(base, name)) for name in activations)


def _with_activation(base: Experiment, name: str) -> Experiment:
    choice = chosen_activation(name)
    hidden = [{"units": layer.units, "dropout": layer.dropout, **choice} for layer in base.hidden]
    return Experiment(**{**base.model_dump(), "hidden": hidden})


@dataclass(frozen=True)
class PausedRun:
    """A run that was stopped on its way: where it stands, and the processor seconds that it took."""

    state: TrainingState
    seconds: float


def run_to_target(
    experiment: Experiment, target: float, cap: int, metric: Metric = "test_loss", *, lane: int = 0
) -> RunResult:
    """Train from the start until ``metric`` is at the target, for ``cap`` epochs at most.

    ``metric`` is looked at after every epoch: a loss has to fall below the target, a score to rise to it. Divergence
    is what it is for ``Trainer.progress``: a parameter or the loss that is not finite or beyond 1e12.

    Raises:
        ValueError: target, cap or metric are not allowed.
    """
    # without a stop there is always a finish
    return cast("RunResult", train_until(Trainer(experiment), start(experiment), target, cap, metric, lane=lane))


def train_until(
    trainer: Trainer,
    begun: TrainingState,
    target: float,
    cap: int,
    metric: Metric = "test_loss",
    *,
    lane: int = 0,
    seconds: float = 0.0,
    stop: Stop = never,
    note: Note | None = None,
) -> RunResult | PausedRun:
    """Like ``run_to_target``, but from a state that has taken ``seconds`` so far, and until ``stop``.

    ``stop`` is asked after every epoch that leaves something to do; ``note`` is told every epoch and the loss after it,
    of the data that the metric is of.

    Raises:
        ValueError: target, cap or metric are not allowed, or the state does not fit the experiment.
    """
    check(target, cap, metric)
    prepare()  # what a process loads before its first run is no part of that run's time
    data, inference = trainer.dataset, trainer.inference
    training_data = metric.startswith("train")
    x, y = (data.train_x, data.train_y) if training_data else (data.test_x, data.test_y)
    begin = thread_time() - seconds
    run = trainer.run(begun)
    epoch, reached, diverged = begun.epoch, False, False
    fault: Fault | None = None
    after_each = run.epochs()
    with flushing(), np.errstate(over="ignore", invalid="ignore"):
        while epoch < cap and not reached:
            deadline.check()
            state = next(after_each, None)
            if state is None:
                diverged, fault = True, trainer.fault(run.state())
                break
            last = inference.load(state).outputs(x)
            loss = inference.network.mean_loss(last, y)
            if not loss <= LARGEST:  # its weights have gone on; what was before is easily made again
                run = trainer.run(begun)
                before, _ = run.train(epoch - begun.epoch, never)
                diverged, fault = True, trainer.fault(before, state)
                break
            epoch += 1
            if note:
                note(epoch, float(loss))
            reached = at_target(metric, target, score(inference.network, last, y) if metric == "test_score" else loss)
            if not reached and epoch < cap and stop():
                return PausedRun(run.state(), thread_time() - begin)
    seconds = thread_time() - begin
    metrics = asdict(inference.load(run.state()).metrics(data))
    return RunResult(
        lane=lane,
        seed=trainer.experiment.seed,
        epochs_to_target=epoch if reached else None,
        epochs=epoch,
        **{name: _finite(name, value) for name, value in metrics.items()},
        diverged=diverged,
        seconds=seconds,
        fault=fault,
    )


def _finite(name: str, value: float) -> float:
    """What to report of a network with a typed formula that was no number from the start."""
    return value if isfinite(value) else LARGEST if name.endswith("loss") else 0.0


def at_target(metric: Metric, target: float, value: float) -> bool:
    """Whether a value of the metric is at the target: a loss below it, or a score not below it."""
    return value >= target if metric == "test_score" else value < target


def check(target: float, cap: int, metric: str) -> None:
    """Refuse, with a ValueError, what no run can be pursued to."""
    if not (isfinite(target) and target > 0.0):
        raise ValueError(f"target must be a number above 0, got {target!r}")
    if cap < 1:
        raise ValueError(f"cap must be a whole number of epochs from 1 up, got {cap!r}")
    if metric not in METRICS:
        raise ValueError(f"metric must be one of {', '.join(METRICS)}, got {metric!r}")
    if metric == "test_score" and target > 1.0:
        raise ValueError(f"target must be a score of at most 1, got {target!r}")
