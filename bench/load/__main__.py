"""Run the load test: ``python -m bench.load [--students 100 --minutes 10] [--greedy 3] [--only PART] [--quick]``."""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from time import perf_counter
from typing import Any

import numpy as np

from ..copies import serve_copies
from ..measure import machine
from ..server import ROOT, Server, serve
from .health import Monitor
from .table import report

RESULTS = ROOT / "build" / "load.json"
LOCUST = ROOT / ".venv" / "load" / "bin" / "python"
PAGES = 100  # that are opened in one instant
_SECOND = 1.0


@dataclass(frozen=True)
class Phase:
    """So many students for so long: of all kinds, in classes with a board, or some who are greedy beside them.

    ``in_turns``: they ask the board for some seconds, and then they do not.
    """

    name: str
    students: int
    seconds: float
    greedy: int = 0
    mixed: bool = False
    board: bool = False
    in_turns: bool = False


CLASS = (Phase("a class", 100, 120), Phase("three times as many", 300, 60), Phase("the class again", 100, 60))
MIXED = (Phase("a mixed class", 100, 120, mixed=True), Phase("two mixed classes", 200, 60, mixed=True))
BOARD = (
    Phase("a board, in turns", 100, 144, board=True, in_turns=True),
    Phase("a board", 100, 45, board=True),
    Phase("a board for three times as many", 300, 45, board=True),
)
FAIRNESS = tuple(Phase(f"{greedy} greedy", 30, 30, greedy) for greedy in (0, 1, 3, 10))


class Watch:
    """What server and machine take while something goes on, looked at every second."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._stop = Event()
        self._memory: list[dict[str, float]] = []
        self._used_by: list[tuple[float, dict[str, float]]] = []  # when, and seconds of processors by then
        self._thread = Thread(target=self._look)

    def __enter__(self) -> "Watch":
        self._begun, self._used, self._busy = perf_counter(), self._server.cpu_seconds() or 0.0, _busy_seconds()
        self._thread.start()
        return self

    def _look(self) -> None:
        while not self._stop.wait(_SECOND / 4):
            self._used_by.append((perf_counter(), self._server.seconds_by_part()))
            if len(self._used_by) % 4 == 0:
                self._memory.append(self._server.memory())

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()
        took = perf_counter() - self._begun
        self.server_cores = ((self._server.cpu_seconds() or 0.0) - self._used) / took
        self.machine_cores = (_busy_seconds() - self._busy) / took

    def used(self, began: float, ended: float) -> dict[str, float]:
        """The seconds of processors that parts of the server took between two moments of ``perf_counter``."""
        times, looks = zip(*self._used_by, strict=True)
        names = {name for look in looks for name in look}
        seconds = {name: [look.get(name, 0.0) for look in looks] for name in names}
        return {name: float(np.diff(np.interp((began, ended), times, its))[0]) for name, its in seconds.items()}

    def memory(self) -> dict[str, dict[str, float]]:
        """MB at the start, at most, and at the end."""
        sizes = {name.lower(): [look[name] for look in self._memory] for name in self._memory[0]}
        return {name: {"start": all_[0], "max": max(all_), "end": all_[-1]} for name, all_ in sizes.items()}


def _busy_seconds() -> float:
    """The processor time that everything on this machine has used."""
    fields = list(map(int, Path("/proc/stat").read_text().splitlines()[0].split()[1:9]))
    return (sum(fields) - fields[3] - fields[4]) / os.sysconf("SC_CLK_TCK")  # neither idle nor waiting for a disk


@contextmanager
def _generator(url: str, phases: list[Phase]) -> Iterator["subprocess.Popen[str]"]:
    told = json.dumps([asdict(phase) for phase in phases])
    command = [str(LOCUST), "-m", "bench.load.generator", url, told]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        except BaseException:
            process.kill()
            raise


def _read(process: "subprocess.Popen[str]") -> dict[str, Any]:
    assert process.stdout
    line = process.stdout.readline()
    if not line:
        raise SystemExit("the generator has ended")
    told: dict[str, Any] = json.loads(line)
    return told


def run(phase: Phase, server: Server, process: "subprocess.Popen[str]") -> dict[str, Any]:
    """One phase; its figures."""
    print(f"{phase.name}: {phase.students} students, {phase.seconds:.0f} s", file=sys.stderr)
    _read(process)
    with Watch(server) as watch, Monitor(server.port) as monitor:
        figures = _read(process)
    others = max(0.0, watch.machine_cores - watch.server_cores - figures["generator_cores"])
    cores = {"server_cores": watch.server_cores, "other_cores": others}
    for turn in figures["turns"] or ():
        turn["seconds"] = watch.used(turn["began"], turn["ended"])
    return {**asdict(phase), **figures, **cores, "memory": watch.memory(), "health": monitor.figures()}


def open_at_once() -> list[dict[str, Any]]:
    """A hundred pages in one instant, on a server that has just been started, and again; what each took."""
    print(f"opening {PAGES} pages in one instant", file=sys.stderr)
    openings = []
    with serve(options=()) as server:
        for name in ("just started", "again", "and again"):
            before = server.cpu_seconds() or 0.0
            command = [str(LOCUST), "-m", "bench.load.opening", server.url, str(PAGES)]
            told = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout
            used = (server.cpu_seconds() or 0.0) - before
            openings.append({"name": name, **json.loads(told), "server_ms_a_page": 1000 * used / PAGES})
    return openings


@contextmanager
def _served(copies: int) -> Iterator[Server]:
    """One server, with a board of its own, or copies of it."""
    with TemporaryDirectory() as folder:
        board = {"CLASS_DATABASE_URL": f"sqlite:///{folder}/board.sqlite"}
        with serve_copies(copies) if copies else serve(environment=board, options=()) as server:
            yield server


def _phases(options: argparse.Namespace) -> list[Phase]:
    if options.students:
        usual = Phase("students", options.students, 60 * options.minutes, options.greedy, options.mixed)
        with_board = replace(usual, name="a board", greedy=0, mixed=False, board=True)
        in_turns = replace(with_board, name="a board, in turns", in_turns=True)
        return [in_turns, with_board] if options.board else [usual]
    phases = {"class": CLASS, "board": BOARD, "mixed": MIXED, "fairness": FAIRNESS}
    chosen = [phase for part in phases if options.only in (None, part) for phase in phases[part]]
    return [replace(phase, seconds=phase.seconds / 4) for phase in chosen] if options.quick else chosen


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.load", description="Let a class of students play.")
    parser.add_argument("--students", type=int, help="just so many")
    parser.add_argument("--minutes", type=float, default=1.0, help="for so long")
    parser.add_argument("--greedy", type=int, default=0, help="and beside them so many who ask for all they can get")
    parser.add_argument("--mixed", action="store_true", help="of all kinds: some race, type formulas, or go deep")
    parser.add_argument("--board", action="store_true", help="in a class with a board")
    parser.add_argument("--copies", type=int, default=0, help="so many behind nginx, with PostgreSQL for boards")
    parser.add_argument("--only", choices=("class", "board", "mixed", "fairness", "opening"), help="just this part")
    parser.add_argument("--quick", action="store_true", help="a quarter of the time, rougher numbers")
    options = parser.parse_args()
    if not LOCUST.exists():
        raise SystemExit("Locust is missing: run 'make load'")
    described = machine()
    workers, threads = (os.environ.get(name, usual) for name, usual in (("WORKERS", "2"), ("THREADS", "8")))
    described["server"] = f"{workers} workers with {threads} threads each"
    if options.copies:
        described["server"] = f"{options.copies} copies with a worker each behind nginx, boards in PostgreSQL"
    openings = open_at_once() if not options.students and options.only in (None, "opening") else []
    figures = []
    if phases := _phases(options):
        with _served(options.copies) as server, _generator(server.url, phases) as process:
            figures = [run(phase, server, process) for phase in phases]
    print(report(described, figures, openings))
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps({"machine": described, "phases": figures, "openings": openings}, indent=1) + "\n")
    print(f"\nwritten to {RESULTS.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
