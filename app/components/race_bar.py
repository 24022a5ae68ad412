"""The race's bar and rules: what all lanes have in common, in what they differ, and when one is at the finish."""

from dash import html

from nn_core import DATASETS
from nn_core.experiment.experiment import MAX_SEED
from nn_core.expressions.parser import MAX_CHARACTERS

from .. import ids
from ..i18n import _
from . import race_edit
from .fields import button, choice, field, number, text
from .presenting import present_form, presented_title
from .race_setup import choices
from .top_bar import player, speed_title, speeds


def _targets() -> list[html.Optgroup]:
    """What can be the finish: the metric and its value."""
    losses = ("0.2", "0.1", "0.05", "0.02", "0.01", "0.005", "0.001")
    scores = ("0.8", "0.9", "0.95", "0.98", "0.99", "1")
    groups = (
        ("test_loss", _("Test loss below"), _("loss {value}"), losses),
        ("test_score", _("Test accuracy (R²) at least"), _("accuracy {value}"), scores),
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
        field(_("Speed"), choice(ids.RACE_SPEED, speeds()), title=speed_title()),
        field(_("Dataset"), choice(ids.RACE_DATASET, datasets)),
        field(_("Hidden layers"), choice(ids.RACE_HIDDEN, offered["hidden"])),
        field(_("Learning rate"), choice(ids.RACE_LEARNING_RATE, offered["learning_rate"])),
        field(_("Batch size"), choice(ids.RACE_BATCH, offered["batch_size"])),
        field(_("Noise"), choice(ids.RACE_NOISE, [(str(noise), str(noise)) for noise in range(0, 55, 5)])),
        field(_("Seed"), number(ids.RACE_SEED, min=0, max=MAX_SEED)),
    ]
    return html.Section(
        [
            presented_title(),
            *player(),
            html.Div(fields, className="selects race-fields"),
        ],
        className="top-bar",
        **{"aria-label": _("Training")},
    )


def race_rules() -> html.Section:
    """Start sets, in what lanes differ, how they start and finish; then custom lanes, sharing and presenting."""
    sets = [
        ("classics", _("The classics")),
        ("relu", _("ReLU family")),
        ("sigmoid", _("Sigmoid family")),
        ("mixed", _("Mixed dozen")),
    ]
    names = {
        "activation": _("activation"),
        "learning_rate": _("learning rate"),
        "hidden": _("hidden layers"),
        "initializer": _("initializer"),
        "batch_size": _("batch size"),
        "regularization": _("regularization"),
        "optimizer": _("optimizer"),
        "features": _("features"),
        "dataset": _("dataset"),
        "noise": _("noise"),
        "train_percent": _("training share"),
    }
    differs = [(key, names[key]) for key in choices()]
    starts = [("uniform", _("identical")), ("matched", _("matched to each activation"))]
    ready = html.Div(
        [html.Span(_("Race"), className="field-name")] + [button(name, **{"data-set": key}) for key, name in sets],
        className="sets joined",
        role="toolbar",
        **{"aria-label": _("Ready-made races")},
    )
    return html.Section(
        className="race-rules",
        **{"aria-label": _("Rules of the race")},
        children=[
            html.Div(
                className="race-row",
                children=[
                    ready,
                    field(_("What differs"), choice(ids.RACE_DIFFERS, differs)),
                    field(_("Starting weights"), choice(ids.RACE_START, starts)),
                    field(_("Finish line"), html.Select(_targets(), id=ids.RACE_TARGET, className="choice")),
                    field(
                        _("Custom f(z)"),
                        text(ids.RACE_FORMULA, maxLength=MAX_CHARACTERS, placeholder="max(0, z)"),
                        title=_("Add a lane with a custom activation: type f(z), then press Enter"),
                    ),
                ],
            ),
            html.Div(
                className="race-row",
                children=[
                    race_edit.chips(),
                    html.Div(
                        className="sets",
                        children=[
                            button(_("Add lane"), id=ids.RACE_ADD),
                            button(_("Copy link"), id=ids.RACE_LINK),
                            button(_("QR code"), id=ids.RACE_CODE),
                            present_form(),
                        ],
                    ),
                ],
            ),
        ],
    )


def fair_race() -> html.P:
    """What is the same in all lanes."""
    return html.P(
        [
            html.Span(
                _("Fair race: same data, same mini-batches, same starting weights wherever shapes match."),
                **{"data-start": "uniform"},
            ),
            html.Span(
                _(
                    "Same data, same mini-batches, but each lane's starting weights are scaled to "
                    "match its activation (Glorot, He or LeCun), as practitioners do: with smaller "
                    "weights signals fade from layer to layer, with larger ones they saturate."
                ),
                hidden=True,
                **{"data-start": "matched"},
            ),
            html.Strong(id=ids.RACE_SIZES, hidden=True),
        ],
        className="small fair",
    )
