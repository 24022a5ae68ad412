"""Numbers as the claims tell them: one way to round each kind, and the figures of a claim by their names."""

from collections.abc import Callable
from math import ceil, floor, log10
from typing import Any

from nn_core.common.written import fixed, rounded

from ..i18n import _

_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def count(number: float) -> str:
    """A whole number as people write it."""
    return fixed(number, 0)


def bare_percent(share: float) -> str:
    """A share in whole percent, a small one to two digits, without the sign."""
    percent = 100.0 * share
    return fixed(percent, 0) if percent >= 1.0 else rounded(percent, 2)


def percent(share: float) -> str:
    """A share with its sign."""
    return f"{bare_percent(share)}%"


def times(ratio: float) -> str:
    """A ratio to three digits."""
    return rounded(ratio, 3)


def tiny(number: float) -> str:
    """A rounding error, rounded up to one digit, as in 4·10⁻¹⁵."""
    if number <= 0.0:
        return "0"
    power = floor(log10(number))
    digit = ceil(round(number / 10.0**power, 4))
    power, digit = (power + 1, 1) if digit == 10 else (power, digit)
    return f"{digit}·10{str(power).translate(_SUPERSCRIPT)}"


class Figures:
    """What was measured of one claim."""

    def __init__(self, measured: dict[str, Any]) -> None:
        """``measured`` is the claim's part of the file."""
        self._values, self._ratios = measured["figures"]["values"], measured["figures"]["ratios"]
        self._runs = measured["values"]
        self.seeds = count(measured["seeds"])

    def share(self, name: str) -> str:
        """The median in percent, with the quartiles."""
        summary = self._values[name]
        low, high = bare_percent(summary["lower"]), bare_percent(summary["upper"])
        return percent(summary["median"]) + (
            "" if low == high else " " + _("({low} to {high})").format(low=low, high=high)
        )

    def median(self, name: str) -> str:
        """The median in percent alone."""
        return percent(self._values[name]["median"])

    def number(self, name: str) -> str:
        """The median with the quartiles, to two digits."""
        summary = self._values[name]
        median, lower, upper = (rounded(summary[quantile], 2) for quantile in ("median", "lower", "upper"))
        return f"{median} ({lower} to {upper})"

    def mean(self, name: str) -> str:
        """The mean in percent, to two digits."""
        return f"{rounded(100.0 * self._values[name]['mean'], 2)}%"

    def most(self, *names: str) -> str:
        """The largest of all seeds, a rounding error."""
        return tiny(max(self._values[name]["highest"] for name in names))

    def range(self, name: str) -> str:
        """From the lowest seed to the highest, in percent."""
        summary = self._values[name]
        return f"{percent(summary['lowest'])} to {percent(summary['highest'])}"

    def total(self, name: str) -> int:
        """The sum over all seeds."""
        return int(self._values[name]["sum"])

    def never(self, name: str) -> str:
        """How many seeds have no value."""
        return count(self._values[name]["none"])

    def ratio(self, slower: str, faster: str) -> str:
        """A ratio of medians, with its 95% interval."""
        summary = self._ratios[f"{slower} / {faster}"]
        return f"{times(summary['value'])} ({times(summary['low'])} to {times(summary['high'])})"

    def first(self, name: str, say: Callable[[float], str] = percent) -> str:
        """What seed 0 gave."""
        value = self._runs[name][0]
        return _("never") if value is None else say(value)
