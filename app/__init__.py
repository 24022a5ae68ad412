"""The web app: a Dash page around the training core. ``create_app()`` makes a fresh one."""

from pathlib import Path
from typing import Any

from dash import Dash
from flask_compress import Compress

from . import callbacks, pages, security
from .i18n import _, language
from .theme import shell

ROOT = Path(__file__).resolve().parent.parent
MAX_REQUEST_BYTES = 1_000_000

_EARLY_SCRIPT = "scheme.js"

_INDEX = """<!DOCTYPE html>
<html lang="{lang}">
<head>
{metas}
<title>{title}</title>
{favicon}
{css}
<script src="{scheme}"></script>
</head>
<body>
{app_entry}
<footer>{config}{scripts}{renderer}</footer>
</body>
</html>"""


class Playground(Dash):
    """Dash with an index page that names its language, for screen readers and translators."""

    def interpolate_index(self, **parts: Any) -> str:
        """The index page in the language of the request."""
        parts["title"] = _(parts["title"])
        return _INDEX.format(lang=language(), scheme=self.get_asset_url(_EARLY_SCRIPT), **parts)


def create_app() -> Playground:
    """A new app with its pages, callbacks and security headers; ``app.server`` is the WSGI application."""
    app = Playground(
        __name__,
        assets_folder=str(ROOT / "assets"),
        assets_ignore=_EARLY_SCRIPT,  # the index page loads it by itself, early
        use_pages=True,
        pages_folder="",
        title=_("Neural Network Playground"),
        update_title=None,
        suppress_callback_exceptions=True,  # else every page carries the layout twice; a test checks the ids instead
        health_endpoint="healthz",
        enable_mcp=False,
        meta_tags=[{"name": "viewport", "content": "width=device-width, initial-scale=1"}],
    )
    pages.register()
    app.layout = shell
    callbacks.register(app)
    app.server.config["MAX_CONTENT_LENGTH"] = MAX_REQUEST_BYTES
    app.server.config["COMPRESS_LEVEL"] = 1  # of gzip: pictures are written so that more effort gains little
    app.server.config["COMPRESS_STREAMS"] = False  # files from assets/: small, and it would leave them open
    Compress(app.server)
    security.protect(app)
    return app
