"""The table of a load test, in Markdown, as it stands in docs/performance.md."""

from collections.abc import Sequence
from typing import Any

from . import board_table

_COLUMNS = (
    "", "students", "frames/s: median", "worst 5%", "ticks/s", "p50 ms", "p95 ms", "p99 ms",
    "coach: asked/s, p95 ms",
    "/healthz: p50, p99, max ms", "errors",
    "CPU ms a frame", "server, cores", "generator", "others", "RSS MB: start, most, end", "PSS MB",
)  # fmt: skip
_OPENING = (
    "opened in one instant", "pages", "requests", "MB", "half of them, s", "all, s", "failed", "server, ms a page",
)  # fmt: skip
FRAMES, TICK_MS, MEMORY_MB, HEALTH_MS, OPEN_SECONDS = 10, 400, 600, 100, 2.0
MIXED_FRAMES = {100: 12, 200: 8}  # median, by how many students there are


def report(described: dict[str, str], phases: Sequence[dict[str, Any]], openings: Sequence[dict[str, Any]] = ()) -> str:
    """Machine, tables, errors, and what was aimed at."""
    lines = [f"{key + ':':14}{value}" for key, value in described.items()]
    if phases:
        lines += ["", _row(_COLUMNS), _row(["---"] * len(_COLUMNS)), *(_row(_cells(phase)) for phase in phases), ""]
    for phase in phases:
        opened = phase["arrival_open"]
        lines.append(
            f"{phase['name']}: {opened['count']} pages opened in {phase['arrival_seconds']:.0f} s before,"
            f" {opened['p50'] / 1000:.1f} s each (p95 {opened['p95'] / 1000:.1f} s)"
        )
        if phase["mixed"]:
            kinds = (
                f"{kind} {figures['frames_a_second']:.1f} (least {figures['least']:.1f})"
                for kind, figures in phase["kinds"].items()
            )
            lines.append(f"  frames/s: {', '.join(kinds)}")
        errors = {**phase["arrival_errors"], **phase["errors"]}
        lines += [f"  {count} × {text}" for text, count in errors.items()]
    with_board = [phase for phase in phases if phase["board"]]
    if with_board:
        lines += ["", _row(board_table.COLUMNS), _row(["---"] * len(board_table.COLUMNS))]
        lines += [_row(board_table.cells(phase)) for phase in with_board]
    if openings:
        lines += ["", _row(_OPENING), _row(["---"] * len(_OPENING)), *map(_opened, openings)]
    return "\n".join([*lines, *_targets(phases), *board_table.targets(phases), *_opening_targets(openings)])


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _opened(opening: dict[str, Any]) -> str:
    numbers = (f"{opening[name]:.{digits}f}" for name, digits in (("mb", 0), ("median", 2), ("last", 2)))
    cells = (opening["name"], str(opening["pages"]), str(opening["requests"]), *numbers, str(opening["failed"]))
    return _row([*cells, f"{opening['server_ms_a_page']:.1f}"])


def _cells(phase: dict[str, Any]) -> list[str]:
    tick, coach, memory = phase["requests"]["tick"], phase["requests"]["coach"], phase["memory"]
    sizes = [", ".join(f"{memory[kind][when]:.0f}" for when in ("start", "max", "end")) for kind in ("rss", "pss")]
    return [
        phase["name"],
        str(phase["students"]),
        f"{phase['frames_a_second']:.1f}",
        f"{phase['worst5']:.1f}",
        f"{tick['count'] / phase['seconds']:.0f}",
        *(f"{tick[share]:.0f}" for share in ("p50", "p95", "p99")),
        f"{coach['count'] / phase['seconds']:.0f}, {coach['p95']:.0f}",
        ", ".join(f"{phase['health'][share]:.0f}" for share in ("p50", "p99", "max")),
        str(sum(phase["errors"].values())),
        f"{1000 * phase['server_cores'] * phase['seconds'] / max(1, phase['frames']):.2f}",
        *(f"{phase[cores]:.2f}" for cores in ("server_cores", "generator_cores", "other_cores")),
        *sizes,
    ]


def _targets(phases: Sequence[dict[str, Any]]) -> list[str]:
    """For each phase of a class without anybody greedy, what was aimed at."""
    lines = [""]
    for phase in phases:
        students = phase["students"]
        checks = {"no error": not phase["errors"]}
        if phase["mixed"] and students in MIXED_FRAMES:
            wanted = MIXED_FRAMES[students]
            checks[f"median at least {wanted} frames/s"] = phase["frames_a_second"] >= wanted
        elif not phase["mixed"] and students == 100 and not phase["greedy"] and not phase["board"]:
            checks[f"each student at least {FRAMES} frames/s"] = phase["least"] >= FRAMES
            checks[f"95 % of ticks within {TICK_MS} ms"] = phase["requests"]["tick"]["p95"] <= TICK_MS
            checks[f"below {MEMORY_MB} MB"] = phase["memory"]["rss"]["max"] < MEMORY_MB
        elif students != 300 or phase["board"]:
            continue
        well = not phase["health"]["failed"] and phase["health"]["p99"] < HEALTH_MS
        checks[f"99 % of /healthz below {HEALTH_MS} ms"] = well
        lines += [f"{phase['name']}: {text}: {'met' if met else 'MISSED'}" for text, met in checks.items()]
    return lines


def _opening_targets(openings: Sequence[dict[str, Any]]) -> list[str]:
    """For each opening, whether all had all their files in time."""
    return [
        f"{opening['pages']} pages at once, {opening['name']}: all files within {OPEN_SECONDS:g} s:"
        f" {'met' if opening['last'] <= OPEN_SECONDS and not opening['failed'] else 'MISSED'}"
        for opening in openings
    ]
