"""What stands at which address: the pages, two files that browsers and robots ask for, and nothing anywhere else.

Dash answers every address with its index page and finds out in the browser whether there is a page at it.
"""

from collections.abc import Callable

from dash import Dash, page_registry
from flask import Response, redirect, request, send_from_directory
from werkzeug.wrappers import Response as AnyResponse

MISSING = "not_found_404"  # as Dash calls the page that it shows where there is none
_ROBOTS = "User-agent: *\nDisallow: /\n"  # they would train networks, and find the same page everywhere


def known() -> frozenset[str]:
    """Where there is a page, without what all of them begin with."""
    return frozenset(page["path"] for page in page_registry.values() if page["module"] != MISSING)


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
    icon = app.config.assets_folder, "favicon.ico"
    app.server.add_url_rule(f"{base}favicon.ico", "favicon", lambda: send_from_directory(*icon))
    app.server.add_url_rule(f"{base}robots.txt", "robots", lambda: Response(_ROBOTS, mimetype="text/plain"))
