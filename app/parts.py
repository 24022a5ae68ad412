"""The parts of the page that a link or a setting can hide, by their names in ``hide=play,step``."""

from nn_core.features import FEATURES
from nn_core.formats.links.original import ORIGINAL_FEATURES

from . import id_families

PARTS: tuple[str, ...] = (
    "play", "step", "reset", "speed",
    "learning-rate", "activation", "regularization", "regularization-rate", "problem", "settings", "stop",
    "data", "dataset", "classes", "samples", "train-percent", "noise", "batch-size", "seed", "new-weights",
    "features", *map(id_families.feature, FEATURES),
    "network", "hidden-layers", "units", "output-layer",
    "dock", "layer-panel", "selected", "weights", "confusion", "file", "runs",
    "output", "show-test", "discretize", "draw", "chart",
    "share", "history", "coach", "text", "navigation",
)  # fmt: skip

# What TensorFlow Playground calls them in its links, where that is something else.
_ORIGINAL = {
    "playButton": "play",
    "stepButton": "step",
    "resetButton": "reset",
    "numHiddenLayers": "hidden-layers",
    "showTestData": "show-test",
    "learningRate": "learning-rate",
    "regularizationRate": "regularization-rate",
    "percTrainData": "train-percent",
    "batchSize": "batch-size",
    **{name: id_families.feature(key) for name, key in ORIGINAL_FEATURES.items()},
    "cosX": id_families.feature("cos x"),
    "cosY": id_families.feature("cos y"),
}

# The names that they may have in a link, in the order of the page.
NAMES = {name: part for part in PARTS for name in (part, *(old for old, new in _ORIGINAL.items() if new == part))}
