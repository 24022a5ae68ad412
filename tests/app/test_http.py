"""HTTP: headers, health, assets, compression; and requests that make no sense get an answer of one line."""

import gzip
import hashlib
import json
import re
from base64 import b64decode, b64encode

import pytest

from app.calls.tick import answer_tick
from app.config import Settings
from app.serving.refusals import short_answer
from app.serving.security import HEADERS
from bench import wire
from nn_core import Experiment, start
from tests.app.helpers import request

TICK = "/_dash-update-component"
SMALL = {"samples": 20, "batch_size": 5, "hidden": [{"units": 2}]}


def body(data):
    """What the page sends for a tick."""
    return json.loads(wire.call("tick", data))


def refused(response):
    """A client's fault, told without anything of the inside."""
    assert 400 <= response.status_code < 500
    told = response.get_data(as_text=True)
    assert not re.search(r"Traceback|File \"|site-packages|/work/|Error:|line \d+", told)
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.fixture
def post(client):
    return lambda data, **more: client.post(TICK, **{"data": data, "content_type": "application/json", **more})


def _directives(response):
    parts = (part.split() for part in response.headers["Content-Security-Policy"].split(";"))
    return {name: values for name, *values in parts}


def test_the_page_names_its_language_and_is_html(client):
    response = client.get("/")
    assert response.status_code == 200
    assert response.mimetype == "text/html"
    assert '<html lang="en"' in response.text
    assert "<title>Neural Network Playground</title>" in response.text
    assert 'name="viewport"' in response.text
    assert "user-scalable=no" not in response.text


def test_answers_that_need_no_thread_have_the_same_headers(client):
    alone = short_answer(503).decode().partition("\r\n\r\n")[0].split("\r\n")[1:]
    told = dict(line.split(": ", 1) for line in alone)
    whole = client.get("/").headers
    for name in HEADERS:
        assert told[name] == whole[name]


def test_the_page_allows_nothing_but_itself(client):
    response = client.get("/")
    policy = _directives(response)
    for name, values in policy.items():
        assert not {"*", "http:", "https:", "'unsafe-eval'"} & set(values), name
        assert not any("//" in value for value in values if not value.startswith("'sha256-")), name
    assert "'unsafe-inline'" not in policy["script-src"] + policy["style-src"]
    assert policy["default-src"] == policy["connect-src"] == ["'self'"]
    assert policy["object-src"] == policy["base-uri"] == ["'none'"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "no-referrer"


def test_every_answer_keeps_to_itself(client, post):
    answers = [
        client.get(path) for path in ("/", "/race", "/no", "/healthz", "/assets/head.js", "/assets/no", "/race/")
    ]
    answers += [post("{"), post(json.dumps(body(request(SMALL)))), client.put("/"), client.get("/_dash-layout")]
    for response in answers:
        with response:
            assert response.headers["X-Content-Type-Options"] == "nosniff"
            assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
            assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
            allowed = dict(each.split("=") for each in response.headers["Permissions-Policy"].split(", "))
            assert {name for name, who in allowed.items() if who != "()"} == {"clipboard-write", "fullscreen"}
            assert allowed["camera"] == allowed["microphone"] == allowed["geolocation"] == "()"


def test_every_inline_script_of_the_page_is_allowed_by_its_hash(client):
    response = client.get("/")
    allowed = set(_directives(response)["script-src"])
    scripts = re.findall(r"<script(?P<attributes>[^>]*)>(.*?)</script>", response.text, re.DOTALL)
    inline = [text for attributes, text in scripts if "src=" not in attributes and "json" not in attributes]
    assert inline
    for text in inline:
        assert f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" in allowed


def test_the_page_loads_only_from_its_own_server(client):
    text = client.get("/").text
    addresses = re.findall(r'(?:src|href)="([^"#][^"]*)"', text)
    assert addresses
    of_pictures = "data:image/png;base64,"  # which are in the page itself
    loaded = [address for address in addresses if not address.startswith(of_pictures)]
    assert [address for address in loaded if not address.startswith("/") or address.startswith("//")] == []
    for address in loaded:
        with client.get(address.replace("&amp;", "&")) as response:
            assert response.status_code == 200, address


def test_every_answer_to_a_page_says_of_which_version_it_is(client, post):
    (said,) = re.findall(r'<body [^>]*data-version="([0-9a-f]{16})"', client.get("/").text)
    for response in (post(json.dumps(body(request(SMALL)))), post("{")):
        assert response.headers["X-Playground-Version"] == said
    assert "X-Playground-Version" not in client.get("/healthz").headers


def test_only_the_file_that_an_address_means_is_kept_for_ever(client):
    """While copies of the app are replaced, an old one may be asked for a file that only the new ones have."""
    address = re.search(r'src="(/assets/all\.js\?m=[0-9a-f]+)"', client.get("/").text)[1]
    for asked, kept in ((address, "public, max-age=31536000, immutable"), (f"{address}1", "no-store")):
        with client.get(asked) as response:
            assert response.headers["Cache-Control"] == kept


def test_health_is_200(client):
    assert client.get("/healthz").status_code == 200
    assert client.get("/healthz").data == b"OK"


@pytest.mark.parametrize(
    "path",
    ["/assets/unknown.js", "/assets/../app/wsgi.py", "/assets/%2e%2e/pyproject.toml", "/assets/", "/no/such/page.php"],
)
def test_an_unknown_address_shows_nothing_of_the_inside(client, path):
    response = client.get(path)
    assert response.status_code == 404
    if response.mimetype != "text/html" or "react-entry-point" not in response.text:  # a page that leads on is fine
        refused(response)
    assert "requires-python" not in response.text


@pytest.mark.parametrize("address", ["/", TICK, "/healthz", "/assets/all.js", "/_dash-layout"])
def test_methods_that_make_no_sense_are_refused(client, address):
    for method in ("PUT", "DELETE", "PATCH"):
        refused(client.open(address, method=method))


def test_a_tick_goes_through_http(post):
    data = request(SMALL, epochs=2, frames=2)
    response = post(json.dumps(body(data)))
    assert response.status_code == 200
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    answer = response.json["response"]["tick-answer"]["data"]
    assert answer == json.loads(json.dumps(answer_tick(data)))
    again = post(json.dumps(body(request(SMALL, states=[answer["lanes"][0]["frames"][-1]["state"]]))))
    assert again.json["response"]["tick-answer"]["data"]["lanes"][0]["frames"][0]["epoch"] == 5


def test_a_bad_tick_is_answered_with_its_error(post):
    response = post(json.dumps(body(request({**SMALL, "noise": 81}))))
    assert response.status_code == 200
    assert response.json["response"]["tick-answer"]["data"]["error"].startswith("noise must be ")


def test_answers_are_compressed_for_those_who_ask(post, client):
    text = json.dumps(body(request({}, frames=3)))
    plain = post(text)
    packed = post(text, headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(packed.data)) == plain.json
    assert len(packed.data) < 0.8 * len(plain.data)
    script = client.get("/_dash-component-suites/dash/dcc/async-graph.js", headers={"Accept-Encoding": "br, zstd"})
    assert script.headers["Content-Encoding"] in ("br", "zstd")


@pytest.mark.parametrize(
    "data",
    ["", "{", "[]", "{}", "null", "1", '"x"', "[" * 100_000, '{"a":' * 50_000,
     "\ud800".encode("utf-8", "surrogatepass"),
     b"\xff\xfe", "NaN", "1" * 5000, '{"output": "x.y"}', '{"output": 5}', '{"output": "tick-answer.data"}',
     '{"output": "..tick-answer.data..", "inputs": []}', '{"output": "__proto__.x", "inputs": 7}'],
    ids=lambda data: repr(data)[:24],
)  # fmt: skip
def test_a_body_that_is_not_a_request_is_refused(post, data):
    refused(post(data))


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_a_body_of_another_type_is_refused(post, content_type):
    refused(post(json.dumps(body(request(SMALL))), content_type=content_type))


def test_a_body_that_is_too_large_is_refused(post):
    response = post("x" * (Settings().max_request_bytes + 1))
    assert response.status_code == 413
    refused(response)
    good = json.dumps(body(request(SMALL)))
    assert post(good.ljust(Settings().max_request_bytes)).status_code == 200
    assert post(good.ljust(Settings().max_request_bytes + 1)).status_code == 413


def test_the_largest_state_fits_into_a_request(post):
    widest = {"hidden": [{"units": 16}] * 8, "features": ["x", "y", "x^2", "y^2", "xy", "sin x", "sin y"]}
    states = [b64encode(start(Experiment(**widest)).to_bytes()).decode()] * 12
    response = post(json.dumps(body(request(*[widest] * 12, states=states, epochs=0))))
    assert response.status_code == 200
    assert len(response.json["response"]["tick-answer"]["data"]["lanes"]) == 12


def test_a_state_in_a_request_is_never_unpickled(post):
    trap = b64encode(b"cos\nsystem\n(S'touch /tmp/unpickled'\ntR.").decode()
    answer = post(json.dumps(body(request(SMALL, states=[trap])))).json["response"]["tick-answer"]["data"]
    assert answer["error"].startswith("state must ")
    assert b64decode(trap)
