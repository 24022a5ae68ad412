"""The end of a class: what it has found, as files and on paper, and deleting it."""

from dash import html
from dash.development.base_component import Component

from .. import ids
from ..i18n import _
from .dialogs import dialog_head
from .fields import button


def end() -> list[Component]:
    """What there is, what of it can be taken home, and how all of it is deleted."""
    return [
        html.Div(
            className="end",
            children=[
                html.Section(
                    [
                        html.H2(_("What the class has done"), id="class-summary-title"),
                        html.P(id=ids.CLASS_SUMMARY),
                        html.Ul(id=ids.CLASS_ASKED, className="end-asked"),
                        html.Details(
                            [html.Summary(), html.Ul()], id=ids.CLASS_TYPED, className="end-typed", hidden=True
                        ),
                    ],
                    className="end-found",
                    **{"aria-labelledby": "class-summary-title"},
                ),
                html.Section(
                    [
                        html.H2(_("Take it home"), id="class-home-title"),
                        html.P(_("Names are those of the seats, such as Teal Heron.")),
                        html.Div(
                            [
                                button(_("Report (Markdown)"), id=ids.CLASS_MARKDOWN),
                                button(_("Seats (CSV)"), id=ids.CLASS_CSV),
                                button(_("Answers and runs (CSV)"), id=ids.CLASS_CSV_ANSWERS),
                                button(
                                    _("Print slips …"),
                                    id=ids.CLASS_SLIPS,
                                    title=_("One for each student, with a QR code that opens their network at home"),
                                ),
                            ],
                            className="end-ways",
                        ),
                    ],
                    **{"aria-labelledby": "class-home-title"},
                ),
                html.Section(
                    [
                        html.H2(_("A co-teacher"), id="class-co-title"),
                        html.P(_("Whoever has your link can do all that you can. Give it to nobody else.")),
                        html.Div(
                            button(_("Copy the co-teacher's link"), id=ids.CLASS_CO_TEACHER), className="end-ways"
                        ),
                    ],
                    id=ids.CLASS_CO,
                    **{"aria-labelledby": "class-co-title"},
                ),
                html.Section(
                    [
                        html.H2(_("Delete the class"), id="class-gone-title"),
                        html.P(id=ids.CLASS_LEFT),
                        html.Div(button(_("Delete now …"), id=ids.CLASS_DELETE), className="end-ways"),
                    ],
                    id=ids.CLASS_GONE,
                    **{"aria-labelledby": "class-gone-title"},
                ),
            ],
        ),
        html.Div(id=ids.CLASS_PAPER, className="slips paper", hidden=True),
    ]


def delete_dialog() -> html.Dialog:
    """Whether she means it."""
    return html.Dialog(
        id=ids.CLASS_DELETE_DIALOG,
        className="surface dialog",
        **{"aria-labelledby": "class-delete-title"},
        children=[
            dialog_head(_("Delete the class?"), "class-delete-title"),
            html.P(id=ids.CLASS_DELETE_WHAT),
            html.P(id=ids.CLASS_DELETE_SAID, className="room-wrong", role="alert"),
            html.Div(button(_("Delete all of it"), id=ids.CLASS_DELETE_YES), className="end-ways"),
        ],
    )
