"""The loss chart: logarithm, smoothing, scores, the moment that is shown; and the confusion of two classes."""

from math import log10

import pytest

from nn_core import Experiment, advance, confusion, evaluate, start

PLOT = "return document.querySelector('#loss-chart .js-plotly-plot')"
LAYOUT = f"{PLOT}.layout"
DATA = f"{PLOT}.data.map(({{ x, y, opacity, showlegend }}) => ({{ x, y, opacity, showlegend }}))"
DOT = """
const canvas = Object.assign(document.createElement("canvas"), { width: 120, height: 120 });
const data = { points: new Float32Array([0, 0, arguments[0]]), train: 1, two: arguments[1] };
playground.painting.dots(canvas.getContext("2d"), data, 1, { left: 0, top: 0, size: 120 }, 20);
return canvas.getContext("2d").getImageData(60 + 13, 60 + 13, 1, 1).data[3] > 0;
"""


def _chart(page, condition, what):
    """Wait until the chart is as it should be; gives its traces."""
    return page.until(lambda: (data := page.js(DATA)) and condition(data, page.js(LAYOUT)) and data, what)


def _trained(page, epochs=5):
    for _ in range(epochs):
        page.step()
    _chart(page, lambda data, _: data[0]["x"][-1] == epochs, "the last epoch")


@pytest.mark.first
def test_a_logarithmic_scale(page):
    _trained(page)
    assert page.js(LAYOUT)["yaxis"].get("type", "linear") == "linear"
    page.click("chart-log")
    assert page.pressed("chart-log")
    _chart(page, lambda _, layout: layout["yaxis"].get("type") == "log", "a logarithmic axis")
    low, high = page.js(LAYOUT)["yaxis"]["range"]
    losses = [evaluate(Experiment(), advance(Experiment(), start(Experiment()), n)).test_loss for n in range(6)]
    assert low < log10(min(losses)) < log10(max(losses)) < high
    page.click("chart-log")
    _chart(page, lambda _, layout: layout["yaxis"]["type"] == "linear", "a linear axis")


APART = """
const box = (one) => one.getBoundingClientRect();
const ticks = [...document.querySelectorAll("#loss-chart .xtick text")].map((one) => box(one).bottom);
return box(document.querySelector("#loss-chart .xtitle")).top - Math.max(...ticks);
"""


def test_what_the_axis_is_called_stands_below_its_numbers(page):
    _trained(page)
    assert page.js(APART) > -2, "but for what a box of letters has above them"


def _losses(page, values):
    """As if training had gone on to these training losses."""
    page.js(
        "const { frame } = playground.player;"
        "arguments[0].forEach((train_loss, i) => "
        "playground.parts.each('frame', { ...frame, epoch: frame.epoch + 1 + i, train_loss }));",
        values,
    )


TRACES = f"{PLOT}.data.map(({{ mode, y, customdata, hoverinfo }}) => ({{ mode, y, customdata, hoverinfo }}))"
ZERO = f"""
const plot = {PLOT.removeprefix("return ")};
const {{ annotations, shapes, yaxis }} = plot.layout;
return [annotations.map(({{ text, y }}) => [text, y]), shapes.map(({{ y0, y1 }}) => [y0, y1]), yaxis.range];
"""


def test_a_loss_of_exactly_0_is_drawn_at_the_edge_of_a_logarithmic_scale(page):
    _trained(page, 2)
    page.click("chart-log")
    _losses(page, [0.004, 0, 0, -1])
    data = _chart(page, lambda data, _: data[1]["x"][-1] == 6, "six epochs")
    edge = data[1]["y"][4]
    assert data[1]["y"][3:] == [0.004, edge, edge, None]
    assert 0.0001 < edge < 0.001, "below all that is above 0"
    test, train, marks = page.js(TRACES)
    assert marks["mode"] == "markers"
    assert marks["y"] == [None] * 4 + [edge, edge, None]
    assert marks["hoverinfo"] == "skip"
    assert train["customdata"][3:6] == ["0.00400", "0", "0"], "what the pointer reads"
    assert len(test["y"]) == 7
    labels, bands, (low, high) = page.js(ZERO)
    assert [text for text, _ in labels] == ["0"]
    assert 10 ** labels[0][1] == pytest.approx(edge)
    ((bottom, top),) = bands
    assert bottom < edge < top < 0.004
    assert low < log10(edge) < high
    page.click("chart-log")
    _chart(page, lambda data, layout: layout["yaxis"]["type"] == "linear" and data[1]["y"][4] == 0, "a linear axis")
    assert page.js(ZERO)[:2] == [[], []]


FIT = {
    "problem": "regression",
    "dataset": "custom",
    "points": [[x / 3, y / 3, 0] for x in range(-6, 6) for y in range(-3, 3)],
    "samples": 72,
    "hidden": [],
    "initializer": "zeros",
}


def test_curves_that_are_0_everywhere_are_drawn_too(page):
    """Labels of 0, and a network whose weights and bias are 0: there is nothing to learn."""
    page.follow_to(Experiment(**FIT))
    page.restarts(**FIT)
    page.js(
        "const { frame } = playground.player; const bias = { kind: 'bias', layer: 0, unit: 0 };"
        "const state = playground.tensors.changed(frame.state, frame.experiment, bias, 0);"
        "playground.session.weights(state, { what: 'Bias', merge: null });"
    )
    page.until(lambda: page.losses == (0, 0), "losses of 0")
    page.click("chart-log")
    page.step()
    page.step()
    assert page.text("test-loss") == "0"
    _chart(page, lambda data, _: len(data[0]["x"]) == 3, "three epochs")
    test, train, *marks = page.js(TRACES)
    assert len(marks) == 2
    assert len({*test["y"], *train["y"], *marks[0]["y"]}) == 1
    labels, (band,), (low, high) = page.js(ZERO)
    assert [text for text, _ in labels] == ["0"]
    assert 10**low < band[0] < band[1] < 10**high
    assert page.js(f"{PLOT}.querySelectorAll('.ytick').length") == 0, "no number that would say something else"
    page.choose("chart-smooth", "strong")
    _chart(page, lambda data, _: len(data) == 6, "four lines and the marks")


def test_a_smooth_line_leaves_the_other_one_faintly_there(page):
    _trained(page, 6)
    raw = page.js(DATA)
    assert len(raw) == 2
    for strength in ("light", "strong"):
        page.choose("chart-smooth", strength)
    data = _chart(page, lambda data, _: len(data) == 4, "four lines")
    assert [trace["y"] for trace in data[:2]] == [trace["y"] for trace in raw]
    assert all(trace["opacity"] < 0.5 and trace["showlegend"] is False for trace in data[:2])
    for rough, smooth in zip(raw, data[2:], strict=True):
        assert smooth["y"][0] == rough["y"][0]
        assert min(rough["y"]) < smooth["y"][-1] < max(rough["y"])
    page.choose("chart-smooth", "off")
    _chart(page, lambda data, _: data == raw, "the lines as they are")


@pytest.mark.first
def test_scores_instead_of_losses(page):
    for problem, name in (("classification", "Accuracy"), ("regression", "R²")):
        if problem == "regression":
            page.choose("problem", "Regression")
            page.restarts(problem=problem)
            _chart(page, lambda data, _: data[0]["x"] == [0], "a chart that begins again")
        _trained(page, 3)
        page.click("chart-score")
        data = _chart(page, lambda _, layout, name=name: layout["yaxis"]["title"]["text"] == name, name)
        experiment = Experiment(problem=problem)
        metrics = evaluate(experiment, advance(experiment, start(experiment), 3))
        assert [trace["y"][-1] for trace in data] == pytest.approx([metrics.test_score, metrics.train_score])
        assert page.pressed("chart-score")
        assert not page.pressed("chart-loss")
        assert not page.element("chart-log").is_enabled()
        page.click("chart-loss")
        data = _chart(page, lambda _, layout: layout["yaxis"]["title"]["text"] == "Loss", "the loss")
        assert data[0]["y"][-1] == pytest.approx(metrics.test_loss)


def test_a_line_marks_the_moment_to_which_somebody_has_gone_back(page):
    _trained(page)
    assert page.js(LAYOUT)["shapes"] == []
    page.rewind(2)
    page.until(lambda: page.epoch == 2, "epoch 2")
    _chart(page, lambda _, layout: [s["x0"] for s in layout["shapes"]] == [2], "a line at epoch 2")
    page.step()
    _chart(page, lambda _, layout: layout["shapes"] == [], "no line at the end")


def test_what_was_chosen_is_kept(page):
    page.click("chart-log")
    page.choose("chart-smooth", "strong")
    page.reload()
    assert page.pressed("chart-log")
    assert page.value("chart-smooth") == "strong"
    page.step()
    _chart(page, lambda _, layout: layout["yaxis"].get("type") == "log", "a logarithmic axis")
    for junk in ("{", "7", '{"smooth": 9, "score": 0}'):
        page.js("sessionStorage.setItem('loss-chart', arguments[0])", junk)
        page.reload()
        assert page.pressed("chart-loss")
        assert not page.pressed("chart-log")


@pytest.mark.first
def test_the_chart_is_told_in_words_once_it_pauses(page):
    page.play()
    page.pause()
    experiment = Experiment()
    states = [start(experiment)]
    while len(states) <= page.epoch:
        states.append(advance(experiment, states[-1]))
    measured = [evaluate(experiment, state) for state in states]
    best = min(range(len(measured)), key=lambda epoch: measured[epoch].test_loss)
    name = page.css(".chart")[0].accessible_name
    assert f"Lowest test loss: {measured[best].test_loss:.4f} at epoch {best}." in name
    last = measured[-1]
    assert f"training loss {last.train_loss:.4f}, test loss {last.test_loss:.4f}" in name


@pytest.mark.first
def test_two_classes_are_counted_as_the_core_counts_them_and_differ_in_shape(page):
    fields = {"noise": 50}
    page.follow_to(Experiment(**fields))
    page.restarts(**fields)
    assert not page.css("#confusion")[0].is_displayed()
    # they differ in shape too
    assert page.js(DOT, -1, True)
    assert not page.js(DOT, 1, True)
    assert page.js(DOT, 1, False)  # a value of regression
    assert page.css(".two-marks")[0].text.split() == ["●", "−1", "◆", "+1"]
    page.click("dock-confusion")
    assert page.texts("#confusion th[scope=row]") == ["−1", "+1"]
    page.play()
    page.until(lambda: page.epoch > 5, "some epochs")
    page.pause()
    experiment = Experiment(**fields)

    def counted():
        state = advance(experiment, start(experiment), page.epoch)
        return [str(count) for row in confusion(experiment, state).counts for count in row]

    page.until(lambda: page.texts("#confusion td") == counted(), "the counts of the epoch on the screen")
    page.step()
    page.until(lambda: page.texts("#confusion td") == counted(), "the counts of the next epoch")
    page.choose("problem", "Regression")
    page.until(lambda: not page.shown("counts"), "nothing to count")
    assert not page.shown("dock-confusion")
    page.until(lambda: not page.css(".two-marks")[0].is_displayed(), "no classes")
