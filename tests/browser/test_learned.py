"""Functions that learn their shape: chosen by a person, watched while they do, and kept by all that keeps a network."""

from base64 import urlsafe_b64decode

import pytest

from nn_core import Experiment, TrainingState, advance, start
from nn_core.formats.links.link import from_link
from tests.browser.test_access import faults_light_and_dark
from tests.browser.truth import hidden

CELLS = "return [...document.querySelectorAll('%s')].map((row) => [...row.cells].map((cell) => cell.textContent))"
DEEP = hidden(4, 2, activation="learned-swish")


def now(page, experiment):
    """The state that the page shows."""
    return TrainingState.from_bytes(experiment, urlsafe_b64decode(page.js("return playground.player.frame.state")))


def number(text):
    return float(text.replace("−", "-"))


def told(page):
    """The first value that the panel says, as a number."""
    return number(page.text("layer-learned").partition(" = ")[2].partition(",")[0])


def ghost(page):
    return page.js("return playground.player.frame.layer.start")


def ink(page):
    """How many pixels of the layer's picture have the color of the ghost, near enough."""
    return page.js(
        "const canvas = document.getElementById('layer-figure');"
        "const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);"
        "const faint = getComputedStyle(document.documentElement).getPropertyValue('--faint').trim();"
        "const [r, g, b] = faint.match(/[0-9a-f]{2}/gi).map((part) => parseInt(part, 16));"
        "let count = 0;"
        "for (let i = 0; i < data.length; i += 4)"
        "  count += Math.abs(data[i] - r) + Math.abs(data[i + 1] - g) + Math.abs(data[i + 2] - b) < 24;"
        "return count"
    )


def legend(page):
    return [span.is_displayed() for span in page.css(".layer-picture .of-start, .layer-picture .of-units")]


@pytest.fixture
def page(page):
    """With the panel open."""
    page.click("dock-layer")
    page.until(lambda: page.shown("layer-figure"), "the panel")
    return page


@pytest.mark.first
def test_a_person_chooses_learned_swish_plays_and_sees_it_leave_its_start(page):
    assert legend(page) == [False, False]
    page.choose("activation", "Learned Swish")
    page.until(lambda: page.text("layer-learned") == "b = 1.00, began at 1.00", "where it begins")
    assert legend(page) == [True, False]
    begun = ghost(page)
    assert begun == page.js("return playground.player.frame.layer.f")
    page.choose("learning-rate", "0.1")
    page.click("play")
    seen = set()

    def moves():
        seen.add(page.text("layer-learned"))
        return len(seen) > 5

    page.until(moves, "a value that changes while it plays")
    page.until(lambda: abs(told(page) - 1.0) > 0.1, "a b that is another one")
    page.click("play")
    page.until(lambda: not page.playing, "paused")
    assert all(text.endswith(", began at 1.00") for text in seen)
    experiment = Experiment.model_validate(page.js("return playground.player.experiment"))
    page.until(lambda: page.js("return Boolean(playground.player.frame.layer)"), "the last look")
    learned = now(page, experiment).layers[0].learned[0]
    assert told(page) == pytest.approx(learned, rel=0.006)
    limit = page.js("return playground.player.frame.layer.limit")
    z = [limit * (2 * i / 120 - 1) for i in range(121)]
    activation = experiment.hidden[0].function
    assert ghost(page) == pytest.approx([max(-10, min(10, activation.f(each, 1.0))) for each in z], abs=1e-3)
    assert ghost(page) != page.js("return playground.player.frame.layer.f")
    assert ink(page) > 30
    figure = page.element("layer-figure").get_attribute("aria-label")
    assert f"The activation is learned: {page.text('layer-learned')}" in figure
    page.choose("activation", "Swish")
    page.until(lambda: legend(page) == [False, False], "nothing learned")
    assert not page.shown("layer-learned")


@pytest.mark.first
def test_the_timeline_undo_and_a_link_keep_it(page):
    experiment = Experiment(hidden=DEEP, learning_rate=0.1)
    page.follow_to(experiment)
    for _ in range(3):
        page.step()
    learned = advance(experiment, start(experiment), 3).layers[0].learned[0]
    page.until(lambda: told(page) == pytest.approx(learned, rel=0.006), "what it has learned")
    later = page.text("layer-learned")
    page.choose("activation", "Tanh")
    page.until(lambda: not page.shown("layer-learned"), "another activation")
    page.click("undo")
    page.until(lambda: page.shown("layer-learned") and page.text("layer-learned") == later, "what was undone")
    page.js("const line = document.getElementById('timeline'); line.value = 0;"
            "line.dispatchEvent(new Event('input', { bubbles: true }))")  # fmt: skip
    page.until(lambda: page.text("layer-learned") == "b = 1.00, began at 1.00", "the start")
    assert from_link(page.js("return location.hash.slice(1)")).experiment.hidden == experiment.hidden


def test_the_inspector_and_the_table_of_weights_have_it(page):
    layers = [{"units": 3, "activation": "star-relu"}, {"units": 2, "activation": "prelu-per-unit"}]
    experiment = Experiment(hidden=layers)
    page.follow_to(experiment)
    page.step()
    state = now(page, experiment)
    page.until(lambda: page.text("layer-learned").count("began at") == 2, "both of StarReLU")
    assert page.text("layer-learned").startswith("s = 0.")
    page.click("layer-1-look")
    page.until(lambda: legend(page) == [True, True], "of each unit")
    low, high = sorted(state.layers[1].learned)
    values = page.text("layer-learned").removeprefix("a = ").partition(",")[0].split(" to ")
    assert list(map(number, values)) == pytest.approx([low, high], rel=0.006)
    page.click("dock-weights")
    rows = CELLS % "#weights-tables tr.learned"
    page.until(lambda: len(page.js(rows)) == 3, "three rows")
    (s, b, a) = page.js(rows)
    assert [row[0] for row in (s, b, a)] == ["s of f", "b of f", "a of f"]
    assert [number(text) for text in (s[1], b[1], *a[1:])] == pytest.approx(
        [*state.layers[0].learned, *state.layers[1].learned], rel=0.006
    )
    page.js("document.querySelectorAll('#weights-tables table')[1].querySelectorAll('th[scope=col]')[1].click()")
    page.click("dock-selected")
    listed = CELLS % "#inspector-rows tr"
    page.until(lambda: page.js(listed) and page.js(listed)[-1][0] == "a of f", "the unit's own")
    assert number(page.js(listed)[-1][1]) == pytest.approx(state.layers[1].learned[1], rel=0.006)
    assert page.text("inspector-activation").endswith(f"a = {page.js(listed)[-1][1]}")


def test_a_formula_that_names_its_a_as_learned_learns_it(page):
    layers = [{"units": 3, "activation": "custom", "formula": "tanh(a*z) with a learned", "parameter": 0.5}]
    experiment = Experiment(hidden=layers, learning_rate=0.3)
    page.follow_to(experiment)
    page.until(lambda: page.text("layer-learned") == "a = 0.500, began at 0.500", "where it begins")
    for _ in range(4):
        page.step()
    learned = now(page, experiment).layers[0].learned[0]
    page.until(lambda: told(page) == pytest.approx(learned, rel=0.006), "what it has learned")
    assert abs(learned - 0.5) > 0.01
    assert "with a learned" in page.css(".formula-text")[0].text


def test_everybody_can_read_it(page):
    page.follow_to(Experiment(hidden=hidden(4, activation="prelu-per-unit")))
    page.step()
    assert faults_light_and_dark(page, "#dock-layer-panel") == []
