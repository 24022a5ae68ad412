"""What all tests need."""

import nn_core


def pytest_sessionstart():
    """Compile once, so that no test has to wait for it."""
    nn_core.prepare()
