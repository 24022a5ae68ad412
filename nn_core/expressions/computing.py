"""A formula computed: its parts in an order that works, each different one once, by NumPy.

For the few numbers of a mini-batch to begin an operation takes longer than to compute it, so that what can be found out
before is: which function gives a part, and where its arguments are.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import e, pi
from typing import Any

import numpy as np

from .calculus import OPERATIONS
from .tree import Node, postorder

_OF_TWO: dict[str, Callable[..., Any]] = {
    "+": np.add,
    "*": np.multiply,
    "min": np.minimum,
    "max": np.maximum,
    "and": np.logical_and,
    "or": np.logical_or,
}
_FEW = 1000  # numbers, as in a mini-batch: to forget them early takes longer than it is worth

Step = tuple[int, Callable[..., Any], tuple[int, ...]]


@dataclass(frozen=True)
class Plan:
    """A formula ready to be computed: each different part once, in an order that works, and forgotten after use."""

    nodes: tuple[Node, ...]
    steps: tuple[Step, ...]  # where in ``nodes`` a result belongs, what gives it, and where its arguments are
    last: tuple[tuple[int, ...], ...]  # of each step: which results nobody needs after it


def plan(tree: Node) -> Plan:
    """The order in which to compute a formula."""
    nodes = postorder(tree)
    place = {node: index for index, node in enumerate(nodes)}
    steps = [
        (index, _function(node), tuple(place[arg] for arg in node.args))
        for index, node in enumerate(nodes)
        if node.args
    ]
    last_use = {index: user for user, (_, _, used) in enumerate(steps) for index in used}
    last: list[list[int]] = [[] for _ in steps]
    for index, user in last_use.items():
        last[user].append(index)
    return Plan(tuple(nodes), tuple(steps), tuple(map(tuple, last)))


def _function(node: Node) -> Callable[..., Any]:
    """What computes a node; a sum of two and its like need no ``reduce``."""
    return _OF_TWO.get(node.op, OPERATIONS[node.op].evaluate) if len(node.args) == 2 else OPERATIONS[node.op].evaluate


def evaluate(how: Plan, z: Any, p: float) -> Any:
    """The value of a formula for every element of z, in z's shape and precision; inf and nan come without warning."""
    z = np.asarray(z)
    kind = z.dtype.type if z.dtype.kind == "f" else np.float64
    z = z.astype(kind, copy=False)
    given = {"z": z, "a": kind(p), "pi": kind(pi), "e": kind(e)}
    values: list[Any] = [kind(node.value) if node.op == "number" else given.get(node.op) for node in how.nodes]
    few = z.size <= _FEW
    with np.errstate(all="ignore"):
        for (place, function, inputs), last in zip(how.steps, how.last, strict=True):
            if len(inputs) == 1:
                values[place] = function(values[inputs[0]])
            elif len(inputs) == 2:
                values[place] = function(values[inputs[0]], values[inputs[1]])
            else:
                values[place] = function(*(values[index] for index in inputs))
            if not few:
                for index in last:
                    values[index] = None
    result = values[-1]
    if np.shape(result) != z.shape or result is z:
        result = np.array(np.broadcast_to(result, z.shape))
    return result[()]
