"""Settings for the tests of the training core."""

import pytest

from nn_core.training import engines


@pytest.fixture(params=list(engines.ENGINES))
def each_engine(request, monkeypatch):
    """Run a test once with every engine as the default."""
    monkeypatch.setattr(engines, "default_engine", lambda: request.param)
    return request.param
