"""Whatever comes over the wire, the tick answers: with an error of one line, or with frames."""

import pytest
from hypothesis import given, settings

from app.calls.tick import answer_tick
from nn_core import Experiment, start
from tests.app.helpers import broken, check, encoded, error_of, garbage, request

FIELDS = {
    **Experiment(samples=20, batch_size=5, hidden=[{"units": 2, "activation": "swish"}]).model_dump(mode="json"),
}
GOOD = request(FIELDS, epochs=1, frames=2, view={"units": True, "data": True})
GOOD_WITH_STATE = request(FIELDS, states=[encoded(start(Experiment(**FIELDS)))])


def _nested(depth, wrap):
    value = 0
    for _ in range(depth):
        value = wrap(value)
    return value


@given(garbage)
def test_anything_at_all_is_refused(data):
    error_of(data)


@settings(max_examples=300)
@given(broken(GOOD))
def test_a_request_broken_in_one_place_is_answered(data):
    check(answer_tick(data))


@given(broken(GOOD_WITH_STATE))
def test_a_request_with_a_state_broken_in_one_place_is_answered(data):
    check(answer_tick(data))


@given(garbage)
def test_garbage_in_the_place_of_an_experiment_is_answered(data):
    check(answer_tick({**GOOD, "lanes": [{"experiment": data}]}))


@pytest.mark.parametrize("depth", [50, 900, 5000])
@pytest.mark.parametrize("wrap", [lambda value: [value], lambda value: {"hidden": value}], ids=["lists", "dicts"])
def test_deep_nesting_is_refused(depth, wrap):
    deep = _nested(depth, wrap)
    error_of(deep)
    error_of({**GOOD, "run": deep})
    error_of({**GOOD, "lanes": [{"experiment": {"hidden": deep}}]})


@pytest.mark.parametrize("digits", [20, 400, 4000, 5000])
def test_numbers_with_thousands_of_digits_are_refused(digits):
    number = 10**digits
    for name in ("run", "request", "epochs", "frames"):
        assert error_of({**GOOD, name: number}).startswith(name)
    for name in ("seed", "noise", "samples", "learning_rate"):
        assert error_of(request({**FIELDS, name: number})).startswith(name)


@pytest.mark.parametrize("text", ["\ud800", "a\nb", "\x00", "\u2028", "\x1b[31m", "x" * 100_000, "<script>"])
def test_odd_texts_are_refused_in_one_short_line(text):
    for name in ("dataset", "problem", "output", "optimizer", "initializer", "regularization"):
        assert len(error_of(request({**FIELDS, name: text}))) < 500
    assert len(error_of(request({text: 1}))) < 500
    assert len(error_of(request({"features": [text]}))) < 500
    assert len(error_of(request({"hidden": [{"units": 1, "activation": text}]}))) < 500


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("size", [1e12, 1e160])
@pytest.mark.parametrize("problem", ["classification", "regression"])
def test_own_points_that_are_far_too_large_are_refused_or_stop_the_lane(problem, size):
    label = 1 if problem == "classification" else size
    own = {"problem": problem, "dataset": "custom", "points": [[size, -size, label], [-size, 1, -1]] * 10}
    for epochs in (0, 1):
        check(answer_tick(request({**own, "features": ["x", "x^2", "xy", "sin x"]}, epochs=epochs)))
