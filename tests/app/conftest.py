"""Settings and fixtures for the tests of the app."""

import pytest

from app import create_app


@pytest.fixture(scope="session", autouse=True)
def server():
    """The WSGI application; it remembers nothing, so all tests can share it. Without one, pages know no addresses."""
    return create_app().server


@pytest.fixture
def client(server):
    return server.test_client()
