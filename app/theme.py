"""The shell around every page: colours, fonts, header, and the switch between light and dark."""

from typing import Any

import dash
import dash_mantine_components as dmc
from dash import get_relative_path, html

from . import config, ids
from .components.help import help_dialog
from .i18n import _
from .markup import lighten

_THEME: dict[str, Any] = {
    "primaryColor": "ink",
    "primaryShade": {"light": 8, "dark": 5},
    "colors": {
        "dark": [
            "#dfe5ea",
            "#a3aeb8",
            "#808b95",
            "#5b6670",
            "#434c55",
            "#363e46",
            "#262c33",
            "#1d2228",
            "#171b20",
            "#101316",
        ],
        "ink": [
            "#eaf5fa",
            "#d7e8f0",
            "#abd0e0",
            "#7cb8d0",
            "#57a3c2",
            "#4197ba",
            "#3390b7",
            "#237ca0",
            "#17506b",
            "#183d4e",
        ],
    },
    "defaultRadius": "sm",
    "fontFamily": "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Noto Sans', sans-serif",
    "components": {
        "Select": {"defaultProps": {"size": "xs", "allowDeselect": False, "withCheckIcon": False}},
        "NumberInput": {"defaultProps": {"size": "xs"}},
        "Slider": {"defaultProps": {"size": "xs", "thumbSize": 14}},
        "Switch": {"defaultProps": {"size": "xs"}},
        "Tooltip": {"defaultProps": {"openDelay": 500, "withArrow": True, "multiline": True, "maw": 260}},
    },
}


def icon(name: str) -> html.Span:
    """A picture from ``assets/icons.css``; the control around it carries the name for screen readers."""
    return html.Span(className=f"icon icon-{name}", **{"aria-hidden": "true"})


def _header_button(id_: str, picture: str, name: str) -> dmc.ActionIcon:
    return dmc.ActionIcon(
        icon(picture), id=id_, variant="subtle", size="lg", attributes={"root": {"aria-label": name, "title": name}}
    )


def shell() -> dmc.MantineProvider:
    """The page around the pages, built for each request in its language."""
    header = html.Header(
        className="header",
        children=[
            html.H1(config.current().title or _("Neural Network Playground")),
            html.P(_("Build a small network, press Play, and watch it learn."), className="tagline"),
            html.Nav(
                [
                    html.A(_("Playground"), id=ids.NAV_PLAYGROUND, href=get_relative_path("/")),
                    html.A(_("Race"), id=ids.NAV_RACE, href=get_relative_path("/race")),
                    html.A(_("Activations"), id=ids.NAV_ACTIVATIONS, href=get_relative_path("/activations")),
                ],
                **{"aria-label": _("Pages")},
            ),
            _header_button(ids.HELP, "help", _("Help and keyboard shortcuts")),
            _header_button(ids.PALETTE, "palette", _("Colours that everybody can tell apart, or the usual ones")),
            dmc.ColorSchemeToggle(
                id=ids.COLOR_SCHEME,
                lightIcon=icon("sun"),
                darkIcon=icon("moon"),
                variant="subtle",
                size="lg",
                attributes={"root": {"aria-label": _("Switch between light and dark"), "title": _("Light or dark")}},
            ),
        ],
    )
    return dmc.MantineProvider(
        theme=_THEME,
        defaultColorScheme="auto",
        children=[header, html.Main(dash.page_container, className="main"), lighten(help_dialog())],
    )
