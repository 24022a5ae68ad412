"""Twelve colors for the lanes of each theme, told apart with any kind of color vision: python -m bench.lane_colors

Of all colors with enough contrast on a chart, and far from those of the classes, twelve are chosen so that the two that
are nearest to each other are as far apart as can be. Distances are those of CAM02-UCS (1 is just seen), in the vision
in which two colors are nearest: as they are, or to somebody without one kind of cones (Machado et al. 2009,
doi:10.1109/TVCG.2009.113). What it prints stands in assets/styles/shell/lane_colors.css.
"""

import re

import numpy as np
from colorspacious import cspace_convert
from numpy.typing import NDArray

from app import ROOT

COUNT = 12
BLINDNESS = ("protanomaly", "deuteranomaly", "tritanomaly")
CONTRAST = 3.0  # as WCAG asks of what is drawn
AWAY = 18.0  # from the colors of the classes, which are in the same cards
NORMAL = 1.9  # so many times as far apart for those who see all colors, who are most
_LEVELS = 16  # of each channel
_COLORED = 20.0  # chroma; what is gray stands for other things
_LIGHTNESS = {"light": (18.0, 80.0), "dark": (45.0, 97.0)}
_STARTS = 60

Colors = NDArray[np.float64]


def variables(theme: str, palette: str = "") -> dict[str, str]:
    """The colors that the style sheets give to names, for a theme and a palette of classes."""
    found: dict[str, str] = {}
    for file in ("theme.css", "lane_colors.css"):
        text = (ROOT / "assets/styles/shell" / file).read_text(encoding="utf-8")
        for selector, rules in re.findall(r"(:root[^{,]*)(?:,[^{]*)?\{([^}]*)\}", text):
            wanted = {f'data-color-scheme="{name}"': theme == name for name in ("dark", "projector")}
            wanted |= {'data-palette="safe"': palette == "safe"}
            if all(wanted[condition] for condition in re.findall(r"\[([^\]]*)\]", selector)):
                found.update(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", rules))
    return found


def channels(*colors: str) -> Colors:
    """Red, green and blue of #rrggbb, from 0 to 1; one row each."""
    return np.array([[int(color[i : i + 2], 16) for i in (1, 3, 5)] for color in colors]) / 255.0


def contrast(colors: Colors, surface: Colors) -> Colors:
    """The ratio that WCAG defines, of each color with the last one."""

    def luminance(rgb: Colors) -> Colors:
        linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
        return np.asarray(linear @ (0.2126, 0.7152, 0.0722)) + 0.05

    one, other = luminance(colors), luminance(surface)
    return np.maximum(one, other) / np.minimum(one, other)


def seen(colors: Colors) -> Colors:
    """Where they are in CAM02-UCS, first as they are and then for each kind of blindness: (4, colors, 3)."""
    spaces = [{"name": "sRGB1+CVD", "cvd_type": kind, "severity": 100} for kind in BLINDNESS]
    as_seen = [colors, *(np.clip(cspace_convert(colors, space, "sRGB1"), 0.0, 1.0) for space in spaces)]
    return np.stack([cspace_convert(each, "sRGB1", "CAM02-UCS") for each in as_seen])


def distances(ones: Colors, others: Colors) -> Colors:
    """From each of the ones to each of the others, in each vision."""
    return np.asarray(np.linalg.norm(ones[..., :, None, :] - others[..., None, :, :], axis=-1))


def _candidates(theme: str) -> tuple[Colors, Colors]:
    """The colors that come into question, and how far they are apart."""
    grid = np.stack(np.meshgrid(*[np.linspace(0.0, 1.0, _LEVELS)] * 3), -1).reshape(-1, 3)
    grid = grid[contrast(grid, channels(variables(theme)["surface"])) >= CONTRAST]
    classes = [variables(theme, palette)[sign] for palette in ("", "safe") for sign in ("negative", "positive")]
    where = seen(grid)
    lightness, chroma = where[0, :, 0], np.hypot(where[0, :, 1], where[0, :, 2])
    low, high = _LIGHTNESS[theme]
    away = distances(where[0], seen(channels(*classes))[0]).min(axis=1) >= AWAY
    kept = away & (chroma >= _COLORED) & (lightness >= low) & (lightness <= high)
    apart = distances(where[:, kept], where[:, kept])
    return grid[kept], np.minimum(apart.min(axis=0), apart[0] / NORMAL)


def _nearest(apart: Colors, chosen: list[int]) -> Colors:
    among: Colors = apart[np.ix_(chosen, chosen)]
    np.fill_diagonal(among, np.inf)
    return among


def _farthest(apart: Colors, chosen: list[int], count: int) -> list[int]:
    """These and more, each as far from all before it as can be."""
    while len(chosen) < count:
        chosen = [*chosen, int(apart[chosen].min(axis=0).argmax())]
    return chosen


def _improved(apart: Colors, chosen: list[int]) -> list[int]:
    """One of the two that are nearest to each other is replaced, as long as that helps."""
    while True:
        among = _nearest(apart, chosen)
        for worst in np.unravel_index(among.argmin(), among.shape):
            better = _farthest(apart, [one for i, one in enumerate(chosen) if i != worst], COUNT)
            if _nearest(apart, better).min() > among.min() + 1e-9:
                chosen = better
                break
        else:
            return chosen


def choose(theme: str) -> list[str]:
    """The colors as #rrggbb; those of the first lanes are farthest apart."""
    colors, apart = _candidates(theme)
    starts = np.random.default_rng(0).choice(len(colors), _STARTS, replace=False)
    tried = [_improved(apart, _farthest(apart, [int(start)], COUNT)) for start in starts]
    best = max(tried, key=lambda chosen: float(_nearest(apart, chosen).min()))
    among = apart[np.ix_(best, best)]
    order = _farthest(among, [int(i) for i in np.unravel_index(among.argmax(), among.shape)], COUNT)
    return ["#" + "".join(f"{round(255 * channel):02x}" for channel in colors[best[i]]) for i in order]


def main() -> None:
    for theme in _LIGHTNESS:
        print(f"/* {theme} */")
        for number, color in enumerate(choose(theme), 1):
            print(f"  --lane-{number}: {color};")


if __name__ == "__main__":
    main()
