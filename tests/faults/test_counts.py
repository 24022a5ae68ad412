"""Workers that die take no counts with them, and leave no files that pile up."""

import json
import os
import re
import signal
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
import requests

from tests.app.helpers import request
from tests.app.test_http import SMALL, TICK, body
from tests.browser.servers import Gunicorn
from tests.faults.raw import answer, connect, serving
from tests.waiting import until
from tests.weekly import often

WORKERS = 2


def counted(server):
    answer = requests.get(f"{server.url}metrics", timeout=20)
    assert answer.ok, answer.text
    found = re.search(r'playground_requests_total\{kind="page",status="200"\} (\S+)', answer.text)
    assert found, answer.text
    return float(found[1])


@contextmanager
def counting(folder, application="app.wsgi:server"):
    """A server whose workers count in a folder of this one, and that folder."""
    counts = folder / "counts"
    counts.mkdir()
    variables = {"METRICS": "on", "PROMETHEUS_MULTIPROC_DIR": str(counts)}
    with serving(folder, "--workers", str(WORKERS), application=application, **variables) as server:
        yield server, counts


def test_totals_never_fall_and_files_do_not_pile_up(tmp_path):
    with counting(tmp_path) as (server, counts):
        asked = counted(server)  # by the server itself, at its start
        for number in range(often(3, 6)):
            for _ in range(10):
                assert requests.get(server.url, timeout=20).ok
            asked += 10
            assert counted(server) == asked
            old = server.workers
            if number % 3 == 2:
                server.process.send_signal(signal.SIGHUP)  # both at once, and others beside them meanwhile
                until(lambda old=old: server.replaced(old), "others have come")
            else:
                old[number % WORKERS].kill()
                until(lambda old=old: set(old) != set(server.workers) and len(server.workers) == WORKERS, "another one")
            until(server.answers, "it answers")
            assert counted(server) == asked
        assert len(os.listdir(counts)) <= 1 + 2 * WORKERS


@pytest.mark.first
def test_a_worker_that_begins_hides_the_counts_of_no_other(tmp_path):
    """Its file is there with all that belongs into one, or it is not there."""
    with counting(tmp_path, "tests.faults.slow:server") as (server, counts):
        while len([file for file in counts.glob("*.db") if file.stat().st_size]) < 1 + WORKERS:
            assert counted(server)  # by the server itself, at its start


def test_a_server_that_was_killed_leaves_its_counts_only_until_another_begins():
    """And that one leaves those alone who live."""
    killed, lives, begins = (Gunicorn(env={**os.environ, "METRICS": "on"}) for _ in range(3))
    try:
        for server in (killed, lives):
            server.start()
        folders = [folder_of(server) for server in (killed, lives)]
        killed.stop()
        assert folders[0].exists()
        begins.start()
        assert [folder.exists() for folder in folders] == [False, True]
        assert counted(lives) >= 1
    finally:
        for server in (killed, lives, begins):
            server.stop()


def folder_of(server):
    """Where the workers of this server count."""
    mapped = psutil.Process(server.workers[0].pid).memory_maps()
    (folder,) = {Path(each.path).parent for each in mapped if "/playground-" in each.path}
    return folder


def frames_drawn(server):
    """Ticks and frames."""
    text = requests.get(f"{server.url}metrics", timeout=20).text
    return [float(re.search(rf"(?m)^playground_{name}_total (\S+)", text)[1]) for name in ("ticks", "frames")]


@pytest.mark.first
def test_a_clip_that_nobody_wants_any_more_ends_with_the_frame_that_is_drawn(tmp_path):
    """The page has paused, say, or was left: others get the processor."""
    many = json.dumps(body(request(SMALL, epochs=1, frames=20))).encode()
    head = f"POST {TICK} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(many)}\r\n\r\n"
    with counting(tmp_path) as (server, _):
        ticks, frames = frames_drawn(server)
        with connect(server, head.encode() + many) as here:
            assert answer(here)[0] == 200
        assert frames_drawn(server) == [ticks + 1, frames + 20]
        for _ in range(5):
            connect(server, head.encode() + many).close()
        until(lambda: frames_drawn(server)[0] == ticks + 6, "all have come to an end")
        assert frames_drawn(server)[1] <= frames + 20 + 5 * 2  # in the first one it may not have gone yet
