"""The race: which activation gets to a target first, and is it luck?

A *lane* is a set-up with a name; lanes of a race differ only in the activation of their hidden layers. A *run* trains
one lane with one seed, epoch by epoch, until the loss falls below the target, the cap is reached, or training
diverges. The seed decides both the data and the initial weights, so lanes are compared on the same data.

    from nn_core import Experiment
    from nn_core.race import lanes, sweep

    finishes = list(sweep(lanes(Experiment(), ["sigmoid", "tanh"]), range(20), target=0.01, cap=5000))

The runs go through joblib, on all cores of this machine or, within ``joblib.parallel_config("dask")``, of others.
"""

import signal
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from itertools import takewhile
from math import isfinite
from threading import Event, current_thread, main_thread
from time import thread_time
from typing import Any, Literal, cast, get_args

import numpy as np
from joblib import Parallel, delayed

from . import training
from .datasets import Dataset, make_dataset
from .experiment import MAX_SEED, Experiment
from .network import Network
from .state import LARGEST, TrainingState

Metric = Literal["test_loss", "train_loss", "test_score"]
METRICS = get_args(Metric)


@dataclass(frozen=True)
class Lane:
    """A competitor: a name, and the set-up that it trains; the seed of the set-up does not count."""

    name: str
    experiment: Experiment


@dataclass(frozen=True)
class Finish:
    """How one run ended.

    ``epochs_to_target`` is the first epoch that is at the target, None if that never came. ``epochs`` have
    been trained, and losses and scores are those after the last of them; ``diverged`` says that the next one would
    have led out of the finite numbers. ``seconds`` is processor time, and the only part that may differ next time.
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

    def to_dict(self) -> dict[str, Any]:
        """The fields by name, ready for JSON; ``Finish(**fields)`` is the way back."""
        return asdict(self)


def lanes(base: Experiment, activations: Sequence[str]) -> tuple[Lane, ...]:
    """One lane for each activation, which all hidden layers of ``base`` get; else they are like ``base``.

    An activation's parameter may follow after a colon, as in "leaky-relu:0.1".

    Raises:
        ValueError: no activations, one twice, or no hidden layer that could have them.
        ValidationError: an activation or parameter that is not allowed (a ValueError, too).
    """
    if not activations or len(set(activations)) < len(activations):
        raise ValueError(f"activations: {', '.join(activations) or 'none'} is not allowed; allowed is each one once")
    if not base.hidden:
        raise ValueError("hidden: no layer is not allowed; allowed is one or more, as only they have the activation")
    return tuple(Lane(name, _with_activation(base, name)) for name in activations)


def _with_activation(base: Experiment, name: str) -> Experiment:
    key, _, parameter = name.partition(":")
    choice = {"activation": key} | ({"parameter": parameter} if parameter else {})
    return Experiment(**{**base.model_dump(), "hidden": [{"units": layer.units, **choice} for layer in base.hidden]})


@dataclass(frozen=True)
class Unfinished:
    """A run that was stopped on its way: where it stands, and the processor seconds that it took."""

    state: TrainingState
    seconds: float


def run_to_target(
    experiment: Experiment, target: float, cap: int, metric: Metric = "test_loss", *, lane: int = 0
) -> Finish:
    """Train from the start until ``metric`` is at the target, for ``cap`` epochs at most.

    ``metric`` is looked at after every epoch: a loss has to fall below the target, a score to rise to it. Divergence
    is what it is for ``training.progress``: a parameter or the loss that is not finite or beyond 1e12.

    Raises:
        ValueError: target, cap or metric are not allowed.
    """
    # without a stop there is always a finish
    return cast("Finish", pursue(experiment, training.start(experiment), target, cap, metric, lane=lane))


def pursue(
    experiment: Experiment,
    begun: TrainingState,
    target: float,
    cap: int,
    metric: Metric = "test_loss",
    *,
    lane: int = 0,
    seconds: float = 0.0,
    stop: Callable[[], bool] = lambda: False,
    dataset: Dataset | None = None,
) -> Finish | Unfinished:
    """Like ``run_to_target``, but from a state that has taken ``seconds`` so far, and until ``stop``.

    ``stop`` is asked after every epoch that leaves something to do.

    Raises:
        ValueError: target, cap or metric are not allowed, or the state does not fit the experiment.
    """
    check(target, cap, metric)
    training.prepare()  # what a process loads before its first run is no part of that run's time
    data, network = dataset or make_dataset(experiment), Network(experiment)
    training_data = metric.startswith("train")
    x, y = (data.train_x, data.train_y) if training_data else (data.test_x, data.test_y)
    begin = thread_time() - seconds
    run = training.ENGINES[training.default_engine()](experiment, begun.fitted(experiment), data)
    epoch, reached, diverged = begun.epoch, False, False
    after_each = run.epochs()
    with np.errstate(over="ignore", invalid="ignore"):
        while epoch < cap and not reached:
            layers = next(after_each, None)
            if layers is None:
                diverged = True
                break
            last = network.forward(layers, x)[-1]
            loss = network.mean_loss(last, y)
            if not loss <= LARGEST:  # its weights have gone on; what was before is easily made again
                run = training.ENGINES[training.default_engine()](experiment, begun, data)
                run.train(epoch - begun.epoch, lambda: False)
                diverged = True
                break
            epoch += 1
            reached = at_target(metric, target, network.score(last, y) if metric == "test_score" else loss)
            if not reached and epoch < cap and stop():
                return Unfinished(run.state(), thread_time() - begin)
    seconds = thread_time() - begin
    return Finish(
        lane=lane,
        seed=experiment.seed,
        epochs_to_target=epoch if reached else None,
        epochs=epoch,
        **asdict(training.evaluate(experiment, run.state(), dataset=data)),
        diverged=diverged,
        seconds=seconds,
    )


def at_target(metric: Metric, target: float, value: float) -> bool:
    """Whether a value of the metric is at the target: a loss below it, or a score not below it."""
    return value >= target if metric == "test_score" else value < target


def check(target: float, cap: int, metric: str) -> None:
    """Refuse, with a ValueError, what no run can be pursued to."""
    if not (isfinite(target) and target > 0.0):
        raise ValueError(f"target: {target!r} is not allowed; allowed is a number above 0")
    if cap < 1:
        raise ValueError(f"cap: {cap!r} is not allowed; allowed is a whole number of epochs from 1 up")
    if metric not in METRICS:
        raise ValueError(f"metric: {metric!r} is not allowed; allowed is one of {', '.join(METRICS)}")
    if metric == "test_score" and target > 1.0:
        raise ValueError(f"target: {target!r} is not allowed; allowed is a score of at most 1")


def sweep(
    lanes: Sequence[Lane],
    seeds: Iterable[int],
    target: float,
    cap: int,
    *,
    metric: Metric = "test_loss",
    n_jobs: int = -1,
    done: Iterable[Finish] = (),
) -> Generator[Finish, None, None]:
    """Run every lane with every seed and yield each result as it comes, in no certain order.

    A result depends on its lane and seed alone: not on the order, the number of processes or the machine's load.
    Runs in ``done``, of the same lanes, target and cap, are neither repeated nor yielded. ``n_jobs`` is joblib's, -1
    for all cores; the backend is the one that ``joblib.parallel_config`` names around the sweep, else processes.

    Raises:
        ValueError: target, cap, metric or a seed are not allowed; at once, not with the first result.
    """
    check(target, cap, metric)
    chosen = list(dict.fromkeys(seeds))
    for seed in chosen:
        if not 0 <= seed <= MAX_SEED:
            raise ValueError(f"seeds: {seed!r} is not allowed; allowed is a whole number from 0 to {MAX_SEED}")
    known = {(finish.lane, finish.seed) for finish in done}
    # seed by seed, so that an interrupted race has about as many runs of every lane
    left = [(index, seed) for seed in chosen for index in range(len(lanes)) if (index, seed) not in known]
    tasks = (
        delayed(run_to_target)(
            lanes[index].experiment.model_copy(update={"seed": seed}), target, cap, metric, lane=index
        )
        for index, seed in left
    )
    # made here, as it is here that joblib looks which backend is chosen; single runs, so that few are under way
    return _results(Parallel(n_jobs=n_jobs, batch_size=1, return_as="generator_unordered"), tasks)


def _results(parallel: Parallel, tasks: Iterable[Any]) -> Generator[Finish, None, None]:
    """The results; who stops listening or presses Ctrl-C waits for the runs under way, as no more are begun.

    joblib's own way, to kill its processes, may leave threads that fail with a KeyError, or a broken pool.
    """
    over = Event()
    with _on_interrupt(signal.SIG_IGN):  # new processes inherit it: only who asked for the race is to stop it
        results = parallel(takewhile(lambda _task: not over.is_set(), tasks))
    interrupted = False

    def interrupt(*_signal: Any) -> None:
        nonlocal interrupted
        if interrupted:
            raise KeyboardInterrupt
        interrupted = True
        over.set()

    with _on_interrupt(interrupt):
        try:
            for finish in results:  # noqa: UP028 - "yield from" would have joblib stop them
                yield finish
        finally:
            over.set()
            for _finish in results:
                pass
    if interrupted:
        raise KeyboardInterrupt


@contextmanager
def _on_interrupt(handler: signal.Handlers | Callable[..., None]) -> Iterator[None]:
    """Handle Ctrl-C otherwise."""
    before = signal.getsignal(signal.SIGINT)
    if before is None or current_thread() is not main_thread():
        yield  # nothing that Python could change from here
        return
    signal.signal(signal.SIGINT, handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
