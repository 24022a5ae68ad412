"""Own data on the command line: ``python -m nn_core train --data points.csv --columns width,height,kind``."""

import argparse
import csv
from pathlib import Path

from ..encodings import CHOICES
from .own_data import MAX_BYTES, OwnData, read_own_data
from .split import Split
from .undecided import UndecidedError


def _names(text: str) -> list[str]:
    """Names separated by commas; those with commas in quotes, as in a table."""
    return [name.strip() for name in next(csv.reader([text], skipinitialspace=True), [])]


def add_options(parser: argparse.ArgumentParser) -> None:
    """Where the table is, and what is to be made of it where it does not say that itself."""
    parser.add_argument("--data", type=Path, metavar="FILE.csv", help="your data: a table with columns x, y and label")
    parser.add_argument(
        "--columns", type=_names, metavar="NAMES",
        help="its columns for x, y and label, if others: names or numbers from 1 on, as in 'width,\"height, cm\",kind'",
    )  # fmt: skip
    parser.add_argument("--header", choices=("yes", "no"), help="whether its first line holds names, if it doesn't say")
    parser.add_argument("--decimal", choices=("point", "comma"), help="its decimal marks, if the numbers don't say")
    parser.add_argument(
        "--missing", choices=("refuse", "drop"), help="drop leaves rows out in which a value is missing"
    )
    parser.add_argument("--encoding", metavar="NAME", help=f"of its bytes, if the guess is wrong: {', '.join(CHOICES)}")


def take(arguments: argparse.Namespace) -> None:
    """Read the table that ``--data`` names, say what it is, and make it part of the arguments."""
    path: Path | None = arguments.data
    if path is None:
        for name in ("columns", "header", "decimal", "missing", "encoding"):
            if getattr(arguments, name) is not None:
                raise ValueError(f"{name} must be left out without --data")
        return
    for name in ("dataset", "samples", "noise", "classes"):
        if getattr(arguments, name) is not None:
            raise ValueError(f"{name} must be left out with --data, which says it")
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        imported = read_own_data(
            data,
            None if arguments.columns is None else tuple(arguments.columns),
            None if arguments.header is None else arguments.header == "yes",
            arguments.problem,
            decimal=arguments.decimal,
            missing=arguments.missing,
            encoding=arguments.encoding,
        )
    except UndecidedError as error:
        raise ValueError(f"{path}: {error}; {_way_out(error)}") from None
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from None
    if arguments.train_percent is not None and imported.told:
        raise ValueError(f"train-percent must be left out, as {path} has a column that says which rows train")
    vars(arguments).update(imported.fields, told=imported.told)
    print(_described(imported))


def _way_out(error: UndecidedError) -> str:
    """The option that says what the table doesn't."""
    option = f"--{error.choice}"
    if error.choice == "missing":
        return f"{option} drop leaves these rows out"
    if error.choice == "columns":
        return f"{option} NAMES chooses others"
    return f"say which by {option} {' or '.join(error.answers)}"


def _described(imported: OwnData) -> str:
    """What was read, in a line or some."""
    x, y, label = (imported.columns[place - 1] for place in imported.chosen)
    lines = [f"{len(imported.points)} rows, x = {x}, y = {y}, label = {label} ({imported.problem})"]
    if not imported.header:
        lines.append("the first line holds data, no names")
    if imported.encoding not in ("utf-8", ""):
        lines.append(f"read as {imported.encoding}")
    if imported.decimal == "comma" or imported.thousands or "and" in imported.decimal:
        apart = f", thousands kept apart in {', '.join(imported.thousands)}" if imported.thousands else ""
        lines.append(f"decimal {imported.decimal or 'point'}{apart}")
    if imported.aside:
        lines.append(f"no feature, as it numbers or names rows: {', '.join(imported.aside)}")
    lines += [f"passed over, {reason}" for reason in imported.passed_over]
    if imported.dropped:
        lines.append(
            f"{imported.dropped} rows left out, as values were missing"
            if imported.dropped > 1
            else "1 row left out, as a value was missing"
        )
    lines += [str(scaling) for scaling in imported.scalings]
    if imported.label_names:
        numbers = sorted({int(point[2]) for point in imported.points})
        lines.append(
            ", ".join(f"{name} = {number}" for name, number in zip(imported.label_names, numbers, strict=True))
        )
    if imported.split:
        lines.append(_split_told(imported.split))
    return "\n".join(lines)


def _split_told(split: Split) -> str:
    """What became of a column that says which rows train."""
    if not split.rows:
        return f"{split.column} is not followed, as {split.why_not}: the rows were shuffled"
    validation = f", {split.validation} of them called validation" if split.validation else ""
    return f"{split.column} is followed: {split.train} rows train, {len(split.rows) - split.train} test{validation}"
