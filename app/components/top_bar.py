"""The top bar: the player's buttons, and what holds for the whole network."""

from typing import Any

from dash import html

from nn_core.activations.custom import CUSTOM
from nn_core.losses import PROBLEMS

from .. import ids
from ..i18n import _
from .activation_families import grouped
from .fields import button, choice, field, grouped_choice, icon, icon_button, named, numbers
from .goal_bar import goal_bar
from .presenting import presented_title
from .settings import training

LEARNING_RATES = (0.00001, 0.0001, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
SPEEDS = (1, 2, 5, 10, 50, 100, 500, 1000)


def activation_choice(id_: str, **attributes: Any) -> html.Select:
    """A select of all activations by their families, and at last a formula of one's own."""
    return grouped_choice(id_, grouped(), [(CUSTOM, _("Custom f(z) …"))], **attributes)


def speeds() -> list[tuple[str, str]]:
    """The epochs per frame that can be chosen, with their names."""
    return [(str(n), _("{n}x").format(n=n)) for n in SPEEDS]


def speed_title() -> str:
    """What a speed means."""
    return _("Epochs per frame: at 10x, ten epochs are trained for each picture that you see.")


def player() -> list[html.Div]:
    """Reset, Play, Step, and the read-out of epochs."""
    buttons = html.Div(
        className="player",
        role="toolbar",
        **{"aria-label": _("Player")},
        children=[
            icon_button(
                ids.RESET,
                "reset",
                _("Reset"),
                title=_("Reset: back to epoch 0 and the same starting weights"),
                tabIndex=-1,
            ),
            html.Button(
                [icon("play"), icon("pause")],
                id=ids.PLAY,
                className="icon-button",
                type="button",
                tabIndex=0,  # of this toolbar the keyboard comes to it first
                **{"aria-label": _("Play")},
            ),
            icon_button(ids.STEP, "step", _("Step"), title=_("Step: train exactly one epoch"), tabIndex=-1),
        ],
    )
    epoch = html.Div(
        className="epoch",
        children=[
            html.Div(_("Epoch"), className="label"),
            html.Div("0", id=ids.EPOCH, className="number"),
            html.Div(id=ids.EPOCHS_PER_SECOND, className="small"),
        ],
    )
    return [buttons, epoch]


def share_button() -> html.Div:
    """The button that opens the dialog with the link of this set-up."""
    return html.Div(
        button(
            icon("link"),
            html.Span(_("Share")),  # small screens show the icon only
            id=ids.SHARE,
            title=_("A link to these settings"),
            **{"aria-label": _("Share")},
        ),
        className="share",
    )


def top_bar() -> html.Section:
    """The player, what is chosen most often with the drawer for all else, undo and redo, and sharing."""
    mixed = html.Option(_("mixed"), value="", hidden=True)  # what layers with several activations show
    activation = activation_choice(ids.ACTIVATION)
    activation.children.append(mixed)
    selects = [
        html.Div(
            [html.H2(_("Settings")), button(_("Close"), id=ids.SETTINGS_CLOSE)],
            className="sheet-head",
        ),
        field(_("Speed"), choice(ids.SPEED, speeds()), title=speed_title()),
        field(_("Learning rate"), choice(ids.LEARNING_RATE, numbers(LEARNING_RATES))),
        field(_("Activation"), activation),
        field(_("Problem type"), choice(ids.PROBLEM, named((problem, problem.capitalize()) for problem in PROBLEMS))),
        goal_bar(),
        training(),
    ]
    return html.Section(
        [
            presented_title(),
            *player(),
            # A part of the bar; on a phone a sheet from below, which the scripts open.
            html.Dialog(selects, id=ids.SETTINGS, className="selects", role="group", **{"aria-label": _("Settings")}),
            history_buttons(),
            icon_button(ids.SETTINGS_OPEN, "settings", _("Settings"), "settings-open", **{"aria-haspopup": "dialog"}),
            share_button(),
        ],
        className="top-bar",
        **{"aria-label": _("Training")},
    )


def history_buttons() -> html.Div:
    """Back, and forth again."""
    return html.Div(
        [
            button(icon("undo"), id=ids.UNDO, disabled=True, **{"aria-label": _("Undo")}),
            button(icon("redo"), id=ids.REDO, disabled=True, **{"aria-label": _("Redo")}),
        ],
        className="history-buttons",
    )
