"""What a link says of goals: when training stops by itself, and what an exercise asks for.

    stop=test_loss:0.01                         one condition, of the kinds of ``goal.Goal``
    goals=test_loss:0.35,test_loss:0.2,gap:0.02     what is to be reached: values that a loss or the gap is to be below

The gap is the test loss minus the training loss. With ``_above`` after its name a value is to be exceeded. A goal of an
exercise stops nothing: it is shown, and whether it is met is seen at each frame.

TensorFlow Playground's published exercises say the same as ``goalTestLossMinThresholdFirst=0.35`` and so on, where a
"min" is to be fallen below and a "max" to be exceeded. Of these the first loss becomes the stop condition, too, so
that training pauses there; a gap does not, as that of a network that has not learned anything is next to nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ...experiment.goal import BOUNDS, LEAST, MAX_LOSS, Bounds
from .text import nearest, quoted, written

MAX_GOALS = 12
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


def read_stop(text: str, notes: list[str]) -> Aim | None:
    """The stop condition that a text says, mended where it must be; None where it says none. Notes say why."""
    return None if text in ("", _NEVER) else _read("stop", text, BOUNDS, notes)


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
    """Say the goals of a link in our words; the first loss to get below is where training stops, too."""
    given = {key: pairs.pop(key).replace(",", ".") for key in _THEIRS if key in pairs}
    if not given:
        return
    pairs.setdefault("goals", ",".join(f"{_THEIRS[key]}:{value}" for key, value in given.items()))
    losses = [f"{kind}:{given[key]}" for key, kind in _THEIRS.items() if key in given and kind in BOUNDS]
    if losses:
        pairs.setdefault("stop", losses[0])
