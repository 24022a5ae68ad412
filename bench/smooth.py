"""How smoothly it plays: epochs trained and frames painted in a second of Play, as a page opens, with its defaults.

``python -m bench.smooth --original http://127.0.0.1:8000/`` plays TensorFlow Playground, from a server of yours, in
turn with ours in the same browser. Of both pages the same is counted: a frame is one in which the number of the epoch
is another one than in the frame before it.
"""

import argparse
from statistics import median

from playwright.sync_api import Browser

from app import ids

from .browser import chromium
from .measure import Row, Target, calm_yardstick
from .server import serve

SECTION = "smooth: the page as it opens"
ORIGINAL = "smooth: TensorFlow Playground as it opens"
_ORIGINALS = 59.0  # epochs and frames a second, in the run in which ours had thirty of each
_SHARE = 0.97  # of that; no two windows are alike
_AS_MANY = Target(round(_SHARE * _ORIGINALS, 1), at_least=True)
_OURS = (f"#{ids.PLAY}", f"#{ids.EPOCH}")
_THEIRS = ("#play-pause-button", "#iter-number")
_PATIENCE_MS = 30_000
_SETTLE_MS = 2000
_WATCH = """([epoch, ms]) => new Promise((resolve) => {
    const number = () => Number(document.querySelector(epoch).textContent.replace(/\\D/g, ""));
    const [begin, first] = [performance.now(), number()];
    let [frames, shown] = [0, first];
    const look = (now) => {
        const its = number();
        frames += Number(its !== shown);
        shown = its;
        if (now - begin < ms) requestAnimationFrame(look);
        else resolve([1000 * frames / (now - begin), 1000 * (shown - first) / (now - begin)]);
    };
    requestAnimationFrame(look);
})"""


def run(quick: bool, original: str = "") -> list[Row]:
    """Some windows of time of each page, in turn."""
    windows, ms = (2, 2000) if quick else (5, 4000)
    seen: dict[str, list[tuple[float, float]]] = {}
    length = calm_yardstick() * 1000
    with serve() as server, chromium() as browser:
        pages = {SECTION: (server.url, *_OURS)} | ({ORIGINAL: (original, *_THEIRS)} if original else {})
        for _ in range(windows):
            for section, page in pages.items():
                seen.setdefault(section, []).append(_watch(browser, *page, ms))
    rows = []
    for section, readings in seen.items():
        frames, epochs = (list(figures) for figures in zip(*readings, strict=True))
        target = _AS_MANY if section == SECTION else None
        for name, unit, values in (("painted frames", "frames/s", frames), ("epochs", "epochs/s", epochs)):
            note = f"{min(values):.0f} to {max(values):.0f} in {len(values)}"
            rows.append(Row(section, name, median(values), unit, median(values) * length, target, note))
    return rows


def _watch(browser: Browser, url: str, play: str, epoch: str, ms: int) -> tuple[float, float]:
    """Frames and epochs a second, once it plays."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    try:
        page = context.new_page()
        page.goto(url, wait_until="load")
        page.locator(play).wait_for(timeout=_PATIENCE_MS)
        page.wait_for_timeout(_SETTLE_MS)
        page.click(play)
        page.wait_for_timeout(_SETTLE_MS)
        frames, epochs = page.evaluate(_WATCH, [epoch, ms])
        return float(frames), float(epochs)
    finally:
        context.close()


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m bench.smooth", description="Epochs and frames of a second of Play."
    )
    parser.add_argument("--original", default="", help="the address of TensorFlow Playground, to be played in turn")
    parser.add_argument("--quick", action="store_true", help="fewer repeats, rougher numbers")
    options = parser.parse_args()
    for row in run(options.quick, options.original):
        print(f"{row.section}: {row.value:.1f} {row.unit} ({row.note})")


if __name__ == "__main__":
    main()
