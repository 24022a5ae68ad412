"""Pictures of numbers before there are scripts, in the colors of any theme: the stylesheet has these, and tints them.

A pixel says how far its value is from 0 to +1 by its red, to -1 by its green, and by its blue that it is no number.
``tint()`` is the filter that makes of it, on a ground of the theme's zero, what ``assets/src/lib/colors.js`` makes of
the same value. A picture that is made larger is as soft as one on a canvas is.
"""

from base64 import b64encode
from io import BytesIO

import numpy as np
from dash import html
from dash.development.base_component import Component
from numpy.typing import NDArray
from PIL import Image

from .. import ids
from ..bridge.markup import Shape, Svg

_CHANNELS = {"positive": "1 0 0 0 0", "negative": "0 1 0 0 0", "unknown": "0 0 1 0 0"}
_NOTHING = "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 "


def tinted(pixels: NDArray[np.uint8]) -> html.Img:
    """A picture (height, width) of ``nn_core.insight.picture``: 1..255 for -1..+1, 0 for what is no number."""
    return image(shares(pixels))


def shares(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Its pixels (height, width, 3): shares of positive, negative and unknown in 0..255."""
    away = pixels.astype(np.int64) - 128
    unknown = pixels == 0
    each = (np.maximum(away, 0), np.where(unknown, 0, np.maximum(-away, 0)), np.where(unknown, 127, 0))
    return np.asarray(np.stack(each, axis=-1) * 255 / 127, dtype=np.uint8)


def image(shares: NDArray[np.uint8]) -> html.Img:
    """An image of shares (height, width, 3), which stands in the page."""
    file = BytesIO()
    picture = Image.fromarray(shares)
    few = picture.quantize(4, dither=Image.Dither.NONE) if len(np.unique(shares.reshape(-1, 3), axis=0)) <= 4 else None
    (few or picture).save(file, "PNG", optimize=True)
    address = f"data:image/png;base64,{b64encode(file.getvalue()).decode('ascii')}"
    return html.Img(src=address, alt="", className="tinted")


def tint() -> Component:
    """The filter, once on a page: each share as the opacity of its color."""
    steps = []
    for name, channel in _CHANNELS.items():
        steps += [
            Shape("feColorMatrix", **{"in": "SourceGraphic"}, values=_NOTHING + channel, result=f"{name}-share"),
            Shape("feFlood", className=f"tint-{name}"),
            Shape("feComposite", operator="in", in2=f"{name}-share", result=name),
        ]
    merged = Shape("feMerge", [Shape("feMergeNode", **{"in": name}) for name in _CHANNELS])
    box = {"x": 0, "y": 0, "width": 1, "height": 1}
    its = Shape("filter", [*steps, merged], id=ids.TINT, color_interpolation_filters="sRGB", **box)
    return Svg(its, className="early tint", **{"aria-hidden": "true"})
