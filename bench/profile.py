"""Where the browser's main thread spends its time while the large network plays: functions by their own time."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from . import browser
from .networks import LARGE
from .server import serve

_SECONDS = 6
_LONGEST = 16
_SAMPLE_MICROSECONDS = 200


def report(quick: bool) -> str:
    """A table of ms per painted frame."""
    with serve() as server, browser.chromium() as chromium, browser.open_page(chromium, server.url) as page:
        browser.set_up(page, LARGE, 1)
        session = page.context.new_cdp_session(page)
        session.send("Profiler.enable")
        session.send("Profiler.setSamplingInterval", {"interval": _SAMPLE_MICROSECONDS})
        page.evaluate("probe.play()")
        page.wait_for_timeout(1000)
        before = page.evaluate("probe.read()")
        session.send("Profiler.start")
        page.wait_for_timeout(1000 * (2 if quick else _SECONDS))
        profile = session.send("Profiler.stop")["profile"]
        after = page.evaluate("probe.read()")
    frames = max(1, after[1] - before[1])
    lines = [f"{LARGE}, speed 1: {frames} frames in {after[0] - before[0]:.0f} ms; own time per frame"]
    for heading, name in (("by file", _file), ("by function", _function)):
        lines += ["", f"{heading}:"]
        self_times = _own_times(profile, name)
        lines += [f"{time / frames:8.3f} ms  {text}" for text, time in self_times.most_common(_LONGEST)]
    return "\n".join([*lines, "", "(program) is the browser's own work: above all painting canvases in software."])


def _own_times(profile: dict[str, Any], name: Callable[[dict[str, Any]], str]) -> Counter[str]:
    """Milliseconds on top of the stack."""
    names = {node["id"]: name(node["callFrame"]) for node in profile["nodes"]}
    self_times: Counter[str] = Counter()
    for node, delta in zip(profile["samples"], profile["timeDeltas"][1:], strict=False):
        self_times[names[node]] += delta / 1000
    return self_times


def _file(frame: dict[str, Any]) -> str:
    name: str = frame["url"].rpartition("/")[2].split("?")[0]
    return name or _function(frame)


def _function(frame: dict[str, Any]) -> str:
    name: str = frame["functionName"] or "(anonymous)"
    # in a minified file only the column tells two functions apart
    return f"{name}  {_file(frame)}:{frame['lineNumber'] + 1}:{frame['columnNumber'] + 1}" if frame["url"] else name
