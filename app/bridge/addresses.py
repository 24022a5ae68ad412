"""What stands at which address: the pages, two files that browsers and robots ask for, and nothing anywhere else.

Dash answers every address with its index page and finds out in the browser whether there is a page at it.
"""

from collections.abc import Callable
from typing import Any

from dash import Dash, page_registry
from flask import Response, redirect, request, send_from_directory
from werkzeug.wrappers import Response as AnyResponse

from ..wire.calling import ADDRESS

MISSING = "not_found_404"  # as Dash calls the page that it shows where there is none
# They may read the pages, but neither train networks nor read what is for the watch.
_ROBOTS = "User-agent: *\nDisallow: {base}{calls}\nDisallow: /metrics\n"


def known() -> frozenset[str]:
    """Where there is a page, without what all of them begin with."""
    return frozenset(page["path"] for page in page_registry.values() if page["module"] != MISSING)


def page(app: Dash, path: str) -> dict[str, Any]:
    """What Dash knows of the page at an address of the server; of that of no page, where there is none."""
    address = "/" + path.removeprefix(app.config.routes_pathname_prefix)
    pages = {its["path"]: its for its in page_registry.values()}
    missing: dict[str, Any] = page_registry[MISSING]
    return pages.get(address, missing) if address in known() else missing


def answer(app: Dash, index: Callable[[], str]) -> str | AnyResponse | tuple[str, int]:
    """The index page at the address of a page; else the same with 404. A slash too many is taken away."""
    pages = known()
    address = "/" + request.path.removeprefix(app.config.routes_pathname_prefix)
    if address in pages:
        return index()
    if address.rstrip("/") in pages:
        query = request.query_string.decode("latin-1")
        return redirect(app.get_relative_path(address.rstrip("/")) + (query and f"?{query}"), 308)
    return index(), 404


def serve(app: Dash) -> None:
    """Serve the two files at the addresses where they are looked for."""
    base = app.config.routes_pathname_prefix
    robots = _ROBOTS.format(base=base, calls=ADDRESS)
    icon = app.config.assets_folder, "favicon.ico"
    app.server.add_url_rule(f"{base}favicon.ico", "favicon", lambda: send_from_directory(*icon))
    app.server.add_url_rule(f"{base}robots.txt", "robots", lambda: Response(robots, mimetype="text/plain"))
