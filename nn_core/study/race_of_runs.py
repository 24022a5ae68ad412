"""A race of runs that somebody has seen: their set-ups as lanes, and which of them can't be one.

What they have in common is the base, which is the first one; a lane says all that differs anywhere. Where that is one
field only, the lanes differ in it as in any race, and where it is the layers, in the activation or in the units.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from ..experiment.experiment import Experiment
from ..formats.links.link import FIELDS, field_text
from ..formats.links.text import layer_text
from .race_rules import DIFFERS, FEWEST, MAX_LANES, Rules, lane

Why = Literal["same", "data", "lane"]


@dataclass(frozen=True)
class RaceOfRuns:
    """The race, or None where fewer than two runs are left; ``left_out`` tells by their places why which are not in it.

    "same": the set-up of an earlier one; "data": other points of one's own; "lane": a lane can't say what it has.
    """

    rules: Rules | None
    left_out: Mapping[int, Why]


def race_of_runs(experiments: Sequence[Experiment]) -> RaceOfRuns:
    """The race of these set-ups.

    Raises:
        ValueError: they are not 2 to 12.
    """
    if not FEWEST <= len(experiments) <= MAX_LANES:
        raise ValueError(f"runs must be {FEWEST} to {MAX_LANES}, got {len(experiments)}")
    left_out: dict[int, Why] = {}
    base = experiments[0]
    for index, experiment in enumerate(experiments):
        if experiment in experiments[:index]:
            left_out[index] = "same"
        elif (experiment.points, experiment.names) != (base.points, base.names):
            left_out[index] = "data"
    while len(chosen := [index for index in range(len(experiments)) if index not in left_out]) >= FEWEST:
        rules, wrong = _best(base, [experiments[index] for index in chosen])
        if not wrong:
            return RaceOfRuns(rules, left_out)
        left_out |= {chosen[place]: "lane" for place in wrong}
    return RaceOfRuns(None, left_out)


def _best(base: Experiment, experiments: Sequence[Experiment]) -> tuple[Rules, list[int]]:
    """The first race whose lanes are these experiments; else the last one, and the places of those not in it."""
    for rules in _races(base, experiments):
        wrong = [place for place, text in enumerate(rules.lanes) if not _is(rules, text, experiments[place])]
        if not wrong:
            break
    return rules, wrong


def _races(base: Experiment, experiments: Sequence[Experiment]) -> Iterator[Rules]:
    """What could say it, from what reads best to what says most."""
    names = [name for name in FIELDS if any(getattr(each, name) != getattr(base, name) for each in experiments)]
    texts = [{name: _text(name, each) for name in names} for each in experiments]
    if names == ["hidden"] and all(each.hidden for each in experiments):
        kinds = [{layer_text(layer).partition("-")[2] for layer in each.hidden} for each in experiments]
        if all(len(kind) == 1 for kind in kinds):
            yield Rules(base, "activation", tuple(*zip(*kinds, strict=True)))
        yield Rules(base, "hidden", tuple(",".join(str(layer.units) for layer in each.hidden) for each in experiments))
    elif len(names) == 1 and names[0] in DIFFERS:
        yield Rules(base, names[0], tuple(text[names[0]] or "" for text in texts))
    usual = f"learning_rate={field_text('learning_rate', base.learning_rate)}"  # a lane has to say something
    whole = (",".join(f"{name}={said}" for name, said in text.items() if said is not None) for text in texts)
    yield Rules(base, "activation", tuple(said or usual for said in whole))


def _text(name: str, experiment: Experiment) -> str | None:
    """A field as it stands in a lane, where commas are between layers; None where it has nothing to say."""
    value = getattr(experiment, name)
    text = None if value is None else field_text(name, value)
    return text.replace(";", ",") if text and name == "hidden" else text


def _is(rules: Rules, text: str, experiment: Experiment) -> bool:
    notes: list[str] = []
    with suppress(ValueError):
        return lane(rules, text, notes).experiment == experiment and not notes
    return False
