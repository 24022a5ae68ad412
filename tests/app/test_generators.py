"""Dash's scripts, which come without a polyfill, ask for no more of generators than lib/generators.js has."""

import re

from app import create_app
from app.bridge.kept import _LATER

NAME = "regeneratorRuntime"
# One step after the other, each of which names the next: no loops, no tries.
KNOWN = re.compile(
    r"regeneratorRuntime\.mark\(function t\(\)\{return regeneratorRuntime\.wrap\(function\(t\)\{for\(;;\)"
    r"switch\(t\.prev=t\.next\)\{case 0:return t\.next=2,\w\(!0\);case 2:\w\.isReady=!0;case 3:case\"end\":"
    r"return t\.stop\(\)\}\},t\)\}\)"
)
FORMULAS = tuple(f"/_dash-component-suites/dash/dcc/async-{name}.js" for name in ("markdown", "mathjax", "highlight"))


def test_dash_asks_for_what_there_is_of_generators():
    client = create_app().server.test_client()
    files = re.findall(r'<script src="(/_dash[^"]+)"', client.get("/").text)
    assert len(files) == 7
    found = 0
    for address in (*files, *_LATER, *FORMULAS):
        text = client.get(address).text
        known = KNOWN.findall(text)
        assert text.count(NAME) == 2 * len(known), address
        found += len(known)
    assert found == 2
