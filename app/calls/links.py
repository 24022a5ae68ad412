"""Links: what the address of a page says, and what it is to say. The core knows their form; here it is passed on."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, ValidationError

from nn_core import explain
from nn_core.activations.aliases import MAX_NAME
from nn_core.common.checked import BoundedTuple, StrictModel
from nn_core.formats.links.activation import MAX_FUNCTIONS, Filter, from_activation_link, to_activation_link
from nn_core.formats.links.link import MAX_LINK, from_link, joined, to_link
from nn_core.formats.links.text import written
from nn_core.study.claims import NETWORKS
from nn_core.study.grid import Grid
from nn_core.study.race_link import Given, RaceLink, Teaching, from_race_link, given_race, to_race_link
from nn_core.study.race_names import Name
from nn_core.study.race_of_runs import race_of_runs
from nn_core.study.race_rules import MAX_LANES

from ..parts import NAMES
from .activations import CurveChoice


class FilterChoice(StrictModel):
    """Which functions the list of the page of activations shows, see ``nn_core.formats.links.activation``."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    find: Annotated[str, Field(max_length=MAX_NAME)] = ""
    family: Annotated[str, Field(max_length=MAX_NAME)] = ""
    network: Annotated[str, Field(max_length=MAX_NAME)] = ""


class LinkRequest(StrictModel):
    """The text behind the # of the address of a page, to be read; or a race or functions, to be written.

    ``runs`` are links of the playground, of which a race is to be made, and ``names`` whose they are.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    page: Literal["playground", "race", "activations"] = "playground"
    text: str | None = None
    race: Given | None = None
    runs: (
        Annotated[BoundedTuple[Annotated[str, Field(max_length=MAX_LINK)]], Field(max_length=MAX_LANES, strict=False)]
        | None
    ) = None
    names: Annotated[BoundedTuple[Name], Field(max_length=MAX_LANES, strict=False)] = ()
    functions: Annotated[BoundedTuple[CurveChoice], Field(max_length=MAX_FUNCTIONS, strict=False)] | None = None
    filter: FilterChoice | None = None


def answer_link(data: Any) -> dict[str, Any]:
    """What a link says, with the link in its usual form; one that can't be read is answered with an error."""
    try:
        request = LinkRequest.model_validate(data)
        if request.race is not None:
            return race_told(given_race(request.race))
        if request.runs is not None:
            return _race_of(request.runs, request.names)
        if request.functions is not None:
            chosen = Filter(**(request.filter or FilterChoice()).model_dump())
            return {"link": to_activation_link((choice.layer() for choice in request.functions), chosen)}
        if request.text is None:
            raise ValueError("text is required")
        return _READ[request.page](request.text)
    except ValidationError as error:
        return {"error": explain(error)}
    except ValueError as error:
        return {"error": str(error)}


def _playground(text: str) -> dict[str, Any]:
    link = from_link(text, NAMES, NETWORKS)
    return {
        "experiment": link.experiment.model_dump(mode="json"),
        "link": to_link(link.experiment),
        "options": asdict(link.options),
        "hidden": link.hidden,
        "notes": link.notes,
    }


def race_told(link: RaceLink) -> dict[str, Any]:
    """A race as the page holds it. ``fields`` tell, by lanes, their value and in words what they have beside it."""
    rules = link.rules
    race = {
        **vars(rules),
        "base": rules.base.model_dump(mode="json"),
        "target": written(rules.target),
        "names": link.names,
    }
    fields = {lane.text: {"value": lane.value, "said": lane.said} for lane in link.competitors if lane.others}
    return {
        "race": {**race, "fields": fields},
        "link": to_race_link(rules, Teaching(task=link.teaching.task), link.names),
        "options": {**asdict(link.teaching), "grid": grid_told(link.teaching.grid or Grid())},
        "notes": link.notes,
    }


def _race_of(runs: Iterable[str], names: Iterable[str]) -> dict[str, Any]:
    """The link of the race of these runs, or none; with the places of those that can't be in it, and why."""
    race = race_of_runs([from_link(text).experiment for text in runs])
    left_out = [{"run": index, "why": why} for index, why in sorted(race.left_out.items())]
    if not race.rules:
        return {"link": None, "left_out": left_out}
    its = [name for index, name in enumerate(names) if index not in race.left_out]
    called = dict(zip(race.rules.lanes, its, strict=False))
    return {"link": to_race_link(race.rules, names=called), "left_out": left_out}


def grid_told(grid: Grid) -> dict[str, Any]:
    """A grid as the page holds it, with what a link says of it."""
    return {**asdict(grid), "link": "" if grid == Grid() else joined(grid.pairs())}


def _activations(text: str) -> dict[str, Any]:
    link = from_activation_link(text)
    return {
        "functions": [
            {"key": layer.activation, **layer.model_dump(include={"parameter", "formula"})} for layer in link.functions
        ],
        "filter": asdict(link.filter),
        "link": to_activation_link(link.functions, link.filter),
        "named": link.named,
        "presenting": asdict(link.presenting),
        "notes": link.notes,
    }


_READ: Mapping[str, Callable[[str], dict[str, Any]]] = {
    "playground": _playground,
    "race": lambda text: race_told(from_race_link(text)),
    "activations": _activations,
}
