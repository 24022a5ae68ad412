"""One table of calls: whoever adds one writes its function and its line, and everything else follows."""

import json
import re

import pytest

from app import contract, create_app
from app.calls import CALLS, guarded
from app.serving.metrics import text
from app.wire.calling import ADDRESS, answer_of, envelope
from nn_core.common.deadline import check


def _twice(data):
    while data == "for ever":
        check()  # as whatever takes long does
    return {"twice": 2 * data["n"]}


@pytest.fixture
def client(monkeypatch):
    monkeypatch.setitem(CALLS, "times-two", _twice)
    return create_app().server.test_client()


def call(client, request):
    body = envelope("times-two")
    body["inputs"][0]["value"] = request
    response = client.post(f"/{ADDRESS}", data=json.dumps(body), content_type="application/json")
    assert response.status_code == 200
    return response.json["response"][answer_of("times-two")]["data"]


def test_a_call_is_its_function_and_a_line(client):
    assert call(client, {"n": 21}) == {"twice": 42}
    assert "/times-two" not in json.dumps(client.get("/_dash-layout").json)  # no page holds anything for it


def test_the_scripts_are_told_of_it(client):
    assert '"timesTwo": {"output": "times-two-answer.data"' in contract.script()


def test_it_is_counted_under_its_name(client):
    def counted():
        return re.findall(
            r'^playground_requests_total\{kind="times-two",status="200"\} (.*)$', text().decode(), re.MULTILINE
        )

    before = counted()
    call(client, {"n": 1})
    assert float(*counted()) == float(*before or [0]) + 1


def test_it_ends_in_time_like_all_of_them(client, monkeypatch):
    monkeypatch.setattr(guarded, "REQUEST_SECONDS", 0.05)
    assert "0.05 s" in call(client, "for ever")["error"]


def test_without_its_line_there_is_none():
    body = envelope("times-two")
    body["inputs"][0]["value"] = {"n": 1}
    assert create_app().server.test_client().post(f"/{ADDRESS}", json=body).status_code == 400
