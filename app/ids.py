"""Every component id, in one place, so that layout, callbacks, scripts and tests can't drift apart."""

from nn_core.experiment import MAX_LAYERS

# Outside scripts hold on to these six.
PLAY = "play"
STEP = "step"
RESET = "reset"
EPOCH = "epoch"
TRAIN_LOSS = "train-loss"
TEST_LOSS = "test-loss"

# The wire: the browser writes a request, the server an answer; the setup tells the scripts what there is.
TICK_REQUEST = "tick-request"
TICK_ANSWER = "tick-answer"
BEGUN = "begun"
SETUP = "setup"

# Top bar
EPOCHS_PER_SECOND = "epochs-per-second"
SPEED = "speed"
LEARNING_RATE = "learning-rate"
ACTIVATION = "activation"
REGULARIZATION = "regularization"
REGULARIZATION_RATE = "regularization-rate"
PROBLEM = "problem"
COLOR_SCHEME = "color-scheme"

# Data
TRAIN_PERCENT = "train-percent"
NOISE = "noise"
BATCH_SIZE = "batch-size"
SEED = "seed"
REGENERATE = "regenerate"

# Network
NETWORK = "network"
NETWORK_CANVAS = "network-canvas"
ADD_LAYER = "add-layer"
REMOVE_LAYER = "remove-layer"
LAYER_COUNT = "layer-count"
OUTPUT_LAYER = "output-layer"
OUTPUT_LOSS = "output-loss"

# Output
OUTPUT_MAP = "output-map"
OUTPUT_POINTS = "output-points"
OUTPUT_FIGURE = "output-figure"
OUTPUT_SCALE = "output-scale"
TRAIN_SCORE = "train-score"
TEST_SCORE = "test-score"
SHOW_TEST = "show-test"
DISCRETIZE = "discretize"
LOSS_CHART = "loss-chart"

# The header
NAV_PLAYGROUND = "nav-playground"
NAV_RACE = "nav-race"

# The sweep
SWEEP_REQUEST = "sweep-request"
SWEEP_ANSWER = "sweep-answer"
STATISTICS_REQUEST = "statistics-request"
STATISTICS_ANSWER = "statistics-answer"
SWEEP_SEEDS = "sweep-seeds"
SWEEP_CAP = "sweep-cap"
SWEEP_START = "sweep-start"
SWEEP_PROGRESS = "sweep-progress"
SWEEP_LEFT = "sweep-left"
SWEEP_TABLE = "sweep-table"
SWEEP_RATIOS = "sweep-ratios"
SWEEP_REACHED = "sweep-reached"
SWEEP_STRIPS = "sweep-strips"

# The race
RACE_SETUP = "race-setup"
RACE_BEGUN = "race-begun"
RACE_PODIUM = "race-podium"
RACE_LANES = "race-lanes"
RACE_LANE = "race-lane"
RACE_CHART = "race-chart"
RACE_SPEED = "race-speed"
RACE_DATASET = "race-dataset"
RACE_HIDDEN = "race-hidden"
RACE_LEARNING_RATE = "race-learning-rate"
RACE_BATCH = "race-batch"
RACE_NOISE = "race-noise"
RACE_SEED = "race-seed"
RACE_DIFFERS = "race-differs"
RACE_START = "race-start"
RACE_TARGET = "race-target"
RACE_CURVE = "race-curve"
RACE_LOG = "race-log"
RACE_TIMELINE = "race-timeline"
RACE_PRESENT = "race-present"
RACE_ADD = "race-add"
RACE_LINK = "race-link"
RACE_OF_THIS = "race-of-this"

# Messages
PROBLEM_MESSAGE = "problem-message"
CONNECTION_MESSAGE = "connection-message"
RETRY = "retry"

LAYERS = range(MAX_LAYERS)


def dataset(key: str) -> str:
    """The button that chooses a dataset."""
    return f"dataset-{key}"


def feature(key: str) -> str:
    """The button that switches a feature on and off."""
    return "feature-" + key.replace("^", "").replace(" ", "-")


def layer(index: int) -> str:
    """The controls above a hidden layer."""
    return f"layer-{index}"


def layer_units(index: int) -> str:
    """The read-out of a layer's units."""
    return f"layer-{index}-units"


def add_unit(index: int) -> str:
    """The button that adds a unit to a layer."""
    return f"layer-{index}-add"


def remove_unit(index: int) -> str:
    """The button that takes a unit from a layer."""
    return f"layer-{index}-remove"


def layer_activation(index: int) -> str:
    """The choice of a layer's activation."""
    return f"layer-{index}-activation"


def layer_parameter(index: int) -> str:
    """The number that shapes a layer's activation."""
    return f"layer-{index}-parameter"
