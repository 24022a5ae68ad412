"""Students in a class, without a browser, and a teacher who sees whether all is there, once, and in order.

Each student queues what it has to tell the board, as a page does, until it is told that it was kept; with more than one
request can take still to be told, it says nothing new.
"""

import secrets
import time
from collections import deque
from itertools import count
from threading import Event, Thread

import requests

from app.board.limits import MAX_ANSWERS, MAX_SENT
from tests.faults.pupils import LATER
from tests.waiting import until

EVERY = 0.03  # seconds between the first two answers; a person takes a minute
SLOWER = 20  # answers after which it is twice as long, then three times, so that a board keeps those of two minutes
AGAIN = 0.1  # seconds after a failure; a page waits for longer
PATIENCE = 40


def ask(session, url, call, *, of_class="", **sent):
    """What the board tells; None if it can be asked again. ``of_class``: the code of that whose page asks."""
    try:
        response = session.post(f"{url}board/{call}", json=sent, headers={"X-Class": of_class}, timeout=20)
    except requests.RequestException:
        return None
    if response.status_code in LATER:
        return None
    assert response.status_code == requests.codes.ok, (call, response.status_code, response.text)
    return response.json()


class Seat(Thread):
    """A student who answers one question after the other."""

    def __init__(self, url, code):
        super().__init__(daemon=True)
        self.url, self.code, self.secret = url, code, secrets.token_urlsafe(24)
        self.said, self.queue = [], deque()
        self.kept = self.failures = 0
        self.slowest = 0.0
        self.enough = Event()
        self.error = None

    def run(self):
        try:
            with requests.Session() as session:
                self._join(session)
                for number in count():
                    if not self.enough.is_set() and len(self.queue) <= MAX_SENT:
                        self.queue.append({"key": f"a-{number}", "kind": "number", "number": float(number)})
                        self.said.append(f"a-{number}")
                    elif not self.queue:
                        return
                    if self._send(session):
                        self.enough.wait(EVERY * (1 + len(self.said) / SLOWER))
        except AssertionError as error:
            self.error = error

    def _join(self, session):
        while not (told := ask(session, self.url, "join", of_class=self.code, code=self.code, secret=self.secret)):
            self.failures += 1
            time.sleep(AGAIN)
        assert told["secret"] == self.secret
        self.right = {"seat": told["seat"], "secret": self.secret}

    def _send(self, session):
        """Send what is in the queue, and take from it what was kept."""
        answers, row = list(self.queue)[:MAX_SENT], {"doing": "playing", "epoch": len(self.said)}
        begun = time.monotonic()
        told = ask(session, self.url, "sync", of_class=self.code, **self.right, row=row, answers=answers)
        self.slowest = max(self.slowest, time.monotonic() - begun)
        if told is None:
            self.failures += 1
            time.sleep(AGAIN)
            return False
        assert told["kept"] == [answer["key"] for answer in answers]
        for _ in answers:
            self.queue.popleft()
        self.kept += len(answers)
        return True


class Lesson:
    """A class with so many seats, for as long as it is open."""

    def __init__(self, url, count):
        self.url, self.session = url, requests.Session()
        told = self.must("open")
        self.right, self.code = {name: told[name] for name in ("class_id", "secret")}, told["code"]
        self.seats = [Seat(url, self.code) for _ in range(count)]

    def must(self, call, **sent):
        """What the board tells, as soon as it is there."""
        told = []
        until(lambda: told.append(ask(self.session, self.url, call, **sent)) or told[-1] is not None, call)
        return told[-1]

    def __enter__(self):
        for seat in self.seats:
            seat.start()
        self.go_on(2)
        return self

    def go_on(self, answers):
        """Wait until so many more answers of each have been kept."""
        wanted = [(seat, seat.kept + answers) for seat in self.seats]
        until(lambda: all(seat.kept >= kept or seat.error for seat, kept in wanted), "answers are kept")
        assert [seat.error for seat in self.seats if seat.error] == []

    @property
    def failures(self):
        return sum(seat.failures for seat in self.seats)

    def __exit__(self, *trouble):
        for seat in self.seats:
            seat.enough.set()
        if trouble == (None, None, None):
            self._all_is_there()
            self.must("close", **self.right)
        self.session.close()

    def _all_is_there(self):
        """Whatever was said, once each, in order, with the last row; and nobody is there who is not."""
        for seat in self.seats:
            seat.join(PATIENCE)
            assert not seat.is_alive()
            assert seat.error is None
            assert len(seat.said) <= MAX_ANSWERS, "the board keeps no more"
        told = self.must("look", **self.right)
        seen = {seat["seat"]: seat["row"]["epoch"] for seat in told["seats"] if seat["state"] == "in"}
        assert seen == {seat.right["seat"]: len(seat.said) for seat in self.seats}
        for seat in self.seats:
            its = [answer["key"] for answer in told["answers"] if answer["seat"] == seat.right["seat"]]
            assert its == seat.said
