"""What a lesson asks and checks: a newcomer goes through every kind of step, and a report tells of it."""

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.drawing import Drawing, weight
from tests.browser.lesson import Lesson, fresh, predict_curve, serving, sketched


@pytest.fixture(scope="module")
def address():
    with serving() as url:
        yield url


@pytest.fixture
def lesson(tab, address):
    yield from fresh(Lesson(tab, address))


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


@pytest.mark.first
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


@pytest.mark.first
def test_a_report_holds_what_was_predicted_and_what_is_so(lesson):
    lesson.driver.get(f"{lesson.url}?lesson=every-kind&step=2")
    lesson.at(2)
    lesson.choose_option("one")
    lesson.choose_option("none")
    lesson.send()
    assert "It is so" in lesson.lines("seen")
    lesson.click("share")
    lesson.click("share-report")
    lesson.until(lambda: lesson.texts("#report-sheet dt"), "the report")
    assert len(lesson.texts("#report-sheet dt")) == 1
    assert lesson.texts("#report-sheet dd") == ["You predicted: One, None of them. It is so: Two, One"]
    assert lesson.texts("#report-sheet h4") == [lesson.js("return document.querySelector('#lesson h2').textContent")]
