"""The application that is fuzzed, as a browser would find it: it has answered its first request."""

import gc
import logging

import pytest

from app import create_app
from app.calls import sweep, tick
from app.config import Settings

from .sending import Sender


@pytest.fixture(scope="session")
def app(tmp_path_factory):
    logging.getLogger("app").setLevel(logging.ERROR)  # thousands are refused
    board = f"sqlite:///{tmp_path_factory.mktemp('board')}/board.sqlite"
    app = create_app(Settings(metrics=True, class_database_url=board))
    app.server.test_client().get("/")
    gc.collect()
    gc.freeze()  # else what is there now is looked through every few requests
    yield app
    gc.unfreeze()
    logging.getLogger("app").setLevel(logging.NOTSET)


@pytest.fixture
def sender(app, monkeypatch):
    for module in (tick, sweep):  # what is cut short by time is asked for often here
        monkeypatch.setattr(module, "BUDGET_SECONDS", 0.01)
    return Sender(app.server.test_client())
