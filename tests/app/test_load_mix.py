"""The load test's kinds of students, its monitor and its openings ask for what the server takes, and tell it right."""

import ast
import socket
import threading

import pytest

from app import ROOT
from app.calls.lanes import TickRequest, affordable
from bench.load import counts, pages, table
from bench.load.health import Monitor
from nn_core.formats.links.link import from_link
from nn_core.training.engines import engine_of
from tests.waiting import until


def told(name):
    """What a line of the generator's own module says; it needs Locust, which these tests do without."""
    tree = ast.parse((ROOT / "bench/load/mix.py").read_text(encoding="utf-8"))
    nodes = (node for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign))
    targets = {ast.unparse(node.targets[0] if isinstance(node, ast.Assign) else node.target): node for node in nodes}
    return targets[name].value


def test_the_shares_of_a_mixed_class_are_those_that_were_asked_for():
    shares = told("MIXED")
    names = {ast.unparse(key): ast.literal_eval(value) for key, value in zip(shares.keys, shares.values, strict=True)}
    assert names == {"Student": 60, "Racer": 20, "Inventor": 10, "Digger": 10}


def test_the_server_takes_every_formula_and_the_deep_network():
    formulas = ast.literal_eval(told("FORMULAS"))
    assert len(set(formulas)) >= 4
    plain = from_link("").experiment.model_dump(mode="json")
    typed = [{**plain, "hidden": [{"units": 4, "activation": "custom", "formula": formula}]} for formula in formulas]
    link = from_link(f"hidden={eval(ast.unparse(told('LARGE')))}")  # noqa: S307 - our own source
    assert not link.notes
    assert [layer.units for layer in link.experiment.hidden] == [8] * 6
    deep = {**link.experiment.model_dump(mode="json"), "optimizer": "adam"}
    for experiment in (*typed, deep):
        request = TickRequest.model_validate({"run": 1, "request": 1, "lanes": [{"experiment": experiment}]})
        affordable(request)
        assert engine_of(request.lanes[0].experiment) == "compiled"


def test_a_page_names_its_files_once_each():
    html = (
        '<link rel="icon" href="/a.ico"><script src="/b.js?m=1"></script><script src="/b.js?m=1"></script><a href="/c">'
    )
    assert pages.files(html) == ["/a.ico", "/b.js?m=1"]


def test_everything_that_is_opened_is_there(client):
    named = pages.files(client.get("/").text)
    for name in ("all.css", "all.js", "head.js", "favicon.ico", "react-dom", "dash_renderer"):
        assert sum(f"/{name}" in path for path in named) == 1, name
    for path in (*named, *pages.DASH, *pages.LAZY):
        assert client.get(path).status_code == 200, path


def test_rates_of_each_kind():
    before, after = [(0, 0.0)] * 4, [(100, 10_000.0), (50, 10_000.0), (300, 10_000.0), (9, 10.0)]
    rates = counts.of_kinds(["Racer", "Racer", "Student", "Digger"], before, after)
    assert {kind: (its["students_playing"], its["frames_a_second"], its["least"]) for kind, its in rates.items()} == {
        "Digger": (0, 0.0, 0.0), "Racer": (2, 7.5, 5.0), "Student": (1, 30.0, 30.0),
    }  # fmt: skip


@pytest.fixture
def answering():
    """A server that gives one answer to everybody, and its port."""
    listener = socket.create_server(("127.0.0.1", 0))
    answers = [b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK"]

    def serve():
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                connection.recv(1000)
                connection.sendall(answers[0])

    thread = threading.Thread(target=serve)
    thread.start()
    yield listener.getsockname()[1], answers
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join()


def test_the_monitor_counts_what_is_well_and_what_is_not(answering):
    port, answers = answering
    with Monitor(port) as monitor:
        until(lambda: monitor.figures()["count"] >= 3, "it has asked three times")
        assert monitor.figures()["failed"] == 0
        answers[0] = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"
        until(lambda: monitor.figures()["failed"] >= 2, "it has noticed")
    figures = monitor.figures()
    assert 0 < figures["p50"] <= figures["p99"] <= figures["max"] < 5000


def test_a_server_that_is_not_there_is_not_well():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with Monitor(port) as monitor:
        until(lambda: monitor.figures()["count"], "it has asked")
    assert monitor.figures()["failed"] == monitor.figures()["count"]


def phase(**fields):
    """The figures of a phase."""
    health = {"count": 10, "p50": 1.0, "p99": 20.0, "max": 30.0, "failed": 0}
    times = {"count": 100, "p50": 1.0, "p95": 2.0, "p99": 3.0}
    rates = {"students_playing": 10, "frames_a_second": 12.5, "worst5": 11.0, "least": 10.5}
    usual = {
        "name": "a class", "students": 100, "seconds": 10.0, "greedy": 0, "mixed": False, "board": None, "turns": None,
        **rates, "frames": 1000,
        "requests": {"tick": times, "coach": times},
        "errors": {}, "arrival_errors": {}, "arrival_open": times, "arrival_seconds": 9.0,
        "server_cores": 1.0, "generator_cores": 0.2, "other_cores": 0.1, "health": health, "kinds": {"Racer": rates},
        "memory": {key: {"start": 1.0, "max": 2.0, "end": 1.0} for key in ("rss", "pss")},
    }  # fmt: skip
    return {**usual, **fields}


def test_the_tables_have_a_cell_for_each_column_and_say_what_was_missed():
    slow = {"count": 10, "p50": 1.0, "p99": 100.0, "max": 300.0, "failed": 0}
    opening = {
        "name": "just started", "pages": 100, "requests": 1900, "mb": 95.4, "median": 0.9, "last": 1.0, "failed": 0,
        "server_ms_a_page": 6.5, "generator_seconds": 0.4,
    }  # fmt: skip
    phases = [
        phase(),
        phase(name="mixed", mixed=True),
        phase(name="two mixed", mixed=True, students=200, frames_a_second=7.9),
        phase(name="many", students=300, health=slow, errors={"tick: 503": 2}),
        phase(name="greedy", greedy=3, students=30),
    ]
    late = [{**opening, "name": "late", "last": 2.1}, {**opening, "name": "lossy", "failed": 1}]
    text = table.report({"cpu": "one"}, phases, [opening, *late])
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert len(rows) == 2 + 5 + 2 + 3
    assert len({row.count(" | ") for row in rows[:7]}) == len({row.count(" | ") for row in rows[7:]}) == 1
    targets = dict(line.rsplit(": ", 1) for line in text.splitlines() if line.endswith((": met", ": MISSED")))
    assert {name for name, met in targets.items() if met == "MISSED"} == {
        "two mixed: median at least 8 frames/s",
        "many: no error",
        "many: 99 % of /healthz below 100 ms",
        "100 pages at once, late: all files within 2 s",
        "100 pages at once, lossy: all files within 2 s",
    }
    assert targets["mixed: median at least 12 frames/s"] == "met"
    assert targets["a class: each student at least 10 frames/s"] == "met"
    assert not any(name.startswith("greedy") for name in targets)
    assert "Racer 12.5 (least 10.5)" in text
