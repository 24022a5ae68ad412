"""The callbacks that run in the browser (``assets/``): controls, answers, and the player's buttons.

They are JavaScript because a click must not wait for the network: five quick clicks on "+" are five units.
"""

from dash import ClientsideFunction, Dash, Input, Output, State

from nn_core import DATASETS, FEATURES

from .. import ids


def _inputs() -> list[Input]:
    values = [
        ids.LEARNING_RATE,
        ids.ACTIVATION,
        ids.REGULARIZATION,
        ids.REGULARIZATION_RATE,
        ids.PROBLEM,
        ids.TRAIN_PERCENT,
        ids.NOISE,
        ids.BATCH_SIZE,
        ids.SEED,
        ids.OUTPUT_LAYER,
        ids.SPEED,
        *map(ids.layer_activation, ids.LAYERS),
        *map(ids.layer_parameter, ids.LAYERS),
    ]
    buttons = [
        ids.PLAY,
        ids.STEP,
        ids.RESET,
        ids.REGENERATE,
        ids.ADD_LAYER,
        ids.REMOVE_LAYER,
        ids.RETRY,
        *map(ids.dataset, DATASETS),
        *map(ids.feature, FEATURES),
        *map(ids.add_unit, ids.LAYERS),
        *map(ids.remove_unit, ids.LAYERS),
    ]
    return [
        *(Input(value, "value") for value in values),
        *(Input(button, "n_clicks") for button in buttons),
        Input(ids.SHOW_TEST, "checked"),
        Input(ids.DISCRETIZE, "checked"),
    ]


def register(app: Dash) -> None:
    """Connect controls and answers with the scripts."""
    app.clientside_callback(
        ClientsideFunction("playground", "receive"),
        Output(ids.RECEIVED, "data"),  # nothing is written; without an output Dash would not call it at first
        Input(ids.TICK_ANSWER, "data"),
        State(ids.SETUP, "data"),
    )
    app.clientside_callback(ClientsideFunction("playground", "change"), _inputs(), prevent_initial_call=True)
