"""What all tests need."""

import atexit
import os
import shutil
import tempfile

# Read when NumPy is imported. More threads would spin while they wait for each other, and the cores have other tests.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# What the servers of the tests remember of classes is forgotten with them.
CLASSES = tempfile.mkdtemp(prefix="classes-")
atexit.register(shutil.rmtree, CLASSES, ignore_errors=True)
os.environ["CLASS_DATABASE_URL"] = f"sqlite:///{CLASSES}/board.sqlite"

import nn_core


def pytest_sessionstart():
    """Compile once, so that no test has to wait for it."""
    nn_core.prepare()


def pytest_collection_modifyitems(items):
    """What is long comes first, else one worker is busy with it when all others are done; the many pages come last."""
    order = {"fuzz": 0, "faults": 1, "browser": 3}
    items.sort(key=lambda item: order.get(item.path.parent.name, 2))
