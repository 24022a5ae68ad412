"""For everybody: axe-core finds nothing serious, every control has a name, and the keyboard reaches all of them."""

from itertools import pairwise
from pathlib import Path

import axe_playwright_python
import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RUN = """
const [only, within, done] = arguments;
const options = { resultTypes: ["violations"], preload: false };
if (only) options.runOnly = { type: "rule", values: only };
axe.run(within ?? document, options).then((result) => done(result.violations), (error) => done(`${error}`));
"""
COLORED = ["color-contrast", "link-in-text-block"]  # what axe says of colors; all else is the same in both themes
CONTROLS = """
const controls = "button, input, select, textarea, a[href], [role=button], [tabindex='0']";
return [...document.querySelectorAll(controls)].filter((each) => each.checkVisibility({ visibilityProperty: true }));
"""
NAME = """
const words = [...document.querySelectorAll(".word[tabindex='0']")];
const skip = ({ dataset }) => dataset.skip && `skip ${dataset.skip}`;
const word = (each) => words.includes(each) && `word ${words.indexOf(each)}`;
const name = (each) => each.id || skip(each) || word(each) || each.closest("[id]")?.id;
"""
REACHABLE = f"""
{NAME}
const shown = () => {{ {CONTROLS} }};
return shown()
  .filter((each) => !each.disabled && each.getAttribute("tabindex") !== "-1")
  .map(name);
"""
ACTIVE = f"""
{NAME}
const element = document.activeElement;
const box = element.getBoundingClientRect();
return [name(element), box.width > 0, getComputedStyle(element).outlineStyle,
        element.matches(":focus-visible")];
"""


def faults(page, only=None, within=None):
    """What axe finds, by these rules or by all: rule, how bad, and the places.

    Where only a dialog or one part of a page is new, ``within`` is its selector, or a context of axe's: the tests below
    look at all of it, and to look at everything again takes longer than all else that a test does.
    """
    if not page.js("return Boolean(window.axe)"):
        page.js(AXE)
    violations = page.driver.execute_async_script(RUN, only, within)
    assert isinstance(violations, list), violations
    return [
        f"{fault['id']} ({fault['impact']}): {node['target']} {node['html'][:200]} {node['failureSummary'][:300]}"
        for fault in violations
        for node in fault["nodes"]
        if fault["impact"] in ("serious", "critical")
    ]


def go_dark(page):
    page.js("document.getElementById('color-scheme').click()")  # also from under a dialog
    page.until(lambda: page.js("return document.documentElement.dataset.colorScheme") == "dark", "dark")
    page.frames(30)  # until colors have changed


def faults_light_and_dark(page, within=None):
    """The same in both themes, the dark one last, where only colors are others."""
    found = faults(page, within=within)
    go_dark(page)
    return found + faults(page, COLORED, within)


@pytest.mark.first
def test_axe_finds_nothing_serious(page):
    page.resize(390, 844)
    page.frames(30)
    assert faults(page) == []


def test_axe_finds_nothing_serious_after_training_with_messages(page):
    """Nor on a large screen, of which it looks at everything, too."""
    page.play()
    page.pause()
    page.choose("activation", "Swish")
    page.switch("show-test")
    page.click("add-layer")
    page.choose("problem", "Regression")
    page.choose("learning-rate", "10")
    page.click("play")
    page.until(page.message, "a message")
    page.js("document.getElementById('connection-message').hidden = false")
    page.frames(30)
    assert faults_light_and_dark(page) == []


def html(element):
    return element.get_attribute("outerHTML")[:150]


def test_headings_landmarks_messages_and_pictures_are_announced_and_every_control_has_a_name_of_its_own(page):
    assert len(page.css("h1")) == 1
    assert len(page.css("main")) == len(page.css("header")) == 1
    levels = page.js("return Array.from(document.querySelectorAll('h1, h2, h3, h4'), (h) => Number(h.tagName[1]))")
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    for section in page.css("main section"):
        assert section.accessible_name or not section.is_displayed()
    assert page.element("problem-message").get_attribute("role") == "alert"
    assert page.element("connection-message").get_attribute("role") == "status"
    words = page.element("network-canvas").get_attribute("aria-label")
    assert "2 features" in words
    assert "4 Tanh, 2 Tanh" in words
    page.step()
    words = page.element("output-figure").get_attribute("aria-label")
    assert "epoch 1" in words
    for id_ in ("train-loss", "test-loss"):
        assert page.text(id_) in words
    page.choose("activation", "Swish")
    names = {}
    for control in page.js(CONTROLS):
        names.setdefault((control.aria_role, control.accessible_name.strip()), []).append(control)
    assert len(names) > 30
    assert [html(c) for (_, name), found in names.items() if not name for c in found] == []
    same = {name: [html(control) for control in found] for name, found in names.items() if len(found) > 1}
    assert same == {}


@pytest.mark.first
def test_the_keyboard_reaches_every_control_and_shows_where_it_is(page):
    wanted = set(page.js(REACHABLE))
    reached, unmarked = [], []
    for _ in range(2 * len(wanted)):
        ActionChains(page.driver).send_keys(Keys.TAB).perform()
        id_, visible, outline, marked = page.js(ACTIVE)
        if id_ is None or id_ in reached:
            break
        reached.append(id_)
        if not (visible and marked) and outline == "none":
            unmarked.append(id_)
    assert wanted - set(reached) == set()
    assert unmarked == []
    assert reached.index("play") < reached.index("dataset-circle") < reached.index("output-layer")


@pytest.mark.first
def test_the_keyboard_can_do_everything(page):
    press = lambda key: ActionChains(page.driver).send_keys(key).perform()  # noqa: E731
    page.focus("step")
    press(Keys.ENTER)
    page.until(lambda: page.epoch == 1, "one epoch")
    page.focus("play")
    press(Keys.SPACE)
    page.until(lambda: page.playing and page.epoch > 2, "training")
    press(Keys.SPACE)
    page.until(lambda: not page.playing, "paused")
    page.focus("dataset-gauss")
    press(Keys.ENTER)
    page.restarts(dataset="gauss")
    page.focus("feature-xy")
    press(Keys.SPACE)
    page.restarts(dataset="gauss", features=["x", "y", "xy"])
    page.focus("activation")
    for key in (Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ENTER):
        press(key)
    page.until(lambda: page.value("activation") != "Tanh", "another activation")
    page.focus("discretize")
    press(Keys.SPACE)
    page.until(lambda: page.colors("#output-map") == 2, "two colors")
