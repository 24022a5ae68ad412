"""A question about a set-up, as a teacher fills it into a form, and the two files of a lesson that it becomes.

What the form leaves out has its usual value, so that a question alone is a lesson. Several of them make one lesson with
a step for each: those of earlier links, in their order, and this one among them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Annotated, Any, Literal

from pydantic import Field

from nn_core.common.checked import BoundedTuple, refuse
from nn_core.common.written import MINUS, exact, rounded
from nn_core.formats.links.link import from_link, to_link
from nn_core.formats.links.presenting import NOT_PRESENTING

from ..i18n import _
from ..parts import NAMES
from .asked_files import Part, parts_of, structure_of, words_of, words_of_part
from .checks import Number
from .form import MAX_OPTIONS, Epochs, Form
from .packed import MAX_PACKED, MAX_STEPS, key_of, pack, unpack
from .reader import SOURCE, LessonError, Read, read_texts
from .words import MOST_ASKED, MOST_OPTION, MOST_WORDS, counted

MAX_TEXT, MAX_ASKED_SETUP, MAX_ASKED_CHECKS = 400, 20_000, 2
MAX_PARTS = MAX_STEPS * MAX_STEPS  # of all earlier links
MINUTES = 3  # of a question

Words = Annotated[str, Field(max_length=MAX_TEXT)]
Measured = Literal["accuracy", "r2", "test_loss", "train_loss", "gap"]
CheckKind = Literal[
    "test_loss", "train_loss", "gap", "accuracy", "r2", "epoch", "units", "parameters", "features", "runs", "diverged",
]  # fmt: skip
_BOUNDS: Mapping[str, str] = {
    "test_loss": "below", "train_loss": "below", "gap": "below", "accuracy": "at_least", "r2": "at_least",
    "epoch": "at_least", "units": "at_most", "parameters": "at_most", "features": "at_most",
}  # fmt: skip
_SHARES = ("accuracy",)  # of 1, written as percent


class AskedCheck(Form):
    """What is to be done: of a kind, with its number; of "diverged" there is none."""

    kind: CheckKind
    value: Number = 0.0


class Asked(Form):
    """A question about a set-up.

    ``setup`` is a link of the playground, with what it hides and its stop condition. ``first``: it is asked before the
    run, as a prediction. ``right`` is the place of the right option. A number is compared with ``value``, or with what
    the run has of ``of``. The ``run`` is to the stop condition, to ``epochs``, for as long as somebody likes, or there
    is none. ``solved``: after so many epochs the checks were met.
    """

    setup: Annotated[str, Field(max_length=MAX_ASKED_SETUP)]
    title: Annotated[str, Field(max_length=80)] = ""
    say: Words = ""
    question: Annotated[str, Field(min_length=1, max_length=MAX_TEXT)]
    kind: Literal["choice", "number", "text"] = "choice"
    first: bool = True
    options: Annotated[BoundedTuple[Words], Field(max_length=MAX_OPTIONS)] = ()
    right: Annotated[int, Field(ge=0, lt=MAX_OPTIONS)] | None = None
    of: Measured | None = None
    value: Number | None = None
    within: Annotated[float, Field(ge=0, le=1e9)] = 0.0
    run: Literal["stop", "epochs", "free", "none"] = "free"
    epochs: Epochs = 0
    checks: Annotated[BoundedTuple[AskedCheck], Field(max_length=MAX_ASKED_CHECKS)] = ()
    solved: Epochs = 0
    earlier: Annotated[BoundedTuple[Annotated[str, Field(max_length=MAX_PACKED)]], Field(max_length=MAX_STEPS - 1)] = ()
    # The places of all questions, those of earlier links first and this one last; what is left out is not asked.
    order: Annotated[BoundedTuple[Annotated[int, Field(ge=0, lt=MAX_PARTS)]], Field(max_length=MAX_STEPS)] = ()

    def model_post_init(self, _context: object) -> None:
        """No longer than a step may be, and with what its kind needs."""
        _few("question", self.question, MOST_ASKED)
        _few("text and question", f"{self.say} {self.question}", MOST_WORDS)
        for option in self.options:
            _few("option", option, MOST_OPTION)
        if self.kind == "choice" and self.right is not None and self.right >= len(self.options):
            raise refuse("right", self.right, f"one of {len(self.options)} options")
        if self.kind == "number" and self.of is not None and self.run == "none":
            raise refuse("run", "none", "one of any length, as the number is compared with it")


def _few(name: str, text: str, most: int) -> None:
    if (count := counted(text)) > most:
        raise refuse(name, f"{count} words", f"at most {most} words")


@dataclass(frozen=True)
class AskedLesson:
    """What becomes of it: its link, the lesson, and the files of its folder by their names."""

    packed: str
    read: Read
    folder: str
    files: Mapping[str, str]


def lesson_of(asked: Asked) -> AskedLesson:
    """The lesson that asks this.

    Raises:
        LessonError: it can't be.
    """
    title, parts = "", list[Part]()
    for packed in asked.earlier:
        named, more = parts_of(*unpack(packed), key_of(packed))
        title, parts = title or named, [*parts, *more]
    parts.append(_part(asked))
    order = asked.order or range(len(parts))
    if max(order) >= len(parts) or len(set(order)) > MAX_STEPS:
        raise LessonError(f"a link must have at most {MAX_STEPS} questions, of {len(parts)}, got {list(order)}")
    parts = [parts[place] for place in dict.fromkeys(order)]
    title = asked.title or title or (_("A question for you") if len(parts) == 1 else _("Questions for you"))
    structure = structure_of(parts, MINUTES)
    words = words_of(title, parts)
    packed = pack(structure, words)
    key = key_of(packed)
    files = {"lesson.toml": structure, f"{SOURCE}.md": words_of(title, parts, _notes())}
    read_texts(key, structure, {SOURCE: files[f"{SOURCE}.md"]})
    return AskedLesson(packed, read_texts(key, structure, {SOURCE: words}), f"90-{key}", files)


def _notes() -> dict[str, str]:
    """What a teacher may add to."""
    return {
        "learn": _("What this setup does, predicted and seen."),
        "pitfalls": _("None known yet."),
        "questions": _("What surprised you, and why?"),
    }


def _part(asked: Asked) -> Part:
    """The step of one question, with its words."""
    link = from_link(asked.setup, NAMES)
    if link.notes:
        raise LessonError(f"setup: {link.notes[0]}")
    if asked.run != "none" and "play" in link.hidden:
        raise LessonError("hide must leave play, as there is a run, got play")
    options = link.options
    bare = replace(options, stop=None, goals=(), lock_weights=False, presenting=NOT_PRESENTING, task="")
    step: dict[str, Any] = {"minutes": MINUTES, "setup": to_link(link.experiment, bare)}
    step |= {"hide": list(link.hidden)} if link.hidden else {}
    step |= {"lock": True} if options.lock_weights else {}
    step |= {"predict" if asked.first else "ask": _question(asked)}
    if asked.run != "none":
        stop = {"stop": str(options.stop)} if asked.run == "stop" and options.stop else {}
        step["run"] = stop | ({"epochs": asked.epochs} if asked.run == "epochs" else {})
    checks = [_check(check) for check in asked.checks]
    step |= {"check": checks[0] if len(checks) == 1 else {"kind": "all", "of": checks}} if checks else {}
    step |= {"solve": _solve(asked)} if checks and asked.solved else {}
    key = f"q-{sha256(repr(asked).encode()).hexdigest()[:6]}"
    words = {
        "": asked.say or _("Look at the network and its settings first."),
        "predict" if asked.first else "ask": asked.question,
        "options": asked.options if asked.kind == "choice" else (),
        "check": " ".join(_sentence(check) for check in asked.checks),
        "answer": _answer(asked),
    }
    return Part(key, step, words_of_part(key, words))


def _solve(asked: Asked) -> list[dict[str, Any]]:
    """The runs that meet the checks."""
    runs = max((int(check.value) for check in asked.checks if check.kind == "runs"), default=1)
    return [{"epochs": asked.solved}] * min(runs, 10)


def _question(asked: Asked) -> dict[str, Any]:
    if asked.kind == "choice":
        keys = [chr(ord("a") + i) for i in range(len(asked.options))]
        return {"kind": "choice", "options": keys} | ({} if asked.right is None else {"right": [keys[asked.right]]})
    if asked.kind == "text":
        return {"kind": "text"}
    share = {"low": 0.0, "high": 1.0, "percent": True} if asked.of in _SHARES else {}
    if asked.of is not None:
        bounds = share or {"low": -10.0 if asked.of in ("gap", "r2") else 0.0, "high": 10.0}
        return {"kind": "number", "of": asked.of, "within": asked.within} | bounds
    value = 0.0 if asked.value is None else asked.value
    high = 10.0
    while high < 2 * abs(value):
        high *= 10.0
    return {"kind": "number", "value": value, "within": asked.within, "low": -high if value < 0 else 0.0, "high": high}


def _check(check: AskedCheck) -> dict[str, Any]:
    if check.kind == "runs":
        return {"kind": "runs", "at_least": int(check.value)}
    if check.kind == "diverged":
        return {"kind": "diverged"}
    return {"kind": "number", "of": check.kind, _BOUNDS[check.kind]: check.value}


def _written(kind: str, value: float) -> str:
    return f"{rounded(100 * value, 4)}%" if kind in _SHARES else exact(value, MINUS)


def _sentence(check: AskedCheck) -> str:
    sentences = {
        "test_loss": _("Get the test loss below {value}."),
        "train_loss": _("Get the training loss below {value}."),
        "gap": _("Get the gap below {value}."),
        "accuracy": _("Get a test accuracy of at least {value}."),
        "r2": _("Get a test R² of at least {value}."),
        "epoch": _("Train for at least {value} epochs."),
        "units": _("Use at most {value} hidden units."),
        "parameters": _("Use at most {value} parameters."),
        "features": _("Use at most {value} features."),
        "runs": _("Train at least {value} times."),
        "diverged": _("Make training diverge."),
    }
    return sentences[check.kind].format(value=_written(check.kind, check.value))


def _answer(asked: Asked) -> str:
    """What a teacher may expect to hear."""
    if asked.kind == "choice" and asked.right is not None:
        return asked.options[asked.right]
    if asked.kind == "number" and asked.value is not None and asked.of is None:
        return exact(asked.value, MINUS)
    return _("What the run shows.") if asked.kind == "number" else _("Any answer with a reason.")
