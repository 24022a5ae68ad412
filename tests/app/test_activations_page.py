"""The page of activations: its numbers are those of the core, its facts those of the registry, nonsense is refused."""

import json
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, strategies as st

from app import ids
from app.calls.activations import answer_curves, answer_signal, answer_softmax
from app.calls.facts import facts_told, interval, number
from app.components.activation_facts import formulas
from app.components.activation_families import families, little_curve
from app.components.activation_setup import activations_setup
from app.pages import activations
from nn_core import ACTIVATIONS, INITIALIZERS
from nn_core.activations.aliases import known_as, squashed
from nn_core.activations.networks import NETWORKS, used_in
from nn_core.formats.links.activation import MAX_FUNCTIONS
from nn_core.insight.signal import propagate
from tests.app.helpers import broken, components, garbage, ids_of
from tests.cases import every

CURVES = {"curves": [{"key": "leaky-relu", "parameter": 0.2}, {"key": "tanh"}]}
SOFTMAX = {"logits": [1, 2.5, -5], "temperature": 0.5}
SIGNAL = {
    "networks": [{"activation": "sigmoid", "initializer": "uniform"}, {"activation": "relu", "initializer": "he"}],
    "depth": 5,
    "width": 8,
    "seed": 3,
}
ANSWERS = [(answer_curves, CURVES), (answer_softmax, SOFTMAX), (answer_signal, SIGNAL)]


def _line(answer):
    """The one clear line of a refusal."""
    json.dumps(answer, allow_nan=False)
    assert set(answer) == {"error"}
    assert answer["error"].strip()
    assert answer["error"].isprintable()
    assert len(answer["error"]) < 1000
    return answer["error"]


@every("key", ACTIVATIONS)
def test_curves_are_those_of_the_registry(key):
    activation = ACTIVATIONS[key]
    answer = answer_curves({"curves": [{"key": key, "parameter": None}]})
    json.dumps(answer, allow_nan=False)
    z = np.linspace(-6, 6, 241)
    assert answer["z"] == pytest.approx(z)
    (curve,) = answer["curves"]
    f = activation.f(z, activation.default)
    assert curve["f"] == pytest.approx(f)
    assert curve["df"][:120] == pytest.approx(activation.df(z, f, activation.default)[:120])
    assert curve["parameter"] == (activation.parameter.default if activation.parameter else None)
    assert [kink["z"] for kink in curve["kinks"]] == list(activation.facts.kinks)


def test_curves_take_their_parameter_and_come_in_order():
    leaky, tanh = answer_curves(CURVES)["curves"]
    assert (leaky["key"], tanh["key"]) == ("leaky-relu", "tanh")
    assert leaky["f"][0] == pytest.approx(-1.2)
    assert list(leaky["kinks"]) == [{"z": 0.0, "f": 0.0, "df": 0.2}]


def test_shares_sum_to_one_and_two_of_them_are_a_sigmoid():
    answer = answer_softmax(SOFTMAX)
    powers = np.exp(np.array(SOFTMAX["logits"]) / 0.5)
    assert answer["shares"] == pytest.approx(powers / powers.sum())
    assert sum(answer["shares"]) == pytest.approx(1.0)
    assert answer["pair"]["softmax"] == pytest.approx(answer["pair"]["sigmoid"])
    assert answer["pair"]["sigmoid"] == pytest.approx(1 / (1 + np.exp(3)))


def test_signals_are_those_of_the_core():
    first, second = answer_signal(SIGNAL)["signals"]
    expected = propagate("relu", 0.0, "he", 5, 8, 3)
    assert second["gradients"] == expected.gradients
    assert second["zero_share"] == expected.zero_share
    assert first["verdict"] == "vanishes"
    assert len(first["quantiles"]) == len(first["zeros"]) == 5


@every(
    ("answer", "request_", "words"),
    [
        (answer_curves, None, "nothing"),
        (answer_curves, {"curves": []}, "curves"),
        (answer_curves, {"curves": CURVES["curves"] * MAX_FUNCTIONS}, "curves"),
        (answer_curves, {"curves": [{"key": "nothing"}]}, "activation"),
        (answer_curves, {"curves": [{"key": "tanh", "parameter": 1.0}]}, "parameter"),
        (answer_curves, {"curves": [{"key": "swish", "parameter": 1e9}]}, "parameter"),
        (answer_curves, {"curves": [{"key": "maxout", "parameter": 2.5}]}, "whole"),
        (answer_curves, {"curves": [{"key": "swish", "parameter": "1"}]}, "parameter"),
        (answer_curves, {"curves": [{"key": "swish", "parameter": float("nan")}]}, "parameter"),
        (answer_softmax, {**SOFTMAX, "logits": [1, 2]}, "logits"),
        (answer_softmax, {**SOFTMAX, "logits": [1, 2, 6]}, "logits"),
        (answer_softmax, {**SOFTMAX, "temperature": 0}, "temperature"),
        (answer_signal, {**SIGNAL, "depth": 31}, "depth"),
        (answer_signal, {**SIGNAL, "width": 10**9}, "width"),
        (answer_signal, {**SIGNAL, "seed": -1}, "seed"),
        (answer_signal, {**SIGNAL, "depth": 2.0}, "depth"),
        (answer_signal, {**SIGNAL, "networks": SIGNAL["networks"] * 2}, "networks"),
        (answer_signal, {**SIGNAL, "networks": [{"activation": "x", "initializer": "he"}]}, "activation"),
        (answer_signal, {**SIGNAL, "networks": [{"activation": "relu", "initializer": "x"}]}, "initializer"),
        (answer_signal, {**SIGNAL, "more": 1}, "more"),
    ],
)
def test_requests_that_make_no_sense_get_a_message(answer, request_, words):
    assert words in _line(answer(request_))


@pytest.mark.parametrize(("answer", "good"), ANSWERS)
@given(data=st.data())
def test_whatever_is_asked_is_answered(answer, good, data):
    given_ = answer(data.draw(garbage | broken(good)))
    if "error" in given_:
        _line(given_)
    json.dumps(given_, allow_nan=False)


def test_the_limits_of_the_temperature_are_those_of_the_registry():
    parameter = ACTIVATIONS["softmax"].parameter
    for temperature in (parameter.minimum, parameter.maximum):
        assert "shares" in answer_softmax({**SOFTMAX, "temperature": temperature})
    for temperature in (parameter.minimum / 2, parameter.maximum * 2):
        assert "temperature" in _line(answer_softmax({**SOFTMAX, "temperature": temperature}))


def test_every_activation_has_a_button_a_card_a_row_and_formulas():
    layout = activations.layout()
    there = set(ids_of(layout))
    for key in ACTIVATIONS:
        assert {ids.pick(key), ids.card(key), ids.card_formula(key)} <= there
    table = next(c for c in components(layout) if getattr(c, "id", None) == ids.FACTS_TABLE)
    assert [getattr(row, "data-key") for row in table.children] == list(ACTIVATIONS)
    for key, text in formulas().items():
        assert ACTIVATIONS[key].tex in text
        assert ACTIVATIONS[key].tex_derivative in text


def test_every_activation_stands_in_one_family_with_its_curve():
    found = {name: [activation.key for activation in members] for name, members in families()}
    assert sorted(key for keys in found.values() for key in keys) == sorted(ACTIVATIONS)
    for name, some in {
        "Sigmoid-like": {"sigmoid", "tanh", "hard-tanh", "algebraic", "softsign", "hard-sigmoid"},
        "ReLU family": {"relu", "leaky-relu", "elu", "selu", "squared-relu", "relu6", "celu", "rrelu", "threshold"},
        "Smooth ReLU-likes": {"softplus", "swish", "gelu", "gelu-tanh", "mish", "squareplus"},
        "Shrinkage": {"tanhshrink", "softshrink", "hardshrink"},
        "Others": {"log-sigmoid", "snake", "lisht", "exponential"},
        "Periodic and bump": {"sine", "gaussian"},
        "Linear and steps": {"linear", "step"},
        "With structure": {"maxout", "softmax"},
    }.items():
        assert some <= set(found[name])
    assert all(found.values()), "a family without members is left out"
    for activation in ACTIVATIONS.values():
        _axes, line = little_curve(activation).children
        numbers = list(map(float, line.d.removeprefix("M").split()))
        assert np.isfinite(numbers).all()
        assert numbers[0::2] == pytest.approx(np.linspace(0, 40, 41))
    _axes, line = little_curve(ACTIVATIONS["relu"]).children
    heights = list(map(float, line.d.removeprefix("M").split()))[1::2]
    assert heights[:21] == pytest.approx([12.0] * 21)  # 0 until z = 0, and then up: y grows downward
    assert heights[25] == pytest.approx(12.0 - 5.0)


def test_the_filter_knows_all_names_and_networks():
    page = activations.layout()
    picks = {getattr(c, "data-key"): c for c in components(page) if getattr(c, "className", "") == "pick"}
    assert set(picks) == {*ACTIVATIONS, "custom"}
    for key in ACTIVATIONS:
        names = getattr(picks[key], "data-names").split()
        assert squashed(key) in names
        assert {known_as(name)[0] for name in names} == {key}
        networks = getattr(picks[key], "data-networks")
        assert [name for name in networks.split("|") if name] == [network.name for network in used_in(key)]
    (select,) = [c for c in components(page) if getattr(c, "id", None) == ids.FILTER_NETWORK]
    offered = [each.value for each in components(select) if type(each).__name__ == "Option"]
    assert offered == ["", *(network.name for network in NETWORKS)]
    assert "silu" in getattr(picks["swish"], "data-names").split()
    assert "Llama" in getattr(picks["swish"], "data-networks").split("|")


def test_a_card_says_what_else_a_function_is_called_and_which_networks_use_it():
    (card,) = [c for c in components(activations.layout()) if getattr(c, "id", None) == ids.card("swish")]
    terms = [c for c in components(card) if type(c).__name__ in ("Dt", "Dd")]
    told = {name.children: text.children for name, text in pairwise(terms) if type(name).__name__ == "Dt"}
    assert told["Also called"].startswith("silu, ")
    assert "Llama (H. Touvron and others, 2023, arXiv:2302.13971)" in told["Networks"]
    (card,) = [c for c in components(activations.layout()) if getattr(c, "id", None) == ids.card("lisht")]
    assert {"Also called", "Networks"} & {c.children for c in components(card) if type(c).__name__ == "Dt"} == set()


def test_networks_name_activations_that_are_there_and_a_source_of_their_year():
    assert [network.year for network in NETWORKS] == sorted(network.year for network in NETWORKS)
    assert len({network.name for network in NETWORKS}) == len(NETWORKS)
    for network in NETWORKS:
        assert set(network.activations) <= set(ACTIVATIONS), network.name
        assert network.activations
        assert str(network.year) in network.source, network.name
        assert "|" not in network.name


def test_the_contents_name_sections_that_are_there():
    layout = activations.layout()
    (contents,) = [c for c in components(layout) if getattr(c, "id", None) == ids.CONTENTS]
    places = [c.href.removeprefix("#") for c in components(contents) if type(c).__name__ == "A"]
    sections = [getattr(c, "aria-labelledby") for c in components(layout) if type(c).__name__ == "Section"]
    assert places == sections


def test_every_initializer_can_be_chosen_for_the_signal():
    layout = activations.layout()
    for choice, registry in ((ids.signal_initializer, INITIALIZERS), (ids.signal_activation, ACTIVATIONS)):
        for side in ("a", "b"):
            select = next(c for c in components(layout) if getattr(c, "id", None) == choice(side))
            offered = [each.value for each in components(select) if type(each).__name__ == "Option"]
            assert sorted(offered) == sorted(registry)


def test_bounds_are_written_as_people_do():
    assert interval(ACTIVATIONS["relu"].facts) == "[0, ∞)"
    assert interval(ACTIVATIONS["tanh"].facts) == "(−1, 1)"
    assert interval(ACTIVATIONS["linear"].facts) == "(−∞, ∞)"
    assert interval(ACTIVATIONS["step"].facts) == "{0, 1}"
    assert number(-0.2784645) == "−0.2785"


@every("key", ACTIVATIONS)
def test_what_a_card_says_follows_the_parameter(key):
    """The facts with any parameter are measured in tests/core/test_activation_facts.py."""
    activation = ACTIVATIONS[key]
    parameter = activation.parameter
    for p in [parameter.minimum, parameter.default, parameter.maximum] if parameter else [None]:
        (curve,) = answer_curves({"curves": [{"key": key, "parameter": p}]})["curves"]
        facts = activation.facts_at(activation.starting(p))
        assert curve["facts"] == facts_told(activation, activation.starting(p))
        if key != "maxout":
            assert curve["facts"]["range"].startswith(interval(facts))
        assert ("Can die" in curve["facts"]["holds"]) == facts.can_die
        assert ("Smooth" in curve["facts"]["holds"]) == facts.smooth


def test_ranges_at_the_ends_of_sliders():
    told = {key: facts_told(ACTIVATIONS[key], p)["range"] for key, p in (("elu", 2.5), ("swish", 0.1), ("prelu", 0.0))}
    assert told["elu"] == "(−2.5, ∞): infimum −2.5 (not reached), no upper bound"
    assert told["swish"].startswith("[−2.785, ∞)")
    assert told["prelu"].startswith("[0, ∞)")


def test_a_typed_formula_has_no_facts():
    (curve,) = answer_curves({"curves": [{"key": "custom", "formula": "max(0, z)"}]})["curves"]
    assert "facts" not in curve


def test_the_setup_is_json_and_small():
    assert len(json.dumps(activations_setup(), allow_nan=False)) < 30_000


def test_the_page_is_served(client):
    assert "Activation functions" in client.get("/activations").text


def test_a_formula_that_is_wrong_is_told_with_its_place():
    def place(formula):
        answer = answer_curves({"curves": [{"key": "custom", "formula": formula}]})
        return answer["error"], answer.get("fault"), answer.get("position")

    error, fault, position = place("max(0, zz)")
    assert "zz" in error
    assert fault.startswith("unknown name 'zz' at 7")
    assert position == 7
    assert place("tanh(z")[2] == 6
    assert place("1 / 0")[1:] == (None, None), "nothing of it is in a wrong place"
    assert "position" not in answer_curves({"curves": [{"key": "no such"}]})
