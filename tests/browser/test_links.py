"""Links: the address holds the set-up, Back goes back, a lesson hides what it does without, a link is shared."""

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from app.parts import PARTS
from nn_core import Experiment, advance, start
from nn_core.formats.links.link import from_link
from tests.app.helpers import encoded
from tests.browser.activations import Activations
from tests.browser.test_access import faults, go_dark
from tests.browser.test_sizes import OVERFLOW
from tests.browser.truth import hidden

FIRST = "dataset=circle&seed=0"
THEIRS = (
    "activation={activation}&batchSize=10&dataset={dataset}&regDataset=reg-gauss&learningRate=0.03"
    "&regularizationRate=0&noise=0&networkShape={shape}&seed=0.01234&showTestData=false&discretize=false"
    "&percTrainData=50&x=true&y=true&xTimesY=false&xSquared={squared}&ySquared=false&cosX=false&sinX=false"
    "&cosY=false&sinY=false&collectStats=false&problem={problem}&initZero=false&hideText=false"
)
TAKEN = "document.addEventListener('copy', () => (window.taken = String(document.activeElement.value)))"


def _address(page):
    return page.js("return location.hash.slice(1)")


def _wait_for_address(page, text):
    page.until(lambda: _address(page) == text, f"the address {text}")


def _let_a_second_pass(page):
    """What comes then is a step of its own."""
    now = page.js("return performance.now()")
    page.until(lambda: page.js("return performance.now()") > now + 1000, "a second later")


@pytest.mark.first
def test_the_address_follows_what_is_changed_and_back_goes_back(page):
    assert _address(page) == FIRST
    page.click("dataset-xor")
    page.restarts(dataset="xor")
    _wait_for_address(page, "dataset=xor&seed=0")
    _let_a_second_pass(page)
    page.choose("activation", "ReLU")
    _wait_for_address(page, "dataset=xor&seed=0&hidden=4-relu;2-relu")
    page.driver.back()
    page.restarts(dataset="xor")
    assert page.value("activation") == "Tanh"
    page.driver.back()
    page.restarts()
    assert page.pressed("dataset-circle")
    page.driver.forward()
    page.restarts(dataset="xor")
    page.driver.forward()
    page.restarts(dataset="xor", hidden=hidden(4, 2, activation="relu"))
    assert page.value("activation") == "ReLU"
    page.reload()
    page.restarts(dataset="xor", hidden=hidden(4, 2, activation="relu"))
    page.step()
    page.agrees(dataset="xor", hidden=hidden(4, 2, activation="relu"))


def test_training_and_reset_leave_the_address_alone_and_quick_changes_are_one_step_of_back(page):
    entries = page.js("return history.length")
    page.step()
    page.click("reset")
    page.restarts()
    assert (_address(page), page.js("return history.length")) == (FIRST, entries)
    page.click_quickly("add-layer", 3)
    _wait_for_address(page, f"{FIRST}&hidden=4-tanh;2-tanh;2-tanh;2-tanh;2-tanh")
    assert page.js("return history.length") <= entries + 1
    page.driver.back()
    page.restarts()
    assert page.text("layer-count") == "2"


@pytest.mark.first
def test_a_link_opens_with_everything_it_says(follow):
    link = (
        "problem=multi-class&dataset=rings&seed=12&weights_seed=3&samples=200&train_percent=60&features=x,y,x%5E2"
        "&hidden=5-elu:0.5~0.1;3-=max%280,%20z%29&classes=4&learning_rate=0.1&batch_size=7&optimizer=adam"
    )
    page = follow(f"{link}&show_test=true&discretize=true")
    experiment = from_link(link).experiment
    page.restarts(**experiment.model_dump())
    page.until(lambda: page.checked("show-test") and page.checked("discretize"), "both switches are on")
    assert page.js("return playground.page.options.test && playground.page.options.discrete")
    assert page.message() == ""
    assert page.value("problem") == "Multi-class"
    assert page.value("classes") == "4"
    assert page.value("optimizer") == "Adam"
    assert _address(page) == f"{link}&show_test=true&discretize=true"
    page.step()
    page.agrees(**experiment.model_dump())


@pytest.mark.first
def test_the_same_link_gives_the_same_run_to_the_last_digit(follow):
    link = "dataset=spiral&seed=5&noise=10&hidden=6-relu;4-tanh&learning_rate=0.1"
    page = follow(link)
    page.until(lambda: page.pressed("dataset-spiral"), "the link is open")
    end = lambda: (page.losses, page.js("return playground.player.frame.state"))  # noqa: E731
    page.play()
    page.pause()
    epoch, first = page.epoch, end()
    page.follow(link)
    page.until(lambda: page.pressed("dataset-spiral"), "the link is open")
    page.click_quickly("step", epoch)
    page.until(lambda: page.epoch == epoch, "as many steps")
    assert end() == first
    experiment = from_link(link).experiment
    assert first[1] == encoded(advance(experiment, start(experiment), epoch))


OF_THE_ORIGINAL = [
    ({}, {}),
    ({"activation": "relu", "shape": "5,3,2"}, {"hidden": hidden(5, 3, 2, activation="relu")}),
    ({"problem": "regression"}, {"problem": "regression", "dataset": "reg-gauss"}),
    ({"dataset": "gauss", "shape": ""}, {"dataset": "gauss", "hidden": []}),
    ({"dataset": "spiral", "squared": "true"}, {"dataset": "spiral", "features": ["x", "y", "x^2"]}),
]


@pytest.mark.first
def test_links_of_the_original_open_as_the_same_setup(page):
    usual = {"activation": "tanh", "dataset": "circle", "shape": "4,2", "problem": "classification", "squared": "false"}
    for changed, fields in OF_THE_ORIGINAL:
        page.js("location.hash = arguments[0]", THEIRS.format(**usual | changed))
        page.until(lambda: page.value("seed") == "1234", "the seed")
        page.restarts(seed=1234, **fields)
        page.until(lambda: "The seed '0.01234' became 1234" in page.message(), "what is not the same")
    page.follow(THEIRS.format(**usual | OF_THE_ORIGINAL[1][0]))  # and when the page is loaded with it
    page.restarts(seed=1234, **OF_THE_ORIGINAL[1][1])


def test_what_a_link_can_not_have_is_said_and_goes_with_the_next_change(follow):
    page = follow("noise=90&magic=1")
    page.restarts(noise=80)
    page.until(
        lambda: "noise must be 0 to 80, got '90'; 80 is used instead" in page.message(), "a message on the noise"
    )
    assert "'magic' is unknown" in page.message()
    assert _address(page) == "noise=90&magic=1"
    page.click("dataset-xor")
    page.restarts(dataset="xor", noise=80)
    assert page.message() == ""
    assert _address(page) == "dataset=xor&seed=0&noise=80"


@pytest.mark.first
def test_a_broken_address_is_told_and_nothing_is_lost(page):
    page.click("dataset-gauss")
    page.restarts(dataset="gauss")
    page.step()
    page.js("location.hash = 'hello'")
    page.until(lambda: "settings in this address can't be read" in page.message(), "a message")
    assert "link must be key=value&key=value, got 'hello'" in page.message()
    assert page.epoch == 1
    page.step()
    page.agrees(dataset="gauss")


def test_options_are_in_the_link_and_going_back_over_them_does_not_train_again(page):
    page.step()
    page.switch("show-test")
    _wait_for_address(page, f"{FIRST}&show_test=true")
    page.driver.back()
    page.until(lambda: not page.checked("show-test"), "the switch is off")
    assert not page.js("return playground.page.options.test")
    assert page.epoch == 1
    page.driver.forward()
    page.until(lambda: page.checked("show-test"), "the switch is on")
    page.reload()
    page.until(lambda: page.checked("show-test"), "the switch is on")


RULES = r"""
const selectors = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])
  .flatMap(({ selectorText }) => selectorText?.split(/,\s*(?=body|\.presenting)/) ?? [])
  .filter((selector) => selector.includes("[data-hide~="));
const bare = (selector) => selector.replace(/^(?:[^\s()]|\([^)]*\))+\s+/, ""); // whatever the body is like
return [selectors.length, selectors.filter((selector) => !document.querySelector(bare(selector)))];
"""


def test_every_rule_that_hides_something_finds_it(page):
    count, idle = page.js(RULES)
    assert count > len(PARTS)
    # some features are chosen, and of those only the others are hidden
    assert [rule for rule in idle if "aria-pressed" not in rule] == []


def test_a_lesson_hides_what_it_does_without_until_somebody_wants_it_back(page):
    away = ("play", "learning-rate", "noise", "layer-0-add", "add-layer", "test-loss", "nav-race")
    assert all(page.shown(id_) for id_ in away)
    assert not page.shown("show-all")
    lesson = "play,learning-rate,train-percent,noise,feature-x,feature-x2,hidden-layers,units,navigation"
    page.follow(f"{FIRST}&hide={lesson}")
    page.until(lambda: page.shown("show-all"), "a way out")
    assert [id_ for id_ in away if page.shown(id_)] == []
    assert page.shown("step")
    assert page.shown("train-loss")
    assert page.shown("feature-x")  # in use
    assert not page.shown("feature-x2")
    ActionChains(page.driver).move_to_element(page.element("feature-x")).click().perform()
    page.step()
    page.agrees()
    page.click("dataset-xor")
    page.restarts(dataset="xor")
    assert _address(page) == f"dataset=xor&seed=0&hide={lesson}"
    page.reload()
    page.until(lambda: not page.shown("play"), "still hidden")
    assert faults(page) == []
    page.click("show-all")
    assert all(page.shown(id_) for id_ in away)
    _wait_for_address(page, "dataset=xor&seed=0")
    page.click("feature-x2")
    page.until(lambda: page.pressed("feature-x2"), "a feature")


def test_the_original_hides_controls_in_its_own_words(follow):
    page = follow(f"{FIRST}&playButton_hide=true&numHiddenLayers_hide=true&percTrainData_hide=true&hideText=true")
    page.until(lambda: not page.shown("play"), "no Play")
    assert not page.shown("layer-count")
    assert not page.shown("test-loss")
    assert page.css(".tagline")[0].value_of_css_property("visibility") == "hidden"
    assert page.message() == ""


@pytest.mark.first
def test_a_link_is_shared_from_a_dialog(page):
    page.click("feature-xy")
    page.until(lambda: page.js("return playground.player.experiment.features.length") == 3, "a feature")
    page.click("share")
    page.until(lambda: page.shown("share-dialog"), "the dialog")
    address = f"{page.url}#{FIRST}&features=x,y,xy"
    assert page.value("share-link") == address
    assert page.element("share-open").get_attribute("href") == address
    page.click("share-chart-hidden")
    page.click("share-play-hidden")
    assert page.value("share-link") == f"{address}&hide=play,chart"
    assert from_link(page.value("share-link")).hidden == ("play", "chart")
    page.js(TAKEN)
    page.click("share-copy")
    page.until(lambda: page.text("share-copied") == "Link copied.", "a word")
    assert page.js("return window.taken") == f"{address}&hide=play,chart"
    page.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    page.until(lambda: not page.shown("share-dialog"), "no dialog")
    assert page.driver.switch_to.active_element.get_attribute("id") == "share"
    assert page.shown("play")
    assert page.driver.current_url == address
    page.driver.switch_to.active_element.send_keys(Keys.ENTER)
    page.until(lambda: page.shown("share-dialog"), "the dialog")
    assert not page.checked("share-play-hidden")
    page.click("share-play-hidden")
    page.click("share-open")
    page.driver.switch_to.window(page.driver.window_handles[-1])
    page.wait_until_ready()
    page.until(lambda: not page.shown("play"), "no Play")
    page.until(lambda: page.pressed("feature-xy"), "the feature")
    page.driver.close()
    page.driver.switch_to.window(page.driver.window_handles[0])
    page.css("#share-dialog [value=close]")[0].click()
    assert not page.shown("share-dialog")


def test_the_dialog_has_its_place_and_its_names_and_a_browser_that_does_not_copy_is_told_of(page):
    page.click("share")
    page.until(lambda: page.shown("share-dialog"), "the dialog")
    for size, scheme in [((1440, 900), "light"), ((390, 844), "dark")]:
        if scheme == "dark":
            go_dark(page)
        page.resize(*size)
        page.frames(20)
        assert faults(page, within="#share-dialog") == [], size
        assert page.js(OVERFLOW) == [0, []], size
    page.js("document.execCommand = () => false")
    page.resize(None)
    page.click("share-copy")
    page.until(lambda: "select the link and copy it" in page.text("share-copied"), "a word")


def test_the_way_back_from_another_page_leads_to_the_set_up(page):
    page.click("dataset-spiral")
    page.restarts(dataset="spiral")
    page.click("nav-activations")
    other = Activations(page.duo, f"{page.url}activations", page.gate)
    other.wait_until_ready()
    other.click("nav-playground")
    page.until(lambda: page.css("#dataset-spiral") and page.pressed("dataset-spiral"), "the spiral")
    page.restarts(dataset="spiral")


@pytest.mark.first
def test_own_data_travel_in_a_link(page):
    experiment = Experiment(dataset="custom", points=[[0.1 * i, -0.3 * i, (-1) ** i] for i in range(-9, 9)], seed=3)
    page.follow_to(experiment)
    page.restarts(**experiment.model_dump())
    assert page.message() == ""


def test_a_link_is_opened_once_the_server_is_back(page):
    page.js("window.there = window.fetch; window.fetch = () => Promise.reject(new TypeError('away'))")
    page.js("location.hash = 'dataset=xor&seed=2'")
    page.until(lambda: page.message("connection-message"), "the server is away")
    page.js("window.fetch = window.there")
    page.click("retry")
    page.restarts(dataset="xor", seed=2)
    assert page.message("connection-message") == ""
