"""The worst requests that are known: refused, or done within bounds. ``python -m bench.cost`` measures them."""

import pytest

from app.calls import tick
from app.calls.lanes import TickRequest, affordable
from bench import wire
from bench.cost import heavy, network, tick as tick_of, timed, traced
from nn_core import ACTIVATIONS, Experiment
from nn_core.activations.custom import MAX_FORMULAS, custom, parsed
from nn_core.compiled.library import library
from nn_core.insight.cost import MAX_SECONDS, cost
from nn_core.training import engines

from .sending import second

MAX_PEAK = 50_000_000
HEAVY = {request.name: request for request in heavy()}
REFUSED = {
    "tick: 12 of the largest networks", "tick: a formula, 8 layers, batch 1", "tick: 96 different long formulas",
    "tick: a formula, one batch, everything visible", "sweep: 50 runs of a formula",
    "own data: 50,000 rows", "own data: 10,000 blank rows", "own data: lines", "own data: a row of 150,000 columns",
    "own data: quotes", "own data: accents out of order", "own data: 2,000 rows of 20 odd columns",
}  # fmt: skip
USUAL = "=max(0, z) + a*sin(z)"


@pytest.mark.parametrize("name", HEAVY)
def test_no_request_costs_more_than_a_second_or_50_mb(app, name):
    client, kind = app.server.test_client(), HEAVY[name].kind
    body = wire.call(kind, HEAVY[name].value)
    seconds, response, peak = traced(client, body)
    answer = wire.answer(kind, response.data)
    assert ("error" in answer) == (name in REFUSED or ": wrong" in name), answer.get("error")
    assert peak <= MAX_PEAK
    if seconds > second():  # tracing makes it slower, and other tests do
        seconds = min(timed(client, body)[0] for _ in range(5))
    assert seconds <= second()


def _request(*experiments, epochs=1, frames=1, **view):
    return TickRequest.model_validate(tick_of("", *experiments, view=view, epochs=epochs, frames=frames).value)


def _error(request):
    with pytest.raises(ValueError, match=r"hidden must take at most .* got about ") as refused:
        affordable(request)
    return str(refused.value)


@pytest.mark.first
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_what_the_buttons_make_is_never_refused(activation):
    race = {"units": False, "diagnostics": True, "target": 0.01}
    affordable(_request(*[network(activation, 6, 8)] * 12, **race))
    everything = {"data": True, "diagnostics": True, "layer": 0, "gradients": True}
    affordable(_request(network(activation), **everything, focus={"layer": 7, "unit": 0}))


@pytest.mark.first
def test_usual_formulas_are_never_refused():
    plain = {"samples": 500, "train_percent": 50, "batch_size": 10}
    affordable(_request(network(USUAL, 6, 8, **plain), layer=0))
    affordable(_request(*[network(USUAL, 2, 4, **plain)] * 12, units=False, diagnostics=True, target=0.01))


@pytest.mark.first
def test_an_epoch_that_numpy_needs_too_long_for_is_refused(monkeypatch):
    monkeypatch.setattr(engines, "compiled", None)
    many, few = network(USUAL), network(USUAL, batch_size=1800)
    assert cost(Experiment(**many)).epoch > MAX_SECONDS > 10 * cost(Experiment(**few)).epoch
    assert "larger batches" in _error(_request(many))
    affordable(_request(few))
    affordable(_request(many, epochs=0))  # it can still be looked at


@pytest.mark.first
def test_an_answer_has_no_more_frames_than_fit_into_it():
    few = {"samples": 20, "batch_size": 10}
    largest = _request(*[network("maxout", **few)] * 12, frames=30, units=False)
    assert affordable(largest)[:2] == (1, 1)
    assert affordable(_request({}, frames=30))[:2] == (1, 30)


@pytest.mark.first
def test_no_more_epochs_lie_between_frames_than_can_be_gone_through_again():
    usual = [{}] * 12
    epochs, frames, _ = affordable(_request(*usual, epochs=1000, frames=5, target=0.1))
    assert 50 < epochs < 1000
    assert frames == 1
    assert affordable(_request({}, epochs=1000, frames=5, target=0.1))[:2] == (1000, 5)


@pytest.mark.first
def test_no_more_epochs_lie_between_frames_of_a_race_than_a_tick_has_time_for():
    usual, goal = [{}] * 12, {"kind": "patience", "value": 1000}
    epochs, frames, _ = affordable(_request(*usual, epochs=1000, frames=5))
    assert 100 < epochs < 1000
    assert frames == 1
    assert affordable(_request(*usual, epochs=1000, goal=goal)).epochs < epochs
    assert affordable(_request(*usual, epochs=10, frames=5))[:2] == (10, 5)
    assert affordable(_request({}, epochs=1000, frames=5))[:2] == (1000, 5)


@pytest.mark.first
def test_formulas_fill_no_memory_and_are_never_compiled(app):
    before = library().seconds_compiling
    for i in range(2 * custom.cache_parameters()["maxsize"]):
        custom(f"sin({i}*z) + a*z", 0.5)
    assert custom.cache_info().currsize == custom.cache_parameters()["maxsize"] <= 128
    assert parsed.cache_info().currsize <= parsed.cache_parameters()["maxsize"] <= 128
    assert library().seconds_compiling == before


@pytest.mark.first
def test_a_request_has_few_different_formulas():
    layers = [{"units": 1, "activation": "custom", "formula": f"{i + 1}z"} for i in range(MAX_FORMULAS + 1)]
    lanes_of = [{"hidden": layers[:8]}, {"hidden": layers[8:16]}]
    assert "lanes" in tick.answer_tick(tick_of("", *lanes_of, *lanes_of, view={}).value)
    answer = tick.answer_tick(tick_of("", *lanes_of, {"hidden": layers[16:]}, view={}).value)
    assert answer["error"].startswith("hidden.0.formula must be one of at most 16 different ones at a time, got '17z'")


@pytest.mark.first
@pytest.mark.parametrize(
    "wrong",
    [
        {"lanes": [1] * 1000},
        dict.fromkeys(map(str, range(1000)), 1),
        {"lanes": [{"experiment": {"hidden": [{}] * 1000}}]},
    ],
    ids=["lanes", "fields", "layers"],
)
def test_only_the_first_of_many_faults_is_looked_for(wrong):
    with pytest.raises(ValueError, match="validation error") as refused:
        TickRequest.model_validate({"run": 0, "request": 0, "lanes": [{"experiment": {}}], **wrong})
    assert refused.value.error_count() <= 2
