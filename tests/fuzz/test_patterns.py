"""Every pattern that looks at what strangers send takes time in proportion to its length: none tries the same twice.

A pattern that backtracks needs 10¹² steps for a million characters, which is hours; one that does not, milliseconds.
"""

import importlib
import pkgutil
import re
import subprocess
import sys

import pytest

import app
import nn_core

SIZE = 1_000_000
PATIENCE = 60  # seconds for all texts of a pattern: they are far from it, whatever the machine does besides
PIECES = (
    "0", "00.", "1.",
    "1,000", "9'999", "1 000", ".5", "e1", "1e", "+1", "-", "a", "A_", "aB1", "%41", "%4", "é", " ", "\t\n",
    '"', "=", "sep=", "/", "a/", ".-", "_~", "[::", "12-", "1.1.", "²", "*", "<=", "T ", ":",
)  # fmt: skip
ENDS = ("", "x", "!", "\x00", "%", ".", "e", "\n")
TRY = """
import ast, re, sys
source, flags, size = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
pattern, (pieces, ends) = re.compile(source, flags), ast.literal_eval(sys.stdin.read())
for piece in pieces:
    for end in ends:
        text = piece * (size // len(piece)) + end
        pattern.fullmatch(text)
        pattern.match(text)
"""


def patterns():
    """All patterns of the product, by where they are."""
    found = {}
    for package in (nn_core, app):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if module.name.endswith(("__main__", "wsgi")):
                continue
            for name, value in vars(importlib.import_module(module.name)).items():
                if isinstance(value, re.Pattern):
                    found.setdefault((value.pattern, value.flags), f"{module.name}.{name}")
    return {place: of for of, place in found.items()}


PATTERNS = patterns()


@pytest.mark.first
def test_the_patterns_are_found():
    assert {
        "nn_core.formats.links.text._NUMBER",
        "nn_core.formats.tables.cells._PLAIN",
        "nn_core.expressions.tokens._TOKEN",
    } <= PATTERNS.keys()


def run(source, flags, size):
    command = [sys.executable, "-c", TRY, source, str(int(flags)), str(size)]
    subprocess.run(command, input=repr((PIECES, ENDS)), text=True, check=True, timeout=PATIENCE)


@pytest.mark.parametrize("place", PATTERNS)
def test_a_pattern_looks_at_each_character_once(place):
    source, flags = PATTERNS[place]
    run(source, flags, SIZE)


def test_one_that_backtracks_is_found():
    """What stood in links and tables."""
    with pytest.raises(subprocess.TimeoutExpired):
        subprocess.run(
            [sys.executable, "-c", TRY, r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)", "32", str(SIZE)],
            input=repr((PIECES, ENDS)), text=True, check=True, timeout=3,
        )  # fmt: skip
