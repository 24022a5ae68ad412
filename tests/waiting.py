"""Waiting for what will come, for as long as a busy machine may take."""

import time

PATIENCE = 60  # seconds


def until(condition, what, patience=PATIENCE):
    """Wait until a condition holds; gives its value."""
    end = time.monotonic() + patience
    while not (value := condition()):
        assert time.monotonic() < end, f"waited {patience} s for: {what}"
        time.sleep(0.01)
    return value
