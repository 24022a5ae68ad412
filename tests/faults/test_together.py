"""The head of an answer never comes alone: a worker that is killed has said all of an answer, or nothing."""

import pytest

from tests.faults.raw import connect, get, serving


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("served")) as server:
        yield server


@pytest.mark.first
@pytest.mark.parametrize("number", range(20))
def test_what_comes_first_has_head_and_body(server, number):
    with connect(server, get(f"/{number}")) as client:
        assert client.recv(65_536).endswith(b"\r\n\r\nanswered")
