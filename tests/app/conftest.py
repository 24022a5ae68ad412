"""Settings and fixtures for the tests of the app."""

import pytest
from hypothesis import HealthCheck, settings

from app import create_app

# How long an example takes, or to make one, depends on the machine; whether it is right must not.
settings.register_profile("app", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("app")


@pytest.fixture(scope="session", autouse=True)
def server():
    """The WSGI application; it remembers nothing, so all tests can share it. Without one, pages know no addresses."""
    return create_app().server


@pytest.fixture
def client(server):
    return server.test_client()
