"""Object files: made once, found again, never stale, and not needed at all."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from time import sleep

import numpy as np
import pytest

import nn_core
from nn_core import ACTIVATIONS
from nn_core.compiled import library as module
from nn_core.compiled.functions import backward_loop, forward_loop
from nn_core.compiled.library import Library, globals_of

ROOT = Path(nn_core.__file__).parents[1]

_TRAIN = """
import sys
from nn_core import Experiment, advance, prepare, start
experiment = Experiment(hidden=[{"units": 3, "activation": "relu"}])
state = advance(experiment, start(experiment), 5, engine="compiled")
print("numba" in sys.modules, state.to_bytes().hex())
"""


def _cube(z, p):
    return z * z * z


def _helper(z):
    return 2.0 * z


def _calls(z, p):
    return _helper(z) + SHIFT


SHIFT = 1.0


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "directories", lambda: (tmp_path / "first", tmp_path / "second"))
    return tmp_path


def _names(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def _run(code, **environment):
    command = [sys.executable, "-c", code]
    return subprocess.run(
        command, capture_output=True, text=True, check=True, cwd=ROOT, env=os.environ | environment
    ).stdout.split()


@pytest.mark.rest
def test_a_function_is_compiled_once_and_then_read_from_its_file(folder):
    first = Library()
    first.address("forward", _cube)
    assert first.seconds_compiling > 0.0
    (name,) = _names(folder)
    assert name.startswith("forward-")
    assert name.endswith(".o")
    second = Library()
    assert second.address("forward", _cube) != 0
    assert second.seconds_compiling == 0.0


def test_the_same_function_keeps_its_address(folder):
    library = Library()
    assert library.address("forward", _cube) == library.address("forward", _cube)


@pytest.mark.rest
def test_what_a_function_calls_and_refers_to_belongs_to_its_name(folder, monkeypatch):
    Library().address("forward", _calls)
    monkeypatch.setitem(globals(), "SHIFT", 2.0)
    Library().address("forward", _calls)
    monkeypatch.setitem(globals(), "_helper", lambda z: 3.0 * z)
    Library().address("forward", _calls)
    assert len(_names(folder)) == 3


def test_a_folder_that_cannot_be_written_is_passed_over(folder):
    (folder / "first").write_text("not a folder")
    Library().address("forward", _cube)
    assert len(list((folder / "second").iterdir())) == 1
    again = Library()
    again.address("forward", _cube)
    assert again.seconds_compiling == 0.0


def test_without_any_folder_it_works_and_says_so(folder, caplog):
    for name in ("first", "second"):
        (folder / name).write_text("not a folder")
    with caplog.at_level("INFO"):
        assert Library().address("forward", _cube) != 0
    assert "Compiling the training core" in caplog.text
    assert "no directory can be written" in caplog.text


def test_a_broken_file_is_made_again(folder):
    Library().address("forward", _cube)
    (path,) = (folder / "first").iterdir()
    path.write_bytes(path.read_bytes()[:100])
    library = Library()
    assert library.address("forward", _cube) != 0
    assert library.seconds_compiling > 0.0
    again = Library()
    again.address("forward", _cube)
    assert again.seconds_compiling == 0.0


def test_a_warm_start_does_not_import_numba():
    nn_core.prepare()
    imported, state = _run(_TRAIN)
    assert imported == "False"
    assert bytes.fromhex(state)


@pytest.mark.rest
def test_the_cache_of_the_user_serves_where_the_source_cannot_be_written(tmp_path):
    code = """
from pathlib import Path
from nn_core.compiled import library
real = library.directories()
library.directories = lambda: (Path("/proc/nowhere"), real[1])
before, _ = library.library().seconds_compiling, library.library().address("softmax forward")
print(before == 0.0, library.library().seconds_compiling > 0.0, len(list(real[1].iterdir())) >= 1)
"""
    assert _run(code, XDG_CACHE_HOME=str(tmp_path)) == ["True", "True", "True"]
    assert _run(code, XDG_CACHE_HOME=str(tmp_path)) == ["True", "False", "True"]


def test_what_cannot_be_compiled_is_refused_with_an_error_that_names_it(folder):
    def opens(z, p):
        return open(z)

    with pytest.raises(ValueError, match="forward: opens can't be compiled: Untyped global name 'open'"):
        Library().address("forward", opens)


def test_globals_of_inner_functions_count():
    def outer():
        return [lambda: np.pi + SHIFT]

    assert globals_of(outer) == {"np", "SHIFT"}


def test_prepare_leaves_nothing_to_compile():
    nn_core.prepare()
    ours = module.library()
    before = ours.seconds_compiling
    for activation in ACTIVATIONS.values():
        forward_loop(activation, activation.noise)
        backward_loop(activation, dropped=True)
    assert ours.seconds_compiling == before
    assert nn_core.prepare() == 0.0


def test_threads_that_are_first_get_the_same_library(monkeypatch):
    """Of two, one would be forgotten, and its code with it, while somebody still calls that."""

    class Slow(Library):
        def __init__(self):
            super().__init__()
            sleep(0.05)

    monkeypatch.setattr(module, "_library", cache(Slow))
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: module.library(), range(8)))
    assert all(each is made[0] for each in made)
