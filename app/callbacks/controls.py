"""The callbacks that run in the browser (``assets/``): the page begins, and controls that hold a value change.

They are JavaScript because a change must not wait for the network. Buttons are not here: the scripts listen to
clicks themselves, since two clicks that had to wait for a busy page would come as one change of ``n_clicks``.
"""

from dash import ClientsideFunction, Dash, Input, Output, State

from .. import ids

_VALUES = (
    ids.LEARNING_RATE,
    ids.ACTIVATION,
    ids.REGULARIZATION,
    ids.REGULARIZATION_RATE,
    ids.PROBLEM,
    ids.SAMPLES,
    ids.TRAIN_PERCENT,
    ids.NOISE,
    ids.BATCH_SIZE,
    ids.SEED,
    ids.CLASSES,
    ids.OUTPUT_LAYER,
    ids.SPEED,
    ids.OPTIMIZER,
    ids.INITIALIZER,
    ids.SCHEDULE,
    ids.SCHEDULE_EPOCHS,
    ids.CLIP_NORM,
    ids.LAYER_DROPOUT,
    *map(ids.layer_activation, ids.LAYERS),
    *map(ids.layer_parameter, ids.LAYERS),
)


def register(app: Dash) -> None:
    """Connect the first answer and the controls with the scripts."""
    app.clientside_callback(
        ClientsideFunction("playground", "begin"),
        Output(ids.BEGUN, "data"),  # nothing is written; without an output Dash would not call it at first
        Input(ids.TICK_ANSWER, "data"),
        State(ids.SETUP, "data"),
    )
    app.clientside_callback(
        ClientsideFunction("race", "begin"),
        Output(ids.RACE_BEGUN, "data"),
        Input(ids.RACE_SETUP, "data"),
    )
    app.clientside_callback(
        ClientsideFunction("playground", "change"),
        [
            *(Input(control, "value") for control in _VALUES),
            Input(ids.SHOW_TEST, "checked"),
            Input(ids.DISCRETIZE, "checked"),
            Input(ids.RESET_ON_CHANGE, "checked"),
        ],
        prevent_initial_call=True,
    )
