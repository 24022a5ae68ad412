"""A hidden layer as a person chose it: how many units, their activation, its parameter or formula, and dropout."""

from contextlib import suppress
from typing import Any, Self

import numpy as np
from pydantic import ConfigDict, Field, ValidationInfo, model_validator

from ..activations import ACTIVATIONS, Activation
from ..activations.aliases import canonical, known_as, why_not
from ..activations.custom import CUSTOM, MAX_FORMULAS, PARAMETER, custom, parsed, usual
from ..common.checked import Real, StrictModel, check_key, refuse
from ..common.deadline import check
from ..expressions.tokens import MAX_CHARACTERS

MAX_UNITS = 16


class Layer(StrictModel):
    """A hidden layer: how many units, their activation, and the activation's parameter if it has one.

    The activation "custom" is what ``formula`` says, see ``expressions``, in its usual form. Others may have any name
    that ``activations.aliases`` knows.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    units: int = Field(ge=1, le=MAX_UNITS)
    activation: str = "tanh"
    parameter: Real | None = None
    formula: str | None = Field(None, max_length=MAX_CHARACTERS)
    dropout: Real = Field(0.0, ge=0, le=0.9)

    @property
    def function(self) -> Activation:
        """The activation itself."""
        if self.activation == CUSTOM:
            return custom(self.formula or "", self.parameter)
        return ACTIVATIONS[self.activation]

    @property
    def p(self) -> Any:
        """What the function takes beside z: its parameter; of several that are learned, all as they begin."""
        return self.function.starting(self.parameter)

    def named(self, learned: Any) -> list[tuple[str, float, list[float]]]:
        """What the layer has learned of its activation: symbol, where it began, and the value, or that of each unit."""
        parameters = self.function.learns
        if not parameters:
            return []
        begins = np.reshape(self.p, -1).tolist()
        values = np.reshape(learned, (len(parameters), -1)).tolist()
        symbols = [parameter.symbol for parameter in parameters]
        return list(zip(symbols, begins, values, strict=True))

    @property
    def columns(self) -> int:
        """Columns of weights: one for each unit, or several for units that are a maximum of pieces."""
        return self.units * self.function.pieces(self.parameter)

    @model_validator(mode="before")
    @classmethod
    def _fill_parameter(cls, data: Any, info: ValidationInfo) -> Any:
        if not isinstance(data, dict):
            return data
        formula = str(data.get("formula"))[: MAX_CHARACTERS + 1]
        activation = data.get("activation", cls.model_fields["activation"].default)
        if activation == CUSTOM and info.context:  # of a request, which is not to have many of them
            info.context["formulas"].add(formula)
            if len(info.context["formulas"]) > MAX_FORMULAS:
                raise refuse("formula", formula, f"one of at most {MAX_FORMULAS} different ones at a time")
        named = known_as(activation) if isinstance(activation, str) and activation != CUSTOM else None
        if named and named[0] != activation:
            activation, said = named
            data = {**data, "activation": activation}
            if data.get("parameter") is None:
                data["parameter"] = said
        if activation == CUSTOM and isinstance(data.get("formula"), str):
            data = {**data, "formula": usual(data["formula"])}
        if data.get("parameter") is not None:
            return data
        known = ACTIVATIONS.get(activation) if isinstance(activation, str) else None
        parameter = known.parameter if known else None
        if activation == CUSTOM:
            with suppress(ValueError):  # what is wrong with a formula is told by the check
                parameter = PARAMETER if parsed(formula).uses_parameter else None
        return {**data, "parameter": parameter.default} if parameter else data

    @model_validator(mode="after")
    def _check(self) -> Self:
        self._check_formula()
        if reason := why_not(self.activation):
            raise refuse("activation", self.activation, f"one of those here ({reason})")
        check_key("activation", self.activation, (*ACTIVATIONS, CUSTOM))
        parameter = self.function.parameter
        if parameter is None:
            if self.parameter is not None:
                raise refuse("parameter", self.parameter, f"left out, as {self.activation} has no parameter")
        elif self.parameter is None or not parameter.minimum <= self.parameter <= parameter.maximum:
            raise refuse("parameter", self.parameter, f"{parameter.minimum:g} to {parameter.maximum:g}")
        elif self.function.pieces(self.parameter) > 1 and not self.parameter.is_integer():
            raise refuse("parameter", self.parameter, f"a whole number from {parameter.minimum:g} up")
        return self

    def _check_formula(self) -> None:
        if self.activation != CUSTOM:
            if self.formula is not None:
                raise refuse("formula", self.formula, f'left out, as only "{CUSTOM}" has one')
            return
        check()
        try:
            custom(self.formula or "", self.parameter)
        except ValueError as error:
            raise refuse("formula", self.formula or "", f"a function of z ({error})") from None


def chosen_activation(name: str) -> dict[str, str]:
    """The fields of a layer that a short name stands for: "tanh", "leaky-relu:0.1", "nn.SiLU", "=max(0, z)"."""
    if name.startswith("="):
        return {"activation": CUSTOM, "formula": name[1:]}
    key, _, parameter = canonical(name).partition(":")
    return {"activation": key} | ({"parameter": parameter} if parameter else {})
