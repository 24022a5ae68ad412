"""What the settings of a server do: its pages, calls and files keep to them."""

import json
import re
import subprocess
import sys
from html import unescape

import dash
import pytest
from flask import request as flask_request

from app import ROOT, create_app, i18n, ids
from app.config import Settings, read
from app.pages import playground
from app.parts import PARTS
from nn_core import Experiment
from tests.app.helpers import components, request
from tests.app.test_http import SMALL, body
from tests.cases import every

TOKEN = "lesson-7b="  # noqa: S105
LESSON = "dataset=spiral&seed=4&hidden=3-relu&show_test=true&hide=play"


def serve(**settings):
    return create_app(Settings(**settings)).server


@pytest.fixture(autouse=True)
def usual_pages():
    """Dash keeps the titles and addresses of pages for the whole process: leave the usual ones."""
    yield
    create_app()


def test_under_a_base_path_everything_works():
    client = serve(base_path="/nn/").test_client()
    for path in ("/nn/", "/nn/race", "/nn/activations"):
        text = client.get(path).text
        addresses = re.findall(r'(?:src|href)="(/[^"]*)"', text)
        assert addresses
        for address in addresses:
            assert address.startswith("/nn/")
            with client.get(unescape(address)) as response:
                assert response.status_code == 200, address
    assert client.get("/nn/healthz").data == b"OK"
    assert client.get("/").status_code == client.get("/_dash-layout").status_code == 404
    answer = client.post("/nn/_dash-update-component", json=body(request(SMALL)))
    assert answer.json["response"]["tick-answer"]["data"]["lanes"][0]["frames"][0]["epoch"] == 1
    found = re.search(r'id="_dash-config"[^>]*>(.*?)</script>', client.get("/nn/").text)
    assert json.loads(found[1])["requests_pathname_prefix"] == "/nn/"  # so does assets/src/wire/server.js
    links = re.findall(r'<a [^>]*href="(/[^"]*)"', client.get("/nn/").text)
    assert {"/nn/", "/nn/race", "/nn/activations"} <= set(links)


@pytest.mark.parametrize("path", ["/healthz", "/nn/healthz", "/readyz", "/nn/readyz"])
def test_health_is_where_a_probe_looks_for_it_too(path):
    assert serve(base_path="/nn/").test_client().get(path).data == b"OK"


def test_the_counts_are_shown_only_where_they_are_asked_for():
    assert serve().test_client().get("/metrics").status_code == 404
    assert serve(metrics_token=TOKEN).test_client().get("/metrics").status_code == 404
    assert serve(metrics=True).test_client().get("/metrics").status_code == 200


@every(
    ("given", "status"),
    [
        ("Bearer lesson-7b=", 200),
        ("bearer  lesson-7b= ", 200),
        (None, 404),
        ("", 404),
        ("Bearer", 404),
        ("Bearer lesson-7b", 404),
        ("Bearer lesson-7b==", 404),
        ("Bearer lessön-7b=", 404),
        ("Basic lesson-7b=", 404),
        ("lesson-7b=", 404),
    ],
)
def test_with_a_token_only_who_has_it_sees_the_counts(given, status):
    client = serve(metrics=True, metrics_token=TOKEN).test_client()
    answer = client.get("/metrics", headers={} if given is None else {"Authorization": given})
    assert answer.status_code == status
    assert (b"playground_ticks_total" in answer.data) == (status == 200)


def test_the_title_is_that_of_the_page_and_of_the_header():
    client = serve(title="Klasse 7 <b>").test_client()
    assert "<title>Klasse 7 &lt;b&gt;</title>" in client.get("/").text
    assert [dash.page_registry[name]["title"] for name in ("playground", "race")] == [
        "Klasse 7 <b>",
        "Race of activation functions",
    ]
    for path in ("/", "/race", "/activations", "/no"):
        assert "<h1>Klasse 7 &lt;b&gt;</h1>" in client.get(path).text
    assert "<title>Race of activation functions</title>" in client.get("/race").text
    assert "<title>Page not found</title>" in client.get("/no").text


def test_a_language_can_be_forced(monkeypatch):
    monkeypatch.setattr(i18n, "languages", lambda: ("en", "vi"))
    headers = {"Accept-Language": "vi"}
    assert '<html lang="vi"' in serve().test_client().get("/", headers=headers).text
    assert '<html lang="en"' in serve(language="en").test_client().get("/", headers=headers).text
    assert '<html lang="vi"' in serve(language="vi").test_client().get("/").text


def test_the_page_is_born_with_the_start():
    with serve(start=LESSON).test_request_context("/"):
        stores = {
            c.id: c.data for c in components(playground.layout()) if type(c).__name__ == "Store" if hasattr(c, "data")
        }
    (lane,) = stores[ids.FIRST_ANSWER]["lanes"]
    assert Experiment(**lane["experiment"]) == Experiment(
        dataset="spiral", seed=4, hidden=[{"units": 3, "activation": "relu"}]
    )
    assert lane["frames"][0]["epoch"] == 0
    assert stores[ids.SETUP]["start"] == LESSON  # its options and what it hides, which the page asks for


def test_a_start_without_hidden_layers_is_fine():
    with serve(start="hidden=&seed=2").test_request_context("/"):
        (answer,) = [c.data for c in components(playground.layout()) if getattr(c, "id", "") == ids.FIRST_ANSWER]
    assert answer["lanes"][0]["experiment"]["hidden"] == []


def test_what_the_server_hides_is_hidden_on_every_page():
    client = serve(hide=("play", "navigation")).test_client()
    for path in ("/", "/race", "/activations"):
        assert '<body data-hide="play navigation"' in client.get(path).text
    assert '<body data-hide=""' in serve().test_client().get("/").text
    assert read({"HIDE": ",".join(PARTS)}).hide == PARTS


def test_a_body_may_be_as_large_as_the_setting_says():
    client = serve(max_request_bytes=100_000).test_client()
    good = json.dumps(body(request(SMALL)))
    for size, status in ((100_000, 200), (100_001, 413)):
        sent = client.post("/_dash-update-component", data=good.ljust(size), content_type="application/json")
        assert sent.status_code == status


@pytest.mark.parametrize(("hops", "host"), [(0, "localhost"), (1, "b.example"), (2, "a.example")])
def test_headers_of_proxies_count_as_far_as_they_are_trusted(hops, host):
    seen = []
    server = serve(proxy_hops=hops)
    server.add_url_rule("/seen", view_func=lambda: seen.append(flask_request.host) or "")
    server.test_client().get("/seen", headers={"X-Forwarded-Host": "a.example, b.example"})
    assert seen == [host]


def test_a_board_is_under_the_base_path_too(tmp_path):
    client = serve(base_path="/nn/", class_database_url=f"sqlite:///{tmp_path}/board.sqlite").test_client()
    code = client.post("/nn/board/open", json={}).get_json()["code"]
    assert client.post("/nn/board/join", json={"code": code}).get_json()["state"] == "in"
    assert client.post("/board/open", json={}).status_code in (404, 405)


WITHOUT_CLASSES = """
import re, sys
from app import create_app
from app.config import Settings
client = create_app(Settings(classes=False)).server.test_client()
for path in ("/", "/race", "/activations", "/lessons", "/?class=ABCDE"):
    text = client.get(path).text
    assert not re.search(r'(?:class|seat)\\.(?:js|css)|href="[^"]*/class"|id="(?:seat|class-open)', text), path
for path in ("/class", "/assets/class.js", "/assets/class.css", "/assets/seat.js", "/assets/seat.css"):
    assert client.get(path).status_code == 404, path
assert client.post("/board/open", json={}).status_code in (404, 405)
assert not {"sqlalchemy", "sqlite3", "psycopg"} & set(sys.modules)
"""


def test_without_classes_there_is_nothing_of_them():
    """Neither a page, a link, a script nor a call; and no database is loaded."""
    subprocess.run([sys.executable, "-c", WITHOUT_CLASSES], cwd=ROOT, check=True)
