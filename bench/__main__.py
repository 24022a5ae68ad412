"""Run the benchmark: ``python -m bench [--quick] [--only core|kinds|tick|board|visit|...] [--profile]``."""

import argparse
import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict
from itertools import groupby
from statistics import median
from time import perf_counter

from . import board, browser, core, kinds, profile, smooth, start, tick, visit
from .measure import YARDSTICK_STEPS, Row, machine, yardstick
from .server import ROOT

PARTS: dict[str, Callable[[bool], list[Row]]] = {
    "core": core.run,
    "kinds": kinds.run,
    "tick": tick.run,
    "board": board.run,
    "visit": visit.run,
    "smooth": smooth.run,
    "browser": browser.run,
    "start": start.run,
}
RESULTS = ROOT / "build" / "bench.json"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure speed and size of the playground.")
    parser.add_argument("--quick", action="store_true", help="fewer repeats, rougher numbers")
    parser.add_argument("--only", choices=PARTS, help="measure just this part")
    parser.add_argument("--profile", action="store_true", help="only list where the browser's main thread spends time")
    options = parser.parse_args()
    if options.profile:
        print(profile.report(options.quick))
        return

    described, busy = machine(), hasattr(os, "getloadavg") and os.getloadavg()[0] > (os.cpu_count() or 1)
    lengths = [yardstick() for _ in range(20)]
    rows: list[Row] = []
    for name, run in PARTS.items():
        if options.only in (None, name):
            begin = perf_counter()
            rows += run(options.quick)
            lengths += [yardstick() for _ in range(20)]
            print(f"{name}: {perf_counter() - begin:.0f} s", file=sys.stderr)
    if hasattr(os, "getloadavg"):
        described["load after"] = f"{os.getloadavg()[0]:.1f}"
    described["yardstick"] = f"{median(lengths) * 1000:.2f} ms, {min(lengths) * 1000:.2f} at its best"
    print(_heading(described))
    if busy:
        print("\nThe machine was busy with other work from the start: what the browser shows came later than it would.")
    print(_table(rows))
    RESULTS.parent.mkdir(exist_ok=True)
    results = {"machine": described, "yardstick_seconds": median(lengths), "rows": [_plain(row) for row in rows]}
    RESULTS.write_text(json.dumps(results, indent=1) + "\n")
    print(f"\nwritten to {RESULTS.relative_to(ROOT)}")


def _plain(row: Row) -> dict[str, object]:
    return {**asdict(row), "met": row.target and row.target.met(row.value)}


def _heading(described: dict[str, str]) -> str:
    lines = [f"{key + ':':14}{value}" for key, value in described.items()]
    explained = (
        f"The column x gives times and rates in yardsticks (one is {YARDSTICK_STEPS} times tanh of a product of\n"
        "10x8 and 8x8): less is faster for ms, more for a rate. It compares between machines; the value does not."
    )
    return "\n".join([*lines, "", explained])


def _table(rows: list[Row]) -> str:
    width = max(len(row.name) for row in rows) + 4
    lines = []
    for section, group in groupby(rows, key=lambda row: row.section):
        lines += ["", f"{section:{width}}{'value':>12}  {'':9}{'x':>9}  target"]
        lines += [_line(row, width) for row in group]
    return "\n".join(lines)


def _line(row: Row, width: int) -> str:
    ratio = "" if row.yardsticks is None else _number(row.yardsticks)
    target = ""
    if row.target:
        sign = ">=" if row.target.at_least else "<="
        target = f"{sign} {row.target.limit:g} {'met' if row.target.met(row.value) else 'MISSED'}"
    text = f"  {row.name:{width - 2}}{_number(row.value):>12}  {row.unit:9}{ratio:>9}  {target:13} {row.note}"
    return text.rstrip()


def _number(value: float) -> str:
    """Three digits that mean something, or all of a whole number."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}" if abs(value) >= 0.1 else f"{value:.3f}"


if __name__ == "__main__":
    main()
