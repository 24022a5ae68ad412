"""Machine code: made once, kept on disk, and found again by what it was made from.

A compiled function is an object file whose name is a digest of everything that goes into it: its own code and
all that it calls, the files of this package, the compiler's version, and the kind of processor. So nothing stale
can be loaded, nobody has to keep an index, and any number of processes share the files. Loading takes
milliseconds and does without Numba, which is imported only when something has to be compiled. Where no directory
can be written, everything is compiled at each start, and works. A server has another process compile (``apart.py``).
"""

import hashlib
import logging
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from importlib import metadata
from pathlib import Path
from time import perf_counter
from types import CodeType, FunctionType, ModuleType
from typing import Any

import llvmlite.binding as llvm

from ..common.deadline import uncounted
from ..experiment.experiment import MAX_LAYERS
from ..state.state import LARGEST

SYMBOL = "compiled"

_CHECK = hashlib.sha256().digest_size  # a file begins with a digest of the rest: one that was cut off is not loaded

_LOG = logging.getLogger(__name__)
_PACKAGE = Path(__file__).parent
_MODERN = ("avx2", "bmi2", "fma")  # in nearly every server since 2013, but not in what "x86-64" promises


def directories() -> tuple[Path, ...]:
    """Where object files may be: beside the source, or in the user's cache."""
    cache_home = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return _PACKAGE / "__pycache__", Path(cache_home) / "nn_core"


@cache
def processor() -> str:
    """The kind of processor to compile for: one that many have, so that an image runs on other machines, too."""
    features = llvm.get_host_cpu_features()
    modern = llvm.get_process_triple().startswith("x86_64") and all(features.get(name) for name in _MODERN)
    return "x86-64-v3" if modern else "generic"


class Library:
    """All compiled functions of this process; ``address`` gives, loads or makes them."""

    def __init__(self) -> None:
        llvm.initialize_native_target()
        llvm.initialize_native_asmprinter()
        self._linker = llvm.create_lljit_compiler()
        self._lock = threading.Lock()
        self._loaded: dict[tuple[Any, ...], Any] = {}  # what is loaded stays so
        self.made: dict[str, bytes] = {}  # object files that this process has compiled, by name
        self.fallback: Callable[[str], bytes | None] | None = None  # who may have the object file of this name
        self.seconds_compiling = 0.0

    def address(self, kind: str, function: Any = None, *options: Any) -> int:
        """The address of a kernel, or of the loop of this kind around a registry's function.

        Raises:
            ValueError: the function uses something that can't be compiled.
        """
        key = (kind, function, *options)
        with self._lock:
            if key not in self._loaded:
                self._loaded[key] = self._load(kind, function, options)
            return int(self._loaded[key][SYMBOL])

    def _load(self, kind: str, function: Any, options: tuple[Any, ...]) -> Any:
        digest = hashlib.sha256("\n".join((_made_with(), kind, *_described((function, *options)))).encode())
        name = f"{kind}-{digest.hexdigest()[:32]}.o"
        code = _read(name)
        if code is None:
            if not self.seconds_compiling:
                _LOG.info("Compiling the training core for this machine, which takes some seconds ...")
            begin = perf_counter()
            with uncounted():  # who asked for it can't know that it is not there yet
                code = (self.fallback and self.fallback(name)) or self._compile(name, kind, function, options)
            self.seconds_compiling += perf_counter() - begin
        builder = llvm.JITLibraryBuilder()
        builder.add_object_img(code).add_current_process().export_symbol(SYMBOL)
        # The same function may stand in two registries' entries, and a library's name must be new.
        return builder.link(self._linker, f"{name} {len(self._loaded)}")

    def _compile(self, name: str, kind: str, function: Any, options: tuple[Any, ...]) -> bytes:
        from . import compiler  # imports Numba, which takes a second

        code = self.made[name] = compiler.compile_object(kind, function, options)
        _write(name, code)
        return code


@cache
def _library() -> Library:
    return Library()


_ONE = threading.Lock()


def library() -> Library:
    """The library of this process: only one, however many threads ask first, as code goes when its library does."""
    with _ONE:
        return _library()


def _read(name: str) -> bytes | None:
    for directory in directories():
        with suppress(OSError):
            data = (directory / name).read_bytes()
            if data[:_CHECK] == hashlib.sha256(data[_CHECK:]).digest():
                return data[_CHECK:]
    return None


def _write(name: str, code: bytes) -> None:
    """Keep an object file in the first directory that lets us; under a name of its own until it is complete."""
    for directory in directories():
        with suppress(OSError):
            directory.mkdir(parents=True, exist_ok=True)
            unfinished = directory / f"{name}.{os.getpid()}"
            unfinished.write_bytes(hashlib.sha256(code).digest() + code)
            unfinished.replace(directory / name)
            return
    _LOG.info("%s can't be kept, as no directory can be written: the next start will compile it again", name)


@cache
def _made_with() -> str:
    sources = [path.read_text(encoding="utf-8") for path in sorted(_PACKAGE.glob("*.py"))]
    versions = [f"{name} {metadata.version(name)}" for name in ("numba", "llvmlite", "numpy")]
    return "\n".join([*sources, *versions, processor(), llvm.get_process_triple(), repr((LARGEST, MAX_LAYERS))])


def _described(function: Any) -> Iterator[str]:
    """A function's code and all that it calls or refers to, as text."""
    if isinstance(function, tuple):
        for each in function:
            yield from _described(each)
        return
    if not isinstance(function, FunctionType):
        yield function.__name__ if isinstance(function, ModuleType) else repr(function)
        return
    yield from _described_code(function.__code__)
    yield repr(function.__defaults__)
    for name in sorted(globals_of(function)):
        yield name
        yield from _described(function.__globals__[name])
    for cell in function.__closure__ or ():
        yield from _described(cell.cell_contents)


def _described_code(code: CodeType) -> Iterator[str]:
    yield code.co_code.hex()
    yield repr((code.co_names, code.co_varnames, code.co_freevars))
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _described_code(constant)
        else:
            yield repr(constant)


def globals_of(function: FunctionType) -> set[str]:
    """The names of its module's globals that a function uses."""
    names: set[str] = set()
    codes = [function.__code__]
    while codes:
        code = codes.pop()
        names.update(code.co_names)
        codes += [constant for constant in code.co_consts if isinstance(constant, CodeType)]
    return names & function.__globals__.keys()
