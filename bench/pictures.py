"""The pictures in ``docs/``: pages on all screens, in both themes, before and after training, projected; and a report.

Run it as ``python -m bench.pictures``; ``--page playground`` takes those of one page again.
"""

import argparse
import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app import ids

from . import report
from .browser import chromium
from .server import ROOT, serve

SCHEMES = ("light", "dark")
FOLDER = ROOT / "docs" / "screens"
PAGES = {  # address, and what shows that the page is there
    "playground": ("#dataset=circle&seed=1&hidden=5-tanh;3-tanh&show_test=true", ids.TEST_LOSS),
    "race": ("race", ids.RACE_LANES),
    "activations": ("activations", ids.PROBE_TABLE),
}
WHOLE = {"desktop": (1440, 900), "tablet": (1024, 768), "phone": (390, 844)}  # pages from top to bottom
# What is seen at first: of a laptop's screen a browser leaves 110 pixels less to the page.
FIRST = {
    "1280x720": (1280, 610),
    "1366x768": (1366, 658),
    "1440x900": (1440, 790),
    "1024x768": (1024, 768),
    "768x1024": (768, 1024),
    "1920x1080": (1920, 1080),
    "2560x1440": (2560, 1440),
}
STATES = ("paused", "trained")
PROJECTOR = (1280, 720)
PRESENTED = {
    "playground": "#dataset=spiral&seed=1&features=x,y,sin%20x,sin%20y&hidden=8-tanh;8-tanh;4-tanh&learning_rate=0.1"
    "&present=1&title=Can%20a%20network%20learn%20a%20spiral%3F",
    "race": "race#lanes=sigmoid;tanh;relu;gelu;mish;sine&hidden=4;4&seed=0&present=1&title=Who%20learns%20first%3F",
    "activations": "activations#functions=sigmoid;tanh;relu;gelu&present=1&title=Whose%20slope%20vanishes%3F",
}
GRID = "race#lanes=sigmoid;tanh;relu&seed=0&finish=loss:0.1"  # with the grid that a page begins with
LEARNED = "race#lanes=prelu-per-unit;learned-swish;star-relu;dynamic-tanh&hidden=4;4&seed=0"
_TRAINED = 150  # epochs
_QUALITY = 82
_PATIENCE_MS = 120_000
_GRID_PATIENCE_MS = 600_000
_SETTLE_MS = 1500
_RESIZE_MS = 700
_AWAKE_MS = 3000  # after the mouse has moved the way back is seen for so long
_QUIET = "document.querySelector('.messages')?.style.setProperty('display', 'none')"  # what is said for a moment


def main() -> None:
    (FOLDER / "first").mkdir(parents=True, exist_ok=True)
    parser = argparse.ArgumentParser(prog="python -m bench.pictures", description="Take the pictures in docs.")
    parser.add_argument("--page", choices=[*PAGES, "grid", "learned", "projector"], help="only those of this one")
    only = parser.parse_args().page
    with serve() as server, chromium() as browser:
        for name in PAGES:
            for scheme in SCHEMES if only in (None, name) else ():
                _whole(browser, server.url, name, scheme)
                _first(browser, server.url, name, scheme)
            if only in (None, name, "projector"):
                _projector(browser, server.url, name)
        if only in (None, "grid"):
            _grid(browser, server.url)
        for scheme in SCHEMES if only in (None, "learned") else ():
            _learned(browser, server.url, scheme)
        if only is None:
            report.make(browser, server)
    (FOLDER / "README.md").write_text(_table(), encoding="utf-8")


def _open(browser: Browser, address: str, name: str, size: tuple[int, int], scheme: str) -> tuple[BrowserContext, Page]:
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = context.new_page()
    page.goto(address)
    expect(page.locator(f"#{PAGES[name][1]}")).not_to_be_empty(timeout=_PATIENCE_MS)
    page.wait_for_timeout(_SETTLE_MS)
    return context, page


def _train(page: Page) -> None:
    """A little."""
    page.click(f"#{ids.PLAY}")
    while int(page.inner_text(f"#{ids.EPOCH}").replace("\u202f", "").replace(",", "").replace("\n", "")) < _TRAINED:
        page.wait_for_timeout(100)
    page.click(f"#{ids.PLAY}")
    page.mouse.move(0, 0)
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(_SETTLE_MS)


def _picture(page: Page, *, whole: bool = False) -> Image.Image:
    return Image.open(io.BytesIO(page.screenshot(full_page=whole))).convert("RGB")


def _save(picture: Image.Image, name: str) -> None:
    picture.save(FOLDER / f"{name}.webp", quality=_QUALITY, method=6)


def _whole(browser: Browser, url: str, name: str, scheme: str) -> None:
    """The whole page, trained a little where something can be trained."""
    for screen, size in WHOLE.items():
        context, page = _open(browser, f"{url}{PAGES[name][0]}", name, size, scheme)
        if name != "activations":
            _train(page)
        page.evaluate(_QUIET)
        picture = _picture(page, whole=True)
        _save(picture, f"{name}-{screen}-{scheme}")
        if (screen, scheme) == ("desktop", "light"):
            picture.crop((0, 0, *size)).save(ROOT / "docs" / f"{name}.png", optimize=True)
        context.close()


def _first(browser: Browser, url: str, name: str, scheme: str) -> None:
    """What is seen at first, before and after training: one page goes through all sizes."""
    context, page = _open(browser, f"{url}{PAGES[name][0]}", name, FIRST["1440x900"], scheme)
    page.evaluate(_QUIET)
    for state in states(name):
        if state == "trained":
            page.set_viewport_size({"width": 1440, "height": 790})
            _train(page)
        for screen, (width, height) in FIRST.items():
            page.set_viewport_size({"width": width, "height": height})
            page.wait_for_timeout(_RESIZE_MS)
            _save(_picture(page), _first_name(name, screen, scheme, state))
    context.close()


def states(name: str) -> tuple[str, ...]:
    """In which states a page is shown: on that of the activations nothing is trained."""
    return STATES if name != "activations" else STATES[:1]


def _first_name(name: str, screen: str, scheme: str, state: str) -> str:
    return f"first/{name}-{screen}-{scheme}-{state}"


def _projector(browser: Browser, url: str, name: str) -> None:
    context, page = _open(browser, f"{url}{PRESENTED[name]}", name, PROJECTOR, "light")
    if name != "activations":
        _train(page)
    page.evaluate(_QUIET)
    page.wait_for_timeout(_AWAKE_MS)
    _save(_picture(page), f"{name}-projector")
    context.close()


def _grid(browser: Browser, url: str) -> None:
    """The grid of two choices, with all its runs."""
    context, page = _open(browser, f"{url}{GRID}", "race", WHOLE["desktop"], "light")
    page.click(f"#{ids.GRID_START}")
    page.mouse.move(0, 0)
    expect(page.locator(f"#{ids.GRID_LEFT}")).to_have_text("72 runs", timeout=_GRID_PATIENCE_MS)
    while not page.evaluate("playground.grid.sums().every((sum) => sum?.summary.runs === 3)"):
        page.wait_for_timeout(100)
    page.wait_for_timeout(_SETTLE_MS)
    page.evaluate(_QUIET)
    shown = page.locator(".grid-panel").screenshot()
    _save(Image.open(io.BytesIO(shown)).convert("RGB"), "grid-desktop-light")
    context.close()


def _learned(browser: Browser, url: str, scheme: str) -> None:
    """Lanes whose functions have learned their shape, beside what they began as."""
    context, page = _open(browser, f"{url}{LEARNED}", "race", WHOLE["desktop"], scheme)
    _train(page)
    page.evaluate(_QUIET)
    _save(_picture(page), f"race-learned-{scheme}")
    context.close()


def names() -> list[Path]:
    """All pictures that this makes, within ``docs``."""
    screens = [
        *(f"{name}-{screen}-{scheme}" for name in PAGES for scheme in SCHEMES for screen in WHOLE),
        *(f"{name}-projector" for name in PAGES),
        *(
            _first_name(name, screen, scheme, state)
            for name in PAGES for state in states(name) for scheme in SCHEMES for screen in FIRST
        ),
        "grid-desktop-light",
        *(f"race-learned-{scheme}" for scheme in SCHEMES),
    ]  # fmt: skip
    return [*(Path("screens", f"{name}.webp") for name in screens), *(Path(f"{name}.png") for name in PAGES)]


def _table() -> str:
    lines = ["# The pages on all screens", "", "Made by `python -m bench.pictures`.", ""]
    for name in PAGES:
        lines += [f"## {name.capitalize()}", "", "| | " + " | ".join(WHOLE) + " |", "|---" * (len(WHOLE) + 1) + "|"]
        for scheme in SCHEMES:
            cells = [f"![{name}, {screen}, {scheme}]({name}-{screen}-{scheme}.webp)" for screen in WHOLE]
            lines.append(f"| {scheme} | " + " | ".join(cells) + " |")
        lines += ["", f"On a projector: ![{name}, on a projector]({name}-projector.webp)", ""]
        lines += [
            "What is seen at first, on screens of",
            "",
            "| | " + " | ".join(FIRST) + " |",
            "|---" * (len(FIRST) + 1) + "|",
        ]
        for state in states(name):
            for scheme in SCHEMES:
                cells = [f"[{screen}]({_first_name(name, screen, scheme, state)}.webp)" for screen in FIRST]
                lines.append(f"| {state}, {scheme} | " + " | ".join(cells) + " |")
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
