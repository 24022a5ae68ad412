"""The training core of the playground: small neural networks in plain NumPy, and the same compiled.

    from nn_core import Experiment, advance, evaluate, predict, start

    experiment = Experiment(dataset="circle", hidden=[{"units": 4, "activation": "tanh"}])
    state = advance(experiment, start(experiment), epochs=100)
    evaluate(experiment, state).test_loss

It knows nothing of browsers. To see how backpropagation goes, read network/network.py, then training/training.py.
"""

from pydantic import ValidationError

from .activations import ACTIVATIONS
from .common.checked import explain
from .datasets import DATASETS, Dataset, make_dataset
from .evaluation import Metrics
from .experiment.experiment import Experiment
from .experiment.hidden import Layer
from .features import FEATURES
from .initializers import INITIALIZERS
from .insight.diagnostics import Diagnostics
from .losses import LOSSES, OUTPUT_LAYERS
from .optimizers import OPTIMIZERS
from .regularizers import REGULARIZERS
from .state.parameters import LayerParameters
from .state.state import TrainingState
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
from .training.engines import default_engine, prepare
from .training.refit import refit
from .training.training import DivergedError, start

__version__ = "1.0.0"  # of all that is installed together: the core, the app and its commands

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
