"""Under the network: undo and redo, the timeline, what the last change did, and how many parameters there are."""

from dash import html

from nn_core import DATASETS, FEATURES

from .. import ids
from ..bridge.markup import Input
from ..i18n import _
from .fields import button, icon, switch
from .texts import parameters_title


def session_bar() -> html.Section:
    """Buttons, the slider that the scripts make, and a line of text that screen readers hear."""
    return html.Section(
        className="session",
        **{"aria-label": _("History")},
        children=[
            html.Div(
                [
                    button(icon("undo"), id=ids.UNDO, disabled=True, **{"aria-label": _("Undo")}),
                    button(icon("redo"), id=ids.REDO, disabled=True, **{"aria-label": _("Redo")}),
                ],
                className="history-buttons",
            ),
            html.Label(
                [
                    html.Span(_("Timeline"), className="visually-hidden"),
                    Input(id=ids.TIMELINE, type="range", min=0, max=0, value=0, disabled=True),
                    html.Span(id=ids.TIMELINE_EPOCH, className="small"),
                ],
                className="timeline-row",
            ),
            button(
                _("New weights"),
                id=ids.NEW_WEIGHTS,
                title=_("Draws other initial weights and starts anew with the same data. Reset keeps them."),
            ),
            switch(
                ids.RESET_ON_CHANGE,
                _("Reset on change"),
                title=_("Every change starts anew and pauses, but for the learning rate and Regenerate."),
            ),
            html.Div(id=ids.NOTICE, className="notice small", role="status"),
            html.Div(id=ids.PARAMETERS, className="small", title=parameters_title()),
            html.Div(id=ids.LIVE, className="visually-hidden", role="status"),
        ],
    )


def control_names() -> dict[str, str]:
    """What a change is called in that line, by the id of its control; "layer-..." for the controls of layer {n}."""
    return {
        ids.LEARNING_RATE: _("Learning rate"),
        ids.ACTIVATION: _("Activation"),
        ids.REGULARIZATION: _("Regularization"),
        ids.REGULARIZATION_RATE: _("Regularization rate"),
        ids.PROBLEM: _("Problem type"),
        ids.SAMPLES: _("Number of samples"),
        ids.TRAIN_PERCENT: _("Share of training data"),
        ids.NOISE: _("Noise"),
        ids.BATCH_SIZE: _("Batch size"),
        ids.SEED: _("Seed"),
        ids.CLASSES: _("Number of classes"),
        ids.OUTPUT_LAYER: _("Output layer"),
        ids.OPTIMIZER: _("Optimiser"),
        ids.INITIALIZER: _("Initialiser"),
        ids.INITIAL_BIAS: _("Initial bias"),
        ids.SCHEDULE: _("Learning-rate schedule"),
        ids.SCHEDULE_EPOCHS: _("Period of the schedule"),
        ids.CLIP_NORM: _("Gradient clipping"),
        ids.LAYER_DROPOUT: _("Dropout"),
        ids.LAYER_FORMULA: _("Own f(z)"),
        ids.REGENERATE: _("New data"),
        ids.NEW_WEIGHTS: _("New weights"),
        ids.RESET: _("Reset"),
        ids.ADD_LAYER: _("Hidden layer added"),
        ids.REMOVE_LAYER: _("Hidden layer removed"),
        "layer-add": _("Unit added to layer {n}"),
        "layer-remove": _("Unit removed from layer {n}"),
        "layer-activation": _("Activation of layer {n}"),
        "layer-parameter": _("Parameter of layer {n}"),
        **{ids.dataset(key): _("Dataset") for key in DATASETS},
        **{ids.feature(key): _("Features") for key in FEATURES},
    }
