"""The rail of a lesson: a newcomer goes through every kind of step, by clicks, by keys and on a phone."""

import json

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.drawing import Drawing, weight
from tests.browser.lesson import Lesson, fresh, serving
from tests.browser.test_access import faults, faults_light_and_dark

SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => list.getEntries().forEach((entry) => (window.shifted += entry.value)))
  .observe({ type: "layout-shift", buffered: true });
"""
SMALL = """
const fingers = "#lesson :is(button, .lesson-option, textarea, input[type=number])";
return [...document.querySelectorAll(fingers)]
  .filter((one) => one.checkVisibility() && !one.closest(".lesson-ways"))
  .map((one) => [one.id || one.className, one.getBoundingClientRect()])
  .filter(([, { width, height }]) => Math.round(height) < 44 || Math.round(width) < 44)
  .map(([name, { width, height }]) => [name, Math.round(width), Math.round(height)]);
"""


@pytest.fixture(scope="module")
def address():
    with serving() as url:
        yield url


@pytest.fixture
def lesson(tab, address):
    yield from fresh(Lesson(tab, address))


def predict_curve(lesson):
    """Across the chart, from above at the left to below at the right, by the mouse."""
    lesson.wait("document.querySelector('.sketch')?.getBoundingClientRect().width > 50", "a place to draw")
    lesson.frames(30)
    places = "const { left, top, width, height } = document.querySelector('.sketch').getBoundingClientRect();"
    x, y, width, height = lesson.js(f"{places} return [left, top, width, height]")
    mouse = {"button": "left", "clickCount": 1}
    for kind, across, down in (
        ("Pressed", 0, 0.1),
        ("Moved", 0.5, 0.5),
        ("Moved", 0.999, 0.9),
        ("Released", 0.999, 0.9),
    ):
        at = {"x": x + across * width, "y": y + down * height}
        lesson.driver.execute_cdp_cmd("Input.dispatchMouseEvent", {"type": f"mouse{kind}", **at, **mouse})


def sketched(lesson):
    """The losses of the points of the sketch."""
    return lesson.js("return [...document.querySelectorAll('.sketch-point')].map((p) => Number(p.ariaValueNow))")


def dashed(lesson):
    """The dashed line in the chart: how many points it has, and its first and last loss."""
    script = (
        "const plot = document.querySelector('#loss-chart .js-plotly-plot');"
        "return (plot?._fullData ?? []).filter((t) => t.line.dash === 'dash' && t.name === 'predicted')"
        ".map(({ y }) => [y.length, y[0], y.at(-1)])"
    )
    return lesson.js(script)


def test_a_newcomer_goes_through_a_lesson_by_clicks(lesson):
    lesson.driver.get(f"{lesson.url}lessons")
    lesson.until(lambda: lesson.css("article[data-lesson=every-kind] .lessons-start"), "the list")
    lesson.css("article[data-lesson=every-kind] .lessons-start")[0].click()
    lesson.at(1)
    assert lesson.words() == "Look at the noise: a slider among the data. See f(z) in the activations."
    assert lesson.css(".lesson-words a")[0].get_attribute("href").endswith("/activations#functions=relu")
    ringed = lesson.css(".lesson-ring")
    assert [box.find_element("css selector", "input").get_attribute("id") for box in ringed] == ["noise"]
    assert lesson.shown("noise"), "the folded data are open"
    assert not lesson.locked()

    lesson.next(2)
    assert lesson.css(".lesson-ring") == []
    assert not lesson.js("return document.getElementById('lesson-data').open"), "and folded again"
    lesson.send()
    assert "Choose an answer first." in lesson.part("predict")
    lesson.choose_option("one")
    lesson.choose_option("none")
    lesson.send()
    assert lesson.lines("seen") == [
        "SEE", "You predicted", "One", "None of them", "It is so", "Two", "One", "Surprised?",
        "One is one.", "Look again: two and one are numbers.",
    ]  # fmt: skip

    lesson.next(3)
    assert lesson.locked()
    predict_curve(lesson)
    losses = sketched(lesson)
    assert losses == sorted(losses, reverse=True)
    assert losses[0] == pytest.approx(0.9, abs=0.05)
    assert losses[-1] == pytest.approx(0.1, abs=0.05)
    lesson.send()
    assert lesson.css(".sketch") == []
    lesson.run()
    assert lesson.epoch == 20
    lesson.until(lambda: dashed(lesson) == [[9, losses[0], losses[-1]]], "the prediction beside what happened")
    assert "your dashed curve" in lesson.part("seen")

    lesson.next(4)
    assert dashed(lesson) == []
    assert lesson.part("ask") == ""
    lesson.css(".lesson-number input")[0].send_keys("900")
    lesson.send()
    assert "Type a number from 0 to 100." in lesson.part("predict")
    lesson.css(".lesson-number input")[0].send_keys(Keys.CONTROL, "a", Keys.NULL, "90")
    lesson.send()
    lesson.run()
    happened = lesson.texts("#test-score")[0].split()[-1]
    assert lesson.lines("seen") == [
        "SEE", "You predicted", "90%", "What happened", happened, "Surprised?",
    ]  # fmt: skip
    lesson.choose_option("longer")
    lesson.send("ask")
    assert "Not quite.\n" in lesson.part("ask")
    assert lesson.part("reveal") != ""
    lesson.css(".lesson-told button")[0].click()
    lesson.choose_option("line")
    lesson.send("ask")
    assert "Yes.\n" in lesson.part("ask")
    lesson.css(".lesson-reveal summary")[0].click()
    assert "whatever the seed" in lesson.part("reveal")

    lesson.next(5)
    lesson.click("lesson-check")
    assert "Not yet." in lesson.part("check")
    lesson.click("play")
    lesson.until(lambda: "Done." in lesson.part("check"), "the check holds")
    lesson.pause()
    assert not lesson.shown("lesson-check")

    lesson.next(6)
    assert lesson.driver.current_url.partition("?")[0].endswith("/race")
    assert lesson.locked()
    lesson.css("button[aria-label='Move down: Sigmoid']")[0].click()
    lesson.send()
    lesson.run()
    seen = lesson.lines("seen")
    assert seen[seen.index("What happened") + 1] == "Tanh"
    assert seen[-1] == "As you predicted."

    lesson.next(7)
    assert lesson.driver.current_url.partition("?")[0].endswith("/activations")
    lesson.until(lambda: lesson.pressed("pick-relu"), "the functions of the set-up")
    lesson.css(".lesson-ask textarea")[0].send_keys("ReLU is flat there")
    lesson.send("ask")
    assert "Noted." in lesson.part("ask")
    lesson.click("lesson-next")
    lesson.until(lambda: lesson.css(".lesson-end"), "the end")
    assert lesson.css("#lesson-step a")[0].get_attribute("href").endswith("/?lesson=after-it&step=1")

    lesson.driver.get(f"{lesson.url}lessons")
    lesson.until(lambda: lesson.css("article[data-lesson=every-kind] .lessons-done")[0].is_displayed(), "it is marked")
    assert lesson.css("article[data-lesson=every-kind] .lessons-start")[0].text == "Start again"
    assert not lesson.css("article[data-lesson=after-it] .lessons-done")[0].is_displayed()


def test_play_is_locked_until_there_is_a_prediction_and_no_idea_is_one(lesson):
    lesson.go_to(4)
    assert lesson.locked()
    assert "Play is locked" in lesson.part("predict")
    lesson.js("document.activeElement.blur()")
    lesson.press(Keys.SPACE, Keys.ARROW_RIGHT)
    lesson.js("playground.player.toggle(); playground.player.step()")
    lesson.frames(20)
    assert (lesson.epoch, lesson.playing) == (0, False)
    lesson.no_idea()
    assert not lesson.locked()
    lesson.run()
    assert lesson.lines("seen")[1:3] == ["You predicted", "no idea"]
    lesson.go_to(6, "race")
    assert lesson.locked()
    assert not lesson.element("sweep-start").is_enabled(), "and nothing else tells how it ends"


def test_back_and_forward_walk_the_steps_and_everything_is_found_again(lesson):
    lesson.go_to(3)
    lesson.no_idea()
    lesson.run()
    lesson.next(4)
    assert lesson.js("return playground.player.experiment.hidden.length") == 0
    lesson.driver.back()
    lesson.at(3)
    lesson.wait("playground.player.experiment.hidden.length === 2", "the set-up of that step")
    assert "no idea" not in lesson.where()
    assert lesson.where() == "Step 3 of 7, done"
    lesson.driver.forward()
    lesson.at(4)
    assert lesson.locked()
    lesson.click("undo")
    lesson.wait("playground.player.experiment.hidden.length === 2", "a set-up can be undone")
    lesson.reload()
    lesson.at(4)
    lesson.click("nav-activations")
    lesson.until(lambda: lesson.css(".activations") and not lesson.css("#lesson"), "elsewhere")
    lesson.click("nav-playground")
    lesson.at(4)
    lesson.driver.get(f"{lesson.url}?lesson=every-kind")
    lesson.at(4)
    lesson.click("lesson-back")
    lesson.at(3)
    assert lesson.where() == "Step 3 of 7, done"
    lesson.click("lesson-restart")
    lesson.at(1)
    lesson.go_to(3)
    assert lesson.where() == "Step 3 of 7"
    assert lesson.locked()


def test_whoever_is_fast_skips_and_whoever_leaves_keeps_what_was_trained(lesson):
    lesson.go_to(3)
    assert lesson.text("lesson-next") == "Skip"
    lesson.next(4)
    lesson.click("lesson-back")
    lesson.at(3)
    assert lesson.where() == "Step 3 of 7, skipped"
    lesson.no_idea()
    lesson.run()
    before = lesson.readings
    lesson.click("lesson-leave")
    lesson.until(lambda: not lesson.css("#lesson"), "no lesson")
    lesson.until(lambda: "hide=" not in lesson.driver.current_url, "nothing is hidden")
    assert "lesson=" not in lesson.driver.current_url
    assert lesson.readings == before
    assert lesson.shown("dataset-circle"), "the data are where they were"
    lesson.driver.back()
    lesson.at(3)


def test_by_keys_alone(lesson):
    lesson.go_to(2)
    lesson.focus("lesson-step")
    lesson.press(Keys.TAB, Keys.SPACE, Keys.TAB, Keys.SPACE, Keys.TAB, Keys.TAB, Keys.ENTER)
    assert lesson.lines("seen")[-3:] == ["As you predicted.", "Two is one.", "One is one."]
    assert lesson.js("return document.activeElement.id") == "lesson-step", "its button is gone"
    lesson.focus("lesson-next")
    lesson.press(Keys.ENTER)
    lesson.at(3)
    assert lesson.js("return document.activeElement.id") == "lesson-step"
    lesson.wait("document.querySelector('.sketch')?.getBoundingClientRect().width > 50", "a place to draw")
    lesson.js("document.querySelector('.sketch-point').focus()")
    assert lesson.driver.switch_to.active_element.accessible_name == "Loss at epoch 0"
    assert lesson.driver.switch_to.active_element.aria_role == "slider"
    lesson.press(Keys.HOME, Keys.ARROW_UP, Keys.ARROW_RIGHT, Keys.END, Keys.PAGE_DOWN)
    assert sketched(lesson)[:3] == [0.025, 0.9, 0.5]
    lesson.send()
    lesson.press(Keys.TAB)
    lesson.go_to(6, "race")
    lesson.js("document.querySelector('.lesson-order button[aria-label=\"Move up: Tanh\"]').focus()")
    lesson.press(Keys.ENTER)
    assert [item.text.split("\n")[0] for item in lesson.css(".lesson-order li")] == ["Tanh", "Sigmoid"]
    assert lesson.driver.switch_to.active_element.accessible_name == "Move up: Tanh"


def test_a_step_is_announced_once_and_so_is_the_end_of_its_run(lesson):
    lesson.go_to(3)
    lesson.js(
        "window.heard = [];"
        "new MutationObserver(() => window.heard.push(document.getElementById('lesson-said').textContent))"
        ".observe(document.getElementById('lesson-said'), { childList: true })"
    )
    lesson.next(4)
    heard = "Step 4 of 7. One neuron, and a circle. How many test points will be right?"
    lesson.frames(30)
    assert lesson.js("return window.heard") == [heard]
    lesson.no_idea()
    lesson.run()
    lesson.frames(30)
    first, *more = lesson.js("return window.heard")
    assert first == heard
    assert len(more) == 1
    assert more[0].startswith("The run is over, at epoch 10.")
    assert "no idea" in more[0]


def test_what_was_done_by_hand_and_in_several_runs_is_checked(lesson):
    lesson.go_to(2, key="after-it")
    lesson.click("lesson-check")
    assert "Not yet." in lesson.part("check")
    drawing = Drawing(lesson)
    drawing.click(weight(0, 0, 0))
    lesson.until(lambda: lesson.shown("network-value"), "a weight")
    lesson.type("network-value", "3", end=Keys.ENTER)
    lesson.until(lambda: "Done." in lesson.part("check"), "by hand")
    lesson.next(3)
    for seed in (1, 2):
        lesson.js("location.hash = location.hash.replace(/seed=\\d+/, `seed=${arguments[0]}`)", seed)
        lesson.wait("playground.player.experiment.seed === given[0]", "the seed", seed)
        lesson.step()
        lesson.step()
        if seed == 1:
            lesson.click("lesson-check")
            assert "Not yet." in lesson.part("check"), "one seed is not two"
    lesson.until(lambda: "Done." in lesson.part("check"), "two seeds")
    assert not lesson.shown("lesson-check")


def test_a_hint_comes_after_runs_that_failed(lesson):
    lesson.go_to(5)
    for _ in range(2):
        assert lesson.part("hints") == ""
        lesson.step()
        lesson.click("reset")
        lesson.wait("text('epoch') === '0'", "started over")
    lesson.until(lambda: lesson.part("hints") == "Hint", "a hint")
    lesson.css(".lesson-hint summary")[0].click()
    assert "Press Play, and wait." in lesson.part("hints")


@pytest.mark.parametrize("kept", ["{", "[1]", json.dumps({"version": 1, "lessons": {"every-kind": {"step": 1e9}}})])
def test_whatever_is_in_the_storage_a_lesson_begins(lesson, kept):
    lesson.js("localStorage.setItem('lessons', arguments[0])", kept)
    lesson.driver.get(f"{lesson.url}?lesson=every-kind")
    lesson.until(lambda: lesson.css(".lesson-words"), "a step")
    assert lesson.where() in ("Step 1 of 7", "Step 7 of 7")


def test_a_lesson_that_is_not_there_leads_to_all_of_them(lesson):
    lesson.driver.get(f"{lesson.url}?lesson=%3Cscript%3E&step=2")
    lesson.wait("document.getElementById('test-loss')?.textContent", "the page")
    assert lesson.text("lesson-title") == "There is no such lesson"
    lesson.click("lesson-leave")
    lesson.until(lambda: not lesson.css("#lesson"), "no lesson")
    assert "lesson=" not in lesson.driver.current_url


LINKS = {  # as the list of lessons and each step have them: with a set-up
    "": "step=4#dataset=circle&seed=1&hidden=",
    "race": "step=6#lanes=sigmoid;tanh;relu&hidden=4;2&seed=1",
    "activations": "step=7#functions=sigmoid;tanh;relu",
}


def test_nothing_moves_while_a_lesson_is_loaded(lesson):
    lesson.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": SHIFTS})
    for page, link in LINKS.items():
        lesson.driver.get(f"{lesson.url}{page}?lesson=every-kind&{link}")
        lesson.at(int(link[5]))
        lesson.frames(60)
        box = "const { left, width } = document.getElementById('lesson').getBoundingClientRect(); return [left, width]"
        assert lesson.js(box) == [20, 320]
        assert lesson.js("return window.shifted") < 0.02, page


def test_on_a_phone_a_lesson_is_a_sheet_from_below(lesson):
    lesson.resize(390, 844)
    lesson.go_to(3)
    predict_curve(lesson)
    assert sketched(lesson)[0] > sketched(lesson)[-1]
    assert lesson.js(SMALL) == []
    assert faults_light_and_dark(lesson, "#lesson") == []
    lesson.send()
    lesson.run()
    lesson.click("lesson-fold")
    assert lesson.part("seen") == ""
    assert lesson.element("lesson-fold").accessible_name == "Unfold the lesson"
    assert lesson.shown("lesson-where")
    lesson.click("lesson-fold")
    assert lesson.part("seen") != ""
    lesson.next(4)
    lesson.no_idea()
    lesson.run()
    lesson.choose_option("line")
    lesson.send("ask")
    assert "Yes." in lesson.part("ask")
    lesson.next(5)
    lesson.next(6)
    lesson.no_idea()
    lesson.run()
    lesson.next(7)
    assert lesson.js(SMALL) == []
    wide = "const { scrollWidth, clientWidth } = document.documentElement; return scrollWidth - clientWidth"
    assert lesson.js(wide) == 0
    lesson.click("lesson-next")
    lesson.until(lambda: lesson.css(".lesson-end"), "the end")


@pytest.mark.parametrize(("step", "page"), [(3, ""), (4, ""), (6, "race"), (7, "activations")])
def test_axe_finds_nothing_serious_in_any_step(lesson, step, page):
    lesson.go_to(step, page)
    if step == 4:
        lesson.no_idea()
        lesson.run()
        lesson.choose_option("longer")
        lesson.send("ask")
    assert faults(lesson) == []
    assert faults_light_and_dark(lesson, "#lesson") == []


def test_on_a_projector_a_step_stands_beside_what_is_presented_or_is_a_slide(lesson):
    lesson.resize(1280, 720)
    lesson.driver.get(f"{lesson.url}?lesson=every-kind&step=4#dataset=circle&hidden=&seed=1&present=1")
    lesson.at(4)
    rail = "const { width, height } = document.getElementById('lesson').getBoundingClientRect(); return [width, height]"
    lesson.until(lambda: lesson.js("return document.body.classList.contains('presenting')"), "presented")
    assert lesson.js(rail)[0] < 400
    size = "return parseFloat(getComputedStyle(document.querySelector('.lesson-words')).fontSize)"
    beside = lesson.js(size)
    assert beside >= 16
    lesson.press("l")
    assert lesson.js(rail)[0] == 1280
    assert lesson.js(size) > 1.5 * beside
    lesson.press("l")
    lesson.press(Keys.PAGE_DOWN)
    lesson.at(5)
    lesson.press(Keys.PAGE_UP)
    lesson.at(4)
    lesson.press(Keys.ESCAPE)
    lesson.until(lambda: not lesson.js("return document.body.classList.contains('presenting')"), "as usual")


def test_a_report_holds_what_was_predicted_and_what_is_so(lesson):
    lesson.driver.get(f"{lesson.url}?lesson=every-kind&step=2")
    lesson.at(2)
    lesson.choose_option("one")
    lesson.choose_option("none")
    lesson.send()
    assert "It is so" in lesson.lines("seen")
    lesson.click("share")
    lesson.click("share-report")
    label, text = lesson.texts("#report-sheet dt"), lesson.texts("#report-sheet dd")
    assert len(label) == 1
    assert text == ["You predicted: One, None of them. It is so: Two, One"]
    assert lesson.texts("#report-sheet h4") == [lesson.js("return document.querySelector('#lesson h2').textContent")]
