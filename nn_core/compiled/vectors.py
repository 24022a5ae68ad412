"""Several numbers at once: vector types for Numba.

Processors add and multiply four float64, or eight float32, in the time of one. Whether a compiler finds out by itself
depends on its mood; a type that is four numbers leaves it no choice. A vector has arithmetic, comparisons (which give
a mask) and ``select``; a plain number beside it stands for so many equal ones. Products and sums may be fused
(``contract``), which is faster and rounds once less; nothing else about the arithmetic is relaxed.

``VECTOR`` is four float64, with which everything is computed; ``SINGLES`` is eight float32, which is enough for a
picture. They come from pointers and go there, see ``pointers.py``.
"""

import operator
from collections.abc import Callable
from typing import Any

from llvmlite import ir
from numba import njit, types
from numba.core import cgutils
from numba.extending import intrinsic, lower_builtin, models, overload, register_model, type_callable

from ..activations import select
from .plan import VECTOR_WIDTH

inline = njit(no_cpython_wrapper=True, no_cfunc_wrapper=True, error_model="numpy")  # 1 / 0 is infinity, no exception

INT32 = ir.IntType(32)
NUMBERS = {types.float64: ir.DoubleType(), types.float32: ir.FloatType()}
_FUSE = ("contract",)


class VectorType(types.Type):
    """The type of so many numbers at once."""

    def __init__(self, number: types.Float, vector_width: int) -> None:
        super().__init__(name=f"Vector({number} x {vector_width})")
        self.number, self.vector_width = number, vector_width
        self.emitted = ir.VectorType(NUMBERS[number], vector_width)
        self.integers = ir.VectorType(ir.IntType(number.bitwidth), vector_width)


class MaskType(types.Type):
    """The type of as many truth values."""

    def __init__(self, vector: VectorType) -> None:
        super().__init__(name=f"Mask({vector.vector_width})")
        self.vector = vector
        self.emitted = ir.VectorType(ir.IntType(1), vector.vector_width)


VECTOR, SINGLES = VectorType(types.float64, VECTOR_WIDTH), VectorType(types.float32, 2 * VECTOR_WIDTH)
OF = {vector.number: vector for vector in (VECTOR, SINGLES)}
_MASKS = {vector: MaskType(vector) for vector in (VECTOR, SINGLES)}


@register_model(VectorType)
@register_model(MaskType)
class _Model(models.PrimitiveModel):
    def __init__(self, manager: Any, its_type: VectorType | MaskType) -> None:
        super().__init__(manager, its_type, its_type.emitted)


def common(*given: Any) -> Any:
    """The type of vector that these are, or stand for beside a vector; None if no vector or something else is there."""
    vectors = {g for g in given if isinstance(g, VectorType)}
    numbers = all(isinstance(g, VectorType | types.Number) for g in given)
    return vectors.pop() if numbers and len(vectors) == 1 else None


def _splat(builder: Any, number: Any, vector: VectorType) -> Any:
    nothing = ir.Constant(vector.emitted, ir.Undefined)
    first = builder.insert_element(nothing, number, INT32(0))
    everywhere = ir.Constant(ir.VectorType(INT32, vector.vector_width), [0] * vector.vector_width)
    return builder.shuffle_vector(first, nothing, everywhere)


def widen(context: Any, builder: Any, value: Any, its_type: Any, vector: VectorType) -> Any:
    """A vector as it is, a number as a vector of equal ones."""
    if its_type == vector:
        return value
    return _splat(builder, context.cast(builder, value, its_type, vector.number), vector)


def _define(operation: Any, compares: bool, emit: Callable[[Any, Any, Any], Any]) -> None:
    """Make a binary operator work on vectors, and on a vector and a number."""

    @type_callable(operation)
    def type_operation(context: Any) -> Any:
        def typer(x: Any, y: Any) -> Any:
            vector = common(x, y)
            return _MASKS[vector] if vector and compares else vector

        return typer

    def lower(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        vector = common(*signature.args)
        given = zip(arguments, signature.args, strict=True)
        return emit(builder, *(widen(context, builder, *pair, vector) for pair in given))

    numbers = (types.Float, types.Integer)
    for pair in ((VectorType, VectorType), *((VectorType, n) for n in numbers), *((n, VectorType) for n in numbers)):
        lower_builtin(operation, *pair)(lower)


_define(operator.add, False, lambda b, x, y: b.fadd(x, y, flags=_FUSE))
_define(operator.sub, False, lambda b, x, y: b.fsub(x, y, flags=_FUSE))
_define(operator.mul, False, lambda b, x, y: b.fmul(x, y, flags=_FUSE))
_define(operator.truediv, False, lambda b, x, y: b.fdiv(x, y, flags=_FUSE))
_define(operator.gt, True, lambda b, x, y: b.fcmp_ordered(">", x, y))
_define(operator.ge, True, lambda b, x, y: b.fcmp_ordered(">=", x, y))
_define(operator.lt, True, lambda b, x, y: b.fcmp_ordered("<", x, y))
_define(operator.le, True, lambda b, x, y: b.fcmp_ordered("<=", x, y))
_define(operator.eq, True, lambda b, x, y: b.fcmp_ordered("==", x, y))


@type_callable(operator.neg)
def _type_negative(context: Any) -> Any:
    return lambda x: x if isinstance(x, VectorType) else None


@lower_builtin(operator.neg, VectorType)
def _negative(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    return builder.fneg(arguments[0])


def emitter(result: Any, *argument_types: Any) -> Callable[[Callable[..., Any]], Any]:
    """Wrap code that emits LLVM for arguments of fixed types; the code gets the builder and the values."""

    def wrap(emit: Callable[..., Any]) -> Any:
        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            value = emit(builder, *arguments)
            return context.get_dummy_value() if result is types.void else value

        return result(*argument_types), generate

    return wrap


@intrinsic
def splat(typing: Any, value: Any) -> Any:
    """A vector of equal numbers, of the kind of vector that loads such numbers; a vector stays what it is."""
    if isinstance(value, VectorType):
        return emitter(value, value)(lambda b, x: x)
    number = value if value in NUMBERS else types.float64
    return emitter(OF[number], number)(lambda b, x: _splat(b, x, OF[number]))


@intrinsic
def widened(typing: Any, value: Any, like: Any) -> Any:
    """A number as a vector of the same kind as another one; a vector stays what it is."""
    vector = common(value, like)

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return widen(context, builder, arguments[0], value, vector)

    return vector(value, like), generate


@intrinsic
def _choose(typing: Any, condition: Any, when_true: Any, when_false: Any) -> Any:
    vector = condition.vector

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        chosen = zip(arguments[1:], (when_true, when_false), strict=True)
        return builder.select(arguments[0], *(widen(context, builder, *pair, vector) for pair in chosen))

    return vector(condition, when_true, when_false), generate


@overload(select, strict=False)
def _select(condition: Any, when_true: Any, when_false: Any) -> Any:
    """The ``select`` of the registries, for a mask."""
    if not isinstance(condition, MaskType):
        return None
    return lambda condition, when_true, when_false: _choose(condition, when_true, when_false)


def llvm_function(name: str, arity: int) -> Any:
    """LLVM's function of a vector, as in ``llvm_function("fabs", 1)``. What has no instruction calls libm."""

    def of(*given: Any) -> Any:
        vector = common(*given)

        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            symbol = f"llvm.{name}.v{vector.vector_width}f{vector.number.bitwidth}"
            its_type = ir.FunctionType(vector.emitted, [vector.emitted] * arity)
            widened = [widen(context, builder, *pair, vector) for pair in zip(arguments, given, strict=True)]
            return builder.call(cgutils.get_or_insert_function(builder.module, its_type, symbol), widened)

        return vector(*given), generate

    if arity == 1:
        return intrinsic(lambda typing, x: of(x))
    return intrinsic(lambda typing, x, y: of(x, y))


def libm(name: str, arity: int) -> Any:
    """The C library's function, number by number: for what neither LLVM nor ``vector_math`` has."""

    def of(*given: Any) -> Any:
        vector = common(*given)

        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            number = NUMBERS[vector.number]
            its_type = ir.FunctionType(number, [number] * arity)
            symbol = name if vector.number == types.float64 else f"{name}f"
            function = cgutils.get_or_insert_function(builder.module, its_type, symbol)
            wide = [widen(context, builder, *pair, vector) for pair in zip(arguments, given, strict=True)]
            result = ir.Constant(vector.emitted, ir.Undefined)
            for index in range(vector.vector_width):
                value = builder.call(function, [builder.extract_element(each, INT32(index)) for each in wide])
                result = builder.insert_element(result, value, INT32(index))
            return result

        return vector(*given), generate

    if arity == 1:
        return intrinsic(lambda typing, x: of(x))
    return intrinsic(lambda typing, x, y: of(x, y))


@intrinsic
def power_of_two(typing: Any, n: Any) -> Any:
    """2^n, for whole n that stand in the low bits of the fractions, and for which there is a normal number."""
    fraction, bias = {64: (52, 1023), 32: (23, 127)}[n.number.bitwidth]

    def emit(builder: Any, vector: Any) -> Any:
        def equal(value: int) -> Any:
            return ir.Constant(n.integers, [value] * n.vector_width)

        exponents = builder.add(builder.bitcast(vector, n.integers), equal(bias))
        return builder.bitcast(builder.shl(exponents, equal(fraction)), n.emitted)

    return emitter(n, n)(emit)


@intrinsic
def sums(typing: Any, p: Any, q: Any, r: Any, s: Any) -> Any:
    """The sum of each of four vectors, as one vector."""

    def emit(builder: Any, *vectors: Any) -> Any:
        def pairs(x: Any, y: Any, even: list[int], odd: list[int]) -> Any:
            index = ir.VectorType(INT32, VECTOR_WIDTH)
            parts = (builder.shuffle_vector(x, y, ir.Constant(index, k)) for k in (even, odd))
            return builder.fadd(*parts)

        low, high = (pairs(x, y, [0, 4, 2, 6], [1, 5, 3, 7]) for x, y in (vectors[:2], vectors[2:]))
        return pairs(low, high, [0, 1, 4, 5], [2, 3, 6, 7])

    return emitter(VECTOR, VECTOR, VECTOR, VECTOR, VECTOR)(emit)
