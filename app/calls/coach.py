"""The coach: a page sends the numbers of a run, and is told the one thing that is most worth saying of it, or nothing.

Stateless like the tick: what the page shows, and what somebody doesn't want to hear again, comes with the request.
Nothing is trained here. What the data allow is measured once for all who train on the same; the rest takes less than
a millisecond.
"""

from math import nan
from typing import Annotated, Any, Self

from pydantic import ConfigDict, Field, ValidationError, model_validator

from nn_core import ACTIVATIONS, FEATURES, Experiment, explain
from nn_core.activations.custom import CUSTOM
from nn_core.common.checked import BoundedTuple, StrictModel, refuse
from nn_core.experiment.experiment import MAX_LAYERS
from nn_core.insight import remedies
from nn_core.insight.coach import RULES, Advice, advise
from nn_core.insight.diagnostics import Diagnostics, LayerDiagnostics
from nn_core.insight.history import Moment
from nn_core.insight.reachable import Reachable, measure
from nn_core.insight.remedies import Change

from .. import ids
from ..i18n import _
from ..remembered import Remembered
from .lanes import Count, data_of

ROWS = 200  # of a history: the page thins what is more
EVERY_MS = 2000  # a page asks no more often

_REMEMBERED = 16 << 20  # bytes
_POINT_BYTES = 200  # of custom data, which are a part of the key

# Where the page shows what a rule speaks of; a hidden layer is selected there first.
PLACES = {
    "loss-curve": ids.LOSS_CHART,
    "test-data": ids.TEST_LOSS,
    "network": ids.NETWORK,
    "layer": ids.LAYER_NAME,
    "learning-rate": ids.LEARNING_RATE,
    "batch-size": ids.BATCH_SIZE,
    "schedule": ids.SCHEDULE,
}

# The control that each change is made with by hand, unless the change says of which layer or feature it is: what is
# said of that is said of the change, undo calls it that, and where a lesson hides it nothing is offered.
CONTROLS = {
    remedies.RATE: ids.LEARNING_RATE,
    remedies.SCHEDULE: ids.SCHEDULE,
    remedies.BATCH: ids.BATCH_SIZE,
    remedies.ACTIVATION: ids.ACTIVATION,
    remedies.LAYER: ids.ADD_LAYER,
    remedies.L2: ids.REGULARIZATION,
    remedies.PENALTY: ids.REGULARIZATION_RATE,
    remedies.INITIALIZER: ids.INITIALIZER,
    remedies.SHARE: ids.TRAIN_PERCENT,
    remedies.SAMPLES: ids.SAMPLES,
}

_LOSSES = frozenset({"loss", "guess", "train", "test"})  # values that are written as all losses of the page

_Share = Annotated[float, Field(ge=0, le=1)]
_Norm = Annotated[float, Field(ge=0)]


class LayersSeen(StrictModel):
    """What a frame said of the hidden layers, and of all gradients; None is what JSON can't carry."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    dead: Annotated[BoundedTuple[_Share], Field(max_length=MAX_LAYERS)]
    saturated: Annotated[BoundedTuple[_Share], Field(max_length=MAX_LAYERS)]
    gradient_norms: Annotated[BoundedTuple[_Norm | None], Field(max_length=MAX_LAYERS + 1)]


class CoachRequest(StrictModel):
    """A run: its set-up, its history since that was chosen (epoch, losses, scores), the last look at its layers.

    ``said`` is the rule that the page shows, and the ``silenced`` ones are not to be said.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    experiment: Experiment
    history: Annotated[BoundedTuple[tuple[Count, float, float, float, float]], Field(max_length=ROWS)]
    layers: LayersSeen | None = None
    said: Annotated[str, Field(max_length=40)] | None = None
    silenced: Annotated[BoundedTuple[Annotated[str, Field(max_length=40)]], Field(max_length=len(RULES))] = ()

    @model_validator(mode="after")
    def _fit(self) -> Self:
        count, layers = len(self.experiment.hidden), self.layers
        for name, length in (("dead", count), ("saturated", count), ("gradient_norms", count + 1)):
            if layers and (given := len(getattr(layers, name))) != length:
                raise refuse(f"length of layers.{name}", given, f"{length}, as the network has it")
        return self

    @property
    def diagnostics(self) -> Diagnostics | None:
        """As the core has them, as far as rules ask for them."""
        if self.layers is None:
            return None
        norms = tuple(nan if norm is None else norm for norm in self.layers.gradient_norms)
        each = zip(self.layers.dead, self.layers.saturated, norms, strict=False)
        return Diagnostics(nan, nan, norms, tuple(LayerDiagnostics(dead, flat, nan, norm) for dead, flat, norm in each))


_REACHABLE: Remembered[Reachable] = Remembered(_REMEMBERED, lambda data: _POINT_BYTES * (10 + data.train + data.test))


def answer_coach(data: Any) -> dict[str, Any]:
    """What there is to say, or None; a request that can't be is answered with an error."""
    try:
        request = CoachRequest.model_validate(data, context={"formulas": set()})
    except ValidationError as error:
        return {"error": explain(error, within="experiment")}
    experiment = request.experiment
    advice = advise(
        experiment,
        [Moment(*row) for row in request.history],
        request.diagnostics,
        data=_REACHABLE.get(experiment.data_key, lambda: measure(experiment, data_of(experiment))),
        said=request.said,
        silenced=request.silenced,
    )
    return {"advice": advice and _told(advice, experiment)}


def _told(advice: Advice, experiment: Experiment) -> dict[str, Any]:
    layer = advice.place.layer
    return {
        "rule": advice.rule,
        **_sentence(advice),
        "place": PLACES[advice.place.part],
        "layer": None if layer is None else layer - 1,
        "change": advice.change and _change(advice.change, experiment),
    }


def _change(change: Change, experiment: Experiment) -> dict[str, Any]:
    """A change as the fields that are others then."""
    fields = {name for name in Experiment.model_fields if getattr(change.experiment, name) != getattr(experiment, name)}
    control, name = _control(change)
    return {
        **_sentence(change),
        "fields": change.experiment.model_dump(mode="json", include=fields),
        "keep": not change.restart,
        "control": control,
        "name": name,
    }


def _control(change: Change) -> tuple[str, str]:
    """The control, and the name of what it does."""
    if change.text == remedies.UNITS:
        return ids.add_unit(int(change.values["layer"]) - 1), "layer-units"
    control = ids.feature(str(change.values["feature"])) if change.text == remedies.FEATURE else CONTROLS[change.text]
    return control, control


def _sentence(said: Advice | Change) -> dict[str, Any]:
    """A text, and what goes into its places: the page writes numbers as everywhere, and losses as losses."""
    values = {name: _name(value) if isinstance(value, str) else value for name, value in said.values.items()}
    return {"text": _(said.text), "values": values, "losses": sorted(_LOSSES & set(values))}


def _name(key: str) -> str:
    """What an activation or a feature is called."""
    if key == CUSTOM:
        return _("your activation")
    return _(ACTIVATIONS[key].name) if key in ACTIVATIONS else FEATURES[key].label


def coach_texts() -> list[str]:
    """All that may be said, in the reader's language."""
    return [_(text) for text in (*(text for rule in RULES.values() for text in rule.texts), *remedies.TEXTS)]
