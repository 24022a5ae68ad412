"""What reads texts under a flood of broken ones: files of networks, links, custom data."""

import pytest

from .flood import flood


@pytest.mark.first
def test_every_broken_text_is_answered(app, sender):
    flood(app, sender, "tables", ["file-answer.data", "link-answer.data", "own-data-answer.data"])
