"""The parity table names, in every row, tests that exist."""

import re

from app import ROOT

TABLE = (ROOT / "docs" / "parity.md").read_text(encoding="utf-8")
ROWS = [line for line in TABLE.splitlines() if line.startswith("| ") and not line.startswith("| The original")]


def test_every_row_names_a_test_that_exists():
    assert len(ROWS) > 40
    for row in ROWS:
        *_, tests, _ = row.split("|")
        named = re.findall(r"`(\w+)/(\w+\.py)::(\w+)`", tests)
        assert named, row
        assert len(set(named)) == len(named)
        for folder, file, name in named:
            text = (ROOT / "tests" / folder / file).read_text(encoding="utf-8")
            assert re.search(rf"^def {name}\(", text, re.M), f"{folder}/{file}::{name}"
