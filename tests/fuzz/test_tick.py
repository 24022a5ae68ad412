"""The tick under a flood of broken requests."""

import pytest

from .flood import flood


@pytest.mark.first
def test_every_broken_tick_is_answered(app, sender):
    flood(app, sender, "tick", ["tick-answer.data"])
