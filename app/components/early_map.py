"""The map of epoch 0 before there are scripts, with points and axes; and the little pictures of the datasets.

How large a point is, and what is written, is in pixels at any size of the map, as in ``assets/src/paint/paint.js``;
where it is, is a share of the map.
"""

import numpy as np
from dash import html
from dash.development.base_component import Component
from numpy.typing import NDArray

from nn_core import DATASETS, Dataset, Experiment, TrainingState, make_dataset
from nn_core.common.written import MINUS, exact
from nn_core.datasets import AXIS_LIMIT
from nn_core.evaluation import to_pixels
from nn_core.insight.picture import output_pixels

from ..bridge.markup import Path, Shape, Svg, Text
from ..wire.frames import OUTPUT_PIXELS
from .tinted import image, shares, tinted

MOST_POINTS = 500  # of more, a page would be long
THUMBNAIL_POINTS = 200
_CURVE_HEIGHT = 4.0  # of the axes' 6: where a label of 1 is drawn in a little picture
_SIDE, _DOT = 80, 4  # px, of a little picture
_TOP, _MIDDLE, _BOTTOM = "0.8em", "0.3em", "-0.23em"  # from there to the line that letters stand on
_TICKS = range(-int(AXIS_LIMIT), int(AXIS_LIMIT) + 1)


def whole_map(experiment: Experiment, state: TrainingState) -> html.Div:
    """The output with the training points, of which the first lies on top, and axes."""
    (pixels,) = output_pixels(experiment, state, OUTPUT_PIXELS)
    data = make_dataset(experiment)
    count = len(data.train_x)
    dots = _points(data, count, two=experiment.problem == "classification") if count <= MOST_POINTS else []
    return html.Div(
        [html.Div(tinted(pixels), className="early-plane"), Svg(dots, className="early-points"), _axes()],
        className="early early-map",
        **{"aria-hidden": "true"},
    )


def _share(value: float) -> float:
    """How far along an axis a value is."""
    return (value + AXIS_LIMIT) / (2.0 * AXIS_LIMIT)


def _percent(share: float) -> str:
    return f"{round(100 * share, 1):g}%"


def _points(data: Dataset, count: int, *, two: bool) -> list[Component]:
    """The first ones; of ``two`` classes the positive one is a diamond."""
    points = []
    for (x, y), label in reversed(list(zip(data.points[:count], data.labels[:count], strict=True))):
        left, top, strength = _percent(_share(x)), _percent(_share(-y)), min(1.0, abs(float(label)))
        if two and label > 0:
            points.append(Shape("rect", x=left, y=top))
            continue
        at: dict[str, str] = {"cx": left, "cy": top}
        if strength < 1.0:  # between its end of the scale and zero, which lies below it
            points.append(Shape("circle", **at, className="zero"))
            at["fill-opacity"] = f"{strength:.3g}"
        points.append(Shape("circle", **at, className="plus" if label > 0 else None))
    return points


def _axes() -> Svg:
    parts: list[Component] = []
    for tick in _TICKS:
        text, zero = exact(tick, MINUS), "zero" if tick == 0 else None
        below = [Path(d="M0 0V4"), Text(text, y=6, dy=_TOP, className=zero)]
        beside = [Path(d="M-4 0H0"), Text(text, x=-6, dy=_MIDDLE, className=zero)]
        parts += [
            Shape("svg", below, x=_percent(_share(tick)), y="100%", className="across"),
            Shape("svg", beside, y=_percent(_share(-tick)), className="up"),
        ]
    parts += [
        Shape("svg", Text("X₁", y=30, dy=_BOTTOM), x="100%", y="100%", className="title"),
        Shape("svg", Text("X₂", y=-19, dy=_TOP), className="title"),
    ]
    return Svg(parts, className="early-axes")


def thumbnail_points(key: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Some points of a dataset without noise, and their labels; those of a curve stand as high as their labels."""
    kind = DATASETS[key]
    data = make_dataset(Experiment(problem=kind.problem, dataset=key, samples=THUMBNAIL_POINTS, batch_size=1))
    points = data.points
    if kind.curve:
        points = np.column_stack([points[:, 0], _CURVE_HEIGHT * data.labels])
    return points, data.labels


def thumbnail(key: str) -> Component:
    """The little picture of a dataset with two classes, or with numbers: a square for each point."""
    picture = np.zeros((_SIDE, _SIDE, 3), dtype=np.uint8)
    points, labels = thumbnail_points(key)
    colors = shares(to_pixels(labels)[np.newaxis])[0]
    for (x, y), color in zip(points, colors, strict=True):
        left, top = (round(_share(at) * _SIDE - _DOT / 2) for at in (x, -y))
        picture[max(0, top) : max(0, top + _DOT), max(0, left) : max(0, left + _DOT)] = color
    made = image(picture)
    made.className += " early"
    return made


def own_data_sign() -> Svg:
    """A plus, where there are no data of one's own yet."""
    middle, low, high = _SIDE / 2, 0.3 * _SIDE, 0.7 * _SIDE
    plus = Path(d=f"M{middle:g} {low:g}V{high:g}M{low:g} {middle:g}H{high:g}")
    return Svg(plus, viewBox=f"0 0 {_SIDE} {_SIDE}", className="early early-own", **{"aria-hidden": "true"})
