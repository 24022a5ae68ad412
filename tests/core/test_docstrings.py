"""Docstrings of the registries: the formula first, an example that runs, and the source of a rule."""

import doctest
import inspect
import re

import pytest

from nn_core.activations import ACTIVATIONS
from nn_core.initializers import INITIALIZERS
from nn_core.losses import LOSSES
from nn_core.optimizers import OPTIMIZERS
from nn_core.regularizers import REGULARIZERS
from nn_core.schedules import SCHEDULES
from tests.cases import every

ACTIVATION = pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=list(ACTIVATIONS))
SOURCE = re.compile(r"https://(doi\.org|arxiv\.org|proceedings\.mlr\.press|jmlr\.org)/\S+|lecture")
RULES = [
    *[(f"optimizer {key}", optimizer.step, "←") for key, optimizer in OPTIMIZERS.items()],
    *[(f"initializer {key}", initializer.sample, "W ") for key, initializer in INITIALIZERS.items()],
    *[(f"loss {key}", loss.value, "E = ") for key, loss in LOSSES.items()],
    *[(f"gradient {key}", loss.gradient, "dE/d") for key, loss in LOSSES.items()],
    *[(f"regularizer {key}", regularizer.derivative, "R = ") for key, regularizer in REGULARIZERS.items()],
    *[(f"schedule {key}", schedule.factor, "") for key, schedule in SCHEDULES.items()],
]


def first_line(function):
    return inspect.getdoc(function).splitlines()[0]


@ACTIVATION
def test_an_activation_says_its_formula_and_has_an_example(activation):
    function = activation.coupled.forward if activation.coupled else activation.f
    assert re.match(r"f\(z\) = |aᵢ = |a = ", first_line(function))
    assert doctest.DocTestParser().get_examples(inspect.getdoc(function))


@ACTIVATION
def test_a_slope_says_its_formula_and_where_there_is_a_kink_what_holds_there(activation):
    if activation.coupled:
        assert first_line(activation.coupled.backward).startswith("dE/dz")
        return
    text = inspect.getdoc(activation.df)
    assert text.startswith("f'(z) = ")
    if activation.facts_at(activation.default).kinks:
        assert re.search(r"f'\(0\)|from the left|at the (kink|jump)|as in PyTorch|at 0", text)


@every(("function", "sign"), [rule[1:] for rule in RULES])
def test_a_rule_is_said_first_in_symbols(function, sign):
    line = first_line(function)
    assert sign in line
    assert line[0] in "wvmWERd½1(" or line.startswith("dE/d")


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_an_optimizer_names_its_source(key):
    assert SOURCE.search(inspect.getdoc(OPTIMIZERS[key].step))
