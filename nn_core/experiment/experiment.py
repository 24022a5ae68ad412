"""The experiment: everything a person chose, and nothing that training produced.

An ``Experiment`` is small, frozen and checked when it is made: one that can't be run is refused with the
name of the field, the value, and what would be allowed. Two equal experiments train to the same last digit,
with the same engine, version and kind of processor: see ``training.py``.
"""

from collections.abc import Mapping
from functools import cached_property
from itertools import pairwise
from typing import Annotated, Any, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import ConfigDict, Field, model_validator

from ..activations.aliases import known_as
from ..common.checked import BoundedTuple, Real, StrictModel, check_key, refuse
from ..datasets import DATASETS
from ..features import FEATURES
from ..initializers import INITIALIZERS
from ..losses import OUTPUT_LAYERS, PROBLEMS, output_layers
from ..optimizers import OPTIMIZERS
from ..regularizers import REGULARIZERS
from ..schedules import SCHEDULES
from .data_names import DataNames
from .hidden import Layer

MAX_LAYERS = 8
MIN_SAMPLES, MAX_SAMPLES = 10, 2000
MAX_RATE = 10.0
MAX_NOISE = 80.0  # by a link; the slider of the page goes to 50
MAX_NORM = 100.0
MAX_BIAS = 1.0  # to begin with
MAX_CLASSES = 6
MAX_SCHEDULE = 100_000  # epochs
MAX_COORDINATE = 1e6
MAX_SEED = 2**32 - 1
CUSTOM = "custom"

# What another problem needs other values of, as it has other data; and all that the data and the batches are made of.
PROBLEM_FIELDS = ("output", "loss", "samples", "points", "train_points", "names", "classes")
DATA_FIELDS = ("dataset", "samples", "points", "train_points", "names", "batch_size", "train_percent")

_SAMPLES = {"regression": 1200}  # and 500 for the others


Coordinate = Annotated[float, Field(ge=-MAX_COORDINATE, le=MAX_COORDINATE)]
Point = tuple[Coordinate, Coordinate, Coordinate]


class Experiment(StrictModel):
    """All choices of a run. Fields left out take the defaults of their problem.

    Raises:
        ValidationError: a value is out of bounds or does not fit the others; ``explain`` makes it one line.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    problem: str = "classification"
    dataset: str = "circle"
    samples: int = Field(500, ge=MIN_SAMPLES, le=MAX_SAMPLES)
    noise: Real = Field(0.0, ge=0, le=MAX_NOISE)
    train_percent: float = Field(50.0, ge=10, le=90)
    seed: int = Field(0, ge=0, le=MAX_SEED)
    weights_seed: int | None = Field(None, ge=0, le=MAX_SEED)  # of the initial weights; None: ``seed`` is theirs, too
    points: Annotated[BoundedTuple[Point], Field(min_length=MIN_SAMPLES, max_length=MAX_SAMPLES)] | None = None
    train_points: int | None = Field(None, ge=1, le=MAX_SAMPLES)  # of own points the first train; None: train_percent
    names: DataNames | None = None  # of custom data: they are shown, and nothing is trained otherwise for them
    features: BoundedTuple[str] = ("x", "y")
    hidden: BoundedTuple[Layer] = Field((Layer(units=4), Layer(units=2)), max_length=MAX_LAYERS)
    classes: int = Field(1, ge=1, le=MAX_CLASSES)  # outputs: one, or as many as there are classes or labels
    output: str = "tanh"
    loss: str = "squared"
    learning_rate: Real = Field(0.03, ge=0, le=MAX_RATE)
    batch_size: int = Field(10, ge=1, le=MAX_SAMPLES)
    optimizer: str = "sgd"
    clip_norm: Real = Field(0.0, ge=0, le=MAX_NORM)  # 0: gradients are not clipped
    schedule: str = "constant"
    schedule_epochs: int = Field(100, ge=1, le=MAX_SCHEDULE)
    regularization: str = "none"
    regularization_rate: Real = Field(0.0, ge=0, le=MAX_RATE)
    initializer: str = "uniform"
    initial_bias: Real = Field(0.1, ge=-MAX_BIAS, le=MAX_BIAS)  # of every unit, those of the output layer too

    @property
    def train_samples(self) -> int:
        """How many of the samples are for training: the first ones."""
        if self.train_points is not None:
            return self.train_points
        return int(self.samples * self.train_percent / 100.0)

    @property
    def data_key(self) -> tuple[Any, ...]:
        """Everything that the data depend on: experiments that agree in this have the same data."""
        source = self.problem, self.dataset, self.samples, self.noise, self.train_samples, self.seed, self.points
        return *source, self.features, self.classes, self.output, self.loss

    @cached_property
    def layer_sizes(self) -> tuple[tuple[int, int], ...]:
        """(inputs, units) of every layer from the first hidden one to the output layer."""
        widths = [len(self.features), *(layer.units for layer in self.hidden), self.classes]
        return tuple(pairwise(widths))

    @cached_property
    def weight_shapes(self) -> tuple[tuple[int, int], ...]:
        """(inputs, columns) of the weights of every layer: a maxout unit has several columns."""
        columns = [*(layer.columns for layer in self.hidden), self.classes]
        return tuple((inputs, count) for (inputs, _), count in zip(self.layer_sizes, columns, strict=True))

    @cached_property
    def learned(self) -> tuple[tuple[float, ...], ...]:
        """For every layer the parameters of its activation that it learns, as they begin; () where there are none."""
        return (*(layer.function.begins(layer.parameter, layer.units) for layer in self.hidden), ())

    @property
    def parameters(self) -> int:
        """How many numbers training can change: weights, biases and learned parameters of activations."""
        return sum((inputs + 1) * columns for inputs, columns in self.weight_shapes) + sum(map(len, self.learned))

    def learning_rates(self, epoch: int, epochs: int) -> NDArray[np.float64]:
        """The learning rate of each of some epochs from ``epoch`` on, as the schedule has it."""
        after = np.arange(epoch, epoch + epochs, dtype=np.float64)
        return self.learning_rate * SCHEDULES[self.schedule].factor(after, float(self.schedule_epochs))

    @property
    def is_stochastic(self) -> bool:
        """Whether training is random in something: dropout, or a noisy activation."""
        noisy = (layer.function.is_random(layer.parameter) for layer in self.hidden)
        return any(noisy) or any(layer.dropout for layer in self.hidden)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy, with some fields changed and not checked; what follows from them is worked out again."""
        copy = super().model_copy(update=update, deep=deep)
        for name in ("layer_sizes", "weight_shapes", "learned"):
            copy.__dict__.pop(name, None)
        return copy

    @model_validator(mode="before")
    @classmethod
    def _fill_defaults(cls, data: Any) -> Any:
        """Fill in what depends on other fields: the data, the output layer and the number of samples."""
        if not isinstance(data, dict):
            return data
        if isinstance(data.get("features"), set | frozenset):
            raise refuse("features", data["features"], "a list, as their order matters")
        problem = data.get("problem", cls.model_fields["problem"].default)
        if not isinstance(problem, str) or problem not in PROBLEMS:
            return data
        named = known_as(data["output"]) if isinstance(data.get("output"), str) else None
        if named and named[1] is None:  # by any of its names, as that of a hidden layer
            data = {**data, "output": named[0]}
        layers = output_layers(problem)
        fitting = [
            o for o in layers if data.get("output", o.activation) == o.activation and data.get("loss", o.loss) == o.loss
        ]
        output = fitting[0] if fitting else layers[0]
        points = data.get("points")
        defaults = {
            "dataset": next(kind.key for kind in DATASETS.values() if kind.problem == problem),
            "samples": len(points) if isinstance(points, list | tuple) else _SAMPLES.get(problem, 500),
            "classes": output.outputs[0],
            "output": output.activation,
            "loss": output.loss,
        }
        return {**defaults, **data}

    @model_validator(mode="after")
    def _check(self) -> Self:
        if "batch_size" not in self.model_fields_set and self.batch_size > self.train_samples:
            object.__setattr__(self, "batch_size", self.train_samples)  # the default, for little data
        check_key("problem", self.problem, PROBLEMS)
        check_key("optimizer", self.optimizer, OPTIMIZERS)
        check_key("schedule", self.schedule, SCHEDULES)
        check_key("regularization", self.regularization, REGULARIZERS)
        check_key("initializer", self.initializer, INITIALIZERS)
        for feature in self.features:
            check_key("features", feature, FEATURES)
        if len(set(self.features)) < len(self.features):
            raise refuse("features", list(self.features), "a list of different ones")
        self._check_output_layer()
        if self.dataset == CUSTOM:
            self._check_points()
        else:
            fitting = [kind.key for kind in DATASETS.values() if kind.problem == self.problem]
            if self.dataset not in fitting:
                raise refuse("dataset", self.dataset, f"{', '.join(fitting)} or {CUSTOM} ({self.problem})")
            if self.points is not None:
                raise refuse("points", "own data", f'left out unless dataset is "{CUSTOM}"')
            if self.train_points is not None:
                raise refuse("train_points", self.train_points, f'left out unless dataset is "{CUSTOM}"')
            if self.names is not None:
                raise refuse("names", "names of data", f'left out unless dataset is "{CUSTOM}"')
        if self.batch_size > self.train_samples:
            raise refuse("batch_size", self.batch_size, f"1 to {self.train_samples}, the number of training samples")
        return self

    def _check_output_layer(self) -> None:
        if (self.problem, self.output, self.loss) not in OUTPUT_LAYERS:
            pairs = ", ".join(f"{o.activation} with {o.loss}" for o in output_layers(self.problem))
            raise refuse("output", f"{self.output} with {self.loss}", f"{pairs} ({self.problem})")
        low, high = OUTPUT_LAYERS[self.problem, self.output, self.loss].outputs
        if self.dataset in DATASETS:
            high = min(high, DATASETS[self.dataset].most)
        if not low <= self.classes <= high:
            raise refuse("classes", self.classes, f"{low} to {high} ({self.problem})" if high > low else f"{low}")

    def _check_points(self) -> None:
        if self.points is None:
            raise refuse("points", None, f'[[x, y, label], ...] with dataset "{CUSTOM}"')
        if self.samples != len(self.points):
            raise refuse("samples", self.samples, f"{len(self.points)}, the number of points")
        if not self.train_samples < len(self.points):
            raise refuse(
                "train_points", self.train_points, f"1 to {len(self.points) - 1}, so that some are left to test"
            )
        if self.names is not None:
            self.names.check(self.problem, self.classes)
        layer = OUTPUT_LAYERS[self.problem, self.output, self.loss]
        allowed: tuple[float, ...] | range = (-1.0, 1.0)
        if layer.several:
            allowed = range(self.classes if layer.one_hot else 2**self.classes)
        if self.problem == "regression":
            return
        for _, _, label in self.points:
            if label not in allowed:
                known = "-1 or 1" if not layer.several else f"a whole number from 0 to {len(allowed) - 1}"
                raise refuse("points", label, f"the label {known}")
