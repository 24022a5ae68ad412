"""The table of a load test, in Markdown, as it stands in the README."""

from collections.abc import Sequence
from typing import Any

_COLUMNS = (
    "", "students", "frames/s: median", "worst 5 %", "ticks/s", "p50 ms", "p95 ms", "p99 ms",
    "/healthz: p50, p99, max ms", "errors",
    "CPU ms a frame", "server, cores", "generator", "others", "RSS MB: start, most, end", "PSS MB",
)  # fmt: skip
FRAMES, TICK_MS, MEMORY_MB = 10, 400, 600


def report(described: dict[str, str], phases: Sequence[dict[str, Any]]) -> str:
    """Machine, table, errors, and what was aimed at."""
    lines = [f"{key + ':':14}{value}" for key, value in described.items()]
    lines += ["", _row(_COLUMNS), _row(["---"] * len(_COLUMNS)), *(_row(_cells(phase)) for phase in phases), ""]
    for phase in phases:
        opened = phase["arrival_open"]
        lines.append(
            f"{phase['name']}: {opened['count']} pages opened in {phase['arrival_seconds']:.0f} s before,"
            f" {opened['p50'] / 1000:.1f} s each (p95 {opened['p95'] / 1000:.1f} s)"
        )
        errors = {**phase["arrival_errors"], **phase["errors"]}
        lines += [f"  {count} × {text}" for text, count in errors.items()]
    return "\n".join([*lines, *_targets(phases)])


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cells(phase: dict[str, Any]) -> list[str]:
    tick, memory = phase["requests"]["tick"], phase["memory"]
    sizes = [", ".join(f"{memory[kind][when]:.0f}" for when in ("start", "max", "end")) for kind in ("rss", "pss")]
    return [
        phase["name"],
        str(phase["students"]),
        f"{phase['frames_a_second']:.1f}",
        f"{phase['worst5']:.1f}",
        f"{tick['count'] / phase['seconds']:.0f}",
        *(f"{tick[share]:.0f}" for share in ("p50", "p95", "p99")),
        ", ".join(f"{phase['health'][share]:.0f}" for share in ("p50", "p99", "max")),
        str(sum(phase["errors"].values())),
        f"{1000 * phase['server_cores'] * phase['seconds'] / max(1, phase['frames']):.2f}",
        *(f"{phase[cores]:.2f}" for cores in ("server_cores", "generator_cores", "other_cores")),
        *sizes,
    ]


def _targets(phases: Sequence[dict[str, Any]]) -> list[str]:
    """For each phase of a class of a hundred without anybody greedy, what was aimed at."""
    lines = [""]
    for phase in phases:
        if phase["greedy"] or phase["students"] != 100:
            continue
        checks = {
            f"each student at least {FRAMES} frames/s": phase["least"] >= FRAMES,
            f"95 % of ticks within {TICK_MS} ms": phase["requests"]["tick"]["p95"] <= TICK_MS,
            "no error": not phase["errors"],
            f"below {MEMORY_MB} MB": phase["memory"]["rss"]["max"] < MEMORY_MB,
        }
        lines += [f"{phase['name']}: {text}: {'met' if met else 'MISSED'}" for text, met in checks.items()]
    return lines
