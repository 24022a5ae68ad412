"""What a server has other processes compile: the same code, with a disk or without, and Numba stays out of it."""

import compileall
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import nn_core
from nn_core.compiled import apart

NOWHERE = "/proc/nowhere"  # where even root can make nothing
SMALLER = """
ACTIVATIONS = {name: ACTIVATIONS[name] for name in ("relu",)}
OPTIMIZERS, REGULARIZERS = {"sgd": OPTIMIZERS["sgd"]}, {"l1": REGULARIZERS["l1"]}
OUTPUT_LAYERS, _PROTOTYPES = {}, {}
prepare_operations, custom = lambda: None, lambda *_: ACTIVATIONS["relu"]
inference_loop = backward_loop = lambda *_, **__: None
"""
START = """
import sys
from nn_core import prepare
from nn_core.compiled.library import library
asked = []
run = __import__("subprocess").run
__import__("subprocess").run = lambda *command, **more: asked.append(1) or run(*command, **more)
prog = sys.argv[1]
if prog: sys.executable = prog
seconds = prepare(apart=True)
print(len(asked), len(library()._loaded), "numba" in sys.modules, seconds > 0)
"""


@pytest.fixture(scope="module")
def smaller(tmp_path_factory):
    """A source with few functions, and its bytecode, so that not every process has to compile it again."""
    source = tmp_path_factory.mktemp("smaller") / "nn_core"
    shutil.copytree(Path(nn_core.__file__).parent, source, ignore=shutil.ignore_patterns("__pycache__"))
    functions = source / "compiled" / "functions.py"
    functions.write_text(functions.read_text(encoding="utf-8") + SMALLER, encoding="utf-8")
    compileall.compile_dir(source, quiet=1)
    return source


@pytest.fixture
def start(tmp_path, smaller):
    """Start as a server does, with few functions, from a source of its own; what it says."""
    source = tmp_path / "source"
    shutil.copytree(smaller, source / "nn_core")

    def run(*, disk, program="", large=None):
        file = source / "nn_core" / "compiled" / "apart.py"
        if large is not None:
            file.write_text(file.read_text(encoding="utf-8").replace("LARGE = 300", f"LARGE = {large}"))
        cache = tmp_path / "cache"
        if not disk:
            shutil.rmtree(source / "nn_core" / "compiled" / "__pycache__")
            (source / "nn_core" / "compiled" / "__pycache__").write_text("in the way of a folder")
        environment = {**os.environ, "XDG_CACHE_HOME": str(cache) if disk else NOWHERE, "PYTHONDONTWRITEBYTECODE": "1"}
        command = [sys.executable, "-c", START, program]
        ran = subprocess.run(command, cwd=source, env=environment, capture_output=True, text=True, check=True)
        return ran.stdout.strip()

    return run


@pytest.mark.rest
def test_others_compile_and_the_next_start_finds_it(start):
    assert start(disk=True) == "1 3 False True"
    assert start(disk=True) == "0 3 False False"


@pytest.mark.rest
def test_without_a_disk_what_they_have_made_is_handed_over(start):
    assert start(disk=False) == "1 3 False True"


@pytest.mark.rest
def test_one_that_is_large_is_followed_by_another(start):
    assert start(disk=False, large=0) == "3 3 False True"


@pytest.mark.rest
def test_where_others_can_not_compile_it_does_so_itself(start):
    assert start(disk=False, program="/bin/echo") == "1 3 True True"


@pytest.mark.parametrize("program", ["/bin/echo", "/bin/false", "/no/such/program"])
def test_who_can_not_compile_has_made_nothing_and_is_asked_once(monkeypatch, program):
    """That is all that a start sees of it, so that one of them shows what it does then."""
    asked, run = [], subprocess.run
    monkeypatch.setattr(subprocess, "run", lambda *command, **more: asked.append(1) or run(*command, **more))
    monkeypatch.setattr(sys, "executable", program)
    others = apart.Apart()
    assert [others(name) for name in ("one", "another")] == [None, None]
    assert len(asked) == 1
