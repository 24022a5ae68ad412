"""The names of custom data: what the columns and the classes were called, and the units that they were in.

    own value = value in the experiment / factor + offset

They are shown and travel with the experiment, and change nothing of the training.
"""

from collections.abc import Sequence
from typing import Annotated

from pydantic import AfterValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from ..common.checked import BoundedTuple, StrictModel, refuse
from ..losses import OUTPUT_LAYERS

MAX_NAME = 40  # characters
MAX_OFFSET = 1e100
MIN_FACTOR, MAX_FACTOR = 1e-150, 1e150
COLUMNS = ("x", "y", "label")
MAX_CLASSES = max(layer.outputs[1] for layer in OUTPUT_LAYERS.values())


def _one_line(name: str) -> str:
    if not name.isprintable():
        raise PydanticCustomError("unseen", "every character must be one that can be seen, in one line")
    return name


def _named(classes: tuple[str, ...]) -> tuple[str, ...]:
    """Without those at the end that have no name."""
    while classes and not classes[-1]:
        classes = classes[:-1]
    return classes


Name = Annotated[str, Field(max_length=MAX_NAME), AfterValidator(_one_line)]


class Column(StrictModel):
    """What a column was called ("": nothing), and how its values were brought to the axes."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    name: Name = ""
    offset: float = Field(0.0, ge=-MAX_OFFSET, le=MAX_OFFSET)
    factor: float = Field(1.0, ge=MIN_FACTOR, le=MAX_FACTOR)

    @property
    def rescaled(self) -> bool:
        """Whether its own values are others than those of the experiment."""
        return (self.offset, self.factor) != (0.0, 1.0)

    def own(self, value: float) -> float:
        """A value of the experiment in the column's own units."""
        return value / self.factor + self.offset


class DataNames(StrictModel):
    """The three columns, and the classes: those of -1 and +1, or those from 0 on; "" is one without a name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    x: Column = Column()
    y: Column = Column()
    label: Column = Column()
    classes: Annotated[BoundedTuple[Name], Field(max_length=MAX_CLASSES), AfterValidator(_named)] = ()

    @property
    def words(self) -> str:
        """All names in a line: "x = Age, label = Pet (cat, dog)"."""
        columns = ((key, getattr(self, key).name) for key in COLUMNS)
        named = ", ".join(f"{key} = {name}" for key, name in columns if name)
        classes = f"({', '.join(name or '–' for name in self.classes)})" if self.classes else ""
        return " ".join(filter(None, (named, classes)))

    def check(self, problem: str, outputs: int) -> None:
        """Refuse, with a ValueError, names that do not fit what is learned."""
        allowed = {"classification": 2, "regression": 0}.get(problem, outputs)
        if len(self.classes) > allowed:
            raise refuse("names.classes", list(self.classes), f"at most {allowed} names ({problem})")
        if self.label.rescaled and problem != "regression":
            raise refuse("names.label", self.label.factor, f"factor 1 and offset 0 ({problem})")


def data_names(columns: Sequence[Column], classes: Sequence[str] = ()) -> DataNames | None:
    """The names of x, y, label and the classes; None if there is nothing that is not known without them."""
    renamed = {
        key: column.model_copy(update={"name": ""}) if column.name == key else column
        for key, column in zip(COLUMNS, columns, strict=True)
    }
    names = DataNames(**renamed, classes=tuple(classes))
    return names if names != DataNames() else None
