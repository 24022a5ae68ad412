"""The report in ``docs/report``: three runs with other learning rates as PDF, Markdown and CSV, and a snapshot.

Run it as ``python -m bench.report``; ``bench.pictures`` makes it, too.
"""

import io
import zipfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect

from app import ids

from .browser import chromium
from .server import ROOT, Server, serve

FOLDER = ROOT / "docs" / "report"
SETUP = "#dataset=circle&seed=1&noise=15&hidden=3-tanh&learning_rate={rate}&stop=epoch:100"
RATES = ("0.01", "0.03", "0.3")
HERE = "http://127.0.0.1:8050/"  # where `make run` serves
_SIZE = {"width": 1440, "height": 900}
_PATIENCE_MS = 60_000
_SETTLE_MS = 1000
_WRITTEN = {
    ids.REPORT_TITLE: "How large a step?",
    ids.REPORT_NAME: "Ada L.",
    ids.REPORT_TEXT: "With 0.3 the test loss jumps. With 0.01 the network has not closed the circle after 100 epochs.",
}


def main() -> None:
    with serve() as server, chromium() as browser:
        make(browser, server)


def make(browser: Browser, server: Server) -> None:
    """Train, write and save it."""
    FOLDER.mkdir(exist_ok=True)
    context = browser.new_context(viewport={"width": _SIZE["width"], "height": _SIZE["height"]}, color_scheme="light")
    try:
        page = context.new_page()
        for rate in RATES:
            _train(page, server.url + SETUP.format(rate=rate))
        page.click(f"#{ids.SHARE}")
        picture = Image.open(io.BytesIO(_saved(page, ids.SHARE_PNG))).convert("RGB")
        picture.resize((picture.width // 2, picture.height // 2)).save(FOLDER / "snapshot.webp", quality=90, method=6)
        page.click(f"#{ids.SHARE_REPORT}")
        for id_, text in _WRITTEN.items():
            page.fill(f"#{id_}", text)
        page.wait_for_timeout(_SETTLE_MS)
        page.pdf(path=FOLDER / "report.pdf", format="A4", print_background=True)
        (FOLDER / "report.csv").write_bytes(_saved(page, ids.REPORT_CSV))
        with zipfile.ZipFile(io.BytesIO(_saved(page, ids.REPORT_MARKDOWN))) as archive:
            archive.extractall(FOLDER)
        for name in ("report.csv", "report.md"):
            path = FOLDER / name
            path.write_text(path.read_text(encoding="utf-8").replace(server.url, HERE), encoding="utf-8")
    finally:
        context.close()


def _train(page: Page, address: str) -> None:
    page.goto("about:blank")
    page.goto(address)
    expect(page.locator(f"#{ids.TEST_LOSS}")).not_to_be_empty(timeout=_PATIENCE_MS)
    page.wait_for_timeout(_SETTLE_MS)
    page.click(f"#{ids.PLAY}")
    expect(page.locator(f"#{ids.GOAL_REACHED}")).not_to_be_empty(timeout=_PATIENCE_MS)
    page.wait_for_timeout(_SETTLE_MS)


def _saved(page: Page, id_: str) -> bytes:
    with page.expect_download() as download:
        page.click(f"#{id_}")
    return Path(download.value.path()).read_bytes()


if __name__ == "__main__":
    main()
