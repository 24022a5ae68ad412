"""The pictures in ``docs/``: every page on three screens, in both themes. Run it as ``python -m bench.pictures``."""

import io

from PIL import Image
from playwright.sync_api import Browser, Page, expect

from app import ids

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
                    picture = _take(browser, server.url, name, screen, scheme)
                    picture.save(FOLDER / f"{name}-{screen}-{scheme}.webp", quality=_QUALITY, method=6)
                    if (screen, scheme) == ("desktop", "light"):
                        width, height = SCREENS[screen]
                        picture.crop((0, 0, width, height)).save(ROOT / "docs" / f"{name}.png", optimize=True)
    (FOLDER / "README.md").write_text(_table())


def _take(browser: Browser, url: str, name: str, screen: str, scheme: str) -> Image.Image:
    """The whole page, trained a little where something can be trained."""
    width, height = SCREENS[screen]
    address, shown = PAGES[name]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if scheme == "dark" else "light"
    )
    try:
        page = context.new_page()
        page.goto(f"{url}{address}")
        expect(page.locator(f"#{shown}")).not_to_be_empty(timeout=_PATIENCE_MS)
        page.wait_for_timeout(_SETTLE_MS)
        if name != "activations":
            _train(page)
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
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
