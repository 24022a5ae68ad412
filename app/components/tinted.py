"""Pictures of values in the colors of a theme, as images that stand in the page: a light and a dark one.

Each pixel is the color of its end of the scale, as opaque as the value is far from 0; below it lies the theme's zero.
So a picture has the colors that ``assets/src/lib/colors.js`` makes of the same values, also made larger. The
two differ in their palettes only, so that one beside the other is hardly longer once the page is compressed. For a
projector, and for the colors of the other palette, there are none before the scripts are there.
"""

import zlib
from base64 import b64encode
from struct import pack

import numpy as np
from dash import html
from numpy.typing import NDArray

from nn_core.insight.picture import NEGATIVE, POSITIVE

UNKNOWN, DARK_POSITIVE, DARK_UNKNOWN = (0x55, 0x58, 0x5C), (0x2F, 0x9B, 0xE6), (0x10, 0x12, 0x14)
SCHEMES = {"light": (NEGATIVE, POSITIVE, UNKNOWN), "dark": (NEGATIVE, DARK_POSITIVE, DARK_UNKNOWN)}
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_BY_PALETTE, _FROM_LEFT, _FROM_ABOVE = 3, 1, 2


def tinted(pixels: NDArray[np.uint8], step: int = 1, name: str = "") -> list[html.Img]:
    """A picture (height, width) of ``nn_core.insight.picture`` (1..255 for -1..+1, 0 for no number), for each scheme.

    Values are rounded to multiples of ``step`` of 127, which makes it shorter; ``name`` is a further class.
    """
    away = np.rint((pixels.astype(np.int64) - 128) / step).astype(np.int64) * step
    values, places = np.unique(np.where(pixels == 0, -128, np.clip(away, -127, 127)), return_inverse=True)
    rows = _rows(places.reshape(pixels.shape).astype(np.uint8))
    opacities = np.where(values == -128, 255, np.rint(np.abs(values) * 255 / 127)).astype(np.uint8).tobytes()
    images = []
    for scheme, (negative, positive, unknown) in SCHEMES.items():
        palette = bytes(channel for value in values for channel in _end(value, negative, positive, unknown))
        size = pack(">IIBBBBB", pixels.shape[1], pixels.shape[0], 8, _BY_PALETTE, 0, 0, 0)
        chunks = ((b"IHDR", size), (b"PLTE", palette), (b"tRNS", opacities), (b"IDAT", rows), (b"IEND", b""))
        file = b64encode(_SIGNATURE + b"".join(_chunk(kind, data) for kind, data in chunks)).decode("ascii")
        image = html.Img(src=f"data:image/png;base64,{file}", alt="", className=f"for-{scheme}{name and f' {name}'}")
        images.append(image)
    return images


def _end(value: int, negative: tuple[int, ...], positive: tuple[int, ...], unknown: tuple[int, ...]) -> tuple[int, ...]:
    return unknown if value == -128 else positive if value > 0 else negative


def _rows(places: NDArray[np.uint8]) -> bytes:
    """The pixels as PNG has them, each row by what is shorter: how they differ from the left, or from above."""
    left, above = places.copy(), places.copy()
    left[:, 1:] -= places[:, :-1]
    above[1:] -= places[:-1]
    rows = []
    for one, other in zip(left, above, strict=True):
        far = [int(np.abs(row.astype(np.int8).astype(int)).sum()) for row in (one, other)]
        kind, row = (_FROM_LEFT, one) if far[0] < far[1] else (_FROM_ABOVE, other)
        rows.append(bytes([kind]) + row.tobytes())
    return zlib.compress(b"".join(rows), 9)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))


def mixed(value: float) -> str:
    """The color of a value as the stylesheet makes it: between the theme's zero and its end of the scale."""
    end = "positive" if value > 0 else "negative"
    share = min(1.0, abs(value))
    return f"var(--{end})" if share == 1.0 else f"color-mix(in srgb, var(--{end}) {100 * share:.3g}%, var(--zero))"
