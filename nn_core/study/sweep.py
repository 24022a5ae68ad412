"""The sweep: the lanes of a race over many seeds, to tell the activation from luck.

    from nn_core import Experiment
    from nn_core.race import lanes
    from nn_core.sweep import sweep

    finishes = list(sweep(lanes(Experiment(), ["sigmoid", "tanh"]), range(20), target=0.01, cap=5000))

The runs go through joblib, on all cores of this machine or, within ``joblib.parallel_config("dask")``, of others.
"""

import signal
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import takewhile
from threading import Event, current_thread, main_thread
from typing import Any

from joblib import Parallel, delayed

from ..experiment.experiment import MAX_SEED
from .race import Lane, Metric, RunResult, check, run_to_target


def sweep(
    lanes: Sequence[Lane],
    seeds: Iterable[int],
    target: float,
    cap: int,
    *,
    metric: Metric = "test_loss",
    n_jobs: int = -1,
    done: Iterable[RunResult] = (),
) -> Generator[RunResult, None, None]:
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
            raise ValueError(f"seeds must be a whole number from 0 to {MAX_SEED}, got {seed!r}")
    known = {(finish.lane, finish.seed) for finish in done}
    # seed by seed, so that an interrupted race has about as many runs of every lane
    left = [(index, seed) for seed in chosen for index in range(len(lanes)) if (index, seed) not in known]
    tasks = (
        delayed(run_to_target)(
            lanes[index].experiment.model_copy(update={"seed": seed, "weights_seed": None}),
            target,
            cap,
            metric,
            lane=index,
        )
        for index, seed in left
    )
    # made here, as it is here that joblib looks which backend is chosen; single runs, so that few are under way
    return _results(Parallel(n_jobs=n_jobs, batch_size=1, return_as="generator_unordered"), tasks)


def _results(parallel: Parallel, tasks: Iterable[Any]) -> Generator[RunResult, None, None]:
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
