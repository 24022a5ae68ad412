"""The most that one request can cost: ``python -m bench.cost`` prints the worst that are known, as a Markdown table.

They are those that allow most work within the limits, and those that were refused too late before there were limits.
"""

import os
import tracemalloc
import zlib
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from time import process_time
from typing import Any
from unittest.mock import patch

from flask.testing import FlaskClient

from app import create_app
from app.calls import guarded
from app.config import Settings
from app.wire.frames import encode
from nn_core import FEATURES, Experiment, start
from nn_core.formats.links.text import points_text

from . import wire

_JSON = "application/json"
_ALL = {"units": True, "data": True, "diagnostics": True, "layer": 0, "gradients": True, "target": 1e-6}
_RACE = {"units": False, "diagnostics": True, "target": 0.3}
SLOW = "+".join(f"erf({i}z)" for i in range(1, 10)) + "+" + "+".join(f"erf(.{i}z)" for i in range(1, 10))
_SINES = "*".join(f"sin({i}z)" for i in range(2, 20))
_USUAL = "max(0, z) + a*sin(z)"


@dataclass(frozen=True)
class Heavy:
    """A request: what it is, which callback it is for, and the value that the browser would have written."""

    name: str
    kind: str
    value: Any


@dataclass(frozen=True)
class Spent:
    """Processor seconds of all threads, and the bytes that Python held at most and that were sent."""

    seconds: float
    peak: int
    bytes: int
    answer: Any


def network(activation: str, layers: int = 8, units: int = 16, **fields: Any) -> dict[str, Any]:
    """The fields of an experiment that is as large as it can be; ``=`` before a formula."""
    chosen = {"activation": activation} if activation[0] != "=" else {"activation": "custom", "formula": activation[1:]}
    layer = {"units": units, **chosen, **({"parameter": 5} if activation == "maxout" else {})}
    large = {"samples": 2000, "train_percent": 90, "batch_size": 1, "optimizer": "adam", "features": list(FEATURES)}
    return {**large, "hidden": [layer] * layers, **fields}


def tick(name: str, *experiments: dict[str, Any], view: dict[str, Any], epochs: int = 1, frames: int = 1) -> Heavy:
    """A tick of these lanes."""
    lanes = [{"experiment": experiment} for experiment in experiments]
    value = {"run": 0, "request": 0, "lanes": lanes, "epochs": epochs, "frames": frames, "view": view}
    return Heavy(name, "tick", value)


def ticks() -> Iterator[Heavy]:
    """The most that a tick does, or refuses to do."""
    few = {"samples": 20, "batch_size": 10}
    focus = {"focus": {"layer": 7, "unit": 0}}
    mixed = [network("gelu", 6, 8, train_percent=50 + i, batch_size=1 + i) for i in range(12)]
    uneven = [network("erf", samples=300 + 20 * i, train_percent=10, batch_size=10 + i) for i in range(12)]
    spread = [network("maxout", **few) for _ in range(12)]
    patient = {"units": False, "goal": {"kind": "patience", "value": 1000}}
    yield tick("tick: the largest network, everything visible", network("maxout"), view=_ALL | focus)
    yield tick("tick: 12 networks of 6 layers, batch 1", *[network("gelu", 6, 8)] * 12, view=_RACE, epochs=10)
    yield tick("tick: 12 different ones, 1000 epochs", *mixed, view=_RACE, epochs=1000)
    yield tick("tick: 12 with little to learn and much to test", *uneven, view=_RACE, epochs=1000)
    yield tick("tick: 12 that are patient", *uneven, view=patient, epochs=1000)
    yield tick("tick: 12 of the largest states, 30 frames", *spread, view={"units": False, "pixels": 20}, frames=30)
    yield tick("tick: 12 of the largest networks", *[network("maxout")] * 12, view=_RACE)
    yield tick("tick: a formula, 8 layers, batch 1", network(f"={SLOW}"), view={})
    yield tick("tick: a formula, one batch, everything visible", network(f"={SLOW}", batch_size=1800), view=_ALL)
    yield tick("tick: a long formula within the limits", network(f"={_SINES}", 5, 6, batch_size=100), view={})
    light = network(f"={_USUAL}", 2, 4, samples=500, train_percent=50)
    yield tick("tick: 7 networks with a formula, batch 1", *[light] * 7, view=_RACE)
    yield tick("tick: 4 of the largest networks, everything visible", *[network("tanh")] * 4, view=_ALL, epochs=1000)
    several = [network(f"={_SINES}+{i}*z", 1, 1, **few) for i in range(12)]
    yield tick("tick: 12 different long formulas", *several, view=_RACE)
    typed = [[f"{_SINES}+{8 * i + j}*z" for j in range(8)] for i in range(12)]
    each = [{"hidden": [{"units": 1, "activation": "custom", "formula": one} for one in eight]} for eight in typed]
    yield tick("tick: 96 different long formulas", *each, view={})
    state = encode(start(Experiment.model_validate(network("maxout"))).to_bytes())
    refitted = tick("tick: refits of the largest states", *[network("maxout", **few)] * 2, view={"units": False})
    for lane in refitted.value["lanes"]:
        lane |= {"made_by": network("maxout", **few), "state": state, "experiment": network("gelu", **few)}
    yield refitted


def faults() -> Iterator[Heavy]:
    """A megabyte of faults: only the first is told."""
    wrong: dict[str, Any] = {
        "lanes": {"lanes": [1] * 400_000},
        "points": {"lanes": [{"experiment": {"dataset": "custom", "points": [[]] * 300_000}}]},
        "layers": {"lanes": [{"experiment": {"hidden": [{}] * 300_000}}]},
        "fields": {str(i): 1 for i in range(90_000)},
    }
    for name, value in wrong.items():
        yield Heavy(f"tick: wrong {name}", "tick", value)
    texts = {
        "points": '{"experiment":{"points":[' + "[]," * 300_000 + "1]}}",
        "layers": '{"layers":[' + "{}," * 300_000 + "1]}",
        "rows": '{"layers":[{"weights":[' + "[]," * 300_000 + "[]]}]}",
        "slots": '{"layers":[{"optimizer":{' + ",".join(f'"{i}":{{}}' for i in range(50_000)) + "}}]}",
    }
    for name, text in texts.items():
        yield Heavy(f"file: wrong {name}", "file", {"text": text})


def _packed(table: str) -> str:
    """As own points are packed in a link."""
    return urlsafe_b64encode(zlib.compress(table.encode(), 9)).decode()


def _grids() -> Iterator[Heavy]:
    """As many cells as there can be."""
    rates = ";".join(str(rate / 100) for rate in range(1, 13))
    formulas = ";".join(f"={_USUAL}+{i}*z" for i in range(1, 13))
    points = [[i % 7 - 3, i % 11 - 5, float(1 - 2 * (i % 2))] for i in range(2000)]
    own = {"dataset": "custom", "points": points, "samples": 2000, "train_points": 1000, "hidden": [{"units": 3}] * 2}
    for name, base, rows in (
        ("12 formulas", {"hidden": [{"units": 3}] * 2}, ("activation", formulas)),
        ("2,000 points", own, ("noise", ";".join(map(str, range(12))))),
        ("the largest networks", {"hidden": [{"units": 16}] * 8}, ("noise", ";".join(map(str, range(12))))),
    ):
        axes = {
            "rows": dict(zip(("field", "text"), rows, strict=True)),
            "columns": {"field": "learning_rate", "text": rates},
        }
        race = {"base": base, "lanes": ["tanh", "relu"], "target": "0.01"}
        sizes = {"seeds": 6, "cap": 20_000, "points": 48}
        yield Heavy(f"grid: 144 cells, {name}", "grid", {"race": race, **axes, **sizes})


def others() -> Iterator[Heavy]:
    """The most that the other callbacks do."""
    jobs = [{"lane": 0, "seed": seed} for seed in range(50)]
    for name, lane in {"the largest network": network("maxout"), "a formula": network(f"={SLOW}")}.items():
        value = {"lanes": [lane], "jobs": jobs, "target": 1e-6, "cap": 20_000}
        yield Heavy(f"sweep: 50 runs of {name}", "sweep", value)
    scores = {"train_loss": 0.1, "test_loss": 0.1, "train_score": 0.1, "test_score": 0.1}
    run = {**scores, "epochs_to_target": 5, "epochs": 100, "diverged": False, "seconds": 1.0}
    first = [{**run, "lane": 0, "seed": seed} for seed in range(200)]
    yield Heavy("statistics: 200 seeds", "statistics", {"first": first})
    each = {"seeds": list(range(200)), "epochs": [None if seed % 7 == 0 else 20 + seed for seed in range(200)]}
    yield Heavy("statistics: 12 lanes", "statistics", {"lanes": [{**each, "lane": lane} for lane in range(12)]})
    cell = {"runs": first[:50], "curves": [[0.1] * 48] * 50}
    yield Heavy("statistics: 12 cells", "statistics", {"cells": [cell] * 12})
    yield from _grids()
    deep = {"networks": [{"activation": "maxout", "initializer": "uniform"}] * 2, "depth": 30, "width": 64, "seed": 0}
    yield Heavy("signal: 30 layers of 64 units", "signal", deep)
    curves = {"curves": [{"key": "custom", "formula": f"{_SINES}+{i}*z"} for i in range(8)]}
    yield Heavy("curves: 8 formulas", "curves", curves)
    tables = {
        "50,000 rows": "1,2,3\n" * 50_000,
        "10,000 blank rows": "a,b,c\n" + ",,\n" * 9990,
        "lines": "a" + "\n" * 299_000,
        "a row of 150,000 columns": "1;" * 149_000,
        "2,000 rows of 50 columns": "\n".join(",".join(str(i * j % 7) for j in range(50)) for i in range(2000)),
        "quotes": '"' * 299_000,
        "accents out of order": "x,y,label\na" + "\u0301\u0316" * 100_000,
        "2,000 rows of 20 odd columns": "\n".join([",".join(['9"9'] * 20)] * 1900),
    }
    for name, text in tables.items():
        yield Heavy(f"own data: {name}", "own-data", {"text": text, "problem": "regression"})
    points = points_text([(i * 0.001, -i * 0.002, 1.0) for i in range(2000)])
    links = {
        "2,000 points": f"dataset=custom&points={points}",
        "149,000 rows of no points": f"dataset=custom&points={_packed(149_000 * chr(10))}",
        "30,000 parts to hide": "hide=" + ",".join(f"a{i}" for i in range(30_000)),
        "8 formulas": "hidden=" + ";".join(f"16-={_SINES}+{i}*z" for i in range(8)),
    }
    for name, text in links.items():
        yield Heavy(f"link: {name}", "link", {"text": text})


def heavy() -> Iterator[Heavy]:
    """All that are known."""
    yield from ticks()
    yield from faults()
    yield from others()


def timed(client: FlaskClient, body: bytes) -> tuple[float, Any]:
    """Send a request through the whole application; the processor seconds of all threads, and the response."""
    begin = process_time()
    response = client.post(wire.ADDRESS, data=body, content_type=_JSON)
    return process_time() - begin, response


def traced(client: FlaskClient, body: bytes) -> tuple[float, Any, int]:
    """Like ``timed``, and the bytes that Python held at most; to count them makes it up to five times as slow.

    What is asked for to see whether there is room (``serving/memory.py``) is never written to, and not counted.
    """
    longer = patch.object(guarded, "REQUEST_SECONDS", 10 * guarded.REQUEST_SECONDS)  # else it is often stopped
    tracemalloc.start()
    try:
        with longer, patch.object(guarded, "ensure"):
            return *timed(client, body), tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def spend(client: FlaskClient, request: Heavy) -> Spent:
    """Measure a request, its memory in a run of its own."""
    body = wire.call(request.kind, request.value)
    seconds = min(timed(client, body)[0] for _ in range(2))
    _, response, peak = traced(client, body)
    data = response.get_data()
    answer = wire.answer(request.kind, data) if response.status_code == 200 else None
    return Spent(seconds, peak, len(data), answer)


def main() -> None:
    """Measure and print."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    server = create_app(Settings()).server
    client = server.test_client()
    client.get("/")
    print("| request | CPU ms | peak MB | answer kB | refused |\n|---|---|---|---|---|")
    for request in heavy():
        spent = spend(client, request)
        refused = "yes" if spent.answer is None or "error" in spent.answer else ""
        figures = f"{1000 * spent.seconds:.0f} | {spent.peak / 1e6:.1f} | {spent.bytes / 1e3:.0f}"
        print(f"| {request.name} | {figures} | {refused} |")


if __name__ == "__main__":
    main()
