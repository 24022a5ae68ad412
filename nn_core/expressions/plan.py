"""Computing a formula: each different part once, in an order that works; and what that costs, known beforehand."""

from dataclasses import dataclass
from math import e, pi
from typing import Any

import numpy as np

from ..flushing import flushing
from .calculus import OPERATIONS, is_small
from .tree import Node, postorder

_CALL = 1_500.0  # nanoseconds for NumPy to begin with an operation of two arguments, however few numbers there are
_MORE = 700.0  # and for each further argument


@dataclass(frozen=True)
class Plan:
    """A formula ready to be computed: each different part once, in an order that works, and forgotten after use."""

    nodes: tuple[Node, ...]
    inputs: tuple[tuple[int, ...], ...]  # of each node: where its arguments are in ``nodes``
    last: tuple[tuple[int, ...], ...]  # of each node: which results nobody needs after it


def plan(tree: Node) -> Plan:
    """The order in which to compute a formula."""
    nodes = postorder(tree)
    place = {node: index for index, node in enumerate(nodes)}
    inputs = [tuple(place[arg] for arg in node.args) for node in nodes]
    last_use = {index: user for user, used in enumerate(inputs) for index in used}
    last: list[list[int]] = [[] for _ in nodes]
    for index, user in last_use.items():
        last[user].append(index)
    return Plan(tuple(nodes), tuple(inputs), tuple(map(tuple, last)))


def evaluate(how: Plan, z: Any, p: float) -> Any:
    """The value of a formula for every element of z, in z's shape and precision; inf and nan come without warning."""
    z = np.asarray(z)
    kind = z.dtype.type if z.dtype.kind == "f" else np.float64
    z = z.astype(kind, copy=False)
    values: list[Any] = []
    with flushing(), np.errstate(all="ignore"):
        given = {"z": z, "a": kind(p), "pi": kind(pi), "e": kind(e)}
        for node, inputs, last in zip(how.nodes, how.inputs, how.last, strict=True):
            check(z.size)
            if inputs:
                values.append(OPERATIONS[node.op].evaluate(*(values[index] for index in inputs)))
            else:
                values.append(kind(node.value) if node.op == "number" else given[node.op])
            for index in last:
                values[index] = None
    result = values[-1]
    if np.shape(result) != z.shape or result is z:
        result = np.array(np.broadcast_to(result, z.shape))
    return result[()]


def cost(how: Plan) -> tuple[float, float]:
    """Nanoseconds that a formula takes for each number, and for NumPy to begin, however many numbers there are."""
    each = call = 0.0
    varies: list[bool] = []
    for node, inputs in zip(how.nodes, how.inputs, strict=True):
        varies.append(node.op == "z" or any(varies[index] for index in inputs))
        if inputs:
            call += _CALL * OPERATIONS[node.op].calls + _MORE * max(0, len(inputs) - 2)
            each += _nanoseconds(node) * varies[-1]
    return each, call


def _nanoseconds(node: Node) -> float:
    """What an operation takes for a number: about half of the most, see ``Operation``."""
    each = OPERATIONS[node.op].nanoseconds
    if node.op == "**" and node.args[1].op == "number":
        exponent = node.args[1].value
        if is_small(exponent):
            whole = int(abs(exponent))
            return OPERATIONS["*"].nanoseconds * (whole.bit_length() + whole.bit_count())  # and perhaps a quotient
        if exponent == 0.5:
            return OPERATIONS["sqrt"].nanoseconds
    if node.op in ("+", "*", "min", "max", "and", "or"):
        return each * (len(node.args) - 1)
    return each
