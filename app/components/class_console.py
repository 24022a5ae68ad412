"""What a teacher sends to all pages of her class at once: buttons, what holds now, and the dialogs of two of them."""

from dash import html

from .. import ids
from ..i18n import _
from .class_lessons import lesson_choices
from .dialogs import dialog_head
from .fields import button, choice, field, grouped_choice, text

MAX_TEXT = 200  # characters of a question, or of an option: app/board/limits.py has the same, and a test compares


def console() -> html.Div:
    """One click each, and what each has done can be seen and taken back."""
    return html.Div(
        id=ids.CLASS_CONSOLE,
        className="console",
        children=[
            html.Div(
                [
                    button(_("Send …"), id=ids.CLASS_SEND, title=_("A set-up, or a step of a lesson, to all pages")),
                    button(_("Ask …"), id=ids.CLASS_ASK, title=_("A question to all")),
                    _lever(ids.CLASS_PAUSE, _("Pause all"), _("Eyes up: all networks stop until you let them go on")),
                    _lever(ids.CLASS_LOCK, _("Lock"), _("Nobody can change a control; Play still works")),
                    _lever(ids.CLASS_REVEAL, _("Reveal"), _("Lessons show what was measured")),
                ],
                className="console-buttons",
                role="toolbar",
                **{"aria-label": _("To all pages of the class")},
            ),
            html.Div(id=ids.CLASS_TOLD, className="console-told"),
            html.Span(id=ids.CLASS_HAVE, className="console-have small"),
        ],
    )


def _lever(id_: str, name: str, title: str) -> html.Button:
    return button(name, id=id_, title=title)


def send_dialog() -> html.Dialog:
    """What can be sent: any set-up by its link, and any step of a lesson."""
    return html.Dialog(
        id=ids.CLASS_SEND_DIALOG,
        className="surface dialog console-dialog",
        **{"aria-labelledby": "class-send-title"},
        children=[
            dialog_head(_("Send to all pages"), "class-send-title"),
            html.P(_("Each student can undo it. Whoever joins later gets it, too."), className="small"),
            html.H3(_("A set-up, or a lesson by its link")),
            html.P(
                _(
                    "Make a set-up on the playground, then press Share and Send to class there, or Send this step to "
                    "class in a lesson; or paste the link of any page. The link of a lesson sends its step as the "
                    "lesson has it."
                )
            ),
            html.Div(
                [
                    field(_("Link"), text(ids.CLASS_SEND_LINK, autocomplete="off")),
                    button(_("Send the link"), id=ids.CLASS_SEND_SETUP, className="plain-button room-main"),
                ],
                className="console-row",
            ),
            html.H3(_("A step of a lesson")),
            html.Div(
                [
                    field(_("Lesson"), grouped_choice(ids.CLASS_SEND_LESSON, lesson_choices())),
                    field(_("Step"), choice(ids.CLASS_SEND_STEP, [])),
                    button(_("Send the step"), id=ids.CLASS_SEND_PLACE, className="plain-button room-main"),
                ],
                className="console-row",
            ),
            html.P(id=ids.CLASS_SEND_SAID, className="room-wrong", role="alert"),
        ],
    )


def ask_dialog() -> html.Dialog:
    """A question with its options."""
    return html.Dialog(
        id=ids.CLASS_ASK_DIALOG,
        className="surface dialog console-dialog",
        **{"aria-labelledby": "class-ask-title"},
        children=[
            dialog_head(_("Ask all"), "class-ask-title"),
            field(_("Begin with"), choice(ids.CLASS_ASK_PRESET, [])),
            field(_("Question"), text(ids.CLASS_ASK_TEXT, maxLength=MAX_TEXT, spellcheck="true", autocomplete="off")),
            field(
                _("Options, one a line (2 to 8)"),
                html.Textarea(id=ids.CLASS_ASK_OPTIONS, className="choice", rows=5, maxLength=9 * MAX_TEXT),
            ),
            html.P(id=ids.CLASS_ASK_SAID, className="room-wrong", role="alert"),
            html.Div(
                button(_("Ask"), id=ids.CLASS_ASK_GO, className="plain-button room-main"), className="console-row"
            ),
        ],
    )
