"""The contents of the page of activations: they stay in sight, and say where one is."""

from dash import html

from .. import ids
from ..i18n import _


def contents() -> html.Nav:
    """A link to each section; the scripts mark the one that is read."""
    places = [
        ("chooser-title", _("Functions")),
        ("cards-title", _("Facts")),
        ("facts-title", _("Compare all")),
        (ids.SOFTMAX_TITLE, _("Softmax")),
        (ids.SIGNAL_TITLE, _("Deep signal")),
        ("claims-title", _("Is it true?")),
    ]
    links = [html.Li(html.A(name, href=f"#{place}")) for place, name in places]
    setattr(links[0].children, "aria-current", "true")  # at first, before any script
    return html.Nav(html.Ol(links), id=ids.CONTENTS, className="contents", **{"aria-label": _("Contents")})
