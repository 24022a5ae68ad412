"""The command ``nn-playground``: what it does with what it is given. What it starts, test_wheel.py starts."""

import os
import re
import sys

import pytest

from app import ROOT, command
from nn_core import __main__ as core, __version__

GUNICORN = ["-P", "-m", "gunicorn", "--config", str(ROOT / "gunicorn.conf.py")]
SETTINGS = ("BIND", "PORT", "WORKERS", "THREADS")


@pytest.fixture
def call(monkeypatch, capsys):
    """Call it; gives its exit code, what it prints, and what it complains of."""
    monkeypatch.chdir(ROOT / "tests")

    def call_(*arguments):
        monkeypatch.setattr(sys, "argv", ["nn-playground", *arguments])
        try:
            code = command.main()
        except SystemExit as end:
            code = end.code
        return code, *capsys.readouterr()

    return call_


@pytest.mark.parametrize(
    ("arguments", "settings"),
    [
        ((), {}),
        (("serve",), {}),
        (("--workers", "4"), {"WORKERS": "4"}),
        (("serve", "--threads=3", "--port", "9000"), {"THREADS": "3", "PORT": "9000"}),
        (("--bind", "10.0.0.7"), {"BIND": "10.0.0.7"}),
        (("--bind", "[::1]"), {"BIND": "[::1]"}),
        (("--bind", "10.0.0.7:82"), {"BIND": "10.0.0.7:82", "PORT": ""}),
        (("--bind", "[::1]:82"), {"BIND": "[::1]:82", "PORT": ""}),
        (("--bind", "10.0.0.7:82", "--port", "83"), {"BIND": "10.0.0.7:82", "PORT": "83"}),
    ],
)
def test_it_becomes_gunicorn_and_options_win_over_the_environment(call, monkeypatch, arguments, settings):
    became = []
    monkeypatch.setattr(os, "execve", lambda *given: became.append(given) or sys.exit(0))
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PORT", "81")
    assert call(*arguments) == (0, "", "")
    ((program, given, environment),) = became
    assert (program, given) == (sys.executable, [sys.executable, *GUNICORN])
    assert {name: environment[name] for name in SETTINGS if name in environment} == {"PORT": "81"} | settings
    assert os.getcwd() == str(ROOT)  # from where gunicorn imports the app


def test_where_gunicorn_does_not_run_it_says_so(call, monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    told = "gunicorn needs Linux or macOS; on Windows use WSL, or the image with Docker"
    assert call() == (2, "", f"nn-playground serve: {told}\n")


def test_it_does_what_the_core_does(call, capsys):
    arguments = ["train", "--hidden", "3", "--samples", "20", "--epochs", "2"]
    code, told, _ = call(*arguments)
    assert core.main(arguments) == code == 0
    assert capsys.readouterr().out == told
    assert told.startswith("epoch 2\n")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("serv",), "the command must be one of serve, train, race, survey, compile, got 'serv'"),
        (("serve", "now"), "unrecognized arguments: now"),
        (("--prot", "80"), "unrecognized arguments: --prot 80"),
        (("serve", "--port"), "argument --port: expected one argument"),
        (("train", "--dataset", "moon"), "dataset must be circle, xor, "),
        (("train", "--epochs", "many"), "argument --epochs: must be a whole number from 0 to 1000000000, got 'many'"),
        (("race", "--seeds", "0"), "seeds must be 1 to 10000, got 0"),
    ],
)
def test_what_is_asked_wrongly_is_told_in_one_line(call, arguments, told):
    code, printed, complaint = call(*arguments)
    assert (code, printed) == (2, "")
    assert re.fullmatch(rf"nn-playground( \w+)?: {re.escape(told)}.*\n", complaint)


def test_the_core_has_no_command_that_serves(capsys):
    with pytest.raises(SystemExit) as end:
        core.main(["serve"])
    assert end.value.code == 2
    told = "python -m nn_core: the command must be one of train, race, survey, compile, got 'serve'\n"
    assert capsys.readouterr().err == told


def test_it_says_what_it_can_do(call):
    assert call("--version") == (0, f"{__version__}\n", "")
    _, about, _ = call("--help")
    for name in ("serve", "train", "race", "survey", "compile"):
        assert re.search(rf"^    {name} +\w", about, re.MULTILINE)
    _, options, _ = call("serve", "--help")
    for name in SETTINGS:
        assert re.search(rf"^  --{name.lower()} .*\w", options, re.MULTILINE)
    assert "environment variables" in options
