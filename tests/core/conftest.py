"""Settings for the tests of the training core."""

from hypothesis import settings

# How long an example takes depends on the machine; whether it is right must not.
settings.register_profile("core", deadline=None)
settings.load_profile("core")
