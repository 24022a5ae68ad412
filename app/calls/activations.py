"""Activation functions to look at: curves, shares, and the signal through depth; stateless like the tick.

All numbers come from the core, so that no script has to know a formula. Requests are small and bounded: a curve takes
a millisecond, and the largest signal some tens of them.
"""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated, Any

from pydantic import ConfigDict, Field, ValidationError

from nn_core import ACTIVATIONS, Layer, explain
from nn_core.activations.custom import parsed
from nn_core.common.checked import StrictModel
from nn_core.experiment.experiment import MAX_SEED
from nn_core.expressions.parser import MAX_CHARACTERS
from nn_core.expressions.tree import ExpressionError
from nn_core.formats.links.activation import MAX_FUNCTIONS
from nn_core.insight.curves import GRID, curve, shares
from nn_core.insight.gain import gain
from nn_core.insight.signal import MAX_DEPTH, MAX_WIDTH, propagate

from .facts import facts_told

MAX_LOGIT = 5.0
LOGITS = 3
SIDES = ("a", "b")

_STRICT = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, strict=True)

Logit = Annotated[float, Field(ge=-MAX_LOGIT, le=MAX_LOGIT)]
Temperature = Annotated[float, Field(ge=0.1, le=10.0)]


class CurveChoice(StrictModel):
    """An activation and its parameter; left out, the parameter is the default. Only "custom" has a formula."""

    model_config = _STRICT

    key: Annotated[str, Field(max_length=40)]
    parameter: float | None = None
    formula: Annotated[str, Field(max_length=MAX_CHARACTERS)] | None = None

    def layer(self) -> Layer:
        """A layer knows which activations and parameters there are."""
        return Layer(units=1, activation=self.key, parameter=self.parameter, formula=self.formula)


class CurvesRequest(StrictModel):
    """Curves to compute."""

    model_config = _STRICT

    curves: Annotated[list[CurveChoice], Field(fail_fast=True, min_length=1, max_length=MAX_FUNCTIONS)]


class SoftmaxRequest(StrictModel):
    """Numbers that are to become shares."""

    model_config = _STRICT

    logits: Annotated[list[Logit], Field(fail_fast=True, min_length=LOGITS, max_length=LOGITS)]
    temperature: Temperature


class SignalChoice(StrictModel):
    """What is the same in all layers of a network."""

    model_config = _STRICT

    activation: Annotated[str, Field(max_length=40)]
    initializer: Annotated[str, Field(max_length=40)]


class SignalRequest(StrictModel):
    """Networks to send a signal through."""

    model_config = _STRICT

    networks: Annotated[list[SignalChoice], Field(fail_fast=True, min_length=1, max_length=len(SIDES))]
    depth: Annotated[int, Field(ge=1, le=MAX_DEPTH)]
    width: Annotated[int, Field(ge=1, le=MAX_WIDTH)]
    seed: Annotated[int, Field(ge=0, le=MAX_SEED)]


def answer_curves(data: Any) -> dict[str, Any]:
    """For each choice f and f' over the grid z, the kinks, and what holds of it with its parameter."""
    try:
        request = CurvesRequest.model_validate(data)
    except ValidationError as error:
        return {"error": explain(error)}
    try:
        layers = [choice.layer() for choice in request.curves]
    except ValidationError as error:
        return {"error": explain(error), **_place(request.curves)}
    return {"z": GRID, "curves": [_curve(layer) for layer in layers]}


def _place(choices: Sequence[CurveChoice]) -> dict[str, Any]:
    """What is wrong with a formula by itself, and where: ``position`` counts characters, from 0."""
    for choice in choices:
        try:
            parsed(choice.formula or "z")
        except ExpressionError as error:
            return {"fault": str(error), "position": error.position}
    return {}


def _curve(layer: Layer) -> dict[str, Any]:
    drawn = asdict(curve(layer.function, layer.p))
    answer = {"key": layer.activation, "parameter": layer.parameter, **drawn}
    if layer.formula is None:
        return {**answer, "facts": facts_told(layer.function, layer.p)}
    tex, slope = layer.function.tex, layer.function.tex_derivative
    return {**answer, "formula": layer.formula, "tex": f"$$\nf(z) = {tex}\n$$\n\n$$\nf'(z) = {slope}\n$$"}


def answer_softmax(data: Any) -> dict[str, Any]:
    """The share of each number; and for the first two alone, their softmax and the sigmoid of their difference."""
    try:
        request = SoftmaxRequest.model_validate(data)
    except ValidationError as error:
        return {"error": explain(error)}
    first, second, *_rest = request.logits
    sigmoid = ACTIVATIONS["sigmoid"].f((first - second) / request.temperature, 0.0)
    return {
        "shares": shares(tuple(request.logits), request.temperature),
        "pair": {"softmax": shares((first, second), request.temperature)[0], "sigmoid": float(sigmoid)},
    }


def answer_signal(data: Any) -> dict[str, Any]:
    """For each network what the signal and the gradient are in every layer."""
    try:
        request = SignalRequest.model_validate(data)
        signals = [
            propagate(
                network.activation,
                Layer(units=1, activation=network.activation).p,
                network.initializer,
                request.depth,
                request.width,
                request.seed,
            )
            for network in request.networks
        ]
    except ValidationError as error:
        return {"error": explain(error)}
    except ValueError as error:
        return {"error": str(error)}
    gains = [
        asdict(gain(ACTIVATIONS[network.activation], ACTIVATIONS[network.activation].default))
        for network in request.networks
    ]
    told = zip(signals, gains, strict=True)
    return {"signals": [{**asdict(signal), "zero_share": signal.zero_share, "gain": its} for signal, its in told]}
