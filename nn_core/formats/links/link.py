"""Links: a whole set-up as the text behind the # of an address.

    dataset=spiral&seed=7&features=x,y,sin%20x&hidden=8-tanh;4-leaky-relu:0.1~0.2&learning_rate=0.1

The keys are the fields of ``Experiment``; those that are left out have the defaults of their problem, which must
therefore never change. Beside them a link may say what the page shows (``show_test``, ``discretize``), when training
stops and what an exercise asks for (``stop``, ``goals``: see ``link_goals``), how many epochs lie between two frames
(``speed=10``), what a lesson does without (``hide=play,step``; a hidden feature is still an input), what nobody may
change by hand (``lock=weights``), and a claim that is to be judged (``task=linear``: see ``task``). For links of
TensorFlow Playground see ``original``. Only here its form is known.

A link holds choices, not weights; as the same choices give the same training (to the last digit with the same engine,
version and kind of processor, see ``training.py``), that is all it needs.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from ...common.checked import explain
from ...common.deadline import check
from ...datasets import DATASETS
from ...experiment.experiment import CUSTOM, MAX_LAYERS, Experiment
from ...features import FEATURES
from ...losses import OUTPUT_LAYERS
from .goals import read_goals, read_stop
from .names import names_pairs, read_names
from .options import LOCK, NO_OPTIONS, SWITCHES, Options
from .original import in_our_words, true
from .presenting import read_presenting
from .task import of_another, read_task
from .text import (
    escaped,
    layer_text,
    nearest,
    points_text,
    quoted,
    read_layer,
    read_points,
    unescaped,
    written,
)

MAX_LINK = 200_000  # characters
MAX_SPEED = 1000  # epochs between two frames
_PAIR = re.compile("[A-Za-z_]{1,40}=")
_MAX_NAMED = 5  # of the unknown things in a link, how many a note names

FIELDS = tuple(name for name in Experiment.model_fields if name not in ("points", "names"))
_NUMBERS = tuple(name for name in FIELDS if Experiment.model_fields[name].annotation in (int, float, int | None))
_KEYS = ("output", "loss", "optimizer", "schedule", "regularization", "initializer")


@dataclass(frozen=True)
class Link:
    """What a link says; ``hidden`` names what a page is to do without, and ``notes`` say what became something else."""

    experiment: Experiment
    options: Options = NO_OPTIONS
    hidden: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def to_link(experiment: Experiment, options: Options = NO_OPTIONS, hidden: Iterable[str] = ()) -> str:
    """The link that says this: what differs from the defaults of its problem, and always the data and the seed."""
    pairs = {"problem": experiment.problem} if experiment.problem != Experiment().problem else {}
    pairs |= {"dataset": experiment.dataset, "seed": str(experiment.seed)}
    return joined(fields_of(experiment, pairs) | options.pairs() | ({"hide": ",".join(hidden)} if hidden else {}))


def joined(pairs: Mapping[str, str]) -> str:
    """Keys and values as a link."""
    return "&".join(f"{key}={escaped(value)}" for key, value in pairs.items())


def fields_of(experiment: Experiment, pairs: dict[str, str]) -> dict[str, str]:
    """What differs from the defaults of an experiment's problem, after what is said already."""
    plain = Experiment(problem=experiment.problem)
    defaults = {**dict(plain), "batch_size": min(plain.batch_size, experiment.train_samples)}
    if experiment.points is not None:
        defaults["samples"] = experiment.samples
        pairs["points"] = points_text(experiment.points)
        pairs |= names_pairs(experiment.names) if experiment.names else {}
    for name in FIELDS:
        value = getattr(experiment, name)
        if name not in pairs and value != defaults[name]:
            pairs[name] = field_text(name, value)
    return pairs


def field_text(name: str, value: Any) -> str:
    """A field of an experiment as it stands in a link."""
    if name == "hidden":
        return ";".join(map(layer_text, value))
    if name == "features":
        return ",".join(value)
    return value if isinstance(value, str) else written(value)


def from_link(text: str, parts: Mapping[str, str] | None = None, tasks: Mapping[str, Experiment] | None = None) -> Link:
    """What a link says; what is unknown, unreadable or not allowed is left out or mended, and noted.

    The text may be a whole address, too. ``parts`` are the names that ``hide`` may have, in the order of the page, and
    what each is called there; ``tasks`` are those that ``task`` may have, each with the experiment that it is of.
    Without them every name is taken as it is.

    Raises:
        ValueError: it is too long, or nothing like a link.
    """
    notes: list[str] = []
    return Reading(in_our_words(pairs_of(text), notes), notes).link(parts, tasks)


def pairs_of(text: str) -> dict[str, str]:
    """The keys and values of a link.

    Raises:
        ValueError: it is too long, or nothing like a link.
    """
    if len(text) > MAX_LINK:
        raise ValueError(f"link must be at most {MAX_LINK:,} characters long, got {len(text):,}")
    fragment = text.partition("#")[2] if "#" in text else text.removeprefix("?")
    fragment = fragment.replace("&amp;", "&")  # as it stands in the source of a page
    if "=" not in fragment and _PAIR.match(unescaped(fragment)):
        fragment = unescaped(fragment)  # as some mail programs hand it on
    items = [item.partition("=") for item in fragment.split("&") if item]
    if items and not any(sign for _, sign, _ in items):
        raise ValueError(f"link must be key=value&key=value, got {quoted(fragment)}")
    return {unescaped(key): unescaped(value) for key, _, value in items}


def read_speed(text: str, notes: list[str]) -> int:
    """The epochs between two frames that a text says, mended where it must be. Notes say why."""
    return int(nearest("speed", text, 1, MAX_SPEED, notes, whole=True) or 1)


def unknown(kind: str, names: list[str]) -> list[str]:
    """A note on what there is not, if there is something."""
    more = f" and {len(names) - _MAX_NAMED} more" if len(names) > _MAX_NAMED else ""
    are = "is" if len(names) == 1 else "are"
    return [f"{kind}: {', '.join(map(quoted, names[:_MAX_NAMED]))}{more} {are} unknown and ignored."] if names else []


class Reading:
    """A link that is being read: its pairs, from which what was read is taken away, and the choices so far."""

    def __init__(self, pairs: dict[str, str], notes: list[str], chosen: Mapping[str, Any] | None = None) -> None:
        self.pairs, self.notes = pairs, notes
        self.chosen = dict(chosen or {})

    def experiment(self) -> Experiment:
        """Of the fields that the pairs name and the choices so far."""
        self._problem()
        for name in ("output", "loss"):
            self._key(name)
        self._data()
        self._names()
        for name in _NUMBERS:
            self._number(name)
        for name in _KEYS:
            self._key(name)
        self._features()
        self._hidden()
        return Experiment(**self.chosen)

    def link(self, parts: Mapping[str, str] | None, tasks: Mapping[str, Experiment] | None) -> Link:
        """All of it."""
        experiment = self.experiment()
        options = self._options(experiment, tasks)
        hidden = self._hidden_parts(parts)
        self.unknown("This link", list(self.pairs))
        return Link(experiment, options, hidden, tuple(dict.fromkeys(self.notes)))

    def _hidden_parts(self, parts: Mapping[str, str] | None) -> tuple[str, ...]:
        named = dict.fromkeys(filter(None, self.pairs.pop("hide", "").split(",")))
        if parts is None:
            return tuple(named)
        self.unknown("hide", [name for name in named if name not in parts])
        return tuple(dict.fromkeys(part for name, part in parts.items() if name in named))

    def _options(self, experiment: Experiment, tasks: Mapping[str, Experiment] | None) -> Options:
        switches = {name: true(self.pairs.pop(name, "false")) for name in SWITCHES}
        stop = read_stop(self.pairs.pop("stop", ""), self.notes)
        goals = read_goals(self.pairs.pop("goals", ""), self.notes)
        speed = read_speed(self.pairs.pop("speed", "1"), self.notes)
        locked = dict.fromkeys(filter(None, self.pairs.pop("lock", "").split(",")))
        self.unknown("lock", [name for name in locked if name != LOCK])
        presenting = read_presenting(self.pairs, self.notes)
        task = read_task(self.pairs, tasks, self.notes)
        if task and tasks is not None and experiment != tasks[task]:
            self.notes.append(of_another("network", task))
            task = ""
        return Options(
            **switches,
            stop=stop,
            goals=goals,
            speed=speed,
            lock_weights=LOCK in locked,
            presenting=presenting,
            task=task,
        )

    def unknown(self, kind: str, names: list[str]) -> None:
        """Note what there is not."""
        self.notes.extend(unknown(kind, names))

    def _take(self, **choices: Any) -> None:
        """Take over what fits the choices so far; what does not is ignored."""
        check()
        try:
            Experiment(**self.chosen | choices)
        except ValidationError as error:
            self.notes.append(f"Ignored: {explain(error)}.")
        else:
            self.chosen |= choices

    def _key(self, name: str) -> None:
        if name in self.pairs:
            self._take(**{name: self.pairs.pop(name)})

    def _problem(self) -> None:
        """The problem that is named, or that of the dataset."""
        self._key("problem")
        kind = DATASETS.get(self.pairs.get("dataset", ""))
        if "problem" not in self.chosen and kind:
            self._take(problem=kind.problem)

    def _data(self) -> None:
        """The dataset and its classes, or own points; those can be judged together only."""
        dataset, points = self.pairs.pop("dataset", None), self.pairs.pop("points", None)
        custom = dataset == CUSTOM and points is not None
        if dataset is not None and not custom:
            self._take(dataset=dataset)
        classes = self._classes(custom)
        if points is None or not custom:
            if points is not None:
                self.notes.append(f'Ignored: points, which only the dataset "{CUSTOM}" has.')
            return self._take(**classes)
        self.pairs.pop("samples", None)  # as many as there are points
        try:
            self._take(dataset=CUSTOM, points=read_points(points), **classes)
        except ValueError as error:
            self.notes.append(f"Ignored: {error}.")

    def _names(self) -> None:
        """The names of custom data, which can be judged only once the data are known."""
        names = read_names(self.pairs, self.notes)
        if names is not None:
            self._take(names=names)

    def _classes(self, custom: bool) -> dict[str, int]:
        if "classes" not in self.pairs:
            return {}
        e = Experiment(**self.chosen)
        low, high = OUTPUT_LAYERS[e.problem, e.output, e.loss].outputs
        most = high if custom else min(high, DATASETS[e.dataset].most)
        value = nearest("classes", self.pairs.pop("classes"), low, most, self.notes, whole=True)
        return {} if value is None else {"classes": int(value)}

    def _number(self, name: str) -> None:
        if name not in self.pairs:
            return
        field = Experiment.model_fields[name]
        low, high = (next(getattr(m, end) for m in field.metadata if hasattr(m, end)) for end in ("ge", "le"))
        if name == "batch_size":
            high = Experiment(**self.chosen).train_samples
        value = nearest(name, self.pairs.pop(name), low, high, self.notes, whole=field.annotation is not float)
        if value is not None:
            self._take(**{name: value})

    def _features(self) -> None:
        if "features" not in self.pairs:
            return
        given = [key for key in self.pairs.pop("features").split(",") if key]
        self.unknown("features", [key for key in given if key not in FEATURES])
        self._take(features=list(dict.fromkeys(key for key in given if key in FEATURES)))

    def _hidden(self) -> None:
        if "hidden" not in self.pairs:
            return
        text = self.pairs.pop("hidden")
        items = text.split(";") if text else []
        if len(items) > MAX_LAYERS:
            self.notes.append(f"hidden: only the first {MAX_LAYERS} of {len(items)} layers are used.")
        layers = [read_layer(item, self.notes) for item in items[:MAX_LAYERS]]
        if None not in layers:
            self._take(hidden=layers)
