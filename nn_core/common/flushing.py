"""While a network is computed, numbers too small for all their digits count as zero.

Below 2.2e-308 a float64 loses its digits one by one. A processor needs ten to a hundred times as long for such a
subnormal number as for any other, and a network of them learns nothing that one of zeros would not. They come from
outside, as weights or in a formula, and arise in the middle of the work, as in exp(-740); so it is the processor that
makes zeros of them, what goes into its operations and what comes out:

    with flushing():                 # cheap: a microsecond
        np.full(3, 1e-310) * 1e300   # zeros

That holds for the thread, in NumPy, the C library and compiled loops alike, until the block ends; with usual numbers no
bit of a result changes. Reading and writing numbers does not belong in such a block. Where the processor or the C
library is none that is known here, nothing is set.

Source: fesetenv of ISO C99, 7.6; Intel's manual, volume 1, 10.2.3 (MXCSR); Arm's manual, FPCR.
"""

import ctypes
import platform
import sys
import threading
from collections.abc import Callable

import numpy as np

_Environment = ctypes.c_uint32 * 16  # at least as large as any processor's

# Which word of the C library's environment holds the bits, and which they are.
_BITS = {
    ("linux", "x86_64"): (7, 0x8040),  # flush to zero, and denormals are zero
    ("linux", "aarch64"): (0, 1 << 24),  # both
}


def _functions() -> tuple[Callable[[int], object], Callable[[int], object]]:
    """The C library's functions that get and set the environment; they keep Python's lock."""
    library = ctypes.PyDLL(None)
    get, set_ = library.fegetenv, library.fesetenv
    get.argtypes = set_.argtypes = [ctypes.c_void_p]
    return get, set_


class _Thread(threading.local):
    """How many blocks a thread is in, its environment as it was before the first, to go back to, and that within.

    It is asked for only once, as asking takes as long as setting: nobody else here sets it.
    """

    def __init__(self) -> None:
        self.depth = 0
        self.before, self.within = _Environment(), _Environment()
        self.at_before, self.at_within = map(ctypes.addressof, (self.before, self.within))
        if _BIT:
            _get(self.at_before)
            _get(self.at_within)
            self.within[_WORD] |= _BIT


class flushing:  # noqa: N801 - a context manager, named as such are
    """The block in which subnormal numbers are zero. Blocks may lie in each other."""

    __slots__ = ()

    def __enter__(self) -> None:
        thread = _THREAD
        thread.depth += 1
        if _BIT and thread.depth == 1:
            _set(thread.at_within)

    def __exit__(self, *_: object) -> None:
        thread = _THREAD
        thread.depth -= 1
        if _BIT and not thread.depth:
            _set(thread.at_before)


def _obeys() -> bool:
    """Whether the processor does what it is told, and no longer than that."""
    tiny = np.full(16, np.finfo(np.float64).tiny)
    with flushing():
        zeros = not np.any(tiny * 0.5 != 0.0)
    return zeros and bool(np.all(tiny * 0.5 != 0.0))


_WORD, _BIT = _BITS.get((sys.platform, platform.machine()), (0, 0))
try:
    _get, _set = _functions()
except (OSError, AttributeError):
    _BIT = 0
_THREAD = _Thread()
FLUSHES = bool(_BIT) and _obeys()
if not FLUSHES:
    _BIT = 0
