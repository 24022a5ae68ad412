"""Links of races: a whole race as the text behind the # of the address of the race.

    lanes=sigmoid;tanh;relu&hidden=3;3&seed=0&finish=loss:0.01
    differs=hidden&lanes=2;4,2;8,8&dataset=spiral&hidden=3;3&seed=7&start=matched&finish=score:0.95&speed=10
    lanes=tanh;relu,learning_rate=0.1;=max(0,z)&hidden=8;8&seed=0&finish=loss:0.1&seeds=50&cap=5000

``lanes`` are those of ``race_rules``, with ";" between them; they differ in the activation, or in what ``differs``
names. ``names`` says whose they are (``race_names``). ``start`` is uniform or matched, ``finish`` a test loss to fall
below or a score to rise to. ``speed`` is how many epochs lie between two frames; ``seeds`` and ``cap`` are those of the
sweep, those of a grid are in ``grid_link``; ``present=1`` opens the race as for a projector, under the ``title``.
``task`` is the claim (``claims``) that somebody is to judge, of which this is the measured race: another race has no
such task. All other keys are what the lanes share, in the words of ``links.py``, where layers that are left out are two
of three tanh units. Signs that an address must not have are percent-encoded, as everywhere in links.

What is left out is as usual. A link of the playground, which has a dataset but no lanes, opens a race of its set-up:
first its network, then the usual lanes. Links were JSON once, ``{"base": {...}, "differs": ..., "lanes": [...]}``; they
open, too.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, ValidationError

from ..common.checked import BoundedTuple, StrictModel, explain
from ..experiment.experiment import Experiment
from ..experiment.goal import BOUNDS
from ..experiment.hidden import Layer
from ..formats.links.link import MAX_LINK, Reading, fields_of, joined, pairs_of, read_speed
from ..formats.links.presenting import NOT_PRESENTING, Presenting, read_presenting
from ..formats.links.task import of_another, read_task
from ..formats.links.text import layer_text, nearest, quoted, unescaped, written
from .claims import CLAIMS
from .grid import Grid
from .grid_link import fitting_grid, read_count, read_grid
from .race_names import Name, fitted, names_pair, read_names
from .race_rules import (
    CLASSICS,
    DEFAULT_EXPERIMENT,
    DIFFERS,
    FEWEST,
    MAX_LANE,
    MAX_LANES,
    STARTS,
    Competitor,
    Rules,
    lane,
    own_first,
)

MAX_SWEEP_SEEDS, MAX_SWEEP_CAP = 200, 20_000
DEFAULT_SEEDS, DEFAULT_CAP = 20, 2000

# The claims that a race shows, each with the one in which it was measured.
_TASKS = {
    key: Rules(shown.base, shown.differs, shown.lanes, target=shown.target)
    for key, claim in CLAIMS.items()
    if (shown := claim.shown)
}
_FINISHES = {"loss": "test_loss", "score": "test_score"}
_DEFAULT_HIDDEN = "3;3"
_OF_THE_PLAYGROUND = ("show_test", "discretize", "stop", "goals", "hide", "lock", "task")


@dataclass(frozen=True)
class Teaching:
    """What changes no run of the race: epochs between frames, the sweep, how it is shown, a claim's key, the grid."""

    speed: int = 1
    seeds: int = DEFAULT_SEEDS
    cap: int = DEFAULT_CAP
    presenting: Presenting = NOT_PRESENTING
    task: str = ""
    grid: Grid | None = None  # None: as usual

    def pairs(self) -> dict[str, str]:
        """As they stand in a link."""
        numbers = {"speed": (self.speed, 1), "seeds": (self.seeds, DEFAULT_SEEDS), "cap": (self.cap, DEFAULT_CAP)}
        unusual = {name: str(value) for name, (value, usual) in numbers.items() if value != usual}
        task = {"task": self.task} if self.task else {}
        return unusual | self.presenting.pairs() | task | (self.grid.pairs() if self.grid else {})


@dataclass(frozen=True)
class RaceLink:
    """What a link of a race says.

    ``competitors`` are its lanes, ``names`` by what they say whose those are; ``notes`` say what became something else,
    and why.
    """

    rules: Rules
    teaching: Teaching = field(default_factory=Teaching)
    competitors: tuple[Competitor, ...] = ()
    notes: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)


class Given(StrictModel):
    """A race as the page holds it, and as links were once. What is left out is as usual."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    base: dict[str, Any]
    differs: Annotated[str, Field(max_length=40)] = "activation"
    lanes: Annotated[
        BoundedTuple[Annotated[str, Field(max_length=MAX_LANE)]],
        Field(min_length=FEWEST, max_length=MAX_LANES, strict=False),
    ] = CLASSICS
    start: Literal["uniform", "matched"] = "uniform"
    metric: Literal["test_loss", "test_score"] = "test_loss"
    target: str | float = "0.01"
    names: Annotated[dict[Annotated[str, Field(max_length=MAX_LANE)], Name], Field(max_length=MAX_LANES)] | None = None
    fields: dict[str, Any] | None = None  # that the page keeps of its lanes; they are in the lanes' texts


def to_race_link(rules: Rules, teaching: Teaching | None = None, names: Mapping[str, str] | None = None) -> str:
    """The link that says this; ``names`` are by what the lanes say."""
    base = rules.base
    pairs = {"differs": rules.differs} if rules.differs != Rules().differs else {}
    pairs |= {"lanes": ";".join(rules.lanes), **names_pair(rules.lanes, names or {})}
    pairs |= {"problem": base.problem} if base.problem != DEFAULT_EXPERIMENT.problem else {}
    pairs |= {"dataset": base.dataset} if base.dataset != DEFAULT_EXPERIMENT.dataset else {}
    pairs |= {"hidden": ";".join(_short(layer) for layer in base.hidden), "seed": str(base.seed)}
    texts = fields_of(base, {"problem": "", "dataset": "", **pairs})
    pairs |= {key: text for key, text in texts.items() if text}
    if "features" in texts:
        pairs["features"] = texts["features"]
    pairs |= {"start": rules.start} if rules.start != STARTS[0] else {}
    kind = next(kind for kind, metric in _FINISHES.items() if metric == rules.metric)
    pairs["finish"] = f"{kind}:{written(rules.target)}"
    return joined(pairs | (teaching or Teaching()).pairs())


def to_task_link(key: str) -> str:
    """The link that opens the race in which a claim was measured, with the claim as its task."""
    return to_race_link(_TASKS[key], Teaching(task=key))


def _short(layer: Layer) -> str:
    """A layer in a link, without what it has as a rule."""
    return str(layer.units) if layer == Layer(units=layer.units) else layer_text(layer)


def from_race_link(text: str) -> RaceLink:
    """What a link says; what is unknown, unreadable or not allowed is left out or mended, and noted.

    The text may be a whole address, too.

    Raises:
        ValueError: it is too long, or nothing like a link of a race.
    """
    if len(text) > MAX_LINK:
        raise ValueError(f"link must be at most {MAX_LINK:,} characters long, got {len(text):,}")
    fragment = text.partition("#")[2] if "#" in text else text
    if unescaped(fragment[:10]).lstrip().startswith("{"):
        return _of_json(unescaped(fragment))
    pairs = pairs_of(text)
    notes: list[str] = []
    lanes = pairs.pop("lanes", None)
    of_the_playground = lanes is None and "dataset" in pairs and "differs" not in pairs
    if of_the_playground:
        for name in _OF_THE_PLAYGROUND:
            pairs.pop(name, None)
    else:
        pairs.setdefault("hidden", _DEFAULT_HIDDEN)
    choices = _differs(pairs, notes) | _start(pairs, notes) | _finish(pairs, notes)
    task = read_task(pairs, _TASKS, notes)
    texts = None if lanes is None else lanes.split(";")
    names = read_names(pairs, texts or (), notes)
    teaching = Teaching(
        read_speed(pairs.pop("speed", "1"), notes),
        read_count(pairs, "seeds", DEFAULT_SEEDS, MAX_SWEEP_SEEDS, notes),
        read_count(pairs, "cap", DEFAULT_CAP, MAX_SWEEP_CAP, notes),
        read_presenting(pairs, notes),
        task,
        read_grid(pairs, MAX_SWEEP_CAP, notes),
    )
    reading = Reading(pairs, notes)
    base = reading.experiment()
    reading.unknown("This link", list(pairs))
    given = own_first(base) if of_the_playground else texts
    return _with_lanes(Rules(base, **choices), given, teaching, notes, names)


def _with_lanes(
    rules: Rules, given: list[str] | None, teaching: Teaching, notes: list[str], names: Mapping[str, str]
) -> RaceLink:
    """The lanes that can be, with their names; where these are too few, the usual ones."""
    texts = [text for text in given or () if text]
    if len(texts) > MAX_LANES:
        notes.append(f"lanes: only the first {MAX_LANES} of {len(texts)} are used.")
    competitors: list[Competitor] = []
    called: dict[str, str] = {}
    for text in texts[:MAX_LANES]:
        try:
            competitors.append(lane(rules, text, notes))
        except ValueError as error:
            notes.append(f"{error}.")
        else:
            called |= {competitors[-1].text: names[text]} if text in names else {}
    if len(competitors) < FEWEST:
        if given is not None:
            notes.append(f"lanes: a race must have {FEWEST} to {MAX_LANES} lanes, got {len(competitors)}.")
        rules = rules if rules.differs == "activation" else Rules(rules.base, "activation", (), *_rest(rules))
        competitors, called = [lane(rules, text, notes) for text in CLASSICS], {}
    texts = [competitor.text for competitor in competitors]
    rules = Rules(rules.base, rules.differs, tuple(texts), *_rest(rules))
    if teaching.task and rules != _TASKS[teaching.task]:
        notes.append(of_another("race", teaching.task))
        teaching = replace(teaching, task="")
    teaching = replace(teaching, grid=fitting_grid(teaching.grid, rules, notes))
    return RaceLink(rules, teaching, tuple(competitors), tuple(dict.fromkeys(notes)), called)


def _rest(rules: Rules) -> tuple[str, str, float]:
    return rules.start, rules.metric, rules.target


def _differs(pairs: dict[str, str], notes: list[str]) -> dict[str, str]:
    differs = pairs.pop("differs", "activation")
    if differs in DIFFERS:
        return {"differs": differs}
    notes.append(f"differs must be one of {', '.join(DIFFERS)}, got {quoted(differs)}; it is ignored.")
    return {}


def _start(pairs: dict[str, str], notes: list[str]) -> dict[str, str]:
    start = pairs.pop("start", STARTS[0])
    if start in STARTS:
        return {"start": start}
    notes.append(f"start must be one of {', '.join(STARTS)}, got {quoted(start)}; it is ignored.")
    return {}


def _finish(pairs: dict[str, str], notes: list[str]) -> dict[str, Any]:
    """A loss or a score, and its number."""
    text = pairs.pop("finish", "")
    kind, _, number = text.partition(":")
    if not text:
        return {}
    if kind not in _FINISHES:
        notes.append(f"finish must be loss:NUMBER or score:NUMBER, got {quoted(text)}; it is ignored.")
        return {}
    low, high, _whole_number = BOUNDS[_FINISHES[kind]]
    value = nearest(f"finish: {kind}", number, low, high, notes)
    return {} if value is None else {"metric": _FINISHES[kind], "target": value}


def _of_json(text: str) -> RaceLink:
    try:
        given = Given.model_validate(json.loads(text))
        return given_race(given)
    except ValidationError as error:
        raise ValueError(f"link: {explain(error)}") from None
    except (ValueError, RecursionError) as error:
        raise ValueError(f"link must be a race, got {quoted(text)}: {str(error)[:200]}") from None


def given_race(given: Given) -> RaceLink:
    """The race that the page, or a link as it was once, holds.

    Raises:
        ValueError: there can be no such race.
    """
    low, high, _ = BOUNDS[given.metric]
    target = float(given.target)
    if not low <= target <= high:
        raise ValueError(f"target must be a number from {low:g} to {high:g}, got {target!r}")
    if given.differs not in DIFFERS:
        raise ValueError(f"differs must be one of {', '.join(DIFFERS)}, got {given.differs!r}")
    base: Mapping[str, Any] = {**DEFAULT_EXPERIMENT.model_dump(mode="json"), **given.base}
    kind = base["problem"]
    plain = base if kind == DEFAULT_EXPERIMENT.problem else {**_of_any_problem(), **given.base}
    if not isinstance(plain["hidden"], list) or not all(map(_is_layer, plain["hidden"])):
        raise ValueError("hidden must be a list of layers with a whole number of units")
    rules = Rules(Experiment(**plain), given.differs, (), given.start, given.metric, target)
    names = {text: name for text, its in (given.names or {}).items() if (name := fitted(its))}
    return _with_lanes(rules, list(given.lanes), Teaching(), [], names)


def _is_layer(layer: object) -> bool:
    return isinstance(layer, dict) and type(layer.get("units")) is int


def _of_any_problem() -> dict[str, Any]:
    """What is usual whatever the problem is; the rest follows from it."""
    return {"hidden": DEFAULT_EXPERIMENT.model_dump(mode="json")["hidden"]}
