"""Numbers in memory for Numba, one by one and as vectors.

A pointer is a bare address of numbers: unlike an array it has no negative indices to watch for, and a loop over it
compiles to what one would write by hand. What is loaded is of the pointer's kind, float64 or float32, so that one loop
serves both.
"""

from typing import Any

from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from .vectors import INT32, NUMBERS, OF, VectorType, emitter, widen

POINTER = types.CPointer(types.float64)
SINGLE_POINTER = types.CPointer(types.float32)
BYTES = types.CPointer(types.uint8)

_BYTE, _INT64 = ir.IntType(8), ir.IntType(64)


@intrinsic
def record(typing: Any, pointer: Any, index: Any) -> Any:
    """The C structure at ``index``."""
    return emitter(pointer.dtype, pointer, types.intp)(lambda b, p, i: b.gep(p, [i]))


def records(pointer: Any) -> Any:
    """A function that makes a pointer of this type of an address."""

    def typed(typing: Any, address: Any) -> Any:
        def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
            return builder.inttoptr(given[0], context.get_value_type(pointer))

        return pointer(types.int64), generate

    return intrinsic(typed)


@intrinsic
def at(typing: Any, pointer: Any, index: Any) -> Any:
    """The address of the number at ``index``."""
    return emitter(pointer, pointer, types.intp)(lambda b, p, i: b.gep(p, [i]))


@intrinsic
def get(typing: Any, pointer: Any, index: Any) -> Any:
    """The number at ``index``."""
    return emitter(pointer.dtype, pointer, types.intp)(lambda b, p, i: b.load(b.gep(p, [i])))


@intrinsic
def put(typing: Any, pointer: Any, index: Any, number: Any) -> Any:
    """Store a number."""
    return emitter(types.void, pointer, types.intp, pointer.dtype)(lambda b, p, i, x: b.store(x, b.gep(p, [i])))


@intrinsic
def put_bytes(typing: Any, pointer: Any, index: Any, numbers: Any, count: Any) -> Any:
    """Store the first ``count`` numbers of a vector, from 0 to 255, as bytes, without their fractions."""
    vector_width = numbers.vector_width

    def emit(builder: Any, pointer: Any, index: Any, vector: Any, count: Any) -> None:
        whole = builder.fptosi(vector, ir.VectorType(INT32, vector_width))
        all_bytes = builder.trunc(whole, ir.VectorType(_BYTE, vector_width))
        place = builder.gep(pointer, [index])
        with builder.if_else(builder.icmp_signed(">=", count, _INT64(vector_width))) as (all_of_them, some):
            with all_of_them:
                builder.store(all_bytes, builder.bitcast(place, all_bytes.type.as_pointer()), align=1)
            with some:
                for index in range(vector_width - 1):
                    with builder.if_then(builder.icmp_signed(">", count, _INT64(index))):
                        byte = builder.extract_element(all_bytes, INT32(index))
                        builder.store(byte, builder.gep(place, [_INT64(index)]))

    return emitter(types.void, BYTES, types.intp, numbers, types.intp)(emit)


def _place(builder: Any, pointer: Any, index: Any, vector: VectorType) -> Any:
    """The address of a vector."""
    return builder.bitcast(builder.gep(pointer, [index]), vector.emitted.as_pointer())


@intrinsic
def vector_width(typing: Any, pointer: Any) -> Any:
    """How many numbers are loaded at once."""
    return emitter(types.intp, pointer)(lambda b, p: _INT64(OF[pointer.dtype].vector_width))


@intrinsic
def load(typing: Any, pointer: Any, index: Any) -> Any:
    """The vector of the numbers from ``index`` on."""
    vector = OF[pointer.dtype]

    def emit(builder: Any, pointer: Any, index: Any) -> Any:
        return builder.load(_place(builder, pointer, index, vector), align=vector.number.bitwidth // 8)

    return emitter(vector, pointer, types.intp)(emit)


@intrinsic
def store(typing: Any, pointer: Any, index: Any, value: Any) -> Any:
    """Store a vector from ``index`` on; a number stands for so many equal ones."""
    vector = OF[pointer.dtype]

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        place = _place(builder, arguments[0], arguments[1], vector)
        wide = widen(context, builder, arguments[2], value, vector)
        builder.store(wide, place, align=vector.number.bitwidth // 8)
        return context.get_dummy_value()

    return types.void(pointer, types.intp, value), generate


def caller(*argument_types: Any) -> Any:
    """A function ``call(address, arguments)`` for compiled functions of these arguments, which are given as a tuple.

    A pointer is taken as it is, to numbers of either kind.
    """
    kinds = {types.float64: ir.DoubleType(), types.intp: _INT64}

    def typed(typing: Any, address: Any, arguments: Any) -> Any:
        takes = [g if isinstance(g, types.CPointer) else t for g, t in zip(arguments, argument_types, strict=True)]
        llvm_types = [kinds.get(t) or NUMBERS[t.dtype].as_pointer() for t in takes]
        its_type = ir.FunctionType(ir.VoidType(), llvm_types)

        def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
            values = [
                context.cast(builder, builder.extract_value(given[1], index), *pair)
                for index, pair in enumerate(zip(arguments, takes, strict=True))
            ]
            builder.call(builder.inttoptr(given[0], its_type.as_pointer()), values)
            return context.get_dummy_value()

        return types.void(types.intp, arguments), generate

    return intrinsic(typed)
