"""What is the same for everybody is sent as it was made once; what is not, or is too much to keep, is made again."""

import gzip
import json
import re
from itertools import pairwise

import pytest

from app import create_app, i18n, ids
from app.bridge import kept
from app.bridge.kept import MAX_BYTES, open_pages
from app.config import Settings
from app.serving import access
from bench import wire
from bench.load.pages import DASH, LAZY, files
from tests.app.helpers import request
from tests.app.test_http import SMALL, TICK, body

GZIP = {"Accept-Encoding": "gzip"}
JSON = {**GZIP, "Content-Type": "application/json"}
SCRIPT = "/_dash-component-suites/dash/dcc/async-graph.js"


class Served:
    """A fresh app, and what of all that it is asked for has to be made."""

    def __init__(self, settings=None):
        self.app = create_app(settings or Settings())
        self.front = self.app.server.wsgi_app
        self.made, make = [], self.front._app
        self.front._app = lambda environ, start: self.made.append(environ["PATH_INFO"]) or make(environ, start)
        self.client = self.app.server.test_client()

    def twice(self, path, **more):
        """Two answers, and how often it was made."""
        before = len(self.made)
        answers = [self.client.open(path, **{"headers": GZIP, **more}) for _ in range(2)]
        return *answers, len(self.made) - before


@pytest.fixture
def served():
    yield Served()
    create_app()  # the pages of Dash are those of the last app


def own(response):
    """Its headers, without what is one request's own; to each, gunicorn adds the time."""
    return sorted(header for header in response.headers if header[0] not in ("X-Request-ID", "Date", "Server-Timing"))


@pytest.mark.parametrize("path", ["/", "/race", "/activations", "/lessons", "/class", *DASH, *LAZY, "/assets/head.js"])
def test_the_second_answer_is_the_first_but_for_its_id(served, path):
    first, second, made = served.twice(path)
    assert made == 1
    assert (second.status, second.data, own(second)) == (first.status, first.data, own(first))
    assert second.headers["X-Request-ID"] != first.headers["X-Request-ID"]
    assert served.client.get(path, headers={**GZIP, "X-Request-ID": "lesson-0001"}).headers["X-Request-ID"] == (
        "lesson-0001"
    )


def test_a_page_with_a_lesson_is_kept_for_all_its_steps_and_no_other_query_is(served):
    first, second, made = served.twice("/?lesson=one-line&step=1")
    assert (made, second.data) == (1, first.data)
    before = len(served.made)
    assert served.client.get("/?lesson=one-line&step=3", headers=GZIP).data == first.data
    assert served.client.get("/?lesson=one-line", headers=GZIP).data == first.data
    assert len(served.made) == before
    for query in ("lesson=step-size", "lesson=nobody", "lesson=one-line&step=1&x=2", "lesson=", "step=1"):
        assert served.client.get(f"/?{query}", headers=GZIP).data != first.data, query
    assert served.twice("/?lesson=nobody")[2] == served.twice("/?x=1")[2] == 2


def test_everything_that_a_page_loads_is_kept(served):
    opened = ["/", *files(served.client.get("/").text), *DASH, *LAZY]
    assert len(opened) > 15
    for _ in range(2):
        before = len(served.made)
        for path in opened:
            served.client.get(path, headers=GZIP)
        made = served.made[before:]
    assert made == []


def test_after_the_start_nobody_waits_for_anything_to_be_made(served):
    open_pages(served.app)
    before = len(served.made)
    for codings in ("gzip, deflate", "gzip, deflate, br, zstd"):
        headers = {"Accept-Encoding": codings, "Accept-Language": "de-CH,de;q=0.9,en;q=0.8"}
        text = gzip.decompress(served.client.get("/", headers=headers).data).decode()
        for path in ("/race", "/activations", *files(text), *DASH, *LAZY):
            assert served.client.get(path, headers=headers).status_code == 200
    assert served.made[before:] == []


@pytest.mark.parametrize("path", ["/", "/race", "/activations"])
def test_the_contents_of_a_page_are_kept(served, path):
    first, second, made = served.twice(TICK, method="POST", data=wire.contents(path), headers=JSON)
    assert (made, second.data, own(second)) == (1, first.data, own(first))
    assert "Server-Timing" not in second.headers  # nobody has waited
    told = json.loads(
        served.client.post(TICK, data=wire.contents(path), headers={"Content-Type": JSON["Content-Type"]}).data
    )
    told = told["response"]
    titles = {"/": "Neural Network Playground", "/race": "Race of", "/activations": "Activation functions"}
    assert told["_pages_store"]["data"]["title"].startswith(titles[path])
    charts = {"/": "loss-chart", "/race": "race-chart", "/activations": "slope-chart"}
    assert charts[path] in json.dumps(told["_pages_content"])
    assert "X-Playground-Version" in second.headers


def test_of_no_other_call_anything_is_kept(served):
    tick = json.dumps(body(request(SMALL)))
    for data in (tick, wire.call("link", {"text": ""}), b"{", wire.contents("/" + "x" * 1000)):
        first, second, made = served.twice(TICK, method="POST", data=data, headers=JSON)
        assert made == 2
        assert second.status == first.status
    other = {**JSON, "Content-Type": "text/plain"}
    assert served.twice(TICK, method="POST", data=wire.contents("/"), headers=JSON)[2] == 1
    assert served.client.post(TICK, data=wire.contents("/"), headers=other).status_code == 415


@pytest.mark.parametrize("length", ["", "-1", "1e3", "²", "99999999999", "0"])
def test_a_length_that_is_none_is_left_to_the_server(served, length):
    answer = served.client.post(
        TICK, data=wire.contents("/"), headers=JSON, environ_overrides={"CONTENT_LENGTH": length}
    )
    assert answer.status_code in (200, 400, 413)
    assert served.twice(TICK, method="POST", data=wire.contents("/"), headers=JSON)[0].status_code == 200


def test_a_browser_that_has_a_file_is_told_so(served):
    tagged = 0
    for path in (SCRIPT, "/assets/head.js", *files(served.client.get("/").text)):
        first, _, _ = served.twice(path)
        tag = first.headers.get("ETag")
        if tag is None:
            assert "max-age=31536000" in first.headers["Cache-Control"]
            continue
        tagged += 1
        for held in (tag, f'"other", {tag}', f"W/{tag}"):
            again = served.client.get(path, headers={**GZIP, "If-None-Match": held})
            assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
            assert "Content-Length" not in again.headers
            for name in ("Cache-Control", "X-Content-Type-Options", "Vary"):
                assert again.headers.get(name) == first.headers.get(name)
        assert served.client.get(path, headers={**GZIP, "If-None-Match": '"other"'}).data == first.data
    assert tagged >= 4


def test_codings_and_languages_get_their_own(served, monkeypatch):
    monkeypatch.setattr(i18n, "languages", lambda: ("en", "de"))
    answers = {}
    for codings in ("gzip", "gzip, deflate", "deflate,GZIP", "identity", ""):
        answer = served.client.get("/race", headers={"Accept-Encoding": codings})
        answers[codings] = answer.headers.get("Content-Encoding")
    assert answers == {
        "gzip": "gzip", "gzip, deflate": "gzip", "deflate,GZIP": "gzip", "identity": None, "": None,
    }  # fmt: skip
    for accepted, language in (("de-CH,de;q=0.9", "de"), ("en", "en"), ("fr", "en"), ("de;q=0.1,en", "en"), ("", "en")):
        for _ in range(2):
            text = served.client.get("/race", headers={"Accept-Language": accepted}).text
            assert f'<html lang="{language}"' in text


def test_what_differs_or_is_asked_for_in_parts_is_made_each_time(served):
    for path, headers in (
        ("/?name=x", {}),
        ("/healthz", {}),
        ("/metrics", {}),
        ("/assets/unknown.js", {}),
        ("/assets/all.js?m=another", {}),
        (f"{SCRIPT}?{'x' * 300}", {}),
        (SCRIPT, {"Range": "bytes=0-9"}),
        (SCRIPT, {"If-Modified-Since": "Sat, 28 Nov 2026 00:00:00 GMT"}),
        ("/", {"Accept-Language": "en," * 100}),
    ):
        assert served.twice(path, headers={**GZIP, **headers})[2] == 2, (path, headers)
    assert served.twice("/", method="HEAD")[2] == 2
    first, second, made = served.twice("/")
    assert (made, bool(first.data), bool(second.data)) == (1, True, True)


def test_what_is_kept_is_bounded_and_what_is_asked_for_stays(served, monkeypatch):
    monkeypatch.setattr(kept, "MAX_BYTES", 400_000)
    monkeypatch.setattr(served.front._answers, "_most", 400_000)
    for number in range(60):
        served.client.get(f"/_dash-component-suites/dash/dcc/async-graph.v1m{number}.js", headers=GZIP)
        served.client.get("/", headers=GZIP)
        assert 0 < served.front._answers.bytes <= 400_000
    assert served.made.count("/") == 1
    large = len(served.made)
    for _ in range(2):
        served.client.get(LAZY[1], headers=GZIP)
    assert len(served.made) == large + 2  # too large for that
    assert MAX_BYTES <= 16 << 20


def test_an_answer_that_is_kept_is_counted_and_logged_as_any_other(caplog):
    served = Served(Settings(access_log=True, metrics=True))
    counts = []
    for _ in range(3):
        served.client.get("/race", headers=GZIP)
        (count,) = re.findall(r'requests_total\{kind="page",status="200"\} (\S+)', served.client.get("/metrics").text)
        counts.append(float(count))
    served.client.get(SCRIPT, headers=GZIP)
    caplog.clear()
    tag = served.client.get(SCRIPT, headers=GZIP).headers["ETag"]
    answer = served.client.get("/race", headers={**GZIP, "X-Request-ID": "lesson-0002"})
    served.client.get(SCRIPT, headers={**GZIP, "If-None-Match": tag})
    lines = [json.loads(record.message) for record in caplog.records if record.name == access.__name__]
    assert [(line["path"], line["status"]) for line in lines] == [(SCRIPT, 200), ("/race", 200), (SCRIPT, 304)]
    assert (lines[1]["id"], lines[1]["bytes"]) == ("lesson-0002", len(answer.data))
    assert all(line["ms"] > 0 for line in lines)
    assert [after - before for before, after in pairwise(counts)] == [1.0, 1.0]
    create_app()


def test_below_a_path_and_in_a_forced_language(monkeypatch):
    monkeypatch.setattr(i18n, "languages", lambda: ("en", "de"))
    served = Served(Settings(base_path="/nn/", language="de"))
    for path in ("/nn/", "/nn/race", "/nn/_dash-layout", f"/nn{SCRIPT}"):
        assert served.twice(path)[2] == 1
    text = served.client.get("/nn/", headers={"Accept-Language": "en"}).text
    assert '<html lang="de"' in text
    assert f'id="{ids.NAV_RACE}" href="/nn/race"' in text
    create_app()
