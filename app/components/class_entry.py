"""The page of a class before one is open: what it is, opening one, joining one, and what is stored."""

from dash import html

from .. import ids
from ..bridge.markup import Input
from ..i18n import _
from .fields import button, field, switch, text


def entry() -> html.Div:
    """What a class is in three sentences, and the ways into one."""
    return html.Div(
        id=ids.CLASS_ENTRY,
        className="room-entry",
        children=[
            html.H2(_("A class together")),
            html.P(
                _(
                    "Students join with a code, without an account, and each trains a network of their own. You see "
                    "all of them at once, and can send a set-up, a step of a lesson or a question to everybody. What "
                    "all have found becomes one picture: the class is the experiment."
                ),
                className="room-lead",
            ),
            html.P(id=ids.CLASS_ENTRY_SAID, className="room-wrong", role="alert"),
            html.Div([_open(), _join(), _files()], className="room-ways"),
            html.Section(
                [
                    html.H3(_("What is stored"), id="class-stored-title"),
                    html.P(
                        _(
                            "Settings, answers and results, under names such as Teal Heron that the page gives: no "
                            "account, no address, no cookie. All of it is deleted when you close the class, and after "
                            "24 hours at the latest. Texts that students type are off until you allow them, and you "
                            "read them first."
                        )
                    ),
                ],
                className="room-stored",
                **{"aria-labelledby": "class-stored-title"},
            ),
        ],
    )


def _open() -> html.Section:
    return html.Section(
        [
            html.H3(_("Open a class"), id="class-open-title"),
            html.P(_("You get a code for your students, and a link that is yours alone.")),
            switch(ids.CLASS_APPROVAL, _("I let each student in")),
            switch(ids.CLASS_FREE_TEXT, _("Students may type short texts")),
            button(_("Open a class"), id=ids.CLASS_OPEN, className="plain-button room-main"),
            html.Ul(
                id=ids.CLASS_OPENED, className="room-opened", hidden=True, **{"aria-label": _("Your open classes")}
            ),
        ],
        className="room-way",
        **{"aria-labelledby": "class-open-title"},
    )


def _join() -> html.Section:
    code = text(ids.CLASS_JOIN, maxLength=12, autocomplete="off", autocapitalize="characters")
    return html.Section(
        [
            html.H3(_("Join with a code"), id="class-join-title"),
            html.P(_("For students: the five letters and digits that your teacher shows.")),
            field(_("Code"), code),
            button(_("Join"), id=ids.CLASS_JOIN_GO, className="plain-button room-main"),
        ],
        className="room-way",
        **{"aria-labelledby": "class-join-title"},
    )


def _files() -> html.Section:
    return html.Section(
        [
            html.H3(_("Open hand-in files"), id="class-files-title"),
            html.P(
                _(
                    "Files that students have saved with Hand in make the same wall and the same figures, and the "
                    "server remembers nothing of them."
                )
            ),
            field(
                _("Files"),
                Input(id=ids.CLASS_FILES, type="file", multiple=True, accept=".json", className="room-files"),
            ),
        ],
        className="room-way",
        **{"aria-labelledby": "class-files-title"},
    )
