"""Numbers too small for all their digits are zeros while a network is computed, and only then."""

import json
import subprocess
import sys
import threading
from dataclasses import replace

import numpy as np
import pytest

from nn_core import Experiment, TrainingState, advance, diagnose, evaluate, predict, start
from nn_core.common.flushing import FLUSHES, flushing
from nn_core.expressions import ExpressionError, check, parse
from nn_core.training.engines import ENGINES
from tests.cases import every

TINY = 1e-310
NORMAL = np.finfo(np.float64).tiny


def _flushes():
    """Whether both are set at this moment: what goes in counts as zero, and what comes out is zero."""
    goes_in = np.full(40, TINY) * 1e300 == 0.0
    comes_out = np.full(40, NORMAL) * 0.25 == 0.0
    assert np.all(goes_in == comes_out)
    return bool(goes_in.all())


def test_this_processor_can_be_told():
    assert FLUSHES


def test_it_begins_and_ends_with_the_block():
    assert not _flushes()
    with flushing():
        assert _flushes()
        with flushing():
            assert _flushes()
        assert _flushes()
    assert not _flushes()


def test_it_ends_with_an_error():
    with pytest.raises(ZeroDivisionError), flushing(), flushing():
        raise ZeroDivisionError
    assert not _flushes()


@every("name", ["exp", "tanh", "sinh", "sqrt", "log1p", "expm1", "sin", "arctan"])
def test_what_numpy_and_the_c_library_compute_is_flushed_too(name):
    given = np.full(33, -740.0) if name == "exp" else np.full(33, TINY)
    function = getattr(np, name)
    assert function(given).all()
    with flushing():
        assert not function(given * 1.0).any()


def test_powers_are_flushed():
    with flushing():
        assert not np.any(np.full(33, 1e-155) ** 2.0)
        assert not np.any(np.power(np.full(33, 1e-100), 3.1))


def test_each_thread_has_its_own():
    """A thread that begins in a block of another thread would find it as it is there, so this one begins before."""
    seen, begun, other = [], threading.Event(), threading.Event()

    def look():
        begun.wait(10)
        seen.append(_flushes())
        with flushing():
            other.wait(10)
            seen.append(_flushes())
        seen.append(_flushes())

    thread = threading.Thread(target=look)
    thread.start()
    with flushing():
        begun.set()
        other.set()
        thread.join(10)
        assert _flushes()
    assert seen == [False, True, False]


def test_it_goes_back_to_what_it_was():
    """A thread that begins in a block begins as that is."""
    seen = []

    def look():
        with flushing():
            seen.append(_flushes())
        seen.append(_flushes())

    thread = threading.Thread(target=look)
    with flushing():
        thread.start()
    thread.join(10)
    assert seen == [True, True]
    assert not _flushes()


def _experiment(activation, **fields):
    chosen = {"activation": "custom", "formula": activation[1:]} if activation[0] == "=" else {"activation": activation}
    return Experiment(hidden=[{"units": 4, **chosen}] * 2, **fields)


def _tiny(experiment):
    """A state of subnormal numbers only."""
    layers = [
        replace(layer, weights=np.full_like(layer.weights, TINY), biases=np.full_like(layer.biases, -TINY))
        for layer in start(experiment).layers
    ]
    return TrainingState(tuple(layers), 0).fitted(experiment)


def _subnormal(array):
    array = np.asarray(array)
    return bool(np.any((array != 0.0) & (np.abs(array) < NORMAL)))


CASES = [(engine, name) for engine in ENGINES for name in ("linear", "tanh", "gelu", "softmax", "maxout")]


@every(("engine", "activation"), [*CASES, ("numpy", "=a*z + sin(z)")])
def test_training_leaves_no_subnormal_numbers(engine, activation):
    experiment = _experiment(activation, learning_rate=1e-9)
    trained = advance(experiment, _tiny(experiment), 1, engine=engine)
    assert not _subnormal(trained.numbers)
    assert not _flushes()


@pytest.mark.parametrize("activation", ["linear", "gelu", "=a*z + sin(z)"])
def test_looking_at_a_network_is_flushed(activation):
    experiment = _experiment(activation, problem="regression", dataset="reg-plane")
    state, points = _tiny(experiment), np.ones((5, 2))
    assert not _subnormal(predict(experiment, state, points))
    evaluate(experiment, state)
    diagnose(experiment, state)
    assert not _flushes()


def test_a_state_of_subnormal_numbers_is_read_and_written_as_it_is():
    experiment = _experiment("tanh")
    state = _tiny(experiment)
    evaluate(experiment, state)
    again = TrainingState.from_bytes(experiment, state.to_bytes())
    assert np.array_equal(again.numbers, state.numbers)
    assert _subnormal(again.numbers)
    assert json.loads(json.dumps(TINY)) == TINY == float(repr(TINY))


def test_a_formula_is_flushed_everywhere():
    assert not np.any(parse("exp(z)").f(np.full(20, -740.0), 1.0))
    with pytest.raises(ExpressionError, match="does not depend on z"):
        check(parse("tanh(" * 20 + "z*1e-310" + ")" * 20), 1.0)
    assert not _flushes()


def test_usual_numbers_stay_the_same_to_the_bit():
    z = np.random.default_rng(0).normal(0.0, 3.0, 5000)
    for text in ("max(0, z) + a*sin(z)", "z*sigmoid(z)", "erf(z)", "softplus(z)", "abs(z)**1.7", "tan(z)", "z**5"):
        expression = parse(text)
        with flushing():
            within = expression.f(z, 0.7), expression.df(z, 0.7)
        assert np.array_equal(within, (expression.f(z, 0.7), expression.df(z, 0.7)))


def test_where_nothing_is_known_nothing_is_set():
    code = (
        "import platform; platform.machine = lambda: 'pdp11'\n"
        "from nn_core.common.flushing import FLUSHES, flushing\n"
        "import numpy as np\n"
        "with flushing():\n    print(FLUSHES, (np.full(9, 1e-310) * 1.0).all())"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert answer.split() == ["False", "True"]
