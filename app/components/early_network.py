"""The network of epoch 0 before there are scripts: links and units, where ``assets/src/paint/places.js`` has them.

    y of unit i of n  =  (i - (n - 1) / 2) · apart          in rows of the features, from their middle
    apart  =  min(APART, (rows - 1) / (most - 1))           most: units of the largest layer, 2 at least
    y of the end of link i of n  =  y of its unit + (i - (n - 1) / 2) / n · FAN

Across, all is as wide as the window lets it, so links are stretched, but not their widths; how large a unit is, the
styles say (``early_network.css``). Colors are those of the theme, as opaque as the weight is far from 0.
"""

from typing import Any

from dash import html
from dash.development.base_component import Component
from numpy.typing import NDArray

from nn_core import FEATURES, Experiment, TrainingState
from nn_core.insight.picture import feature_pixels, hidden_pixels, output_pixels

from ..bridge.markup import Path, Shape, Svg
from ..wire.frames import UNIT_PIXELS
from .tinted import tinted

APART, FAN = 1.6, 0.32  # rows
MOST_UNITS = 8  # of a layer: the buttons add no more, and the styles know of no more
MOST_LINKS = 150  # of more, the dashes are left out (drawing.js), and the page would be long
_CURVE, _EDGE, _REACH = 44, 3, 1.25  # px of its picture, and as far as its axis goes at least
_ROWS = len(FEATURES)


def is_plain(experiment: Experiment, state: TrainingState) -> bool:
    """Whether its drawing is a line for each weight and one output unit, and no more than a page can hold."""
    sizes = [layer.weights.shape for layer in state.layers]
    units = [*(layer.units for layer in experiment.hidden), 1]
    if not experiment.hidden or max(units) > MOST_UNITS or [columns for _, columns in sizes] != units:
        return False
    return bool(sum(inputs * columns for inputs, columns in sizes) <= MOST_LINKS)


def layers(experiment: Experiment, state: TrainingState) -> list[Component]:
    """A column for each hidden layer, with the links into it, and into the output unit from the last one."""
    sizes = [layer.units for layer in experiment.hidden]
    most = max(2, *sizes)
    apart = min(APART, (_ROWS - 1) / (most - 1))
    pictures = iter(hidden_pixels(experiment, state, UNIT_PIXELS))
    sources = [i - (_ROWS - 1) / 2 for i, key in enumerate(FEATURES) if key in experiment.features]
    columns = []
    for index, (count, numbers) in enumerate(zip(sizes, state.layers, strict=False)):
        places = _places(count, apart)
        units = [_unit(tinted(next(pictures)), bias) for bias in numbers.biases]
        inside = [
            _links(sources, places, numbers.weights, "of-features" if index == 0 else "of-layer"),
            html.Div(units, className="early-units"),
        ]
        sources = places
        columns.append(html.Div(inside, className="early early-layer", **{"aria-hidden": "true"}))
    last = state.layers[-1]
    (output,) = output_pixels(experiment, state, UNIT_PIXELS)
    tip = Shape("svg", Path(d="M-5-4 0 0-5 4"), x="100%", y="50%")
    arrow = Svg([Shape("line", x1=0, y1="50%", x2="100%", y2="50%"), tip], className="early-arrow")
    columns[-1].children += [
        _links(sources, [0.0], last.weights, "of-output"),
        html.Div([_unit(tinted(output), last.biases[0]), arrow], className="early-output"),
    ]
    return columns


def _places(count: int, apart: float) -> list[float]:
    return [(i - (count - 1) / 2) * apart for i in range(count)]


def _links(sources: list[float], targets: list[float], weights: NDArray[Any], of: str) -> Svg:
    """The links between two columns, in a box from one to the other."""
    count = len(sources)
    lines = []
    for unit, target in enumerate(targets):
        for i, source in enumerate(sources):
            weight = float(weights[i, unit])
            end = target + (i - (count - 1) / 2) / count * FAN
            way = {
                "d": f"M0 {source:.3g}C.5 {source:.3g} .5 {end:.3g} 1 {end:.3g}",
                "stroke-width": f"{1 + 1.8 * min(5.0, abs(weight)):.3g}",
            }
            lines += [Path(**way), Path(**way, **_strength(weight, "stroke"))]
    box = f"0 {-_ROWS / 2:g} 1 {_ROWS}"
    return Svg(lines, viewBox=box, className=f"early-links {of}", preserveAspectRatio="none")


def _strength(value: float, of: str) -> dict[str, str]:
    """Its sign as a class, and how far it is from 0 as an opacity of the ``fill`` or ``stroke``."""
    return {"className": "plus" if value > 0 else "minus", f"{of}-opacity": f"{min(1.0, abs(value)):.3g}"}


def _unit(picture: html.Img, bias: float) -> html.Div:
    box = {"x": -4, "y": -4, "width": 8, "height": 8, "rx": 1.5}
    shades = [Shape("rect", **box), Shape("rect", **box, **_strength(float(bias), "fill"))]
    rims = [Shape("rect", **box, className=name) for name in ("rim", "line")]
    square = Svg([*shades[: 2 if bias else 1], *rims], viewBox="-4 -4 8 8", className="early-bias")
    return html.Div([picture, square], className="early-unit")


def feature(key: str) -> html.Span:
    """The picture of a feature, over the canvas that will have it."""
    picture = tinted(feature_pixels(key, UNIT_PIXELS))
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
