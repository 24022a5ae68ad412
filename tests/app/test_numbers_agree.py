"""One way to write numbers in each language, and both write alike; nothing else writes numbers for a reader."""

import ast
import re
from functools import partial
from math import inf, nan

import pytest
from hypothesis import given, settings, strategies as st

from app import ROOT
from nn_core.common.written import MINUS, exact, fixed, loss, rounded, score, significant
from tests.app.node import evaluate

WRITE = {
    "exact": (partial(exact, minus=MINUS), ()),
    "rounded2": (partial(rounded, digits=2), (2,)),
    "rounded3": (partial(rounded, digits=3), (3,)),
    "rounded4": (partial(rounded, digits=4), (4,)),
    "fixed0": (partial(fixed, digits=0), (0,)),
    "fixed2": (partial(fixed, digits=2), (2,)),
    "significant3": (partial(significant, digits=3), (3,)),
    "significant5": (partial(significant, digits=5), (5,)),
    "loss": (loss, ()),
}
VALUES = [
    0, -0.0, 1, -1, 0.1 + 0.2, 0.5, 1.5, 2.5, -2.5, 0.125, 1.005, 0.005, -0.004, -0.04, 9.996, 99.95, 999.6, 2753,
    -1234567.25, 12_345.6, 1e-6, 1.5e-7, -2.5e-8, 9.99e-10, 1.5e-12, 5e-324, 999_999_999_999_999, 1e15, -1e21, 1.7e308,
    1 / 3, 2 / 3, 1e6, 999_999.5, 0.00062, 0.9999, -0.2784645427610738, inf, -inf, nan,
]  # fmt: skip
CODE = """
import * as numbers from "./lib/numbers.js";
const [calls, values] = given;
tell(calls.map(([name, digits]) => values.map((value) => numbers[name](Number(value), ...digits))));
"""

SCORES = """
import * as numbers from "./lib/numbers.js";
const [shares] = given;
tell([false, true].map((regression) => shares.map((share) => numbers.score(share, regression))));
"""


def _both(values):
    calls = [(name.rstrip("0123456789"), digits) for name, (_, digits) in WRITE.items()]
    spelled = [repr(float(value)).replace("inf", "Infinity").replace("nan", "NaN") for value in values]
    scripts = dict(zip(WRITE, evaluate(CODE, calls, spelled), strict=True))
    server = {name: [write(value) for value in values] for name, (write, _) in WRITE.items()}
    return server, scripts


def test_server_and_scripts_write_the_same():
    server, scripts = _both(VALUES)
    assert server == scripts
    said = {name: dict(zip(map(repr, VALUES), texts, strict=True)) for name, texts in server.items()}
    assert said["exact"]["-1234567.25"] == "−1,234,567.25"
    assert said["rounded3"]["2753"] == "2,750"
    assert said["rounded4"]["-0.2784645427610738"] == "−0.2785"
    assert said["fixed2"]["-0.004"] == "0.00"
    assert said["fixed0"]["2.5"] == "3"
    assert said["fixed0"]["-2.5"] == "−3"
    assert [said["rounded2"][name] for name in ("inf", "-inf", "nan")] == ["∞", "−∞", "–"]


SHARES = [0, 1e-9, 0.0004, 0.0005, 0.00049999, 0.1235, 0.12345, 1 / 3, 0.5, 0.6, 0.9994, 0.9995, 0.99999, 1]


def test_server_and_scripts_write_scores_alike():
    scripts = evaluate(SCORES, SHARES)
    assert [[score(share, regression=of) for share in SHARES] for of in (False, True)] == scripts
    assert scripts[0][:3] == ["0%", "0.1%", "0.1%"]


@settings(max_examples=3)
@given(st.lists(st.floats(allow_nan=False) | st.integers(-(10**6), 10**6), min_size=150, max_size=150))
def test_server_and_scripts_write_any_numbers_alike(values):
    server, scripts = _both(values)
    assert server == scripts


@pytest.mark.parametrize("value", [1.25, -0.75, 12345.678, 1e-9])
def test_a_terminal_gets_ascii(value):
    for write in (exact, partial(rounded, digits=3, minus="-"), partial(fixed, digits=2, minus="-")):
        assert write(-value).isascii()
    assert rounded(-inf, 3, "-") == "-inf"


def test_no_script_writes_numbers_by_itself():
    own = re.compile(r"\.(?:toFixed|toPrecision|toExponential|toLocaleString)\(|\bIntl\.")
    sources = ROOT / "assets" / "src"
    found = {
        str(path.relative_to(sources)) for path in sources.rglob("*.js") if own.search(path.read_text(encoding="utf-8"))
    }
    for_machines = {"class/svg.js", "class/curve.js", "seat/rows.js"}  # paths of drawings, and fewer digits in a row
    assert found == {"lib/numbers.js", *for_machines}


# Where a number is spelled for a machine, not for a reader.
FOR_MACHINES = {
    "app/components/activation_families.py": "the path of a drawing",
    "app/components/early_map.py": "the paths of a drawing, and shares of it",
    "app/components/early_network.py": "the paths of a drawing",
    "app/components/gated_picture.py": "the path of a drawing",
    "app/components/tinted.py": "a color",
    "app/serving/access.py": "a header",
    "app/wire/frames.py": "fewer digits in an answer",
    "app/components/texts.py": "a color",
}


def test_no_text_of_the_server_formats_numbers_by_itself():
    found = set()
    for path in (ROOT / "app").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            spec = node.format_spec if isinstance(node, ast.FormattedValue) else None
            if spec and re.search(r"[,.\d]|[gef%]", "".join(str(part.value) for part in spec.values)):
                found.add(str(path.relative_to(ROOT)))
    assert found == set(FOR_MACHINES)
