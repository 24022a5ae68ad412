"""Files that come in one piece: all own scripts, all own styles, and a plotly.js without what no page of ours draws.

On a slow line a page would wait longer for a hundred small files than for all that is in them, and the whole of
plotly.js is three times as large as its part for charts with axes. Pieces of their own, which no page loads before they
are needed, are what shows lessons, what is done with runs, a seat in a class, and the page of its teacher. ``make js``
makes the pieces from ``assets/src`` and ``assets/styles``.
"""

from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from dash import Dash
from flask import Response

_BUILT = "dist"
PLOTLY = "vendor/plotly-cartesian.min.js"  # the package plotly.js-cartesian-dist-min
_PLOTLY_ADDRESS = "/_dash-component-suites/plotly/package_data/plotly.min.js"  # from where Dash's charts load it
_KINDS = {".css": "text/css", ".js": "text/javascript"}


class Addresses(NamedTuple):
    """Where the pieces are; what is in them changes their addresses."""

    styles: str
    own_scripts: str
    head: str  # a script that the index page loads before anything is drawn
    plotly: str
    lesson_styles: str  # only where there is a lesson, or where a question is asked
    lesson_scripts: str
    run_scripts: str  # once a run has ended
    seat_styles: str  # only in a class; where there are no classes, all of these are empty
    seat_scripts: str
    class_styles: str  # only on the page of a class
    class_scripts: str


def serve(app: Dash, *, classes: bool) -> Addresses:
    """Serve them, those of a class only where there are some; gives the addresses of the own ones."""
    folder = Path(app.config.assets_folder)
    _add(app, plotly := app.get_relative_path(_PLOTLY_ADDRESS), folder / PLOTLY)
    built = folder / _BUILT
    styles, scripts, head, *pieces = (
        _add(app, app.get_asset_url(name), built / name)
        for name in ("all.css", "all.js", "head.js", "lessons.css", "lessons.js", "runs.js")
    )
    of_class = (
        _add(app, app.get_asset_url(name), built / name) if classes else ""
        for name in ("seat.css", "seat.js", "class.css", "class.js")
    )
    return Addresses(styles, scripts, head, plotly, *pieces, *of_class)


def _add(app: Dash, path: str, file: Path) -> str:
    """Serve a file under a path; gives the address of exactly its content."""
    content = file.read_bytes()
    digest = sha256(content).hexdigest()[:16]

    def answer() -> Response:
        response = Response(content, mimetype=_KINDS[file.suffix])
        response.set_etag(f"{digest}-{len(content)}")
        return response

    app.server.add_url_rule(path, path, answer)
    return f"{path}?m={digest}"
