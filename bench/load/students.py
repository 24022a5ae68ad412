"""The students, and those who want more than their share, as users of Locust.

A student opens the page with all its files, plays one of five set-ups for 20 s, changes a control while it plays,
pauses, plays on, opens the race and lets two to six lanes race for 10 s; then the next set-up. While the playground
plays, its page asks the coach. A clip that is on its way when they pause or change something is given up, as a page
does it.
"""

import random
import re
from contextlib import suppress
from itertools import count
from time import perf_counter
from typing import Any

import gevent
from gevent.pool import Pool
from locust import task
from locust.contrib.fasthttp import FastHttpUser

from .. import wire
from ..contract import FACTS
from . import bodies
from .bodies import Network
from .coach import Coach
from .pages import CONNECTIONS, DASH, LAZY, files
from .player import Moment, Player, unfold

SETUPS = (
    "",  # what the page opens with
    "dataset=spiral&hidden=8-relu;4-tanh&features=x,y,sin x,sin y",
    "dataset=xor&hidden=3-relu&batch_size=30",
    "problem=regression&dataset=reg-gauss&hidden=6-tanh;4-tanh",
    "problem=multi-class&dataset=blobs&classes=4&hidden=6-relu",
)
RATES = (0.1, 0.01, 0.3)
SPEEDS = (1, 1, 10)  # epochs a frame
ACTIVATIONS = ("sigmoid", "tanh", "relu", "leaky-relu", "elu", "swish")
FEATURES = ("x", "y", "x^2", "y^2", "xy", "sin x", "sin y", "cos x", "cos y")
GREEDY_LANES = 4  # of the largest network: more of them are refused
PLAY, PAUSE, RACE = 20.0, (1.0, 3.0), 10.0  # seconds
PATIENCE = FACTS["PATIENCE_MS"] / 1000
GZIP = {"Accept-Encoding": "gzip"}
JSON = {**GZIP, "Content-Type": "application/json"}
TICK, CALL, COACH, FILE, OPEN = "tick", "call", "coach", "file", "open"
_WAITED = re.compile(r"wait;dur=([\d.]+)")


def now() -> float:
    return 1000 * perf_counter()


class GivenUpError(BaseException):
    """Nobody wants the answer any more; a failure would be caught, and counted."""


class Asker(FastHttpUser):
    """Somebody who asks the server."""

    abstract = True
    network_timeout = connection_timeout = PATIENCE
    concurrency = CONNECTIONS

    def post(self, kind: str, name: str, body: bytes) -> Any:
        """The answer; None if there is none, or an error instead of it."""
        response = self.client.post(wire.ADDRESS, data=body, headers=JSON, name=name)
        if response.status_code != 200:
            return None
        answer = wire.answer(kind, response.content)
        if "error" in answer:
            self.refused(name, answer["error"])
            return None
        waited = _WAITED.search((response.headers or {}).get("Server-Timing") or "")
        return {**answer, "waited": float(waited[1]) if waited else 0.0}

    def refused(self, name: str, error: str) -> None:
        """Count what was answered with an error line, which has status 200."""
        self.environment.events.request.fire(
            request_type="POST", name=name, response_time=0, response_length=0, exception=ValueError(error), context={}
        )


class Student(Asker):
    """One of the class. What each chooses is the same in every class: two can be compared."""

    numbers = count()

    def __init__(self, environment: Any) -> None:
        super().__init__(environment)
        self.chance = random.Random(next(self.numbers))
        self.kept: dict[str, str] = {}  # files in the browser's cache, with their tag where they must be asked about
        self.requests = count(1)
        self.player = Player(Moment(()))
        self.coach = Coach()
        self.lanes: list[Network] = []
        self.visible: dict[str, Any] = {}
        self.opened = False
        self.retry_at = 0.0
        self.played_from = self.ticked_at = 0.0

    @task
    def take_part(self) -> None:
        """The whole lesson."""
        self.lesson()

    def lesson(self) -> None:
        """Everything once, beginning anywhere in the list of set-ups."""
        for setup in self.chance.sample(SETUPS, len(SETUPS)):
            self.play_with(setup)
            self.race(self.lanes[0].experiment, RACE)

    def play_with(self, setup: str, **chosen: Any) -> None:
        """Open the playground with a set-up, play, change something, pause, and play on."""
        self.open("/")
        self.begin([{**self.linked(setup), **chosen}], units=True, gradients=False, layer=0, focus=None)
        speed = self.chance.choice(SPEEDS)
        self.play()
        self.go_on(speed, PLAY / 2)
        self.change({"learning_rate": self.chance.choice(RATES)}, speed)
        self.go_on(speed, PLAY / 2)
        self.player.pause(now())
        gevent.sleep(self.chance.uniform(*PAUSE))
        self.play()
        self.go_on(speed, PLAY)
        self.player.pause(now())

    def race(self, experiment: dict[str, Any], seconds: float) -> None:
        """Open the race, and let some activations race on this."""
        self.open("/race")
        lanes = self.chance.randint(2, len(ACTIVATIONS))
        hidden = [[{"units": 3, "activation": activation}] * 2 for activation in ACTIVATIONS[:lanes]]
        drafts = [{**experiment, "hidden": layers} for layers in hidden]
        pixels = FACTS["LANE_PIXELS"]["few" if lanes <= FACTS["FEW_LANES"] else "many"]
        self.begin(drafts, units=False, diagnostics=True, pixels=pixels, target=0.01, metric="test_loss")
        self.play()
        self.go_on(1, seconds)
        self.player.pause(now())

    # Pages

    def open(self, path: str) -> None:
        """Open a page with all that a browser loads for it."""
        began = now()
        self.player.reload()
        page = self.client.get(path, headers=GZIP, name=FILE)
        urls = [url for url in files(page.text or "") if self.kept.get(url) != ""]
        pool = Pool(CONNECTIONS)
        for url in (*urls, *DASH):
            pool.spawn(self.load, url)
        pool.join()
        self.client.post(wire.ADDRESS, data=wire.contents(path), headers=JSON, name=CALL)
        for url in LAZY:
            self.load(url)
        self.environment.events.request.fire(
            request_type="GET", name=OPEN, response_time=now() - began, response_length=0, exception=None, context={}
        )

    def load(self, url: str) -> None:
        """Load a file, unless it is kept."""
        tag = self.kept.get(url)
        if tag == "":
            return
        headers = {**GZIP, "If-None-Match": tag} if tag else GZIP
        with self.client.get(url, headers=headers, name=FILE, stream=True, catch_response=True) as response:
            if response.status_code == 304:
                response.success()
                return
            _read(response)
        told = response.headers or {}
        if "max-age" in told.get("cache-control", ""):
            self.kept[url] = ""
        elif "etag" in told:
            self.kept[url] = told["etag"]

    def linked(self, text: str) -> dict[str, Any]:
        """The experiment of a link."""
        answer = self.post("link", CALL, wire.call("link", {"text": text}))
        return answer["experiment"] if answer else {}

    # Playing

    def begin(self, drafts: list[dict[str, Any]], **visible: Any) -> None:
        """Restart these networks."""
        self.visible = visible
        self.player.screen = Moment((None,) * len(drafts))
        (self.player.screen,), _ = self.edit([bodies.lane(Network.of(draft), None) for draft in drafts], 0)
        self.restart_coach()
        self.opened = True

    def change(self, fields: dict[str, Any], speed: int) -> None:
        """Choose something else while it plays, and go on with what was learned."""
        self.player.interrupt(now())
        drafts = [Network.of({**made_by.experiment, **fields}) for made_by in self.lanes]
        states, asked_at = self.player.screen.states, now()
        lanes = [bodies.lane(*each) for each in zip(drafts, states, self.lanes, strict=True)]
        moments, waited = self.edit(lanes, speed)
        self.restart_coach()
        self.player.receive(now(), now() - asked_at, waited, moments, 1)

    def edit(self, lanes: list[bytes], epochs: int) -> tuple[list[Moment], float]:
        """Have other experiments accepted; what cannot be asked for now is asked for again."""
        view = bodies.view(edits=True, **self.visible)
        while not (answer := self.post(bodies.TICK, TICK, self.ticking(lanes, epochs, 1, view))):
            gevent.sleep(self.player.fail(random.random()) / 1000)
        self.lanes = [Network.of(lane["experiment"]) for lane in answer["lanes"]]
        self.player.failures = 0
        return unfold(Moment(self.player.screen.states), range(len(lanes)), answer["lanes"]), answer["waited"]

    def play(self) -> None:
        self.played_from = now()
        self.player.play(self.played_from)
        self.retry_at = 0.0

    def go_on(self, speed: int, seconds: float) -> None:
        """Play for some seconds; a clip that is on its way by then is given up."""
        player, until = self.player, now() + 1000 * seconds
        view = bodies.view(**self.visible)
        while (time := now()) < until and player.last.racing():
            wait = max(player.asks_in(time), self.retry_at - time)
            gevent.sleep(max(0.0, min(wait, until - time)) / 1000)
            if wait < until - time:
                with suppress(GivenUpError), gevent.Timeout(max(0.0, until - now()) / 1000, GivenUpError):
                    self.clip(speed, view)
            self.consult()

    def clip(self, speed: int, view: bytes) -> None:
        """Ask for one clip, and take it."""
        player, asked_at = self.player, now()
        player.draw(asked_at)
        last, frames = player.last, player.clip
        racing = last.racing()
        lanes = [bodies.lane(self.lanes[lane], last.states[lane]) for lane in racing]
        answer = self.post(bodies.TICK, TICK, self.ticking(lanes, speed, frames, view))
        if answer:
            moments = unfold(last, racing, answer["lanes"])
            player.receive(now(), now() - asked_at, answer["waited"], moments, frames)
        else:
            self.retry_at = now() + player.fail(random.random())

    # The coach

    def restart_coach(self) -> None:
        """It hears of what is trained from now on."""
        self.coach = Coach(self.coach.next)
        self.player.sights = [self.player.screen.sight] if self.player.screen.sight else []

    def consult(self) -> None:
        """Ask the coach, if the page would now; it plays on meanwhile."""
        for seen in self.player.sights:
            self.coach.see(seen)
        self.player.sights = []
        if self.coach.asks(now()):
            gevent.spawn(self.ask, self.coach, self.coach.request(self.lanes[0].experiment))

    def ask(self, coach: Coach, request: dict[str, Any]) -> None:
        """One question."""
        coach.answered(self.post("coach", COACH, wire.call("coach", request)), now())

    def ticking(self, lanes: list[bytes], epochs: int, frames: int, view: bytes) -> bytes:
        """A tick, with how long it has been playing since the last one."""
        time = now()
        played = time - max(self.played_from, self.ticked_at) if self.player.playing else 0.0
        self.ticked_at = time
        return bodies.tick((1, next(self.requests)), lanes, (epochs, frames), view, played)


class Greedy(Asker):
    """Somebody who asks for the most that is allowed, again and again."""

    body = bodies.greedy(GREEDY_LANES, FACTS["MAX_FRAMES"], 1000, FEATURES)

    @task
    def more(self) -> None:
        """The next one."""
        response = self.client.post(wire.ADDRESS, data=self.body, headers=JSON, name="greedy", stream=True)
        _read(response)


def _read(response: Any) -> None:
    """Take what comes as it is: to unpack it would cost more than all the rest."""
    if response.status_code == 200:
        while response.stream.read(1 << 18):
            pass
        response.release()
