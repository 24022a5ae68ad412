"""The report of a race: what was run, the figures, and every single run.

``write`` puts five files into a folder: ``race.md`` (Markdown, for people), ``race-reached.svg`` (the share of runs
that have reached the target, epoch by epoch), ``race-epochs.svg`` (every run as a dot), and all runs for machines as
``race.csv`` and ``race.json``.

The figures are SVG made by hand: axes with a logarithmic scale, and colours that colour-blind people can tell apart
(Okabe and Ito), always together with a name.
"""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from xml.etree import ElementTree

import numpy as np

from .race import Finish, Lane
from .statistics import Interval, Spread, Summary, ratios, reached, summary

_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
_DASHES = ("none", "8 4", "2 3", "10 3 2 3")
_WIDTH, _LEFT, _RIGHT, _BOTTOM = 720, 90, 90, 60  # the figures, and the margins within them
_PLOT = _WIDTH - _LEFT - _RIGHT
_CURVES, _ROW, _LEGEND = 300, 70, 18  # heights: of the share, of a lane's dots, and of a row of names
_NAMES = 4  # in a row
_GOLDEN, _SILVER = 0.618034, 0.414214  # multiples of them spread evenly, and independently

HEADS = ("lane", "runs", "median epochs (95 % CI)", "quartiles", "never (95 % CI)", "test loss", "test score", "CPU s")


@dataclass(frozen=True)
class Race:
    """A race and its results so far; ``command`` is what repeats it."""

    lanes: Sequence[Lane]
    seeds: Sequence[int]
    target: float
    cap: int
    finishes: Sequence[Finish]
    command: str

    def of(self, lane: int) -> list[Finish]:
        """The results of a lane, by seed."""
        return sorted((finish for finish in self.finishes if finish.lane == lane), key=lambda finish: finish.seed)

    @property
    def ordered(self) -> list[Finish]:
        """All results, lane by lane and by seed, in whatever order they came."""
        return [finish for lane in range(len(self.lanes)) for finish in self.of(lane)]


def write(race: Race, folder: Path) -> list[Path]:
    """Write the five files; their paths.

    Raises:
        OSError: a file can't be written.
    """
    contents = {
        "race.md": markdown(race),
        "race.csv": to_csv(race),
        "race.json": to_json(race),
        "race-reached.svg": reached_figure(race),
        "race-epochs.svg": epochs_figure(race),
    }
    for name, text in contents.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in contents]


def to_csv(race: Race) -> str:
    """All runs, one in a line, the lane by name; an empty field where the target was never reached."""
    text = io.StringIO()
    writer = csv.DictWriter(text, ["name", *(field.name for field in fields(Finish))], lineterminator="\n")
    writer.writeheader()
    writer.writerows({"name": race.lanes[finish.lane].name, **finish.to_dict()} for finish in race.ordered)
    return text.getvalue()


def to_json(race: Race) -> str:
    """Everything: the lanes with their set-ups, and all runs; ``Finish(**run)`` reads a run back."""
    document = {
        "command": race.command,
        "target": race.target,
        "cap": race.cap,
        "seeds": list(race.seeds),
        "lanes": [{"name": lane.name, "experiment": lane.experiment.model_dump(mode="json")} for lane in race.lanes],
        "runs": [finish.to_dict() for finish in race.ordered],
    }
    return json.dumps(document, indent=1, allow_nan=False) + "\n"


def markdown(race: Race) -> str:
    """The set-up, the tables, and the command, with links to the figures."""
    wanted = len(race.lanes) * len(race.seeds)
    unfinished = f" **Interrupted: {len(race.finishes)} of {wanted} runs.**" if len(race.finishes) < wanted else ""
    names = ", ".join(lane.name for lane in race.lanes)
    return f"""# Race: {names}

Epochs until the test loss is below {race.target:g}, {race.cap:,} at most, with {len(race.seeds)} seeds.{unfinished} A
run that never got there counts as infinitely slow; "never" also counts those that diverged.

{lane_table(race)}

Quartiles of all runs; test loss, test score (accuracy or R²) and processor time: median at the end of a run.

{ratio_table(race)}

Ratio of the medians, paired by seed, with a 95 % bootstrap interval.

![The share of runs that have reached the target, by epoch](race-reached.svg)

![Epochs to the target of every run, by lane](race-epochs.svg)

## Set-up

{_table(("choice", "value"), _choices(race))}

Seeds {", ".join(_ranges(race.seeds))}. Repeat it with

    {race.command}
"""


def lane_table(race: Race) -> str:
    """The figures of every lane that has runs, as a Markdown table."""
    by_lane = [(lane.name, race.of(index)) for index, lane in enumerate(race.lanes)]
    return _table(HEADS, [_row(name, summary(finishes)) for name, finishes in by_lane if finishes])


def ratio_table(race: Race) -> str:
    """How many times as fast each lane is as each other one, as a Markdown table."""
    rows = [
        (
            race.lanes[each.faster].name,
            race.lanes[each.slower].name,
            "–" if each.value is None else _number(each.value),
            _between(each.interval),
            f"{each.pairs}",
        )
        for each in ratios(race.finishes)
    ]
    return _table(("faster", "slower", "times as fast", "95 % CI", "seeds"), rows)


def _row(name: str, of: Summary) -> tuple[str, ...]:
    never = Interval(*(100.0 * bound if bound else 0.0 for bound in (of.never_interval.low, of.never_interval.high)))
    diverged = f"; {of.diverged} diverged" if of.diverged else ""
    return (
        name,
        f"{of.runs}",
        f"{_number(of.epochs.median)} ({_between(of.epochs_interval)})",
        f"{_number(of.epochs.lower)} to {_number(of.epochs.upper)}",
        f"{_number(100.0 * of.never_share)} % ({_between(never)}){diverged}",
        *(_number(figure.median) for figure in (of.test_loss, of.test_score, of.seconds)),
    )


def _number(value: float | None) -> str:
    if value is None:
        return "∞"
    if abs(value) >= 100.0:
        return f"{value:,.1f}".removesuffix(".0")
    return f"{value:.3g}"


def _between(interval: Interval) -> str:
    if interval == Interval(None, None):  # of too few runs, or of nothing finite
        return "–"
    return f"{_number(interval.low)} to {_number(interval.high)}"


def _choices(race: Race) -> list[tuple[str, str]]:
    """The set-up that all lanes share."""
    experiment = race.lanes[0].experiment
    shown = experiment.model_dump(exclude={"hidden", "seed", "points"})
    shown["hidden"] = tuple(layer.units for layer in experiment.hidden)
    return [
        (key, ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)) for key, value in shown.items()
    ]


def _ranges(numbers: Sequence[int]) -> list[str]:
    """0, 1, 2, 5 as "0 to 2" and "5"."""
    runs = np.split(np.array(numbers), np.flatnonzero(np.diff(numbers) != 1) + 1)
    return [f"{run[0]} to {run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs]


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table that can be read as it is, too."""
    lines = [list(heads), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    lines.insert(1, ["-" * width for width in widths])
    padded = ([cell.ljust(width) for cell, width in zip(line, widths, strict=True)] for line in lines)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in padded)


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
    title = f"Share of runs with a test loss below {race.target:g}"
    figure = _Figure(race, title, _CURVES, -(-len(race.lanes) // _NAMES))
    for percent in (0, 25, 50, 75, 100):
        y = figure.bottom - percent / 100.0 * _CURVES
        figure.line(_LEFT, y, _LEFT + _PLOT, y, stroke="#dddddd")
        figure.text(_LEFT - 8, y + 4, f"{percent} %", text_anchor="end")
    for index, lane in [(index, lane) for index, lane in enumerate(race.lanes) if race.of(index)]:
        steps = zip(*reached(race.of(index)), strict=True)
        path = "".join(f"H{figure.x(at):.1f}V{figure.bottom - share * _CURVES:.1f}" for at, share in steps)
        look = {"stroke": _COLOURS[index % len(_COLOURS)], "stroke_dasharray": _DASHES[index % len(_DASHES)]}
        begin, end = f"M{_LEFT} {figure.bottom}", f"H{_LEFT + _PLOT}"
        figure.add("path", d=begin + path + end, fill="none", stroke_width=2.5, **look)
        x, y = _LEFT + index % _NAMES * _PLOT / _NAMES, 42 + index // _NAMES * _LEGEND
        figure.line(x, y, x + 26, y, stroke_width=2.5, **look)
        figure.text(x + 32, y + 4, lane.name)
    return str(figure)


def epochs_figure(race: Race) -> str:
    """Every run as a dot at its epochs to the target, with a box of quartiles and the median, as SVG."""
    figure = _Figure(race, f"Epochs until the test loss is below {race.target:g}, every run", _ROW * len(race.lanes))
    never_x = _LEFT + _PLOT + 20.0
    figure.text(never_x + 20.0, 46, "never", text_anchor="middle")
    for index, lane in enumerate(race.lanes):
        middle, colour = figure.top + _ROW * (index + 0.5), _COLOURS[index % len(_COLOURS)]
        figure.text(_LEFT - 8, middle + 4, lane.name, text_anchor="end")
        finishes = race.of(index)
        for number, finish in enumerate(finishes):
            jitter = number * _GOLDEN % 1.0
            there = finish.epochs_to_target is not None
            x = figure.x(finish.epochs_to_target or 1) if there else never_x + 40.0 * (number * _SILVER % 1.0)
            y = middle + (jitter - 0.5) * (_ROW - 22)
            figure.add("circle", cx=x, cy=y, r=2.5, fill=colour, fill_opacity=0.55)
        if finishes:
            _box(figure, summary(finishes).epochs, middle)
    return str(figure)


def _box(figure: _Figure, epochs: Spread, middle: float) -> None:
    """Quartiles and median; what is infinite is left open at the axis's end."""
    top, height = middle - _ROW / 2 + 6, _ROW - 12
    left, right = (figure.x(np.inf if bound is None else bound) for bound in (epochs.lower, epochs.upper))
    figure.add("rect", x=left, y=top, width=right - left, height=height, fill="none", stroke="#222222")
    if epochs.median is not None:
        x = figure.x(epochs.median)
        figure.line(x, top, x, top + height, stroke="#222222", stroke_width=3)
