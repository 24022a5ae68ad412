"""The pictures in ``docs/``: every page on three screens, in both themes, and on a projector; and a report.

Run it as ``python -m bench.pictures``.
"""

import io

from PIL import Image
from playwright.sync_api import Browser, Page, expect

from app import ids

from . import report
from .browser import chromium
from .server import ROOT, serve

SCREENS = {"desktop": (1440, 900), "tablet": (1024, 768), "phone": (390, 844)}
SCHEMES = ("light", "dark")
FOLDER = ROOT / "docs" / "screens"
PAGES = {  # address, and what shows that the page is there
    "playground": ("#dataset=circle&seed=1&hidden=5-tanh;3-tanh&show_test=true", ids.TEST_LOSS),
    "race": ("race", ids.RACE_LANES),
    "activations": ("activations", ids.PROBE_TABLE),
}
PROJECTOR = (1280, 720)
PRESENTED = {
    "playground": "#dataset=spiral&seed=1&features=x,y,sin%20x,sin%20y&hidden=8-tanh;8-tanh;4-tanh&learning_rate=0.1"
    "&present=1&title=Can%20a%20network%20learn%20a%20spiral%3F",
    "race": "race#lanes=sigmoid;tanh;relu;gelu;mish;sine&hidden=4;4&seed=0&present=1&title=Who%20learns%20first%3F",
    "activations": "activations#functions=sigmoid;tanh;relu;gelu&present=1&title=Whose%20slope%20vanishes%3F",
}
_TRAINED = 150  # epochs
_QUALITY = 82
_PATIENCE_MS = 60_000
_SETTLE_MS = 1500


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with serve() as server, chromium() as browser:
        for name in PAGES:
            for scheme in SCHEMES:
                for screen in SCREENS:
                    picture = _take(browser, f"{server.url}{PAGES[name][0]}", name, SCREENS[screen], scheme)
                    picture.save(FOLDER / f"{name}-{screen}-{scheme}.webp", quality=_QUALITY, method=6)
                    if (screen, scheme) == ("desktop", "light"):
                        width, height = SCREENS[screen]
                        picture.crop((0, 0, width, height)).save(ROOT / "docs" / f"{name}.png", optimize=True)
            picture = _take(browser, f"{server.url}{PRESENTED[name]}", name, PROJECTOR, "light")
            picture.save(FOLDER / f"{name}-projector.webp", quality=_QUALITY, method=6)
        report.make(browser, server)
    (FOLDER / "README.md").write_text(_table())


def _take(browser: Browser, address: str, name: str, size: tuple[int, int], scheme: str) -> Image.Image:
    """The whole page, trained a little where something can be trained; without what it says for a moment."""
    width, height = size
    shown = PAGES[name][1]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if scheme == "dark" else "light"
    )
    try:
        page = context.new_page()
        page.goto(address)
        expect(page.locator(f"#{shown}")).not_to_be_empty(timeout=_PATIENCE_MS)
        page.wait_for_timeout(_SETTLE_MS)
        if name != "activations":
            _train(page)
        page.add_style_tag(content=".messages { display: none }")
        return Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")
    finally:
        context.close()


def _train(page: Page) -> None:
    page.click(f"#{ids.PLAY}")
    while int(page.inner_text(f"#{ids.EPOCH}").replace(" ", "").replace("\n", "")) < _TRAINED:
        page.wait_for_timeout(100)
    page.click(f"#{ids.PLAY}")
    page.mouse.move(0, 0)
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(_SETTLE_MS)


def _table() -> str:
    lines = ["# The pages on three screens", "", "Made by `python -m bench.pictures`.", ""]
    for name in PAGES:
        lines += [f"## {name.capitalize()}", "", "| | " + " | ".join(SCREENS) + " |", "|---" * (len(SCREENS) + 1) + "|"]
        for scheme in SCHEMES:
            cells = [f"![{name}, {screen}, {scheme}]({name}-{screen}-{scheme}.webp)" for screen in SCREENS]
            lines.append(f"| {scheme} | " + " | ".join(cells) + " |")
        lines += ["", f"On a projector: ![{name}, on a projector]({name}-projector.webp)", ""]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
