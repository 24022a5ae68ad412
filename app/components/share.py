"""Sharing a set-up: a dialog with its link, and with what a lesson by that link does without."""

from dash import html

from nn_core import FEATURES

from .. import id_families, ids
from ..bridge.markup import Input
from ..i18n import _
from .code import code_box, enlarge_button
from .dialogs import dialog_head
from .fields import button, text


def part_names() -> dict[str, str]:
    """The parts of the page that a link can hide, by their names in links."""
    return {name: text for group in _groups().values() for name, text in group.items()}


def _groups() -> dict[str, dict[str, str]]:
    return {
        _("Training"): {
            "play": _("Play"),
            "step": _("Step"),
            "reset": _("Reset"),
            "speed": _("Speed"),
            "learning-rate": _("Learning rate"),
            "activation": _("Activations"),
            "regularization": _("Regularization"),
            "regularization-rate": _("Regularization rate"),
            "problem": _("Problem type"),
            "settings": _("More settings"),
        },
        _("Data"): {
            "dataset": _("Dataset"),
            "classes": _("Number of classes"),
            "samples": _("Points"),
            "train-percent": _("Training share and test loss"),
            "noise": _("Noise"),
            "batch-size": _("Batch size"),
            "seed": _("Seed"),
        },
        _("Network"): {
            "features": _("Features"),
            "hidden-layers": _("Number of hidden layers"),
            "units": _("Number of units"),
            "output-layer": _("Output layer"),
            "new-weights": _("New weights"),
            "history": _("Undo and timeline"),
            "layer-panel": _("A layer up close"),
            "coach": _("Coach"),
        },
        _("Output"): {
            "show-test": _("Show test data"),
            "discretize": _("Show only the predicted class"),
            "chart": _("Loss chart"),
            "text": _("Explanations"),
            "navigation": _("Other pages"),
        },
        _("Features"): {id_families.feature(key): feature.label for key, feature in FEATURES.items()},
    }


def show_all() -> html.Div:
    """The way out of a lesson, at the end of the page."""
    return html.Div(button(_("Show all controls"), id=ids.SHOW_ALL, hidden=True), className="show-all")


def share_dialog() -> html.Dialog:
    """The link, what it holds, and the boxes of what it hides; the scripts make the field and the boxes."""
    return html.Dialog(
        id=ids.SHARE_DIALOG,
        className="dialog share-dialog",
        **{"aria-labelledby": "share-title"},
        children=[
            dialog_head(_("Share these settings"), "share-title"),
            html.Div([html.Div(_link()), code_box(enlarge_button())], className="share-top"),
            html.H3(_("Hide from students")),
            html.P(
                _("Anyone opening this link won't see the ticked parts. Your page stays as it is."),
                className="small share-about",
            ),
            html.Div(list(map(_group, _groups().items())), className="share-groups"),
        ],
    )


def _link() -> list[html.P | html.Div]:
    return [
        html.P(
            _(
                "The link holds your settings and the seed, not the trained weights: anyone who opens it and "
                "presses Play sees the same training."
            ),
            className="small",
        ),
        html.Div(
            className="share-row",
            children=[
                html.Label([html.Span(_("Link"), className="visually-hidden"), text(ids.SHARE_LINK, readOnly=True)]),
                button(_("Copy"), id=ids.SHARE_COPY),
                html.A(_("Open in a new tab"), id=ids.SHARE_OPEN, href="#", target="_blank", className="share-open"),
            ],
        ),
        html.P(id=ids.SHARE_COPIED, className="share-copied small", role="status"),
    ]


def _group(group: tuple[str, dict[str, str]]) -> html.Fieldset:
    title, names = group
    boxes = [
        html.Label([Input(id=ids.share_part(part), type="checkbox"), html.Span(name)]) for part, name in names.items()
    ]
    return html.Fieldset([html.Legend(title), *boxes], className="share-group")
