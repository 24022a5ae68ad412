"""Tables that the page gives away, read by another reader: no cell is two columns, and no spreadsheet runs one."""

import csv
import io

from tests.app import node

WRITE = 'const { csv } = await import("./lib/files.js"); tell(csv(given[0].map((cell) => [cell, 1])));'
HARMLESS = ["-0.5", "tanh", 'a "b", c', "a\nb", "1;2", ""]
RUN = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u00a0=1", "\uff1d1", "-", "-Infinity"]
CELLS = [
    *((cell, cell) for cell in HARMLESS),
    *((cell, f"'{cell}") for cell in RUN),
    *((-0.5, "-0.5"), (-1e-7, "-1e-7"), (0, "0"), (None, ""), (False, "false")),
]


def test_cells_are_one_column_and_numbers_stay_numbers():
    text = node.evaluate(WRITE, [cell for cell, _ in CELLS])
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert rows == [[expected, "1"] for _, expected in CELLS]
