"""Typed formulas to hundreds of digits, part by part as they were typed, for tests only."""

from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal, localcontext
from functools import cache, reduce
from math import nan

from exact import _arctan, _erf, _pi, _sine_and_cosine

from nn_core.expressions.tree import Node, postorder

_ONE = Decimal(1)
DIGITS = 500


@cache
def _exp(x):
    """Of the same number as often as there are formulas."""
    return x.exp()


def _sign(x):
    return Decimal(int(x > 0) - int(x < 0)) if x == x else x


def _power(x, y):
    if y == y.to_integral_value():
        return x ** int(y) if y >= 0 else _ONE / x ** int(-y)
    return _exp(y * x.ln()) if x > 0 else Decimal(0) if x == 0 and y > 0 else Decimal("nan")


def _tanh(x):
    return _sign(x) * (1 - 2 / (1 + _exp(2 * abs(x))))


def _sine(part):
    return lambda x: _sine_and_cosine(x)[part]


def _largest(x, y):
    return x if x >= y else y


_OPERATIONS = {
    "+": lambda *xs: sum(xs),
    "*": lambda *xs: reduce(lambda x, y: x * y, xs),
    "/": lambda x, y: x / y,
    "**": _power,
    "neg": lambda x: -x,
    "<": lambda x, y: x < y,
    "<=": lambda x, y: x <= y,
    ">": lambda x, y: x > y,
    ">=": lambda x, y: x >= y,
    "==": lambda x, y: x == y,
    "and": lambda *xs: all(xs),
    "or": lambda *xs: any(xs),
    "not": lambda x: not x,
    "exp": lambda x: _exp(x),
    "log": lambda x: x.ln(),
    "sqrt": lambda x: x.sqrt(),
    "sin": _sine(0),
    "cos": _sine(1),
    "tan": lambda x: _sine(0)(x) / _sine(1)(x),
    "atan": _arctan,
    "sinh": lambda x: (_exp(x) - _exp(-x)) / 2,
    "cosh": lambda x: (_exp(x) + _exp(-x)) / 2,
    "tanh": _tanh,
    "sigmoid": lambda x: _ONE / (1 + _exp(-x)),
    "softplus": lambda x: _largest(x, Decimal(0)) + (1 + _exp(-abs(x))).ln(),
    "erf": lambda x: _erf(x) if abs(x) < 7 else _sign(x),
    "relu": lambda x: _largest(x, Decimal(0)),
    "abs": abs,
    "sign": _sign,
    "floor": lambda x: x.to_integral_value("ROUND_FLOOR"),
    "min": lambda *xs: min(xs),
    "max": lambda *xs: max(xs),
    "clip": lambda x, low, high: min(max(x, low), high),
    "where": lambda condition, x, y: x if condition else y,
}


def exact_value(tree: Node, z: float, p: float) -> float:
    """The value of a formula as the nearest float64; not a number where it has none, or one beyond all exponents."""
    with localcontext(Context(prec=DIGITS, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[])):
        names = {"z": Decimal(z), "a": Decimal(p), "pi": _pi(), "e": _exp(_ONE)}
        values = {}
        for node in postorder(tree):
            values[node] = (
                _OPERATIONS[node.op](*(values[arg] for arg in node.args))
                if node.args
                else names.get(node.op, Decimal(node.value))
            )
        value = values[tree]
        return float(value) if value.is_finite() else nan
