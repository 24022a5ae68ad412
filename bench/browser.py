"""What a person sees: the wait after Play, frames per second, and what they cost browser, network and server.

A real Chromium without a window (so it paints in software, which is slower than most screens) plays the page that
gunicorn serves; both share the machine with this script.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, CDPSession, Page, expect, sync_playwright

from app import ids
from nn_core import FEATURES

from .line import slow_line
from .measure import Row, Target, Timing, calm_yardstick
from .networks import LARGE, NETWORKS, SMALL
from .server import Server, serve

SECTION = "browser"
FIRST_FRAME = Target(500)
PROBE = Path(__file__).parent / "probe.js"


@dataclass(frozen=True)
class Targets:
    """What a scenario should reach: frames per second, and ms of main thread and server for each."""

    frames: Target
    main_thread: Target | None = None
    server: Target | None = None
    received: Target | None = None


_OF_SMALL = Targets(Target(20, at_least=True), Target(8), Target(1.5), Target(225))  # 150 kB at 20 frames, of 30
_OF_LARGE = Targets(Target(12, at_least=True), Target(20))
_SCENARIOS = ((SMALL, 1, _OF_SMALL), (SMALL, 10, _OF_SMALL), (LARGE, 1, _OF_LARGE))  # network, speed
_RACES = ((6, Target(12, at_least=True)), (12, Target(6, at_least=True)))
_RACE = """(count) => {
    const { state, change } = playground.race;
    const keys = ["sigmoid", "tanh", "relu", "leaky-relu", "elu", "swish"];
    const hidden = [4, 2].map((units) => ({ units, activation: "tanh" }));
    change({ ...state, base: { ...state.base, hidden }, lanes: Array.from({ length: count }, (_, i) => keys[i % 6]) });
}"""
_CHROMIUM = (
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_ROUND_TRIPS_MS = (100, 200, 400)
_SMOOTH = Target(27, at_least=True)  # of 30
_SETTLE_MS = 1000
_PATIENCE_MS = 15_000


def run(quick: bool) -> list[Row]:
    """First frames after a fresh load, then each scenario on a page of its own."""
    loads, presses = (2, 3) if quick else (5, 7)
    windows = [1500.0] * 2 if quick else [2000.0] * 3
    rows: list[Row] = []
    with serve() as server, chromium() as browser:
        rows += _fresh(browser, server, loads)
        for network, speed, targets in _SCENARIOS:
            with open_page(browser, server.url) as page:
                set_up(page, network, speed)
                section = f"{SECTION}: {network}, speed {speed}"
                rows.append(_again(page, section, presses))
                rows += _play(browser, page, server, section, targets, windows)
        for lanes, target in _RACES:
            with open_page(browser, f"{server.url}race", "race-lanes") as page:
                page.evaluate(_RACE, lanes)
                page.wait_for_timeout(_SETTLE_MS)
                section = f"{SECTION}: race of {lanes} lanes of {SMALL}"
                rows += _play(browser, page, server, section, Targets(target), windows)
        for round_trip in _ROUND_TRIPS_MS:
            with (
                slow_line(server.port, round_trip / 1000) as port,
                open_page(browser, f"http://127.0.0.1:{port}/") as page,
            ):
                rows += _far(page, round_trip, presses, windows[0])
    return rows


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, or the one that Playwright has fetched."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_CHROMIUM)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def open_page(browser: Browser, url: str, shown: str = ids.TEST_LOSS) -> Iterator[Page]:
    """The page in a fresh browser context, loaded and at rest."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    try:
        page = context.new_page()
        page.add_init_script(path=PROBE)
        page.goto(url)
        expect(page.locator(f"#{shown}")).not_to_be_empty(timeout=_PATIENCE_MS)
        page.wait_for_timeout(_SETTLE_MS)
        yield page
    finally:
        context.close()


def set_up(page: Page, network: str, speed: int) -> None:
    """Choose network and speed with the page's own controls, as a person would."""
    choices = NETWORKS[network]
    units = [layer["units"] for layer in choices["hidden"]]
    shown = page.locator(".layers .layer:visible")
    for count in range(shown.count(), len(units)):
        page.click(f"#{ids.ADD_LAYER}")
        expect(shown).to_have_count(count + 1)
    for layer, wanted in enumerate(units):
        label = page.locator(f"#{ids.layer_units(layer)}")
        for count in range(int(label.inner_text().split()[0]), wanted):
            page.click(f"#{ids.add_unit(layer)}")
            expect(label).to_have_text(f"{count + 1} units")
    for key in choices.get("features", ()):
        button = page.locator(f"#{ids.feature(key)}")
        if button.get_attribute("aria-pressed") == "false":
            button.click()
            expect(button).to_have_attribute("aria-pressed", "true")
    if speed != 1:
        page.select_option(f"#{ids.SPEED}", str(speed))
    page.wait_for_timeout(_SETTLE_MS)
    accepted = page.evaluate(
        "[playground.player.experiment.hidden.map((l) => l.units), playground.player.experiment.features]"
    )
    assert accepted == [units, choices.get("features", list(FEATURES)[:2])], accepted
    assert page.evaluate("playground.player.speed") == speed


def reset(page: Page) -> None:
    """Back to epoch 0, at rest."""
    page.click(f"#{ids.RESET}")
    expect(page.locator(f"#{ids.EPOCH}")).to_have_text("0")
    page.wait_for_timeout(_SETTLE_MS / 2)


def _fresh(browser: Browser, server: Server, loads: int) -> list[Row]:
    """Reload the page each time; nothing is cached or compiled yet."""
    pictures, frames = [], []
    length = calm_yardstick()
    for _ in range(loads):
        with open_page(browser, server.url) as page:
            pictures.append(float(page.evaluate("probe.firstPicture()")))
            frames.append(float(page.evaluate("probe.play()")))
    section = f"{SECTION}: {SMALL}, page just loaded"
    return [
        _row(section, "load to the first picture", pictures, length),
        _row(section, "Play to the first painted frame", frames, length, FIRST_FRAME),
    ]


def _again(page: Page, section: str, presses: int) -> Row:
    """Play and Reset several times."""
    length = calm_yardstick()
    frames = []
    for _ in range(presses):
        frames.append(float(page.evaluate("probe.play()")))
        reset(page)
    return _row(section, "Play to the first painted frame", frames, length, FIRST_FRAME)


def _row(section: str, name: str, times: list[float], length: float, target: Target | None = None) -> Row:
    timing = Timing(median(times) / 1000, median(times) / 1000 / length)
    return timing.row(section, name, target, f"{min(times):.0f} to {max(times):.0f} in {len(times)}")


class _Reader:
    """Reads the counters of page, network, browser and server."""

    def __init__(self, browser: Browser, page: Page, server: Server) -> None:
        self._page, self._server = page, server
        self._browser_session = browser.new_browser_cdp_session()
        self._session: CDPSession = page.context.new_cdp_session(page)
        self._received = 0.0
        self._session.on("Network.loadingFinished", self._count)
        self._session.send("Network.enable")
        self._session.send("Performance.enable")

    def _count(self, event: dict[str, float]) -> None:
        self._received += event["encodedDataLength"]

    def read(self) -> dict[str, float]:
        """All counters at this moment, times in ms."""
        ms, frames, epochs = self._page.evaluate("probe.read()")
        metrics = {m["name"]: m["value"] * 1000 for m in self._session.send("Performance.getMetrics")["metrics"]}
        cpu = {"renderer": 0.0, "GPU": 0.0}
        for process in self._browser_session.send("SystemInfo.getProcessInfo")["processInfo"]:
            cpu[process["type"]] = cpu.get(process["type"], 0.0) + process["cpuTime"] * 1000
        counters = {
            "ms": ms,
            "frames": frames,
            "epochs": epochs,
            "received": self._received,
            "task": metrics["TaskDuration"],
            "layout": metrics["LayoutDuration"] + metrics["RecalcStyleDuration"],
            "renderer": cpu["renderer"],
            "gpu": cpu["GPU"],
        }
        used = self._server.cpu_seconds()
        return counters if used is None else {**counters, "server": used * 1000}


def _far(page: Page, round_trip: int, presses: int, window: float) -> list[Row]:
    """Play on a line that delays everything, and change a control again and again."""
    length = calm_yardstick()
    first, changes = [], []
    for _ in range(presses):
        first.append(float(page.evaluate("probe.play()")))
        page.wait_for_timeout(_SETTLE_MS)
        changes.append(float(page.evaluate("probe.change()")))
    page.evaluate("probe.play()")
    page.wait_for_timeout(2 * _SETTLE_MS)
    begin, before, _ = page.evaluate("probe.read()")
    page.wait_for_timeout(window)
    end, after, _ = page.evaluate("probe.read()")
    section = f"{SECTION}: {SMALL}, round trip {round_trip} ms"
    return [
        Row(section, "painted frames", 1000 * (after - before) / (end - begin), "frames/s", target=_SMOOTH),
        _row(section, "Play to the first painted frame", first, length),
        _row(section, "another dataset to its first painted frame", changes, length, Target(250 + round_trip)),
    ]


def _play(
    browser: Browser, page: Page, server: Server, section: str, targets: Targets, windows: list[float]
) -> list[Row]:
    """Play for some windows of time and give the medians."""
    length = calm_yardstick() * 1000
    reader = _Reader(browser, page, server)
    page.evaluate("probe.play()")
    page.wait_for_timeout(_SETTLE_MS)
    rates = _changes(reader, page, windows)
    page.evaluate("probe.hush()")
    costs = _changes(reader, page, windows)
    page.click(f"#{ids.PLAY}")

    def rate(name: str) -> float:
        return median(1000 * change[name] / change["ms"] for change in rates)

    def cost(name: str, text: str, limit: Target | None = None) -> Row:
        value = median(change[name] / max(1.0, change["frames"]) for change in costs)
        return Row(section, f"{text} per frame", value, "ms", value / length, limit)

    rows = [
        Row(section, "painted frames", rate("frames"), "frames/s", target=targets.frames),
        Row(section, "epochs", rate("epochs"), "epochs/s"),
        Row(section, "received", rate("received") / 1000, "kB/s", target=targets.received),
        cost("task", "main thread", targets.main_thread),
        cost("layout", "of it style and layout"),
        cost("renderer", "CPU of the renderer process"),
        cost("gpu", "CPU of the GPU process (painting in software)"),
    ]
    if "server" in costs[0]:
        rows.append(cost("server", "CPU of the server", targets.server))
    return rows


def _changes(reader: _Reader, page: Page, windows: list[float]) -> list[dict[str, float]]:
    """How all counters change within each window of time."""
    readings = [reader.read()]
    for window in windows:
        page.wait_for_timeout(window)
        readings.append(reader.read())
    return [{name: later[name] - value for name, value in now.items()} for now, later in pairwise(readings)]
