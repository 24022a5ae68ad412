"""The pages of the app.

Whatever stands behind a ? in an address, Dash passes on to the layout. Mail programs and networks add such things to
links, so it must not matter.
"""

import dash

from ..i18n import once_in_each_language
from . import activations, playground, race


def register(title: str = "") -> None:
    """Give every page its address, and the playground a title of its own."""
    for name, path, its_title, page in (
        ("playground", "/", title or "Neural Network Playground", playground),
        ("race", "/race", "Race of activation functions", race),
        ("activations", "/activations", "Activation functions", activations),
    ):
        # A layout takes 20 ms, and a whole class opens a page at once.
        dash.register_page(name, path=path, title=its_title, layout=once_in_each_language(page.layout))
