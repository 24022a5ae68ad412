"""A lesson as a person takes it: reading a step, predicting, running, answering, going on."""

from contextlib import contextmanager
from pathlib import Path

from selenium.webdriver.common.action_chains import ActionChains

from app import create_app
from app.lessons import reader
from tests.browser.page import Page
from tests.browser.servers import Quick, free_port

FOLDER = Path(__file__).parent / "lessons"
READY = "document.querySelector('#lesson .lesson-words, #lesson .lesson-end')"


class Lesson(Page):
    """A page with a lesson beside it; ``go_to`` opens the step with this number."""

    READY = f"window.playground && {READY}"

    def go_to(self, step, page="", key="every-kind"):
        self.driver.get(f"{self.url}{page}?lesson={key}&step={step}")
        self.at(step)

    def at(self, step):
        """Wait until this step is there, and its page as it begins."""
        self.wait(f"{READY} && text('lesson-where').startsWith('Step ' + given[0] + ' of')", f"step {step}", step)
        ready = "location.pathname.endsWith('activations') || (player.frames && !player.waiting)"
        self.wait(f"(({{ player }}) => {ready})(playground)", "its network")

    @property
    def epoch(self):
        return int(self.text("epoch") or 0)

    def where(self):
        return self.text("lesson-where")

    def words(self):
        return self.js("return document.querySelector('.lesson-words').textContent")

    def part(self, name):
        """What a part of a step says, or an empty text where it is not there yet."""
        script = (
            "const part = document.querySelector(arguments[0]); return part?.checkVisibility() ? part.innerText : ''"
        )
        return self.js(script, f".lesson-{name}")

    def lines(self, name):
        """The same line by line."""
        return [line for line in self.part(name).split("\n") if line]

    def choose_option(self, key):
        self.css(f"#lesson-step input[value={key}]")[0].click()

    def send(self, part="predict"):
        """Press the button of a question."""
        self.css(f".lesson-{part} .lesson-main")[0].click()

    def no_idea(self):
        self.css(".lesson-predict .lesson-buttons button:not(.lesson-main)")[0].click()

    def run(self):
        """Press Play, and wait until the step says that the run is over."""
        self.click("play")
        self.until(lambda: "The run is over" in self.part("run"), "the run is over", timeout=60)
        assert not self.playing

    def next(self, to):
        self.click("lesson-next")
        self.at(to)

    def locked(self):
        return not self.element("play").is_enabled()

    def press(self, *keys):
        ActionChains(self.driver).send_keys(*keys).perform()


def predict_curve(lesson):
    """Across the chart, from above at the left to below at the right, by the mouse."""
    lesson.wait("document.querySelector('.sketch')?.getBoundingClientRect().width > 50", "a place to draw")
    lesson.frames(30)
    places = "const { left, top, width, height } = document.querySelector('.sketch').getBoundingClientRect();"
    x, y, width, height = lesson.js(f"{places} return [left, top, width, height]")
    mouse = {"button": "left", "clickCount": 1}
    for kind, across, down in (
        ("Pressed", 0, 0.1),
        ("Moved", 0.5, 0.5),
        ("Moved", 0.999, 0.9),
        ("Released", 0.999, 0.9),
    ):
        at = {"x": x + across * width, "y": y + down * height}
        lesson.driver.execute_cdp_cmd("Input.dispatchMouseEvent", {"type": f"mouse{kind}", **at, **mouse})


def sketched(lesson):
    """The losses of the points of the sketch."""
    return lesson.js("return [...document.querySelectorAll('.sketch-point')].map((p) => Number(p.ariaValueNow))")


@contextmanager
def serving():
    """A server with the lessons of this folder instead of ours."""
    usual, reader.FOLDER = reader.FOLDER, FOLDER
    reader.lessons.cache_clear()
    server = Quick(create_app().server, free_port())
    server.start()
    try:
        yield server.url
    finally:
        server.stop()
        reader.FOLDER = usual
        reader.lessons.cache_clear()
        create_app()  # Dash knows the pages of the last app that was made


def fresh(lesson):
    """A browser that has done no lesson yet, and ends without complaints; for a fixture."""
    lesson.driver.get(f"{lesson.url}healthz")
    lesson.js("sessionStorage.clear(); localStorage.clear()")
    lesson.resize(1440, 900)
    lesson.log()
    yield lesson
    lesson.resize(None)
    assert lesson.log() == []
