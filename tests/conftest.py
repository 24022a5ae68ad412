"""What all tests need."""

import atexit
import gc
import os
import shutil
import tempfile

# Read when NumPy is imported. More threads would spin while they wait for each other, and the cores have other tests.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import pytest
from hypothesis import HealthCheck, settings

import nn_core

# How long an example takes, or to make one, depends on the machine and on what else it does; whether it is right must
# not. A fixture like ``each_engine`` is the same for all examples of a test.
settings.register_profile(
    "tests", deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
settings.load_profile("tests")

gc.disable()  # to collect tests makes little garbage and many objects; to look through them all takes half of the time


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop():
    """What was imported and collected stays: from now on only what tests make is looked through."""
    gc.freeze()
    gc.enable()


def pytest_sessionstart():
    """Compile once, so that no test waits for it; what servers remember of classes is forgotten with the tests."""
    nn_core.prepare()
    folder = tempfile.mkdtemp(prefix="classes-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["CLASS_DATABASE_URL"] = f"sqlite:///{folder}/board.sqlite"


def pytest_addoption(parser):
    """Whether only the part that ``make test`` runs is wanted, or only the rest."""
    parser.addoption("--part", choices=("first", "rest"), help="run only this part of the tests")


def _is_first(item):
    """Whether ``make test`` runs it: all but what is marked, and where tests are long, only what is marked."""
    if item.path.parent.name in ("browser", "faults", "fuzz"):
        return item.get_closest_marker("first") is not None
    return item.get_closest_marker("rest") is None


def pytest_collection_modifyitems(config, items):
    """What is long comes first, else one worker is busy with it when all others are done; the many pages come last."""
    if part := config.getoption("part"):
        left_out = [item for item in items if _is_first(item) != (part == "first")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if _is_first(item) == (part == "first")]
    order = {"fuzz": 0, "faults": 1, "browser": 3}
    items.sort(key=lambda item: order.get(item.path.parent.name, 2))
