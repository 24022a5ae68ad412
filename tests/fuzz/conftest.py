"""The application that is fuzzed, as a browser would find it: it has answered its first request."""

import logging

import pytest

from app import create_app
from app.callbacks import sweep, tick

from .sending import Sender


@pytest.fixture(scope="session")
def app():
    logging.getLogger("app").setLevel(logging.ERROR)  # thousands are refused
    app = create_app()
    app.server.test_client().get("/")
    yield app
    logging.getLogger("app").setLevel(logging.NOTSET)


@pytest.fixture
def sender(app, monkeypatch):
    for module in (tick, sweep):  # what is cut short by time is asked for often here
        monkeypatch.setattr(module, "BUDGET_SECONDS", 0.01)
    return Sender(app.server.test_client())
