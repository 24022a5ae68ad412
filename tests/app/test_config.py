"""Settings: what the variables mean, what is refused in one line, and a server that starts and ends leaves nothing."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from dataclasses import fields
from pathlib import Path

import pytest

from app import ROOT, config
from app.config import Settings, read
from tests.cases import every
from tests.waiting import until
from tests.weekly import often

LESSON = "dataset=spiral&seed=4&hidden=3-relu&show_test=true&hide=play"


def test_without_variables_everything_is_as_usual():
    assert read({}) == Settings() == read({"PORT": "", "TITLE": "  ", "HOME": "/root", "LANGUAGE": "en_GB:en"})


def test_every_setting_has_a_variable():
    given = {
        "BIND": "10.0.0.7", "PORT": "80", "WORKERS": "4", "THREADS": "3", "BASE_PATH": "/a/nn", "PROXY_HOPS": "1",
        "MAX_REQUEST_BYTES": "200000", "LOG_LEVEL": "Warning", "ACCESS_LOG": "on", "LANGUAGE": "en",
        "TITLE": "Klasse 7 <b>", "START": LESSON, "HIDE": "seed, play", "METRICS": "on", "METRICS_TOKEN": "lesson-7b=",
        "CLASS": "off", "CLASS_DATABASE_URL": "sqlite:////classes/board.sqlite",
    }  # fmt: skip
    assert set(given) == {config.variable(field.name) for field in fields(Settings)}
    settings = read(given)
    assert settings == Settings(
        bind="10.0.0.7", port=80, workers=4, threads=3, base_path="/a/nn/", proxy_hops=1, max_request_bytes=200_000,
        log_level="warning", access_log=True, language="en", title="Klasse 7 <b>", start=LESSON, hide=("play", "seed"),
        metrics=True, metrics_token=given["METRICS_TOKEN"],
        classes=False, class_database_url=given["CLASS_DATABASE_URL"],
    )  # fmt: skip
    assert settings.address == "10.0.0.7:80"


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ({"BIND": "0.0.0.0:9000"}, "0.0.0.0:9000"),
        ({"BIND": "0.0.0.0:9000", "PORT": "81"}, "0.0.0.0:81"),
        ({"BIND": "[::]:9000"}, "[::]:9000"),
        ({"BIND": "[::]"}, "[::]:8050"),
    ],
)
def test_the_address_may_hold_the_port(given, address):
    assert read(given).address == address


@every(
    ("name", "value", "allowed"),
    [
        ("BIND", "here there", "an address such as"),
        ("BIND", "::1", "an address such as"),
        ("BIND", "0.0.0.0:x", "1 to 65,535"),
        ("PORT", "80x", "a whole number from 1 to 65,535"),
        ("PORT", "٣", "a whole number"),
        ("WORKERS", "0", "a whole number from 1 to 64"),
        ("THREADS", "1e3", "1 to 64"),
        ("BASE_PATH", "nn", "a path such as /nn/"),
        ("BASE_PATH", "//evil.example/", "a path"),
        ("BASE_PATH", "/a/../b/", "a path"),
        ("BASE_PATH", "/<script>/", "a path"),
        ("PROXY_HOPS", "-1", "0 to 10"),
        ("MAX_REQUEST_BYTES", "1", "100,000 to 100,000,000"),
        ("LOG_LEVEL", "loud", "debug, info, warning, error"),
        ("ACCESS_LOG", "yes", "on or off"),
        ("LANGUAGE", "tlh", "a language that has a catalog: en"),
        ("TITLE", "a\nb", "one line of at most 80"),
        ("TITLE", "x" * 81, "one line of at most 80"),
        ("START", "nonsense", "key=value"),
        ("START", "dataset=moon&hidden=4-tanh", "moon"),
        ("START", "noise=99", "0 to 80"),
        ("START", "hide=magic", "'magic' is unknown"),
        ("START", "hidden=2-=exp(exp(exp(9*z)))", "finite"),
        ("HIDE", "play,magic", "a comma-separated list of play, step"),
        ("METRICS", "yes", "on or off"),
        ("METRICS_TOKEN", "two words", "a token of 8 to 200"),
        ("CLASS", "yes", "on or off"),
        ("CLASS_DATABASE_URL", "mysql://root:secret@db/board", "sqlite:///FILE or postgresql"),
        ("METRICS_TOKEN", "seven77", "a token of 8 to 200"),
        ("PORT", "0", "1 to 65,535"),
        ("PORT", "70000", "1 to 65,535"),
        ("BIND", "0.0.0.0:70000", "1 to 65,535"),
        ("THREADS", "abc", "1 to 64"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_line(name, value, allowed):
    with pytest.raises(ValueError, match=f"^{'PORT' if value.startswith('0.') else name} must be ") as refused:
        read({name: value})
    line = str(refused.value)
    assert allowed in line
    assert ", got " in line
    assert line.isprintable()


@pytest.mark.parametrize("command", [["-m", "gunicorn"], ["-c", "import app.wsgi"]])
def test_a_wrong_value_stops_the_start_with_one_line(command):
    environment = {**os.environ, "WORKERS": "many", "PYTHONWARNINGS": ""}
    run = subprocess.run([sys.executable, *command], capture_output=True, text=True, cwd=ROOT, env=environment)
    assert run.returncode == config.EXIT
    assert run.stdout + run.stderr == "WORKERS must be a whole number from 1 to 64, got 'many'\n"


@pytest.fixture
def kept(tmp_path):
    """A way to start gunicorn with these variables, which fails if it leaves a folder of its own behind."""
    file = tmp_path / "gunicorn.conf.py"
    usual = (ROOT / "gunicorn.conf.py").read_text(encoding="utf-8")
    file.write_text(usual.replace("/dev/shm", str(tmp_path)), encoding="utf-8")  # noqa: S108
    program = [sys.executable, "-m", "gunicorn", "-c", str(file)]
    started = []

    def start(prefix=(), **variables):
        environment = {**os.environ, "PYTHONWARNINGS": "", "PYTHONDONTWRITEBYTECODE": "1", **variables}
        command = [*prefix, *program]
        started.append(subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=ROOT, env=environment))
        return started[-1]

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
            process.communicate()
    assert os.listdir(tmp_path) == [file.name]


NOBODY = {
    "127.0.0.1": "Address already in use",
    "[::ffff:127.0.0.1]": "Address already in use",
    "nowhere.invalid": ".+",
    "a..b": "it is no name of a host",
    "a" * 70: "it is no name of a host",
    "192.0.2.1": "Cannot assign requested address",
    "[2001:db8::1]": "Cannot assign requested address|Address family not supported by protocol",
    "[zz]": "BIND must be .*",
    "[1:2]": ".+",
    "unix": "BIND must be .*",
}
_BOUND = """
import contextlib, io, json, os, runpy, sys
from app import config
file, *binds = sys.argv[1:]
sys.argv[1:] = []  # as in a start that has no options
ends = []
for bind in binds:
    os.environ.pop("PLAYGROUND_BEGUN", None)
    os.environ["BIND"] = bind
    config.of_this_process.cache_clear()
    with contextlib.redirect_stderr(io.StringIO()) as told:
        try:
            runpy.run_path(file)
            code = None
        except SystemExit as end:
            code = end.code
    ends.append((code, told.getvalue()))
print(json.dumps(ends))
"""


@pytest.fixture
def taken():
    """A port where another listens."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


def test_an_address_where_nobody_can_listen_ends_what_gunicorn_reads_first_with_one_line(taken):
    """All of them in one process: to begin takes longer than to refuse."""
    command = [sys.executable, "-c", _BOUND, str(ROOT / "gunicorn.conf.py"), *NOBODY]
    environment = {**os.environ, "PORT": str(taken), "PYTHONWARNINGS": ""}
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    for (bind, why), (code, told) in zip(NOBODY.items(), json.loads(ran.stdout), strict=True):
        assert code == config.EXIT, bind
        assert re.fullmatch(rf"({re.escape(f'{bind}:{taken}')}: )?({why})\n", told), (bind, told)


@pytest.mark.parametrize("bind", ["127.0.0.1", "a..b", "unix"])
def test_an_address_where_nobody_can_listen_stops_the_start_with_one_line(kept, taken, bind):
    """One of each kind: what the system says, what Python says, and what the settings say."""
    run = kept(BIND=bind, PORT=str(taken))
    _, told = run.communicate(timeout=60)
    assert run.returncode == config.EXIT
    assert re.fullmatch(rf"({re.escape(f'{bind}:{taken}')}: )?({NOBODY[bind]})\n", told)


def test_a_port_that_only_root_may_have_stops_the_start_with_one_line(kept):
    first = Path("/proc/sys/net/ipv4/ip_unprivileged_port_start")
    if first.exists() and int(first.read_text()) < 82:
        port, why = "0", "PORT must be a whole number from 1 to 65,535, got '0'"
    else:
        port, why = "81", "127.0.0.1:81: Permission denied"
    prefix = ("setpriv", "--bounding-set=-net_bind_service", "--inh-caps=-net_bind_service")
    run = kept(prefix if os.geteuid() == 0 else (), PORT=port)
    assert run.communicate(timeout=60)[1] == f"{why}\n"
    assert run.returncode == config.EXIT


@pytest.mark.parametrize("seconds", often([0, 0.6, 1.2], [0, 0.3, 0.6, 0.9, 1.2, 1.8]))
def test_a_server_that_is_stopped_while_it_starts_leaves_nothing_behind(kept, tmp_path, seconds):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    run = kept(BIND=f"127.0.0.1:{port}", LOG_LEVEL="error")
    until(lambda: len(os.listdir(tmp_path)) > 1, "it has begun")
    time.sleep(seconds)
    run.terminate()
    assert run.communicate(timeout=60)[1] == ""
    assert run.returncode in (0, -signal.SIGTERM)


@pytest.mark.parametrize(
    ("name", "value"), [("METRICS_TOKEN", "my secret"), ("CLASS_DATABASE_URL", "sql://me:secret@db")]
)
def test_a_secret_is_not_told_to_the_log(name, value):
    with pytest.raises(ValueError, match=name) as refused:
        read({name: value})
    assert "secret" not in str(refused.value)


_FREED = """
import os, runpy
from pathlib import Path
from types import SimpleNamespace
def megabytes():
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
served = runpy.run_path("gunicorn.conf.py")
worker = SimpleNamespace()
kept = [bytes(1000) for _ in range(100_000)]
del kept[:-1]  # the last one holds all that lies below it
before = megabytes()
served["post_request"](worker, None, None, None)
print(before - megabytes())
del kept
at = worker.trimmed_at
served["post_request"](worker, None, None, None)
assert worker.trimmed_at == at  # not with every request
served["on_exit"](None)
"""


def test_a_worker_gives_back_what_was_freed():
    ran = subprocess.run([sys.executable, "-c", _FREED], cwd=ROOT, capture_output=True, text=True, check=True)
    assert float(ran.stdout) > 50
