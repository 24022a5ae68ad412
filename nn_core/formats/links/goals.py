"""What a link says of goals: when training stops by itself, and what an exercise asks for.

    stop=test_loss:0.01                         one condition, of the kinds of ``goal.Goal``
    stop=test_loss:0.2,train_loss:0.2               two measures, both at once
    goals=test_loss:0.35,test_loss:0.2,gap:0.02     what is to be reached: values that a loss or the gap is to be below

The gap is the test loss minus the training loss. With ``_above`` after its name a value is to be exceeded. A goal of an
exercise stops nothing: it is shown, and whether it is met is seen at each frame.

TensorFlow Playground's published exercises say the same as ``goalTestLossMinThresholdFirst=0.35`` and so on, where a
"min" is to be fallen below and a "max" to be exceeded. Of these the first test loss and the first training loss become
the stop condition, too, so that training pauses where both are met; a gap does not, as that of a network that has not
learned anything is next to nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ...experiment.goal import BOUNDS, LEAST, MAX_LOSS, MEASURED, Bounds
from .text import nearest, quoted, written

MAX_GOALS = 12
_MOST = 2  # conditions that have to be met at once
_ABOVE = "_above"
_NEVER = "never"
_LOSS, _GAP = Bounds(LEAST, MAX_LOSS), Bounds(-MAX_LOSS, MAX_LOSS)

# What an exercise can ask for, and the bounds of its number.
AIMS: dict[str, Bounds] = {
    "test_loss": _LOSS, "test_loss_above": _LOSS,
    "train_loss": _LOSS, "train_loss_above": _LOSS,
    "gap": _GAP, "gap_above": _GAP,
}  # fmt: skip

_THEIRS = {
    f"goal{name}{limit}Threshold{place}": kind + above
    for name, kind in (("TestLoss", "test_loss"), ("TrainLoss", "train_loss"), ("TrainTestDiff", "gap"))
    for limit, above in (("Min", ""), ("Max", _ABOVE))
    for place in ("First", "Second", "Third", "Fourth", "Fifth")
}


@dataclass(frozen=True)
class Aim:
    """A kind of goal, and its number."""

    kind: str
    value: float

    def __str__(self) -> str:
        """As it stands in a link."""
        return f"{self.kind}:{written(self.value)}"


@dataclass(frozen=True)
class Stop(Aim):
    """A stop condition, with what else has to hold at the same epoch."""

    also: Aim | None = None

    def __str__(self) -> str:
        """As it stands in a link."""
        return super().__str__() + (f",{self.also}" if self.also else "")


def read_stop(text: str, notes: list[str]) -> Stop | None:
    """The stop condition that a text says, mended where it must be; None where it says none. Notes say why."""
    if text in ("", _NEVER):
        return None
    items = text.split(",")
    if len(items) > _MOST:
        notes.append(f"stop: only the first {_MOST} of {len(items)} conditions are used.")
    aims = [aim for item in items[:_MOST] if (aim := _read("stop", item, BOUNDS, notes))]
    if len(aims) < _MOST:
        return Stop(aims[0].kind, aims[0].value) if aims else None
    first, also = aims
    if first.kind == also.kind or not {first.kind, also.kind} <= {*MEASURED}:
        notes.append(f"stop: only {first.kind} is used, as two conditions must be two of {', '.join(MEASURED)}.")
        return Stop(first.kind, first.value)
    return Stop(first.kind, first.value, also)


def read_goals(text: str, notes: list[str]) -> tuple[Aim, ...]:
    """The goals that a text says, each once; what is none is left out, and noted."""
    items = [item for item in text.split(",") if item]
    if len(items) > MAX_GOALS:
        notes.append(f"goals: only the first {MAX_GOALS} of {len(items)} are used.")
    aims = [_read("goals", item, AIMS, notes) for item in items[:MAX_GOALS]]
    return tuple(dict.fromkeys(aim for aim in aims if aim is not None))


def _read(key: str, text: str, kinds: Mapping[str, Bounds], notes: list[str]) -> Aim | None:
    kind, _, number = text.partition(":")
    if kind not in kinds:
        notes.append(f"{key} must be one of {', '.join(kinds)}, got {quoted(kind)}; it is ignored.")
        return None
    low, high, whole = kinds[kind]
    value = nearest(f"{key}: {kind}", number, low, high, notes, whole=whole)
    return None if value is None else Aim(kind, value)


def goals_of_the_original(pairs: dict[str, str]) -> None:
    """Say the goals of a link in our words; the first losses to get below are where training stops, too."""
    given = {key: pairs.pop(key).replace(",", ".") for key in _THEIRS if key in pairs}
    if not given:
        return
    pairs.setdefault("goals", ",".join(f"{_THEIRS[key]}:{value}" for key, value in given.items()))
    losses: dict[str, str] = {}
    for key, kind in _THEIRS.items():
        if key in given and kind in ("test_loss", "train_loss"):
            losses.setdefault(kind, given[key])
    if losses:
        pairs.setdefault("stop", ",".join(f"{kind}:{value}" for kind, value in losses.items()))
