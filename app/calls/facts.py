"""What is known of an activation, in words; it depends on the parameter, so it is told along with the curve."""

from math import isinf
from typing import Any

from nn_core.activations import Activation, Facts
from nn_core.common.written import rounded

from ..i18n import _


def number(value: float) -> str:
    """A bound as people write it."""
    return rounded(value, 4)


def interval(facts: Facts) -> str:
    """The values that f takes; a square bracket where the bound is reached, braces where they are but a few."""
    if facts.values:
        return "{" + ", ".join(number(value) for value in facts.values) + "}"
    left, right = "[" if facts.reaches_infimum else "(", "]" if facts.reaches_supremum else ")"
    return f"{left}{number(facts.infimum)}, {number(facts.supremum)}{right}"


def _bound(value: float, reached: bool, name: str, unbounded: str) -> str:
    if isinf(value):
        return unbounded
    how = _("reached") if reached else _("not reached")
    return f"{name} {number(value)} ({how})"


def _bounds(facts: Facts) -> str:
    """Both bounds in words."""
    low = _bound(facts.infimum, facts.reaches_infimum, _("infimum"), _("no lower bound"))
    high = _bound(facts.supremum, facts.reaches_supremum, _("supremum"), _("no upper bound"))
    return f"{low}, {high}"


def range_of(activation: Activation, facts: Facts) -> str:
    """The values that f takes; a maximum of learned pieces has no range before they are learned."""
    return _("learned") if _learned(activation) else interval(facts)


def _learned(activation: Activation) -> bool:
    return activation.coupled is not None and activation.coupled.learns_shape


def _range_in_words(activation: Activation, facts: Facts) -> str:
    if _learned(activation):
        return _(
            "learned: unless all its pieces are flat, there is no upper bound; there may be a lower one, as for |z|"
        )
    if facts.values:
        return _("{values}: only these values, nothing in between").format(values=interval(facts))
    return f"{interval(facts)}: {_bounds(facts)}"


def properties() -> list[tuple[str, str]]:
    """What can hold of f: the name of the fact, and its words."""
    return [
        ("nonlinear", _("Nonlinear")),
        ("continuous", _("Continuous")),
        ("differentiable", _("Differentiable")),
        ("smooth", _("Smooth")),
        ("monotonic", _("Monotonic")),
        ("monotonic_slope", _("Monotonic slope")),
        ("zero_centered", _("Zero-centered")),
        ("identity_near_zero", _("Identity near 0")),
        ("saturates_left", _("Saturates left")),
        ("saturates_right", _("Saturates right")),
        ("sparse", _("Sparse")),
        ("can_die", _("Can die")),
    ]


def facts_told(activation: Activation, p: Any) -> dict[str, str]:
    """What a card says of f with this p, None for the default: its range, and what holds of it."""
    facts = activation.facts_at(p)
    holds = [words for name, words in properties() if getattr(facts, name)]
    return {"range": _range_in_words(activation, facts), "holds": ", ".join(holds)}
