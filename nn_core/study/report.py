"""The report of a race: what was run, the figures, and every single run.

``write`` puts five files into a folder: ``race.md`` (Markdown, for people), ``race-reached.svg`` (the share of runs
that have reached the target, epoch by epoch), ``race-epochs.svg`` (every run as a dot), and all runs for machines as
``race.csv`` and ``race.json``.

``runs_in`` reads the runs of a written report, so that a race can go on where it was.
"""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import fields, replace
from math import inf, isfinite, isinf
from pathlib import Path

import numpy as np
from pydantic import BaseModel, ValidationError

from .comparison import Comparison, comparisons
from .race import Lane, Metric, Race, RunResult
from .report_figures import epochs_figure, reached_figure
from .statistics import Interval, Summary, summary


class _Document(BaseModel):
    metric: Metric
    target: float
    cap: int
    lanes: list[Lane]
    runs: list[RunResult]


_RUN = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")  # a cell begins so that is run
HEADS = ("lane", "runs", "median epochs (95% CI)", "quartiles", "never (95% CI)", "test loss", "test score", "CPU s")
PAIR_HEADS = ("faster", "slower", "times as fast", "interval", "sooner in", "never", "verdict")
_VERDICTS = {
    "sooner": "sooner",
    "unsure": "no clear difference in speed",
    "nothing": "neither finished: nothing can be said",
}


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
    writer = csv.DictWriter(text, ["name", *(field.name for field in fields(RunResult))], lineterminator="\n")
    writer.writeheader()
    writer.writerows(
        {"name": _harmless(race.lanes[finish.lane].name), **finish.to_dict(), "fault": finish.fault or ""}
        for finish in race.ordered
    )
    return text.getvalue()


def _harmless(name: str) -> str:
    """A name that no spreadsheet takes for a formula of its own; a number stays one."""
    with suppress(ValueError):
        if isfinite(float(name)):
            return name
    return f"'{name}" if name.lstrip(" \u00a0\u200b\ufeff").startswith(_RUN) else name


def to_json(race: Race) -> str:
    """Everything: the lanes with their set-ups, and all runs, one in a line; ``result_of`` reads a run back."""
    document = {
        "command": race.command,
        "metric": race.metric,
        "target": race.target,
        "cap": race.cap,
        "seeds": list(race.seeds),
        "lanes": [{"name": lane.name, "experiment": lane.experiment.model_dump(mode="json")} for lane in race.lanes],
    }
    head = json.dumps(document, indent=1, allow_nan=False).removesuffix("\n}")
    runs = ",\n  ".join(json.dumps(finish.to_dict(), allow_nan=False) for finish in race.ordered)
    return f'{head},\n "runs": [\n  {runs}\n ]\n}}\n'


def runs_in(path: Path, race: Race) -> list[RunResult]:
    """The runs in a ``race.json`` that are runs of this race: those of lanes and seeds that it has, too.

    Raises:
        ValueError: the file is none, or was written with another metric, target or cap.
        OSError: the file can't be read.
    """
    try:
        document = _Document.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise ValueError(f"{path}: {error.errors()[0]['msg']}") from None
    for name in ("metric", "target", "cap"):
        if getattr(document, name) != getattr(race, name):
            raise ValueError(f"{path}: {name} must be {getattr(race, name)}, got {getattr(document, name)}")
    known_lanes = {_setup(lane): index for index, lane in enumerate(race.lanes)}
    place = [known_lanes.get(_setup(lane)) for lane in document.lanes]
    runs = [(place[run.lane], run) for run in document.runs if run.lane < len(place) and run.seed in race.seeds]
    return [replace(run, lane=lane) for lane, run in runs if lane is not None]


def _setup(lane: Lane) -> str:
    return lane.experiment.model_copy(update={"seed": 0, "names": None}).model_dump_json()


def markdown(race: Race) -> str:
    """The set-up, the tables, and the command, with links to the figures."""
    total = len(race.lanes) * len(race.seeds)
    unfinished = f" **Interrupted: {len(race.finishes)} of {total} runs.**" if len(race.finishes) < total else ""
    names = ", ".join(lane.name for lane in race.lanes)
    return f"""# Race: {names}

Epochs to a {race.goal}, {race.cap:,} at most, with {len(race.seeds)} seeds.{unfinished} A
run that never got there counts as infinitely slow; "never" also counts those that diverged.

{lane_table(race)}
{"".join(f"{chr(10)}{note}{chr(10)}" for note in fault_notes(race))}
Quartiles of all runs; test loss, test score (accuracy or R²) and processor time: median at the end of a run.

{comparison_note(race)}

{ratio_table(race)}

Both lanes had the same data with the same seed. "Times as fast": the median, over the seeds at which at least one of
the two finished, of the slower one's epochs by the faster one's. "Sooner in": the seeds at which the faster, and at
which the slower one was first. "Never": the share of runs that never finished, of both. Verdicts are by sign tests.

![The share of runs that have reached the target, by epoch](race-reached.svg)

![Epochs to the target of every run, by lane](race-epochs.svg)

## Set-up

{table(("choice", "value"), _choices(race))}

Seeds {", ".join(_ranges(race.seeds))}. Repeat it with

    {race.command}
"""


def lane_table(race: Race) -> str:
    """The figures of every lane that has runs, as a Markdown table."""
    by_lane = [(lane.name, race.results(index)) for index, lane in enumerate(race.lanes)]
    return table(HEADS, [_row(name, summary(finishes)) for name, finishes in by_lane if finishes])


def fault_notes(race: Race) -> list[str]:
    """Of each lane whose formula had no number in some run, how many runs that stopped, and where in the first."""
    sums = [(lane.name, summary(runs)) for index, lane in enumerate(race.lanes) if (runs := race.results(index))]
    return [
        f"{name}: {each.faults} of {each.runs} runs stopped: {each.fault}."
        for name, each in sums
        if each.fault is not None
    ]


def stopped(lane: Summary) -> str:
    """How many runs of a lane diverged, and in how many its formula had no number, each with a semicolon in front."""
    counts = ((lane.diverged - lane.faults, "diverged"), (lane.faults, "without a number"))
    return "".join(f"; {count} {what}" for count, what in counts if count)


def comparison_note(race: Race) -> str:
    """How many comparisons were made, and what that means for each."""
    found, seeds = comparisons(race.finishes, race.cap), len(race.seeds)
    few = f" With {seeds} seeds no difference can be clear; that takes at least {found.fewest}." * (
        seeds < found.fewest
    )
    return (
        f"{found.count:,} comparison{'s' * (found.count != 1)} (of speed, and of how often lanes finish), adjusted "
        "together (Holm): with 95% confidence no difference is called clear that is none. All intervals hold with 95% "
        f"confidence, too (Bonferroni).{few}"
    )


def ratio_table(race: Race) -> str:
    """How many times as fast each lane is as each other one, which finishes more often, and whether that is sure."""
    rows = [
        (
            race.lanes[each.faster].name,
            race.lanes[each.slower].name,
            "–" if each.ratio is None else _number(each.ratio),
            between(_shown(each)),
            f"{each.sooner[0]}, {each.sooner[1]} of {each.seeds}",
            ", ".join(percent(1.0 - finished / each.seeds) for finished in each.finished),
            _verdict(race, each),
        )
        for each in comparisons(race.finishes, race.cap).pairs
    ]
    return table(PAIR_HEADS, rows)


def _shown(each: Comparison) -> Interval | None:
    """An interval that says something, and nothing but what the verdict says."""
    silent = each.interval == Interval(0.0, inf) or (each.verdict == "sooner" and not each.told)
    return None if silent else each.interval


def _verdict(race: Race, each: Comparison) -> str:
    if each.verdict == "ahead":
        return "surely ahead: the other never finished"
    if each.often != "clear":
        return _VERDICTS[each.verdict]
    oftener = each.faster if each.finished[0] > each.finished[1] else each.slower
    return f"{_VERDICTS[each.verdict]}; {race.lanes[oftener].name} finishes more often"


def percent(share: float) -> str:
    """A share in percent, where 0% and 100% are said of nothing else."""
    text = f"{100.0 * share:.3g}%"
    return ">99.9%" if text == "100%" and share < 1.0 else text


def _row(name: str, lane_summary: Summary) -> tuple[str, ...]:
    never = Interval(100.0 * lane_summary.never_interval.low, 100.0 * lane_summary.never_interval.high)
    return (
        name,
        f"{lane_summary.runs}",
        f"{_number(lane_summary.epochs.median)} ({between(lane_summary.epochs_interval)})",
        f"{_number(lane_summary.epochs.lower)} to {_number(lane_summary.epochs.upper)}",
        f"{_number(100.0 * lane_summary.never_share)}% ({between(never)}){stopped(lane_summary)}",
        *(_number(figure.median) for figure in (lane_summary.test_loss, lane_summary.test_score, lane_summary.seconds)),
    )


def _number(value: float) -> str:
    if isinf(value):
        return "∞"
    if abs(value) >= 100.0:
        return f"{value:,.1f}".removesuffix(".0")
    return f"{value:.3g}"


def between(interval: Interval | None) -> str:
    """An interval in words, a dash for none."""
    return "–" if interval is None else f"{_number(interval.low)} to {_number(interval.high)}"


def _choices(race: Race) -> list[tuple[str, str]]:
    """The set-up that all lanes share."""
    experiment = race.lanes[0].experiment
    shown = experiment.model_dump(exclude={"hidden", "seed", "points", "names"})
    if experiment.names:
        shown["names"] = experiment.names.words
    shown["hidden"] = shapes(race.lanes)
    return [
        (key, ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)) for key, value in shown.items()
    ]


def shapes(lanes: Iterable[Lane]) -> str:
    """The units of the hidden layers and the parameters without learned ones, first as most lanes have them."""
    of: dict[tuple[str, int], list[str]] = {}
    for lane in lanes:
        units = ", ".join(str(layer.units) for layer in lane.experiment.hidden)
        learned = sum(map(len, lane.experiment.learned))
        of.setdefault((units, lane.experiment.parameters - learned), []).append(lane.name)
    ((units, count), _most), *others = sorted(of.items(), key=lambda item: -len(item[1]))
    return "; ".join(
        [f"{units} ({count} parameters)"]
        + [f"{units} for {', '.join(names)} ({count})" for (units, count), names in others]
    )


def _ranges(numbers: Sequence[int]) -> list[str]:
    """0, 1, 2, 5 as "0 to 2" and "5"."""
    runs = np.split(np.array(numbers), np.flatnonzero(np.diff(numbers) != 1) + 1)
    return [f"{run[0]} to {run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs]


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table that can be read as it is, too."""
    lines = [list(heads), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    lines.insert(1, ["-" * width for width in widths])
    padded = ([cell.ljust(width) for cell, width in zip(line, widths, strict=True)] for line in lines)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in padded)
