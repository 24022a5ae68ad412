"""Computing a formula: each different part once, in an order that works; and what that costs, known beforehand."""

from collections.abc import Callable
from dataclasses import dataclass
from math import e, pi
from typing import Any

import numpy as np

from ..common.deadline import check
from ..common.flushing import flushing
from .calculus import OPERATIONS, is_small
from .scaled import Repair
from .tree import Node, postorder

_CALL = 1_500.0  # nanoseconds for NumPy to begin with an operation of two arguments, however few numbers there are
_MORE = 700.0  # and for each further argument


_OF_TWO: dict[str, Callable[..., Any]] = {  # a sum of two and its like need no ``reduce``
    "+": np.add,
    "*": np.multiply,
    "min": np.minimum,
    "max": np.maximum,
    "and": np.logical_and,
    "or": np.logical_or,
}
_NANOSECONDS = 1.5  # for each number, to look at one that is watched
_FEW = 1000  # numbers, as in a mini-batch: to forget them early takes longer than it is worth

Step = tuple[int, Callable[..., Any], tuple[int, ...]]


@dataclass(frozen=True)
class Plan:
    """A formula ready to be computed: each different part once, in an order that works, and forgotten after use.

    For the few numbers of a mini-batch to begin an operation takes longer than to compute it, so that what can be found
    out before is: which function gives a part, and where its arguments are.
    """

    nodes: tuple[Node, ...]
    steps: tuple[Step, ...]  # where in ``nodes`` a result belongs, what gives it, and where its arguments are
    last: tuple[tuple[int, ...], ...]  # of each step: which results nobody needs after it
    watched: tuple[int, ...] = ()  # results that must be neither infinite nor 0, or the repair serves
    repair: "Plan | None" = None  # how to compute what is no number otherwise


def plan(tree: Node, mend: Repair | None = None) -> Plan:
    """The order in which to compute a formula, and how where it overflows."""
    nodes = postorder(tree)
    place = {node: index for index, node in enumerate(nodes)}
    steps = [
        (index, _function(node), tuple(place[arg] for arg in node.args))
        for index, node in enumerate(nodes)
        if node.args
    ]
    watched = tuple(place[node] for node in mend.watched) if mend else ()
    last_use = {index: user for user, (_, _, used) in enumerate(steps) for index in used if index not in watched}
    last: list[list[int]] = [[] for _ in steps]
    for index, user in last_use.items():
        last[user].append(index)
    return Plan(tuple(nodes), tuple(steps), tuple(map(tuple, last)), watched, plan(mend.tree) if mend else None)


def _function(node: Node) -> Callable[..., Any]:
    """What computes a node."""
    general = OPERATIONS[node.op].evaluate
    return _OF_TWO.get(node.op, general) if len(node.args) == 2 else general


def evaluate(program: Plan, z: Any, p: float) -> Any:
    """The value of a formula for every element of z, in z's shape and precision; inf and nan come without warning."""
    z = np.asarray(z)
    kind = z.dtype.type if z.dtype.kind == "f" else np.float64
    z = z.astype(kind, copy=False)
    with flushing(), np.errstate(all="ignore"):
        values = _computed(program, z, p, kind)
        result = values[-1]
        if np.shape(result) != z.shape or result is z:
            result = np.array(np.broadcast_to(result, z.shape))
        if program.repair:
            result = _repaired(program.repair, [values[place] for place in program.watched], result, z, p)
    return result[()]


def _repaired(repair: Plan, watched: list[Any], result: Any, z: Any, p: float) -> Any:
    """The result, but what is no number, or has lost one on the way, is computed in the other way."""
    sound = np.isfinite(result)
    for value in watched:
        sound = sound & np.isfinite(value) & (value != 0.0)
    if np.all(sound):
        return result
    lost, result = ~sound, np.array(result)
    mended = _computed(repair, z[lost], p, result.dtype.type)[-1]
    result[lost] = np.where(np.isfinite(mended), mended, result[lost])
    return result


def _computed(program: Plan, z: Any, p: float, kind: Callable[[float], Any]) -> list[Any]:
    """The values of all parts, as far as they are still needed."""
    values = _given(program, z, p, kind)
    few = z.size <= _FEW
    for (place, function, inputs), last in zip(program.steps, program.last, strict=True):
        check(z.size)
        if len(inputs) == 1:
            values[place] = function(values[inputs[0]])
        elif len(inputs) == 2:
            values[place] = function(values[inputs[0]], values[inputs[1]])
        else:
            values[place] = function(*(values[index] for index in inputs))
        if not few:
            for index in last:
                values[index] = None
    return values


def _given(program: Plan, z: Any, p: float | None, kind: Callable[[float], Any]) -> list[Any]:
    """The values of numbers and names in their places."""
    names = {"z": z, "a": None if p is None else kind(p), "pi": kind(pi), "e": kind(e)}
    return [kind(node.value) if node.op == "number" else names.get(node.op) for node in program.nodes]


def constants(program: Plan, p: float | None) -> list[float | None]:
    """The values of all parts that are the same for every z, and without p for every a; None for the others."""
    values = _given(program, None, p, np.float64)
    with flushing(), np.errstate(all="ignore"):
        for place, function, inputs in program.steps:
            given = [values[index] for index in inputs]
            values[place] = None if any(value is None for value in given) else function(*given)
    return [None if value is None else float(value) for value in values]


def cost(program: Plan) -> tuple[float, float]:
    """Nanoseconds that a formula takes for each number, and for NumPy to begin, however many numbers there are."""
    each, call = cost(program.repair) if program.repair else (0.0, 0.0)
    each, call = each + _NANOSECONDS * len(program.watched), call + _CALL * len(program.watched)
    varies = [node.op == "z" for node in program.nodes]
    for place, _, inputs in program.steps:
        node, varies[place] = program.nodes[place], any(varies[index] for index in inputs)
        call += _CALL * OPERATIONS[node.op].calls + _MORE * max(0, len(inputs) - 2)
        each += _nanoseconds(node) * varies[place]
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
