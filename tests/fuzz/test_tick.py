"""The tick under a flood of broken requests."""

from .flood import flood


def test_every_broken_tick_is_answered(app, sender):
    flood(app, sender, "tick", ["tick-answer.data"])
