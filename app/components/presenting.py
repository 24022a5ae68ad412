"""A page on a projector: the field and the button that begin it, the title above it, and the way back."""

from dash import html

from nn_core.formats.links.presenting import MAX_TITLE

from .. import ids
from ..i18n import _
from .fields import button, text


def present_form() -> html.Form:
    """What is to stand above it, and the button."""
    return html.Form(
        id=ids.PRESENT_FORM,
        className="present-form",
        children=[
            html.Label(
                [
                    html.Span(_("Title on the projector"), className="field-name visually-hidden"),
                    text(ids.PRESENT_TITLE, maxLength=MAX_TITLE, placeholder=_("Title on the projector")),
                ]
            ),
            button(
                _("Present"),
                id=ids.PRESENT,
                type="submit",
                title=_("Fills the screen of a projector; Esc ends it"),
            ),
        ],
    )


def presented_title() -> html.Div:
    """The title above what is presented; nobody sees it else."""
    return html.Div(id=ids.PRESENTED_TITLE, className="presented-title", role="heading", **{"aria-level": "1"})


def present_end() -> html.Div:
    """The way back, which comes when the mouse moves."""
    return html.Div(button(_("End presenting (Esc)"), id=ids.PRESENT_END), className="present-end")
