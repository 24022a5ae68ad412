"""The application that is fuzzed, as a browser would find it: it has answered its first request."""

import pytest

from app import create_app

from .sending import Sender


@pytest.fixture(scope="session")
def app():
    app = create_app()
    app.server.test_client().get("/")
    return app


@pytest.fixture
def sender(app):
    return Sender(app.server.test_client())
