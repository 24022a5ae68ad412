"""Four numbers at once: a vector type for Numba, and the pointers that it is loaded from.

Processors add and multiply four float64 in the time of one. Whether a compiler finds out by itself depends on
its mood; a type that is four numbers leaves it no choice. ``Vector`` has arithmetic, comparisons (which give a
``Mask``) and ``select``; a plain number beside it stands for four equal ones. Products and sums may be fused
(``contract``), which is faster and rounds once less; nothing else about the arithmetic is relaxed.

A pointer is a bare address of float64 numbers: unlike an array it has no negative indices to watch for, and a
loop over it compiles to what one would write by hand.
"""

import operator
from collections.abc import Callable
from typing import Any

from llvmlite import ir
from numba import njit, types
from numba.core import cgutils
from numba.extending import intrinsic, lower_builtin, models, overload, register_model, type_callable

from ..activations import select
from .plan import LANES

inline = njit(no_cpython_wrapper=True, no_cfunc_wrapper=True, error_model="numpy")  # 1 / 0 is infinity, no exception

POINTER = types.CPointer(types.float64)
BYTES = types.CPointer(types.uint8)

_BYTE, _INT32, _INT64, _DOUBLE = ir.IntType(8), ir.IntType(32), ir.IntType(64), ir.DoubleType()
_VECTOR = ir.VectorType(_DOUBLE, LANES)
_MASK = ir.VectorType(ir.IntType(1), LANES)
_INTEGERS = ir.VectorType(_INT64, LANES)
_FUSE = ("contract",)
_FRACTION_BITS, _EXPONENT_BIAS = 52, 1023


class VectorType(types.Type):
    """The type of four float64."""

    def __init__(self) -> None:
        super().__init__(name="Vector")


class MaskType(types.Type):
    """The type of four truth values."""

    def __init__(self) -> None:
        super().__init__(name="Mask")


VECTOR, MASK = VectorType(), MaskType()


@register_model(VectorType)
class _VectorModel(models.PrimitiveModel):
    def __init__(self, manager: Any, its_type: VectorType) -> None:
        super().__init__(manager, its_type, _VECTOR)


@register_model(MaskType)
class _MaskModel(models.PrimitiveModel):
    def __init__(self, manager: Any, its_type: MaskType) -> None:
        super().__init__(manager, its_type, _MASK)


def is_vector(*given: Any) -> bool:
    """Whether these are types of vectors and numbers, at least one of them a vector."""
    return any(g is VECTOR for g in given) and all(g is VECTOR or isinstance(g, types.Number) for g in given)


def _splat(builder: Any, number: Any) -> Any:
    first = builder.insert_element(ir.Constant(_VECTOR, ir.Undefined), number, _INT32(0))
    everywhere = ir.Constant(ir.VectorType(_INT32, LANES), [0] * LANES)
    return builder.shuffle_vector(first, ir.Constant(_VECTOR, ir.Undefined), everywhere)


def _widen(context: Any, builder: Any, value: Any, its_type: Any) -> Any:
    """A vector as it is, a number as a vector of four."""
    return value if its_type is VECTOR else _splat(builder, context.cast(builder, value, its_type, types.float64))


def _define(operation: Any, result: Any, emit: Callable[[Any, Any, Any], Any]) -> None:
    """Make a binary operator work on vectors, and on a vector and a number."""

    @type_callable(operation)
    def type_operation(context: Any) -> Any:
        def typer(x: Any, y: Any) -> Any:
            return result if is_vector(x, y) else None

        return typer

    def lower(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        x, y = (_widen(context, builder, *pair) for pair in zip(arguments, signature.args, strict=True))
        return emit(builder, x, y)

    numbers = (types.Float, types.Integer)
    for pair in ((VectorType, VectorType), *((VectorType, n) for n in numbers), *((n, VectorType) for n in numbers)):
        lower_builtin(operation, *pair)(lower)


_define(operator.add, VECTOR, lambda b, x, y: b.fadd(x, y, flags=_FUSE))
_define(operator.sub, VECTOR, lambda b, x, y: b.fsub(x, y, flags=_FUSE))
_define(operator.mul, VECTOR, lambda b, x, y: b.fmul(x, y, flags=_FUSE))
_define(operator.truediv, VECTOR, lambda b, x, y: b.fdiv(x, y, flags=_FUSE))
_define(operator.gt, MASK, lambda b, x, y: b.fcmp_ordered(">", x, y))
_define(operator.ge, MASK, lambda b, x, y: b.fcmp_ordered(">=", x, y))
_define(operator.lt, MASK, lambda b, x, y: b.fcmp_ordered("<", x, y))
_define(operator.le, MASK, lambda b, x, y: b.fcmp_ordered("<=", x, y))
_define(operator.eq, MASK, lambda b, x, y: b.fcmp_ordered("==", x, y))


@type_callable(operator.neg)
def _type_negative(context: Any) -> Any:
    return lambda x: VECTOR if x is VECTOR else None


@lower_builtin(operator.neg, VectorType)
def _negative(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    return builder.fneg(arguments[0])


def _emitter(result: Any, *argument_types: Any) -> Callable[[Callable[..., Any]], Any]:
    """Wrap code that emits LLVM for arguments of fixed types; the code gets the builder and the values."""

    def wrap(emit: Callable[..., Any]) -> Any:
        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            value = emit(builder, *arguments)
            return context.get_dummy_value() if result is types.void else value

        return result(*argument_types), generate

    return wrap


@intrinsic
def splat(typing: Any, value: Any) -> Any:
    """A vector of four equal numbers; a vector stays what it is."""
    given = value if value is VECTOR else types.float64
    return _emitter(VECTOR, given)(lambda b, x: x if given is VECTOR else _splat(b, x))


@intrinsic
def _choose(typing: Any, condition: Any, when_true: Any, when_false: Any) -> Any:
    return _emitter(VECTOR, MASK, VECTOR, VECTOR)(lambda b, c, x, y: b.select(c, x, y))


@overload(select, strict=False)
def _select(condition: Any, when_true: Any, when_false: Any) -> Any:
    """The ``select`` of the registries, for a mask."""
    if condition is not MASK:
        return None
    return lambda condition, when_true, when_false: _choose(condition, splat(when_true), splat(when_false))


def llvm_function(name: str, arity: int) -> Any:
    """LLVM's function of four numbers, as in ``llvm_function("fabs", 1)``. What has no instruction calls libm."""
    symbol = f"llvm.{name}.v{LANES}f64"

    def emit(builder: Any, *arguments: Any) -> Any:
        its_type = ir.FunctionType(_VECTOR, [_VECTOR] * arity)
        return builder.call(cgutils.get_or_insert_function(builder.module, its_type, symbol), arguments)

    if arity == 1:
        return intrinsic(lambda typing, x: _emitter(VECTOR, VECTOR)(emit))
    return intrinsic(lambda typing, x, y: _emitter(VECTOR, VECTOR, VECTOR)(emit))


@intrinsic
def power_of_two(typing: Any, n: Any) -> Any:
    """2^n, for whole n from -1022 to 1024 that stand in the low bits of the fractions."""

    def emit(builder: Any, vector: Any) -> Any:
        def four(value: int) -> Any:
            return ir.Constant(_INTEGERS, [value] * LANES)

        exponents = builder.add(builder.bitcast(vector, _INTEGERS), four(_EXPONENT_BIAS))
        return builder.bitcast(builder.shl(exponents, four(_FRACTION_BITS)), _VECTOR)

    return _emitter(VECTOR, VECTOR)(emit)


@intrinsic
def sums(typing: Any, p: Any, q: Any, r: Any, s: Any) -> Any:
    """The sum of each of four vectors, as one vector."""

    def emit(builder: Any, *vectors: Any) -> Any:
        def pairs(x: Any, y: Any, even: list[int], odd: list[int]) -> Any:
            parts = (builder.shuffle_vector(x, y, ir.Constant(ir.VectorType(_INT32, LANES), k)) for k in (even, odd))
            return builder.fadd(*parts)

        low, high = (pairs(x, y, [0, 4, 2, 6], [1, 5, 3, 7]) for x, y in (vectors[:2], vectors[2:]))
        return pairs(low, high, [0, 1, 4, 5], [2, 3, 6, 7])

    return _emitter(VECTOR, VECTOR, VECTOR, VECTOR, VECTOR)(emit)


@intrinsic
def record(typing: Any, pointer: Any, index: Any) -> Any:
    """The C structure at ``index``."""
    return _emitter(pointer.dtype, pointer, types.intp)(lambda b, p, i: b.gep(p, [i]))


@intrinsic
def at(typing: Any, pointer: Any, index: Any) -> Any:
    """The address of the number at ``index``."""
    return _emitter(POINTER, POINTER, types.intp)(lambda b, p, i: b.gep(p, [i]))


@intrinsic
def get(typing: Any, pointer: Any, index: Any) -> Any:
    """The number at ``index``."""
    return _emitter(types.float64, POINTER, types.intp)(lambda b, p, i: b.load(b.gep(p, [i])))


@intrinsic
def put(typing: Any, pointer: Any, index: Any, number: Any) -> Any:
    """Store a number."""
    return _emitter(types.void, POINTER, types.intp, types.float64)(lambda b, p, i, x: b.store(x, b.gep(p, [i])))


@intrinsic
def put_bytes(typing: Any, pointer: Any, index: Any, vector: Any, count: Any) -> Any:
    """Store the first ``count`` of four numbers from 0 to 255 as bytes, without their fractions."""

    def emit(builder: Any, pointer: Any, index: Any, vector: Any, count: Any) -> None:
        whole = builder.fptosi(vector, ir.VectorType(_INT32, LANES))
        four = builder.trunc(whole, ir.VectorType(_BYTE, LANES))
        place = builder.gep(pointer, [index])
        with builder.if_else(builder.icmp_signed(">=", count, _INT64(LANES))) as (all_of_them, some):
            with all_of_them:
                builder.store(four, builder.bitcast(place, four.type.as_pointer()), align=1)
            with some:
                for lane in range(LANES - 1):
                    with builder.if_then(builder.icmp_signed(">", count, _INT64(lane))):
                        builder.store(builder.extract_element(four, _INT32(lane)), builder.gep(place, [_INT64(lane)]))

    return _emitter(types.void, BYTES, types.intp, VECTOR, types.intp)(emit)


def _four(builder: Any, pointer: Any, index: Any) -> Any:
    return builder.bitcast(builder.gep(pointer, [index]), _VECTOR.as_pointer())


@intrinsic
def load(typing: Any, pointer: Any, index: Any) -> Any:
    """The four numbers from ``index`` on."""
    return _emitter(VECTOR, POINTER, types.intp)(lambda b, p, i: b.load(_four(b, p, i), align=8))


@intrinsic
def store(typing: Any, pointer: Any, index: Any, vector: Any) -> Any:
    """Store four numbers from ``index`` on."""
    return _emitter(types.void, POINTER, types.intp, VECTOR)(lambda b, p, i, v: b.store(v, _four(b, p, i), align=8))


def caller(*argument_types: Any) -> Any:
    """A function ``call(address, arguments)`` for compiled functions of these arguments, which are given as a tuple."""
    llvm_types = {types.float64: _DOUBLE, types.intp: _INT64, POINTER: _DOUBLE.as_pointer()}
    its_type = ir.FunctionType(ir.VoidType(), [llvm_types[argument] for argument in argument_types])

    def typed(typing: Any, address: Any, arguments: Any) -> Any:
        def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
            values = [
                context.cast(builder, builder.extract_value(given[1], index), *pair)
                for index, pair in enumerate(zip(arguments, argument_types, strict=True))
            ]
            builder.call(builder.inttoptr(given[0], its_type.as_pointer()), values)
            return context.get_dummy_value()

        return types.void(types.intp, arguments), generate

    return intrinsic(typed)
