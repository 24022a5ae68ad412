"""A link to localhost becomes one that the others in the room can open, where there is one."""

import ipaddress

import pytest
from flask import Flask

from app.calls.codes import answer_code
from app.serving import lan
from tests.cases import every

HERE = "http://localhost:8050/race#lanes=tanh;relu"
EVERYWHERE = {"SERVER_NAME": "0.0.0.0", "SERVER_PORT": "8050", "REMOTE_ADDR": "127.0.0.1"}  # noqa: S104


def _asked(link, **environ):
    with Flask(__name__).test_request_context(environ_overrides=EVERYWHERE | environ):
        return lan.for_others(link)


@pytest.fixture(autouse=True)
def _address(monkeypatch):
    monkeypatch.setattr(lan, "lan_address", lambda: "192.168.1.20")


@every("name", ["localhost", "127.0.0.1", "127.0.1.1", "0.0.0.0", "[::1]"])  # noqa: S104
@every("rest", ["", "/", "/race#lanes=tanh;relu", "?lang=en#seed=1", "#seed=1"])
def test_the_name_of_this_computer_becomes_its_address(name, rest):
    assert _asked(f"http://{name}:8050{rest}") == f"http://192.168.1.20:8050{rest}"


def test_a_link_without_a_port_has_port_80():
    assert _asked("http://localhost/#seed=1", SERVER_PORT="80") == "http://192.168.1.20:80/#seed=1"


@pytest.mark.parametrize("remote", ["::1", "::ffff:127.0.0.1", "127.0.0.5"])
def test_a_browser_on_this_computer_may_come_either_way(remote):
    assert _asked(HERE, SERVER_NAME="::", REMOTE_ADDR=remote) != HERE


@every(
    "link",
    [
        "http://10.0.0.7:8050/#seed=1", "https://localhost:8050/", "http://localhost.example:8050/", "http://127.0.0.1.example:8050/",
        "http://localhost@example:8050/", "http://localhost:8051/", "http://localhost:80500000/", "http://example/#http://localhost:8050/",
    ],
)  # fmt: skip
def test_another_address_stays_as_it_is(link):
    assert _asked(link) == link


@pytest.mark.parametrize(
    "environ",
    [
        {"SERVER_NAME": "127.0.0.1"},  # it listens for this computer only
        {"SERVER_PORT": "8000"},  # the browser came by way of a proxy
        {"REMOTE_ADDR": "172.17.0.1"},  # the server is in a container
        {"REMOTE_ADDR": ""},
    ],
    ids=str,
)
def test_an_address_of_no_use_to_others_is_not_offered(environ):
    assert _asked(HERE, **environ) == HERE


def test_without_a_network_the_link_stays(monkeypatch):
    monkeypatch.setattr(lan, "lan_address", lambda: None)
    assert _asked(HERE) == HERE


def test_the_code_is_of_the_link_for_others_and_says_it():
    with Flask(__name__).test_request_context(environ_overrides=EVERYWHERE):
        answer, other = answer_code({"text": HERE}), answer_code({"text": HERE.replace("localhost", "192.168.1.20")})
    assert answer == other | {"link": "http://192.168.1.20:8050/race#lanes=tanh;relu"}
    assert "link" not in answer_code({"text": HERE})


def test_a_link_too_long_for_a_code_still_says_how_others_open_it():
    with Flask(__name__).test_request_context(environ_overrides=EVERYWHERE):
        answer = answer_code({"text": f"{HERE}{'x' * 3000}"})
    assert answer["link"].startswith("http://192.168.1.20:8050/race#")
    assert "at most" in answer["error"]


def test_the_address_is_found_without_sending_anything(monkeypatch):
    monkeypatch.undo()
    address = lan.lan_address()
    if address is not None:  # this computer may be in no network
        assert not ipaddress.ip_address(address).is_loopback


def test_a_computer_in_no_network_has_no_address(monkeypatch):
    monkeypatch.undo()

    def refuse(*_):
        raise OSError("Network is unreachable")

    monkeypatch.setattr("socket.socket.connect", refuse)
    assert lan.lan_address() is None
