"""The pages of the app.

Whatever stands behind a ? in an address, Dash passes on to the layout. Mail programs and networks add such things to
links, so it must not matter.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import dash
import orjson
from dash import html
from dash.development.base_component import Component
from plotly.io.json import to_json_plotly

from ..bridge import markup
from ..bridge.addresses import MISSING
from ..components.lesson_rail import rail
from ..components.seat import seat
from ..i18n import once_in_each_language
from . import activations, class_page, lessons, not_found, playground, race
from .shell import shell, taglines


def register(title: str = "", *, classes: bool = True) -> None:
    """Give every page its address, and the playground a title of its own; that of a class only where there are some.

    ``contents`` is what stands in the index page, and the layout, what Dash adds to it. ``rail`` makes that of a
    lesson, where there can be one, and the page that ``lists`` lessons has their files, too, as that which ``teaches``
    has those of a class; ``seat`` makes the line of who is in one.
    """
    dash.page_registry.pop("class", None)  # of an app before this one
    for name, path, its_title, page in (
        ("playground", "/", title or "Neural Network Playground", playground),
        ("race", "/race", "Race of activation functions", race),
        ("activations", "/activations", "Activation functions", activations),
        ("lessons", "/lessons", "Lessons", lessons),
        *([("class", "/class", "A class together", class_page)] if classes else []),
        (MISSING, f"/{MISSING}", "Page not found", not_found),
    ):
        made = once_in_each_language(partial(_made, page.layout, f"nav-{name}"))
        dash.register_page(
            name,
            path=path,
            title=its_title,
            description=lambda name=name: dict(taglines()).get(name, ""),
            layout=_part(made, 0),
            contents=_part(made, 1),
            rail=_rail if page in (playground, race, activations) else None,
            lists=page is lessons,
            teaches=page is class_page,
            seat=once_in_each_language(_seat) if page in (playground, race, activations, lessons) else None,
        )


def _made(layout: Callable[[], Component], here: str) -> tuple[Any, str]:
    """The places of what Dash draws of a page, and the page with all around it as HTML.

    The places are the dictionaries that Dash makes of components: it would take it 10 ms to find out that there are
    some, and a whole class opens a page at once.
    """
    tree = layout()
    return orjson.loads(to_json_plotly(html.Div(markup.places(tree)))), markup.page(shell(tree, here=here))


def _rail(key: str) -> str:
    return markup.written(rail(key))


def _seat() -> str:
    return markup.written(seat())


def _part(made: Callable[..., tuple[Any, str]], number: int) -> Callable[..., Any]:
    return lambda **_query: made()[number]
