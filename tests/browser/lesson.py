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
