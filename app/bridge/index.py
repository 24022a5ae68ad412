"""The index page, which Dash fills in: it names its language, its version, and what the server hides."""

from html import escape
from typing import Any

from .. import config
from ..i18n import _, language
from ..serving import version
from . import addresses, bundle, scripts

_INDEX = """<!DOCTYPE html>
<html lang="{lang}">
<head>
{metas}
<title>{title}</title>
{favicon}
{css}
<link rel="stylesheet" href="{styles}">
<script src="{scheme}"></script>
</head>
<body data-hide="{hide}" data-version="{version}">
{app_entry}
<footer>{config}<script src="{own_scripts}"></script>{scripts}{renderer}</footer>
</body>
</html>"""


class Playground(scripts.Unnumbered):
    """Dash with an index page that names its language, for screen readers and translators."""

    own_files: bundle.Addresses

    def index(self, *_path: Any, **_parts: Any) -> Any:
        """What stands at the address of the request."""
        return addresses.answer(self, super().index)

    def interpolate_index(self, **parts: Any) -> str:
        """The index page in the language of the request; what the server hides is hidden from the start."""
        parts["title"] = escape(_(parts["title"]))
        hide = " ".join(config.current().hide)
        return _INDEX.format(lang=language(), version=version.current(), hide=hide, **self.own_files._asdict(), **parts)
