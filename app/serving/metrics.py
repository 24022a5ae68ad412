"""What a server has done, counted for ``/metrics`` in the text form of Prometheus.

There are only totals, which add up over workers and restarts, and nothing of any person. Where gunicorn has several
workers, each counts in a file of its own in memory (``PROMETHEUS_MULTIPROC_DIR``, see ``gunicorn.conf.py``), and
whichever worker is asked adds them up. The file of a worker that has died is that of the one in its place, which counts
on from there.
"""

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import lru_cache, wraps
from hmac import compare_digest
from typing import ParamSpec

from flask import Flask, Response, abort, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, generate_latest, values
from prometheus_client.multiprocess import MultiProcessCollector

from ..wire.answers import LaneAnswer

P = ParamSpec("P")

COUNTS = "PROMETHEUS_MULTIPROC_DIR"
PLACE = "PLAYGROUND_PLACE"  # among the processes that count; gunicorn.conf.py says it to each


def file_of_counts() -> str:
    """Where this process counts."""
    return os.path.join(os.environ[COUNTS], f"counter_{_place()}.db")


def _place() -> str:
    return os.environ.get(PLACE) or str(os.getpid())


if COUNTS in os.environ:
    values.ValueClass = values.MultiProcessValue(_place)  # type: ignore[no-untyped-call]

# One set for the process, as the library wants it: it knows by itself what belongs to which worker.
_OURS = CollectorRegistry()
_TICKS = Counter("playground_ticks", "Ticks that were answered with frames", registry=_OURS)
_REJECTED = Counter("playground_rejected_ticks", "Ticks whose input was not allowed", registry=_OURS)
_LANES = Counter("playground_lanes", "Networks in these ticks", registry=_OURS)
_FRAMES = Counter("playground_frames", "Frames that were drawn, over all lanes", registry=_OURS)
_EPOCHS = Counter("playground_epochs", "Epochs that were trained, over all lanes", registry=_OURS)
_PLAYING = Counter(
    "playground_playing_seconds",
    "Seconds for which pages have been playing, as their ticks say; its rate() is how many play at the moment",
    registry=_OURS,
)
_SECONDS = Counter("playground_tick_seconds", "Seconds in ticks by part", ["part"], registry=_OURS)
_VALIDATE, _RUN = _SECONDS.labels("validate"), _SECONDS.labels("train_and_draw")  # looked up once: it takes a while
_REQUESTS = Counter("playground_requests", "Requests by kind of path and status", ["kind", "status"], registry=_OURS)
_REQUEST_SECONDS = Counter("playground_request_seconds", "Seconds in requests by kind", ["kind"], registry=_OURS)


def _harmless(count: Callable[P, None]) -> Callable[P, None]:
    """Counting that fails costs no answer: the files may be gone, or the disk full."""

    @wraps(count)
    def try_to(*args: P.args, **kwargs: P.kwargs) -> None:
        with suppress(Exception):  # the library fails in many ways once it could not open a file
            count(*args, **kwargs)

    return try_to


@_harmless
def count_rejected() -> None:
    """A tick was refused."""
    _REJECTED.inc()


@_harmless
def count_tick(lanes: Sequence[LaneAnswer], epochs: Sequence[int], validated: float, ran: float) -> None:
    """A tick was answered with these lanes; ``epochs`` are those at which they began, then the seconds it took."""
    _TICKS.inc()
    _LANES.inc(len(lanes))
    _FRAMES.inc(sum(len(lane["frames"]) for lane in lanes))
    ends = (lane["frames"][-1]["epoch"] if lane["frames"] else begin for lane, begin in zip(lanes, epochs, strict=True))
    _EPOCHS.inc(max(0, sum(ends) - sum(epochs)))
    _VALIDATE.inc(validated)
    _RUN.inc(ran)


@_harmless
def count_played(seconds: float) -> None:
    """A page has been playing for so long since it last said so.

    What pages play in a second, added up, is how many of them play (Little's law), and nobody has to know which.
    """
    _PLAYING.inc(seconds)


@_harmless
def count_request(kind: str, status: int, seconds: float) -> None:
    """A request was answered."""
    requests, its_seconds = _of_requests(kind, status)
    requests.inc()
    its_seconds.inc(seconds)


@lru_cache
def _of_requests(kind: str, status: int) -> tuple[Counter, Counter]:
    return _REQUESTS.labels(kind, status), _REQUEST_SECONDS.labels(kind)


def text() -> bytes:
    """Everything that was counted, by all workers."""
    registry = _OURS
    if os.environ.get(COUNTS):
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry)


def serve(server: Flask, *, shown: bool, token: str) -> None:
    """Answer ``/metrics`` where it is ``shown``, and if there is a token only to who has it; there is nothing else."""
    expected = f"Bearer {token}".encode()

    def answer() -> Response:
        scheme, _, given = request.headers.get("Authorization", "").partition(" ")
        given_token = f"{scheme.capitalize()} {given.strip()}".encode(errors="replace")
        if not shown or (token and not compare_digest(given_token, expected)):
            abort(404)
        try:
            return Response(text(), content_type=CONTENT_TYPE_LATEST)
        except Exception:  # as above
            return Response("The counts are gone, or can't be read.", status=503, mimetype="text/plain")

    server.add_url_rule("/metrics", "metrics", answer)
