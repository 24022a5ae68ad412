"""An open class: the tabs of its screens, what the teacher sends to all, and the screens, which the scripts fill."""

from dash import html
from dash.development.base_component import Component

from .. import ids
from ..i18n import _
from .class_console import ask_dialog, console, send_dialog
from .class_end import delete_dialog, end
from .class_lobby import lobby
from .class_wall import seat_dialog, wall
from .fields import switch


def screens() -> list[tuple[str, str, bool]]:
    """The screens by their keys: what each is called, and whether it is for the projector."""
    return [
        ("lobby", _("Lobby"), True),
        ("wall", _("Wall"), False),
        ("spotlight", _("Spotlight"), True),
        ("results", _("Results"), True),
        ("end", _("Wrap-up"), False),
    ]


def room() -> html.Div:
    """All of it, hidden until a class is open."""
    return html.Div(
        id=ids.CLASS_ROOM,
        className="room-open",
        hidden=True,
        children=[
            html.Div([_tabs(), _about()], className="room-bar"),
            console(),
            html.P(id=ids.CLASS_AWAY, className="room-away", role="status"),
            *(_screen(key, projected) for key, _name, projected in screens()),
            send_dialog(),
            ask_dialog(),
            seat_dialog(),
            delete_dialog(),
        ],
    )


def _tabs() -> html.Div:
    return html.Div(
        [
            html.Button(
                name,
                id=ids.class_tab(key),
                type="button",
                role="tab",
                tabIndex=-1,
                title=_("For the projector") if projected else _("For your eyes only"),
                **{"aria-selected": "false", "aria-controls": ids.class_screen(key)},
            )
            for key, name, projected in screens()
        ],
        className="room-tabs",
        role="tablist",
        **{"aria-label": _("Screens of the class")},
    )


def _about() -> html.Div:
    said = _(
        "On screens for the projector, seats get numbers. Races lose their names in this browser and on pages that are "
        "in the class; one that is open anywhere else keeps those that its address has."
    )
    hide = switch(ids.CLASS_HIDE_NAMES, _("Hide names"), title=said)
    return html.Div([html.Span(id=ids.CLASS_ABOUT), hide], className="room-about")


def _screen(key: str, projected: bool) -> html.Section:
    return html.Section(
        _contents(key),
        id=ids.class_screen(key),
        className="room-screen room-projected" if projected else "room-screen",
        role="tabpanel",
        hidden=True,
        **{"aria-labelledby": ids.class_tab(key)},
    )


def _contents(key: str) -> list[Component]:
    """What stands in a screen from the start."""
    made = {"lobby": lobby, "wall": wall, "end": end}.get(key)
    return made() if made else []
