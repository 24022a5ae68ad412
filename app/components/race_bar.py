"""The race's bar and rules: what all lanes have in common, in what they differ, and when one is at the finish."""

from dash import html

from nn_core import DATASETS
from nn_core.experiment.experiment import MAX_SEED
from nn_core.expressions.parser import MAX_CHARACTERS

from .. import ids
from ..i18n import _
from .fields import button, choice, field, number, text
from .race_setup import choices
from .top_bar import player, speeds


def _targets() -> list[html.Optgroup]:
    """What can be the finish: the metric and its value."""
    losses = ("0.2", "0.1", "0.05", "0.02", "0.01", "0.005", "0.001")
    scores = ("0.8", "0.9", "0.95", "0.98", "0.99", "1")
    groups = (
        ("test_loss", _("Test loss below"), _("loss {value}"), losses),
        ("test_score", _("Test accuracy (R²) of at least"), _("accuracy {value}"), scores),
    )
    return [
        html.Optgroup(
            [html.Option(text.format(value=value), value=f"{metric} {value}") for value in values], label=label
        )
        for metric, label, text, values in groups
    ]


def race_bar() -> html.Section:
    """The player, and what all lanes have in common."""
    offered = choices()
    datasets = [(kind.key, _(kind.name)) for kind in DATASETS.values()]
    fields = [
        field(_("Speed"), choice(ids.RACE_SPEED, speeds())),
        field(_("Dataset"), choice(ids.RACE_DATASET, datasets)),
        field(_("Hidden layers"), choice(ids.RACE_HIDDEN, offered["hidden"])),
        field(_("Learning rate"), choice(ids.RACE_LEARNING_RATE, offered["learning_rate"])),
        field(_("Batch size"), choice(ids.RACE_BATCH, offered["batch_size"])),
        field(_("Noise"), choice(ids.RACE_NOISE, [(str(noise), str(noise)) for noise in range(0, 55, 5)])),
        field(_("Seed"), number(ids.RACE_SEED, min=0, max=MAX_SEED)),
    ]
    return html.Section(
        [*player(), html.Div(fields, className="selects race-fields")],
        className="top-bar",
        **{"aria-label": _("Training")},
    )


def race_rules() -> html.Section:
    """Start sets, in what lanes differ, the fair start, the finish line, presenting and sharing."""
    sets = [
        ("classics", _("The classics")),
        ("relu", _("The ReLU family")),
        ("sigmoid", _("The sigmoid family")),
        ("mixed", _("A mixed dozen")),
    ]
    names = {
        "activation": _("activation"),
        "learning_rate": _("learning rate"),
        "hidden": _("hidden layers"),
        "initializer": _("initialiser"),
        "batch_size": _("batch size"),
        "regularization": _("regularisation"),
        "optimizer": _("optimiser"),
        "features": _("features"),
        "dataset": _("dataset"),
        "noise": _("noise"),
        "train_percent": _("share of training data"),
    }
    differs = [(key, names[key]) for key in choices()]
    starts = [("uniform", _("the same initial weights")), ("matched", _("initialiser matched to each activation"))]
    return html.Section(
        className="rules",
        **{"aria-label": _("Rules of the race")},
        children=[
            html.Div(
                [html.Span(_("Race"), className="field-name")]
                + [button(text, **{"data-set": key}) for key, text in sets],
                className="sets",
                role="group",
                **{"aria-label": _("Start sets")},
            ),
            field(_("Lanes differ in"), choice(ids.RACE_DIFFERS, differs)),
            field(_("They start with"), choice(ids.RACE_START, starts)),
            field(_("Finish"), html.Select(_targets(), id=ids.RACE_TARGET, className="choice")),
            field(
                _("Add your own f(z), then Enter"),
                text(ids.RACE_FORMULA, maxLength=MAX_CHARACTERS, placeholder="max(0, z) + sin(z)"),
            ),
            html.Div(
                className="sets",
                children=[
                    button(_("Add a lane"), id=ids.RACE_ADD),
                    button(_("Copy link"), id=ids.RACE_LINK),
                    button(_("QR code"), id=ids.RACE_CODE),
                    button(_("Present"), id=ids.RACE_PRESENT),
                ],
            ),
            html.P(
                [
                    html.Span(
                        _(
                            "A fair race: apart from what you chose, the lanes are the same. They see the same data "
                            "in the same mini-batches and, where they have the same shape, begin with the same "
                            "weights. Only what you chose makes the difference."
                        ),
                        **{"data-start": "uniform"},
                    ),
                    html.Span(
                        _(
                            "Apart from what you chose, the lanes are the same, but each begins with weights of the "
                            "size that suits its activation (Glorot, He or LeCun), as practitioners do: with smaller "
                            "ones signals fade from layer to layer, with larger ones they saturate."
                        ),
                        **{"data-start": "matched"},
                    ),
                ],
                className="small fair",
            ),
        ],
    )
