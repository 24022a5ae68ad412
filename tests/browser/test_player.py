"""Play, Pause, Step and Reset: at once, exactly, and with no late answer getting through."""

import re
from itertools import pairwise
from time import sleep

import pytest

from nn_core import Experiment
from tests.browser.truth import losses
from tests.faults.clock import CLOCK, jump
from tests.weekly import often

SETTLED = 15  # frames; anything that was on its way has been drawn by then
NUMBERS = "return playground.session.numbers.length"
BYTES = 300  # that the numbers of a frame take at most
AS_FAST_AS_CAN_BE = """
const always = (value) => ({ get: () => value, set() {} });
Object.defineProperties(playground.pace, { interval: always(10), clip: always(30) });
playground.parts.use({ frame: () => (window.drawn += 1) });
"""
# As if it had gone on for minutes: so many more moments, so far apart, each with a state of its own.
LATER = """
const [count, epochs] = arguments;
const { frame } = playground.player;
const state = () => JSON.parse(JSON.stringify(frame.state));
const later = (i) => ({ ...frame, state: state(), epoch: frame.epoch + i * epochs, train_loss: 1 / i });
for (let i = 1; i < count; i++) playground.session.part.frame(later(i));
"""


@pytest.mark.first
def test_play_learns_the_circle(page):
    page.choose("speed", "10x")  # so that a tenth of the frames are drawn; that it draws each epoch is tried below
    page.click("play")
    page.until(lambda: page.losses[1] < 0.05, "a test loss below 0.05", timeout=60)
    page.pause()
    page.agrees()
    red, _, blue, _ = page.pixel("#output-map", 0.5, 0.5)
    assert blue > red + 60  # the middle is blue
    red, _, blue, _ = page.pixel("#output-map", 0.03, 0.5)
    assert red > blue + 60  # the ring is orange


@pytest.mark.first
def test_every_frame_that_is_shown_is_what_the_core_computes(page):
    page.record()
    page.play()
    page.until(lambda: page.epoch > 15, "some epochs")
    page.pause()
    epochs = [epoch for epoch, _, _ in page.recorded]
    assert epochs == list(range(1, len(epochs) + 1))
    for epoch, *shown in page.recorded[:12]:
        assert shown == list(losses({}, epoch)), epoch


@pytest.mark.first
def test_pause_stops_at_once_and_stays(page):
    page.play()
    page.pause()
    readings, answered = page.readings, page.gate.answered
    page.frames(2 * SETTLED)
    assert page.readings == readings
    assert page.gate.answered - answered <= 1
    page.agrees()
    page.play()
    page.pause()
    page.agrees()


def test_the_server_knows_for_how_long_pages_have_been_playing(page):
    def told():
        metrics = page.gate.app.server.test_client().get("/metrics").text
        return float(re.search(r"^playground_playing_seconds_total (\S+)$", metrics, re.MULTILINE)[1])

    def play_to(epoch):
        begin = page.js("return performance.now()")
        page.play()
        page.until(lambda: page.epoch > epoch, f"epoch {epoch}")
        page.pause()
        return (page.js("return performance.now()") - begin) / 1000

    before = told()
    page.frames(SETTLED)
    page.step()
    assert told() == before  # this page does not play
    played = play_to(80)
    first = told() - before
    # Thirty frames a second at most are drawn, and when it last asked it had at most two clips of them in hand.
    assert (80 - 60) / 30 - 0.2 < first <= played
    page.until(lambda: not page.gate.waiting, "what was on its way has come")
    page.js(CLOCK)
    jump(page, 60)  # a pause does not count, nor what comes after it
    played += play_to(page.epoch + 20)
    assert first <= told() - before <= played


@pytest.mark.first
def test_step_trains_exactly_one_epoch_each_time(page):
    for epoch in (1, 2, 3):
        page.click("step")
        page.until(lambda epoch=epoch: page.epoch == epoch, epoch)
        page.frames(SETTLED)
        assert page.epoch == epoch
        assert not page.playing
    page.agrees()
    page.choose("speed", "100x")  # whatever the speed
    page.step()
    page.frames(SETTLED)
    assert page.epoch == 4


@pytest.mark.first
def test_step_while_playing_pauses_and_trains_one_more(page):
    page.play()
    page.record()
    page.click("step")
    page.until(lambda: not page.playing, "paused")
    page.frames(SETTLED)
    epochs = [epoch for epoch, _, _ in page.recorded]
    assert epochs == list(range(epochs[0], epochs[0] + len(epochs)))
    page.agrees()
    page.step()
    page.agrees()


@pytest.mark.first
def test_quick_steps_are_all_taken(page):
    page.gate.close()
    for _ in range(3):
        page.click("step")
    page.gate.open()
    page.until(lambda: page.epoch >= 3, "three epochs")
    page.frames(SETTLED)
    assert page.epoch == 3
    page.click_quickly("step")
    page.until(lambda: page.epoch >= 5, "five epochs")
    page.frames(SETTLED)
    assert page.epoch == 5


@pytest.mark.first
def test_reset_goes_back_to_the_very_same_start(page):
    start = page.readings
    for _ in range(2):
        page.play()
        page.until(lambda: page.losses != start[1:], "other losses")
        page.pause()
        page.click("reset")
        page.until(lambda: page.readings == start, start)
        page.frames(SETTLED)
        assert page.readings == start
        assert not page.playing
    page.restarts()


@pytest.mark.first
def test_reset_while_playing_pauses_and_shows_no_late_frame(page):
    page.play()
    page.until(lambda: page.epoch > 5, "some epochs")
    page.record()
    page.click("reset")
    page.until(lambda: page.epoch == 0, "epoch 0")
    page.frames(SETTLED)
    epochs = [epoch for epoch, _, _ in page.recorded]
    assert epochs[epochs.index(0) :] == [0] * (len(epochs) - epochs.index(0))
    page.restarts()


def test_an_answer_that_comes_too_late_is_dropped(page):
    for button in ("play", "reset", "dataset-xor"):
        _comes_too_late(page, button)


def _comes_too_late(page, button):
    """The answer to a tick, as somebody presses a button meanwhile."""
    page.play()
    page.gate.close()
    page.gate.wait_for_request()
    page.drain()
    before, answered = page.epoch, page.gate.answered
    page.record()
    page.click(button)
    page.until(lambda: not page.playing, "paused")
    page.gate.open()
    page.gate.wait_for_answers(answered + (1 if button == "play" else 2))
    page.frames(SETTLED)
    if button == "play":
        assert page.epoch == before
        assert page.recorded == []
        page.play()
        page.pause()
    else:
        page.restarts(**({"dataset": "xor"} if "xor" in button else {}))
        assert {epoch for epoch, _, _ in page.recorded} <= {0}


def test_at_most_one_request_is_in_flight_but_for_a_clip_that_nobody_waits_for(page):
    page.choose("speed", "10x")
    page.play()
    page.until(lambda: page.gate.answered > 6, "six ticks")
    assert page.gate.most == 1
    page.choose("learning-rate", "0.1")
    for button in ("step", "reset", "layer-0-add", "dataset-xor", "play", "play", "step"):
        page.click(button)
    page.frames(SETTLED)
    assert page.gate.most <= 2


def test_the_play_button_says_what_it_will_do_and_the_title_of_the_tab_does_not_flicker(page):
    page.js(
        "window.titles = new Set(); new MutationObserver(() => titles.add(document.title))"
        ".observe(document.querySelector('title'), { childList: true })"
    )
    play = page.element("play")
    assert play.accessible_name == "Play"
    page.play()
    assert play.accessible_name == "Pause"
    page.until(lambda: page.text("epochs-per-second"), "the speed of training")
    page.pause()
    assert play.accessible_name == "Play"
    assert page.text("epochs-per-second") == ""
    assert page.js("return [...window.titles]") in ([], ["Neural Network Playground"])


def test_a_hundred_epochs_per_frame_advance_in_hundreds(page):
    fields = {"hidden": [], "batch_size": 30}  # an epoch is then a fraction of a millisecond
    page.follow_to(Experiment(**fields))
    page.choose("speed", "100x")
    page.record()
    page.play()
    page.until(lambda: page.epoch >= 2000, "2000 epochs")
    page.pause()
    epochs = [0, *(epoch for epoch, _, _ in page.recorded)]
    advances = [later - earlier for earlier, later in pairwise(epochs)]
    assert max(advances) == 100
    # A busy server may run out of time in the middle of a frame and send fewer.
    assert advances.count(100) > len(advances) / 2
    page.agrees(**fields)


def test_a_tab_in_the_background_asks_for_nothing_and_goes_on_when_it_is_back(page_in_a_window):
    page = page_in_a_window
    page.play()
    page.until(lambda: page.epoch > 20, "some epochs")
    tab = page.driver.current_window_handle
    page.driver.switch_to.new_window("tab")
    page.driver.switch_to.window(page.driver.window_handles[-1])
    page.until(lambda: not page.gate.waiting, "what was on its way has come")
    sleep(0.5)
    answered = page.gate.answered
    sleep(2)
    assert page.gate.answered == answered
    page.driver.close()
    page.driver.switch_to.window(tab)
    epoch = page.epoch
    page.until(lambda: page.epoch > epoch + 20, "training goes on")
    page.pause()
    page.agrees()


def test_memory_is_flat_over_many_frames(page):
    """But for the numbers of frames, of which 20,000 are kept (assets/src/play/history.js).

    A pause between two of them forgets the clips that are yet to be drawn.
    """

    def held():
        page.frames(SETTLED)
        for _ in range(2):  # what the first one has let go of, the second one takes away
            page.driver.execute_cdp_cmd("HeapProfiler.collectGarbage", {})
        metrics = page.driver.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]
        return next(metric["value"] for metric in metrics if metric["name"] == "JSHeapUsedSize")

    def used():
        """An answer that nobody waits for any more may come late, and is held until it has been read."""
        page.pause()
        return min(held() for _ in range(3))

    def draw(frames):
        page.js("window.drawn = 0")
        page.play()
        page.until(lambda: page.js("return window.drawn") >= frames, f"{frames} frames", timeout=often(200, 3_600))

    page.driver.execute_cdp_cmd("Performance.enable", {})
    page.choose("speed", "10x")
    page.js(AS_FAST_AS_CAN_BE)
    draw(50)
    page.pause()
    page.js(LATER, 400, 0.001)
    draw(50)
    assert 300 < page.js("return playground.session.moments.length") <= 400  # the history is full
    before, kept = used(), page.js(NUMBERS)
    draw(often(200, 18_000))  # ten minutes of frames once a week
    after, more = used(), page.js(NUMBERS) - kept
    assert after - before < 750_000 + BYTES * more


def test_the_chart_stays_small_in_a_long_run(page):
    page.choose("speed", "100x")
    page.play()
    page.until(lambda: page.epoch >= 1000, "a thousand epochs")
    page.pause()
    size = "return document.querySelector('#loss-chart .js-plotly-plot').data.map((trace) => trace.x.length)"
    page.js(LATER + "playground.parts.each('frame', later(count));", 8000, 1)
    last = page.epoch + 8000
    read = "return document.querySelector('#loss-chart .js-plotly-plot').data[1].x"
    xs = page.until(lambda: (xs := page.js(read)) and xs[-1] == last and xs, "the end of the long run")
    assert all(500 <= count <= 2200 for count in page.js(size))  # 2 of each curve a pixel, and the first 150
    assert xs[0] == 0
    assert xs == sorted(set(xs))
    page.click("reset")
    page.until(lambda: page.js(read) == [0], "a chart that begins again")
