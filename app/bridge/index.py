"""The index page, which Dash fills in: it names its language, its version, and what the server hides.

The page stands in it, with what its controls show at first, and is painted as soon as all of it is there
(``rel="expect"``: what does not know it, paints a moment before). Then come its own scripts, and those of Dash when
nothing else is to be done: ``assets/src/shell/later.js`` takes them from the template, and ``early_use.js`` hears who
is quicker.
"""

from html import escape
from typing import Any

from flask import request

from .. import config
from ..i18n import _, language
from ..serving import version
from . import addresses, bundle, scripts

_INDEX = """<!DOCTYPE html>
<html lang="{lang}" data-page="{page}">
<head>
{metas}
<title>{title}</title>
{favicon}
{css}
<link rel="stylesheet" href="{styles}">{more_styles}
<link rel="expect" href="#later" blocking="render">
<script src="{head}"></script>
<link rel="preload" as="script" href="{own_scripts}">
</head>
<body data-hide="{hide}" data-version="{version}" data-lessons="{lesson_scripts}"
  data-lesson-styles="{lesson_styles}" data-run-scripts="{run_scripts}"{seats}{teaches}>
{seat}{contents}{rail}
{app_entry}
{config}
<template id="later"><script src="{own_scripts}"></script>{scripts}{renderer}</template>
</body>
</html>"""


# What Dash draws there is moved to where it belongs.
_ENTRY = '<div id="react-entry-point" data-plotly="{}" hidden></div>'


# Only where there are lessons, or the address names one (elsewhere who asks something loads them); the same of a class.
_MORE_STYLES = '<link rel="stylesheet" href="{}">'
_SEAT_SCRIPTS = ' data-seat="{}"'
_CLASS_SCRIPTS = ' data-class="{}"'
LESSON, CLASS = "lesson", "class"  # the names of the lesson and of the code in an address, before the #


class Playground(scripts.Unnumbered):
    """Dash with an index page that names its language, for screen readers and translators."""

    own_files: bundle.Addresses

    def index(self, *_path: Any, **_parts: Any) -> Any:
        """What stands at the address of the request."""
        return addresses.answer(self, super().index)

    def interpolate_index(self, **parts: Any) -> str:
        """The index page in the language of the request; what the server hides is hidden from the start."""
        page = addresses.page(self, request.path)
        entry = _ENTRY.format(self.own_files.plotly)
        parts |= {"title": escape(_(page["title"])), "contents": page["contents"](), "app_entry": entry}
        named = request.args.get(LESSON)
        rail = page["rail"](named) if page["rail"] and named is not None else ""
        lists, teaches = bool(rail or page["lists"]), page["teaches"]
        classes = config.current().classes and bool(page["seat"])
        seat = page["seat"]() if classes and request.args.get(CLASS) else ""
        files = self.own_files
        styles = ((files.lesson_styles, lists), (files.seat_styles, seat), (files.class_styles, teaches))
        parts |= {
            "rail": rail,
            "seat": seat,
            "more_styles": "".join(_MORE_STYLES.format(address) for address, is_used in styles if is_used),
            "seats": _SEAT_SCRIPTS.format(files.seat_scripts) if classes else "",
            "teaches": _CLASS_SCRIPTS.format(files.class_scripts) if teaches else "",
        }
        parts |= {"page": page["module"], "hide": " ".join(config.current().hide)}
        return _INDEX.format(lang=language(), version=version.current(), **self.own_files._asdict(), **parts)
