"""The shell around every page: the header with its switches, and the help."""

from dash import get_relative_path, html
from dash.development.base_component import Component

from .. import config, ids
from ..components.fields import icon
from ..components.glossary import marked, word_card
from ..components.help import help_dialog
from ..i18n import _


def _header_button(id_: str, name: str, *pictures: str) -> html.Button:
    return html.Button(
        [icon(picture) for picture in pictures],
        id=id_,
        className="header-button",
        type="button",
        title=name,
        **{"aria-label": name},
    )


def taglines() -> list[tuple[str, str]]:
    """One for each page; the styles show that of the page that is there."""
    return [
        ("playground", _("Build a small network, press Play, and watch it learn.")),
        ("race", _("Same start, one difference. Who learns first?")),
        ("activations", _("How a neuron bends its input.")),
        ("lessons", _("Predict, run, and be surprised.")),
    ]


def shell(*page: Component) -> html.Div:
    """What is around every page, and the page in it."""
    header = html.Header(
        className="header",
        children=[
            html.H1(config.current().title or _("Neural Network Playground")),
            *(html.P(text, className=f"tagline tagline-{page}") for page, text in taglines()),
            html.Nav(
                [
                    html.A(_("Playground"), id=ids.NAV_PLAYGROUND, href=get_relative_path("/")),
                    html.A(_("Race"), id=ids.NAV_RACE, href=get_relative_path("/race")),
                    html.A(_("Activations"), id=ids.NAV_ACTIVATIONS, href=get_relative_path("/activations")),
                    html.A(_("Lessons"), id=ids.NAV_LESSONS, href=get_relative_path("/lessons")),
                ],
                **{"aria-label": _("Pages")},
            ),
            _header_button(ids.HELP, _("Help and keyboard shortcuts"), "help"),
            _header_button(ids.PALETTE, _("Colorblind-safe colors, or the default ones"), "palette"),
            _header_button(ids.COLOR_SCHEME, _("Theme: light, dark, or for a projector"), "sun", "moon", "projector"),
        ],
    )
    used = marked(page)
    return html.Div([header, html.Main(list(page), className="main"), help_dialog(used), word_card()])
