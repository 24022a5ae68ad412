"""The help of a page: its words, for a newcomer, and the keyboard shortcuts."""

from dash import html

from nn_core import default_engine

from .. import ids
from ..bridge.markup import Input
from ..i18n import _
from .dialogs import dialog_head
from .glossary import Word, word_list


def help_dialog(used: list[Word]) -> html.Dialog:
    """The words of a page, and the keys. ``assets/src/shell/help.js`` opens it, and knows the same keys."""
    return html.Dialog(
        id=ids.HELP_DIALOG,
        className="surface dialog help",
        **{"aria-labelledby": "help-title"},
        children=[
            dialog_head(_("Help"), "help-title"),
            *([html.H3(_("Words on this page")), word_list(used)] if used else []),
            html.H3(_("Keys")),
            html.Table(
                html.Tbody(
                    [html.Tr([html.Th(_keys(keys), scope="row"), html.Td(text)]) for keys, text in _shortcuts()]
                ),
                className="help-keys",
            ),
            html.Label(
                [Input(id=ids.SHORTCUTS, type="checkbox"), _("Enable single-key shortcuts")],
                className="shortcut-switch",
            ),
            html.H3(_("About")),
            html.P(_engine()),
        ],
    )


def _engine() -> str:
    """What trains the networks."""
    if default_engine() == "compiled":
        return _("Networks are trained on the server, in NumPy compiled by Numba.")
    return _("Networks are trained on the server, in NumPy. Numba is not installed; with it, training is faster.")


def _keys(keys: tuple[str, ...]) -> list[object]:
    return [part for key in keys for part in (html.Kbd(key), " ")]


def _shortcuts() -> list[tuple[tuple[str, ...], str]]:
    control = _("Ctrl")
    return [
        ((_("Space"),), _("Play or pause")),
        (("→",), _("Step: one epoch")),
        (("R",), _("Reset")),
        ((control, "Z"), _("Undo (Playground)")),
        ((control, _("Shift"), "Z"), _("Redo (Playground)")),
        (("T",), _("Show or hide the test data (Playground)")),
        (("D",), _("Show only the predicted class, or the output (Playground)")),
        (("←", "↑", "→", "↓"), _("In a toolbar, a grid or the words of a section: move to another one")),
        (("←", "↑", "→", "↓"), _("In the network drawing: move from unit to unit")),
        ((_("Enter"), "B", "W"), _("In the network drawing: select the unit, its bias, its weights one by one")),
        (("←", "→"), _("Presenting: an earlier or a later moment, or the probe")),
        (("B",), _("Presenting: black screen, and back")),
        (("C",), _("Presenting: show or hide the chart")),
        (("1", "…", "9"), _("Presenting: one lane large, the network, the map, or one function; and all again")),
        (("N",), _("Presenting: the next one large")),
        (("Q",), _("Presenting: QR code of the link")),
        (("?",), _("This help")),
        ((_("Esc"),), _("Close dialog, end presenting")),
    ]
