"""Compiling in processes of their own: it takes Numba and LLVM 400 MB, and a process that stays never shrinks again.

Each compiles until it is large, keeps on disk what it has made, if that is possible, and hands it over as well, so that
no disk is needed; the next one goes on from there.
"""

import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from .library import library

LARGE = 300  # MB; Numba takes half of it before it begins
_SOURCE = str(Path(__file__).parents[2])
_CHILD = "from nn_core.compiled.apart import compile_some; compile_some()"


class Apart:
    """Object files by name, made by other processes; None if they can't: whoever asks has to compile it."""

    def __init__(self) -> None:
        self._made: dict[str, bytes] = {}
        self._able = True

    def __call__(self, name: str) -> bytes | None:
        """The object file of this name."""
        if name not in self._made and self._able:
            known = len(self._made)
            self._made |= _ask(self._made)
            self._able = len(self._made) > known
        return self._made.get(name)


def _ask(made: dict[str, bytes]) -> dict[str, bytes]:
    """What is made by now, if another process goes on from here."""
    path = os.pathsep.join(filter(None, (_SOURCE, os.environ.get("PYTHONPATH"))))
    try:
        run = subprocess.run(  # noqa: S603
            [sys.executable, "-c", _CHILD],
            input=_packed(made),
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": path},
            check=True,
        )
        return _unpacked(run.stdout)
    except (OSError, ValueError, subprocess.CalledProcessError):
        return {}


def _packed(made: dict[str, bytes]) -> bytes:
    return json.dumps({name: code.hex() for name, code in made.items()}).encode()


def _unpacked(text: bytes) -> dict[str, bytes]:
    return {name: bytes.fromhex(code) for name, code in json.loads(text).items()}


class _EnoughError(Exception):
    """This process is large."""


def compile_some() -> None:
    """In a process of its own: read what is made from the standard input, and write it to the output with more."""
    from .functions import prepare

    made = _unpacked(sys.stdin.buffer.read())
    compiled_library, parent = library(), os.getppid()

    def look_up(name: str) -> bytes | None:
        if os.getppid() != parent:
            raise SystemExit  # nobody is there any more who needs it
        if name not in made and compiled_library.made and _megabytes() > LARGE:
            raise _EnoughError
        return made.get(name)

    compiled_library.fallback = look_up
    with os.fdopen(os.dup(1), "wb") as out:
        os.dup2(2, 1)  # nothing else may get between
        with suppress(_EnoughError):
            prepare()
        out.write(_packed(made | compiled_library.made))


def _megabytes() -> float:
    """The memory that this process has; 0 where nobody says, and one process then compiles all."""
    with suppress(OSError):
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    return 0.0
