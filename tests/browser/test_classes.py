"""Several classes and labels on the page: the map, the points, the legend, the confusion matrix, and the race."""

import numpy as np
import pytest

from nn_core import Experiment, advance, confusion, evaluate, predict, start
from nn_core.insight.picture import CLASSES, grid
from tests.browser.race import CLASSICS, experiment, loss
from tests.browser.truth import percent

MANY = {"problem": "multi-class", "dataset": "blobs", "classes": 3}


def _cells(page):
    rows = page.table("#confusion tr")[1:]
    return [[int(cell) for cell in row if cell.isdigit()] for row in rows]


def _map(page):
    """The colors of the big map, row by row."""
    pixels = page.js(
        "const canvas = document.getElementById('output-map'); return [...canvas.getContext('2d')"
        ".getImageData(0, 0, canvas.width, canvas.height).data]"
    )
    side = int(np.sqrt(len(pixels) // 4))
    return np.array(pixels).reshape(side * side, 4)[:, :3], side


@pytest.mark.first
def test_classes_are_learned_as_the_core_computes_and_counted(page):
    page.choose("problem", "Multi-class")
    page.restarts(**MANY)
    for _ in range(3):
        page.step()
    page.agrees(**MANY)
    of = Experiment(**MANY)
    state = advance(of, start(of), 3)
    page.click("dock-confusion")
    page.until(lambda: _cells(page) == [list(row) for row in confusion(of, state).counts], "what the core counts")
    assert page.texts("#class-legend li") == ["A", "B", "C"]
    assert not page.css(".about-map .legend")[0].is_displayed()


def test_the_map_has_the_color_of_the_likeliest_class(page):
    page.choose("problem", "Multi-class")
    page.restarts(**MANY)
    page.click("discretize")
    for _ in range(2):
        page.step()
    of = Experiment(**MANY)
    found, side = _map(page)
    outputs = predict(of, advance(of, start(of), 2), grid(side))
    clear = np.sort(outputs, axis=1)[:, -1] - np.sort(outputs, axis=1)[:, -2] > 0.02
    np.testing.assert_array_equal(found[clear], np.array(CLASSES)[outputs.argmax(axis=1)][clear])


def test_the_number_of_classes_can_be_chosen_up_to_what_the_dataset_has(page):
    page.choose("problem", "Multi-class")
    page.restarts(**MANY)
    page.choose("classes", "6")
    page.restarts(**{**MANY, "classes": 6})
    page.click("dataset-arms")
    page.restarts(problem="multi-class", dataset="arms", classes=5)
    assert len(page.css("#class-legend li")) == 5
    page.choose("problem", "Classification")
    page.restarts()
    assert not page.shown("class-panel")


@pytest.mark.first
def test_labels_have_a_map_each_and_are_counted_one_by_one(page):
    page.choose("problem", "Multi-label")
    page.click("dataset-discs")
    of = {"problem": "multi-label", "dataset": "discs", "classes": 2}
    page.restarts(**of)
    page.step()
    page.agrees(**of)
    state = advance(Experiment(**of), start(Experiment(**of)))
    counted = confusion(Experiment(**of), state)
    page.click("dock-confusion")
    page.until(lambda: _cells(page) == [list(row) for row in counted.counts], "what the core counts")
    assert percent(counted.exact) in page.text("exact-match")
    assert len(page.css("#label-maps canvas")) == 2


def test_classes_race_too(race):
    race.choose_value("race-dataset", "sectors")
    race.until(lambda: race.state()["base"]["dataset"] == "sectors", "sectors")
    race.restarted(3)
    race.play_until(lambda: race.epoch > 10, "ten epochs")
    race.agrees(problem="multi-class", dataset="sectors")
    score = evaluate(*_after("relu", race.epoch)).test_score
    shown = race.css("[data-lane='2'] .score")[0].text
    assert shown == percent(score)


def _after(key, epochs):
    of = experiment(key, problem="multi-class", dataset="sectors")
    return of, advance(of, start(of), epochs)


def test_a_lane_can_have_a_function_that_a_person_types(race):
    field = race.element("race-formula")
    field.send_keys("2*sigmoid(2*z) - 1\n")
    race.until(lambda: len(race.names()) == 4, "another lane")
    race.restarted(4)
    assert race.names()[3] == "=2*sigmoid(2*z) - 1"
    race.play_until(lambda: race.epoch > 5, "five epochs")
    losses = race.losses()
    assert losses[3] == pytest.approx(losses[1], rel=1e-3)  # it is tanh
    assert losses[:3] == pytest.approx([loss(experiment(key), race.epoch) for key in CLASSICS], rel=2e-3, abs=1e-4)


@pytest.mark.first
def test_a_formula_that_makes_no_sense_is_refused_with_the_place_of_the_error(race):
    race.element("race-formula").send_keys("max(0, zz)\n")
    race.until(lambda: "'zz' at 7" in race.message(), "a message")
    assert race.names() == ["Sigmoid", "Tanh", "ReLU"]
