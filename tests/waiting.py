"""Waiting for what will come, for as long as a busy machine may take."""

import time

PATIENCE = 30


def until(condition, what):
    """Wait until a condition holds; gives its value."""
    end = time.monotonic() + PATIENCE
    while not (value := condition()):
        assert time.monotonic() < end, f"waited {PATIENCE} s for: {what}"
        time.sleep(0.01)
    return value
