"""The network as a file: downloaded, loaded again by choosing and by dropping it, and bad files do no harm."""

import json
from base64 import urlsafe_b64decode
from pathlib import Path

import pytest

from nn_core import Experiment, TrainingState, advance, evaluate, start
from nn_core.formats.files import from_json, to_json
from tests.browser.truth import shown

DROP = """
const data = new DataTransfer();
data.items.add(new File([arguments[0]], "dropped.json", { type: "application/json" }));
const target = document.querySelector(".network-files");
for (const type of ["dragover", "drop"]) {
    target.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
}
"""
OTHER = Experiment(
    dataset="xor", optimizer="adam", seed=5, features=["x", "y", "xy"],
    hidden=[{"units": 3, "activation": "prelu"}, {"units": 2, "activation": "maxout"}],
)  # fmt: skip
TRAINED = advance(OTHER, start(OTHER), 12)
TEXT = to_json(OTHER, TRAINED)


def download(page, epoch):
    path = Path(page.duo.download_path) / f"network-epoch-{epoch}.json"
    path.unlink(missing_ok=True)
    save(page)
    page.until(path.exists, "the file")
    return path


def save(page):
    if not page.shown("save-network"):
        page.click("dock-file")
    page.click("save-network")


def choose(page, path):
    page.element("network-file").send_keys(str(path))


def shows(page, experiment, state):
    """The page is paused at this state."""
    metrics = evaluate(experiment, state)
    expected = (state.epoch, shown(metrics.train_loss), shown(metrics.test_loss))
    page.until(lambda: page.readings == expected, expected)
    text = page.js("return playground.player.frame.state")
    assert TrainingState.from_bytes(experiment, urlsafe_b64decode(text)).to_bytes() == state.to_bytes()
    assert not page.playing


@pytest.mark.first
def test_what_is_downloaded_is_what_the_page_shows_and_loads_again(page):
    page.choose("activation", "PReLU")
    page.play()
    page.until(lambda: page.epoch > 10, "ten epochs")
    page.pause()
    epoch = page.epoch
    path = download(page, epoch)
    experiment, state = from_json(path.read_text(encoding="utf-8"))
    assert experiment == Experiment(**page.js("return playground.player.experiment"))
    shows(page, experiment, state)
    assert state.epoch == epoch
    page.click("dataset-xor")
    page.until(lambda: page.epoch == 0, "something else")
    choose(page, path)
    shows(page, experiment, state)
    assert page.pressed("dataset-circle")
    assert path.name in page.text("notice")
    page.step()
    shows(page, experiment, advance(experiment, state, 1))


@pytest.mark.first
def test_a_file_of_the_command_line_is_loaded_by_choosing_or_dropping_it_and_undone(page, tmp_path):
    path = tmp_path / "of the core.json"
    path.write_text(TEXT, encoding="utf-8")
    page.step()
    before = page.readings
    choose(page, path)
    shows(page, OTHER, TRAINED)
    assert page.pressed("dataset-xor")
    assert page.text("layer-0-units") == "3 units"
    page.click("undo")
    page.until(lambda: page.readings == before, "what was there before")
    page.step()
    page.agrees()
    page.js(DROP, TEXT)
    shows(page, OTHER, TRAINED)


def _content(**fields):
    return json.dumps(json.loads(TEXT) | fields)


BAD = [
    ("{", "Invalid JSON"),
    ("x,y,label\n1,2,1\n", "Invalid JSON"),
    ("{}", "format is required"),
    (_content(version=7), "version must be 1, got 7"),
    (_content(layers=[]), "layers must be 3 to fit the network, got 0"),
    (_content(experiment={"dataset": "<img src=x onerror=alert(1)>"}), "got '<img src=x"),
    (" " * 1_000_000, "This file is too large"),
]


def test_a_bad_file_and_a_server_that_is_away_are_said_and_change_nothing(page, tmp_path):
    page.step()
    before = page.readings
    for index, (text, line) in enumerate(BAD):
        path = tmp_path / f"bad {index}.json"
        path.write_text(text, encoding="utf-8")
        choose(page, path)
        page.until(lambda line=line: line in page.message(), line)
        assert "Nothing was changed" in page.message()
        assert page.readings == before
    page.step()
    page.agrees()
    page.js("playground.server.file = () => Promise.reject(new Error('away'))")
    save(page)
    page.until(lambda: "is not responding" in page.message(), "a message")
