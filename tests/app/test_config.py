"""Settings: what the variables mean, what is refused, and that pages, callbacks and assets keep to them."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from dataclasses import fields
from html import unescape
from pathlib import Path

import dash
import pytest
from flask import request as flask_request

from app import ROOT, config, create_app, i18n, ids
from app.config import Settings, read
from app.pages import playground
from nn_core import Experiment
from nn_core.links import PARTS
from tests.app.helpers import components, request
from tests.app.test_http import SMALL, body
from tests.waiting import until

TOKEN = "lesson-7b="  # noqa: S105
LESSON = "dataset=spiral&seed=4&hidden=3-relu&show_test=true&hide=play"


def serve(**settings):
    return create_app(Settings(**settings)).server


@pytest.fixture(autouse=True)
def usual_pages():
    """Dash keeps the titles and addresses of pages for the whole process: leave the usual ones."""
    yield
    create_app()


def test_without_variables_everything_is_as_usual():
    assert read({}) == Settings() == read({"PORT": "", "TITLE": "  ", "HOME": "/root", "LANGUAGE": "en_GB:en"})


def test_every_setting_has_a_variable():
    given = {
        "BIND": "10.0.0.7", "PORT": "80", "WORKERS": "4", "THREADS": "3", "BASE_PATH": "/a/nn", "PROXY_HOPS": "1",
        "MAX_REQUEST_BYTES": "200000", "LOG_LEVEL": "Warning", "ACCESS_LOG": "on", "LANGUAGE": "en",
        "TITLE": "Klasse 7 <b>", "START": LESSON, "HIDE": "seed, play", "METRICS": "on", "METRICS_TOKEN": "lesson-7b=",
    }  # fmt: skip
    assert set(given) == {field.name.upper() for field in fields(Settings)}
    settings = read(given)
    assert settings == Settings(
        bind="10.0.0.7", port=80, workers=4, threads=3, base_path="/a/nn/", proxy_hops=1, max_request_bytes=200_000,
        log_level="warning", access_log=True, language="en", title="Klasse 7 <b>", start=LESSON, hide=("play", "seed"),
        metrics=True, metrics_token=given["METRICS_TOKEN"],
    )  # fmt: skip
    assert settings.address == "10.0.0.7:80"


def test_the_readme_lists_every_setting():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for field in fields(Settings):
        (row,) = re.findall(rf"^\| `{field.name.upper()}` \|.*", text, re.MULTILINE)
        if field.default not in ("", (), False):
            assert f"`{field.default}`" in row


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


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("BIND", "here there", "an address such as"),
        ("BIND", "::1", "an address such as"),
        ("BIND", "0.0.0.0:x", "1 to 65535"),
        ("PORT", "80x", "a whole number from 1 to 65535"),
        ("PORT", "٣", "a whole number"),
        ("WORKERS", "0", "a whole number from 1 to 64"),
        ("THREADS", "1e3", "1 to 64"),
        ("BASE_PATH", "nn", "a path such as /nn/"),
        ("BASE_PATH", "//evil.example/", "a path"),
        ("BASE_PATH", "/a/../b/", "a path"),
        ("BASE_PATH", "/<script>/", "a path"),
        ("PROXY_HOPS", "-1", "0 to 10"),
        ("MAX_REQUEST_BYTES", "1", "100000 to 100000000"),
        ("LOG_LEVEL", "loud", "debug, info, warning, error"),
        ("ACCESS_LOG", "yes", "on or off"),
        ("LANGUAGE", "tlh", "a language that has a catalogue: en"),
        ("TITLE", "a\nb", "one line of at most 80"),
        ("TITLE", "x" * 81, "one line of at most 80"),
        ("START", "nonsense", "key=value"),
        ("START", "dataset=moon&hidden=4-tanh", "moon"),
        ("START", "noise=99", "0 to 80"),
        ("START", "hide=magic", "'magic' is unknown"),
        ("START", "hidden=2-=exp(exp(exp(9*z)))", "finite"),
        ("HIDE", "play,magic", "a list, with commas, of play, step"),
        ("METRICS", "yes", "on or off"),
        ("METRICS_TOKEN", "two words", "a token of 8 to 200"),
        ("METRICS_TOKEN", "seven77", "a token of 8 to 200"),
        ("PORT", "0", "1 to 65535"),
        ("PORT", "70000", "1 to 65535"),
        ("BIND", "0.0.0.0:70000", "1 to 65535"),
        ("THREADS", "abc", "1 to 64"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_line(name, value, allowed):
    with pytest.raises(ValueError, match=f"^{'PORT' if value.startswith('0.') else name}: ") as refused:
        read({name: value})
    line = str(refused.value)
    assert allowed in line
    assert "is not allowed; allowed is" in line
    assert line.isprintable()


@pytest.mark.parametrize("command", [["-m", "gunicorn"], ["-c", "import app.wsgi"]])
def test_a_wrong_value_stops_the_start_with_one_line(command):
    environment = {**os.environ, "WORKERS": "many", "PYTHONWARNINGS": ""}
    run = subprocess.run([sys.executable, *command], capture_output=True, text=True, cwd=ROOT, env=environment)
    assert run.returncode == config.EXIT
    assert run.stdout + run.stderr == "WORKERS: 'many' is not allowed; allowed is a whole number from 1 to 64\n"


@pytest.fixture
def kept(tmp_path):
    """A way to start gunicorn with these variables, which fails if it leaves a folder of its own behind."""
    file = tmp_path / "gunicorn.conf.py"
    usual = (ROOT / "gunicorn.conf.py").read_text(encoding="utf-8")
    file.write_text(usual.replace("/dev/shm", str(tmp_path)), encoding="utf-8")  # noqa: S108
    program = [sys.executable, "-m", "gunicorn", "-c", str(file)]
    started = []

    def start(prefix=(), **variables):
        environment = {**os.environ, "PYTHONWARNINGS": "", **variables}
        command = [*prefix, *program]
        started.append(subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=ROOT, env=environment))
        return started[-1]

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
            process.communicate()
    assert os.listdir(tmp_path) == [file.name]


@pytest.mark.parametrize(
    ("bind", "why"),
    [
        ("127.0.0.1", "Address already in use"),
        ("[::ffff:127.0.0.1]", "Address already in use"),
        ("nowhere.invalid", ".+"),
        ("a..b", "it is no name of a host"),
        ("a" * 70, "it is no name of a host"),
        ("192.0.2.1", "Cannot assign requested address"),
        ("[2001:db8::1]", "Cannot assign requested address|Address family not supported by protocol"),
        ("[zz]", "BIND: .*"),
        ("[1:2]", ".+"),
        ("unix", "BIND: .*"),
    ],
)
def test_an_address_where_nobody_can_listen_stops_the_start_with_one_line(kept, bind, why):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        run = kept(BIND=bind, PORT=str(port))
        _, told = run.communicate(timeout=60)
        assert run.returncode == config.EXIT
        assert re.fullmatch(rf"({re.escape(f'{bind}:{port}')}: )?({why})\n", told)


def test_a_port_that_only_root_may_have_stops_the_start_with_one_line(kept):
    first = Path("/proc/sys/net/ipv4/ip_unprivileged_port_start")
    if first.exists() and int(first.read_text()) < 82:
        port, why = "0", "PORT: '0' is not allowed; allowed is a whole number from 1 to 65535"
    else:
        port, why = "81", "127.0.0.1:81: Permission denied"
    prefix = ("setpriv", "--bounding-set=-net_bind_service", "--inh-caps=-net_bind_service")
    run = kept(prefix if os.geteuid() == 0 else (), PORT=port)
    assert run.communicate(timeout=60)[1] == f"{why}\n"
    assert run.returncode == config.EXIT


@pytest.mark.parametrize("seconds", [0, 0.3, 0.6, 0.9, 1.2, 1.8])
def test_a_server_that_is_stopped_while_it_starts_leaves_nothing_behind(kept, tmp_path, seconds):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    run = kept(BIND=f"127.0.0.1:{port}", LOG_LEVEL="error")
    until(lambda: len(os.listdir(tmp_path)) > 1, "it has begun")
    time.sleep(seconds)
    run.terminate()
    assert run.communicate(timeout=60)[1] == ""
    assert run.returncode in (0, -signal.SIGTERM)


def test_under_a_base_path_everything_works():
    client = serve(base_path="/nn/").test_client()
    for path in ("/nn/", "/nn/race", "/nn/activations"):
        text = client.get(path).text
        addresses = re.findall(r'(?:src|href)="([^"]*)"', text)
        assert addresses
        for address in addresses:
            assert address.startswith("/nn/")
            with client.get(unescape(address)) as response:
                assert response.status_code == 200, address
    assert client.get("/nn/healthz").data == b"OK"
    assert client.get("/").status_code == client.get("/_dash-layout").status_code == 404
    answer = client.post("/nn/_dash-update-component", json=body(request(SMALL)))
    assert answer.json["response"]["tick-answer"]["data"]["lanes"][0]["frames"][0]["epoch"] == 1
    found = re.search(r'id="_dash-config"[^>]*>(.*?)</script>', client.get("/nn/").text)
    assert json.loads(found[1])["requests_pathname_prefix"] == "/nn/"  # so does assets/src/wire/server.js
    links = re.findall(r'"href":\s*"(/[^"]*)"', json.dumps(client.get("/nn/_dash-layout").json))
    assert {"/nn/", "/nn/race", "/nn/activations"} <= set(links)
    assert all(link.startswith("/nn/") for link in links)


@pytest.mark.parametrize("path", ["/healthz", "/nn/healthz", "/readyz", "/nn/readyz"])
def test_health_is_where_a_probe_looks_for_it_too(path):
    assert serve(base_path="/nn/").test_client().get(path).data == b"OK"


def test_the_counts_are_shown_only_where_they_are_asked_for():
    assert serve().test_client().get("/metrics").status_code == 404
    assert serve(metrics_token=TOKEN).test_client().get("/metrics").status_code == 404
    assert serve(metrics=True).test_client().get("/metrics").status_code == 200


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ("Bearer lesson-7b=", 200),
        ("bearer  lesson-7b= ", 200),
        (None, 404),
        ("", 404),
        ("Bearer", 404),
        ("Bearer lesson-7b", 404),
        ("Bearer lesson-7b==", 404),
        ("Bearer lessön-7b=", 404),
        ("Basic lesson-7b=", 404),
        ("lesson-7b=", 404),
    ],
)
def test_with_a_token_only_who_has_it_sees_the_counts(given, status):
    client = serve(metrics=True, metrics_token=TOKEN).test_client()
    answer = client.get("/metrics", headers={} if given is None else {"Authorization": given})
    assert answer.status_code == status
    assert (b"playground_ticks_total" in answer.data) == (status == 200)


def test_a_token_is_not_told_to_the_log():
    with pytest.raises(ValueError, match="METRICS_TOKEN") as refused:
        read({"METRICS_TOKEN": "my secret"})
    assert "secret" not in str(refused.value)


def test_the_title_is_that_of_the_page_and_of_the_header():
    client = serve(title="Klasse 7 <b>").test_client()
    assert "<title>Klasse 7 &lt;b&gt;</title>" in client.get("/").text
    assert [dash.page_registry[name]["title"] for name in ("playground", "race")] == [
        "Klasse 7 <b>",
        "Race of activation functions",
    ]
    assert "Klasse 7 <b>" in [c.children for c in components(_shell(title="Klasse 7 <b>")) if type(c).__name__ == "H1"]


def _shell(**settings):
    app = create_app(Settings(**settings))
    with app.server.test_request_context("/"):
        return app.layout()


def test_a_language_can_be_forced(monkeypatch):
    monkeypatch.setattr(i18n, "languages", lambda: ("en", "vi"))
    headers = {"Accept-Language": "vi"}
    assert '<html lang="vi">' in serve().test_client().get("/", headers=headers).text
    assert '<html lang="en">' in serve(language="en").test_client().get("/", headers=headers).text
    assert '<html lang="vi">' in serve(language="vi").test_client().get("/").text


def test_the_page_is_born_with_the_start():
    with serve(start=LESSON).test_request_context("/"):
        stores = {
            c.id: c.data for c in components(playground.layout()) if type(c).__name__ == "Store" if hasattr(c, "data")
        }
    (lane,) = stores[ids.FIRST_ANSWER]["lanes"]
    assert Experiment(**lane["experiment"]) == Experiment(
        dataset="spiral", seed=4, hidden=[{"units": 3, "activation": "relu"}]
    )
    assert lane["frames"][0]["epoch"] == 0
    assert stores[ids.SETUP]["start"] == LESSON  # its options and what it hides, which the page asks for


def test_a_start_without_hidden_layers_is_fine():
    with serve(start="hidden=&seed=2").test_request_context("/"):
        (answer,) = [c.data for c in components(playground.layout()) if getattr(c, "id", "") == ids.FIRST_ANSWER]
    assert answer["lanes"][0]["experiment"]["hidden"] == []


def test_what_the_server_hides_is_hidden_on_every_page():
    client = serve(hide=("play", "navigation")).test_client()
    for path in ("/", "/race", "/activations"):
        assert '<body data-hide="play navigation"' in client.get(path).text
    assert '<body data-hide=""' in serve().test_client().get("/").text
    assert read({"HIDE": ",".join(PARTS)}).hide == PARTS


def test_a_body_may_be_as_large_as_the_setting_says():
    client = serve(max_request_bytes=100_000).test_client()
    good = json.dumps(body(request(SMALL)))
    for size, status in ((100_000, 200), (100_001, 413)):
        sent = client.post("/_dash-update-component", data=good.ljust(size), content_type="application/json")
        assert sent.status_code == status


@pytest.mark.parametrize(("hops", "host"), [(0, "localhost"), (1, "b.example"), (2, "a.example")])
def test_headers_of_proxies_count_as_far_as_they_are_trusted(hops, host):
    seen = []
    server = serve(proxy_hops=hops)
    server.add_url_rule("/seen", view_func=lambda: seen.append(flask_request.host) or "")
    server.test_client().get("/seen", headers={"X-Forwarded-Host": "a.example, b.example"})
    assert seen == [host]


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
