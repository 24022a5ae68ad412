"""The families of the activations, by what holds of each: an entry belongs to one as soon as its facts are known."""

from math import isinf

from .records import Activation

# In the order in which people look for them.
FAMILIES = ("sigmoid", "rectifier", "smooth", "bounded", "shrinkage", "plain", "gated", "structure", "other")


def family(activation: Activation) -> str:
    """Which one an activation belongs to, from its facts with the default parameter."""
    facts = activation.facts
    low, high = isinf(facts.infimum), isinf(facts.supremum)
    if activation.sums:
        return "gated"
    if activation.coupled:
        return "structure"
    if facts.linear or facts.values:
        return "plain"
    if not low and not high:
        s_shaped = facts.monotonic and facts.saturates_left and facts.saturates_right
        return "bounded" if not s_shaped else "sigmoid" if activation.initializer == "glorot" else "rectifier"
    if low and high and facts.zero_centered and not facts.identity_near_zero:
        return "shrinkage"
    if not high or (facts.smooth and (not facts.saturates_left or activation.initializer != "he")):
        return "other"
    return "smooth" if facts.smooth else "rectifier"
