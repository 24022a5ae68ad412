"""Several copies of the app behind nginx: when one dies, the others go on, and nobody loses anything."""

import os
import re
import selectors
import socket
from collections import defaultdict
from contextlib import ExitStack
from html import unescape
from types import SimpleNamespace

import pytest
import requests
from requests.adapters import HTTPAdapter

from tests.app.helpers import request
from tests.app.test_http import SMALL, body
from tests.browser.servers import Gunicorn
from tests.faults.conftest import COPIES
from tests.faults.nginx import Nginx
from tests.faults.pupils import Class
from tests.waiting import until
from tests.weekly import often

TICK = "_dash-update-component"
MANY = 3000
PUPILS = often(4, 10)


class Neighbor(HTTPAdapter):
    """Asks from another address of this machine."""

    def init_poolmanager(self, *args, **more):
        super().init_poolmanager(*args, source_address=("127.0.0.2", 0), **more)


def test_a_class_plays_on_while_copies_are_killed_again_and_again(school, visit):
    """Some who play, and a page: whole copies die, and in others only the process that answers."""
    page = visit(school.url)
    page.record()
    page.play()
    with Class(school.url, PUPILS) as pupils:
        for number, copy in enumerate(school.copies[: often(2, COPIES)]):
            (worker,) = school.copies[number - 1].workers
            copy.stop()
            pupils.go_on(3)
            worker.kill()
            epoch = page.epoch
            page.until(lambda epoch=epoch: page.epoch > epoch + 20, "training goes on")
            copy.start()
            pupils.go_on(2)
    page.pause()
    epochs = [epoch for epoch, _, _ in page.recorded]
    assert epochs == list(range(1, len(epochs) + 1))
    page.agrees()


@pytest.mark.first
def test_a_tick_that_a_copy_takes_with_it_is_answered_by_another_one(school):
    """nginx asks again: the page does not even notice."""
    with Class(school.url, 1) as pupils:
        (school.folder / "hold").touch()
        (held,) = until(lambda: list(school.folder.glob("held-*")), "a tick is held")
        number = int(held.name.removeprefix("held-"))
        (worker,) = [worker for copy in school.copies for worker in copy.workers if worker.pid == number]
        worker.kill()
        held.unlink()
        pupils.go_on(2)
        assert pupils.failures == 0


@pytest.fixture
def alone(tmp_path):
    """One copy with two processes behind nginx, as compose.yaml runs it."""
    copy = Gunicorn(options=("--workers", "2"), env={**os.environ, "PROXY_HOPS": "1"})
    copy.start()
    nginx = Nginx(tmp_path, [copy.port])
    nginx.start()
    yield SimpleNamespace(url=nginx.url, copy=copy)
    nginx.stop()
    copy.stop()


def test_where_there_is_one_copy_its_other_process_answers(alone, visit):
    """They are killed, one after the other, while others play: neither those nor a page see an error."""
    page = visit(alone.url)
    page.record()
    page.play()
    with Class(alone.url, PUPILS) as pupils:
        for _ in range(often(3, 5)):
            begun = until(lambda: len(alone.copy.workers) == 2 and alone.copy.workers, "two processes")
            busy = max(begun, key=lambda worker: sum(worker.cpu_times()[:2]))
            busy.kill()
            pupils.go_on(2)
        assert pupils.failures == 0
    page.pause()
    assert page.message("connection-message") == ""
    assert page.log() == []
    page.agrees()


def test_copies_are_replaced_by_those_of_the_next_version_and_nobody_notices(school):
    """One by one, and each finishes what it has begun."""
    with Class(school.url, PUPILS) as pupils:
        for copy in school.copies:
            copy.ask_to_stop()
            copy.wait_for_end()
            pupils.go_on(2)
            copy.become(VERSION="next")
            pupils.go_on(2)
        assert pupils.failures == 0
    versions = {
        requests.post(f"{copy.url}{TICK}", timeout=20).headers["X-Playground-Version"] for copy in school.copies
    }
    assert versions == {"next"}


@pytest.fixture
def strict(school, tmp_path):
    """nginx that lets one address play ten times a second, so that a busy machine can ask faster, too."""
    nginx = Nginx(tmp_path, [copy.port for copy in school.copies])
    nginx.change("zone=posts:4m rate=900r/s", "zone=posts:4m rate=10r/s", times=1)
    nginx.start()
    yield nginx
    nginx.stop()


@pytest.mark.first
def test_a_flood_from_one_address_is_refused_and_others_play(strict, many_files):
    """Each connection asks only with its headers, so that it costs next to nothing to ask faster than is allowed."""
    headers = f"POST /{TICK} HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n".encode()
    with ExitStack() as open_ones, selectors.DefaultSelector() as refused:
        for _ in range(MANY):
            one = open_ones.enter_context(socket.create_connection(("127.0.0.1", strict.port)))
            one.sendall(headers)
            refused.register(one, selectors.EVENT_READ)
        answers = [key.fileobj.recv(12) for key, _ in refused.select(timeout=20)]
        assert set(answers) == {b"HTTP/1.1 429"}
        tick = body(request(SMALL))
        with requests.Session() as neighbor:
            neighbor.mount("http://", Neighbor())
            assert neighbor.post(f"{strict.url}{TICK}", json=tick, timeout=20).ok
        assert requests.get(strict.url, timeout=20).ok  # nor is who floods kept from looking
    until(lambda: requests.post(f"{strict.url}{TICK}", json=tick, timeout=20).ok, "who has flooded plays again")


@pytest.mark.first
def test_a_body_that_is_too_large_is_refused(school):
    assert requests.post(f"{school.url}{TICK}", data=b" " * 1_100_000, timeout=20).status_code == 413


@pytest.mark.first
def test_the_counts_are_for_those_inside(school):
    assert requests.get(f"{school.url}metrics", timeout=20).status_code == 404
    assert requests.get(f"{school.copies[0].url}metrics", timeout=20).ok


def files_served(school):
    """Of all copies: they count together."""
    text = requests.get(f"{school.copies[0].url}metrics", timeout=20).text
    return float(dict(re.findall(r'playground_requests_total\{kind="file",status="(200)"\} (\S+)', text)).get("200", 0))


@pytest.mark.first
def test_scripts_and_styles_are_asked_for_once(school):
    """All of the pages' own, Dash's and plotly's have a fingerprint in their addresses, and never change."""
    pages = [requests.get(f"{school.url}{path}", timeout=20).text for path in ("", "race", "activations")]
    files = {file for page in pages for file in re.findall(r'(?:src|href)="/([^"]+\.(?:js|css)\b[^"]*)"', page)}
    assert {file.partition("/")[0] for file in files} == {"assets", "_dash-component-suites"}
    contents = defaultdict(set)

    def asked_of_copies():
        before = files_served(school)
        for address in map(unescape, files):
            answer = requests.get(f"{school.url}{address}", timeout=20)
            assert "max-age=31536000" in answer.headers["Cache-Control"], address
            contents[address].add(answer.content)
        return files_served(school) - before

    asked_of_copies()
    assert len(files) <= files_served(school)
    until(lambda: not asked_of_copies(), "all are kept")  # a browser of another test may still ask for one
    assert {len(versions) for versions in contents.values()} == {1}


@pytest.mark.first
def test_a_script_of_another_version_is_not_kept(school):
    """While copies are replaced, an old one may be asked for what a new one has announced."""
    before = files_served(school)
    for _ in range(2):
        answer = requests.get(f"{school.url}assets/all.js?m=1.5", timeout=20)
        assert answer.headers["Cache-Control"] == "no-store"
    assert files_served(school) == before + 2
