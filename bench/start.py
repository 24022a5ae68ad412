"""How long the server takes to start, and what it takes to hand out the page."""

import gzip
import json
from collections.abc import Callable
from statistics import median

from .measure import Row, Timing, calm_yardstick, time_one
from .server import fetch, serve

SECTION = "start"
_PARTS = ("/", "/_dash-layout", "/_dash-dependencies")
_CALLBACKS = "/_dash-update-component"


def run(quick: bool) -> list[Row]:
    """Start it some times; the first time, which may compile modules and fill the disk cache, does not count."""
    starts = []
    length = calm_yardstick()
    rows: list[Row] = []
    repeats = 2 if quick else 5
    for repeat in range(1 + repeats):
        with serve() as server:
            if repeat:
                starts.append(server.start_seconds)
            if repeat == repeats:
                rows = _page(server.port, 3 * repeats)
    name = "gunicorn to its first 200 of /"
    start = Timing(median(starts), median(starts) / length)
    return [start.row(SECTION, name), *rows]


def _page(port: int, repeats: int) -> list[Row]:
    """What the server hands out before a page can be used, scripts and styles aside."""
    requests = {f"GET {path}": _fetcher(port, path) for path in _PARTS}
    requests["POST for the contents of the page"] = _fetcher(port, _CALLBACKS, _contents_request(port))
    return [
        time_one(fetcher, repeats).row(SECTION, name, note=f"{len(fetcher()):,} bytes in gzip")
        for name, fetcher in requests.items()
    ]


def _fetcher(port: int, path: str, body: bytes | None = None) -> Callable[[], bytes]:
    def get() -> bytes:
        answer = fetch(port, path, body)
        assert answer is not None, path
        return answer

    return get


def _contents_request(port: int) -> bytes:
    """How Dash Pages asks for the contents of the page at /."""
    answer = fetch(port, "/_dash-dependencies")
    assert answer is not None
    callback = next(
        entry
        for entry in json.loads(gzip.decompress(answer))
        if entry["inputs"][:1] and _is_address(entry["inputs"][0])
    )
    names = callback["output"].strip(".").split("...")
    request = {
        "output": callback["output"],
        "outputs": [dict(zip(("id", "property"), name.rsplit(".", 1), strict=True)) for name in names],
        "inputs": [{**field, "value": "/" if field["property"] == "pathname" else ""} for field in callback["inputs"]],
        "state": callback["state"],
        "changedPropIds": ["_pages_location.pathname"],
    }
    return json.dumps(request).encode()


def _is_address(field: dict[str, str]) -> bool:
    return field["id"] == "_pages_location"
