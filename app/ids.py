"""Every component id, in one place, so that layout, callbacks, scripts and tests can't drift apart."""

from .ask_ids import *  # noqa: F403
from .class_ids import *  # noqa: F403
from .id_families import (
    LAYERS as LAYERS,
    add_unit as add_unit,
    card as card,
    card_formula as card_formula,
    curve_parameter as curve_parameter,
    dataset as dataset,
    dock_panel as dock_panel,
    dock_tab as dock_tab,
    feature as feature,
    layer as layer,
    layer_activation as layer_activation,
    layer_dropout as layer_dropout,
    layer_look as layer_look,
    layer_parameter as layer_parameter,
    layer_units as layer_units,
    lesson_arc as lesson_arc,
    lesson_name as lesson_name,
    own_choice as own_choice,
    pick as pick,
    remove_unit as remove_unit,
    share_part as share_part,
    share_preset as share_preset,
    signal_activation as signal_activation,
    signal_backward as signal_backward,
    signal_forward as signal_forward,
    signal_initializer as signal_initializer,
    signal_words as signal_words,
    softmax_logit as softmax_logit,
)
from .run_ids import *  # noqa: F403
from .seat_ids import *  # noqa: F403

# Outside scripts hold on to these six.
PLAY = "play"
STEP = "step"
RESET = "reset"
EPOCH = "epoch"
TRAIN_LOSS = "train-loss"
TEST_LOSS = "test-loss"

# The stores: what the page is born with, and the setup, which tells the scripts what there is.
FIRST_ANSWER = "first-answer"
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
PALETTE = "palette"
HELP = "help"
HELP_DIALOG = "help-dialog"
WORD_CARD = "word-card"
SHORTCUTS = "shortcuts"
LIVE = "live"

# Training
MORE = "more"
MORE_SUMMARY = "more-summary"
OPTIMIZER = "optimizer"
INITIALIZER = "initializer"
SCHEDULE = "schedule"
SCHEDULE_EPOCHS = "schedule-epochs"
CLIP_NORM = "clip-norm"
INITIAL_BIAS = "initial-bias"

# On a phone all of these are in a sheet
SETTINGS, SETTINGS_OPEN, SETTINGS_CLOSE = "settings", "settings-open", "settings-close"

# When training stops
GOAL, GOAL_VALUE, GOAL_REACHED = "goal", "goal-value", "goal-reached"
GOAL_ALSO, GOAL_ALSO_VALUE = "goal-also", "goal-also-value"
EXERCISE_GOALS = "exercise-goals"

# Data
MORE_DATASETS = "more-datasets"
SAMPLES = "samples"
TRAIN_PERCENT = "train-percent"
SPLIT_NOTE = "split-note"
NOISE = "noise"
BATCH_SIZE = "batch-size"
SEED = "seed"
REGENERATE = "regenerate"

# Network
NETWORK = "network"
NETWORK_CANVAS = "network-canvas"
NETWORK_KEYS = "network-keys"
NETWORK_SPOKEN = "network-spoken"
NETWORK_FIT = "network-fit"
NETWORK_CARD = "network-card"
NETWORK_VALUE = "network-value"
ADD_LAYER = "add-layer"
REMOVE_LAYER = "remove-layer"
LAYER_COUNT = "layer-count"
PARAMETERS = "parameters"
OUTPUT_LAYER = "output-layer"
OUTPUT_LOSS = "output-loss"

# History
UNDO = "undo"
REDO = "redo"
TIMELINE = "timeline"
TIMELINE_EPOCH = "timeline-epoch"
NEW_WEIGHTS = "new-weights"
RESET_ON_CHANGE = "reset-on-change"
NOTICE = "notice"

# The dock and its tabs
DOCK, DOCK_GRIP, DOCK_FOLD, DOCK_BODY = "dock", "dock-grip", "dock-fold", "dock-body"

# The layer panel
LAYER_NAME, LAYER_FIGURE, LAYER_NOTE, LAYER_WEIGHTS = "layer-name", "layer-figure", "layer-note", "layer-weights"
LAYER_DEAD, LAYER_SATURATED, LAYER_FLAT = "layer-dead", "layer-saturated", "layer-flat"
LAYER_SLOPE, LAYER_GRADIENT, LAYER_LEARNED = "layer-slope", "layer-gradient", "layer-learned"

# Output
OUTPUT_MAP = "output-map"
OUTPUT_POINTS = "output-points"
OUTPUT_LINE = "output-line"
OUTPUT_FIGURE = "output-figure"
OUTSIDE = "outside"
CONTRADICTIONS = "contradictions"
GAP = "gap"
OUTPUT_SCALE = "output-scale"
TRAIN_SCORE = "train-score"
TEST_SCORE = "test-score"
SHOW_OUTPUT = "show-output"
SHOW_TEST = "show-test"
DISCRETIZE = "discretize"
LOSS_CHART = "loss-chart"
CHART_LOSS = "chart-loss"
CHART_SCORE = "chart-score"
CHART_LOG = "chart-log"
CHART_SMOOTH = "chart-smooth"
CLASSES = "classes"
CLASS_PANEL = "class-panel"
CLASS_LEGEND = "class-legend"
LABEL_MAPS = "label-maps"
COUNTS = "counts"
CONFUSION = "confusion"
EXACT_MATCH = "exact-match"

# The header
NAV_PLAYGROUND, NAV_RACE, NAV_ACTIVATIONS, NAV_LESSONS = "nav-playground", "nav-race", "nav-activations", "nav-lessons"

# The rail of a lesson; outside scripts hold on to the first three
LESSON, LESSON_NEXT, LESSON_CHECK = "lesson", "lesson-next", "lesson-check"
LESSON_SETUP, LESSON_STEP, LESSON_WHERE, LESSON_SAID = "lesson-setup", "lesson-step", "lesson-where", "lesson-said"
LESSON_BACK, LESSON_RESTART, LESSON_LEAVE, LESSON_FOLD = "lesson-back", "lesson-restart", "lesson-leave", "lesson-fold"
LESSON_DATA = "lesson-data"

# Own data, and drawing points
OWN_DATA = "own-data"
OWN_DIALOG = "own-dialog"
OWN_TEXT = "own-text"
OWN_FILE = "own-file"
OWN_ERROR = "own-error"
OWN_USE = "own-use"
OWN_DOWNLOAD = "own-download"
OWN_CLOSE = "own-close"
DRAW, DRAW_ADD, DRAW_ERASE, DRAW_MOVE = "draw", "draw-add", "draw-erase", "draw-move"
DRAW_TRAIN, DRAW_TEST = "draw-train", "draw-test"
DRAW_SURFACE = "draw-surface"
DRAW_BAR = "draw-bar"
DRAW_LABELS = "draw-labels"
DRAW_VALUE = "draw-value"
DRAW_CLEAR = "draw-clear"
DRAW_RESTORE = "draw-restore"
DRAW_COUNT = "draw-count"
DRAW_SAID = "draw-said"

# The sweep
SWEEP_SEEDS, SWEEP_CAP, SWEEP_START = "sweep-seeds", "sweep-cap", "sweep-start"
SWEEP_PROGRESS, SWEEP_LEFT = "sweep-progress", "sweep-left"
SWEEP_TABLE, SWEEP_COUNT, SWEEP_FAULTS = "sweep-table", "sweep-count", "sweep-faults"
SWEEP_RATIOS, SWEEP_OTHERS = "sweep-ratios", "sweep-others"
SWEEP_REACHED, SWEEP_STRIPS = "sweep-reached", "sweep-strips"

# Its grid of two choices
GRID_ROWS, GRID_ROWS_VALUES, GRID_ROWS_ADD = "grid-rows", "grid-rows-values", "grid-rows-add"
GRID_ROWS_WRONG = "grid-rows-wrong"
GRID_COLUMNS, GRID_COLUMNS_VALUES, GRID_COLUMNS_ADD = "grid-columns", "grid-columns-values", "grid-columns-add"
GRID_COLUMNS_WRONG = "grid-columns-wrong"
GRID_SWAP, GRID_SEEDS, GRID_CAP = "grid-swap", "grid-seeds", "grid-cap"
GRID_START, GRID_PROGRESS, GRID_LEFT = "grid-start", "grid-progress", "grid-left"
GRID_RESULTS, GRID_SHOWN, GRID_TABLE, GRID_LEGEND = "grid-results", "grid-shown", "grid-table", "grid-legend"
GRID_CELL, GRID_CELL_FACTS = "grid-cell", "grid-cell-facts"

# The race
RACE_SETUP = "race-setup"
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
RACE_ADD = "race-add"
RACE_FORMULA = "race-formula"
RACE_LINK = "race-link"
RACE_CODE = "race-code"
RACE_OF_THIS = "race-of-this"
RACE_BASE = "race-base"
RACE_EDIT = "race-edit"
RACE_MATCH = "race-match"
RACE_SIZES = "race-sizes"
RACE_TASK, RACE_TASK_CLOSE = "race-task", "race-task-close"
NETWORK_TASK, NETWORK_TASK_CLOSE = "network-task", "network-task-close"

# The page of the activations
ACTIVATIONS_SETUP = "activations-setup"
CONTENTS = "contents"
CHOSEN_COUNT = "chosen-count"
FILTER_NAME = "filter-name"
FILTER_FAMILY = "filter-family"
FILTER_NETWORK = "filter-network"
FILTER_COUNT = "filter-count"
CHOSEN_LEGEND = "chosen-legend"
FUNCTION_CHART = "function-chart"
SLOPE_CHART = "slope-chart"
PROBE_Z = "probe-z"
PROBE_TABLE = "probe-table"
SOFTMAX_TEMPERATURE = "softmax-temperature"
SOFTMAX_BARS = "softmax-bars"
SOFTMAX_SUM = "softmax-sum"
SOFTMAX_PAIR = "softmax-pair"
RACE_THEM = "race-them"
FACTS_TABLE = "facts-table"
COMPARE = "compare"
OWN_FORMULA = "own-formula"
LAYER_FORMULA = "layer-formula"
FORMULA_DIALOG, FORMULA_FIELD, FORMULA_ERROR = "formula-dialog", "formula-field", "formula-error"
FORMULA_FIGURE, FORMULA_PARAMETER = "formula-figure", "formula-parameter"
FORMULA_CANCEL, FORMULA_USE = "formula-cancel", "formula-use"
SOFTMAX_TITLE = "softmax-title"
SIGNAL_TITLE = "signal-title"
SIGNAL_DEPTH = "signal-depth"
SIGNAL_WIDTH = "signal-width"
SIGNAL_SEED = "signal-seed"

# The inspector, the table of all weights and biases, and files
INSPECTOR, INSPECTOR_NAME = "inspector", "inspector-name"
INSPECTOR_FORMULA, INSPECTOR_ACTIVATION, INSPECTOR_ROWS = "inspector-formula", "inspector-activation", "inspector-rows"
INSPECTOR_VALUE, INSPECTOR_GRADIENT, INSPECTOR_UPDATE = "inspector-value", "inspector-gradient", "inspector-update"
INSPECTOR_HISTORY, INSPECTOR_ERROR = "inspector-history", "inspector-error"
WEIGHTS, WEIGHTS_TABLES = "weights", "weights-tables"
SAVE_NETWORK, LOAD_NETWORK, NETWORK_FILE = "save-network", "load-network", "network-file"

# The coach
COACH, COACH_TEXT, COACH_SHOW, COACH_TRY = "coach", "coach-text", "coach-show", "coach-try"
COACH_DISMISS, COACH_SAID, COACH_MORE = "coach-dismiss", "coach-said", "coach-more"

# Messages
PROBLEM_MESSAGE = "problem-message"
DISMISS = "dismiss"
RESET_SLOWER = "reset-slower"
DONE_MESSAGE = "done-message"
CONNECTION_MESSAGE = "connection-message"
UPDATED_MESSAGE = "updated-message"
RELOAD = "reload"
RETRY = "retry"

# Sharing
SHARE = "share"
SHARE_DIALOG = "share-dialog"
SHARE_LINK = "share-link"
SHARE_COPY = "share-copy"
SHARE_COPIED = "share-copied"
SHARE_OPEN = "share-open"
SHARE_LOCK = "share-lock"
SHOW_ALL = "show-all"

# Presenting, on every page
PRESENT_FORM, PRESENT_TITLE, PRESENT = "present-form", "present-title", "present"
PRESENTED_TITLE, PRESENT_END = "presented-title", "present-end"

# QR codes
CODE_ENLARGE, CODE_DIALOG = "code-enlarge", "code-dialog"
