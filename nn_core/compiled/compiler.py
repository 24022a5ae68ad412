"""From Python to machine code: Numba makes LLVM's language of it, LLVM an object file.

Only this module and what it imports need Numba.
"""

from collections.abc import Callable
from types import CellType, FunctionType
from typing import Any

import llvmlite.binding as llvm
import numba
from numba import njit

from ..activations import select
from . import loops, typed, vector_math  # noqa: F401 - vector_math teaches Numba NumPy's functions
from .coupled import COUPLED
from .kernels import KERNELS
from .library import SYMBOL, globals_of, processor
from .vectors import inline

_LOOPS: dict[str, tuple[Callable[..., loops.Loop], tuple[Any, ...]]] = {
    "forward": (loops.forward, loops.FORWARD),
    "inference": (loops.inference, loops.INFERENCE),
    "drawing": (loops.inference, loops.DRAWING),
    "backward": (loops.backward, loops.BACKWARD),
    "loss": (loops.loss, loops.LOSS),
    "step": (loops.step, loops.STEP),
    "penalty": (loops.penalty, loops.PENALTY),
    "operation": (typed.operation, typed.OPERATION),
    "drawn operation": (typed.operation, typed.DRAWN_OPERATION),
}


def compile_object(kind: str, function: Any, options: tuple[Any, ...]) -> bytes:
    """An object file with the kernel, or the loop around a registry's function, under the name ``SYMBOL``.

    Raises:
        ValueError: the function uses something that can't be compiled.
    """
    loop: Any
    if kind in KERNELS:
        loop, signature = KERNELS[kind]
    elif kind in COUPLED:
        functions = () if function is None else (translated(function),)
        made = COUPLED[kind](*functions, *map(_within, options))
        loop, signature = made, numba.types.void(*_LOOPS[kind.split()[1]][1])
    else:
        make, arguments = _LOOPS[kind]
        loop, signature = make(translated(function), *map(_within, options)), numba.types.void(*arguments)
    try:
        compiled = numba.cfunc(signature, error_model="numpy")(loop)
    except Exception as error:  # Numba lets through whatever went wrong inside
        reasons = [line.strip() for line in str(error).splitlines()]
        reason = next((line for line in reasons if line and not line.startswith("Failed in")), type(error).__name__)
        raise ValueError(f"{kind}: {getattr(function, '__name__', kind)} can't be compiled: {reason}") from error
    return _object_file(compiled.inspect_llvm(), compiled.native_name.removeprefix("cfunc."))


def translated(function: Any) -> Any:
    """A registry's function, and every function that it calls, for Numba."""
    if not isinstance(function, FunctionType):
        return njit(lambda *arguments: function(*arguments))  # one of NumPy's own
    names = {name: _within(function.__globals__[name]) for name in globals_of(function)}
    closure = tuple(CellType(_within(cell.cell_contents)) for cell in function.__closure__ or ())
    copy = FunctionType(function.__code__, names, function.__name__, function.__defaults__, closure)
    return inline(copy)


def _within(value: Any) -> Any:
    return translated(value) if isinstance(value, FunctionType) and value is not select else value


def _object_file(text: str, name: str) -> bytes:
    """Only the function itself, as C would call it: what Numba adds for Python's exceptions is left out."""
    function = llvm.parse_assembly(text).get_function(name)
    _result, _error, *arguments = (str(argument.type) for argument in function.arguments)
    taken = [f"{its_type} %{index}" for index, its_type in enumerate(arguments)]
    given = ", ".join(["ptr %result", "ptr %error", *taken])
    entry = f"""
        define i64 @{SYMBOL}({", ".join(taken)}) {{
            %result = alloca i64
            %error = alloca ptr
            call i32 @"{name}"({given})
            %value = load i64, ptr %result
            ret i64 %value
        }}
    """
    module = llvm.parse_assembly(text + entry)
    for each in (*module.functions, *module.global_variables):
        if not each.is_declaration and each.name != SYMBOL:
            each.linkage = "internal"
    machine = llvm.Target.from_default_triple().create_target_machine(
        cpu=processor(), opt=3, reloc="pic", codemodel="small"
    )
    builder = llvm.create_pass_builder(machine, llvm.create_pipeline_tuning_options(speed_level=3))
    builder.getModulePassManager().run(module, builder)
    return bytes(machine.emit_object(module))
