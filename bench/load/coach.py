"""What a page that plays asks the coach, without a page: the rules of ``coach.js`` and ``coach_history.js``.

Nothing here waits or asks. All times are in ms.
"""

from collections.abc import Sequence
from math import ceil, inf
from typing import Any

from ..contract import FACTS

EVERY_MS, ROWS, FEWEST = (FACTS["COACH"][name] for name in ("everyMs", "rows", "fewest"))
FAILED_MS = 15_000
_SCORES = (3, 4)  # of a row

Row = tuple[float, ...]  # epoch, training loss, test loss, training score, test score
# What a frame says: its numbers, and what was seen of the layers, if it came with a look into them.
Sight = tuple[Row, dict[str, Any] | None]


def sight(frame: dict[str, Any]) -> Sight:
    """What the coach is to be told of a frame."""
    losses = (float(f"{frame[name]:.6g}") for name in ("train_loss", "test_loss"))
    layers = frame.get("layers")
    told = layers and {name: layers[name] for name in ("dead", "saturated", "gradient_norms")}
    return (frame["epoch"], *losses, frame["train_score"], frame["test_score"]), told


def told(rows: Sequence[Row], most: int = ROWS) -> list[Row]:
    """At most so many rows of a history, as ``coach_history.js`` chooses them."""
    if len(rows) <= most:
        return list(rows)
    full = most // 2
    early, now = rows[:-full], rows[-1]
    worse = []
    for score in _SCORES:
        last = max((i for i, row in enumerate(early) if row[score] < now[score]), default=-1)
        worse += [last, last + 1]
    step = 1
    while ceil(len(early) / step) > most - full - len(worse):
        step *= 2
    return [row for i, row in enumerate(rows) if i >= len(early) or i % step == 0 or i in worse]


class Coach:
    """What a page knows of a run of one set-up, and when it asks: not before ``next``."""

    def __init__(self, next_: float = -inf) -> None:
        self.next = next_
        self._rows: list[Row] = []
        self._layers: dict[str, Any] | None = None
        self._said: str | None = None
        self._asked = -1.0  # of which epoch the last question was
        self._busy = False

    def see(self, seen: Sight) -> None:
        """A frame is on the screen."""
        row, layers = seen
        self._rows.append(row)
        self._layers = layers or self._layers

    def asks(self, now: float) -> bool:
        """Whether the page asks now; if so, it waits for the answer."""
        if self._busy or now < self.next:
            return False
        self.next = now + EVERY_MS
        if len(self._rows) < FEWEST or self._rows[-1][0] == self._asked:
            return False
        self._asked, self._busy = self._rows[-1][0], True
        return True

    def request(self, experiment: dict[str, Any]) -> dict[str, Any]:
        """What it asks."""
        return {
            "experiment": experiment,
            "history": told(self._rows),
            "layers": self._layers,
            "said": self._said,
            "silenced": [],
        }

    def answered(self, answer: dict[str, Any] | None, now: float) -> None:
        """The answer has come; None: there is none."""
        self._busy = False
        if answer is None:
            self.next = now + FAILED_MS
            return
        rule = answer["advice"] and answer["advice"]["rule"]
        if rule == self._said:
            self.next += EVERY_MS  # most often it is so again
        self._said = rule
