"""docs/licenses.md lists what is shipped."""

import re

import pytest

from bench.licenses import FILE, locked, text

LISTED = FILE.read_text(encoding="utf-8")


def test_every_locked_distribution_is_listed_with_its_version_and_a_license():
    rows = [f"| {pin.name} | {str(pin.specifier).removeprefix('==')} | " for pin in locked()]
    assert len(rows) > 10
    assert [row for row in rows if not re.search(rf"^{re.escape(row)}\w", LISTED, re.MULTILINE)] == []


def test_the_scripts_in_the_list_are_those_that_the_command_finds():
    """On every machine; which native libraries a distribution brings along depends on it."""
    assert text().partition("## Scripts")[2] == LISTED.partition("## Scripts")[2]


@pytest.mark.parametrize("script", ["react", "react-dom", "plotly.js", "dash-core-components"])
def test_the_scripts_that_the_page_loads_are_listed(script):
    assert re.search(rf"^\| {re.escape(script)} \| [\d.]+ \|", LISTED, re.MULTILINE)
