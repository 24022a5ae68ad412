"""A seat in a class as a student has it, on a server with a board, and its teacher, who acts by calls."""

from contextlib import contextmanager
from threading import Event

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from app import create_app
from app.board.database import Database
from app.config import Settings
from tests.board.people import Board
from tests.browser.page import Page
from tests.browser.servers import PATIENCE, Quick, free_port

QUESTION = {"key": "first", "text": "Which one is first?", "options": ["ReLU", "tanh", "They tie"]}
LOST = "status of 503"  # the browser's log, while the board is away


class Classroom:
    """A server with classes, whose board can be away.

    ``asked`` and ``answered`` are what browsers asked it for, with the bytes of requests and the status of answers.
    """

    def __init__(self, folder, patch):
        app = create_app(Settings(classes=True, class_database_url=f"sqlite:///{folder}/board.sqlite"))
        self.board = Board(app.server.test_client())
        self.server = Quick(app.server, free_port())
        self.patch = patch
        self.asked, self.answered = [], []
        self.held, self.free = "", Event()
        self.app, app.server.wsgi_app = app.server.wsgi_app, self._watched

    def _watched(self, environ, start_response):
        """The whole app, with a look at what a browser asks the board for."""
        path, of_browser = environ["PATH_INFO"], "werkzeug.socket" in environ
        if not (of_browser and path.startswith("/board/")):
            return self.app(environ, start_response)
        call = path.removeprefix("/board/")
        self.asked.append((call, int(environ.get("CONTENT_LENGTH") or 0)))
        if call == self.held:
            self.free.wait(PATIENCE)

        def answered(status, headers, *error):
            self.answered.append((call, int(status[:3])))
            return start_response(status, headers, *error)

        return self.app(environ, answered)

    @contextmanager
    def holding(self, call):
        """What browsers ask for by this call is on its way until the end."""
        self.asked.clear()
        self.answered.clear()
        self.free.clear()
        self.held = call
        try:
            yield
        finally:
            self.held = ""
            self.free.set()

    @contextmanager
    def away(self):
        """The database can't be reached."""

        def broken(_self):
            raise OSError("away")

        with self.patch.context() as patch:
            patch.setattr(Database, "_begun", broken)
            patch.setattr("app.board.served._AGAIN_SECONDS", 0.2)
            yield


class Student(Page):
    """A student's page."""

    @property
    def line(self):
        """What the line says: its name and how things are."""
        return self.text("seat-name"), self.text("seat-state")

    def come(self, code, page="", link=""):
        self.driver.get(f"{self.url}{page}?class={code}{link}")
        if not page:
            self.wait_until_ready()

    def join(self, code):
        """Come by the teacher's link, and join; gives the name of the seat."""
        self.come(code)
        self.until(lambda: self.shown("seat-join-dialog"), "the offer")
        self.click("seat-join")
        self.is_("in the class")
        return self.line[0]

    def is_(self, state):
        self.until(lambda: self.text("seat-state") == state, state)

    def told(self):
        """What was sent, as it is said."""
        return self.message("seat-told")

    def press_escape(self):
        ActionChains(self.driver).send_keys(Keys.ESCAPE).perform()

    def dataset(self):
        return self.js("return playground.player.experiment.dataset")


def rows(teacher):
    """The rows of all seats by their names."""
    return {seat["name"]: seat["row"] for seat in teacher.sees()["seats"]}


@contextmanager
def serving(folder):
    """A server with classes, for a module."""
    with pytest.MonkeyPatch.context() as patch:
        room = Classroom(folder, patch)
        room.server.start()
        try:
            yield room
        finally:
            room.server.stop()
            create_app()  # Dash knows the pages of the last app that was made


def fresh(student):
    """A browser that has been in no class yet, and ends without complaints; for a fixture."""
    student.leave()
    student.forget()
    student.resize(1440, 900)
    student.log()
    yield student
    student.resize(None)
    assert [line for line in student.log() if LOST not in line] == []
