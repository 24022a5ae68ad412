"""The race on the command line: ``python -m nn_core race --activations sigmoid,tanh,relu --seeds 200``."""

import argparse
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from shlex import join

from tqdm import tqdm

from .experiment import MAX_SEED, Experiment

_MAX_SEEDS = 10_000
_MAX_CAP = 10**6
_INTERRUPTED = 130  # what shells give for Ctrl-C


def add_options(parser: argparse.ArgumentParser) -> None:
    """What a race needs beyond its set-up."""
    parser.add_argument(
        "--activations", default="sigmoid,tanh,relu", metavar="KEYS",
        help="the lanes: one activation each, for all hidden layers (default: %(default)s)",
    )  # fmt: skip
    parser.add_argument("--seeds", type=int, default=50, metavar="N", help="how many, from --seed on (default: 50)")
    parser.add_argument("--target", type=float, default=0.01, metavar="LOSS", help="test loss (default: 0.01)")
    parser.add_argument("--cap", type=int, default=5000, metavar="EPOCHS", help="give up after these (default: 5000)")
    parser.add_argument("--out", type=Path, metavar="FOLDER", help="write a report, figures and all runs")
    parser.add_argument("--jobs", type=int, default=-1, metavar="N", help="how many at once (default: -1, all cores)")
    parser.add_argument("--backend", default="loky", metavar="NAME", help="joblib's backend (default: loky)")
    parser.add_argument("--scheduler", metavar="ADDRESS", help="of a Dask cluster, for the backend dask")


def race(arguments: argparse.Namespace, base: Experiment, command_line: Sequence[str]) -> int:
    """Run the race, print its tables and write its report, when interrupted with what there is.

    Returns:
        0, or 1 if a run diverged, or 130 if interrupted.

    Raises:
        ValueError: an option is not allowed.
        OSError: the report can't be written.
    """
    # joblib and SciPy take half a second, for which no other command should wait
    from joblib import parallel_config

    from .race import Finish, lanes, sweep
    from .report import Race, lane_table, ratio_table, write
    from .training import prepare

    competitors = lanes(base, [name.strip() for name in arguments.activations.split(",") if name.strip()])
    seeds = _seeds(arguments, base)
    options = {"scheduler_host": arguments.scheduler} if arguments.scheduler else {}
    finishes: list[Finish] = []
    interrupted = False
    try:
        with parallel_config(arguments.backend, **options):
            results = sweep(competitors, seeds, arguments.target, arguments.cap, n_jobs=arguments.jobs)
            if arguments.out:
                arguments.out.mkdir(parents=True, exist_ok=True)  # said before the race, not after it
            prepare()  # once, not in every process
            with closing(results), tqdm(total=len(competitors) * len(seeds), unit="run", smoothing=0.05) as bar:
                for finish in results:
                    finishes.append(finish)
                    bar.update()
    except KeyboardInterrupt:
        interrupted = True
    command = join(["python", "-m", "nn_core", *command_line])
    result = Race(competitors, seeds, arguments.target, arguments.cap, finishes, command)
    if finishes:
        print(lane_table(result), ratio_table(result), sep="\n\n")
    if finishes and arguments.out:
        written = write(result, arguments.out)
        print(f"\nwritten: {', '.join(map(str, written))}")
    diverged = sum(finish.diverged for finish in finishes)
    if diverged:
        print(f"python -m nn_core race: {diverged} of {len(finishes)} runs diverged", file=sys.stderr)
    if interrupted:
        print(f"python -m nn_core race: interrupted after {len(finishes)} runs", file=sys.stderr)
        return _INTERRUPTED
    return 1 if diverged else 0


def _seeds(arguments: argparse.Namespace, base: Experiment) -> range:
    """The seeds, if all numbers that only the command line bounds are within their bounds."""
    last = base.seed + arguments.seeds - 1
    if not 1 <= arguments.seeds <= _MAX_SEEDS:
        raise ValueError(f"seeds: {arguments.seeds} is not allowed; allowed is 1 to {_MAX_SEEDS}")
    if last > MAX_SEED:
        raise ValueError(f"seed: {base.seed} is not allowed; allowed is 0 to {MAX_SEED - arguments.seeds + 1}")
    if not 1 <= arguments.cap <= _MAX_CAP:
        raise ValueError(f"cap: {arguments.cap} is not allowed; allowed is 1 to {_MAX_CAP}")
    if arguments.jobs == 0:
        raise ValueError("jobs: 0 is not allowed; allowed is 1 or more, or -1 for all cores")
    if arguments.scheduler and arguments.backend != "dask":
        raise ValueError(f"scheduler: {arguments.scheduler!r} is not allowed; allowed is one with --backend dask only")
    return range(base.seed, last + 1)
