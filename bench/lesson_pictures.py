"""A newcomer's path through three lessons in ``docs/lessons``: on three screens, with the report at its end.

Run it as ``python -m bench.lesson_pictures``. Nobody is told what is right: whoever walks chooses the first option,
runs, answers, and goes on, by the page's own buttons. What is to be done is done in the first lesson, on the first
screen, as the lesson's own ``solve`` says, and skipped elsewhere.
"""

import io
import zipfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect

from app import ids
from app.lessons import lessons
from app.lessons.form import Solve

from .browser import chromium
from .report import HERE
from .server import ROOT, serve

FOLDER = ROOT / "docs" / "lessons"
LESSONS = ("one-line", "close-a-circle", "better-view")
SCREENS = {"desktop": (1440, 900), "tablet": (1024, 768), "phone": (390, 844)}
MOMENTS = {"asked": "a question first", "seen": "what was predicted beside what happened", "end": "the end"}
_QUALITY = 80
_PATIENCE_MS = 120_000
_SETTLE_MS = 600
_NAME = "Ada L."
_FORM = ".lesson-part:not([hidden]) form.lesson-form:has(fieldset:enabled)"


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with serve() as server, chromium() as browser:
        for screen, size in SCREENS.items():
            _path(browser, server.url, screen, size)
    (FOLDER / "README.md").write_text(_table(), encoding="utf-8")


def _path(browser: Browser, url: str, screen: str, size: tuple[int, int]) -> None:
    """All lessons, one after the other, as the same person."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme="light")
    page = context.new_page()
    page.set_default_timeout(_PATIENCE_MS)
    page.goto(f"{url}lessons")
    page.locator(f"article[data-lesson={LESSONS[0]}] .lessons-start").click()
    for key in LESSONS:
        if f"lesson={key}" not in page.url:
            page.goto(f"{url}?lesson={key}")
        _walk(page, key, screen)
        if screen == "desktop" and key == LESSONS[0]:
            _report(page, url)
        print(f"{key}, {screen}: at the end", flush=True)
    context.close()


def _walk(page: Page, key: str, screen: str) -> None:
    """Through all steps of a lesson; the first one that asks and runs is taken."""
    taken: set[str] = set()
    thorough = (key, screen) == (LESSONS[0], "desktop")  # there what is to be done is done, elsewhere it is skipped
    for number, step in enumerate(lessons()[key].lesson.steps):
        expect(page.locator(f"#{ids.LESSON_WHERE}")).to_contain_text(f"Step {number + 1} of", timeout=_PATIENCE_MS)
        page.wait_for_timeout(_SETTLE_MS)
        if step.predict and step.run and "asked" not in taken:
            _take(page, key, "asked", screen, taken)
        if step.predict:
            _answer(page)
        if step.run:
            _play(page)
            expect(page.locator(".lesson-run.lesson-over")).to_be_visible(timeout=_PATIENCE_MS)
            page.wait_for_timeout(_SETTLE_MS)
            if step.predict and "seen" not in taken:
                _take(page, key, "seen", screen, taken)
        if step.check and not step.run and thorough:
            _solve(page, step.solve)
        if step.ask and (thorough or step.run or not step.check):
            _answer(page)
        if step.check and step.run and thorough:
            _solve(page, step.solve)
        page.click(f"#{ids.LESSON_NEXT}")
    expect(page.locator(".lesson-end")).to_be_visible(timeout=_PATIENCE_MS)
    _take(page, key, "end", screen, taken)


def _answer(page: Page) -> None:
    """The question that is open, somehow."""
    form = page.locator(_FORM).first
    if form.locator("input[type=radio], input[type=checkbox]").count():
        form.locator("input").first.check()
    elif form.locator("input[type=number]").count():
        field = form.locator("input[type=number]")
        field.fill(str(field.get_attribute("max") or 1))
    elif form.locator("textarea").count():
        form.locator("textarea").fill("It bends where the colors change.")
    form.locator(".lesson-main").click()


def _play(page: Page) -> None:
    """Ten epochs a frame: nobody watches, and the pictures are of the end."""
    page.evaluate("playground.player.speed = 10")
    page.click(f"#{ids.PLAY}")


def _solve(page: Page, runs: tuple[Solve, ...]) -> None:
    """What the lesson itself proves its check with: other settings, and a run of so many epochs."""
    for run in runs:
        if run.sweep or run.weights or not run.epochs:
            continue
        link = f"{page.evaluate('location.hash.slice(1)')}&{run.change}&stop=epoch:{run.epochs}"
        page.evaluate("(link) => { location.hash = link; }", link)
        page.wait_for_timeout(_SETTLE_MS)
        if page.locator(".lesson-check .lesson-told").inner_text():
            return
        _play(page)
        # Until it is there, or has diverged.
        there = "(epochs) => playground.player.frame.epoch >= epochs || !playground.player.playing"
        page.wait_for_function(there, arg=run.epochs)
        page.evaluate("playground.player.pause()")
    page.wait_for_timeout(_SETTLE_MS)


def _take(page: Page, key: str, moment: str, screen: str, taken: set[str]) -> None:
    taken.add(moment)
    page.mouse.move(0, 0)
    page.evaluate("document.querySelector('.messages')?.style.setProperty('display', 'none')")
    page.wait_for_timeout(_SETTLE_MS)
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    picture.save(FOLDER / f"{key}-{moment}-{screen}.webp", quality=_QUALITY, method=6)


def _report(page: Page, url: str) -> None:
    """What somebody hands in after a lesson, as PDF and Markdown."""
    page.click(f"#{ids.SHARE}")
    page.click(f"#{ids.SHARE_REPORT}")
    page.fill(f"#{ids.REPORT_TITLE}", "One neuron draws one line")
    page.fill(f"#{ids.REPORT_NAME}", _NAME)
    page.fill(f"#{ids.REPORT_TEXT}", "A single neuron only ever drew a straight border, whatever the points were.")
    page.wait_for_timeout(_SETTLE_MS)
    page.pdf(path=FOLDER / "report.pdf", format="A4", print_background=True)
    with page.expect_download() as download:
        page.click(f"#{ids.REPORT_MARKDOWN}")
    with zipfile.ZipFile(Path(download.value.path())) as archive:
        archive.extractall(FOLDER)
    text = (FOLDER / "report.md").read_text(encoding="utf-8")
    (FOLDER / "report.md").write_text(text.replace(url, HERE), encoding="utf-8")
    page.evaluate("document.getElementById('report-dialog').close()")


def names() -> list[str]:
    """The pictures that this takes."""
    return [f"{key}-{moment}-{screen}.webp" for key in LESSONS for moment in MOMENTS for screen in SCREENS]


def _table() -> str:
    lines = [
        "# A newcomer's path through three lessons",
        "",
        "Made by `python -m bench.lesson_pictures`, which walks it by the buttons of the page.",
        "What is handed in after the first one: [a report](report.md), and [as PDF](report.pdf).",
        "",
    ]
    for key in LESSONS:
        lines += [f"## {lessons()[key].words['en'].title}", "", "| | " + " | ".join(SCREENS) + " |"]
        lines += ["|---" * (len(SCREENS) + 1) + "|"]
        for moment, said in MOMENTS.items():
            cells = [f"![{said}, {screen}]({key}-{moment}-{screen}.webp)" for screen in SCREENS]
            lines.append(f"| {said} | " + " | ".join(cells) + " |")
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
