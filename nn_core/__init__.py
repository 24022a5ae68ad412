"""The training core of the playground: small neural networks in plain NumPy, and the same compiled.

    from nn_core import Experiment, advance, evaluate, predict, start

    experiment = Experiment(dataset="circle", hidden=[{"units": 4, "activation": "tanh"}])
    state = advance(experiment, start(experiment), epochs=100)
    evaluate(experiment, state).test_loss

It knows nothing of browsers. To see how backpropagation goes, read network.py, then training.py.
"""

from pydantic import ValidationError

from .activations import ACTIVATIONS
from .checked import explain
from .datasets import DATASETS, Dataset, make_dataset
from .diagnostics import Diagnostics
from .engines import default_engine, prepare
from .evaluation import Metrics
from .experiment import Experiment
from .features import FEATURES
from .hidden import Layer
from .initializers import INITIALIZERS
from .losses import LOSSES, OUTPUT_LAYERS
from .optimizers import OPTIMIZERS
from .parameters import LayerParameters
from .refit import refit
from .regularizers import REGULARIZERS
from .state import TrainingState
from .trainer import (
    Trainer,
    activations,
    advance,
    confusion,
    diagnose,
    evaluate,
    gradients,
    look_into,
    predict,
    progress,
)
from .training import DivergedError, start

__all__ = [
    "ACTIVATIONS",
    "DATASETS",
    "FEATURES",
    "INITIALIZERS",
    "LOSSES",
    "OPTIMIZERS",
    "OUTPUT_LAYERS",
    "REGULARIZERS",
    "Dataset",
    "Diagnostics",
    "DivergedError",
    "Experiment",
    "Layer",
    "LayerParameters",
    "Metrics",
    "Trainer",
    "TrainingState",
    "ValidationError",
    "activations",
    "advance",
    "confusion",
    "default_engine",
    "diagnose",
    "evaluate",
    "explain",
    "gradients",
    "look_into",
    "make_dataset",
    "predict",
    "prepare",
    "progress",
    "refit",
    "start",
]
