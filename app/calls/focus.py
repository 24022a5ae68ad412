"""What somebody looks at: the one unit or feature that a tick draws as large as the output."""

from typing import Annotated

from pydantic import ConfigDict, Field

from nn_core import FEATURES, Experiment
from nn_core.common.checked import StrictModel

Index = Annotated[int, Field(ge=0)]


class Focus(StrictModel):
    """A unit of a layer (the output layer, too) or, without a layer, one of all features."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    layer: Index | None
    unit: Index

    def check(self, experiment: Experiment) -> None:
        """Refuse what a network does not have.

        Raises:
            ValueError: there is no such layer or unit.
        """
        counts = [units for _, units in experiment.layer_sizes]
        if self.layer is not None and self.layer >= len(counts):
            raise _refuse("layer", self.layer, len(counts))
        count = len(FEATURES) if self.layer is None else counts[self.layer]
        if self.unit >= count:
            raise _refuse("unit", self.unit, count)


def _refuse(field: str, value: int, count: int) -> ValueError:
    return ValueError(f"view.focus.{field} must be 0 to {count - 1}, got {value}")
