"""Links of the page of activations: which functions are chosen, with their parameters and a formula of one's own."""

import json

import pytest

from nn_core import ACTIVATIONS
from nn_core.experiment.hidden import Layer
from nn_core.formats.links.activation import (
    MAX_FUNCTIONS,
    ActivationLink,
    Filter,
    from_activation_link,
    to_activation_link,
)
from nn_core.formats.links.link import MAX_LINK
from tests.cases import every


def _functions(*layers):
    return tuple(Layer(units=1, **layer) for layer in layers)


CHOSEN = _functions(
    {"activation": "tanh"},
    {"activation": "leaky-relu", "parameter": 0.2},
    {"activation": "custom", "formula": "z*sin(a*z)", "parameter": 0.5},
)


def test_a_link_holds_the_functions_and_brings_them_back():
    link = to_activation_link(CHOSEN)
    assert link == "functions=tanh;leaky-relu:0.2;=z%2Asin%28a%2Az%29:0.5"
    assert from_activation_link(link) == from_activation_link(f"#{link}") == ActivationLink(CHOSEN)
    assert from_activation_link("") == ActivationLink(())


def test_how_many_units_a_layer_has_and_its_dropout_do_not_count():
    layers = [Layer(units=8, activation="tanh", dropout=0.5), Layer(units=12, activation="elu", parameter=2)]
    assert to_activation_link(layers) == "functions=tanh;elu:2"


@pytest.mark.parametrize(
    "chosen",
    [Filter(), Filter("SiLU"), Filter(family="rectifier"), Filter("nn.Re&=;lu", "smooth", "GPT-2")],
)
def test_a_link_holds_the_filter_and_brings_it_back(chosen):
    link = to_activation_link(CHOSEN, chosen)
    assert from_activation_link(link) == ActivationLink(CHOSEN, filter=chosen)
    assert to_activation_link(CHOSEN, from_activation_link(link).filter) == link


def test_a_filter_may_stand_alone_and_a_network_in_any_capitals():
    assert from_activation_link("network=bert") == ActivationLink((), filter=Filter(network="BERT"))


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("family=magic", "family must be one of sigmoid, rectifier,"),
        ("network=SkyNet", "network must be one of Perceptron, LSTM,"),
        ("find=" + "x" * 81, "find must be at most 80 characters of a name, got 'xxx"),
        ("find=a%00b", "find must be at most 80 characters of a name, got 'a"),
    ],
)
def test_a_filter_that_can_not_be_is_noted_and_shows_all(text, note):
    link = from_activation_link(f"functions=tanh&{text}")
    assert link.filter == Filter()
    (said,) = link.notes
    assert said.startswith(note)
    assert said.endswith("; it is ignored.")


@pytest.mark.parametrize("items", [["tanh", "leaky-relu:0.2", "=z*sin(a*z):0.5"], ["tanh"], []])
def test_a_link_from_when_the_functions_were_a_list_opens(items):
    assert from_activation_link(f"chosen={json.dumps(items)}") == ActivationLink(CHOSEN[: len(items)])


@every("text", ["tanh", '"tanh"', "3", "null", "[1]", '["tanh", 1]', '[["tanh"]]', "[" * 5000, ""])
def test_a_list_that_is_none_of_texts_is_refused(text):
    with pytest.raises(ValueError, match=r"^chosen must be a list of texts, got '"):
        from_activation_link(f"chosen={text}")


def test_the_functions_of_today_count_before_the_list_of_once():
    assert from_activation_link('chosen=["tanh"]&functions=relu') == ActivationLink(_functions({"activation": "relu"}))
    assert from_activation_link('chosen=["tanh"]&functions=;') == ActivationLink(_functions({"activation": "tanh"}))


def test_of_a_function_that_is_there_twice_the_first_counts():
    link = from_activation_link("functions=elu:2;tanh;elu:0.5;=z;=z+1")
    assert link.functions == _functions(
        {"activation": "elu", "parameter": 2}, {"activation": "tanh"}, {"activation": "custom", "formula": "z"}
    )
    assert link.notes == ()


MENDED = [  # what a link says, what it becomes, and the note
    ("magic", None, "functions: 'magic' is unknown and ignored."),
    ("custom", None, "functions: 'custom' is unknown and ignored."),
    (
        "=1/0z",
        None,
        "functions: '=1/0z' is ignored, because formula must be a function of z (",
    ),
    ("=", None, "functions: '=' is ignored, because formula must be a function of z ("),
    (
        "elu:9",
        {"activation": "elu", "parameter": 3},
        "functions: elu: parameter must be 0.1 to 3, got '9'; 3 is used instead.",
    ),
    ("elu:b", {"activation": "elu"}, "functions: elu: parameter must be a number, got 'b'; it is ignored."),
    ("elu:0.5~0.3", {"activation": "elu"}, "functions: elu: parameter must be a number, got "),
    ("tanh:0.5", {"activation": "tanh"}, "functions: tanh: tanh has no parameter; '0.5' is ignored."),
    (
        "=a*z:99",
        {"activation": "custom", "formula": "a*z", "parameter": 10},
        "functions: =a*z: parameter must be -10 to 10, got '99'; 10 is used instead.",
    ),
    (
        "=z*log(a-1.5):99",
        {"activation": "custom", "formula": "z*log(a-1.5)", "parameter": 10},
        "functions: =z*log(a-1.5): parameter must be -10 to 10, got '99'; 10 is used instead.",
    ),
    ("=z*log(a-1.5):1", None, "functions: '=z*log(a-1.5)' is ignored, because formula must be a function of z ("),
]


def test_a_formula_that_needs_its_own_parameter_comes_with_it():
    link = from_activation_link("functions==z*log(a-1.5):3")
    assert link.functions == _functions({"activation": "custom", "formula": "z*log(a-1.5)", "parameter": 3})
    assert link.notes == ()


@every(("item", "layer", "note"), MENDED)
def test_what_can_not_be_is_left_out_or_mended_and_noted(item, layer, note):
    link = from_activation_link(f"functions=relu;{item}")
    assert link.functions == _functions({"activation": "relu"}, *([layer] if layer else []))
    (said,) = link.notes
    assert said.startswith(note)


def test_what_is_noted_twice_is_said_once_and_other_keys_are_noted():
    link = from_activation_link("functions=magic;magic&size=3")
    assert link.notes == ("This link: 'size' is unknown and ignored.", "functions: 'magic' is unknown and ignored.")


def test_a_function_has_at_most_300_characters():
    name = "tanh:0." + "1" * 293
    assert from_activation_link(f"functions={name}").notes == (
        f"functions: tanh: tanh has no parameter; '{name[5:44]}…' is ignored.",
    )
    assert from_activation_link(f"functions={name}1").notes == (f"functions: '{name[:39]}…' is unknown and ignored.",)


def test_of_too_many_functions_the_first_count():
    link = from_activation_link(f"functions={';'.join(ACTIVATIONS)}")
    assert [layer.activation for layer in link.functions] == [*ACTIVATIONS][:MAX_FUNCTIONS]
    assert f"only the first {MAX_FUNCTIONS} of {len(ACTIVATIONS)} are used" in " ".join(link.notes)


@pytest.mark.parametrize("text", ["hello", "chosen={}", "x" * (MAX_LINK + 1)])
def test_what_names_no_functions_is_refused(text):
    with pytest.raises(ValueError, match=r"chosen|link"):
        from_activation_link(text)
