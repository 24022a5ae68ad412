"""How an app is made: Dash, with all that this folder adds to it."""

from dash import html, page_container
from werkzeug.middleware.proxy_fix import ProxyFix

from . import calls, config, pages
from .bridge import addresses, bundle, compression, kept, large_answers, scripts
from .bridge.index import Playground
from .config import Settings
from .i18n import _
from .places import PACKAGE, beside
from .serving import access, memory, metrics, security, version


def make_app(settings: Settings) -> Playground:
    """A new app with its pages, callbacks and security headers; ``app.server`` is the WSGI application."""
    app = Playground(
        PACKAGE.name,
        assets_folder=str(beside("assets")),
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
        app.server.add_url_rule("/readyz", "readyz", app.serve_health)
    app.server.add_url_rule(
        f"{settings.base_path}readyz", "readyz_here", app.serve_health
    )  # serving/worker.py knows more
    app.own_files = bundle.serve(app, classes=settings.classes)
    scripts.find(app)
    pages.register(settings.title, classes=settings.classes)
    addresses.serve(app)
    app.layout = html.Div(page_container)
    calls.register(app)
    note = access.instrument(app.server, settings.base_path, log=settings.access_log)
    metrics.serve(app.server, shown=settings.metrics, token=settings.metrics_token)
    compression.compress(app)
    large_answers.splice(app.server)
    memory.answer(app.server)
    security.protect(app)
    version.announce(app.server)
    kept.keep(app, note)
    if settings.classes:
        from .board import served  # late: who has no classes loads no database

        served.serve(app.server, settings, note)
    if hops := settings.proxy_hops:
        app.server.wsgi_app = ProxyFix(app.server.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)
    return app
