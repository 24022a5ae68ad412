"""The figures of the claims, from their values: what the page tells, and what is kept in a file.

The file holds every value of every seed, so that each figure can be worked out again, and each value measured again.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..statistics import Spread, ratio_of_medians, spread
from . import CLAIMS, Claim

Values = Mapping[str, Sequence[float | None]]


def rounded(value: float | None) -> float | None:
    """Six digits: what a rerun on another processor may still give."""
    return None if value is None else float(f"{value:.6g}")


def figures(claim: Claim, values: Values) -> dict[str, Any]:
    """Of each value over the seeds the median, quartiles, range and sum; and the ratios of those that are compared."""
    return {
        "values": {name: _figure(numbers) for name, numbers in values.items()},
        "ratios": {f"{slower} / {faster}": _ratio(values[slower], values[faster]) for slower, faster in claim.compared},
    }


def _figure(numbers: Sequence[float | None]) -> dict[str, float | None]:
    array = _array(numbers)
    figure: Spread = spread(array)
    known = array[np.isfinite(array)]
    return {
        "median": rounded(figure.median),
        "lower": rounded(figure.lower),
        "upper": rounded(figure.upper),
        "lowest": rounded(float(known.min())) if known.size else None,
        "highest": rounded(float(known.max())) if known.size else None,
        "mean": rounded(float(known.mean())) if known.size else None,
        "sum": rounded(float(known.sum())),
        "none": int(len(array) - known.size),
    }


def _ratio(slower: Sequence[float | None], faster: Sequence[float | None]) -> dict[str, float | None]:
    """How many times as large the median of ``slower`` is, with the 95% interval, paired by seed."""
    value, interval = ratio_of_medians(_array(slower), _array(faster))
    return {"value": rounded(value), "low": rounded(interval.low), "high": rounded(interval.high)}


def _array(numbers: Sequence[float | None]) -> NDArray[np.float64]:
    return np.array([np.inf if number is None else number for number in numbers])


def report(values: Mapping[str, Values]) -> str:
    """The file, as JSON with one line for the values of each kind."""
    claims = {}
    for key, lanes in values.items():
        claim = CLAIMS[key]
        count = len(next(iter(lanes.values())))
        claims[key] = {"seeds": count, "figures": figures(claim, lanes), "values": lanes}
    text = json.dumps({"command": "python -m nn_core.study.claims --out app/claims.json", "claims": claims}, indent=1)
    return _flat(text)


def _flat(text: str) -> str:
    """Lists of numbers, which ``indent`` puts on a line each, on one line."""
    parts = text.split("[")
    for index, part in enumerate(parts[1:], start=1):
        inside, bracket, rest = part.partition("]")
        parts[index] = "".join(inside.split()).replace(",", ", ") + bracket + rest
    return "[".join(parts) + "\n"
