"""Numbers in fixed texts are those of the code: each is written down here once, beside what it is compared with."""

import json
import re
from functools import lru_cache

import numpy as np
import pytest

from app import ROOT
from app.calls.lanes import MAX_LANES
from app.components.activation_signal import signal
from app.components.claims import measured
from app.components.layer_panel import layer_panel
from nn_core import ACTIVATIONS, INITIALIZERS, Experiment
from nn_core.activations.rectifiers import SELU_ALPHA, SELU_SCALE
from nn_core.experiment.experiment import MAX_SAMPLES, MIN_SAMPLES
from nn_core.insight.saturation import FLAT
from nn_core.insight.signal import GROWS, MAX_DEPTH, QUANTILES, SAMPLES, SHRINKS
from nn_core.study.race import result_of
from nn_core.study.race_link import MAX_SWEEP_SEEDS
from nn_core.study.statistics import summary
from nn_core.study.survey import courses
from tests.app.helpers import components
from tests.cases import every


def _document(name):
    return " ".join((ROOT / name).read_text(encoding="utf-8").split())


README, PARITY = _document("README.md"), _document("docs/parity.md")
SURVEY = (ROOT / "docs/survey/README.md").read_text(encoding="utf-8")
PLAYGROUND, RACE, GUIDE = (_document(f"docs/{name}.md") for name in ("playground", "race", "activations"))

FINISHED = ("circle", "xor", "gauss", "reg-plane")  # datasets of the survey that the findings are told of


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


@lru_cache
def _surveyed(dataset):
    document = json.loads((ROOT / f"docs/survey/{dataset}/race.json").read_text(encoding="utf-8"))
    runs = [result_of(run) for run in document["runs"]]
    names = [lane["name"] for lane in document["lanes"]]
    assert len(runs) == 50 * len(names)
    return {name: summary([run for run in runs if run.lane == lane]) for lane, name in enumerate(names)}


def _epochs(dataset, key, interval=True):
    its = _surveyed(dataset)[key]
    low, high = its.epochs_interval.low, its.epochs_interval.high
    return f"{its.epochs.median:g}" + (f" ({low:g} to {high:g})" if interval else "")


def test_the_findings_of_the_survey_are_those_of_its_runs():
    text = _document("docs/activations-race.md").partition("## Every activation: three findings")[2]
    for said in (
        f"with {_epochs('circle', 'star-relu').replace(' (', ' epochs (')} against ReLU's {_epochs('circle', 'relu')}",
        f"spiral with {_epochs('spiral', 'snake')} against ReLU's {_epochs('spiral', 'relu')}",
        f"one of the slowest on XOR, with {_epochs('xor', 'snake', interval=False)}",
        f"first on XOR with {_epochs('xor', 'lisht')}",
        f"ReLU takes {_epochs('xor', 'relu')} and tanh {_epochs('xor', 'tanh')}",
        f"take {_epochs('reg-plane', 'linear', interval=False)} epoch, ReLU 29.5",
        f"SwiGLU takes {_epochs('reg-plane', 'swiglu').replace(' (', ' epochs (')}",
        f"does better: {_epochs('gauss', 'glu')} and {_epochs('reg-plane', 'glu')}",
    ):
        assert said in text, said
    medians = {key: {name: of.epochs.median for name, of in _surveyed(key).items()} for key in FINISHED}
    assert min(medians["circle"], key=medians["circle"].get) == "star-relu"
    assert "in 56% of its runs on XOR and in 94% on the spiral" in text
    assert [_surveyed(key)["star-relu"].never_share for key in ("xor", "spiral")] == [0.56, 0.94]
    spiral = {name: of.epochs.median for name, of in _surveyed("spiral").items()}
    assert min(spiral, key=spiral.get) == "snake"
    assert min(medians["xor"], key=medians["xor"].get) == "lisht"
    assert min(medians["reg-plane"], key=medians["reg-plane"].get) == "linear"
    slower = sorted(medians["xor"].values(), reverse=True).index(medians["xor"]["snake"])
    assert slower < 15
    for one, other, where in (("relu6", "relu", ("circle", "gauss", "reg-plane")), ("gelu-tanh", "gelu", FINISHED),
                              ("celu", "elu", FINISHED)):  # fmt: skip
        assert [medians[key][one] for key in where] == [medians[key][other] for key in where]
    assert "(67.5, 43.5 and 29.5)" in text
    assert [medians[key]["relu"] for key in ("circle", "gauss", "reg-plane")] == [67.5, 43.5, 29.5]
    assert "(52.5, 88, 45 and 20.5)" in text
    assert [medians[key]["gelu"] for key in FINISHED] == [52.5, 88, 45, 20.5]
    never = {key: _surveyed("gauss")[key].never_share for key in ("swiglu", "geglu", "reglu", "relu")}
    assert never == {"swiglu": 0.4, "geglu": 0.36, "reglu": 0.36, "relu": 0.02}
    course = courses(Experiment(), ["relu", "swiglu", "maxout"], range(1), 1, "")
    assert {lane.experiment.parameters for key in FINISHED for lane in course[key].lanes} == {37}
