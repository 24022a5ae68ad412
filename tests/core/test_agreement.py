"""What docs/agreement.md says of every activation: its digits are there, and measured again they are no fewer."""

import re
from pathlib import Path

import pytest
from test_autodiff import LAYERS

from bench.agreement import LIBRARIES, digits, row
from bench.kinds import experiment
from nn_core import ACTIVATIONS
from nn_core.activations.aliases import known_as

GUIDE = (Path(__file__).parents[2] / "docs" / "agreement.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| ([a-z0-9-]+) \| (.+) \|$", re.MULTILINE)
_FIRST, _SECOND = GUIDE.split("## What each costs")
DIGITS = {key: cells.split(" | ") for key, cells in ROW.findall(_FIRST) if key != "activation"}
COSTS = {key: cells.split(" | ") for key, cells in ROW.findall(_SECOND) if key != "activation"}


def _numbers(cells):
    return [None if cell == "–" else float(cell) for cell in cells]


def test_every_activation_is_in_both_tables():
    assert set(DIGITS) == set(COSTS) == set(ACTIVATIONS)
    assert COSTS["relu"][1] == "1.00"
    assert {key: int(cells[2]) for key, cells in COSTS.items()} == {
        key: experiment(key).parameters for key in ACTIVATIONS
    }


def test_what_is_said_of_the_least_of_them_is_so():
    gradients = [_numbers(cells)[2] for cells in DIGITS.values()]
    others = [n for cells in DIGITS.values() for n in (*_numbers(cells)[:2], _numbers(cells)[3]) if n is not None]
    assert min(others) >= 15.0
    assert min(gradients) == 13.8 == _numbers(DIGITS["tanh"])[2]


@pytest.mark.parametrize("key", ["tanh", "sine", "gelu-tanh", "swiglu", "maxout"])
def test_measured_again_as_many_digits_agree(key):
    for told, again in zip(_numbers(DIGITS[key]), row(key, LAYERS), strict=True):
        assert (told is None) == (again is None)
        assert told is None or again > told - 1.0  # another processor rounds otherwise


def test_digits_are_counted():
    assert digits([1.0, 2.0], [1.0, 2.0]) == 16.0
    assert digits([100.0, 1.001], [100.0, 1.0]) == pytest.approx(5.0, abs=1e-6)


@pytest.mark.parametrize("library", LIBRARIES)
def test_the_names_in_libraries_mean_what_they_are_compared_with(library):
    for key, name in LIBRARIES[library].items():
        assert known_as(f"{library}.{name}")[0] == key
