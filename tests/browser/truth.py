"""What the page must show, computed by the core itself."""

from functools import lru_cache

import pytest

from app.components.setup import setup
from nn_core import Experiment, advance, evaluate, start


def shown(value):
    """A loss as the page may round it."""
    return pytest.approx(value, rel=2e-3, abs=1e-4)


def losses(fields, epochs=0):
    """Training and test loss of an experiment after some epochs."""
    experiment = Experiment(**fields)
    metrics = evaluate(experiment, advance(experiment, start(experiment), epochs))
    return shown(metrics.train_loss), shown(metrics.test_loss)


@lru_cache
def output_label(value):
    """The name of an output layer in its select."""
    return next(entry["label"] for entry in setup()["outputs"] if f"{entry['output']} {entry['loss']}" == value)


def hidden(*layers, activation="tanh"):
    """Hidden layers from their numbers of units."""
    return [{"units": units, "activation": activation} for units in layers]


def percent(share):
    """A share as the page writes it, to a tenth; 0% and 100% are exact."""
    tenths = round(1000 * share)
    if 0 < share < 1:
        tenths = min(999, max(1, tenths))
    return f"{tenths / 10:g}%"
