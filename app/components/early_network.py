"""The network of epoch 0 before there are scripts: links and units, where ``assets/src/paint/places.js`` has them.

    y of unit i of n  =  (i - (n - 1) / 2) · apart          in rows of the features, from their middle
    apart  =  min(APART, (rows - 1) / (most - 1))           most: units of the largest layer, 2 at least
    y of the end of link i of n  =  y of its unit + (i - (n - 1) / 2) / n · FAN

Across, all is as wide as the window lets it, so links are stretched, but not their widths; how large a unit is, the
styles say (``assets/styles/network/early.css``). Colors are those of the theme.
"""

from typing import Any

import numpy as np
from dash import html
from dash.development.base_component import Component
from numpy.typing import NDArray

from nn_core import FEATURES, Experiment, TrainingState
from nn_core.insight.picture import feature_pixels, hidden_pixels, output_pixels

from ..bridge.markup import Path, Shape, Svg
from ..wire.frames import UNIT_PIXELS
from .tinted import mixed, tinted

APART, FAN = 1.6, 0.32  # rows
MOST_UNITS = 8  # of a layer: the buttons add no more, and the styles know of no more
MOST_LAYERS = 4  # more may stand so close that units are smaller
MOST_LINKS = 150  # of more, the dashes are left out (drawing.js), and the page would be long
_CURVE, _EDGE, _REACH = 44, 3, 1.25  # px of its picture, and as far as its axis goes at least
_ROWS = len(FEATURES)
_STEP = 4  # of 127, to which values in small pictures are rounded


def is_plain(experiment: Experiment, state: TrainingState) -> bool:
    """Whether its drawing is a line for each weight and one output unit, and no more than a page can hold."""
    sizes = [layer.weights.shape for layer in state.layers]
    units = [*(layer.units for layer in experiment.hidden), 1]
    if (
        not 0 < len(experiment.hidden) <= MOST_LAYERS
        or max(units) > MOST_UNITS
        or [columns for _, columns in sizes] != units
    ):
        return False
    return bool(sum(inputs * columns for inputs, columns in sizes) <= MOST_LINKS)


def network(experiment: Experiment, state: TrainingState) -> html.Div:
    """Side by side, links and a column of units for each layer, and an arrow to the map."""
    sizes = [layer.units for layer in experiment.hidden]
    most = max(2, *sizes)
    apart = min(APART, (_ROWS - 1) / (most - 1))
    both = (hidden_pixels(experiment, state, UNIT_PIXELS), output_pixels(experiment, state, UNIT_PIXELS))
    pictures = (tinted(pixels, _STEP) for pixels in np.concatenate(both))
    sources = [i - (_ROWS - 1) / 2 for i, key in enumerate(FEATURES) if key in experiment.features]
    parts: list[Component] = []
    for index, (count, numbers) in enumerate(zip([*sizes, 1], state.layers, strict=True)):
        places = _places(count, apart)
        parts += [
            _way(_links(sources, places, numbers.weights), is_first=index == 0, is_last=index == len(sizes)),
            html.Div([_unit(next(pictures), bias) for bias in numbers.biases], className="early-column"),
        ]
        sources = places
    tip = Shape("svg", Path(d="M-5-4 0 0-5 4"), x="100%", y="50%")
    arrow = Svg([Shape("line", x1=0, y1="50%", x2="100%", y2="50%"), tip], className="early-arrow")
    parts.append(html.Div([html.I(), arrow], className="early-way tip"))
    return html.Div(parts, className="early early-network", **{"aria-hidden": "true"})


def _way(links: Svg, *, is_first: bool, is_last: bool) -> html.Div:
    """From one column to the next; an ``<i>`` is as wide as half a unit."""
    names = f"early-way{' first' if is_first else ' last' if is_last else ''}"
    return html.Div([links, html.I()] if is_first else [html.I(), links, html.I()], className=names)


def _places(count: int, apart: float) -> list[float]:
    return [(i - (count - 1) / 2) * apart for i in range(count)]


def _links(sources: list[float], targets: list[float], weights: NDArray[Any]) -> Svg:
    """The links between two columns, in a box from one to the other."""
    count = len(sources)
    lines = []
    for unit, target in enumerate(targets):
        for i, source in enumerate(sources):
            weight = float(weights[i, unit])
            end = target + (i - (count - 1) / 2) / count * FAN
            way = f"M0 {source:.3g}C.5 {source:.3g} .5 {end:.3g} 1 {end:.3g}"
            width = f"{1 + 1.8 * min(5.0, abs(weight)):.3g}"
            lines.append(Path(d=way, stroke=mixed(weight), **{"stroke-width": width}))
    box = f"0 {-_ROWS / 2:g} 1 {_ROWS}"
    return Svg(lines, viewBox=box, className="early-links", preserveAspectRatio="none")


def _unit(picture: list[html.Img], bias: float) -> html.Div:
    box = {"x": -4, "y": -4, "width": 8, "height": 8, "rx": 1.5}
    square = [Shape("rect", **box, fill=mixed(float(bias))), Shape("rect", **box)]
    return html.Div([*picture, Svg(square, viewBox="-4 -4 8 8", className="early-bias")], className="early-unit")


def feature(key: str) -> html.Span:
    """The picture of a feature, over the canvas that will have it."""
    picture = tinted(feature_pixels(key, UNIT_PIXELS), _STEP)
    return html.Span(picture, className="early early-feature", **{"aria-hidden": "true"})


def curve(values: list[float]) -> Svg:
    """The little picture of an activation, of its values at even steps."""
    reach = max(_REACH, *(abs(value) for value in values))
    middle, step = _CURVE / 2, _CURVE / (len(values) - 1)
    heights = (middle - value / reach * (middle - _EDGE) for value in values)
    line = " ".join(f"{i * step:.4g} {y:.3g}" for i, y in enumerate(heights))
    axes = Path(d=f"M0 {middle:g}H{_CURVE}M{middle:g} 0V{_CURVE}", className="axes")
    box = f"0 0 {_CURVE} {_CURVE}"
    return Svg([axes, Path(d=f"M{line}")], viewBox=box, className="early curve", **{"aria-hidden": "true"})
