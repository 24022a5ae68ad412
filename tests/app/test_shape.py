"""The shape with as many parameters as another lane: what the browser asks for, and what it must not ask."""

from hypothesis import given, strategies as st

from app.calls.shape import MOST, answer_shape
from nn_core import Experiment
from tests.cases import every

SWIGLU = {"hidden": [{"units": 8, "activation": "swiglu"}, {"units": 8, "activation": "swiglu"}]}


def test_the_answer_has_the_units_and_the_parameters_that_they_make():
    assert answer_shape({"experiment": SWIGLU, "parameters": 105}) == {"units": [5, 6], "parameters": 109}


@every(
    ("changed", "words"),
    [
        ({"parameters": 0}, "parameters"),
        ({"parameters": MOST + 1}, "parameters"),
        ({"parameters": 10.5}, "parameters"),
        ({"parameters": "105"}, "parameters"),
        ({"experiment": {"hidden": []}}, "hidden must be one or more layers"),
        ({"experiment": {"hidden": [{"units": 17, "activation": "glu"}]}}, "units"),
        ({"experiment": {"hidden": [{"units": 2, "activation": "glu", "parameter": 2}]}}, "parameter"),
        ({"experiment": None}, "experiment"),
        ({"more": 1}, "more"),
    ],
)
def test_what_cannot_be_is_refused_by_name(changed, words):
    answer = answer_shape({"experiment": SWIGLU, "parameters": 105, **changed})
    assert set(answer) == {"error"}
    assert words in answer["error"]


@given(st.lists(st.integers(1, 16), min_size=1, max_size=8), st.integers(1, MOST))
def test_any_network_gets_a_shape_that_can_be(units, parameters):
    hidden = [{"units": n, "activation": "geglu"} for n in units]
    answer = answer_shape({"experiment": {"hidden": hidden}, "parameters": parameters})
    found = [{"units": n, "activation": "geglu"} for n in answer["units"]]
    assert Experiment(hidden=found).parameters == answer["parameters"]
