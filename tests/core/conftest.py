"""Settings for the tests of the training core."""

import pytest
from hypothesis import HealthCheck, settings

from nn_core.training import engines

# How long an example takes, or to make one, depends on the machine and on what else it does; whether it is right must
# not. The fixture ``each_engine`` is the same for all examples of a test.
settings.register_profile(
    "core", deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
settings.load_profile("core")


@pytest.fixture(params=list(engines.ENGINES))
def each_engine(request, monkeypatch):
    """Run a test once with every engine as the default."""
    monkeypatch.setattr(engines, "default_engine", lambda: request.param)
    return request.param
