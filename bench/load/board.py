"""Classes with a board, without their pages: what a seat sends, what a teacher sees of it, and how late.

A row is as large as that of a page: a picture of 28 x 28 signs, a curve of 64 points, and what was chosen. All times
are in ms.
"""

import random
import secrets
import string
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from .counts import percentile

SEATS = 150  # in a class, so that three hundred are two of them
SYNC_MS = 2000.0  # a page sends no more often
LOOK_MS = 1200.0  # and a teacher's
TELL_MS = 10_000.0
RUN_EVERY = 10  # syncs from one run that has ended to the next
_SIDE, _CURVE = 28, 64
_SIGNS = string.ascii_letters + string.digits + "-_"

Row = dict[str, Any]
Ask = Callable[[str, dict[str, Any]], Any]  # asks the board; None: there is no answer


@dataclass
class Room:
    """One class: what its teacher knows, and when what was sent."""

    right: dict[str, str]
    code: str
    now: Callable[[], float]
    asks: bool = True  # whether its pages ask the board, at the moment
    since: int = 0
    sent: dict[tuple[int, str], float] = field(default_factory=dict)  # by seat and link, as yet unseen
    told: dict[int, float] = field(default_factory=dict)  # when the console changed, by its revision
    seen_ms: list[float] = field(default_factory=list)  # from a page that sends a row to the teacher who has it
    heard_ms: list[float] = field(default_factory=list)  # from a teacher who says something to a page that has it

    def look(self, ask: Ask) -> None:
        """See what is new."""
        if (told := ask("look", {**self.right, "since": self.since})) is None:
            return
        self.since = told["revision"]
        for seat in told["seats"]:
            sent = self.sent.pop((seat["seat"], seat["row"].get("link", "")), None)
            if sent is not None:
                self.seen_ms.append(self.now() - sent)

    def tell(self, ask: Ask, number: int) -> None:
        """Ask all something, or let them see the answers."""
        question = {"key": "which", "text": "Which one learns faster?", "options": ["ReLU", "tanh"]}
        change = {"question": {**question, "vote": 1 + number % 2}, "reveal": number % 2 == 1}
        begun = self.now()
        if (told := ask("tell", {**self.right, "change": change})) is not None:
            self.told[told["revision"]] = begun


class Member:
    """The seat of one student."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.secret = secrets.token_urlsafe(24)
        self.seat: int | None = None
        self.number = self.since = 0
        self.bytes: list[int] = []
        self._last: Any = None
        self._curve: list[tuple[int, float]] = []

    def join(self, ask: Ask) -> bool:
        """Take a seat; whether there is one."""
        if (told := ask("join", {"code": self.room.code, "secret": self.secret})) is not None:
            self.seat = told["seat"]
        return self.seat is not None

    def row(self, setup: str, numbers: Sequence[float]) -> Row:
        """What a page would say of a network; ``numbers`` are epoch, losses and scores."""
        epoch, train_loss, test_loss, _, score = numbers
        if self._curve and epoch <= self._curve[-1][0]:
            self._curve = []
        self._curve.append((int(epoch), train_loss))
        while len(self._curve) > _CURVE:
            del self._curve[1::2]
        shift = random.randrange(_SIDE)
        return {
            "page": "playground",
            "link": f"{setup}&seed={self.number}".replace(" ", "%20"),
            "doing": "playing",
            "epoch": int(epoch),
            "train_loss": train_loss,
            "test_loss": test_loss,
            "score": score,
            "parameters": 33,
            "activations": ["relu", "tanh"],
            "units": [8, 4],
            "map": f"o1.{_MAP[shift : shift + _SIDE * _SIDE]}",
            "curve": self._curve,
        }

    def sync(self, ask: Ask, setup: str, numbers: Sequence[float] | None) -> None:
        """Send what has changed, and hear what the teacher says."""
        sent: dict[str, Any] = {"seat": self.seat, "secret": self.secret, "since": self.since}
        if numbers is not None and numbers != self._last:
            self._last = numbers
            self.number += 1
            sent["row"] = row = self.row(setup, numbers)
            self.room.sent[self.seat or 0, row["link"]] = self.room.now()
            if self.number % RUN_EVERY == 0:
                sent["answers"] = [{"key": f"run-{self.number}", "kind": "run", "run": row, "reached": row["epoch"]}]
        told = ask("sync", sent)
        if told is not None and told.get("console") is not None:
            begun = self.room.told.get(told["told"])
            if begun is not None and self.since:
                self.room.heard_ms.append(self.room.now() - begun)
        if told is not None:
            self.since = max(1, told["told"])


def figures(rooms: Sequence[Room]) -> dict[str, Any]:
    """How late all was since these were asked for last."""
    told: dict[str, Any] = {"classes": len(rooms)}
    for name in ("seen_ms", "heard_ms"):
        values = [value for room in rooms for value in getattr(room, name)]
        shares = {f"p{round(100 * share)}": percentile(values, share) for share in (0.5, 0.95)}
        told[name] = {"count": len(values), **shares, "max": max(values, default=0.0)}
        for room in rooms:
            getattr(room, name).clear()
    return told


_MAP = "".join(random.choices(_SIGNS, k=_SIDE * (_SIDE + 1)))
