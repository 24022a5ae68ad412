"""How long the server takes to start, and what it takes to hand out the page."""

import shutil
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from . import wire
from .measure import Row, Target, Timing, calm_yardstick, time_one
from .server import ROOT, fetch, serve

SECTION = "start"
_PARTS = ("/", "/_dash-layout", "/_dash-dependencies")
_SOURCE = ("app", "assets", "nn_core")


def run(quick: bool) -> list[Row]:
    """Start a copy of the source without anything compiled, then again some times as it is by then."""
    starts = []
    length = calm_yardstick()
    rows: list[Row] = []
    repeats = 2 if quick else 5
    with TemporaryDirectory() as folder:
        for name in _SOURCE:
            shutil.copytree(ROOT / name, Path(folder, name), ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "gunicorn.conf.py", folder)
        for repeat in range(1 + repeats):
            with serve(Path(folder), {"XDG_CACHE_HOME": folder}) as server:
                starts.append(server.start_seconds)
                if repeat == repeats:
                    rows = _page(server.port, 3 * repeats)
    cold, warm = starts[0], median(starts[1:])
    return [
        Timing(warm, warm / length).row(SECTION, "gunicorn to its first 200 of /", Target(4000)),
        Timing(cold, cold / length).row(SECTION, "the same with nothing compiled yet"),
        *rows,
    ]


def _page(port: int, repeats: int) -> list[Row]:
    """What the server hands out before a page can be used, scripts and styles aside."""
    requests = {f"GET {path}": _fetcher(port, path) for path in _PARTS}
    requests["POST for the contents of the page"] = _fetcher(port, wire.ADDRESS, wire.contents("/"))
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
