"""What stands at which address: the pages, two files that browsers and robots ask for, and nothing anywhere else.

Dash answers every address with its index page and finds out in the browser whether there is a page at it.
"""

from collections.abc import Callable

from dash import Dash
from flask import Response, redirect, request, send_from_directory
from werkzeug.wrappers import Response as AnyResponse

from . import pages

_ROBOTS = "User-agent: *\nDisallow: /\n"  # they would train networks, and find the same page everywhere


def answer(app: Dash, index: Callable[[], str]) -> str | AnyResponse | tuple[str, int]:
    """The index page at the address of a page; else the same with 404. A slash too many is taken away."""
    known = pages.addresses()
    address = "/" + request.path.removeprefix(app.config.routes_pathname_prefix)
    if address in known:
        return index()
    if address.rstrip("/") in known:
        query = request.query_string.decode("latin-1")
        return redirect(app.get_relative_path(address.rstrip("/")) + (query and f"?{query}"), 308)
    return index(), 404


def serve(app: Dash) -> None:
    """Serve the two files at the addresses where they are looked for."""
    base = app.config.routes_pathname_prefix
    icon = app.config.assets_folder, "favicon.ico"
    app.server.add_url_rule(f"{base}favicon.ico", "favicon", lambda: send_from_directory(*icon))
    app.server.add_url_rule(f"{base}robots.txt", "robots", lambda: Response(_ROBOTS, mimetype="text/plain"))
