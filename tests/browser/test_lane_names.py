"""A lane may be called by any formula: it is shown whole in every chart, and no spreadsheet or page runs it."""

import csv
import io
from html import unescape

import pytest

from tests.browser.test_sweep import SAVED, TABLE, made

FORMULA = "=where(z<a and a>0, z, 0)"
CALLED = "return document.querySelector(`#${arguments[0]} .js-plotly-plot`).data.map(({ name }) => name);"
PICTURES = """
const [done] = arguments;
const picture = (plot) => Plotly.toImage(plot, { format: "svg", width: 720, height: 420 });
const all = [...document.querySelectorAll(".js-plotly-plot")].map(picture);
Promise.all(all).then((found) => done(found.map(decodeURIComponent)));
"""
LANES = ["tanh", FORMULA, "=max(0,z)+sin(z)*exp(-z^2)/(1+z^2)"]


def compared(page, lanes):
    """A race of these lanes, of which a few runs are compared."""
    page.js("playground.race.change({ ...playground.race.state, lanes: arguments[0] })", lanes)
    page.until(lambda: page.names()[1] == lanes[1], "the lanes")
    made(page, [[80 + 7 * lane + seed for seed in range(5)] for lane in range(len(lanes))])
    page.until(lambda: len(page.css(TABLE)) == len(lanes) and page.css("#sweep-ratios li"), "the figures")


def drawn(page, chart, part):
    """What a person reads in a chart: the texts of these parts, without breaks."""
    texts = "return [...document.querySelectorAll(`#${arguments[0]} ${arguments[1]}`)].map((text) => text.textContent)"
    return page.until(lambda: page.js(texts, chart, part), f"{part} of {chart}")


@pytest.mark.first
def test_a_formula_is_shown_whole_in_every_chart(race):
    compared(race, LANES)
    for chart in ("race-chart", "sweep-reached", "sweep-strips"):
        called = race.until(lambda: race.js(CALLED, chart), chart)  # noqa: B023 - at once
        assert [unescape(name) for name in called] == race.names(), chart
        assert not [name for name in called if "<" in name], "Plotly would take it for a mark"
    spaceless = [label.replace(" ", "") for label in drawn(race, "sweep-strips", ".ytick")]
    for name in race.names():
        assert [label for label in spaceless if label.startswith(name.replace(" ", ""))], name
    hovers = race.js("return document.querySelector('#sweep-strips .js-plotly-plot').data.map(({ text }) => text[0])")
    assert [name for name in race.names() if not [text for text in hovers if name in unescape(text)]] == []
    pictures = race.driver.execute_async_script(PICTURES)
    assert len(pictures) == 3
    read = [unescape(picture).replace("\u00a0", " ") for picture in pictures]
    assert [picture for picture in read if "z<a and" in picture and "a>0, z, 0)" in picture]


@pytest.mark.parametrize("kind", ["csv", "report"])
def test_a_formula_is_taken_home_whole_and_run_by_nobody(race, kind):
    compared(race, LANES)
    names = race.names()
    race.js(SAVED)
    race.css(f"[data-export={kind}]")[0].click()
    text = race.until(lambda: race.js("return window.saved"), "the file")
    if kind == "csv":
        head, *rows = csv.reader(io.StringIO(text), strict=True)
        assert {len(row) for row in rows} == {len(head)}
        assert {row[0].removeprefix("'") for row in rows} == set(names)
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@"))]
        assert all(float(row[head.index("test_loss")]) >= 0 for row in rows)
    else:
        assert r"z\<a and a\>0" in text
        assert all(f"| {name} |" in text.replace("\\", "") for name in names)
