"""What ``pip install`` gives: the wheel is built, looked into, installed beside nothing of this checkout, and used."""

import os
import re
import socket
import subprocess
import sys
import sysconfig
import tomllib
from email import message_from_string
from html.parser import HTMLParser
from importlib.metadata import version
from zipfile import ZipFile

import pytest
import requests
from packaging.requirements import Requirement

from app import ROOT
from nn_core import __version__
from nn_core.compiled.library import directories
from tests.browser.servers import free_port
from tests.waiting import PATIENCE, until

SERVED = {
    "favicon.ico", "dist/all.css", "dist/all.js", "dist/class.css", "dist/class.js", "dist/lessons.css",
    "dist/lessons.js", "dist/runs.js", "dist/head.js", "dist/seat.css", "dist/seat.js",
    "vendor/plotly-LICENSE.txt", "vendor/plotly-cartesian.min.js",
}  # fmt: skip


def run(*command, expected=0, **options):
    done = subprocess.run(command, capture_output=True, text=True, **options)
    assert done.returncode == expected, done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The sdist and the wheel of this checkout, with all that lies about in it."""
    folder = tmp_path_factory.mktemp("built")
    run(sys.executable, "-m", "hatchling", "build", "-d", str(folder), cwd=ROOT)
    (sdist,), (wheel,) = folder.glob("*.tar.gz"), folder.glob("*.whl")
    return sdist, wheel


class Installed:
    """A fresh environment with the wheel in it; what the wheel depends on is where the tests have it."""

    def __init__(self, folder, wheel):
        self.folder = folder
        self.elsewhere = folder / "elsewhere"  # where commands are run; it has modules of these names, too
        for name in ("app", "nn_core", "assets"):
            (self.elsewhere / name).mkdir(parents=True)
            (self.elsewhere / name / "__init__.py").write_text("raise SystemExit('the wrong one')\n")
        run(sys.executable, "-m", "venv", "--without-pip", str(folder / "venv"))
        self.bin = folder / "venv" / "bin"
        pip = [sys.executable, "-m", "pip", "--python", str(self.bin / "python"), "--isolated"]
        run(*pip, "install", "--quiet", "--no-index", "--no-deps", "--no-compile", str(wheel))
        (self.packages,) = (folder / "venv" / "lib").glob("python3*/site-packages")
        (self.packages / "dependencies.pth").write_text(f"{sysconfig.get_path('purelib')}\n")
        cache = folder / "cache" / "nn_core"  # what is compiled for the checkout is the same code
        cache.mkdir(parents=True)
        # Two folders may hold the same object.
        for name, file in {file.name: file for each in directories() for file in each.glob("*.o")}.items():
            (cache / name).symlink_to(file)
        without = folder / "without"
        without.mkdir()
        hide = "import sys\nsys.modules['numba'] = sys.modules['llvmlite'] = None\n"
        (without / "sitecustomize.py").write_text(hide)

    def environment(self, *, numba=True, **variables):
        ours = {name: text for name, text in os.environ.items() if name not in ("PYTHONPATH", "PORT", "BIND")}
        paths = {} if numba else {"PYTHONPATH": str(self.folder / "without")}
        return {**ours, "XDG_CACHE_HOME": str(self.folder / "cache"), "PYTHONWARNINGS": "", **paths, **variables}

    def run(self, program, *arguments, expected=0, numba=True):
        command = [str(self.bin / program), *arguments]
        return run(*command, expected=expected, cwd=self.elsewhere, env=self.environment(numba=numba))


@pytest.fixture(scope="module")
def installed(built, tmp_path_factory):
    return Installed(tmp_path_factory.mktemp("installed"), built[1])


def names(wheel):
    with ZipFile(wheel) as file:
        return set(file.namelist())


def test_the_wheel_has_the_code_and_what_pages_load_and_nothing_else(built):
    ours = {
        str(path.relative_to(ROOT))
        for folder in ("app", "nn_core")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix not in (".po", ".pot")
    }
    assert {"app/claims.json", "app/py.typed", "nn_core/py.typed", "nn_core/compiled/engine.py"} <= ours
    found = {name for name in names(built[1]) if ".dist-info/" not in name}
    assert found == ours | {f"app/assets/{name}" for name in SERVED} | {"app/gunicorn.conf.py"}


def test_a_wheel_that_is_made_of_the_sdist_is_the_same(built, tmp_path):
    sdist, wheel = built
    run("tar", "--extract", "--file", sdist, "--directory", tmp_path)
    (source,) = tmp_path.iterdir()
    assert not {"tests", "bench", "docs", "node_modules", ".venv"} & {path.name for path in source.iterdir()}
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path), cwd=source)
    assert names(tmp_path / wheel.name) == names(wheel)


def test_the_wheel_says_what_it_is_and_what_it_needs(built):
    with ZipFile(built[1]) as file:
        (text,) = [file.read(name).decode() for name in file.namelist() if name.endswith(".dist-info/METADATA")]
    about = message_from_string(text)
    assert (about["Name"], about["Version"]) == ("neural-network-playground", __version__)
    assert (about["License-Expression"], about["Requires-Python"]) == ("Apache-2.0", ">=3.11")
    assert about.get_all("License-File") == ["LICENSE", "assets/vendor/plotly-LICENSE.txt"]
    assert about.get_payload() == (ROOT / "README.md").read_text(encoding="utf-8")
    needed = [Requirement(each) for each in about.get_all("Requires-Dist")]
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    wanted = {Requirement(line) for line in lines if not line.startswith("#")}
    assert {each for each in needed if not each.marker} == wanted
    (cluster,) = [each for each in needed if each.marker]
    assert cluster.marker.evaluate({"extra": "cluster"})
    assert cluster.specifier.contains(version("distributed"))  # with which races on a cluster are tested


def test_what_builds_it_is_what_the_tests_have():
    (pin,) = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]
    assert pin in (ROOT / "requirements-dev.txt").read_text(encoding="utf-8").splitlines()


def test_the_core_is_a_package_by_itself(installed):
    code = "import sys, nn_core; print(nn_core.__file__, nn_core.__version__, 'app' in sys.modules)"
    told = installed.run("python", "-P", "-c", code).stdout.split()
    assert told == [str(installed.packages / "nn_core" / "__init__.py"), __version__, "False"]


@pytest.mark.parametrize("numba", [True, False], ids=["with Numba", "without"])
def test_it_trains(installed, numba):
    told = installed.run("nn-playground", "train", "--hidden", "3", "--epochs", "1", numba=numba).stdout
    assert re.match(r"epoch 1\ntraining loss \d\.\d+ ", told)


def test_what_is_compiled_is_found_where_users_may_write(installed):
    assert installed.run("nn-playground", "compile").stdout == "was compiled already\n"


class _Loaded(HTMLParser):
    def __init__(self):
        super().__init__()
        self.addresses = []

    def handle_starttag(self, _, attributes):
        its = dict(attributes)
        self.addresses += [its[name] for name in ("src", "href") if its.get(name)]


@pytest.mark.rest
@pytest.mark.parametrize("numba", [True, False], ids=["with Numba", "without"])
def test_it_serves(installed, tmp_path, numba):
    """What ``nn-playground`` alone starts, at the port of the option; with another that is taken in the environment."""
    port = free_port()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        command = [installed.bin / "nn-playground", "--bind", f"127.0.0.1:{port}", "--workers", "1"]
        others = {"PORT": str(taken.getsockname()[1]), "BASE_PATH": "/nn/", "TITLE": "Class 7b"}
        environment = installed.environment(numba=numba, **others)
        with open(tmp_path / "log", "w+", encoding="utf-8") as log:
            server = subprocess.Popen(command, cwd=installed.elsewhere, env=environment, stdout=log, stderr=log)
        try:
            page = f"http://127.0.0.1:{port}/nn/"
            until(lambda: server.poll() is not None or _answers(page), "the server answers")
            said = (tmp_path / "log").read_text(encoding="utf-8")
            assert server.poll() is None, said
            assert ("Numba is not installed" in said) == (not numba)
            answer = requests.get(page, timeout=PATIENCE)
            assert (answer.status_code, "<title>Class 7b</title>" in answer.text) == (200, True)
            loaded = _Loaded()
            loaded.feed(answer.text)
            for name in ("assets/all.js", "assets/all.css", "assets/head.js", "assets/favicon.ico"):
                assert len({address for address in loaded.addresses if address.startswith(f"/nn/{name}")}) == 1
            chart = "/nn/_dash-component-suites/plotly/package_data/plotly.min.js"
            for address in [*(each for each in loaded.addresses if each.startswith("/")), chart]:
                got = requests.get(f"http://127.0.0.1:{port}{address}", timeout=PATIENCE)
                assert got.status_code == 200, address
                assert got.content
        finally:
            server.terminate()
            assert server.wait(PATIENCE) == 0


def _answers(address):
    try:
        return requests.get(address, timeout=PATIENCE).ok
    except requests.ConnectionError:
        return False
