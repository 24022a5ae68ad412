"""All other callbacks under a flood of broken requests; and that none is forgotten."""

import pytest

from .flood import flood
from .sending import SHARES, corpus

ELSEWHERE = ("tick-answer.data", "file-answer.data", "link-answer.data", "own-data-answer.data")
PAGES = ".._pages_content.children..._pages_store.data.."  # Dash's own: slow, so it has few in test_envelope.py


@pytest.mark.first
def test_every_callback_has_seeds_and_a_share(app):
    served = {output for output, callback in app.callback_map.items() if "callback" in callback}
    assert served == set(corpus())
    assert sum(SHARES.values()) >= 2_000


@pytest.mark.first
def test_every_broken_request_is_answered(app, sender):
    flood(app, sender, "callbacks", sorted(set(corpus()) - {*ELSEWHERE, PAGES}))
