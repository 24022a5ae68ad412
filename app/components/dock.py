"""The dock below the network: what looks closer, one tab for each. Another tab is one more entry of ``tabs``."""

from collections.abc import Callable
from typing import NamedTuple

from dash import html
from dash.development.base_component import Component

from .. import ids
from ..i18n import _
from .class_panel import counts
from .inspector import files, inspector, weights
from .layer_panel import layer_panel
from .runs_panel import runs_panel


class Tab(NamedTuple):
    """What a tab is called, and what it shows; the scripts know it by its key."""

    key: str
    name: str
    content: Callable[[], Component]


def tabs() -> list[Tab]:
    """All of them, in the order of the page."""
    return [
        Tab("layer", _("Layer up close"), layer_panel),
        Tab("selected", _("Selected"), inspector),
        Tab("weights", _("Weights"), weights),
        Tab("confusion", _("Confusion matrix"), counts),
        Tab("file", _("Network file"), files),
        Tab("runs", _("Runs"), runs_panel),
    ]


def dock() -> html.Section:
    """A bar to drag, the tabs, and below them what one of them shows, folded away until somebody asks for it."""
    shown = tabs()
    return html.Section(
        id=ids.DOCK,
        className="dock",
        **{"aria-label": _("Closer look")},
        children=[
            html.Div(
                id=ids.DOCK_GRIP,
                className="dock-grip",
                role="separator",
                tabIndex=0,
                title=_("Drag to resize"),
                **{
                    "aria-label": _("Height of the closer look"),
                    "aria-orientation": "horizontal",
                    "aria-controls": ids.DOCK_BODY,
                    "aria-valuenow": "0",
                },
            ),
            html.Div(
                [
                    html.Div(
                        [_tab(tab, first=index == 0) for index, tab in enumerate(shown)],
                        className="dock-tabs",
                        role="tablist",
                        **{"aria-label": _("Closer look")},
                    ),
                    html.Button(
                        html.Span(className="dock-arrow", **{"aria-hidden": "true"}),
                        id=ids.DOCK_FOLD,
                        className="dock-fold",
                        type="button",
                        **{"aria-label": _("Show the closer look"), "aria-expanded": "false"},
                    ),
                ],
                className="dock-head",
            ),
            html.Div(list(map(_panel, shown)), id=ids.DOCK_BODY, className="dock-body", hidden=True),
        ],
    )


def _tab(tab: Tab, *, first: bool) -> html.Button:
    return html.Button(
        tab.name,
        id=ids.dock_tab(tab.key),
        className="dock-tab",
        type="button",
        role="tab",
        tabIndex=0 if first else -1,
        **{"aria-selected": str(first).lower(), "aria-controls": ids.dock_panel(tab.key), "data-tab": tab.key},
    )


def _panel(tab: Tab) -> html.Div:
    return html.Div(
        tab.content(),
        id=ids.dock_panel(tab.key),
        className="dock-panel",
        role="tabpanel",
        tabIndex=0,
        hidden=True,
        **{"aria-labelledby": ids.dock_tab(tab.key)},
    )
