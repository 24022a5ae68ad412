"""The shape with which a network has nearly as many parameters as another one: what makes lanes of a race fair."""

from typing import Any

from pydantic import ConfigDict, Field, ValidationError

from nn_core import Experiment, explain
from nn_core.common.checked import StrictModel
from nn_core.study.equal_parameters import equal_parameters

MOST = 1_000_000  # more than any network has


class ShapeRequest(StrictModel):
    """A network, and how many parameters it is to have."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    experiment: Experiment
    parameters: int = Field(ge=1, le=MOST, strict=True)


def answer_shape(data: Any) -> dict[str, Any]:
    """The units of its hidden layers, and how many parameters it has then."""
    try:
        request = ShapeRequest.model_validate(data, context={"formulas": set()})
    except ValidationError as error:
        return {"error": explain(error, within="experiment")}
    try:
        hidden = equal_parameters(request.experiment, request.parameters)
    except ValueError as error:
        return {"error": str(error)}
    found = request.experiment.model_copy(update={"hidden": hidden})
    return {"units": [layer.units for layer in hidden], "parameters": found.parameters}
