"""What the server answers, field by field: types for both languages, which ``app/contract.py`` writes for the scripts.

Only what travels in every frame is told here; what a call answers as a dataclass of the core has its type there.
"""

from typing import Annotated, Any, NotRequired

from pydantic import WithJsonSchema
from typing_extensions import TypedDict  # before Python 3.12 pydantic reads only this one

Dumped = Annotated[dict[str, Any], WithJsonSchema({"name": "Experiment"})]


class FaultTold(TypedDict):
    """A hidden layer, from 1, of which the formula has no number at z."""

    layer: int
    formula: str
    z: float


class Stopped(TypedDict):
    """Why a lane trains no more, and since which epoch; the ``fault`` is that of a formula, if it is one's."""

    reason: str
    epoch: int
    fault: NotRequired[FaultTold]


class Counts(TypedDict):
    """Who is taken for whom, and the share of samples of which all labels are right."""

    counts: list[list[int]]
    exact: float


class FocusPicture(TypedDict):
    """One unit, or without a layer one feature, as large as the output."""

    layer: int | None
    unit: int
    pixels: str


class Signs(TypedDict):
    """How the whole network does: shares of units, and a gradient norm for each layer."""

    dead: float
    saturated: float
    gradient_norms: list[float | None]


class LayerSigns(TypedDict):
    """How each hidden layer does."""

    dead: list[float]
    saturated: list[float]
    mean_slopes: list[float | None]
    gradient_norms: list[float | None]


class LearnedTold(TypedDict):
    """A parameter of an activation that is learned: where it began, and what it is, or what it is for each unit."""

    symbol: str
    start: float
    values: list[float]


class LayerPicture(TypedDict):
    """The pre-activations of a layer, and its activation over their range.

    Where it learns parameters, ``start`` is f as it began; where each unit has its own, ``units`` are their f.
    """

    index: int
    limit: float
    counts: list[int]
    f: list[float]
    df: list[float]
    flat: list[int]
    start: list[float]
    units: list[list[float]]
    learned: list[LearnedTold]


class ShapeTold(TypedDict):
    """What f has become in a layer that learns parameters of it, or in each of its units, and how it began."""

    layer: int
    learned: list[LearnedTold]
    start: list[float]
    curves: list[list[float]]


class BestSeen(TypedDict):
    """The lowest test loss so far, and its epoch."""

    loss: float
    epoch: int


class Frame(TypedDict):
    """A moment of one lane, complete in itself; what is optional was visible, or was asked for."""

    epoch: int
    state: str
    train_loss: float
    test_loss: float
    train_score: float
    test_score: float
    outputs: str
    train_rmse: NotRequired[float]
    test_rmse: NotRequired[float]
    curve: NotRequired[list[float | None]]
    confusion: NotRequired[Counts]
    units: NotRequired[str]
    focus: NotRequired[FocusPicture]
    diagnostics: NotRequired[Signs]
    layers: NotRequired[LayerSigns]
    layer: NotRequired[LayerPicture]
    shapes: NotRequired[list[ShapeTold]]
    gradients: NotRequired[str]
    seconds: NotRequired[float | None]
    finished: NotRequired[int | None]
    best: NotRequired[BestSeen]


class Data(TypedDict):
    """The points of an experiment, the training points first."""

    points: str
    train: int
    curve: bool
    most: tuple[float, float]


class SplitTold(TypedDict):
    """How points were split again, and how many changed sides."""

    kind: str
    to_train: int
    to_test: int


class LaneAnswer(TypedDict):
    """The frames of a lane; with its data also what stays the same while it trains."""

    frames: list[Frame]
    stopped: Stopped | None
    experiment: NotRequired[Dumped]
    data: NotRequired[Data]
    link: NotRequired[str]
    parameters: NotRequired[int]
    curves: NotRequired[list[list[float]]]
    split: NotRequired[SplitTold]


class TickAnswer(TypedDict):
    """The lanes, in the order of the request; or why it was refused."""

    run: int | None
    request: int | None
    lanes: NotRequired[list[LaneAnswer]]
    error: NotRequired[str]
