"""The addresses of Dash's own files tell another file from this one, but not of which version it is.

Dash writes the version of a package and the time of a file into its address: react@18.v4_4_1m1795882010.3.1.min.js.
What no page of ours uses is not loaded at all.
Here it is a digest of what is in the file: react.v0m0123456789abcdef.min.js, which Dash reads in the same way.
"""

import re
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from dash import Dash
from dash.fingerprint import build_fingerprint, check_fingerprint
from flask import request

_SUITES = "_dash-component-suites/"
_NUMBER = re.compile(r"@[0-9]+(?:\.[0-9]+)*")
_NO_VERSION = "0"
# No page has a table of Dash, and what the polyfill adds, every browser for the own scripts has (lib/generators.js).
_UNUSED = ("/dash_table/", "/dash/deps/polyfill")


class Unnumbered(Dash):
    """Dash whose index page has no versions of anything."""

    def _config(self) -> dict[str, Any]:
        """What Dash's scripts have to know; which versions there are, only its tools for developers ask."""
        config: dict[str, Any] = super()._config()
        return {name: value for name, value in config.items() if "version" not in name}

    def _collect_and_register_resources(self, *args: Any, **more: Any) -> list[Any]:
        found = super()._collect_and_register_resources(*args, **more)
        return [_renamed(address) if isinstance(address, str) else address for address in found if _used(address)]


def _used(address: Any) -> bool:
    return not any(name in address for name in _UNUSED)


def _renamed(address: str) -> str:
    before, suites, path = address.partition(_SUITES)
    package, _, fingerprinted = path.partition("/")
    name, is_file = check_fingerprint(fingerprinted)
    if not (suites and is_file):
        return address
    return f"{before}{suites}{package}/{build_fingerprint(_NUMBER.sub('', name), _NO_VERSION, _digest(package, name))}"


@cache
def _digest(package: str, name: str) -> str:
    return sha256((_folder(package) / name).read_bytes()).hexdigest()[:16]


def _folder(package: str) -> Path:
    spec = find_spec(package)
    return Path(str(spec and spec.origin)).parent


def find(app: Dash) -> None:
    """Let files be found by the names without numbers; must come before whoever answers from what was sent before."""

    @app.server.before_request
    def find_numbered() -> None:
        values = request.view_args or {}
        if "fingerprinted_path" not in values:
            return
        asked, is_same = check_fingerprint(values["fingerprinted_path"])
        for name in app.registered_paths.get(values["package_name"], ()):
            if name != asked and _NUMBER.sub("", name) == asked:
                values["fingerprinted_path"] = build_fingerprint(name, _NO_VERSION, "0") if is_same else name
