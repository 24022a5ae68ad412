"""The coach's line: true messages of real runs, its buttons, and that it neither moves nor interrupts anything.

Runs end by the page's own stop condition, so what is said in the end depends on nothing but the set-up.
"""

import pytest
from selenium.webdriver.common.keys import Keys

from app.calls.coach import coach_texts
from nn_core import Experiment
from nn_core.insight.coach import sentence
from tests.browser.test_access import faults_light_and_dark
from tests.core.coach_runs import experiment, play

LINE = "dataset=circle&seed=1&hidden="
QUICK = "&speed=5"  # where only the end counts: a frame in five
# Counts what is asked, and hears what is answered: the epoch, and the rule.
LISTEN = """
const { coach } = playground.server;
window.told = [];
playground.server.coach = async (request) => {
  const answer = await coach(request);
  window.told.push([request.history.at(-1)[0], answer.advice?.rule ?? null]);
  return answer;
};
window.heard = [];
new MutationObserver(() => window.heard.push(document.getElementById("coach-said").textContent)).observe(
  document.getElementById("coach-said"), { childList: true, characterData: true, subtree: true });
"""
# Answers with this, whatever is asked.
ANSWER = "playground.server.coach = async () => ({ advice: arguments[0], waited: 0 });"
TOLD = {"rule": "stuck", "text": "Stuck.", "values": {}, "losses": [], "place": "loss-chart", "layer": None}
CHANGE = {"values": {}, "losses": [], "fields": {"learning_rate": 0.1}, "keep": True, "control": "learning-rate"}
PLACES = """
const box = (id) => Object.values(document.getElementById(id).getBoundingClientRect().toJSON());
return ["coach", "undo", "play", "output-map"].map(box);
"""
IN_SIGHT = "const { top, bottom } = document.activeElement.getBoundingClientRect(); return [top, bottom, innerHeight];"
INSIDE = """
const element = document.querySelector(arguments[0]);
return [element.scrollHeight - element.clientHeight, element.scrollWidth - element.clientWidth];
"""
SIZES = [(1440, 900), (1024, 768), (768, 1024), (390, 844)]


def said(page):
    """What the line says; nothing where it is empty."""
    return page.text("coach-text") if page.shown("coach-text") else ""


def says(page, begin):
    page.until(lambda: said(page).startswith(begin), begin)


def says_nothing(page):
    page.until(lambda: not page.css(".coach-line:not([hidden])"), "an empty line")


def focused(page):
    return page.js("return document.activeElement.id")


def plays(follow, link, epoch):
    """Come by a link and train to this epoch, where the coach is asked for the last time."""
    page = follow(f"{link}&stop=epoch:{epoch}")
    page.until(lambda: page.value("goal") == "at epoch", "the stop condition of the link")
    page.js(LISTEN)
    runs(page, epoch)
    return page


def runs(page, epoch):
    page.click("play")
    page.until(lambda: page.epoch == epoch and not page.playing, f"paused at epoch {epoch}", timeout=60)


def was_asked(page, epoch):
    """The coach has heard of this epoch, and what it said was shown."""
    page.until(lambda: epoch in [at for at, _ in page.js("return window.told")], f"it was asked of epoch {epoch}")
    page.frames(3)


def shown_experiment(page):
    return Experiment(**page.js("const { split, race, ...chosen } = playground.player.experiment; return chosen"))


@pytest.mark.first
def test_a_linear_network_is_told_of_and_what_it_says_to_try_can_be_undone(follow):
    page = plays(follow, LINE, 60)
    before = shown_experiment(page)
    run = play(before, 60, 1)
    _, advice = run.said[-1]
    says(page, sentence(advice))
    page.until(lambda: said(page) == sentence(advice), "the numbers of this very epoch")
    assert page.text("coach-try") == sentence(advice.change) == "Try one more layer of 8 units"
    assert [text[:6] for text in page.js("return window.heard") if text] == ["Linear"]  # once, whatever the numbers

    page.click("coach-try")
    page.until(lambda: shown_experiment(page) == advice.change.experiment, "the change")
    page.until(lambda: page.epoch == 0, "epoch 0")
    assert page.text("notice") == "Hidden layer added. Training restarted."
    says_nothing(page)
    assert focused(page) == "play"
    assert page.element("undo").get_attribute("title") == "Undo: add hidden layer"

    page.click("undo")
    page.until(lambda: shown_experiment(page) == before and page.epoch == 60, "epoch 60 of one neuron")
    says(page, "Linear network")


def test_show_me_points_at_the_network(follow):
    page = plays(follow, LINE + QUICK, 60)
    says(page, "Linear network")
    page.click("coach-show")
    page.until(lambda: focused(page) == "network", "the network")
    assert page.css("#network.pointed-at")
    assert said(page)


@pytest.mark.first
def test_a_dead_layer_is_told_of_and_shown(follow):
    page = plays(follow, f"dataset=circle&seed=1&hidden=4-tanh;4-step{QUICK}", 30)
    says(page, "Dead units in layer 2: 4 of 4.")
    page.click("coach-show")
    page.until(lambda: page.text("layer-name") == "Layer 2 up close", "layer 2")
    assert page.js("return document.activeElement.matches('.layer-panel.pointed-at')")
    assert page.pressed("layer-1-look")
    top, bottom, height = page.js(IN_SIGHT)
    assert bottom > 0
    assert top < height
    assert page.text("coach-try") == "Try Tanh instead of Binary step"
    page.click("coach-try")
    page.until(lambda: [layer.activation for layer in shown_experiment(page).hidden] == ["tanh", "tanh"], "two of tanh")
    page.click("undo")
    page.until(lambda: [layer.activation for layer in shown_experiment(page).hidden] == ["tanh", "step"], "as before")
    says(page, "Dead units in layer 2")


def test_a_run_that_is_stuck(follow):
    page = plays(follow, "dataset=circle&seed=1&initializer=zeros&speed=10", 300)
    says(page, "Stuck: the training loss has stayed at 0.5")
    page.until(lambda: said(page).endswith(" for 300 epochs."), "the numbers of the last epoch")
    page.click("coach-try")
    page.until(lambda: shown_experiment(page).initializer == "matched", "random weights")
    assert page.text("notice") == "Initializer changed. Training restarted."
    page.click("undo")
    page.until(lambda: shown_experiment(page).initializer == "zeros" and page.epoch == 300, "as before")


def test_a_run_that_memorizes(follow):
    link = "dataset=circle&seed=4&samples=80&noise=25&train_percent=30&hidden=8-tanh;8-tanh&learning_rate=0.1&speed=10"
    page = plays(follow, link, 400)
    says(page, "Memorizing: since epoch ")
    assert page.text("coach-try") == "Try training share 50%"
    page.click("coach-show")
    page.until(lambda: page.css(".chart.pointed-at"), "the chart of the losses")
    page.click("coach-try")
    page.until(lambda: shown_experiment(page).train_percent == 50, "half of the points")
    page.click("undo")
    page.until(lambda: shown_experiment(page).train_percent == 30, "as before")


@pytest.mark.first
def test_a_run_that_has_solved_it_has_nothing_to_try(follow):
    page = plays(follow, "dataset=circle&seed=1", 100)
    _, advice = play(experiment({}), 100, 1).said[-1]
    page.until(lambda: said(page) == sentence(advice), "all of it")
    assert not page.shown("coach-try")
    assert page.shown("coach-show")


def test_a_setting_that_is_folded_away_is_opened(page):
    page.js(ANSWER, {**TOLD, "place": "schedule"})
    page.click_quickly("step", 3)
    says(page, "Stuck.")
    assert not page.css("#more[open]")
    page.click("coach-show")
    page.until(lambda: page.css("#more[open]") and focused(page) == "schedule", "the schedule")
    assert page.css(".pointed-at #schedule")


def test_what_is_dismissed_stays_away_until_the_set_up_changes(follow):
    page = plays(follow, LINE + QUICK, 60)
    says(page, "Linear network")
    page.focus("coach-dismiss")
    page.element("coach-dismiss").send_keys(Keys.ENTER)
    says_nothing(page)
    assert focused(page) == "play"
    was_asked(page, 60)
    page.until(lambda: [60, None] in page.js("return window.told"), "asked again, and nothing else is true")
    assert not said(page)

    page.reload()
    page.until(lambda: page.value("goal") == "at epoch", "the stop condition")
    page.js(LISTEN)
    runs(page, 60)
    was_asked(page, 60)
    assert {rule for _, rule in page.js("return window.told")} == {None}
    assert not said(page)

    page.type("seed", "2")
    page.restarts(seed=2, hidden=[])
    runs(page, 60)
    says(page, "Linear network")


def test_a_lesson_hides_it_and_then_nobody_is_asked(follow):
    page = plays(follow, f"{LINE}{QUICK}&hide=coach", 60)
    page.frames(30)
    assert not page.shown("coach")
    assert page.js("return window.told") == []
    page.click("show-all")
    says(page, "Linear network")


def test_what_a_lesson_hides_is_not_to_be_changed_nor_shown(follow):
    page = follow(f"{LINE}&hide=hidden-layers,chart")
    page.until(lambda: page.css("body[data-hide~=chart]"), "hidden")
    page.js(ANSWER, {**TOLD, "change": {**CHANGE, "text": "Try", "name": "add-layer", "control": "add-layer"}})
    page.click_quickly("step", 3)
    says(page, "Stuck.")
    assert not page.shown("coach-try")
    assert not page.shown("coach-show")


@pytest.mark.first
def test_divergence_is_said_once(follow):
    page = follow("problem=regression&dataset=reg-plane&learning_rate=10&seed=1")
    page.until(lambda: page.value("learning-rate") == "10", "the learning rate")
    page.js(LISTEN)
    page.click("play")
    page.until(lambda: "diverged" in page.message(), "the message")
    epoch = page.epoch
    page.frames(30)
    assert epoch not in [at for at, _ in page.js("return window.told")]
    assert not said(page)


def test_a_message_stays_while_somebody_is_in_it_and_goes_then(page):
    page.js(ANSWER, {**TOLD, "change": None})
    page.click_quickly("step", 3)
    says(page, "Stuck.")
    page.focus("coach-show")
    page.js("window.asked = 0; playground.server.coach = async () => { window.asked += 1; return { advice: null }; }")
    page.js("playground.player.step()")
    page.until(lambda: page.js("return window.asked") > 0, "it is asked")
    page.frames(3)
    assert said(page) == "Stuck."
    assert focused(page) == "coach-show"
    page.focus("speed")
    says_nothing(page)
    assert focused(page) == "speed"


def test_nothing_moves_when_a_message_comes_and_the_longest_one_has_room(page):
    longest = max(coach_texts(), key=len)
    change = {**CHANGE, "text": "Try Tanh instead of Generalized logistic", "name": "activation"}
    for number, (width, height) in enumerate(SIZES):
        page.resize(width, height)
        page.js(ANSWER, None)
        page.click("reset")
        page.until(lambda: page.epoch == 0, "epoch 0")
        page.js("scrollTo(0, 0)")
        says_nothing(page)
        before = page.js(PLACES)
        page.js(ANSWER, {**TOLD, "text": f"{longest} {number}".replace("{", "").replace("}", ""), "change": change})
        page.js("for (let i = 0; i < 3; i += 1) playground.player.step()")
        says(page, longest[:8])
        assert page.js(PLACES) == before, (width, height)
        assert page.shown("coach-more") == (width == 390)
        if page.shown("coach-more"):  # two lines, until somebody wants all of it
            assert page.js("return document.querySelector('.coach-line').offsetHeight") <= 50
            assert not page.shown("coach-try")
            page.click("coach-more")
            page.until(lambda: page.shown("coach-try"), "all of it")
            page.js("scrollTo(0, 0)")
            assert page.js(PLACES) == before, "over the page"
        for selector in ("#coach-text", ".coach-line", "#coach-try", ".coach-buttons"):
            down, right = page.js(INSIDE, selector)
            assert down <= 0, (selector, width)
            assert right <= 0, (selector, width)


def test_axe_finds_nothing_serious_in_a_message(page):
    page.js(ANSWER, {**TOLD, "change": {**CHANGE, "text": "Try learning rate 0.1", "name": "learning-rate"}})
    page.click_quickly("step", 3)
    says(page, "Stuck.")
    assert faults_light_and_dark(page, "#coach") == []
    assert said(page)


@pytest.mark.parametrize("answer", ["({ error: 'no' })", "null", "Promise.reject(new Error('away'))"])
def test_a_server_that_does_not_answer_the_coach_disturbs_nobody(page, answer):
    page.js(f"window.asked = 0; playground.server.coach = async () => {{ window.asked += 1; return {answer}; }}")
    page.click_quickly("step", 3)
    page.until(lambda: page.js("return window.asked") > 0, "it is asked")
    page.step()
    assert not said(page)
    assert page.message() == ""
