"""Typed formulas as programs: steps that the kernels follow, see ``typed.py``. Nothing is compiled for a formula.

Every operation of formulas is compiled once, as a loop over up to ``CHUNK`` numbers. A program is a table of steps:
which of the loops, where its arguments are in the block of all numbers, and where its result belongs. Its first row
says how many steps there are, where z belongs, and where the result is. What is the same for every z is computed
beforehand, as NumPy does, and stands in the block as a constant: as many equal numbers as a vector has, of which the
stride is 0. Everything else is ``CHUNK`` numbers, with a stride of 1; its place is free again after the last step that
needs it.

An a that is learned is such a constant, too, but it stands in one place for all programs of its layer, and changes
with each update; what depends on it is computed in steps like what depends on z.

Where a formula overflows, it has further steps, see ``expressions/scaled.py``. A *guard* stands before them: a step
without a loop, which looks at its argument and skips so many steps if all of it are finite numbers.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..activations import select
from ..activations.custom import parsed
from ..expressions import Expression
from ..expressions.bounds import is_defined
from ..expressions.calculus import FUNCTIONS, is_small
from ..expressions.plan import Plan, constants
from .library import library
from .plan import CHUNK, STEPS, WIDEST

# What computes them, of so many arguments. What is true is 1, what is not is 0.
_OPERATIONS: dict[str, tuple[Callable[..., Any], int]] = {
    "+": (lambda x, y: x + y, 2),
    "*": (lambda x, y: x * y, 2),
    "/": (lambda x, y: x / y, 2),
    "**": (lambda x, y: np.power(x, y), 2),
    "neg": (lambda x: -x, 1),
    "<": (lambda x, y: select(x < y, 1.0, 0.0), 2),
    "<=": (lambda x, y: select(x <= y, 1.0, 0.0), 2),
    "==": (lambda x, y: select(x == y, 1.0, 0.0), 2),
    "and": (lambda x, y: x * y, 2),
    "or": (lambda x, y: np.maximum(x, y), 2),
    "not": (lambda x: 1.0 - x, 1),
    "min": (lambda x, y: np.minimum(x, y), 2),
    "max": (lambda x, y: np.maximum(x, y), 2),
    "where": (lambda x, y, c: select(x > 0.0, y, c), 3),
    "watch": (lambda x, y: x + (y - y) / y, 2),  # x, but no number if y is infinite or 0
    "otherwise": (lambda x, y: select(x - x == 0.0, x, y), 2),  # x if it is finite
    **{
        name: (FUNCTIONS[name].evaluate, 1)
        for name in (
            "exp", "log", "sqrt", "sin", "cos", "tan", "atan", "sinh", "cosh", "tanh", "sigmoid", "softplus", "erf",
            "abs", "sign", "floor",
        )
    },
}  # fmt: skip
_OF_MANY = ("+", "*", "min", "max", "and", "or")  # done two by two
_TURNED = {">": "<", ">=": "<="}  # with the arguments the other way round
_COMPOSED = (*_TURNED, "relu", "clip")
_GUARD = "guard"
_LEARNED = -(1 << 30)  # stands for an a that is learned, among results and constants


def passed_on(z: Any, p: float) -> Any:  # noqa: ARG001 - as all activations have it
    """What the loops of a typed layer make of z: the program does the rest."""
    return z


def unchanged(z: Any, a: Any, p: float) -> float:  # noqa: ARG001
    """And its slope."""
    return 1.0


@dataclass(frozen=True)
class Program:
    """A formula as steps: each is an operation, the result's place, and the arguments.

    Arguments are constants or results, by their numbers: the others as they are, the first constant is -1.
    """

    steps: tuple[tuple[str, int, tuple[int, ...]], ...]  # of a guard, how many steps it skips instead of a place
    constants: tuple[float, ...]
    results: int  # so many have a place at the same time; the first is z
    result: int

    def table(self, places: tuple[int, int, int], drawing: bool) -> NDArray[Any]:
        """The steps for the kernels, for places of constants, results and a learned a; for a ``drawing`` in float32."""
        numbers, *of_each = self._tables[drawing]
        table: NDArray[Any] = numbers + sum(place * of_it for place, of_it in zip(places, of_each, strict=True))
        return table.view(STEPS)

    @cached_property
    def _tables(self) -> list[list[NDArray[np.int64]]]:
        """For both precisions: the numbers of ``STEPS`` if all places are 0, and what to add for each."""
        units = ((0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1))
        both = [[self._rows(places, drawing) for places in units] for drawing in (False, True)]
        return [[first, *(more - first for more in others)] for first, *others in both]

    def _rows(self, where: tuple[int, int, int], drawing: bool) -> NDArray[np.int64]:
        _, results, _ = where
        rows = [[len(self.steps), results, *_where(self.result, where), 0, 0, 0, 0]]
        for name, to, given in self.steps:
            places = [_where(operand, where) for operand in (*given, 0, 0)[:3]]
            if name == _GUARD:
                rows.append([0, to, *chain.from_iterable(places)])
                continue
            rows.append([operation_loop(name, drawing), results + CHUNK * to, *chain.from_iterable(places)])
        return np.array(rows, dtype=np.int64)


def _where(operand: int, places: tuple[int, int, int]) -> tuple[int, int]:
    """Place and stride."""
    constants, results, learned = places
    if operand == _LEARNED:
        return learned, 0
    return (results + CHUNK * operand, 1) if operand >= 0 else (constants + WIDEST * (-1 - operand), 0)


def operation_loop(name: str, drawing: bool) -> int:
    """The loop for an operation of formulas; for a ``drawing`` in float32."""
    function, arguments = _OPERATIONS[name]
    return library().address("drawn operation" if drawing else "operation", function, arguments)


def prepare_operations() -> None:
    """Load or compile all of them."""
    for name in _OPERATIONS:
        for drawing in (False, True):
            operation_loop(name, drawing)


class _Writer:
    """A program as it is written; without p it is one for every a."""

    def __init__(self, expression: Expression, p: float | None) -> None:
        self._steps: list[tuple[str, int, tuple[int, ...]]] = []
        self._constants: list[float] = []
        self._results = 1
        self._free: list[int] = []
        plan = expression.plan
        result = self._write(plan, p)
        if plan.repair and result > 0:
            result = self._repaired(plan.repair, p, result, [self._operand(index) for index in plan.watched])
        self.program = Program(tuple(self._steps), tuple(self._constants), self._results, result)

    def _write(self, plan: Plan, p: float | None) -> int:
        """All steps of a formula; the operand that is its result."""
        self._nodes = plan.nodes
        self._known = constants(plan, p)
        names = {"z": 0, "a": _LEARNED}
        self._places = {index: names[node.op] for index, node in enumerate(self._nodes) if node.op in names}
        for (index, _, inputs), last in zip(plan.steps, plan.last, strict=True):
            if self._known[index] is None:
                self._places[index] = to = self._place()
                self._compute(self._nodes[index].op, to, list(map(self._operand, inputs)), self._known[inputs[-1]])
                self._free += [place for done in last if (place := self._places.get(done, 0)) > 0]
        return self._operand(len(self._nodes) - 1)

    def _repaired(self, repair: Plan, p: float | None, plain: int, watched: list[int]) -> int:
        """What computes a result in another way where it is no number, or one that is watched is infinite or 0."""
        result = plain
        for operand in watched:
            to = self._place() if result == plain else result
            self._step("watch", to, result, operand)
            result = to
        guard, scratch = len(self._steps), self._place()
        self._free += [operand for operand in {*watched} - {plain} if operand > 0]
        mended = self._write(repair, p)
        to = self._place()
        self._step("otherwise", to, mended, plain)
        self._step("otherwise", result, result, to)
        self._steps.insert(guard, (_GUARD, len(self._steps) - guard, (result, scratch)))
        return result

    def _operand(self, index: int) -> int:
        value = self._known[index]
        return self._places[index] if value is None else self._constant(value)

    def _constant(self, value: float) -> int:
        self._constants.append(value)
        return -len(self._constants)

    def _place(self) -> int:
        if self._free:
            return self._free.pop()
        self._results += 1
        return self._results - 1

    def _step(self, name: str, to: int, *given: int) -> None:
        self._steps.append((name, to, given))

    def _compute(self, name: str, to: int, given: list[int], last: float | None) -> None:
        """One operation, in one step or several; ``last`` is the last argument if it is a constant."""
        x, *others = given
        if name in _OF_MANY:
            for other in others:
                self._step(name, to, x, other)
                x = to
        elif name == "**" and last is not None and is_small(last):
            self._whole_power(to, x, int(last))
        elif name == "**" and last == 0.5:
            self._step("sqrt", to, x)
        elif name in _TURNED:
            self._step(_TURNED[name], to, *others, x)
        elif name == "relu":
            self._step("max", to, x, self._constant(0.0))
        elif name == "clip":
            self._step("max", to, x, others[0])
            self._step("min", to, to, others[1])
        else:
            self._step(name, to, *given)

    def _whole_power(self, to: int, x: int, exponent: int) -> None:
        """Products, the same as those of ``calculus``."""
        product, square, n = self._constant(1.0), x, abs(exponent)
        places = []
        while n:
            if n % 2:
                self._step("*", to, product, square)
                product = to
            n //= 2
            if n:
                places.append(self._place())
                self._step("*", places[-1], square, square)
                square = places[-1]
        if exponent < 0:
            self._step("/", to, self._constant(1.0), product)
        self._free += places


@lru_cache(maxsize=64)
def programs(formula: str, parameter: float | None) -> tuple[Program, ...]:
    """The programs for f and f'; without the parameter, which then is learned, also for df/da."""
    return tuple(_Writer(expression, parameter).program for expression in _expressions(parsed(formula)))


def _expressions(expression: Expression) -> list[Expression]:
    """A formula, and its slopes by all that matters."""
    by_parameter = [expression.derivative_by_parameter] if expression.learns else []
    return [expression, expression.derivative, *by_parameter]


@lru_cache(maxsize=128)
def known(formula: str) -> bool:
    """Whether there are loops for all operations of a formula and of its slopes.

    One that learns its a must be a number whatever that becomes: units that only fill up a vector have z = 0.
    """
    expressions = _expressions(parsed(formula))
    plans = [expression.plan for expression in expressions]
    if len(expressions) > 2 and not all(is_defined(plan.nodes[-1]) for plan in plans):
        return False
    plans += [plan.repair for plan in plans if plan.repair]
    nodes = [node for plan in plans for node in plan.nodes]
    return all(node.op in _OPERATIONS or node.op in _COMPOSED for node in nodes if node.args)
