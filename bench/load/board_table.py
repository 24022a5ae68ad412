"""What classes with a board cost, beside the same class without one, and what was aimed at."""

from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from app.serving.threads import ASIDE_NAME

from ..copies import DATABASE, PROXY
from .counts import percentile

COLUMNS = (
    "with a board", "seats, classes", "all joined within, s", "calls/s", "p50 ms", "p95 ms", "p99 ms",
    "a row is seen after, s: p50, p95, most", "all have what was said after, s: p50, p95, most",
)  # fmt: skip
MORE, CALL_MS, JOIN_SECONDS, SEEN_SECONDS, GROWTH_MB = 0.10, 200, 60, 2.0, 20
_CLASS = 100
_ITS_OWN, _OF_ALL = (ASIDE_NAME, DATABASE), ("main", PROXY)  # parts of what serves


def cells(phase: dict[str, Any]) -> list[str]:
    """A row of the table."""
    told, calls = phase["board"], phase["requests"]["board"]
    return [
        phase["name"],
        f"{phase['joined']}, {told['classes']}",
        f"{phase['join_seconds']:.1f}",
        f"{calls['count'] / phase['seconds']:.0f}",
        *(f"{calls[share]:.0f}" for share in ("p50", "p95", "p99")),
        *(", ".join(f"{told[name][share] / 1000:.1f}" for share in ("p50", "p95", "max")) for name in _LATE),
    ]


def targets(phases: Sequence[dict[str, Any]]) -> list[str]:
    """What a board may cost, and how late it may be; of more than a class only that nothing fails."""
    with_board = [phase for phase in phases if phase["board"]]
    checks = {}
    for phase in with_board:
        told, calls = phase["board"], phase["requests"]["board"]
        name = phase["name"]
        checks[f"{name}: no error"] = not phase["errors"] and not phase["arrival_errors"]
        checks[f"{name}: all have joined within {JOIN_SECONDS} s"] = phase["joined"] == phase["students"]
        if phase["students"] > _CLASS or phase["turns"]:
            continue
        checks[f"{name}: 95 % of calls within {CALL_MS} ms"] = calls["p95"] <= CALL_MS
        late = told["seen_ms"]["p95"]
        checks[f"{name}: 95 % of rows are seen within {SEEN_SECONDS:g} s"] = late <= 1000 * SEEN_SECONDS
        memory = phase["memory"]["pss"]
        checks[f"{name}: memory grows by no more than {GROWTH_MB} MB"] = memory["end"] - memory["start"] <= GROWTH_MB
    lines = []
    for phase in with_board:
        if phase["turns"]:
            (ratio, *each), taken = ratios(phase["turns"]), more(phase["turns"])
            middle = ", ".join(f"{percentile(each, share):.2f}" for share in (0.25, 0.5, 0.75))
            lines += [
                f"{phase['name']}: it takes {_percent(taken)} more of the processors ({_parts(phase['turns'])})",
                f"{phase['name']}: a frame takes the server {ratio:.3f} times as long as without it"
                f" ({len(each)} pairs of turns, quartiles {middle})",
            ]
            checks[f"{phase['name']}: it takes no more than {_percent(MORE)} more"] = taken <= MORE
            checks[f"{phase['name']}: a frame takes no more than {1 + MORE:.2f} times as long"] = ratio <= 1 + MORE
    return [*lines, *(f"{text}: {'met' if met else 'MISSED'}" for text, met in checks.items())]


def more(turns: Sequence[dict[str, Any]]) -> float:
    """Processor time of a board itself over that of everything else, in the turns in which pages ask it."""
    its = sum(of_board(turns).values())
    return its / (sum(turn_seconds(turn) for turn in turns if turn["board"]) - its)


def of_board(turns: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Seconds of a board by part. Threads and database are its own.

    Of what all requests go through, it is what these parts take more than in turns without it, for each other request.
    """
    with_, without = ([turn for turn in turns if turn["board"] == asks] for asks in (True, False))
    requests = [sum(turn["requests"] for turn in side) for side in (with_, without)]
    usual = requests[0] / max(1, requests[1])
    seconds = {}
    for part in (*_ITS_OWN, *_OF_ALL):
        took, before = (sum(turn["seconds"].get(part, 0.0) for turn in side) for side in (with_, without))
        if took:
            seconds[part] = took - (usual * before if part in _OF_ALL else 0.0)
    return seconds


def turn_seconds(turn: dict[str, Any]) -> float:
    """All that the server took in a turn."""
    return float(sum(turn["seconds"].values()))


def _parts(turns: Sequence[dict[str, Any]]) -> str:
    rest = sum(turn_seconds(turn) for turn in turns if turn["board"]) - sum(of_board(turns).values())
    names = {ASIDE_NAME: "its threads", "main": "main loops"}
    return ", ".join(f"{names.get(part, part)} {_percent(its / rest)}" for part, its in of_board(turns).items())


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def ratios(turns: Sequence[dict[str, Any]]) -> list[float]:
    """Processor time of a frame while pages ask the board, over that while they do not: in all, and of each pair."""
    pairs = [sorted(pair, key=itemgetter("board")) for pair in zip(turns[::2], turns[1::2], strict=False)]
    return [_ratio(pairs), *(_ratio([pair]) for pair in pairs)]


def _ratio(pairs: Sequence[Sequence[dict[str, Any]]]) -> float:
    without, with_ = (
        sum(map(turn_seconds, side)) / max(1, sum(turn["frames"] for turn in side)) for side in zip(*pairs, strict=True)
    )
    return float(with_ / without)


_LATE = ("seen_ms", "heard_ms")
