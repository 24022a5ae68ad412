"""Which version of the app this is, so that a page notices that its server has been replaced by a newer one."""

from functools import cache
from hashlib import sha256
from importlib import metadata

from flask import Flask, Response, request

from ..places import PACKAGE, ROOT, beside

HEADER = "X-Playground-Version"  # the scripts compare it with what is written into the page
_FOLDERS = (PACKAGE, beside("assets"), ROOT / "nn_core")
_KINDS = (".py", ".js", ".css", ".mo")


@cache
def current() -> str:
    """A digest of all that the app is made of: its own files, and the libraries with their versions."""
    digest = sha256()
    for path in sorted({path for folder in _FOLDERS for path in folder.rglob("*") if path.suffix in _KINDS}):
        digest.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    digest.update("\n".join(sorted(f"{each.name} {each.version}" for each in metadata.distributions())).encode())
    return digest.hexdigest()[:16]


def announce(server: Flask) -> None:
    """Say it with every answer to a page that is open."""

    @server.after_request
    def add_header(response: Response) -> Response:
        if request.method == "POST":
            response.headers[HEADER] = current()
        return response
