"""By the keyboard alone: from the address to a result, and from a race's grid to a cell of it."""

import pytest
from selenium.webdriver.common.keys import Keys

from app import ids
from tests.browser.test_help import chord, press

ACTIVE = "return document.activeElement.id"
WORD = "return document.activeElement.dataset.word ?? ''"
STOPS = """
return [...document.querySelectorAll(arguments[0])].filter((one) => one.checkVisibility() && one.tabIndex === 0).length;
"""


def _tab_to(page, id_, way=()):
    """Press Tab until it is there; how often."""
    for count in range(150):
        if page.js(ACTIVE) == id_:
            return count
        chord(page, *way, Keys.TAB)
    raise AssertionError(f"Tab never comes to {id_}")


def _go_to(page, id_, key):
    """Within a group, by one arrow key."""
    for _ in range(30):
        if page.js(ACTIVE) == id_:
            return
        press(page, key)
    raise AssertionError(f"{key} never comes to {id_}")


@pytest.mark.first
def test_pick_spiral_add_layers_play_stop_and_read_the_result(page):
    page.js("document.activeElement.blur(); scrollTo(0, 0)")
    press(page, Keys.TAB)
    assert page.js("return document.activeElement.dataset.skip") == ids.PLAY
    press(page, Keys.ENTER)
    assert page.js(ACTIVE) == ids.PLAY
    _tab_to(page, ids.dataset("circle"))
    _go_to(page, ids.dataset("spiral"), Keys.ARROW_RIGHT)
    press(page, Keys.ENTER)
    page.restarts(dataset="spiral")
    _tab_to(page, ids.ADD_LAYER)
    for layers in (3, 4):
        press(page, Keys.ENTER)
        page.until(lambda layers=layers: page.text(ids.LAYER_COUNT) == str(layers), f"{layers} layers")
    assert page.js(ACTIVE) == ids.ADD_LAYER
    _tab_to(page, ids.PLAY, (Keys.SHIFT,))
    press(page, " ")
    page.until(lambda: page.playing and page.epoch > 5, "it plays")
    press(page, " ")
    page.until(lambda: not page.playing, "stopped")
    epoch, train, test = page.readings
    said = page.text(ids.LIVE)
    assert f"Epoch {epoch}:" in said
    assert page.text(ids.TEST_LOSS) in said
    assert len(page.js("return playground.player.experiment.hidden")) == 4
    assert 0 < train < 2
    assert 0 < test < 2


@pytest.mark.first
def test_toolbars_and_the_words_of_a_section_are_one_stop_each(page):
    for bar in (".player", ".thumbnails", ".features"):
        assert page.js(STOPS, f"{bar} button") == 1, bar
    for section in (".top-bar", ".data", ".network-panel", ".output"):
        assert page.js(STOPS, f"{section} .word[role=button]") <= 1, section
    page.focus(ids.PLAY)
    press(page, Keys.ARROW_RIGHT)
    assert page.js(ACTIVE) == ids.STEP
    press(page, Keys.HOME)
    assert page.js(ACTIVE) == ids.RESET
    press(page, Keys.ARROW_LEFT)  # there is nothing further left
    assert page.js(ACTIVE) == ids.RESET
    chord(page, Keys.SHIFT, Keys.TAB)
    chord(page, Keys.TAB)
    assert page.js(ACTIVE) == ids.RESET  # where the keyboard was last
    assert page.epoch == 0
    circle, below = (page.element(ids.dataset(key)) for key in ("circle", "xor"))
    page.focus(ids.dataset("circle"))
    press(page, Keys.ARROW_DOWN)
    found = page.element(page.js(ACTIVE))
    assert abs(found.rect["x"] - circle.rect["x"]) < 2
    assert found.rect["y"] > circle.rect["y"]
    assert below.is_displayed()


def test_a_word_s_card_opens_as_the_arrow_keys_go_from_word_to_word(page):
    page.focus("speed")
    chord(page, Keys.SHIFT, Keys.TAB)
    first = page.js(WORD)
    press(page, Keys.ARROW_RIGHT)
    second = page.js(WORD)
    assert first
    assert second
    assert first != second
    page.until(lambda: page.shown("word-card"), "the card of the next word")
    press(page, Keys.HOME)
    words = [page.js(WORD)]
    for _ in range(20):
        press(page, Keys.ARROW_RIGHT)
        words.append(page.js(WORD))
    assert {"speed", "learning-rate", "activation"} <= set(words)
    press(page, Keys.ESCAPE)
    page.until(lambda: not page.shown("word-card"), "no card")


def test_nothing_is_underlined_and_no_card_opens_before_a_class(follow):
    page = follow("dataset=xor&seed=0&present=1&title=Words")
    page.until(lambda: page.js("return document.body.classList.contains('presenting')"), "it is presented")
    lines = "return [...document.querySelectorAll('.word')].map((one) => getComputedStyle(one).textDecorationLine)"
    assert set(page.js(lines)) == {"none"}
    press(page, Keys.TAB)
    assert page.js(STOPS, ".word[role=button]") == 0
    assert not page.shown("word-card")
