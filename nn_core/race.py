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
import threading
import warnings
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from math import isfinite
from time import thread_time
from typing import Any

import numpy as np
from joblib import Parallel, delayed

from . import training
from .compiled import engine as compiled
from .datasets import Dataset, make_dataset
from .experiment import MAX_SEED, Experiment
from .network import Network
from .state import LARGEST, LayerParameters, TrainingState

METRICS = ("test_loss", "train_loss")


@dataclass(frozen=True)
class Lane:
    """A competitor: a name, and the set-up that it trains; the seed of the set-up does not count."""

    name: str
    experiment: Experiment


@dataclass(frozen=True)
class Finish:
    """How one run ended.

    ``epochs_to_target`` is the first epoch with a loss below the target, None if that never came. ``epochs`` have
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


def run_to_target(
    experiment: Experiment, target: float, cap: int, metric: str = "test_loss", *, lane: int = 0
) -> Finish:
    """Train from the start until ``metric`` is below ``target``, for ``cap`` epochs at most.

    ``metric`` is "test_loss" or "train_loss" and looked at after every epoch. Divergence is what it is for
    ``training.progress``: a parameter or the loss that is not finite or beyond 1e12.

    Raises:
        ValueError: target, cap or metric are not allowed.
    """
    _check(target, cap, metric)
    training.prepare()  # what a process loads before its first run is no part of that run's time
    data, network = make_dataset(experiment), Network(experiment)
    x, y = (data.test_x, data.test_y) if metric == "test_loss" else (data.train_x, data.train_y)
    begin = thread_time()
    state = training.start(experiment)
    layers: Sequence[LayerParameters] = state.layers
    epoch, reached, diverged = 0, False, False
    after_each = _epochs(experiment, state, data)
    with np.errstate(over="ignore", invalid="ignore"):
        while epoch < cap and not reached and not diverged:
            trained = next(after_each, None)
            if trained is None:
                diverged = True
                break
            layers = trained
            epoch += 1
            loss = network.mean_loss(network.forward(layers, x)[-1], y)
            reached, diverged = loss < target, not loss <= LARGEST
    if diverged and trained is not None:  # by its loss; what was before is no longer there, but easily made again
        epoch -= 1
        layers = training.advance(experiment, state, epoch, dataset=data).layers
    seconds = thread_time() - begin
    metrics = training.evaluate(experiment, TrainingState(tuple(layers)), dataset=data)
    return Finish(
        lane=lane,
        seed=experiment.seed,
        epochs_to_target=epoch if reached else None,
        epochs=epoch,
        **asdict(metrics),
        diverged=diverged,
        seconds=seconds,
    )


def _check(target: float, cap: int, metric: str) -> None:
    if not (isfinite(target) and target > 0.0):
        raise ValueError(f"target: {target!r} is not allowed; allowed is a loss above 0")
    if cap < 1:
        raise ValueError(f"cap: {cap!r} is not allowed; allowed is a whole number of epochs from 1 up")
    if metric not in METRICS:
        raise ValueError(f"metric: {metric!r} is not allowed; allowed is one of {', '.join(METRICS)}")


def _epochs(experiment: Experiment, state: TrainingState, data: Dataset) -> Iterator[Sequence[LayerParameters]]:
    """The layers after each epoch, valid until the next; it ends where the next epoch would diverge."""
    if compiled and training.default_engine() == "compiled":
        yield from compiled.CompiledRun(experiment, state, data).epochs()
        return
    run = training.ENGINES[training.default_engine()](experiment, state, data)
    while True:
        state, diverged = run.train(1, bool)
        if diverged:
            return
        yield state.layers


def sweep(
    lanes: Sequence[Lane],
    seeds: Iterable[int],
    target: float,
    cap: int,
    *,
    metric: str = "test_loss",
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
    _check(target, cap, metric)
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
    # made here, as it is here that joblib looks which backend is chosen
    return _results(Parallel(n_jobs=n_jobs, return_as="generator_unordered"), tasks)


def _results(parallel: Parallel, tasks: Iterable[Any]) -> Generator[Finish, None, None]:
    with _no_interrupts():
        results = parallel(tasks)
    try:
        for finish in results:  # noqa: UP028 - "yield from" would close them with the warning
            yield finish
    finally:
        with warnings.catch_warnings():  # nobody who stops a race wonders that runs are left over
            warnings.filterwarnings("ignore", ".*tasks (have been|which were).*", UserWarning)
            results.close()


@contextmanager
def _no_interrupts() -> Iterator[None]:
    """Start processes that Ctrl-C does not reach: only who asked for the race is to stop it, and then ends them."""
    before = signal.getsignal(signal.SIGINT)
    if before is None or threading.current_thread() is not threading.main_thread():
        yield  # nothing that Python could change from here
        return
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # new processes inherit it
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
