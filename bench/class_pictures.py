"""A class of sixty in ``docs/class``: every screen of its teacher, and the page of a student, on three screens.

Run it as ``python -m bench.class_pictures``. The teacher is in a browser, one student is in another, and fifty-nine ask
the board as pages do, each with networks that are really trained.
"""

import io

from PIL import Image
from playwright.sync_api import Browser, Page, expect

from app import ids, seat_ids

from . import class_experiment, classroom
from .browser import chromium
from .server import ROOT, serve

FOLDER = ROOT / "docs" / "class"
SCREENS = {"projector": (1920, 1080), "tablet": (1024, 768), "phone": (390, 844)}
SEATS = 60
OF_TEACHER = {  # what is seen, and the tab that shows it
    "lobby": "lobby",
    "wall": "wall",
    "spotlight": "spotlight",
    "results": "results",
    "wrap-up": "end",
}
OF_STUDENT = ("joining", "asked", "paused")
_QUALITY = 82
_PATIENCE_MS = 120_000
_SETTLE_MS = 2500  # a page asks the board every two seconds


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with serve() as server, chromium() as browser:
        teacher = browser.new_page(viewport={"width": 1920, "height": 1080}, color_scheme="light")
        teacher.set_default_timeout(_PATIENCE_MS)
        teacher.goto(f"{server.url}class")
        _take(teacher, "begin")
        teacher.click(f"#{ids.CLASS_OPEN}")
        expect(teacher.locator(f"#{ids.CLASS_CODE}")).not_to_be_empty()
        code = "".join(teacher.locator(f"#{ids.CLASS_CODE}").inner_text().split())
        student = _joined(browser, server.url, code)
        right = dict(zip(("class_id", "secret"), teacher.url.partition("#")[2].split(".", 1), strict=True))
        for vote in (1, 2):
            question = {**class_experiment.QUESTION, "vote": vote}
            classroom.ask(server.url, "tell", **right, change={"question": question})
        class_experiment.attend(server.url, code, SEATS - 1)
        for name, tab in OF_TEACHER.items():
            teacher.click(f"#{ids.class_tab(tab)}")
            _take(teacher, name)
        student.wait_for_timeout(_SETTLE_MS)
        _take(student, "asked")
        teacher.click(f"#{ids.CLASS_PAUSE}")
        student.wait_for_timeout(_SETTLE_MS)
        _take(student, "paused")
    (FOLDER / "README.md").write_text(_table(), encoding="utf-8")


def _joined(browser: Browser, url: str, code: str) -> Page:
    """A student's page, which plays."""
    page = browser.new_page(viewport={"width": 1920, "height": 1080}, color_scheme="light")
    page.set_default_timeout(_PATIENCE_MS)
    page.goto(f"{url}?class={code}")
    expect(page.locator(f"#{seat_ids.SEAT_JOIN}")).to_be_visible()
    _take(page, "joining")
    page.click(f"#{seat_ids.SEAT_JOIN}")
    page.click(f"#{ids.PLAY}")
    return page


def _take(page: Page, name: str) -> None:
    for screen, (width, height) in SCREENS.items():
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(_SETTLE_MS)
        picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        picture.save(FOLDER / f"{name}-{screen}.webp", quality=_QUALITY, method=6)


def names() -> list[str]:
    """The pictures that this takes."""
    return [f"{name}-{screen}.webp" for name in ("begin", *OF_TEACHER, *OF_STUDENT) for screen in SCREENS]


def _table() -> str:
    lines = ["# A class of sixty on all screens", "", "Made by `python -m bench.class_pictures`.", ""]
    lines += ["| | " + " | ".join(SCREENS) + " |", "|---" * (len(SCREENS) + 1) + "|"]
    for name in ("begin", *OF_TEACHER):
        cells = [f"![{name}, {screen}]({name}-{screen}.webp)" for screen in SCREENS]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    lines += ["", "A student:", "", "| | " + " | ".join(SCREENS) + " |", "|---" * (len(SCREENS) + 1) + "|"]
    for name in OF_STUDENT:
        cells = [f"![{name}, {screen}]({name}-{screen}.webp)" for screen in SCREENS]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    main()
