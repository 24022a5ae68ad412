"""Files that come in one piece: all own scripts, all own styles, and a plotly.js without what no page of ours draws.

On a slow line a page would wait longer for a hundred small files than for all that is in them, and the whole of
plotly.js is three times as large as its part for charts with axes.
"""

from hashlib import sha256
from pathlib import Path

from dash import Dash
from flask import Response

EARLY_SCRIPT = "scheme.js"  # the index page loads it by itself, before anything is drawn
PLOTLY = "vendor/plotly-cartesian.min.js"  # the package plotly.js-cartesian-dist-min
_PLOTLY_ADDRESS = "/_dash-component-suites/plotly/package_data/plotly.min.js"  # from where Dash's charts load it


def serve(app: Dash) -> tuple[str, str]:
    """Serve them; gives the addresses of the styles and of the scripts, which change with what is in them."""
    folder = Path(app.config.assets_folder)
    styles = _joined(folder, "*.css")
    scripts = _joined(folder, "*.js", EARLY_SCRIPT)
    _add(app, app.get_relative_path(_PLOTLY_ADDRESS), (folder / PLOTLY).read_bytes(), "text/javascript")
    return (
        _add(app, app.get_asset_url("all.css"), styles, "text/css"),
        _add(app, app.get_asset_url("all.js"), scripts, "text/javascript"),
    )


def _joined(folder: Path, pattern: str, but: str = "") -> bytes:
    return b"\n".join(path.read_bytes() for path in sorted(folder.glob(pattern)) if path.name != but)


def _add(app: Dash, path: str, content: bytes, mimetype: str) -> str:
    """Serve this under a path; gives the address of exactly this content."""
    digest = sha256(content).hexdigest()[:16]

    def answer() -> Response:
        response = Response(content, mimetype=mimetype)
        response.set_etag(f"{digest}-{len(content)}")
        return response

    app.server.add_url_rule(path, path, answer)
    return f"{path}?m={digest}"
