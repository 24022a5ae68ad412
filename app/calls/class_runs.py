"""Runs of a class, or of the files that it handed in: what they say together. The server forgets them again.

The page of a teacher has links and how their runs ended; what a link says only the core knows. So here is told of each
link which task it is and which activations it has, and of all runs after how many epochs they were at the finish.
"""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Annotated, Any, Self

from pydantic import ConfigDict, Field, ValidationError, model_validator

from nn_core import ACTIVATIONS, DATASETS, LOSSES, Experiment, explain
from nn_core.common.checked import BoundedTuple, StrictModel, refuse
from nn_core.common.written import MINUS, exact
from nn_core.experiment.experiment import CUSTOM
from nn_core.experiment.goal import MAX_EPOCH
from nn_core.formats.links.goals import Aim, Stop
from nn_core.formats.links.link import MAX_LINK, Link, from_link
from nn_core.formats.links.text import number
from nn_core.study.pooled import Pool, PooledRun, kinds_of, pools, task_of

from ..i18n import _
from .sweep import for_json

MAX_LINKS, MAX_ENDS = 600, 1200

_STRICT = ConfigDict(frozen=True, extra="forbid", strict=True)
_Epoch = Annotated[int, Field(ge=0, le=MAX_EPOCH)]


class RunEnded(StrictModel):
    """How a run ended: the place of its link, its epochs, and the epoch of its stop condition if that was met."""

    model_config = _STRICT

    link: Annotated[int, Field(ge=0, lt=MAX_LINKS)]
    epochs: _Epoch
    reached: _Epoch | None = None


class ClassRunsRequest(StrictModel):
    """Links of the playground, each once, and runs of them."""

    model_config = _STRICT

    links: Annotated[
        BoundedTuple[Annotated[str, Field(max_length=MAX_LINK)]], Field(max_length=MAX_LINKS, strict=False)
    ]
    runs: Annotated[BoundedTuple[RunEnded], Field(max_length=MAX_ENDS, strict=False)] = ()

    @model_validator(mode="after")
    def _known(self) -> Self:
        last = max((run.link for run in self.runs), default=-1)
        if last >= len(self.links):
            raise refuse("link", last, f"the place of one of {len(self.links)} links")
        return self


def answer_class_runs(data: Any) -> dict[str, Any]:
    """Of each link its task and activations, None of one that can't be read; the tasks; and the pools of the runs."""
    try:
        request = ClassRunsRequest.model_validate(data)
    except ValidationError as error:
        return {"error": explain(error)}
    links = [_read(text) for text in request.links]
    tasks = {
        task: place for place, task in enumerate(dict.fromkeys(task_of(each.experiment) for each in links if each))
    }
    first = {tasks[task_of(each.experiment)]: each.experiment for each in reversed(links) if each}
    runs = [
        PooledRun(its.experiment, its.options.stop, run.epochs, run.reached)
        for run in request.runs
        if (its := links[run.link])
    ]
    return {
        "links": [
            each
            and {"task": tasks[task_of(each.experiment)], "activation": activation_words(kinds_of(each.experiment))}
            for each in links
        ],
        "tasks": [
            {"name": _task_words(first[place]), "regression": first[place].problem == "regression"}
            for place in sorted(first)
        ],
        "pools": [_pool(pool, tasks) for pool in pools(runs)],
    }


def _read(text: str) -> Link | None:
    try:
        return from_link(text)
    except ValueError:
        return None


def _pool(pool: Pool, tasks: Mapping[tuple[Any, ...], int]) -> dict[str, Any]:
    groups = [{"activation": activation_words(group.kinds), **for_json(asdict(group))} for group in pool.groups]
    return {
        "task": tasks[pool.task],
        "finish": _finish_words(pool.stop),
        "groups": groups,
        "repeated": pool.repeated,
        "differs": list(pool.differs),
    }


def activation_words(kinds: tuple[str, ...]) -> str:
    """The activations of a network as a reader knows them."""
    return ", ".join(map(_kind_words, kinds)) or _("no hidden layer")


def _kind_words(kind: str) -> str:
    key, _colon, parameter = kind.partition(":")
    if kind.startswith("=") or key == CUSTOM:
        return _("f(z) = {formula}").format(formula=kind[1:])
    name = _(ACTIVATIONS[key].name)
    return f"{name} {exact(number(parameter) or 0.0, MINUS)}" if parameter else name


def _task_words(experiment: Experiment) -> str:
    """The data, and the loss where there is a choice, as the wall of a class says it."""
    own = experiment.dataset == CUSTOM
    said = [_("your data") if own else _(DATASETS[experiment.dataset].name)]
    if experiment.noise:
        said.append(_("noise {value}").format(value=exact(experiment.noise)))
    plain = Experiment(problem=experiment.problem)
    if experiment.classes != plain.classes:
        said.append(_("{n} classes").format(n=experiment.classes))
    if experiment.loss != plain.loss:
        said.append(_(LOSSES[experiment.loss].name))
    return ", ".join(said)


def _finish_words(stop: Stop) -> str:
    """The measure at which the runs of a pool were to end."""
    both = _measure(stop), _measure(stop.also) if stop.also else ""
    return _("{one} and {other}").format(one=both[0], other=both[1]) if both[1] else both[0]


def _measure(aim: Aim) -> str:
    form = {
        "test_loss": _("test loss below {value}"),
        "train_loss": _("training loss below {value}"),
        "test_score": _("test score at least {value}"),
        "gap": _("gap below {value}"),
        "gap_above": _("gap above {value}"),
    }[aim.kind]
    return form.format(value=exact(aim.value, MINUS))
