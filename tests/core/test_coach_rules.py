"""The coach's rules on histories that are made up: any numbers, every threshold from both sides, every remedy."""

from dataclasses import replace

import numpy as np
import pytest
from coach_runs import hidden
from core_strategies import any_experiments, experiments
from hypothesis import HealthCheck, given, settings, strategies as st

from nn_core import ACTIVATIONS, Diagnostics, Experiment
from nn_core.insight import remedies
from nn_core.insight.coach import RULES, Advice, advise, sentence
from nn_core.insight.diagnostics import LayerDiagnostics
from nn_core.insight.history import MOST, History, Moment, smoothed, thinned
from nn_core.insight.reachable import Reachable
from tests.cases import every

REACHABLE = Reachable(guess=0.5, line=0.5, score=1.0, most=(1.0, 1.0), feature=None, train=250, test=250)
TOGETHER = ("regularization", "regularization_rate")  # the one says how much of the other

finite = st.floats(allow_nan=False, allow_infinity=False)
moments = st.lists(st.builds(Moment, st.integers(0, 10**9), finite, finite, finite, finite), max_size=60)
losses = st.floats(0.0, 10.0)
scores = st.floats(-1.0, 1.0)
plausible = st.lists(st.tuples(losses, losses, scores, scores), max_size=400).map(
    lambda rows: [Moment(epoch, *row) for epoch, row in enumerate(rows)]
)
shares = st.floats(0.0, 1.0)
layer_diagnostics = st.builds(LayerDiagnostics, shares, shares, finite, finite)


@st.composite
def diagnostics(draw, chosen):
    count = len(chosen.hidden)
    layers = draw(st.lists(layer_diagnostics, min_size=count, max_size=count))
    norms = draw(st.lists(st.floats(0.0), min_size=count + 1, max_size=count + 1))
    return draw(st.none() | st.just(Diagnostics(0.0, 0.0, tuple(norms), tuple(layers))))


def curve(train, test=None, train_score=0.6, test_score=0.6, every=1):
    """A history of these training losses."""
    test = train if test is None else test
    return [Moment(i * every, a, b, train_score, test_score) for i, (a, b) in enumerate(zip(train, test, strict=True))]


def rule(history, said=None, data=REACHABLE, diverged=False, looked=None, **fields):
    advice = advise(Experiment(**fields), history, looked, data=data, diverged=diverged, said=said)
    return advice.rule if advice else None


@pytest.mark.rest
@given(st.data())
@settings(max_examples=60, suppress_health_check=list(HealthCheck))
def test_any_numbers_give_advice_or_none(data):
    chosen = data.draw(any_experiments())
    history = data.draw(moments | plausible)
    looked = data.draw(diagnostics(chosen))
    said = data.draw(st.none() | st.sampled_from(list(RULES)) | st.text(max_size=5))
    diverged = data.draw(st.booleans())
    advice = advise(chosen, history, looked, data=REACHABLE, diverged=diverged, said=said)
    assert advice is None or isinstance(advice, Advice)
    if advice:
        assert advice.text in RULES[advice.rule].texts
        assert len(sentence(advice).split()) <= 20
        assert all(np.isfinite(value) for value in advice.values.values())
    assert advice == advise(chosen, history, looked, data=REACHABLE, diverged=diverged, said=said)


def test_numbers_that_are_none_are_left_out_and_few_say_nothing():
    good = curve([1.0, 0.9, 0.8])
    bad = [
        Moment(3, float("nan"), 1.0, 0.5, 0.5),
        Moment(4, 1.0, float("inf"), 0.5, 0.5),
        Moment(2, 1.0, 1.0, 0.5, 0.5),
    ]
    assert len(History([*good, *bad])) == 3
    assert len(History([])) == 0
    assert rule([]) is None
    assert rule(curve([0.0, 0.0], train_score=1.0, test_score=1.0, every=100)) is None
    assert rule([], diverged=True) == "diverged"


def test_the_scale_of_the_loss_changes_nothing():
    """Ten times the loss, beside ten times the guess, is the same curve."""
    random = np.random.default_rng(3)
    for _ in range(50):
        train = np.abs(np.cumsum(random.normal(size=300))) + 0.01
        test = train * random.uniform(0.5, 2.0)
        score = random.uniform(0.4, 1.0)
        for rate in (1e-5, 0.03, 3.0):
            small = rule(curve(train, test, score), learning_rate=rate)
            large = rule(
                curve(16.0 * train, 16.0 * test, score), data=replace(REACHABLE, guess=8.0), learning_rate=rate
            )
            assert small == large


FLAT = [0.48] * 240


@every(
    ("expected", "history", "more"),
    [
        ("stuck", curve(FLAT), {}),
        (None, curve(FLAT[:150]), {}),
        (None, curve(np.linspace(0.48, 0.44, 240)), {}),
        (None, curve(FLAT, train_score=0.97), {}),  # as good as it gets
        (None, curve(FLAT), {"batch_size": 250}),  # 240 updates are few
        ("memorizing", curve(np.linspace(0.4, 0.1, 200), np.linspace(0.4, 0.6, 200), 0.95, 0.7), {}),
        (None, curve(np.linspace(0.4, 0.1, 200), np.linspace(0.6, 0.55, 200), 0.95, 0.7), {}),  # both fall
        (None, curve(np.linspace(0.1, 0.4, 200), np.linspace(0.1, 0.6, 200), 0.95, 0.7), {}),  # both rise
        (None, curve([0.2] * 200, np.linspace(0.2, 0.6, 200), 0.95, 0.7), {}),  # nothing more is learned
        ("overshot", curve([1.0] * 40), {"learning_rate": 3}),
        (None, curve([1.0] * 40), {}),  # weights may begin there
        (None, curve(np.geomspace(3.0, 1.0, 40)), {"learning_rate": 3}),  # it falls
        ("oscillating", curve([0.1, 0.3] * 20, train_score=0.9), {"learning_rate": 0.3}),
        ("small-batch", curve([0.1, 0.3] * 20, train_score=0.9), {"batch_size": 1}),
        (None, curve([0.1, 0.3] * 20, train_score=0.995), {"learning_rate": 0.3}),  # nothing is lost by it
        (None, curve(0.5 * 0.7 ** np.arange(40.0), train_score=0.9), {"learning_rate": 0.3}),  # large, one way
        ("crawling", curve(np.linspace(0.5, 0.49, 60)), {"learning_rate": 1e-4}),
        (None, curve(np.linspace(0.5, 0.49, 60)), {}),
        (None, curve(np.linspace(0.5, 0.4, 60)), {"learning_rate": 1e-4}),
        ("crawling", curve([0.5] * 60), {"schedule": "cosine", "schedule_epochs": 10}),
        ("solved", curve([0.1] * 10, train_score=1.0, test_score=1.0), {}),
        (None, curve([0.1] * 10, train_score=1.0, test_score=0.99), {}),
        (None, curve([0.1] * 4, train_score=1.0, test_score=1.0), {}),
        ("small", curve([0.1] * 10, train_score=1.0, test_score=1.0), {"data": replace(REACHABLE, test=29)}),
        ("linear", curve([0.5] * 30, train_score=0.5), {"hidden": ()}),
        ("linear", curve([0.5] * 30, train_score=0.5), {"hidden": hidden("4-linear")}),
        (None, curve([0.5] * 30, train_score=0.5), {"hidden": hidden("4-linear;2-tanh")}),
        (None, curve([0.5] * 30, train_score=0.5), {"hidden": (), "data": replace(REACHABLE, line=0.97)}),
        (None, curve([0.5] * 10, train_score=0.5), {"hidden": ()}),
    ],
)
def test_the_fact_is_said_where_it_holds_and_not_where_it_does_not(expected, history, more):
    assert rule(history, **more) == expected


def look(dead=0.0, saturated=0.0, norms=(1.0, 1.0, 1.0)):
    layers = (LayerDiagnostics(0.0, 0.0, 1.0, norms[0]), LayerDiagnostics(dead, saturated, 1.0, norms[1]))
    return Diagnostics(dead / 2, saturated / 2, norms, layers)


def test_layers_are_told_from_a_look_into_them():
    flat, falling = curve([0.4] * 30), curve(np.geomspace(0.5, 0.2, 30))
    assert rule(flat, looked=look(dead=1.0)) == "dead"
    assert rule(falling, looked=look(dead=1.0)) == "dead"
    assert rule(flat, looked=look(dead=0.5)) == "dead"
    assert rule(falling, looked=look(dead=0.5)) is None
    assert rule(flat, looked=look(dead=0.4)) is None
    assert rule(flat, said="dead", looked=look(dead=0.4)) == "dead"
    assert rule(flat, looked=look(saturated=0.8)) == "saturated"
    assert rule(falling, looked=look(saturated=0.8)) is None
    assert rule(flat, looked=look(saturated=0.5)) is None
    assert rule(curve([0.4] * 30, train_score=0.99), looked=look(dead=1.0)) is None
    assert rule(flat, hidden=hidden("2-tanh"), looked=look(dead=1.0)) is None  # of another network


@pytest.mark.parametrize(
    ("expected", "share", "more"),
    [
        ("vanishing", 1e-4, {}),
        ("vanishing", 0.0, {}),
        (None, 1e-2, {}),
        (None, float("nan"), {}),
        (None, 1e-4, {"initializer": "zeros"}),
        (None, 1e-4, {"regularization": "l2", "regularization_rate": 0.1}),
    ],
)
def test_a_gradient_vanishes_through_several_layers(expected, share, more):
    layers = (LayerDiagnostics(0.0, 0.0, 0.1, 1.0),) * 3
    looked = Diagnostics(0.0, 0.0, (share, 0.1, 0.3, 1.0), layers)
    assert rule(curve([0.4] * 30), looked=looked, hidden=hidden("4-sigmoid;4-sigmoid;4-sigmoid"), **more) == expected
    if expected:
        advice = advise(
            Experiment(hidden=hidden("4-sigmoid;4-sigmoid;4-sigmoid")), curve([0.4] * 30), looked, data=REACHABLE
        )
        assert 1 / advice.values["times"] >= share


def test_what_has_been_said_stays_until_it_is_clearly_gone():
    trembling = [0.1, 0.1 * 1.14] * 20  # between the two thresholds
    for said, expected in ((None, None), ("oscillating", "oscillating"), ("stuck", None)):
        assert rule(curve(trembling, train_score=0.9), said=said, learning_rate=0.3) == expected
    wrong_once = [*curve([0.1] * 10, train_score=1.0, test_score=1.0), Moment(10, 0.1, 0.1, 0.995, 0.995)]
    assert rule(wrong_once) is None
    assert rule(wrong_once, said="solved") == "solved"


def test_solved_tells_since_when_and_how_well():
    history = [*curve([0.5] * 62), *(Moment(62 + i, 0.01, 0.01, 1.0, 1.0) for i in range(20))]
    advice = advise(Experiment(), history, data=REACHABLE)
    assert sentence(advice) == "Solved: 100% right on training and test data since epoch 62."
    spiral = replace(REACHABLE, most=(1.0, 0.996))
    history = [*curve([0.5] * 62), *(Moment(62 + i, 0.01, 0.01, 1.0, 0.996) for i in range(20))]
    assert sentence(advise(Experiment(), history, data=spiral)).startswith("Solved: 99.6% right")


def test_a_long_history_is_thinned_and_its_ends_are_kept():
    rows = curve(np.linspace(1.0, 0.0, 20_000))
    thin = thinned(rows)
    assert len(thin) <= MOST
    assert thin[0] == rows[0]
    assert list(thin[-MOST // 2 :]) == rows[-MOST // 2 :]
    epochs = [row.epoch for row in thin]
    assert epochs == sorted(set(epochs))
    assert thinned(rows[:MOST]) == rows[:MOST]


def test_levels_are_means_of_neighboring_frames():
    values = np.array([3.0, 1.0, 2.0, 6.0, 8.0, 4.0, 0.0])
    assert smoothed(values) == pytest.approx([3.0, 2.0, 2.0, 3.0, 4.0, 4.2, 4.0])
    assert smoothed(np.array([])).size == 0


ALL = sorted({remedy for each in RULES.values() for remedy in each.remedies}, key=lambda remedy: remedy.__name__)


@pytest.mark.rest
@pytest.mark.parametrize("remedy", [*ALL, remedies.add_feature("xy")], ids=lambda remedy: remedy.__name__)
@given(data=st.data())
@settings(max_examples=40, suppress_health_check=list(HealthCheck))
def test_a_remedy_gives_a_valid_experiment_that_differs_in_one_respect(remedy, data):
    chosen = data.draw(experiments(max_samples=200, max_layers=8, max_rate=10.0) | any_experiments())
    layer = data.draw(st.none() | st.integers(0, 7))
    change = remedy(chosen, layer)
    if change is None:
        return
    after = change.experiment
    assert Experiment(**after.model_dump()) == after
    differing = {field for field in Experiment.model_fields if getattr(after, field) != getattr(chosen, field)}
    assert len({"regularization" if field in TOGETHER else field for field in differing}) == 1
    assert change.text in remedies.TEXTS
    assert "{" not in sentence(change)
    assert len(sentence(change).split()) <= 20
    if "hidden" in differing and len(after.hidden) == len(chosen.hidden):
        units = [one.units != other.units for one, other in zip(after.hidden, chosen.hidden, strict=True)]
        kinds = [one.activation != other.activation for one, other in zip(after.hidden, chosen.hidden, strict=True)]
        assert sum(units) == 1 - any(kinds)


def test_a_rate_too_small_to_be_a_number_becomes_0():
    tiny = Experiment(regularization="l1", regularization_rate=3e-308, learning_rate=3e-308)
    assert remedies.weaker_penalty(tiny).experiment.regularization_rate == 0.0
    assert remedies.lower_rate(tiny) is None


@every("key", ACTIVATIONS)
def test_another_activation_bends_and_can_not_die(key):
    after = remedies.other_activation(Experiment(hidden=hidden(f"4-{key};3-sine")), 0).experiment
    assert after.hidden[0].activation != key
    assert after.hidden[0].function.facts_at(after.hidden[0].parameter).nonlinear
    assert key == "sine" or after.hidden[1].activation == "sine"


def test_a_silenced_rule_is_not_asked_and_the_next_one_is():
    rows = [Moment(epoch, 0.001, 0.001, 1.0, 1.0) for epoch in range(30)]
    few = replace(REACHABLE, test=5)
    names = [
        found and found.rule
        for silenced in ((), {"small"}, ("small", "solved"))
        for found in [advise(Experiment(), rows, data=few, said="small", silenced=silenced)]
    ]
    assert names == ["small", "solved", None]
