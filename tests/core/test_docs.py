"""The examples in texts and docstrings are run, so that none of them becomes false."""

import doctest
import importlib
import pkgutil
from pathlib import Path

import pytest

import nn_core

TEXTS = [Path(nn_core.__file__).parents[1] / "docs" / name for name in ("backprop.md",)]
MODULES = [found.name for found in pkgutil.walk_packages(nn_core.__path__, "nn_core.") if "__main__" not in found.name]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_every_example_of_a_text_gives_what_it_says(path):
    failed, tried = doctest.testfile(str(path), module_relative=False, encoding="utf-8")
    assert tried > 30
    assert failed == 0


def test_every_example_of_a_docstring_gives_what_it_says():
    results = {name: doctest.testmod(importlib.import_module(name)) for name in MODULES}
    assert [name for name, (failed, _) in results.items() if failed] == []
