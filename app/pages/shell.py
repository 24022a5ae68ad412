"""The shell around every page: the header with its switches, and the help."""

from collections.abc import Iterable

from dash import get_relative_path, html
from dash.development.base_component import Component

from .. import config, ids
from ..components.fields import icon
from ..components.glossary import marked, word_card
from ..components.help import help_dialog
from ..i18n import _

_HERE = {"aria-current": "page"}


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
        *([("class", _("One experiment of the whole class."))] if config.current().classes else []),
    ]


def skips() -> list[tuple[str, str]]:
    """What the keyboard can go to at once, and what the way there is called; of a page those that it has."""
    return [
        (ids.PLAY, _("Skip to Play")),
        (ids.NETWORK_CANVAS, _("Skip to the network")),
        (ids.OUTPUT_FIGURE, _("Skip to the output")),
        (ids.RACE_LANES, _("Skip to the lanes")),
        (ids.GRID_START, _("Skip to the grid of two choices")),
        (ids.CONTENTS, _("Skip to the contents")),
    ]


def _skip_links(page: Iterable[Component]) -> html.Nav:
    """The first stops of the keyboard, which nobody sees before: buttons, as what is behind the # is a set-up."""
    there = _ids(list(page))
    return html.Nav(
        [html.Button(text, type="button", **{"data-skip": id_}) for id_, text in skips() if id_ in there],
        className="skips",
        **{"aria-label": _("Skip to")},
    )


def _ids(tree: object) -> set[str]:
    if isinstance(tree, list | tuple):
        return set().union(*map(_ids, tree))
    if not isinstance(tree, Component):
        return set()
    own = getattr(tree, "id", None)
    return ({own} if isinstance(own, str) else set()) | _ids(getattr(tree, "children", None))


def _ways() -> list[tuple[str, str, str]]:
    """Of each page what it is called, the id of the way there, and its path; of a class where there are some."""
    return [
        (_("Playground"), ids.NAV_PLAYGROUND, "/"),
        (_("Race"), ids.NAV_RACE, "/race"),
        (_("Activations"), ids.NAV_ACTIVATIONS, "/activations"),
        (_("Lessons"), ids.NAV_LESSONS, "/lessons"),
        *([(_("Class"), ids.NAV_CLASS, "/class")] if config.current().classes else []),
    ]


def shell(*page: Component, here: str = "") -> html.Div:
    """What is around every page, and the page in it; ``here`` is the id of the way to it."""
    header = html.Header(
        className="header",
        children=[
            html.H1(config.current().title or _("Neural Network Playground")),
            *(html.P(text, className=f"tagline tagline-{page}") for page, text in taglines()),
            html.Nav(
                [
                    html.A(
                        name, id=id_, href=get_relative_path(path), **({"aria-current": "page"} if id_ == here else {})
                    )
                    for name, id_, path in _ways()
                ],
                **{"aria-label": _("Pages")},
            ),
            _header_button(ids.HELP, _("Help and keyboard shortcuts"), "help"),
            _header_button(ids.PALETTE, _("Colorblind-safe colors, or the default ones"), "palette"),
            _header_button(ids.COLOR_SCHEME, _("Theme: light, dark, or for a projector"), "sun", "moon", "projector"),
        ],
    )
    used = marked(page)
    return html.Div(
        [_skip_links(page), header, html.Main(list(page), className="main"), help_dialog(used), word_card()]
    )
