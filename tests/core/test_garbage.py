"""Garbage in place of an experiment: it is refused in one line, or it makes a valid experiment."""

import pytest
from hypothesis import example, given, settings, strategies as st

from nn_core import DATASETS, OUTPUT_LAYERS, Experiment, Layer, ValidationError, explain
from tests.cases import every

# JSON-like values of any kind, and near misses made of the real fields and keys
_words = st.sampled_from(["x", "y", "tanh", "relu", "units", "activation", "parameter", "points", "custom", "circle"])
_words |= st.sampled_from([*DATASETS, *(part for key in OUTPUT_LAYERS for part in key)])
_numbers = st.integers() | st.integers(0, 20) | st.floats() | st.just(-(10**400))
_leaves = st.none() | st.booleans() | _numbers | _words | st.text(max_size=8) | st.just("\ud800\n")


def _branches(inner):
    return st.lists(inner, max_size=4) | st.dictionaries(_words | st.text(max_size=4), inner, max_size=4)


_garbage = st.recursive(_leaves, _branches, max_leaves=12)
_fields = st.sampled_from(list(Experiment.model_fields))
_layer = st.fixed_dictionaries({}, optional=dict.fromkeys(Layer.model_fields, _garbage))
_near_misses = st.dictionaries(_fields | st.text(max_size=4), _garbage | st.lists(_layer, max_size=3), max_size=5)


def _refusal(choices):
    with pytest.raises(ValidationError) as caught:
        Experiment.model_validate(choices)
    line = explain(caught.value)
    assert len(line.splitlines()) == 1
    return line


def _valid_or_one_line(build):
    try:
        experiment = build()
    except ValidationError as error:
        line = explain(error)
        assert len(line.splitlines()) == 1, line
    else:
        assert Experiment.model_validate(experiment.model_dump(mode="json")) == experiment


@pytest.mark.rest
@settings(max_examples=300)
@given(_garbage | _near_misses)
@example({"a\nb": 1})
def test_garbage_is_refused_in_one_line_and_by_no_other_exception(garbage):
    _valid_or_one_line(lambda: Experiment.model_validate(garbage))


@settings(max_examples=60)
@given(_near_misses)
def test_garbage_as_arguments_is_refused_in_one_line_and_by_no_other_exception(choices):
    _valid_or_one_line(lambda: Experiment(**choices))


@every("field", Experiment.model_fields)
def test_number_too_large_for_python_to_write_out_is_refused_in_one_line(field):
    huge = 10**5000
    for value in (huge, [huge], [[huge, 0, 1]] * 10, [{"units": huge}], {field: huge}):
        assert len(_refusal({field: value, **({"dataset": "custom"} if field == "points" else {})})) < 300


def test_nesting_too_deep_to_write_out_is_refused_in_one_line():
    value = []
    for _ in range(1010):  # a JSON reader may let 1024 through
        value = [value]
    assert _refusal({"hidden": value}).startswith("hidden")
    assert _refusal({"samples": value}).startswith("samples")
