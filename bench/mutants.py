"""How many faults do the tests of the core find? ``make mutants``, or ``python -m bench.mutants [GROUP ...]``.

A mutant is a module with one small fault: another operator, a number one off, a condition the wrong way round. Cosmic
Ray's operators make them (``mutations.py``). Each is given, in a forked process that has everything imported that is
not ours, to the tests that call the function it is in, the quickest first, until one fails (``mutant_tests.py``). If
none does, it has survived: a test is missing, or the fault is none, as with ``>`` for ``>=`` where both do the same.

Only NumPy computes, as the compiled engine would run what was compiled of the code without the fault. Where there are
many mutants some are drawn, with a seed and of every place one first.
"""

import argparse
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import monotonic, sleep

from .mutant_tests import Known, look, warm, withstands
from .mutations import Mutant, drawn
from .server import ROOT

RESULTS = ROOT / "build" / "mutants.txt"
_POLL = 0.01  # seconds
_PATIENCE = 600.0  # seconds, for what waits without end; what runs without end is stopped by its processor time


@dataclass(frozen=True)
class Group:
    """Modules, and the tests that belong to them."""

    modules: tuple[str, ...]
    tests: tuple[str, ...]


GROUPS = {
    "network": Group(("network/*.py",), ("network", "noise", "inference", "chance", "training", "frozen")),
    "training": Group(
        ("training/*.py",),
        ("training", "update_counts", "refit", "chance", "optimizers", "regularizers", "state", "frozen", "engines"),
    ),
    "optimizers": Group(("optimizers.py",), ("optimizers", "update_counts", "training", "frozen")),
    "losses": Group(("losses.py",), ("losses", "network", "evaluation", "splits", "confusion", "experiment", "frozen")),
    "statistics": Group(("study/statistics.py",), ("statistics", "comparison", "report", "frozen")),
    "tables": Group(
        ("formats/tables/*.py",),
        (
            "own_data", "own_tables", "own_cli", "table_columns", "table_gaps", "table_headers", "table_marks",
            "table_bounds", "table_scaling", "table_splits", "data_names", "frozen",
        ),
    ),
    "links": Group(("formats/links/*.py",), ("links", "links_original", "link_bounds", "data_names", "frozen")),
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.mutants", description="Let the tests look for faults.")
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=f"of {', '.join(GROUPS)}; all of them if none")
    parser.add_argument("--most", type=int, default=150, help="mutants of a group (150); 0 for all there are")
    parser.add_argument("--seed", type=int, default=0, help="of the draw (0)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes at a time")
    options = parser.parse_args()
    if unknown := set(options.groups) - set(GROUPS):
        parser.error(f"GROUP must be one of {', '.join(GROUPS)}, got {', '.join(sorted(unknown))}")
    lines = ["| group | mutants | killed | share |", "| --- | ---: | ---: | ---: |"]
    left: list[str] = []
    for name in options.groups or GROUPS:
        begin = monotonic()
        tried = list(_tried(GROUPS[name], options.most or sys.maxsize, options.seed, options.jobs))
        survivors = sorted((mutant for mutant, lives in tried if lives), key=lambda mutant: (mutant.path, mutant.line))
        killed = len(tried) - len(survivors)
        lines.append(f"| {name} | {len(tried)} | {killed} | {killed / max(1, len(tried)):.1%} |")
        left += [f"{name}: {mutant}" for mutant in survivors]
        print(f"{lines[-1]} {monotonic() - begin:.0f} s", *survivors, sep="\n", file=sys.stderr, flush=True)
    said = "\n".join([*lines, "", "Survivors", *left])
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(f"{said}\n")
    print(f"{said}\n\nwritten to {RESULTS.relative_to(ROOT)}")


def _tried(group: Group, most: int, seed: int, jobs: int) -> Iterator[tuple[Mutant, bool]]:
    """Some mutants of a group, and whether each lives."""
    paths = [path for pattern in group.modules for path in sorted((ROOT / "nn_core").glob(pattern))]
    files = [ROOT / "tests" / "core" / f"test_{name}.py" for name in group.tests]
    with tempfile.TemporaryDirectory() as folder:
        os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = folder
        report = Path(folder) / "known.json"
        _forked([partial(look, paths, files, report)], jobs=1, seconds=3600.0)
        known = Known.read(report)
        warm(known)
        mutants = drawn(paths, most, seed)
        works = [partial(withstands, mutant, known) for mutant in mutants]
        for mutant, code in zip(mutants, _forked(works, jobs, _PATIENCE), strict=True):
            yield mutant, code == 0


def _forked(works: Sequence[Callable[[], int]], jobs: int, seconds: float) -> list[int | None]:
    """The exit code of each work in a process of its own, which is ended when its time is over."""
    codes: list[int | None] = [None] * len(works)
    running: dict[int, tuple[int, float]] = {}
    waiting = list(enumerate(works))[::-1]
    while waiting or running:
        while waiting and len(running) < jobs:
            place, work = waiting.pop()
            if (pid := os.fork()) == 0:
                _alone(work)
            running[pid] = place, monotonic() + seconds
        for pid, (place, end) in list(running.items()):
            if monotonic() > end:
                os.killpg(pid, signal.SIGKILL)
            ended, status = os.waitpid(pid, 0 if monotonic() > end else os.WNOHANG)
            if ended:
                codes[place] = os.waitstatus_to_exitcode(status)
                del running[pid]
        sleep(_POLL)
    return codes


def _alone(work: Callable[[], int]) -> None:
    """Do a work in silence, and end this process with its code."""
    code = 99
    try:
        os.setsid()
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nothing, stream)
        code = work()
    finally:
        os._exit(code)


if __name__ == "__main__":
    main()
