"""What all tests need."""

import atexit
import os
import shutil
import tempfile

# Read when NumPy is imported. More threads would spin while they wait for each other, and the cores have other tests.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import nn_core


def pytest_sessionstart():
    """Compile once, so that no test waits for it; what servers remember of classes is forgotten with the tests."""
    nn_core.prepare()
    folder = tempfile.mkdtemp(prefix="classes-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["CLASS_DATABASE_URL"] = f"sqlite:///{folder}/board.sqlite"


def pytest_collection_modifyitems(items):
    """What is long comes first, else one worker is busy with it when all others are done; the many pages come last."""
    order = {"fuzz": 0, "faults": 1, "browser": 3}
    items.sort(key=lambda item: order.get(item.path.parent.name, 2))
