"""Formulas as trees, and the algebra that keeps them short: 0·x is 0, x + x is 2·x, −(−x) is x.

A formula is a ``Node``: a number, a name (z, a, pi, e), or an operation on other nodes. Two nodes are equal when they
say the same; a fingerprint computed once per node tells so without comparing trees. What occurs twice in a formula is
therefore found, and computed, once.

``add``, ``mul``, ``div``, ``power`` and ``neg`` build nodes that are already simplified. A simplification may enlarge
the domain (0·log(z) becomes 0) and forgets the sign of a zero, but where all parts of a formula are finite it changes
nothing but rounding. Forms from textbooks that would overflow become what they mean: 1/(1 + exp(−x)) is sigmoid(x).
"""

from dataclasses import dataclass, field
from hashlib import blake2b
from math import isfinite, prod

import numpy as np

COMPARISONS = ("<", "<=", ">", ">=", "==")
CONDITIONS = (*COMPARISONS, "and", "or", "not")

_HUGE = 1e150  # constants beyond it are not multiplied in advance: the product of two is still finite


class ExpressionError(ValueError):
    """A formula that cannot be used: one plain line that says why, and ``position`` in the text (from 0)."""

    def __init__(self, message: str, position: int = 0) -> None:
        super().__init__(message)
        self.position = position


@dataclass(frozen=True)
class Node:
    """A number (``op`` is "number"), a name (``op`` is the name) or an operation on ``args``."""

    op: str = field(compare=False)
    args: tuple["Node", ...] = field(default=(), compare=False)
    value: float = field(default=0.0, compare=False)
    fingerprint: bytes = field(init=False, repr=False)
    size: int = field(init=False, repr=False, compare=False)  # nodes when written out, shared ones counted each time

    def __post_init__(self) -> None:
        digest = blake2b(f"{self.op} {self.value!r} {len(self.args)} ".encode(), digest_size=16)
        for arg in self.args:
            digest.update(arg.fingerprint)
        object.__setattr__(self, "fingerprint", digest.digest())
        object.__setattr__(self, "size", 1 + sum(arg.size for arg in self.args))


def number(value: float) -> Node:
    """A constant; there is no negative zero."""
    return Node("number", value=float(value) + 0.0)


ZERO, ONE = number(0.0), number(1.0)


def postorder(tree: Node) -> list[Node]:
    """All different nodes of a tree, arguments before what uses them. No recursion: depth costs nothing."""
    order: dict[Node, None] = {}
    stack = [(tree, False)]
    while stack:
        node, complete = stack.pop()
        if node in order:
            continue
        if complete:
            order[node] = None
        else:
            stack.append((node, True))
            stack.extend((arg, False) for arg in reversed(node.args))
    return list(order)


def contains(tree: Node, op: str) -> bool:
    """Whether the name or the operation occurs anywhere in the tree."""
    return any(node.op == op for node in postorder(tree))


def folded(value: float) -> Node | None:
    """The value as a node if that is as good as the formula for it: 4**0.5 is 2, but 1/3 stays 1/3."""
    return number(value) if isfinite(value) and abs(value) <= 1e9 and len(repr(float(value))) <= 8 else None


def _split(term: Node) -> tuple[float, Node]:
    """A term as (constant factor, the rest)."""
    if term.op == "number":
        return term.value, ONE
    if term.op == "neg":
        factor, rest = _split(term.args[0])
        return -factor, rest
    if term.op == "*" and term.args[0].op == "number":
        return term.args[0].value, _product(list(term.args[1:]))
    return 1.0, term


def _product(factors: list[Node]) -> Node:
    if len(factors) > 1:
        return Node("*", tuple(factors))
    return factors[0] if factors else ONE


def _scaled(factor: float, rest: Node) -> Node:
    """The opposite of ``_split``; the sign goes in front of the product."""
    if rest == ONE or factor == 0.0:
        return number(factor)
    if factor < 0.0:
        return Node("neg", (_scaled(-factor, rest),))
    if factor == 1.0:
        return rest
    return Node("*", (number(factor), *(rest.args if rest.op == "*" else (rest,))))


def neg(x: Node) -> Node:
    """The node for −x."""
    factor, rest = _split(x)
    return _scaled(-factor, rest)


def add(*terms: Node) -> Node:
    """The sum, with like terms put together."""
    factors: dict[Node, float] = {}
    for term in terms:
        for part in term.args if term.op == "+" else (term,):
            factor, rest = _split(part)
            factors[rest] = factors.get(rest, 0.0) + factor
    parts = [_scaled(factor, rest) for rest, factor in factors.items() if factor != 0.0]
    if len(parts) > 1:
        return Node("+", tuple(parts))
    return parts[0] if parts else ZERO


def _whole(node: Node) -> bool:
    return node.op == "number" and node.value.is_integer()


def _base_and_exponent(factor: Node) -> tuple[Node, float]:
    if factor.op == "**" and _whole(factor.args[1]):
        return factor.args[0], factor.args[1].value
    return factor, 1.0


def mul(*factors: Node) -> Node:
    """The product, with constants in front and whole powers of the same base put together."""
    split = [_split(factor) for factor in factors]
    constant = prod(factor for factor, _ in split)
    if constant != 0.0 and not 1.0 / _HUGE < abs(constant) < _HUGE:
        return Node("*", factors)
    exponents: dict[Node, float] = {}
    below: list[Node] = []
    for part in [part for _, rest in split for part in (rest.args if rest.op == "*" else (rest,))]:
        if part.op == "/" and part.args[0] == ONE:
            below.append(part.args[1])
        else:
            base, exponent = _base_and_exponent(part)
            exponents[base] = exponents.get(base, 0.0) + exponent
    exponents.pop(ONE, None)
    powers = [power(base, number(exponent)) for base, exponent in exponents.items() if exponent != 0.0]
    above = _scaled(constant, _product(powers))
    return div(above, mul(*below)) if below else above


def _logistic(node: Node) -> Node | None:
    """The u of 1 + exp(u), or None if the node is something else."""
    if node.op == "+" and len(node.args) == 2:
        for one, other in (node.args, node.args[::-1]):
            if one == ONE and other.op == "exp":
                return other.args[0]
    return None


def softplus_argument(x: Node) -> Node | None:
    """The u of log(x) = log(1 + exp(u)) = softplus(u), or None if x is something else."""
    return _logistic(x)


def _stable_quotient(x: Node, y: Node) -> Node | None:
    """Quotients of exponentials that mean a sigmoid or a tanh; None for any other."""
    u = _logistic(y)
    if u is not None and x.op == "exp" and x.args[0] == u:
        return Node("sigmoid", (u,))
    if u is not None:
        return mul(x, Node("sigmoid", (neg(u),)))
    if y.op == "+" and len(y.args) == 2 and y.args[0].op == y.args[1].op == "exp":
        up, down = y.args
        if down.args[0] == neg(up.args[0]) and x == add(up, neg(down)):
            return Node("tanh", up.args)
    return None


def _canceled(x: Node, y: Node) -> Node:
    """The quotient x/y, constants canceled where that leaves a whole number; neither is 0."""
    (factor_x, rest_x), (factor_y, rest_y) = _split(x), _split(y)
    ratio = abs(factor_x / factor_y)
    if not 1.0 / _HUGE < ratio < _HUGE:
        return Node("/", (x, y))
    if ratio.is_integer():
        above, below = _scaled(ratio, rest_x), rest_y
    elif (1.0 / ratio).is_integer():
        above, below = rest_x, _scaled(1.0 / ratio, rest_y)
    else:
        above, below = _scaled(abs(factor_x), rest_x), _scaled(abs(factor_y), rest_y)
    quotient = above if below == ONE else Node("/", (above, below))
    return neg(quotient) if factor_x * factor_y < 0.0 else quotient


def div(x: Node, y: Node) -> Node:
    """The quotient."""
    if x == ZERO or y == ONE:
        return x
    if y.op == "number" and (y.value == 0.0 or abs(y.value) < 1.0 / _HUGE):
        return Node("/", (x, y))
    if x.op == y.op == "number":
        return folded(x.value / y.value) or _canceled(x, y)
    if x.op == "neg" or y.op == "neg":
        return neg(div(neg(x), y) if x.op == "neg" else div(x, neg(y)))
    if x.op == "/":
        return div(x.args[0], mul(x.args[1], y))
    return _stable_quotient(x, y) or _canceled(x, y)


def power(x: Node, y: Node) -> Node:
    """The power x**y."""
    if y == ZERO:
        return ONE
    if y == ONE:
        return x
    if x.op == "e":
        return Node("exp", (y,))
    if x.op == y.op == "number":
        with np.errstate(all="ignore"):
            return folded(float(np.float_power(x.value, y.value))) or Node("**", (x, y))
    return _whole_power(x, y) if _whole(y) else Node("**", (x, y))


def _whole_power(x: Node, y: Node) -> Node:
    if x.op == "neg":
        even = power(x.args[0], y)
        return even if y.value % 2.0 == 0.0 else neg(even)
    if x.op == "**" and _whole(x.args[1]) and abs(x.args[1].value * y.value) <= 1e6:
        return power(x.args[0], number(x.args[1].value * y.value))
    u = _logistic(x)
    if u is not None and y.value < 0.0:
        return power(Node("sigmoid", (neg(u),)), number(-y.value))
    return Node("**", (x, y))
