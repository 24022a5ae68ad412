"""Formulas in a form that neither overflows nor underflows: a number is m·exp(x), of which only m and x are computed.

(exp(2z) − 1)/(exp(2z) + 1) is infinity over infinity for z = 400, though it means 1. Here exp(2z) is 1·exp(2z), a sum
has the exponent of its largest term, max(2z, 0), and in the quotient the two cancel before anybody computes exp of
them. Products add the exponents, powers multiply them, a logarithm is log(m) + x. All that is done with formulas: what
comes out is a formula, made of the usual operations, that any engine computes.

It takes longer and rounds more often. So a formula is computed as it stands first, and in this form only where that
gives no number, or may have lost one on the way: ``Repair.watched`` are the parts that must be neither infinite nor 0.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import inf

from .algebra import add, div, mul, neg, power
from .bounds import anywhere, is_never_zero
from .tree import COMPARISONS, ONE, ZERO, Node, contains, number, postorder

_MOST_DEGREE = 24.0  # of powers that are computed as they are: 1e12**24 is still finite
_QUIET = number(-1e300)  # the exponent of nothing
_HALF, _TWO = number(0.5), number(2.0)


@dataclass(frozen=True)
class Repair:
    """A formula in scaled form, and the parts of it as it was that must be neither infinite nor 0 nor undefined."""

    tree: Node
    watched: tuple[Node, ...]


@dataclass(frozen=True)
class _Scaled:
    """The number m·exp(x); ``x`` is 0 where m says it all."""

    m: Node
    x: Node = ZERO

    @property
    def value(self) -> Node:
        """As one number: exp in two halves, as exp(x) may overflow where m·exp(x) does not; 0 times that is 0."""
        if self.x == ZERO:
            return self.m
        half = Node("exp", (mul(_HALF, self.x),))
        product = Node("*", (self.m, half, half))
        return (
            product
            if is_never_zero(self.m)
            else Node("where", (Node("==", (self.m, ZERO)), mul(ZERO, self.x), product))
        )


def _of_exponents(groups: dict[Node, Node]) -> _Scaled:
    """The sum of m·exp(x), given the m of each x."""
    if len(groups) == 1:
        ((x, m),) = groups.items()
        return _Scaled(m, x)
    present = [
        x if is_never_zero(m) else Node("where", (Node("==", (m, ZERO)), add(_QUIET, mul(ZERO, x)), x))
        for x, m in groups.items()
    ]
    largest = Node("max", tuple(present if ZERO in groups else (*present, _QUIET)))
    terms = []
    for (x, m), counted in zip(groups.items(), present, strict=True):
        below = add(x, neg(largest))
        terms.append(mul(m, Node("exp", (below if counted is x else Node("min", (ZERO, below)),))))
    return _Scaled(add(*terms), largest)


def _sum(terms: list[_Scaled]) -> _Scaled:
    groups: dict[Node, Node] = {}
    for term in terms:
        groups[term.x] = add(groups[term.x], term.m) if term.x in groups else term.m
    return _of_exponents({x: m for x, m in groups.items() if m != ZERO} or {ZERO: ZERO})


def _negative(x: _Scaled) -> _Scaled:
    return _Scaled(neg(x.m), x.x)


def _absolute(x: Node) -> Node:
    return Node("abs", (x,))


def _hyperbolic(x: Node, sign: Node) -> _Scaled:
    """The (exp(x) ± exp(−x))/2 as (exp(x − abs(x)) ± exp(−x − abs(x)))/2 · exp(abs(x))."""
    size = _absolute(x)
    up, down = (Node("exp", (add(end, neg(size)),)) for end in (x, neg(x)))
    return _Scaled(mul(_HALF, add(up, mul(sign, down))), size)


def _of_tanh_squared(node: Node) -> Node | None:
    """The u of 1 − tanh(u)², which is tiny, and not 0."""
    if len(node.args) == 2 and node.args[0] == ONE:
        square = neg(node.args[1])
        if square.op == "**" and square.args[1] == _TWO and square.args[0].op == "tanh":
            return square.args[0].args[0]
    return None


def _sech_squared(u: Node) -> _Scaled:
    size = _absolute(mul(_TWO, u))
    return _Scaled(mul(number(4.0), power(Node("sigmoid", (size,)), _TWO)), neg(size))


def _exp(x: _Scaled) -> _Scaled:
    return _Scaled(ONE, x.value)


def _sigmoid(x: _Scaled) -> _Scaled:
    """As exp(min(u, 0))·sigmoid(abs(u))."""
    return _Scaled(Node("sigmoid", (_absolute(x.value),)), Node("min", (x.value, ZERO)))


def _log(x: _Scaled) -> _Scaled:
    return _Scaled(add(Node("log", (x.m,)), x.x))


def _chosen(condition: Node, x: _Scaled, y: _Scaled) -> _Scaled:
    parts = ((x.m, y.m), (x.x, y.x))
    return _Scaled(*(a if a == b else Node("where", (condition, a, b)) for a, b in parts))


def _extreme(op: str) -> Callable[..., _Scaled]:
    """The largest or smallest of some, two by two; of equal ones the first, and what is no number stays."""

    def of(*given: _Scaled) -> _Scaled:
        if all(each.x == ZERO for each in given):
            return _Scaled(Node(op, tuple(each.m for each in given)))
        first, *others = given
        for other in others:
            difference = _sum([first, _negative(other)]).m
            first = _chosen(Node("<" if op == "max" else ">", (difference, ZERO)), other, first)
        return first

    return of


def _same(op: str, share: float = 1.0) -> Callable[[_Scaled], _Scaled]:
    """Of a function that does to m what it does to m·exp(x), and leaves a share of x."""
    return lambda x: _Scaled(Node(op, (x.m,)), mul(number(share), x.x))


_RULES: dict[str, Callable[..., _Scaled]] = {
    "+": lambda *terms: _sum(list(terms)),
    "*": lambda *factors: _Scaled(mul(*(each.m for each in factors)), add(*(each.x for each in factors))),
    "/": lambda x, y: _Scaled(div(x.m, y.m), add(x.x, neg(y.x))),
    "neg": _negative,
    "exp": _exp,
    "sinh": lambda x: _hyperbolic(x.value, number(-1.0)),
    "cosh": lambda x: _hyperbolic(x.value, ONE),
    "sigmoid": _sigmoid,
    "log": _log,
    "sqrt": _same("sqrt", 0.5),
    "abs": _same("abs"),
    "relu": _same("relu"),
    "sign": _same("sign", 0.0),
    "min": _extreme("min"),
    "max": _extreme("max"),
    "clip": lambda x, low, high: _extreme("min")(_extreme("max")(x, low), high),
    "where": lambda condition, x, y: _chosen(condition.m, x, y),
}


class _Scaling:
    """All parts of a formula in scaled form, and what of that matters."""

    def __init__(self, tree: Node) -> None:
        self.scaled: dict[Node, _Scaled] = {}
        self.degrees: dict[Node, float] = {}
        self.watched: dict[Node, None] = {}
        self.matters = False
        for node in postorder(tree):
            self.degrees[node] = self._degree(node)
            self._watch(node)
            given = [self.scaled[arg] for arg in node.args]
            self.scaled[node] = self._of(node, given) if given else _Scaled(node)

    def _is_big(self, node: Node) -> bool:
        return self.scaled[node].x != ZERO

    def _watch(self, node: Node) -> None:
        """What may be lost: infinity or 0 among operands that both have exponents, or before a log, root or power."""
        big = [arg for arg in node.args if self._is_big(arg)]
        growing = any(anywhere(arg)[1] == inf or anywhere(arg)[0] == -inf for arg in big)
        if node.op == "+":
            self.matters |= len(big) > 1
        elif node.op == "*":
            self.matters |= bool(big) and growing and not all(map(is_never_zero, node.args))
        both = len(big) > 1 and (growing or node.op == "/")
        if (node.op in ("log", "sqrt", "**") and big) or (node.op in ("*", "/", "min", "max", *COMPARISONS) and both):
            self.watched.update(dict.fromkeys(big))

    def _degree(self, node: Node) -> float:
        """How many times a part may be as long as z, on a logarithmic scale, apart from its exponents."""
        of_args = [self.degrees[arg] for arg in node.args]
        match node.op:
            case "z":
                return 1.0
            case "*" | "/":
                return sum(of_args)
            case "**":
                return of_args[0] * abs(node.args[1].value)
            case "sqrt":
                return of_args[0] / 2.0
            case "+" | "neg" | "abs" | "relu" | "min" | "max" | "clip" | "where" | "floor" | "softplus":
                return max(of_args)
            case _:
                return 0.0

    def _of(self, node: Node, given: list[_Scaled]) -> _Scaled:
        if node.op == "**":
            return self._power(node, *given)
        if node.op == "+" and (u := _of_tanh_squared(node)) is not None:
            return _sech_squared(self.scaled[u].value)
        if node.op in COMPARISONS and any(each.x != ZERO for each in given):
            return _Scaled(Node(node.op, (_sum([given[0], _negative(given[1])]).m, ZERO)))
        if node.op in _RULES:
            return _RULES[node.op](*given)
        return _Scaled(Node(node.op, tuple(each.value for each in given)))

    def _power(self, node: Node, x: _Scaled, y: _Scaled) -> _Scaled:
        """The m**p·exp(p·x), or exp(p·(log(m) + x)) where m**p itself may overflow."""
        exponent = y.value
        p = exponent.value if exponent.op == "number" else None
        if p is not None and abs(p) <= 16.0 and (x.x != ZERO or self.degrees[node] <= _MOST_DEGREE):
            return _Scaled(power(x.m, exponent), mul(exponent, x.x))
        if p is not None and p.is_integer():
            sign = Node("sign", (x.m,))
            sign = sign if p % 2.0 else _absolute(sign)
            size = Node("log", (Node("max", (_absolute(x.m), number(1e-300))),))
            return _Scaled(sign if p > 0.0 else Node("/", (ONE, sign)), mul(exponent, add(size, x.x)))
        if x.x != ZERO or p is not None or anywhere(x.m)[0] > 0.0 or not contains(x.m, "z"):
            root = Node("sqrt", (x.m,))
            one = ONE if anywhere(x.m)[0] > 0.0 else Node("/", (root, root))  # no number where the logarithm is none
            return _Scaled(one, mul(exponent, add(Node("log", (x.m,)), x.x)))
        return _Scaled(Node("**", (x.m, exponent)))


def repair(tree: Node) -> Repair | None:
    """How to compute a simplified formula where it overflows as it stands; None where nothing of that kind can be."""
    scaling = _Scaling(tree)
    if not (scaling.matters or scaling.watched):
        return None
    return Repair(scaling.scaled[tree].value, tuple(scaling.watched))
