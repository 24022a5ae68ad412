"""The algebra that keeps formulas short: x + x is 2·x, −(−x) is x, x·x is x**2.

``add``, ``mul``, ``div``, ``power`` and ``neg`` build nodes that are already simplified. What disappears must be a
number for whatever z is: z − z is 0, but log(z) − log(z) and z/z stay, as neither is a number at 0.
So a simplification changes roundings and the sign of a zero, and, where a part overflows, infinity to what is meant;
nothing else. Forms from textbooks that would overflow become what they mean: 1/(1 + exp(−x)) is sigmoid(x).
"""

from math import isfinite, prod

import numpy as np

from .bounds import is_defined, is_never_zero
from .tree import ONE, ZERO, Node, number

_HUGE = 1e150  # constants beyond it are not multiplied in advance: the product of two is still finite


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
    """The opposite of ``_split``; the sign goes in front of the product. 0 times what may be no number stays."""
    if rest == ONE or (factor == 0.0 and is_defined(rest)):
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
    factors: dict[tuple[Node, bool], float] = {}
    for term in terms:
        for part in term.args if term.op == "+" else (term,):
            factor, rest = _split(part)
            known = factors.get((rest, False), 0.0)
            hides = known * factor < 0.0 or factor == 0.0  # infinity minus infinity is no number, nor is 0 times it
            apart = hides and not is_defined(rest)
            factors[rest, apart] = factors.get((rest, apart), 0.0) + factor
    parts = [part for part in (_scaled(factor, rest) for (rest, _), factor in factors.items()) if part != ZERO]
    if len(parts) == 2:
        return _one_minus_sigmoid(*parts) or _one_minus_sigmoid(*parts[::-1]) or Node("+", tuple(parts))
    if len(parts) > 1:
        return Node("+", tuple(parts))
    return parts[0] if parts else ZERO


def _one_minus_sigmoid(x: Node, y: Node) -> Node | None:
    """1 - sigmoid(u) is sigmoid(-u), which is exact also where it is tiny."""
    if x == ONE and y.op == "neg" and y.args[0].op == "sigmoid":
        return Node("sigmoid", (neg(y.args[0].args[0]),))
    return None


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
    exponents: dict[tuple[Node, bool], float] = {}
    below: list[Node] = []
    for part in [part for _, rest in split for part in (rest.args if rest.op == "*" else (rest,))]:
        if part.op == "/" and part.args[0] == ONE:
            below.append(part.args[1])
        else:
            base, exponent = _base_and_exponent(part)
            known = exponents.get((base, False), 0.0)
            apart = known * exponent < 0.0 and not is_never_zero(base)  # 0 times infinity is no number
            exponents[base, apart] = exponents.get((base, apart), 0.0) + exponent
    powers = [power(base, number(exponent)) for (base, _), exponent in exponents.items()]
    above = _scaled(constant, _product([factor for factor in powers if factor != ONE]))
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


def cancels_below_zero(x: Node) -> tuple[Node, Node] | None:
    """The u and the root of u + sqrt(u² + 1), which loses its digits for u < 0; None if x is something else."""
    if x.op == "+" and len(x.args) == 2:
        for u, root in (x.args, x.args[::-1]):
            if root.op == "sqrt" and add(root.args[0], neg(power(u, number(2.0)))) == ONE:
                return u, root
    return None


def _stable_quotient(x: Node, y: Node) -> Node | None:
    """Quotients of exponentials that mean a sigmoid or a tanh; None for any other."""
    u = _logistic(y)
    if u is not None and x.op == "exp" and x.args[0] == u and is_defined(u):
        return Node("sigmoid", (u,))
    if u is not None:
        return mul(x, Node("sigmoid", (neg(u),)))
    if y.op == "+" and len(y.args) == 2 and y.args[0].op == y.args[1].op == "exp":
        up, down = y.args
        if down.args[0] == neg(up.args[0]) and x == add(up, neg(down)) and is_defined(x):
            return Node("tanh", up.args)
    return None


def _canceled(x: Node, y: Node) -> Node:
    """The quotient x/y, constants canceled where that leaves a whole number."""
    (factor_x, rest_x), (factor_y, rest_y) = _split(x), _split(y)
    ratio = abs(factor_x / factor_y) if factor_y else 0.0
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
    if y == ONE or (x == ZERO and is_never_zero(y)):
        return x
    if x == ZERO:
        return Node("/", (x, y))
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
        return add(ONE, _scaled(0.0, x))
    if y == ONE:
        return x
    if x == ONE:
        return add(ONE, _scaled(0.0, y))
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
    if x.op == "**" and _whole(x.args[1]):
        product = x.args[1].value * y.value
        if abs(product) <= 1e6 and (product < 0.0 or y.value > 0.0):  # 1/(1/x) is no number at 0
            return power(x.args[0], number(product))
    u = _logistic(x)
    if u is not None and y.value < 0.0:
        return power(Node("sigmoid", (neg(u),)), number(-y.value))
    return Node("**", (x, y))
