"""What is counted while a class plays, and what it comes to."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

LEAST_MS = 3000  # of playing: whoever has played for less says nothing about frames a second


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of all is not above; 0 of nothing."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


@dataclass
class Counts:
    """Requests of a window of time: ms by name, and errors by text."""

    ms: dict[str, list[float]] = field(default_factory=dict)
    errors: Counter[str] = field(default_factory=Counter)

    def add(self, name: str, ms: float, error: object) -> None:
        """A request came to its end."""
        if error:
            self.errors[f"{name}: {error}"] += 1
        else:
            self.ms.setdefault(name, []).append(ms)

    def others(self, name: str) -> int:
        """How many had another name."""
        return sum(len(ms) for its, ms in self.ms.items() if its != name)

    def summary(self, name: str) -> dict[str, float]:
        """How long the requests of a name took."""
        values = self.ms.get(name, [])
        shares = {f"p{round(100 * share)}": percentile(values, share) for share in (0.5, 0.95, 0.99)}
        return {"count": len(values), **shares}


def frames_a_second(before: Sequence[tuple[int, float]], after: Sequence[tuple[int, float]]) -> list[float]:
    """For each student who has played long enough, from (frames shown, ms played) before and after."""
    return [
        1000 * (later[0] - earlier[0]) / (later[1] - earlier[1])
        for earlier, later in zip(before, after, strict=True)
        if later[1] - earlier[1] >= LEAST_MS
    ]


def of_students(rates: Sequence[float]) -> dict[str, Any]:
    """What most students see, and what the least lucky do."""
    worst = {"worst5": percentile(rates, 0.05), "least": min(rates)} if rates else {"worst5": 0.0, "least": 0.0}
    return {"students_playing": len(rates), "frames_a_second": median(rates) if rates else 0.0, **worst}


def of_kinds(
    kinds: Sequence[str], before: Sequence[tuple[int, float]], after: Sequence[tuple[int, float]]
) -> dict[str, dict[str, Any]]:
    """The same for those of each kind."""
    pairs: dict[str, list[Any]] = {}
    for kind, *pair in zip(kinds, before, after, strict=True):
        pairs.setdefault(kind, []).append(pair)
    return {kind: of_students(frames_a_second(*zip(*of_it, strict=True))) for kind, of_it in sorted(pairs.items())}
