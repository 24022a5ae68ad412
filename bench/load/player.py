"""What a page that plays does, without a page: the rules of ``player.js`` and ``pace.js``, and what it shows.

Nothing here waits. Moments are put into a queue when they come, and taken out of it at the times at which the page
draws them, which is reckoned afterwards: a page sleeps between two frames, and so a generator of three hundred can.
All times are in ms.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from ..contract import FACTS
from .coach import Sight, sight

PACE = FACTS["PACE"]
LEAST_MS, FRAME_MS, SHARE, BACK_OFF_MS = PACE["leastMs"], PACE["frameMs"], PACE["share"], PACE["backOffMs"]
MIN_CLIP, MAX_CLIP = FACTS["DIAGNOSTICS_EVERY"], FACTS["MAX_FRAMES"]
SCREEN_MS = 1000 / 60  # from one animation frame to the next; there is one drawing in each at most


@dataclass(frozen=True, slots=True)
class Moment:
    """The states of all lanes, and which of them train no more. ``fresh``: at least one lane has got further.

    ``sight`` is what the coach is told of it, on a page with one network.
    """

    states: tuple[str | None, ...]
    stopped: frozenset[int] = frozenset()
    fresh: bool = True
    sight: Sight | None = None

    def racing(self) -> list[int]:
        """The numbers of the lanes that still train."""
        return [lane for lane in range(len(self.states)) if lane not in self.stopped]


def unfold(last: Moment, lanes: Sequence[int], answers: Sequence[dict[str, Any]]) -> list[Moment]:
    """The answers of these lanes as moments of all lanes; one that has stopped stays as it was."""
    states, stopped = list(last.states), set(last.stopped)
    moments = []
    lengths = [len(answer["frames"]) for answer in answers]
    for at in range(max(1, *lengths)):
        for lane, answer, length in zip(lanes, answers, lengths, strict=True):
            if at < length:
                states[lane] = answer["frames"][at]["state"]
            if answer["stopped"] and at >= length - 1:
                stopped.add(lane)
        alone = sight(answers[0]["frames"][at]) if len(states) == 1 and at < lengths[0] else None
        moments.append(Moment(tuple(states), frozenset(stopped), at < max(lengths), alone))
    return moments


@dataclass
class Player:
    """One page: what is on its screen, and how it paces itself."""

    screen: Moment
    shown: int = 0  # fresh moments that were drawn while it played
    played_ms: float = 0.0
    clip: int = 1
    fetch_ms: float = 50.0
    turn_ms: float = 0.0
    fits: int = MIN_CLIP
    interval: float = LEAST_MS
    queue: deque[Moment] = field(default_factory=deque)
    sights: list[Sight] = field(default_factory=list)  # that the coach has yet to be told of
    failures: int = 0
    _next_draw: float = 0.0
    _ready: float = 0.0  # before that nothing can be drawn: a clip came only then, or the screen has just been drawn
    _reckoned: float | None = None  # while it plays: how far played_ms goes

    @property
    def playing(self) -> bool:
        return self._reckoned is not None

    def reload(self) -> None:
        """Another page knows nothing of how long it takes."""
        self.fetch_ms, self.turn_ms, self.fits = 50.0, 0.0, MIN_CLIP
        self.interval, self.failures = LEAST_MS, 0

    def play(self, now: float) -> None:
        self.clip, self._next_draw, self._ready, self._reckoned = 1, 0.0, now, now

    def pause(self, now: float) -> None:
        """Forget what has not been shown: it goes on from what is on the screen."""
        self.draw(now)
        self._reckoned = None
        self.failures = 0
        self.queue.clear()

    def interrupt(self, now: float) -> None:
        """Go on playing, but from what is on the screen."""
        self.draw(now)
        self.queue.clear()

    def draw(self, now: float) -> None:
        """Take from the queue what the page has drawn by now."""
        while self.queue and (at := max(self._next_draw, self._ready)) <= now:
            self.screen = self.queue.popleft()
            self.shown += self.screen.fresh
            if self.screen.sight:
                self.sights.append(self.screen.sight)
            self._drawn(at)
        if self._reckoned is not None:
            self.played_ms += now - self._reckoned
            self._reckoned = now

    def _drawn(self, at: float) -> None:
        self._next_draw = max(self._next_draw, at - self.interval) + self.interval
        self._ready = at + SCREEN_MS

    def wants(self, queued: int) -> bool:
        """If the page asks for a clip while so many moments are yet to be drawn."""
        return bool(queued * self.interval <= self.fetch_ms * PACE["early"])

    def asks_in(self, now: float) -> float:
        """How long the page waits until it asks for the next clip."""
        queued, due, ready = len(self.queue), self._next_draw, self._ready
        at = now
        while not self.wants(queued):
            at = max(due, ready)
            due, ready = max(due, at - self.interval) + self.interval, at + SCREEN_MS
            queued -= 1
        return max(0.0, at - now)

    @property
    def last(self) -> Moment:
        """From where the next clip goes on."""
        return self.queue[-1] if self.queue else self.screen

    def receive(self, now: float, took: float, waited: float, moments: Sequence[Moment], asked: int) -> None:
        """A clip has come."""
        self.draw(now)
        self.failures = 0
        self.pace(took, waited, len(moments), asked)
        if not self.queue:
            self._ready = max(self._ready, now)
        self.queue.extend(moments)

    def pace(self, took: float, waited: float, frames: int, asked: int) -> None:
        """What ``assets/src/play/pace.js`` does when a clip has come; these browsers draw in no time."""
        self.fetch_ms += (min(took, PACE["surprise"] * self.fetch_ms) - self.fetch_ms) * PACE["learn"]
        self.turn_ms += (waited - self.turn_ms) * PACE["learn"]
        self.fits = frames if frames < asked else max(self.fits, min(frames, MIN_CLIP))
        self.interval = max(LEAST_MS, self.fetch_ms / frames, (SHARE * self.turn_ms) / max(frames, self.fits))
        covers = PACE["cover"] * self.fetch_ms / LEAST_MS
        wished = max(MIN_CLIP, ceil(covers), ceil(SHARE * self.turn_ms / (PACE["slow"] * FRAME_MS)))
        self.clip = frames if frames < asked else min(wished, self.clip * PACE["grow"], MAX_CLIP)

    def fail(self, chance: float) -> float:
        """A clip has not come: how long to wait before the page asks again; ``chance`` is from 0 to 1."""
        wait: float = BACK_OFF_MS[min(self.failures, len(BACK_OFF_MS) - 1)] * (1 + PACE["jitter"] * (2 * chance - 1))
        self.failures += 1
        return wait
