"""The figures of a report: SVG made by hand, with a logarithmic axis of epochs.

Colors are those that color-blind people can tell apart (Okabe and Ito), always together with a name.
"""

from xml.etree import ElementTree

import numpy as np

from .race import Race
from .statistics import Spread, reached, summary

_COLORS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
_DASHES = ("none", "8 4", "2 3", "10 3 2 3", "1 5", "14 4", "10 3 2 3 2 3", "4 2")  # with the colors, 56 looks
_WIDTH, _LEFT, _RIGHT, _BOTTOM = 720, 90, 90, 60  # the figures, and the margins within them
_PLOT = _WIDTH - _LEFT - _RIGHT
_CURVES, _ROW, _LEGEND = 300, 70, 18  # heights: of the share, of a lane's dots, and of a row of names
_NAMES = 4  # in a row
_GOLDEN, _SILVER = 0.618034, 0.414214  # multiples of them spread evenly, and independently


class _Figure:
    """A figure with a title and an axis of epochs from the fastest run to the cap."""

    def __init__(self, race: Race, title: str, height: int, rows: int = 1) -> None:
        self.top = 42 + _LEGEND * rows
        self.height, self.bottom = self.top + height + _BOTTOM, self.top + height
        size = {"width": f"{_WIDTH}", "height": f"{self.height}", "viewBox": f"0 0 {_WIDTH} {self.height}"}
        look = {"font-family": "sans-serif", "font-size": "13", "fill": "#222222", "role": "img"}
        self.root = ElementTree.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", **size, **look})
        ElementTree.SubElement(self.root, "title").text = title
        self.add("rect", x=0, y=0, width=_WIDTH, height=self.height, fill="#ffffff")
        self.text(_LEFT, 22, title, font_size=15)
        finished = [finish.epochs_to_target for finish in race.finishes if finish.epochs_to_target is not None]
        low, high = np.log10(min([*finished, race.cap])), np.log10(race.cap)
        self._low, self._span = low, max(high - low, 0.01)
        ticks = [step * 10**power for power in range(10) for step in (1, 2, 5)]
        for tick in [t for t in ticks if 10**low <= t <= race.cap * 1.0001] or [race.cap]:
            self.line(self.x(tick), self.top, self.x(tick), self.bottom, stroke="#dddddd")
            self.text(self.x(tick), self.bottom + 18, f"{tick:,}", text_anchor="middle")
        self.text(_LEFT + _PLOT / 2, self.bottom + 42, "epochs (logarithmic)", text_anchor="middle")

    def x(self, epochs: float) -> float:
        """Where an epoch is."""
        share = (np.log10(max(epochs, 1.0)) - self._low) / self._span
        return float(_LEFT + _PLOT * min(max(share, 0.0), 1.0))

    def add(self, tag: str, **attributes: float | str) -> None:
        """Add an element; an underscore in a name stands for a hyphen."""
        shown = {k.replace("_", "-"): v if isinstance(v, str) else f"{v:.6g}" for k, v in attributes.items()}
        ElementTree.SubElement(self.root, tag, shown)

    def line(self, x1: float, y1: float, x2: float, y2: float, **attributes: float | str) -> None:
        """Add a line."""
        self.add("line", x1=x1, y1=y1, x2=x2, y2=y2, **attributes)

    def text(self, x: float, y: float, text: str, **attributes: float | str) -> None:
        """Add text, which starts at (x, y)."""
        self.add("text", x=x, y=y, **attributes)
        self.root[-1].text = text

    def __str__(self) -> str:
        ElementTree.indent(self.root, "")
        return ElementTree.tostring(self.root, encoding="unicode") + "\n"


def reached_figure(race: Race) -> str:
    """The share of runs that have reached the target by an epoch, a step curve for each lane, as SVG."""
    title = f"Share of runs with a {race.goal}"
    figure = _Figure(race, title, _CURVES, -(-len(race.lanes) // _NAMES))
    for percent in (0, 25, 50, 75, 100):
        y = figure.bottom - percent / 100.0 * _CURVES
        figure.line(_LEFT, y, _LEFT + _PLOT, y, stroke="#dddddd")
        figure.text(_LEFT - 8, y + 4, f"{percent}%", text_anchor="end")
    for index, lane in [(index, lane) for index, lane in enumerate(race.lanes) if race.results(index)]:
        steps = zip(*reached(race.results(index)), strict=True)
        path = "".join(f"H{figure.x(at):.1f}V{figure.bottom - share * _CURVES:.1f}" for at, share in steps)
        look = {"stroke": _COLORS[index % len(_COLORS)], "stroke_dasharray": _DASHES[index % len(_DASHES)]}
        begin, end = f"M{_LEFT} {figure.bottom}", f"H{_LEFT + _PLOT}"
        figure.add("path", d=begin + path + end, fill="none", stroke_width=2.5, **look)
        x, y = _LEFT + index % _NAMES * _PLOT / _NAMES, 42 + index // _NAMES * _LEGEND
        figure.line(x, y, x + 26, y, stroke_width=2.5, **look)
        figure.text(x + 32, y + 4, lane.name)
    return str(figure)


def epochs_figure(race: Race) -> str:
    """Every run as a dot at its epochs to the target, with a box of quartiles and the median, as SVG."""
    figure = _Figure(race, f"Epochs to a {race.goal}, every run", _ROW * len(race.lanes))
    never_x = _LEFT + _PLOT + 20.0
    figure.text(never_x + 20.0, 46, "never", text_anchor="middle")
    for index, lane in enumerate(race.lanes):
        middle, color = figure.top + _ROW * (index + 0.5), _COLORS[index % len(_COLORS)]
        figure.text(_LEFT - 8, middle + 4, lane.name, text_anchor="end")
        finishes = race.results(index)
        for number, finish in enumerate(finishes):
            jitter = number * _GOLDEN % 1.0
            at_target = finish.epochs_to_target is not None
            x = figure.x(finish.epochs_to_target or 1) if at_target else never_x + 40.0 * (number * _SILVER % 1.0)
            y = middle + (jitter - 0.5) * (_ROW - 22)
            figure.add("circle", cx=x, cy=y, r=2.5, fill=color, fill_opacity=0.55)
        if finishes:
            _box(figure, summary(finishes).epochs, middle)
    return str(figure)


def _box(figure: _Figure, epochs: Spread, middle: float) -> None:
    """Quartiles and median; what is infinite is left open at the axis's end."""
    top, height = middle - _ROW / 2 + 6, _ROW - 12
    left, right = figure.x(epochs.lower), figure.x(epochs.upper)
    figure.add("rect", x=left, y=top, width=right - left, height=height, fill="none", stroke="#222222")
    if np.isfinite(epochs.median):
        x = figure.x(epochs.median)
        figure.line(x, top, x, top + height, stroke="#222222", stroke_width=3)
