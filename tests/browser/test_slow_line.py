"""On a line with 200 ms round trip the drawing stays smooth, and a change is not kept waiting."""

import pytest

from app import create_app
from bench.line import slow_line
from tests.browser.page import Page
from tests.browser.servers import Quick

ROUND_TRIP = 0.2
FRAMES_PER_SECOND = 30


@pytest.fixture(scope="module")
def line():
    """The port of a server that is far away."""
    server = Quick(create_app().server)
    server.start()
    with slow_line(server.port, ROUND_TRIP) as port:
        yield port
    server.stop()


@pytest.fixture
def far(tab, line):
    """A page whose server is far away."""
    page = Page(tab, f"http://127.0.0.1:{line}/")
    page.forget()
    page.open()
    page.js(
        "window.ticks = []; const { tick } = playground.server;"
        "playground.server.tick = (request) => {"
        "  const entry = { request, sent: performance.now() };"
        "  ticks.push(entry);"
        "  return tick(request).then((answer) => { entry.came = performance.now(); return answer; });"
        "};"
    )
    yield page
    tab.driver.get(f"{page.url}healthz")


def test_clips_cover_the_time_that_an_answer_takes_and_are_asked_for_before_the_last_one_has_been_shown(far):
    """Frames per request, not seconds, so that it holds on a busy machine, too."""
    far.play()
    far.until(lambda: far.epoch > 60, "the clips have grown")
    far.record()
    before = len(far.js("return ticks.filter(({ came }) => came)"))
    epoch = far.epoch
    far.until(lambda: far.epoch > 120, "the clips are as long as they get")
    far.js(
        "window.left = []; const { tick } = playground.server;"
        "playground.server.tick = (request) => {"
        "  const from = request.lanes[0].state;"
        "  if (request.epochs) left.push({ from, shown: playground.player.frame.state });"  # a pause only looks again
        "  return tick(request);"
        "};"
    )
    far.until(lambda: far.epoch > epoch + 90, "ninety frames more")
    answers = len(far.js("return ticks.filter(({ came }) => came)")) - before
    shown = len(far.recorded)
    far.until(lambda: len(far.js("return left")) > 4, "some more clips")
    far.pause()
    assert shown / answers >= ROUND_TRIP * FRAMES_PER_SECOND
    epochs = [epoch for epoch, _, _ in far.recorded]
    assert epochs == list(range(epochs[0], epochs[0] + len(epochs)))  # no frame is left out
    assert far.js("return left.filter(({ from, shown }) => from === shown).length") == 0
    far.agrees()


@pytest.mark.first
def test_a_change_goes_out_at_once_and_does_not_wait_for_a_clip(far):
    far.play()
    far.until(lambda: far.epoch > 30, "it plays")
    far.js(
        "const { tick } = playground.server;"
        "playground.server.tick = (request) => {"
        "  if (!request.view.data && !window.pressed) {"
        "    window.pressed = ticks.length;"
        "    setTimeout(() => document.getElementById('dataset-xor').click());"
        "  }"
        "  return tick(request);"
        "};"
    )
    far.restarts(dataset="xor")
    clip, change = far.until(
        lambda: (
            far.js("return window.pressed && ticks[pressed]?.came && ticks[pressed + 1]?.came")
            and far.js("return ticks.slice(pressed, pressed + 2)")
        ),
        "both answers",
    )
    assert not clip["request"]["view"]["data"]
    assert change["request"]["view"]["data"]
    assert change["sent"] < clip["came"]
