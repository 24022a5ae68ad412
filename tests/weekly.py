"""What `make test-long` does at length, and `make test` a part of."""

import os

WEEKLY = os.environ.get("WEEKLY") == "yes"


def often(usual, weekly):
    """How many of something there are: as usual, or once a week."""
    return weekly if WEEKLY else usual
