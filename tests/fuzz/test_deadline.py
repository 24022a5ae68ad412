"""Requests of which the estimate believes that they are light: the deadline ends them, whatever call they are for."""

import base64
import csv
from time import process_time, thread_time

import pytest
from prometheus_client.parser import text_string_to_metric_families

from app.calls import guarded, lanes, sweep, tick
from app.serving.metrics import text
from bench import wire
from bench.cost import network
from nn_core import Experiment, start
from nn_core.activations.custom import custom, parsed
from nn_core.expressions import calculus
from nn_core.formats import encodings
from nn_core.formats.files import to_json
from nn_core.formats.tables import table as tables
from nn_core.insight import cost, signal
from nn_core.study import comparison, statistics
from nn_core.training import engines, training

LIMIT = 0.3  # seconds instead of guarded.REQUEST_SECONDS: what ends after these ends after those, too
SLACK = 0.5  # seconds, for what can't be left half done, and a machine that is busy
SAID = f"at most {LIMIT:g} s of a processor"
NESTED = "tanh(" * 28 + "z*1e-310" + ")" * 28  # numbers so small that a processor takes a hundred times as long
TYPED = {"hidden": [{"units": 4, "activation": "custom", "formula": "tanh(z) + 0.125*z"}], "batch_size": 1}
RUN = {"lane": 0, "seed": 0, "epochs_to_target": 5, "epochs": 100, "train_loss": 0.1, "test_loss": 0.1,
       "train_score": 0.1, "test_score": 0.1, "diverged": False, "seconds": 1.0}  # fmt: skip
TABLE = "x,y,label\n" + "\n".join(f"{i},{i * i % 17},{i % 2}" for i in range(50))


def of_tick(*experiments, **fields):
    each = [{"experiment": experiment} for experiment in experiments]
    return {"run": 1, "request": 2, "lanes": each, "epochs": 1, "view": {}, **fields}


def of_sweep(experiment):
    jobs = [{"lane": 0, "seed": seed} for seed in range(5)]
    return {"lanes": [experiment], "jobs": jobs, "target": 1e-6, "cap": 20_000}


def slowly(function, seconds=0.05):
    """The same, but with so much work besides."""

    def slow(*args, **kwargs):
        end = thread_time() + seconds
        while thread_time() < end:
            pass
        return function(*args, **kwargs)

    return slow


@pytest.fixture
def trusting(monkeypatch):
    """Nothing is refused for what it would cost."""
    for module in (lanes, sweep, cost):
        monkeypatch.setattr(module, "refuse_slow", lambda _: None)
    custom.cache_clear()
    parsed.cache_clear()


@pytest.fixture
def by_numpy(monkeypatch, trusting):
    """Everything is left to the engine that takes longest."""
    monkeypatch.setattr(engines, "compiled", None)


@pytest.fixture
def ask(app, monkeypatch):
    monkeypatch.setattr(guarded, "REQUEST_SECONDS", LIMIT)
    client = app.server.test_client()

    def send(kind, value):
        body = wire.call(kind, value)
        begin = process_time()
        response = client.post(wire.ADDRESS, data=body, content_type="application/json")
        assert response.status_code == 200
        return wire.answer(kind, response.data), process_time() - begin

    return send


def rejected():
    found = text_string_to_metric_families(text().decode())
    return next(family.samples[0].value for family in found if family.name == "playground_rejected_ticks")


def ends(ask, kind, value):
    before = rejected()
    answer, spent = ask(kind, value)
    assert SAID in answer["error"]
    assert 0.9 * LIMIT < spent <= LIMIT + SLACK
    assert rejected() == before + 1
    return answer


TANH = calculus.OPERATIONS["tanh"]


@pytest.fixture
def slow_tanh(monkeypatch, trusting):
    """A formula with a tanh takes seconds, wherever it is computed; nobody knows it beforehand."""
    calculus_tanh = calculus.Operation(slowly(TANH.evaluate), TANH.slope, TANH.tex)
    monkeypatch.setitem(calculus.OPERATIONS, "tanh", calculus_tanh)
    yield
    custom.cache_clear()


def as_usual(monkeypatch):
    """Everything as fast as ever; a plan that is remembered knows the functions that it was made of."""
    monkeypatch.undo()
    custom.cache_clear()
    parsed.cache_clear()


def deep(n):
    return "+".join(f"tanh({i + 1}z)" for i in range(n))


SLOW = {"units": 1, "activation": "custom", "formula": deep(15)}
BY_FORMULA = {
    "tick": of_tick({**TYPED, "hidden": [SLOW]}),
    "sweep": of_sweep({**TYPED, "hidden": [SLOW]}),
    "curves": {"curves": [{"key": "custom", "formula": deep(15)}]},
    "link": {"text": f"hidden=3-={deep(15)}"},
}


@pytest.mark.first
@pytest.mark.parametrize("kind", BY_FORMULA)
def test_a_formula_that_takes_seconds_ends_with_a_message(ask, slow_tanh, monkeypatch, kind):
    ends(ask, kind, BY_FORMULA[kind])
    as_usual(monkeypatch)
    answer, _ = ask(kind, BY_FORMULA[kind])
    assert "error" not in answer


@pytest.mark.first
def test_a_file_with_such_a_formula_does_so_too(ask, slow_tanh, monkeypatch):
    experiment = Experiment(hidden=[{**SLOW, "formula": "tanh(z)"}])
    text = to_json(experiment, start(experiment)).replace("tanh(z)", deep(15))
    ends(ask, "file", {"text": text})
    as_usual(monkeypatch)
    assert "error" not in ask("file", {"text": text})[0]


@pytest.mark.first
@pytest.mark.parametrize("lanes_of", [1, 3], ids=["alone", "in a race"])
def test_a_tick_says_which_one_it_was(ask, by_numpy, monkeypatch, lanes_of):
    """Three lanes go to several threads, which share what is allowed."""
    monkeypatch.setattr(training.Update, "__call__", slowly(training.Update.__call__, 0.004 * LIMIT))
    answer = ends(ask, "tick", of_tick(*[{**TYPED, "samples": 2000, "train_percent": 90}] * lanes_of))
    assert (answer["run"], answer["request"]) == (1, 2)
    monkeypatch.undo()
    assert "lanes" in ask("tick", of_tick(TYPED))[0]


@pytest.mark.first
def test_what_a_tick_has_is_not_lost(ask, by_numpy, monkeypatch):
    monkeypatch.setattr(training.Update, "__call__", slowly(training.Update.__call__, 0.006 * LIMIT))
    monkeypatch.setattr(tick, "BUDGET_SECONDS", 100.0)
    answer, spent = ask("tick", of_tick({**TYPED, "samples": 100}, frames=30))
    assert 1 <= len(answer["lanes"][0]["frames"]) < 30
    assert answer["lanes"][0]["stopped"] is None
    assert 0.9 * LIMIT < spent <= LIMIT + SLACK


@pytest.mark.first
def test_what_a_sweep_has_is_not_lost(ask, by_numpy, monkeypatch):
    monkeypatch.setattr(training.Update, "__call__", slowly(training.Update.__call__, 0.006 * LIMIT))
    monkeypatch.setattr(sweep, "BUDGET_SECONDS", 100.0)
    answer, spent = ask("sweep", {**of_sweep({**TYPED, "samples": 100}), "cap": 1})
    assert 1 <= len(answer["done"]) < 5
    assert 0.9 * LIMIT < spent <= LIMIT + SLACK


OTHERS = {
    "statistics": (statistics, "quantile", {"first": [{**RUN, "seed": i, "epochs_to_target": i} for i in range(200)]}),
    "signal": (
        signal,
        "_Layer",
        {"networks": [{"activation": "tanh", "initializer": "uniform"}], "depth": 30, "width": 9, "seed": 0},
    ),
    "own-data": (tables, "Row", {"text": TABLE}),
}


@pytest.mark.first
@pytest.mark.parametrize("kind", OTHERS)
def test_the_other_calls_end_with_a_message(ask, monkeypatch, kind):
    module, name, value = OTHERS[kind]
    monkeypatch.setattr(module, name, slowly(getattr(module, name), 0.1))
    ends(ask, kind, value)
    monkeypatch.undo()
    assert "error" not in ask(kind, value)[0]


@pytest.mark.first
def test_comparing_lanes_does_so_too(ask, monkeypatch):
    monkeypatch.setattr(comparison, "_ratios", slowly(comparison._ratios, 0.02))
    each = {"seeds": list(range(9)), "epochs": list(range(9))}
    value = {"lanes": [{**each, "lane": lane} for lane in range(12)]}
    ends(ask, "statistics", value)
    monkeypatch.undo()
    assert "error" not in ask("statistics", value)[0]


@pytest.mark.first
def test_the_runs_of_a_class_do_so_too(ask, monkeypatch):
    monkeypatch.setattr(statistics, "quantile", slowly(statistics.quantile, 0.1))
    links = [f"seed={i}&stop=test_loss:0.1" for i in range(200)]
    value = {"links": links, "runs": [{"link": i, "epochs": i, "reached": i} for i in range(200)]}
    ends(ask, "class-runs", value)
    monkeypatch.undo()
    assert "error" not in ask("class-runs", value)[0]


@pytest.mark.first
def test_reading_a_file_of_an_unknown_encoding_does_so_too(ask, monkeypatch):
    monkeypatch.setattr(encodings, "_mess", slowly(encodings._mess, 0.15))
    data = TABLE.replace("label", "größe").encode("latin-1")
    value = {"data": base64.urlsafe_b64encode(data).decode()}
    ends(ask, "own-data", value)
    monkeypatch.undo()
    assert "error" not in ask("own-data", value)[0]


@pytest.mark.first
def test_numbers_next_to_nothing(ask, trusting):
    """What was measured: 11.8 s for three lanes, when nothing but the estimate bounded them."""
    large = network(f"={NESTED}", batch_size=10)
    _, spent = ask("tick", of_tick(*[large] * 3))
    assert spent <= LIMIT + SLACK
    answer, _ = ask("tick", of_tick({}))
    assert "lanes" in answer


@pytest.mark.first
def test_memory_that_is_not_there_is_said(ask, monkeypatch):
    def no_memory(*_args, **_kwargs):
        raise MemoryError

    for module, name in ((guarded, "bypass_serializer"), (csv, "reader")):
        with monkeypatch.context() as patch:
            real, calls = getattr(module, name), []

            def once(*args, real=real, calls=calls, **kwargs):
                calls.append(1)
                return no_memory() if len(calls) == 1 else real(*args, **kwargs)

            patch.setattr(module, name, once)
            assert "not have enough memory" in ask("own-data", {"text": TABLE})[0]["error"]
    assert "error" not in ask("own-data", {"text": TABLE})[0]
