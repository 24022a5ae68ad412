"""Sharing a set-up: a dialog with its link, and with what a lesson by that link does without."""

from typing import NamedTuple

from dash import html

from nn_core import FEATURES

from .. import config, id_families, ids
from ..bridge.markup import Input
from ..i18n import _
from .ask import ask_button
from .code import code_box, enlarge_button
from .dialogs import dialog_head
from .fields import button, switch, text
from .presenting import present_form
from .seat import hand_in_button


class Preset(NamedTuple):
    """What a kind of lesson does without, and whether weights can't be changed by hand in it."""

    name: str
    hide: tuple[str, ...]
    lock: bool = True


_TRAINING = (
    "learning-rate", "regularization", "regularization-rate", "problem", "settings", "stop", "batch-size", "seed",
)  # fmt: skip
_REST = ("activation", "output-layer", "new-weights", "file", "share", "navigation")
_SHAPE = ("features", "hidden-layers", "units")


def presets() -> dict[str, Preset]:
    """What kinds of lessons do without, by the ids of their buttons."""
    kinds = {
        "watch": Preset(_("Watch only"), (*_TRAINING, *_SHAPE, *_REST, "data", "draw", "history")),
        "size": Preset(_("Explore size"), (*_TRAINING, *_REST, "features", "data", "draw")),
        "data": Preset(_("Explore data"), (*_TRAINING, *_REST, *_SHAPE)),
        "everything": Preset(_("All controls"), (), lock=False),
    }
    return {ids.share_preset(key): preset for key, preset in kinds.items()}


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
            "settings": _("Other training settings"),
            "stop": _("Stop condition"),
        },
        _("Data"): {
            "data": _("All of the data column"),
            "dataset": _("Dataset"),
            "classes": _("Number of classes"),
            "samples": _("Points"),
            "train-percent": _("Training share and test loss"),
            "noise": _("Noise"),
            "batch-size": _("Batch size"),
            "seed": _("Seed"),
        },
        _("Network"): {
            "network": _("All of the network"),
            "features": _("Features"),
            "hidden-layers": _("Number of hidden layers"),
            "units": _("Number of units"),
            "output-layer": _("Output layer"),
            "new-weights": _("New weights"),
            "history": _("Undo and timeline"),
            "coach": _("Coach"),
        },
        _("Closer look"): {
            "dock": _("All of it"),
            "layer-panel": _("Layer up close"),
            "selected": _("Selected"),
            "weights": _("Weights"),
            "confusion": _("Confusion matrix"),
            "file": _("Network file"),
            "runs": _("Runs"),
        },
        _("Output"): {
            "output": _("All of the output"),
            "show-test": _("Show test data"),
            "discretize": _("Show only the predicted class"),
            "draw": _("Draw points"),
            "chart": _("Loss chart"),
            "share": _("Share"),
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
        className="surface dialog share-dialog",
        **{"aria-labelledby": "share-title"},
        children=[
            dialog_head(_("Share these settings"), "share-title"),
            html.Div([html.Div(_link()), code_box(enlarge_button())], className="share-top"),
            html.H3(_("Take home")),
            _take_home(),
            html.H3(_("On a projector")),
            present_form(),
            html.H3(_("Ask something")),
            ask_button(),
            html.H3(_("Hide from students")),
            html.P(
                _("Anyone opening this link won't see the ticked parts. Your page stays as it is."),
                className="small share-about",
            ),
            html.Div(
                [button(preset.name, id=id_, **{"aria-pressed": "false"}) for id_, preset in presets().items()],
                className="share-presets",
                role="group",
                **{"aria-label": _("Presets")},
            ),
            switch(
                ids.SHARE_LOCK,
                _("Lock weights and biases"),
                title=_("They can be looked at, but not be changed by hand."),
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
                *_to_class(),
                html.A(_("Open in a new tab"), id=ids.SHARE_OPEN, href="#", target="_blank", className="share-open"),
            ],
        ),
        html.P(id=ids.SHARE_COPIED, className="share-copied small", role="status"),
    ]


def _to_class() -> list[html.Button]:
    """For who has opened a class in this browser: the scripts show it then, in a lesson with its step."""
    if not config.current().classes:
        return []
    return [
        button(
            _("Send this step to class"),
            id=ids.SHARE_CLASS_STEP,
            hidden=True,
            title=_("Open the lesson at this step on all pages of your class"),
        ),
        button(
            _("Send to class"),
            id=ids.SHARE_CLASS,
            hidden=True,
            title=_("Open these settings on all pages of your class"),
        ),
    ]


def _take_home() -> html.Div:
    """Files of what is on the screen, and the report."""
    return html.Div(
        [
            button(
                _("Snapshot (PNG)"),
                id=ids.SHARE_PNG,
                title=_("One picture with the network, the map, the loss curve and your settings in words"),
            ),
            button(_("Network drawing (SVG)"), id=ids.SHARE_SVG),
            button(_("Report …"), id=ids.SHARE_REPORT, title=_("Your runs, to print or to hand in")),
            *([hand_in_button()] if config.current().classes else []),
        ],
        className="share-files",
    )


def _group(group: tuple[str, dict[str, str]]) -> html.Fieldset:
    title, names = group
    boxes = [
        html.Label([Input(id=ids.share_part(part), type="checkbox"), html.Span(name)]) for part, name in names.items()
    ]
    return html.Fieldset([html.Legend(title), *boxes], className="share-group")
