"""Drawing points on the map: the surface over it, and the bar with tools and labels below it."""

from dash import html

from .. import ids
from ..bridge.markup import Input
from ..i18n import _
from .fields import button


def draw_surface() -> html.Div:
    """Lies over the map while somebody draws; the arrow keys move its cross-hair."""
    return html.Div(
        html.Span(className="cross-hair", hidden=True),
        id=ids.DRAW_SURFACE,
        className="draw-surface",
        role="application",
        tabIndex=0,
        hidden=True,
        **{
            "aria-label": _(
                "Map to draw on: arrow keys move the crosshair, Enter or Space uses the tool, Esc stops drawing"
            ),
            "aria-describedby": ids.DRAW_COUNT,
        },
    )


def draw_bar() -> html.Div:
    """The button that begins, and the tools; the scripts fill in the labels that there are."""
    tools = (
        (ids.DRAW_ADD, "add", _("Add")),
        (ids.DRAW_ERASE, "erase", _("Erase")),
        (ids.DRAW_MOVE, "move", _("Move")),
    )
    buttons = [button(name, id=id_, **{"data-tool-of": key, "aria-pressed": "false"}) for id_, key, name in tools]
    return html.Div(
        className="draw",
        children=[
            button(_("Draw points"), id=ids.DRAW, **{"aria-pressed": "false"}),
            html.Div(
                id=ids.DRAW_BAR,
                className="draw-bar",
                role="group",
                hidden=True,
                **{"aria-label": _("Draw points")},
                children=[
                    html.Div(
                        [
                            html.Div(buttons, className="sets", role="toolbar", **{"aria-label": _("Tool")}),
                            button(_("Delete all"), id=ids.DRAW_CLEAR),
                            button(_("Discard changes"), id=ids.DRAW_RESTORE, hidden=True),
                        ],
                        className="sets draw-tools",
                    ),
                    html.Div(
                        [html.Span(_("New points"), className="field-name"), *_roles()],
                        className="sets",
                        role="group",
                        **{"aria-label": _("New points")},
                    ),
                    html.Div(
                        id=ids.DRAW_LABELS, className="sets", role="group", **{"aria-label": _("Label of new points")}
                    ),
                    html.Label(
                        [
                            html.Span(_("Value"), className="field-name"),
                            Input(id=ids.DRAW_VALUE, type="range", min=-1, max=1, step=0.1, value=1),
                            html.Output(className="draw-shown"),
                        ],
                        className="draw-level",
                        hidden=True,
                    ),
                    html.Div(id=ids.DRAW_COUNT, className="small"),
                ],
            ),
            html.Div(id=ids.DRAW_SAID, className="visually-hidden", role="status"),
        ],
    )


def _roles() -> list[html.Button]:
    """What new points are for."""
    roles = ((ids.DRAW_TRAIN, "train", _("train")), (ids.DRAW_TEST, "test", _("test")))
    return [button(name, id=id_, **{"data-role-of": key, "aria-pressed": "false"}) for id_, key, name in roles]


def draw_texts() -> dict[str, str]:
    """What the scripts say while somebody draws."""
    return {
        "drawAdd": _("Points added|add points"),
        "drawErase": _("Points erased|erase points"),
        "drawMove": _("Points moved|move points"),
        "drawClear": _("All points deleted|delete all points"),
        "drawCount": _("{n} points: {train} training, {test} test"),
        "drawFew": _("{n} points. Add {more} more to start training on them."),
        "drawMost": _("No more than {most} points can be added."),
        "drawLeft": _("Too few points were drawn, so the data was not changed."),
        "drawAt": _("x {x}, y {y}"),
        "drawAdded": _("{label} added at x {x}, y {y}. {count}"),
        "drawErased": _("{n} erased at x {x}, y {y}. {count}"),
        "drawHeld": _("Picked up at x {x}, y {y}; arrow keys move it, Enter drops it"),
        "drawPut": _("Dropped at x {x}, y {y}"),
        "drawNone": _("No point at x {x}, y {y}"),
    }
