"""Under the network: the timeline, and how many parameters there are; and what the last change did."""

from dash import html

from nn_core import DATASETS, FEATURES

from .. import ids
from ..i18n import _
from .fields import button, switch, timeline
from .texts import parameters_title


def session_bar() -> html.Section:
    """Buttons, and the slider that the scripts make."""
    return html.Section(
        className="session",
        **{"aria-label": _("History")},
        children=[
            html.Label(
                [
                    html.Span(_("Timeline"), className="visually-hidden"),
                    timeline(ids.TIMELINE),
                    html.Span(id=ids.TIMELINE_EPOCH, className="small"),
                ],
                className="timeline-row",
            ),
            button(
                _("New weights"),
                id=ids.NEW_WEIGHTS,
                title=_(
                    "Picks new random starting weights and restarts training with the same data. Reset "
                    "keeps the weights it started from."
                ),
            ),
            switch(
                ids.RESET_ON_CHANGE,
                _("Restart after every change"),
                title=_("Every change except the learning rate and Regenerate restarts and pauses training."),
            ),
            html.Div(id=ids.PARAMETERS, className="small", title=parameters_title()),
            html.Div(id=ids.LIVE, className="visually-hidden", role="status"),
        ],
    )


def notice() -> html.Div:
    """What the last change did, over the page for a while; screen readers hear it."""
    return html.Div(id=ids.NOTICE, className="toast", role="status")


def control_names() -> dict[str, str]:
    """What a change is called, by the id of its control; "layer-..." for the controls of layer {n}.

    Before the | what was done, as the line says it; after it what was to be done, as undo and redo say it.
    """
    return {
        ids.LEARNING_RATE: _("Learning rate changed|change learning rate"),
        ids.ACTIVATION: _("Activation changed|change activation"),
        ids.REGULARIZATION: _("Regularization changed|change regularization"),
        ids.REGULARIZATION_RATE: _("Regularization rate changed|change regularization rate"),
        ids.PROBLEM: _("Problem type changed|change problem type"),
        ids.SAMPLES: _("Number of points changed|change number of points"),
        ids.TRAIN_PERCENT: _("Training share changed|change training share"),
        ids.NOISE: _("Noise changed|change noise"),
        ids.BATCH_SIZE: _("Batch size changed|change batch size"),
        ids.SEED: _("Seed changed|change seed"),
        ids.CLASSES: _("Number of classes changed|change number of classes"),
        ids.OUTPUT_LAYER: _("Output layer changed|change output layer"),
        ids.OPTIMIZER: _("Optimizer changed|change optimizer"),
        ids.INITIALIZER: _("Initializer changed|change initializer"),
        ids.INITIAL_BIAS: _("Initial bias changed|change initial bias"),
        ids.SCHEDULE: _("Learning-rate schedule changed|change learning-rate schedule"),
        ids.SCHEDULE_EPOCHS: _("Schedule period changed|change schedule period"),
        ids.CLIP_NORM: _("Gradient clipping changed|change gradient clipping"),
        "layer-dropout": _("Dropout of layer {n} changed|change dropout of layer {n}"),
        ids.LAYER_FORMULA: _("Custom activation changed|change custom activation"),
        ids.REGENERATE: _("Data regenerated|regenerate data"),
        ids.NEW_WEIGHTS: _("New starting weights picked|pick new starting weights"),
        ids.RESET: _("Weights reset|reset"),
        ids.ADD_LAYER: _("Hidden layer added|add hidden layer"),
        ids.REMOVE_LAYER: _("Hidden layer removed|remove hidden layer"),
        "layer-add": _("Unit added to layer {n}|add unit to layer {n}"),
        "layer-remove": _("Unit removed from layer {n}|remove unit from layer {n}"),
        "layer-units": _("Units added to layer {n}|add units to layer {n}"),
        "layer-activation": _("Activation of layer {n} changed|change activation of layer {n}"),
        "layer-parameter": _("Parameter of layer {n} changed|change parameter of layer {n}"),
        **{ids.dataset(key): _("Dataset changed|change dataset") for key in DATASETS},
        **{ids.feature(key): _("Features changed|change features") for key in FEATURES},
    }


def session_texts() -> dict[str, str]:
    """What the scripts say of changes, in the same two parts where a change has a name."""
    return {
        "continued": _("{done}. Training continues from the current weights."),
        "changed": _("{done}."),
        "restarted": _("{done}. Training restarted."),
        "undo": _("Undo: {what}"),
        "redo": _("Redo: {what}"),
        "undone": _("Undid: {what}"),
        "redone": _("Redid: {what}"),
        "playedOn": _("play from an earlier epoch"),
        "linkOpened": _("Opened from a link|open a link"),
        "laneOpened": _("Opened from the race|open a lane of the race"),
        "fileOpened": _("Opened {file}|open {file}"),
        "ownDataUsed": _("Your data loaded|load your data"),
        "parameterChanged": _("{name} changed|change {lower}"),
    }
