"""The page of a class as its teacher uses it; students act by calls."""

import time
from pathlib import Path

from tests.board.people import Student, Teacher
from tests.browser.seat import LOST
from tests.browser.view import View


class Room(View):
    """The page ``/class``. ``board`` is its server, asked by its addresses."""

    READY = "document.getElementById('class-opened') && 'begun' in document.documentElement.dataset"

    def __init__(self, duo, url, board):
        super().__init__(duo, f"{url}class")
        self.board = board

    def come(self, fragment=""):
        """Come from elsewhere, with what stands behind the #."""
        self.leave()
        self.driver.get(f"{self.url}{fragment}")
        self.wait_until_ready()

    def open_class(self):
        """Open a class by the button; gives it as its teacher's board."""
        self.come()
        self.click("class-open")
        return self.opened()

    def opened(self):
        """The class that is open on this page."""
        there = "return location.hash && document.getElementById('class-code').checkVisibility()"
        self.until(lambda: self.js(there) and len(self.text("class-code")) > 1, "the lobby")
        return self.teacher()

    def teacher(self):
        """Her right, as her address has it."""
        id_, secret = self.js("return location.hash.slice(1).split('.')")
        told = self.board.good("look", class_id=id_, secret=secret)
        return Teacher(self.board, {**told, "class_id": id_, "secret": secret})

    def visit(self, screen):
        self.click(f"class-tab-{screen}")
        self.until(lambda: self.shown(f"class-screen-{screen}"), screen)

    def come_to(self, screen, teacher):
        """Open a class by its teacher's link, at a screen."""
        right = teacher.right
        self.come(f"#{right['class_id']}.{right['secret']}")
        self.until(lambda: self.text("class-about"), "the class")
        self.visit(screen)

    def tiles(self):
        """The names on the wall, in their order."""
        return self.texts("#class-wall .tile-name")

    def tile(self, name):
        """What a tile says, by its parts."""
        script = (
            "const tile = [...document.querySelectorAll('#class-wall .tile')].find((each) =>"
            " each.querySelector('.tile-name').textContent === arguments[0]);"
            "const says = (part) => tile.querySelector(`.tile-${part}`).textContent;"
            "return tile && Object.fromEntries(['word', 'numbers', 'loss', 'chosen'].map((part) => [part, says(part)]))"
        )
        return self.js(script, name)

    def press(self, selector):
        """Press a button at once: the page may make it again at any moment."""
        press = (
            "const button = document.querySelector(arguments[0]);"
            "button?.focus(); button?.click(); return Boolean(button)"
        )
        self.until(lambda: self.js(press, selector), selector)

    def done(self):
        """What the page says was done."""
        return self.message("done-message")

    def downloaded(self, id_, name):
        """The text of a file that a button saves."""
        path = Path(self.duo.download_path) / name
        path.unlink(missing_ok=True)
        self.click(id_)
        self.until(lambda: path.exists() and path.stat().st_size, name)
        return path.read_text(encoding="utf-8")


def student_of(teacher):
    """Somebody who joins by the code that holds now."""
    return Student(teacher.board, teacher.board.good("join", code=teacher.sees()["code"]))


def fresh(room, *, away=True):
    """A browser that has opened no class yet, and ends without complaints, but of a board that may be away; for a
    fixture."""
    room.leave()
    room.js("sessionStorage.clear(); localStorage.clear()")
    room.resize(1440, 900)
    room.log()
    yield room
    room.resize(None)
    assert [line for line in room.log() if not (away and LOST in line)] == []


def soon(room, condition, what):
    """Within two seconds, which is what a teacher is promised."""
    begun = time.monotonic()
    room.until(condition, what)
    return time.monotonic() - begun
