"""Races on the command line: ``python -m nn_core race --activations sigmoid,tanh,relu --seeds 200``.

The survey is a race of activations on every dataset: ``python -m nn_core survey --out survey/``.
"""

import argparse
import re
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from shlex import join
from typing import TYPE_CHECKING

from tqdm import tqdm

from ..activations import ACTIVATIONS
from ..experiment.experiment import MAX_SEED, Experiment

if TYPE_CHECKING:  # joblib takes a while, for which no other command should wait
    from .grid import Grid
    from .race import Lane, Race
    from .race_rules import Rules

_MAX_SEEDS = 10_000
_MAX_CAP = 10**6
_MOST_FAULTS = 5  # that are told one by one
_INTERRUPTED = 130  # what shells give for Ctrl-C
_PROGRAM = "python -m nn_core"
_DEFAULTS = {"activations": "sigmoid,tanh,relu", "seeds": 50, "cap": 5000, "target": 0.01, "metric": "test_loss"}


def add_options(parser: argparse.ArgumentParser, activations: str, *, folder_needed: bool = False) -> None:
    """What a race and a survey need beyond their set-up."""
    parser.add_argument(
        "--activations", default=activations, metavar="KEYS",
        help=f"the lanes: one activation each, for all hidden layers, or all (default: {activations})",
    )  # fmt: skip
    parser.add_argument("--seeds", type=int, default=50, metavar="N", help="how many, from --seed on (default: 50)")
    parser.add_argument("--cap", type=int, default=5000, metavar="EPOCHS", help="give up after these (default: 5000)")
    parser.add_argument(
        "--out", type=Path, metavar="FOLDER", required=folder_needed, help="write a report, figures and all runs"
    )
    parser.add_argument("--jobs", type=int, default=-1, metavar="N", help="how many at once (default: -1, all cores)")
    parser.add_argument("--backend", default="loky", metavar="NAME", help="joblib's backend (default: loky)")
    parser.add_argument("--scheduler", metavar="ADDRESS", help="of a Dask cluster, for the backend dask")


def add_goal(parser: argparse.ArgumentParser) -> None:
    """When a lane is at the finish, and whether runs that are done count."""
    parser.add_argument("--target", type=float, default=0.01, metavar="VALUE", help="of the metric (default: 0.01)")
    parser.add_argument(
        "--metric", default="test_loss", metavar="KEY",
        help="test_loss or train_loss, to fall below the target, or test_score, to rise to it (default: test_loss)",
    )  # fmt: skip
    parser.add_argument("--resume", action="store_true", help="go on with the runs that --out has already")


def add_link(parser: argparse.ArgumentParser) -> None:
    """A link of the page of the race; what is usual is so only without one."""
    parser.add_argument(
        "--link",
        dest="race_link",
        metavar="LINK",
        help="a link of a race: its lanes, finish, seeds and cap; options win",
    )
    for name in ("rows", "columns"):
        parser.add_argument(
            f"--{name}",
            metavar="FIELD:VALUES",
            help=f"the {name} of a grid of two choices, as in 'activation:tanh;relu' or 'hidden:3,3;8'",
        )
    parser.set_defaults(**dict.fromkeys(_DEFAULTS))


def linked(arguments: argparse.Namespace) -> "Rules | None":
    """The race of the link, if there is one; options that were left out are as in the link, or as usual.

    Raises:
        ValueError: the link can't be read.
    """
    defaults, rules = dict(_DEFAULTS), None
    if arguments.race_link is not None:
        from .race_link import from_race_link

        link = from_race_link(arguments.race_link)
        rules = link.rules
        defaults |= {
            "target": rules.target,
            "metric": rules.metric,
            "seeds": link.teaching.seeds,
            "cap": link.teaching.cap,
        }
        defaults["activations"] = None
        for note in link.notes:
            print(f"{arguments.program} race: {note}", file=sys.stderr)
    if arguments.rows is not None or arguments.columns is not None:
        from .grid import DEFAULT_CELL_CAP, DEFAULT_CELL_SEEDS

        defaults |= {"activations": None, "seeds": DEFAULT_CELL_SEEDS, "cap": DEFAULT_CELL_CAP}
    for name, value in defaults.items():
        if getattr(arguments, name) is None:
            setattr(arguments, name, value)
    return rules


def race(
    arguments: argparse.Namespace, base: Experiment, command_line: Sequence[str], rules: "Rules | None" = None
) -> int:
    """Run the race, print its tables and write its report, when interrupted with what there is.

    The lanes are those of the ``rules``, with this ``base``, unless the arguments name activations.

    Returns:
        0, or 1 if a run diverged or a formula had no number, or 130 if interrupted.

    Raises:
        ValueError: an option is not allowed.
        OSError: the report can't be written, or what it is to go on with can't be read.
    """
    from .race import Race, lanes
    from .report import runs_in

    command = join(["python", "-m", "nn_core", *command_line])
    grid = _grid(arguments)
    if grid:
        competitors: Sequence[Lane] = _cells(grid, base, rules)
    elif rules and arguments.activations is None:
        competitors = replace(rules, base=base).competitors
    else:
        competitors = lanes(base, activations(arguments))
    seeds = _seeds(arguments, base)
    begun = Race(competitors, seeds, arguments.target, arguments.cap, [], command, arguments.metric)
    if arguments.resume:
        if not arguments.out:
            raise ValueError("resume must be left out without --out FOLDER")
        begun = replace(begun, finishes=runs_in(arguments.out / "race.json", begun))
    result, interrupted = run(begun, arguments)
    if result.finishes:
        _tell(result, grid, arguments.out)
    faults = [finish for finish in result.ordered if finish.fault]
    for finish in faults[:_MOST_FAULTS]:
        where = f"{result.lanes[finish.lane].name}, seed {finish.seed}"
        print(
            f"{arguments.program} race: {where}, stopped after epoch {finish.epochs}: {finish.fault}", file=sys.stderr
        )
    if len(faults) > _MOST_FAULTS:
        print(f"{arguments.program} race: and {len(faults) - _MOST_FAULTS} more runs like these", file=sys.stderr)
    stopped = sum(finish.diverged for finish in result.finishes)
    if diverged := stopped - len(faults):
        print(f"{arguments.program} race: {diverged} of {len(result.finishes)} runs diverged", file=sys.stderr)
    if interrupted:
        print(f"{arguments.program} race: interrupted after {len(result.finishes)} runs", file=sys.stderr)
        return _INTERRUPTED
    return 1 if stopped else 0


def _grid(arguments: argparse.Namespace) -> "Grid | None":
    """The grid that the options ask for."""
    if arguments.rows is None and arguments.columns is None:
        return None
    if arguments.rows is None or arguments.columns is None:
        raise ValueError("rows and columns must both be given, or none of them")
    if arguments.activations is not None:
        raise ValueError("activations must be left out with a grid: make them its rows")
    from .grid import Grid
    from .grid_axes import axis_of

    return Grid(axis_of(arguments.rows), axis_of(arguments.columns), seeds=1)


def _cells(grid: "Grid", base: Experiment, rules: "Rules | None") -> Sequence["Lane"]:
    from .grid import cells
    from .race_rules import Rules

    return cells(replace(rules or Rules(), base=base), grid)


def _tell(result: "Race", grid: "Grid | None", folder: Path | None) -> None:
    """Print the tables of a race or a grid, and write its report."""
    from . import grid_report
    from .report import comparison_note, fault_notes, lane_table, ratio_table, write

    if grid:
        print(grid_report.tables(result, grid))
    else:
        parts = [lane_table(result), *fault_notes(result), comparison_note(result), ratio_table(result)]
        print(*parts, sep="\n\n")
    if folder:
        written = grid_report.write(result, grid, folder) if grid else write(result, folder)
        print(f"\nwritten: {', '.join(map(str, written))}")


def survey(arguments: argparse.Namespace, base: Experiment, command_line: Sequence[str]) -> int:
    """Race activations on every dataset, one report each, and write the table of them all.

    Runs that the folder has already are not run again, so an activation that is new costs its own runs only.

    Returns:
        0, or 130 if interrupted.

    Raises:
        ValueError: an option is not allowed, or the folder has a survey by other rules.
        OSError: something can't be written or read.
    """
    from .report import runs_in, write
    from .survey import courses, markdown

    command = join(["python", "-m", "nn_core", *command_line])
    races: dict[str, Race] = {}
    interrupted = False
    for key, course in courses(base, activations(arguments), _seeds(arguments, base), arguments.cap, command).items():
        folder = arguments.out / key
        begun = course
        if (folder / "race.json").exists():
            begun = replace(course, finishes=runs_in(folder / "race.json", course))
        folder.mkdir(parents=True, exist_ok=True)
        result, interrupted = run(begun, arguments, key)
        if result.finishes:
            races[key] = result
            write(result, folder)
        if interrupted:
            break
    text = markdown(races)
    (arguments.out / "README.md").write_text(text, encoding="utf-8")
    print(text)
    if interrupted:
        print(f"{arguments.program} survey: interrupted; the same command goes on from here", file=sys.stderr)
    return _INTERRUPTED if interrupted else 0


def items(text: str) -> list[str]:
    """What is between commas; those within parentheses belong to a formula."""
    return [item.strip() for item in re.split(r",(?![^()]*\))", text) if item.strip()]


def activations(arguments: argparse.Namespace) -> list[str]:
    """The keys of the lanes."""
    if arguments.activations.strip() == "all":
        return list(ACTIVATIONS)
    return items(arguments.activations)


def run(begun: "Race", arguments: argparse.Namespace, name: str = "") -> tuple["Race", bool]:
    """The race with all its runs, where those that it has are not run again, and whether it was interrupted."""
    from joblib import parallel_config

    from ..training.engines import prepare
    from .sweep import sweep

    options = {"scheduler_host": arguments.scheduler} if arguments.scheduler else {}
    finishes = list(begun.finishes)
    wanted = len(begun.lanes) * len(begun.seeds)
    try:
        with parallel_config(arguments.backend, **options):
            results = sweep(
                begun.lanes, begun.seeds, begun.target, begun.cap, metric=begun.metric, n_jobs=arguments.jobs,
                done=begun.finishes,
            )  # fmt: skip
            if arguments.out:
                arguments.out.mkdir(parents=True, exist_ok=True)  # said before the race, not after it
            prepare()  # once, not in every process
            bar = tqdm(desc=name or None, total=wanted, initial=len(finishes), unit="run", smoothing=0.05)
            with closing(results), bar:
                for finish in results:
                    finishes.append(finish)
                    bar.update()
    except KeyboardInterrupt:
        return replace(begun, finishes=finishes), True
    return replace(begun, finishes=finishes), False


def _seeds(arguments: argparse.Namespace, base: Experiment) -> range:
    """The seeds, if all numbers that only the command line bounds are within their bounds."""
    last = base.seed + arguments.seeds - 1
    if not 1 <= arguments.seeds <= _MAX_SEEDS:
        raise ValueError(f"seeds must be 1 to {_MAX_SEEDS}, got {arguments.seeds}")
    if last > MAX_SEED:
        raise ValueError(f"seed must be 0 to {MAX_SEED - arguments.seeds + 1}, got {base.seed}")
    if not 1 <= arguments.cap <= _MAX_CAP:
        raise ValueError(f"cap must be 1 to {_MAX_CAP}, got {arguments.cap}")
    if arguments.jobs == 0:
        raise ValueError("jobs must be 1 or more, or -1 for all cores, got 0")
    if arguments.scheduler and arguments.backend != "dask":
        raise ValueError(f"scheduler must be left out without --backend dask, got {arguments.scheduler!r}")
    return range(base.seed, last + 1)
