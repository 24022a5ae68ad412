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

from ..bridge.markup import Path, Svg, Text
from ..wire.frames import OUTPUT_PIXELS
from .tinted import mixed, tinted

MOST_POINTS = 500  # of more, a page would be long
TOUCH = 0.4  # on the axes: points that are nearer may touch
THUMBNAIL_POINTS = 200
_CURVE_HEIGHT = 4.0  # of the axes' 6: where a label of 1 is drawn in a little picture
_SIDE, _DOT = 80, 4  # px, of a little picture
_TICKS = range(-int(AXIS_LIMIT), int(AXIS_LIMIT) + 1)


def whole_map(experiment: Experiment, state: TrainingState) -> html.Div:
    """The output with the training points, of which the first lies on top, and axes."""
    return _early("early-map", [*_plane(experiment, state), *_axes()])


def lane_map(experiment: Experiment, state: TrainingState) -> html.Div:
    """The same without axes, as the lanes of a race have it."""
    return _early("early-lane", _plane(experiment, state))


def _early(name: str, parts: list[Component]) -> html.Div:
    return html.Div(parts, className=f"early {name}", **{"aria-hidden": "true"})


def _plane(experiment: Experiment, state: TrainingState) -> list[Component]:
    (pixels,) = output_pixels(experiment, state, OUTPUT_PIXELS)
    data = make_dataset(experiment)
    count = len(data.train_x)
    dots = _points(data, count, two=experiment.problem == "classification") if count <= MOST_POINTS else []
    box = f"{-AXIS_LIMIT:g} {-AXIS_LIMIT:g} {2 * AXIS_LIMIT:g} {2 * AXIS_LIMIT:g}"
    points = Svg(dots, viewBox=box, className="early-points", preserveAspectRatio="none")
    return [html.Div(tinted(pixels), className="early-plane"), points]


def _points(data: Dataset, count: int, *, two: bool) -> list[Component]:
    """The first ones, as lines without length whose ends are round or, of ``two`` classes for the positive one, square.

    A point lies on those after it. What does not touch is drawn together: few lines with many points.
    """
    x, y = data.points[:count].round(2).T
    labels = data.labels[:count]
    heights = np.zeros(count, dtype=np.int64)
    for i in reversed(range(count)):
        below = np.hypot(x[i + 1 :] - x[i], y[i + 1 :] - y[i]) < TOUCH
        heights[i] = 1 + heights[i + 1 :][below].max(initial=0)
    shades = np.clip(labels, -1.0, 1.0).round(1)
    paths = []
    for height in range(1, int(heights.max(initial=0)) + 1):
        for square in (False, True) if two else (False,):
            its = (heights == height) & ((labels > 0) == square if two else True)
            for part in ("rim", *np.unique(shades[its])):
                chosen = its if part == "rim" else its & (shades == part)
                end = "l.01.01" if square else "h0"
                way = "".join(f"M{left:g} {top:g}{end}" for left, top in zip(x[chosen], -y[chosen], strict=True))
                names = f"{'square' if square else 'round'}{' rim' if part == 'rim' else ''}"
                if way:
                    paths.append(Path(d=way, className=names, stroke=None if part == "rim" else mixed(float(part))))
    return paths


def _percent(value: float) -> str:
    """How far along an axis a value is."""
    return f"{(value + AXIS_LIMIT) / (2.0 * AXIS_LIMIT) * 100:.4g}%"


def _axes() -> list[Component]:
    across = "".join(f"M{tick} 0V4" for tick in _TICKS)
    up = "".join(f"M0 {tick}H4" for tick in _TICKS)
    ends = _TICKS[0], _TICKS[-1] - _TICKS[0]
    parts: list[Component] = [
        Svg(Path(d=across), viewBox=f"{ends[0]} 0 {ends[1]} 4", className="across", preserveAspectRatio="none"),
        Svg(Path(d=up), viewBox=f"0 {ends[0]} 4 {ends[1]}", className="up", preserveAspectRatio="none"),
    ]
    texts: list[Component] = []
    for tick in _TICKS:
        text, zero = exact(tick, MINUS), " zero" if tick == 0 else ""
        texts += [
            Text(text, x=_percent(tick), y="100%", dy=14, className=f"below{zero}"),
            Text(text, y=_percent(-tick), dx=-6, dy=3, className=f"beside{zero}"),
        ]
    texts += [Text("X₁", x="100%", y="100%", dy=27, className="title beside"), Text("X₂", dy=-10, className="title")]
    return [*parts, Svg(texts, className="texts")]


def thumbnail_points(key: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Some points of a dataset without noise, and their labels; those of a curve stand as high as their labels."""
    kind = DATASETS[key]
    data = make_dataset(Experiment(problem=kind.problem, dataset=key, samples=THUMBNAIL_POINTS, batch_size=1))
    points = data.points
    if kind.curve:
        points = np.column_stack([points[:, 0], _CURVE_HEIGHT * data.labels])
    return points, data.labels


def thumbnail(key: str) -> list[html.Img]:
    """The little picture of a dataset with two classes, or with numbers: a square for each point."""
    picture = np.full((_SIDE, _SIDE), 128, dtype=np.uint8)
    points, labels = thumbnail_points(key)
    for (x, y), value in zip(points, to_pixels(labels), strict=True):
        left, top = (round((at / AXIS_LIMIT + 1) * _SIDE / 2 - _DOT / 2) for at in (x, -y))
        picture[max(0, top) : max(0, top + _DOT), max(0, left) : max(0, left + _DOT)] = value
    return tinted(picture, name="early")


def own_data_sign() -> Svg:
    """A plus, where there are no data of one's own yet."""
    middle, low, high = _SIDE / 2, 0.3 * _SIDE, 0.7 * _SIDE
    plus = Path(d=f"M{middle:g} {low:g}V{high:g}M{low:g} {middle:g}H{high:g}")
    return Svg(plus, viewBox=f"0 0 {_SIDE} {_SIDE}", className="early early-own", **{"aria-hidden": "true"})
