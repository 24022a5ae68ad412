"""A page is whole when it is first seen, and nothing on it moves while the rest comes."""

import pytest
from selenium.webdriver.common.keys import Keys

from tests.board.test_board import ROW
from tests.browser.begun import begun

WATCH = """
window.moved = [];
new PerformanceObserver((list) => {
  for (const { value, sources } of list.getEntries()) {
    moved.push([value, ...sources.map(({ node }) => node?.id || node?.className || node?.nodeName)]);
  }
}).observe({ type: "layout-shift", buffered: true });
"""
AT_FIRST = """
new PerformanceObserver((list, observer) => {
  observer.disconnect();
  window.first = document.getElementById("train-loss")?.textContent;
}).observe({ type: "paint", buffered: true });
"""
# What moves in dialogs: nobody can press what moves away below the finger.
IN_DIALOGS = """
window.moved = [];
new PerformanceObserver((list) => {
  for (const { sources } of list.getEntries()) {
    for (const { node, previousRect, currentRect } of sources) {
      const element = node?.nodeType === 1 ? node : node?.parentElement;
      if (!element?.closest("dialog")) continue;
      moved.push([element.id || element.className || element.nodeName, previousRect.y, currentRect.y]);
    }
  }
}).observe({ type: "layout-shift" });
"""
NEAR = "document.getElementById(arguments[0]).dispatchEvent(new PointerEvent('pointerover', { bubbles: true }))"
SIZES = [(1440, 780), (390, 844)]
MOST = 0.02


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("name", ["page", "race", "activations"])
def test_nothing_moves_while_a_page_comes(request, name, size):
    page = request.getfixturevalue(name)
    page.resize(*size)
    with begun(page, WATCH):
        page.driver.refresh()
    chart = {"page": "loss", "race": "race", "activations": "function"}[name]
    page.until(lambda: page.css(f"#{chart}-chart"), "the chart, or its place")
    page.js(NEAR, f"{chart}-chart")
    page.until(lambda: page.css(f"#{chart}-chart .main-svg"), "the chart")
    page.frames(30)
    moved = page.js("return moved")
    assert sum(value for value, *_ in moved) < MOST, moved


@pytest.mark.parametrize("lanes", ["sigmoid;tanh", "sigmoid;tanh;relu;gelu;elu"])
def test_there_is_room_for_the_lanes_of_a_link_before_it_is_read(race, lanes):
    race.resize(*SIZES[0])
    race.leave()
    with begun(race, WATCH):
        race.driver.get(f"{race.url}#lanes={lanes}&hidden=4;2&seed=1")
    race.wait_until_ready()
    race.frames(30)
    assert len(race.lanes()) == lanes.count(";") + 1
    moved = race.js("return moved")
    assert sum(value for value, *_ in moved) < MOST, moved


@pytest.mark.first
def test_the_first_charts_of_the_activations_are_there_before_the_script_that_draws_charts(activations):
    activations.driver.refresh()
    activations.until(lambda: activations.css("#chosen-legend li"), "the page")
    activations.frames(30)
    assert "plotly.min.js" not in activations.js(
        "return performance.getEntriesByType('resource').map(({ name }) => name).join()"
    )
    early = [f".chart-early[data-of={name}-chart]" for name in ("function", "slope")]
    assert [canvas for canvas in early if activations.colors(canvas) < 6] == []
    activations.come_near()
    activations.wait_until_ready()
    assert not any(canvas.is_displayed() for canvas in activations.css(".chart-early"))


@pytest.mark.first
def test_what_is_seen_first_has_the_numbers_of_the_page(page):
    """All else of it is compared in test_first_paint.py."""
    with begun(page, AT_FIRST):
        page.driver.refresh()
    page.until(lambda: page.js("return window.first"), "the first paint")
    page.wait_until_ready()
    assert float(page.js("return window.first")) == page.losses[0]


@pytest.mark.first
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_nothing_moves_in_a_dialog_once_it_is_open(page, size):
    page.resize(*size)
    page.js(IN_DIALOGS)
    for doors, whole in (
        (["share"], "document.querySelector('#share-dialog .there')"),
        ([f"share-{part}-hidden" for part in ("seed", "noise")], "document.querySelector('#share-dialog .there')"),
        (["share-ask"], "document.getElementById('ask-link').value"),
    ):
        for door in doors:
            page.click(door)
        page.wait(whole, doors)
        page.frames(5)
        assert page.js("return moved") == [], doors


@pytest.mark.first
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_runs_that_come_and_end_move_nothing_that_is_pressed_meanwhile(page, size):
    page.resize(*size)
    page.step()
    page.click("dock-runs")
    page.click("runs-repeat")
    page.choose_value("repeat-runs", "6")
    page.type("repeat-epochs", "40")
    page.js(IN_DIALOGS)
    page.click("repeat-start")
    page.wait("document.querySelectorAll('.repeat-run').length === 6 && text('repeat-start') === 'Start'", "six runs")
    page.frames(5)
    assert page.js("return moved") == []


def test_what_comes_of_a_student_moves_nothing_that_the_teacher_presses(room, teacher):
    teacher.does("rule", free_text=True)
    student = teacher.student()
    student.sends(row={"doing": "playing"})
    room.come_to("wall", teacher)
    room.until(room.tiles, "its tile")
    room.css("#class-wall .tile button")[0].click()
    places = (
        "return ['.dialog-head button', '#class-seat-light', '#class-seat-remove'].map((one) =>"
        " Object.values(document.querySelector(`#class-seat ${one}`).getBoundingClientRect().toJSON()))"
    )
    before = room.js(places)
    student.sends({"key": "why", "kind": "text", "text": "because"}, row=ROW)
    room.until(lambda: room.css("#class-seat-answers q") and "0.2500" in room.text("class-seat-facts"), "what is new")
    assert room.js(places) == before


@pytest.mark.first
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_what_is_said_of_a_formula_moves_neither_its_curve_nor_its_buttons(page, size):
    page.resize(*size)
    page.choose_value("layer-0-activation", "custom")
    drawn = "document.getElementById('formula-figure').width > 300"
    page.wait(drawn, "its curve")
    page.js(IN_DIALOGS)
    there = "document.querySelector('.formula-parameter').classList.contains('there')"
    for formula, whole in (("a * z", there), ("z +", "text('formula-error')"), ("sin(z)", f"!({there})")):
        page.type("formula-field", formula, Keys.NULL)
        page.wait(whole, formula)
        page.frames(5)
        assert page.js("return moved") == [], formula
    assert page.js("return document.getElementById('formula-use').getBoundingClientRect().bottom <= innerHeight")
