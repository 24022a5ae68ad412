"""What opens over a page has one look: the class ``surface``, and nothing beside it that draws a box."""

import re

from app import ids
from app.pages import activations, not_found, playground, race
from app.pages.shell import shell
from tests.app.helpers import components
from tests.app.test_layout import SCRIPTS, STYLES


def test_what_opens_over_a_page_has_one_look():
    """Dialogs, cards and popovers: all but the sheet of settings, which is a part of the bar, and the code's screen."""
    opened = set(re.findall(r"""\$\("([\w-]+)"\)\.(?:showPopover|showModal|popover)""", "".join(SCRIPTS.values())))
    whole = shell(*(page.layout() for page in (playground, race, activations, not_found)))
    over = [
        component
        for component in components(whole)
        if type(component).__name__ == "Dialog"
        or getattr(component, "role", None) in ("dialog", "tooltip", "menu")
        or getattr(component, "id", None) in {*opened, ids.GRID_CELL, ids.RACE_EDIT, ids.NETWORK_CARD}
        or "training" in (getattr(component, "className", None) or "").split()
    ]
    names = {getattr(component, "id", component.className): component.className.split() for component in over}
    assert {name for name, classes in names.items() if "surface" not in classes} == {ids.SETTINGS, ids.CODE_DIALOG}
    assert {ids.WORD_CARD, ids.GRID_CELL, ids.RACE_EDIT, ids.NETWORK_CARD, ids.HELP_DIALOG} <= set(names)
    for selector in (".race-edit", ".grid-cell-card", ".network-card", ".training", ".word-card"):
        (rule,) = re.findall(rf"^{re.escape(selector)} \{{([^}}]*)\}}", STYLES, re.M) or [""]
        assert not re.search(r"\b(background|box-shadow|border-radius|border):", rule), selector
