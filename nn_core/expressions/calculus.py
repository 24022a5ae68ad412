"""What the functions of a formula are, and calculus with them: simplification, derivatives.

One table says all of each function: how many arguments it takes, how NumPy computes it and how long that takes, its
derivative and its LaTeX; to add a function, add its entry to ``FUNCTIONS``.

At a kink the derivative is a convention. relu'(0) = 0, abs'(0) = sign(0) = 0, and sign and floor have slope 0
everywhere. max(x, y) has the slope of x where x > y and otherwise that of y, except that a constant x also keeps its
slope 0 at a tie; min likewise. So max(0, z) and max(z, 0) both have slope 0 at z = 0. clip(x, low, high) with constant
limits has slope 0 on the limits. A condition counts as a constant: at the border ``where`` has the slope of the branch
that it takes there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from math import inf
from typing import Any

import numpy as np

from ..common.erf import erf
from ..common.select import select
from .algebra import add, cancels_below_zero, div, folded, mul, neg, power, softplus_argument
from .tree import CONDITIONS, ONE, ZERO, ExpressionError, Node, number, postorder

MAX_DERIVATIVE = 2000  # nodes
MAX_WHOLE = 16  # whole exponents up to this are products

Args = tuple[Node, ...]

_TWO = number(2.0)


@dataclass(frozen=True)
class Operation:
    """A function or an operator.

    ``slope(args, slopes)`` is the derivative as a node, from the arguments and their derivatives. ``tex`` has a %s
    where the arguments go. ``least`` and ``most`` bound the number of arguments. ``rewrite`` is what builds a
    simplified node; without it, nothing can be simplified but a function of numbers.

    ``nanoseconds`` is what NumPy takes for a number, of several arguments for each after the first, and ``calls`` how
    many times as long as usual it takes to begin. Where that depends on the values, it is half of the most, rounded
    up: sin takes six times as long beyond 1e8, and a power fifty times where it overflows. ``python -m
    bench.formula_cost`` measures them.
    """

    evaluate: Callable[..., Any]
    slope: Callable[[Args, Args], Node]
    tex: str = ""
    least: int = 1
    most: float = 1
    rewrite: Callable[..., Node] | None = None
    nanoseconds: float = 0.7
    calls: float = 1.0


def _carried(slope: Node, times: Callable[[Node], Node]) -> Node:
    """``times(slope)``; where a ``where`` makes the slope 0, it stays 0 even if the other factor is infinite there."""
    if slope.op == "where" and ZERO in slope.args[1:]:
        condition, x, y = slope.args
        return _where(condition, _carried(x, times), _carried(y, times))
    return ZERO if slope == ZERO else times(slope)


def _chain(outer: Callable[[Node], Node], below: bool = False) -> Callable[[Args, Args], Node]:
    """The chain rule for a function of one argument, from its derivative, or from 1 / its derivative (``below``)."""
    rule = div if below else mul
    return lambda args, slopes: _carried(slopes[0], lambda slope: rule(slope, outer(args[0])))


def _flat(*_: Args) -> Node:
    return ZERO


def _where(condition: Node, x: Node, y: Node) -> Node:
    return x if x == y else Node("where", (condition, x, y))


def _log(x: Node) -> Node:
    u = softplus_argument(x)
    if u is not None:
        return Node("softplus", (u,))
    if x.op == "sigmoid":
        return neg(Node("softplus", (neg(x.args[0]),)))
    if x.op == "exp":
        return x.args[0]
    if parts := cancels_below_zero(x):
        u, root = parts
        return _where(Node("<", (u, ZERO)), neg(Node("log", (add(root, neg(u)),))), Node("log", (x,)))
    return ONE if x.op == "e" else Node("log", (x,))


def _sigmoid(x: Any) -> Any:
    """1/(1 + e^-x) without an exponential that could overflow, and exact also where it is tiny: one divides by it."""
    shrunk = np.exp(-np.abs(x))
    return select(x < 0, shrunk, 1.0) / (1.0 + shrunk)


def _power(x: Any, y: Any) -> Any:
    """x**y; small whole powers, which are the most frequent, as products: many times as fast as by logarithms."""
    if np.ndim(y) or not is_small(y):
        return np.power(x, y) if np.ndim(y) or y else 1.0 + 0.0 * x
    product: Any = None
    square, n = x, int(abs(y))
    while n:
        if n % 2:
            product = square if product is None else product * square
        n //= 2
        if n:
            square = square * square
    return product if y > 0.0 else 1.0 / product


def is_small(exponent: float) -> bool:
    """Whether a power is computed by products."""
    return 1.0 <= abs(exponent) <= MAX_WHOLE and exponent == int(exponent)


def _product_slope(args: Args, slopes: Args) -> Node:
    return add(*(mul(*args[:i], slope, *args[i + 1 :]) for i, slope in enumerate(slopes) if slope != ZERO))


def _quotient_slope(args: Args, slopes: Args) -> Node:
    (x, y), (dx, dy) = args, slopes
    above = () if dx == ZERO else (div(dx, y),)
    return add(*above, neg(div(mul(x, dy), power(y, _TWO)))) if dy != ZERO else add(*above)


def _power_slope(args: Args, slopes: Args) -> Node:
    (x, y), (dx, dy) = args, slopes
    if dy == ZERO:
        return _carried(dx, lambda slope: mul(y, power(x, add(y, number(-1.0))), slope))
    growth = mul(dy, simplified("log", x))
    return mul(power(x, y), growth if dx == ZERO else add(growth, div(mul(y, dx), x)))


def _extreme(name: str, beats: str) -> Callable[[Args, Args], Node]:
    """The slope of max or min. Of many arguments, both halves are compared: that keeps the formula short."""

    def slope(args: Args, slopes: Args) -> Node:
        if len(args) == 1:
            return slopes[0]
        half = len(args) // 2
        first, second = args[:half], args[half:]
        d_first, d_second = slope(first, slopes[:half]), slope(second, slopes[half:])
        x, y = (part[0] if len(part) == 1 else Node(name, part) for part in (first, second))
        if d_first == ZERO:
            return _where(Node(beats, (y, x)), d_second, d_first)
        return _where(Node(beats, (x, y)), d_first, d_second)

    return slope


_max_slope, _min_slope = _extreme("max", ">"), _extreme("min", "<")


def _clip_slope(args: Args, slopes: Args) -> Node:
    (x, low, high), (dx, d_low, d_high) = args, slopes
    if d_low == d_high == ZERO:
        return _where(Node("and", (Node("<", (low, x)), Node("<", (x, high)))), dx, ZERO)
    return _min_slope((Node("max", (x, low)), high), (_max_slope((x, low), (dx, d_low)), d_high))


def _where_slope(args: Args, slopes: Args) -> Node:
    return _where(args[0], slopes[1], slopes[2])


def _in(name: str) -> str:
    """LaTeX of a function that is written with its name and parentheses."""
    return name + r"\left(%s\right)"


FUNCTIONS: dict[str, Operation] = {
    "exp": Operation(np.exp, _chain(lambda x: Node("exp", (x,))), "e^{%s}", nanoseconds=9.0),
    "log": Operation(np.log, _chain(lambda x: x, below=True), _in(r"\ln"), rewrite=_log, nanoseconds=5.0),
    "sqrt": Operation(
        np.sqrt, _chain(lambda x: mul(_TWO, Node("sqrt", (x,))), below=True), r"\sqrt{%s}", nanoseconds=1.5
    ),
    "sin": Operation(np.sin, _chain(lambda x: Node("cos", (x,))), _in(r"\sin"), nanoseconds=28.0),
    "cos": Operation(np.cos, _chain(lambda x: neg(Node("sin", (x,)))), _in(r"\cos"), nanoseconds=28.0),
    "tan": Operation(
        np.tan, _chain(lambda x: add(ONE, power(Node("tan", (x,)), _TWO))), _in(r"\tan"), nanoseconds=35.0
    ),
    "atan": Operation(
        np.arctan, _chain(lambda x: add(ONE, power(x, _TWO)), below=True), _in(r"\arctan"), nanoseconds=5.0
    ),
    "sinh": Operation(np.sinh, _chain(lambda x: Node("cosh", (x,))), _in(r"\sinh"), nanoseconds=8.0),
    "cosh": Operation(np.cosh, _chain(lambda x: Node("sinh", (x,))), _in(r"\cosh"), nanoseconds=7.0),
    "tanh": Operation(
        np.tanh, _chain(lambda x: add(ONE, neg(power(Node("tanh", (x,)), _TWO)))), _in(r"\tanh"), nanoseconds=4.0
    ),
    "sigmoid": Operation(
        _sigmoid,
        _chain(lambda x: mul(Node("sigmoid", (x,)), add(ONE, neg(Node("sigmoid", (x,)))))),
        _in(r"\sigma"),
        nanoseconds=12.0,
        calls=3.0,
    ),
    "softplus": Operation(
        lambda x: np.logaddexp(x, 0.0),
        _chain(lambda x: Node("sigmoid", (x,))),
        _in(r"\operatorname{softplus}"),
        nanoseconds=13.0,
    ),
    "erf": Operation(
        erf,
        _chain(lambda x: mul(div(_TWO, Node("sqrt", (Node("pi"),))), Node("exp", (neg(power(x, _TWO)),)))),
        _in(r"\operatorname{erf}"),
        nanoseconds=36.0,
        calls=30.0,
    ),
    "relu": Operation(
        lambda x: np.maximum(x, 0.0),
        lambda args, slopes: _where(Node(">", (args[0], ZERO)), slopes[0], ZERO),
        _in(r"\operatorname{ReLU}"),
    ),
    "abs": Operation(np.abs, _chain(lambda x: Node("sign", (x,))), r"\left|%s\right|"),
    "sign": Operation(np.sign, _flat, _in(r"\operatorname{sign}")),
    "floor": Operation(np.floor, _flat, r"\left\lfloor %s\right\rfloor"),
    "min": Operation(lambda *xs: reduce(np.minimum, xs), _min_slope, _in(r"\min"), 2, inf),
    "max": Operation(lambda *xs: reduce(np.maximum, xs), _max_slope, _in(r"\max"), 2, inf),
    "clip": Operation(
        lambda x, low, high: np.minimum(np.maximum(x, low), high),
        _clip_slope,
        _in(r"\operatorname{clip}"),
        3,
        3,
        nanoseconds=1.2,
    ),
    "where": Operation(np.where, _where_slope, "", 3, 3, _where, nanoseconds=1.2),
}

OPERATORS: dict[str, Operation] = {
    "+": Operation(lambda *xs: reduce(np.add, xs), lambda _, slopes: add(*slopes), rewrite=add),
    "*": Operation(lambda *xs: reduce(np.multiply, xs), _product_slope, rewrite=mul),
    "/": Operation(np.divide, _quotient_slope, rewrite=div),
    "**": Operation(_power, _power_slope, rewrite=power, nanoseconds=60.0),
    "neg": Operation(np.negative, lambda _, slopes: neg(slopes[0]), rewrite=neg),
    "<": Operation(np.less, _flat),
    "<=": Operation(np.less_equal, _flat),
    ">": Operation(np.greater, _flat),
    ">=": Operation(np.greater_equal, _flat),
    "==": Operation(np.equal, _flat),
    "and": Operation(lambda *xs: reduce(np.logical_and, xs), _flat),
    "or": Operation(lambda *xs: reduce(np.logical_or, xs), _flat),
    "not": Operation(np.logical_not, _flat),
}

OPERATIONS: dict[str, Operation] = {**OPERATORS, **FUNCTIONS}


def simplified(op: str, *args: Node) -> Node:
    """The node for an operation on nodes that are simplified already."""
    operation = OPERATIONS[op]
    node = operation.rewrite(*args) if operation.rewrite else Node(op, args)
    if node.op in FUNCTIONS and all(arg.op == "number" for arg in node.args):
        with np.errstate(all="ignore"):
            value = OPERATIONS[node.op].evaluate(*(np.float64(arg.value) for arg in node.args))
        return folded(float(value)) or node
    return node


def simplify(tree: Node) -> Node:
    """The same formula, shorter and in stable forms."""
    simple: dict[Node, Node] = {}
    for node in postorder(tree):
        simple[node] = simplified(node.op, *(simple[arg] for arg in node.args)) if node.args else node
    return simple[tree]


def derive(tree: Node, variable: str) -> Node:
    """The derivative of a simplified formula with respect to z or a.

    Raises:
        ExpressionError: it has more than 2,000 nodes.
    """
    slopes: dict[Node, Node] = {}
    for node in postorder(tree):
        if not node.args:
            slopes[node] = ONE if node.op == variable else ZERO
            continue
        of_args = tuple(slopes[arg] for arg in node.args)
        changes = node.op not in CONDITIONS and any(slope != ZERO for slope in of_args)
        slopes[node] = OPERATIONS[node.op].slope(node.args, of_args) if changes else ZERO
        if slopes[node].size > MAX_DERIVATIVE:
            raise ExpressionError(f"the derivative must have at most {MAX_DERIVATIVE} parts, got more")
    return slopes[tree]
