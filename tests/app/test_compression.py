"""Scripts of Dash are compressed once; everything else each time, and nothing is kept that anybody could make up."""

import gzip

import flask_compress.flask_compress as library
import pytest

from app import create_app
from tests.app.helpers import request
from tests.app.test_http import SMALL, TICK, body

GZIP = {"Accept-Encoding": "gzip"}
GRAPH = "/_dash-component-suites/dash/dcc/async-graph{}.js"


@pytest.fixture
def packing(monkeypatch):
    """A fresh client, and how often something was compressed."""
    calls, compress = [], library._compress_data
    monkeypatch.setattr(library, "_compress_data", lambda *given: calls.append(given[2]) or compress(*given))
    yield create_app().server.test_client(), calls
    create_app()


def test_a_script_is_compressed_once_whatever_version_is_asked_for(packing):
    client, calls = packing
    answers = [client.get(GRAPH.format(version), headers=GZIP) for version in ("", "", ".v1m1", ".v2m2")]
    assert calls == ["gzip"]
    assert len({answer.data for answer in answers}) == 1
    plain = client.get(GRAPH.format(""))
    assert gzip.decompress(answers[-1].data) == plain.data
    again = client.get(GRAPH.format(""), headers={**GZIP, "If-None-Match": answers[0].headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_script_that_a_browser_has_is_not_even_read(packing, monkeypatch):
    client, _ = packing
    tag = client.get(GRAPH.format(""), headers=GZIP).headers["ETag"]
    reads = []
    monkeypatch.setattr("pkgutil.get_data", lambda *given: reads.append(given) or b"other")
    for held in (tag, f'"another", {tag}'):
        again = client.get(GRAPH.format(""), headers={**GZIP, "If-None-Match": held})
        assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert reads == []
    changed = client.get(GRAPH.format(""), headers={"If-None-Match": '"another"'})
    assert (changed.status_code, changed.data, len(reads)) == (200, b"other", 1)


def test_another_script_or_coding_is_another_one(packing):
    client, calls = packing
    client.get(GRAPH.format(""), headers=GZIP)
    other = client.get("/_dash-component-suites/dash/dcc/async-dropdown.js", headers=GZIP)
    client.get(GRAPH.format(""), headers={"Accept-Encoding": "br"})
    assert calls == ["gzip", "gzip", "br"]
    assert other.data != client.get(GRAPH.format(""), headers=GZIP).data


def test_ticks_are_not_kept(client):
    answers = [client.post(TICK, json=body(request(SMALL, epochs=n)), headers=GZIP) for n in (1, 2)]
    epochs = [gzip.decompress(answer.data).decode().count("tick-answer") for answer in answers]
    assert epochs == [1, 1]
    assert answers[0].data != answers[1].data


@pytest.mark.parametrize("accepted", ["gzip", "deflate, gzip, br", "identity", ""])
def test_json_is_compressed_for_who_accepts_that(client, accepted):
    plain = client.post(TICK, json=body(request(SMALL)))
    answer = client.post(TICK, json=body(request(SMALL)), headers={"Accept-Encoding": accepted})
    packed = "gzip" in accepted
    assert answer.headers.get("Content-Encoding") == ("gzip" if packed else None)
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    assert (gzip.decompress(answer.data) if packed else answer.data) == plain.data
    assert len(answer.data) < 0.6 * len(plain.data) or not packed


def test_what_is_short_is_sent_as_it_is(client):
    answer = client.post(TICK, json=body({"run": 1}), headers=GZIP)
    assert "error" in answer.text
    assert "Content-Encoding" not in answer.headers


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip;q=0", None),
        ("gzip; q=0", None),
        ("gzip;q=0.000, identity", None),
        ("gzip;q=0, *;q=0", None),
        ("*;q=0", None),
        ("zstd;q=0, br;q=0, gzip;q=0, deflate;q=0", None),
        ("br;q=0, gzip;q=0.1", "gzip"),
        ("zstd;q=0, br;q=0, deflate;q=0, *", "gzip"),
        ("identity;q=0, gzip", "gzip"),
        ("gzip;q=0, br;q=0.5", "br"),
    ],
)
def test_a_coding_that_is_refused_is_not_sent(client, accepted, coding):
    headers = {"Accept-Encoding": accepted}
    calls = [client.post(TICK, json=body(request(SMALL)), headers=headers)]
    for answer in [*calls, *(client.get(path, headers=headers) for path in ("/", GRAPH.format(""), "/_dash-layout"))]:
        assert answer.status_code == 200
        assert answer.headers.get("Content-Encoding") == coding
