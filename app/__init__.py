"""The web app: a Dash page around the training core. ``create_app()`` makes a fresh one."""

from html import escape
from pathlib import Path
from typing import Any

from dash import Dash
from werkzeug.middleware.proxy_fix import ProxyFix

from . import access, bundle, callbacks, compression, config, large_answers, metrics, pages, security, version
from .config import Settings
from .i18n import _, language, once_in_each_language
from .shell import shell

ROOT = Path(__file__).resolve().parent.parent

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


_USUAL = Settings()


class Playground(Dash):
    """Dash with an index page that names its language, for screen readers and translators."""

    own_files: bundle.Addresses

    def interpolate_index(self, **parts: Any) -> str:
        """The index page in the language of the request; what the server hides is hidden from the start."""
        parts["title"] = escape(_(parts["title"]))
        hide = " ".join(config.current().hide)
        return _INDEX.format(lang=language(), version=version.current(), hide=hide, **self.own_files._asdict(), **parts)


def create_app(settings: Settings = _USUAL) -> Playground:
    """A new app with its pages, callbacks and security headers; ``app.server`` is the WSGI application."""
    app = Playground(
        __name__,
        assets_folder=str(ROOT / "assets"),
        assets_ignore=r"\.(js|css)$",  # the index page has them in one piece
        use_pages=True,
        pages_folder="",
        url_base_pathname=settings.base_path,
        title=settings.title or _("Neural Network Playground"),
        update_title=None,
        suppress_callback_exceptions=True,  # else every page carries the layout twice; a test checks the ids instead
        health_endpoint="healthz",
        enable_mcp=False,
        meta_tags=[{"name": "viewport", "content": "width=device-width, initial-scale=1"}],
    )
    config.keep(app.server, settings)
    if settings.base_path != "/":  # probes need not know of it
        app.server.add_url_rule("/healthz", "healthz", app.serve_health)
    app.own_files = bundle.serve(app)
    pages.register(settings.title)
    app.layout = once_in_each_language(shell)
    callbacks.register(app)
    access.watch(app.server, settings.base_path, log=settings.access_log)
    metrics.serve(app.server)
    compression.compress(app)
    large_answers.put_in_place(app.server)
    security.protect(app)
    version.announce(app.server)
    if hops := settings.proxy_hops:
        app.server.wsgi_app = ProxyFix(app.server.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)
    return app
