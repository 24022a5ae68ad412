"""The view: what of a network somebody sees, so that a tick computes nothing else."""

from typing import Annotated

from pydantic import ConfigDict, Field

from nn_core.common.checked import StrictModel
from nn_core.experiment.experiment import MAX_LAYERS
from nn_core.experiment.goal import Goal
from nn_core.study.race import Metric

from ..wire.frames import OUTPUT_PIXELS
from .focus import Focus

MIN_PIXELS = 20


class View(StrictModel):
    """What is visible, and so computed: the pictures of the hidden units, the data, the diagnostics, the gradients.

    Where the units are visible it is also counted, now and then, who is taken for whom. ``pixels`` is the side of the
    output's picture. With a ``target``, a frame whose ``metric`` is at it says at which epoch since the frame before
    it this came to be. A lane stops at the epoch that is at its ``goal``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    units: bool = True
    data: bool = False
    diagnostics: bool = False
    layer: Annotated[int, Field(ge=0, lt=MAX_LAYERS)] | None = None
    focus: Focus | None = None
    gradients: bool = False
    pixels: Annotated[int, Field(ge=MIN_PIXELS, le=OUTPUT_PIXELS)] = OUTPUT_PIXELS
    target: Annotated[float, Field(gt=0, le=1e6)] | None = None
    metric: Metric = "test_loss"
    goal: Goal | None = None
