"""Numbers in fixed texts are those of the code: each is written down here once, beside what it is compared with."""

import re

import numpy as np
import pytest

from app import ROOT
from app.calls.lanes import MAX_LANES
from app.components.activation_signal import signal
from app.components.claims import measured
from app.components.layer_panel import layer_panel
from nn_core import ACTIVATIONS, INITIALIZERS
from nn_core.activations.rectifiers import SELU_ALPHA, SELU_SCALE
from nn_core.experiment.experiment import MAX_SAMPLES, MIN_SAMPLES
from nn_core.insight.saturation import FLAT
from nn_core.insight.signal import GROWS, MAX_DEPTH, QUANTILES, SAMPLES, SHRINKS
from nn_core.study.race_link import MAX_SWEEP_SEEDS
from tests.app.helpers import components
from tests.cases import every


def _document(name):
    return " ".join((ROOT / name).read_text(encoding="utf-8").split())


README, PARITY = _document("README.md"), _document("docs/parity.md")
SURVEY = (ROOT / "docs/survey/README.md").read_text(encoding="utf-8")
PLAYGROUND, RACE, GUIDE = (_document(f"docs/{name}.md") for name in ("playground", "race", "activations"))


def _texts(part):
    texts = []
    for component in components(part):
        for value in component.to_plotly_json()["props"].values():
            texts += [text for text in (value if isinstance(value, list) else [value]) if isinstance(text, str)]
    return " ".join(texts)


def test_the_signal_says_what_it_does():
    text = _texts(signal())
    assert f"{SAMPLES} random inputs" in text
    assert f"{100 * QUANTILES[0]:.0f}% to {100 * QUANTILES[-1]:.0f}%" in text
    assert QUANTILES[1:4] == (0.25, 0.5, 0.75)  # "the middle half"
    assert f"less than {SHRINKS:g} of its size" in text
    assert f"by more than {GROWS:g}" in text


def test_the_layer_panel_says_what_is_flat():
    assert f"|f′| below {100 * FLAT:.0f}% of its maximum" in _texts(layer_panel())


@every(
    ("text", "said", "number"),
    [
        (README, r"\[(\d+) activations\]", len(ACTIVATIONS)),
        (README, r"over up to (\d+) seeds", MAX_SWEEP_SEEDS),
        (PLAYGROUND, r"each layer with its own of (\d+) activations", len(ACTIVATIONS)),
        (PARITY, r"\| (\d+) and your own formula", len(ACTIVATIONS)),
        (GUIDE, r"a list of (\d+) functions", len(ACTIVATIONS)),
        (GUIDE, r"races (\d+) of them on", len(re.findall(r"^\| [a-z0-9-]+ \| (?!\[)", SURVEY, re.MULTILINE))),
        (GUIDE, r"up to (\d+) layers that shows", MAX_DEPTH),
        (RACE, r"runs the same lanes over up to (\d+) seeds", MAX_SWEEP_SEEDS),
        (PLAYGROUND, r"(\d+) to [\d,]+ points", MIN_SAMPLES),
        (PLAYGROUND, r"\d+ to ([\d,]+) points", MAX_SAMPLES),
    ],
)
def test_the_documents_count_right(text, said, number):
    assert [float(found.replace(",", "")) for found in re.findall(said, text)] == [number]


def test_the_documents_count_in_words_right():
    assert len(INITIALIZERS) == 12
    assert "twelve initializers" in PLAYGROUND
    assert MAX_LANES == 12
    assert "Two to twelve networks" in RACE
    assert "up to twelve networks" in README


def test_numbers_in_the_stories_are_so():
    z = np.linspace(-8.0, 8.0, 16_001)
    sigmoid, gudermannian, tanh = (ACTIVATIONS[key] for key in ("sigmoid", "gudermannian", "tanh"))
    assert "at most 1/4" in sigmoid.background.weakness
    assert sigmoid.df(z, sigmoid.f(z, 0.0), 0.0).max() == 0.25
    assert "half as fast as that of tanh" in gudermannian.background.strength
    at = np.array([6.0, 8.0])
    falls = [np.log(a.df(at, a.f(at, 0.0), 0.0)) @ [1.0, -1.0] for a in (gudermannian, tanh)]
    assert falls[0] / falls[1] == pytest.approx(0.5, abs=1e-3)
    assert f"{SELU_SCALE:.4f}" in ACTIVATIONS["selu"].formula
    assert f"{SELU_ALPHA:.4f}" in ACTIVATIONS["selu"].formula


def test_the_report_of_the_race_tells_the_ratios_of_the_claims():
    text = " ".join((ROOT / "docs" / "activations-race.md").read_text(encoding="utf-8").split())
    ratios = measured()["speed"]["figures"]["ratios"]
    for pair in ("sigmoid 0.01 / tanh 0.01", "tanh 0.01 / relu 0.01", "tanh 0.1 / relu 0.1"):
        assert f"{ratios[pair]['value']:.2f}" in text
        assert re.search(rf"\({ratios[pair]['low']:.2f} to {ratios[pair]['high']:.3g}0?\)", text), pair
