"""What Lighthouse says of the pages: ``python -m bench.lighthouse`` prints a table, and what was aimed at.

Lighthouse (from npm, in the version of package-lock.json) opens each page that gunicorn serves in Debian's Chromium as
if for the first time, on a computer and on a telephone of its own invention (four times slower, on a slow line). One
reading varies by some points, and more on a busy machine: the table has the medians.
"""

import argparse
import json
import os
import shutil
import subprocess
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from .measure import machine
from .server import ROOT, serve

RESULTS = ROOT / "build" / "lighthouse.json"
PAGES = {"playground": "", "race": "race", "activations": "activations"}
DEVICES = {"desktop": ("--preset=desktop",), "mobile": ()}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TIMES = {  # what the performance is made of; all but the shift in ms
    "first paint": "first-contentful-paint",
    "largest": "largest-contentful-paint",
    "speed index": "speed-index",
    "blocking": "total-blocking-time",
    "shift": "cumulative-layout-shift",
}
_SHIFT = 0.02
_GOALS = {
    "desktop": {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 95},
    "mobile": {"performance": 70},
}
_CHROMIUM = "--headless=new --no-sandbox --disable-dev-shm-usage --disable-quic --disable-background-networking"
_SERVER = ("--workers", "2", "--threads", "8")
_PATIENCE = 180  # seconds
_TRIES = 3  # now and then it does not find the beginning of its own recording, and asks to be run again


@dataclass(frozen=True)
class Reading:
    """A page on a device: points by category, what the performance is made of, and what failed."""

    page: str
    device: str
    points: dict[str, float]
    times: dict[str, float]
    failed: tuple[str, ...]

    def goals(self) -> dict[str, bool]:
        """What was aimed at, and whether it was met."""
        aims = _GOALS[self.device]
        met = {f"{category} at least {aim}": self.points[category] >= aim for category, aim in aims.items()}
        return {**met, f"layout shift below {_SHIFT}": self.times["shift"] < _SHIFT}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.lighthouse", description="Ask Lighthouse about the pages.")
    parser.add_argument("--page", choices=PAGES, help="only this page")
    parser.add_argument("--device", choices=DEVICES, help="only on this device")
    parser.add_argument("--times", type=int, default=3, help="readings of each, of which the medians count")
    options = parser.parse_args()
    readings = []
    with serve(options=_SERVER) as server:
        for page in [options.page] if options.page else PAGES:
            for device in [options.device] if options.device else DEVICES:
                url = f"{server.url}{PAGES[page]}"
                readings.append(_median([_ask(page, device, url) for _ in range(options.times)]))
    print(report(machine(), readings))
    RESULTS.parent.mkdir(exist_ok=True)
    results = [{**asdict(reading), "goals": reading.goals()} for reading in readings]
    RESULTS.write_text(json.dumps({"machine": machine(), "readings": results}, indent=1) + "\n", encoding="utf-8")
    print(f"\nwritten to {RESULTS.relative_to(ROOT)}")


def _ask(page: str, device: str, url: str) -> Reading:
    """One reading, in a browser of its own that knows nothing yet."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome") or ""
    command = ["node", str(ROOT / "node_modules" / "lighthouse" / "cli" / "index.js"), url, *DEVICES[device]]
    command += ["--output=json", "--quiet", "--no-enable-error-reporting", f"--chrome-flags={_CHROMIUM}"]
    command += [f"--only-categories={','.join(CATEGORIES)}"]
    environment = os.environ | {"CHROME_PATH": chromium}
    for _ in range(_TRIES):
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, timeout=_PATIENCE)
        if not done.returncode:
            return read(page, device, json.loads(done.stdout))
    raise RuntimeError(done.stderr.decode(errors="replace"))


def read(page: str, device: str, told: dict[str, Any]) -> Reading:
    """What matters of a report of Lighthouse."""
    if "runtimeError" in told:
        raise RuntimeError(told["runtimeError"]["message"])
    audits, categories = told["audits"], told["categories"]
    counted = [audit for name in CATEGORIES[1:] for audit in categories[name]["auditRefs"] if audit["weight"]]
    failed = (audit["id"] for audit in counted if (audits[audit["id"]]["score"] or 0) < 1)
    return Reading(
        page,
        device,
        {name: round(100 * categories[name]["score"]) for name in CATEGORIES},
        {name: audits[audit]["numericValue"] for name, audit in TIMES.items()},
        tuple(name for name in failed if audits[name]["scoreDisplayMode"] not in {"notApplicable", "manual"}),
    )


def _median(readings: list[Reading]) -> Reading:
    points = {name: median(reading.points[name] for reading in readings) for name in CATEGORIES}
    times = {name: median(reading.times[name] for reading in readings) for name in TIMES}
    failed = sorted({name for reading in readings for name in reading.failed})
    return Reading(readings[0].page, readings[0].device, points, times, tuple(failed))


def report(described: dict[str, str], readings: list[Reading]) -> str:
    """Machine, table in Markdown, and what was aimed at."""
    lines = [f"{key + ':':14}{value}" for key, value in described.items()]
    lines += ["", _row("page", "device", *CATEGORIES, *TIMES), _row(*["---"] * (2 + len(CATEGORIES) + len(TIMES)))]
    for reading in readings:
        points = (f"{value:.0f}" for value in reading.points.values())
        times = (f"{value:.3f}" if name == "shift" else f"{value:,.0f} ms" for name, value in reading.times.items())
        lines.append(_row(reading.page, reading.device, *points, *times))
    lines.append("")
    for reading in readings:
        goals = reading.goals().items()
        lines += [f"{reading.page}, {reading.device}: {text}: {'met' if met else 'MISSED'}" for text, met in goals]
        lines += [f"{reading.page}, {reading.device}: failed: {name}" for name in reading.failed]
    return "\n".join(lines)


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
