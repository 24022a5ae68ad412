"""A first visit: what a browser that knows nothing yet loads, and how long that takes, near the server and far away."""

from dataclasses import dataclass
from statistics import median
from time import perf_counter

from playwright.sync_api import Browser, expect

from app import ids

from .browser import chromium
from .line import slow_line
from .measure import Row, Timing, calm_yardstick
from .server import serve

SECTION = "visit"
_ROUND_TRIPS_MS = (0, 100, 400)
_PATIENCE_MS = 30_000


@dataclass(frozen=True)
class _Visit:
    losses: float  # seconds until the losses can be read, and Play pressed
    chart: float  # seconds until the chart is there, too
    received: float  # bytes, as they went over the line
    requests: int


def run(quick: bool) -> list[Row]:
    """Some visits over each line."""
    rows: list[Row] = []
    with serve() as server, chromium() as browser:
        _visit(browser, server.port)  # the server compresses what it keeps
        for round_trip in _ROUND_TRIPS_MS:
            length = calm_yardstick()
            with slow_line(server.port, round_trip / 1000) as port:
                visits = [_visit(browser, port) for _ in range(2 if quick else 5)]
            section = f"{SECTION}: round trip {round_trip} ms"
            for name, times in (
                ("until the losses can be read", [visit.losses for visit in visits]),
                ("until the chart is there, too", [visit.chart for visit in visits]),
            ):
                seconds = median(times)
                note = f"{min(times):.2f} to {max(times):.2f} s in {len(times)}"
                rows.append(Timing(seconds, seconds / length).row(section, name, note=note))
    return [
        Row(SECTION, "received", visits[0].received / 1000, "kB"),
        Row(SECTION, "requests", visits[0].requests, ""),
        *rows,
    ]


def _visit(browser: Browser, port: int) -> _Visit:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    try:
        page = context.new_page()
        session = context.new_cdp_session(page)
        received: list[float] = []
        session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
        session.send("Network.enable")
        begin = perf_counter()
        page.goto(f"http://127.0.0.1:{port}/", wait_until="commit")
        expect(page.locator(f"#{ids.TEST_LOSS}")).not_to_be_empty(timeout=_PATIENCE_MS)
        losses = perf_counter() - begin
        page.hover(f"#{ids.PLAY}")  # with which the chart is loaded
        expect(page.locator(f"#{ids.LOSS_CHART} .main-svg").first).to_be_visible(timeout=_PATIENCE_MS)
        chart = perf_counter() - begin
        page.wait_for_load_state("networkidle")
        return _Visit(losses, chart, sum(received), len(received))
    finally:
        context.close()
