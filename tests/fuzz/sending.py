"""Sends requests to the application, and looks at every answer: is it sound, how long is it, and what has it cost?"""

import gc
import gzip
import json
import os
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from time import process_time

from bench.measure import calm_yardstick

ROOT = Path(__file__).resolve().parent.parent.parent
CALLBACK = "/_dash-update-component"
CORPUS = Path(__file__).parent / "corpus"

# How many requests each file sends, 2,000 together; `make test-long` sends a hundred times as many.
FUZZ = int(os.environ.get("FUZZ", "1"))  # times as many, where there is time
SHARES = {"tick": 450, "tables": 550, "callbacks": 700, "envelope": 200, "routes": 100}
SHARES = {name: share * FUZZ for name, share in SHARES.items()}

MAX_BYTES = 12_000_000  # twelve of the largest states, and the largest script that Dash has
MAX_GROWTH = 30_000_000  # bytes; the 128 longest formulas that are remembered take 20 MB
SECOND = 700  # yardsticks: what a core of 2024 does in a second; a slow one needs two for it

_INSIDE = re.compile(rf"Traceback|File \"|site-packages|{re.escape(str(ROOT))}|\.py\b|, line \d+, in |object at 0x")


def corpus():
    """By output the texts of the inputs that are right, or were once answered wrongly."""
    files = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(CORPUS.glob("*.json"))]
    return {file["output"]: [json.dumps(inputs) for inputs in file["inputs"]] for file in files}


def envelope(app, output, values):
    """What Dash's renderer sends for a callback."""
    inputs = [{**its, "value": value} for its, value in zip(app.callback_map[output]["inputs"], values, strict=True)]
    names = [f"{its['id']}.{its['property']}" for its in inputs]
    parts = [part.rpartition(".") for part in output.strip(".").split("...")]
    outputs = [{"id": id_, "property": name} for id_, _, name in parts]
    return {
        "output": output,
        "outputs": outputs if output.startswith("..") else outputs[0],
        "inputs": inputs,
        "changedPropIds": names,
        "parsedChangedPropsIds": names,
    }


def rss():
    """Bytes of memory that the process holds."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@cache
def second():
    """The processor time that a request may take here: a second of a core of 2024.

    Measuring it takes as long as many requests do.
    """
    return SECOND * calm_yardstick()


def _no_constant(name):
    raise AssertionError(f"{name} is no JSON")


def sound(response, body):
    """What holds for every answer."""
    assert response.status_code < 500
    assert len(body) <= MAX_BYTES
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["X-Request-ID"]
    if response.mimetype == "text/html" and response.status_code == 200:
        assert "script-src 'self'" in response.headers["Content-Security-Policy"]
    coding = response.headers.get("Content-Encoding", "")
    assert coding in ("", "gzip", "br", "zstd", "deflate")
    if coding and coding != "gzip":
        return  # the same texts, in another form
    if coding:
        body = gzip.decompress(body)
    if response.mimetype == "application/json" and body:
        json.loads(body, parse_constant=_no_constant)
    if response.mimetype not in ("application/javascript", "text/javascript", "text/css", "text/html"):
        found = _INSIDE.search(body.decode("utf-8", "replace"))
        assert found is None, found


@dataclass
class Sender:
    """Counts what it sends, and remembers the costliest."""

    client: object
    sent: int = 0
    costliest: tuple = (0.0,)

    def send(self, path, **request):
        begin = process_time()
        with self.client.open(path, **request) as response:
            body = response.data
        spent = process_time() - begin
        self.sent += 1
        try:
            sound(response, body)
        except (AssertionError, ValueError, KeyError) as error:
            error.add_note(f"{path} {request!r:.3000}\n{response.status_code} {body[:1000]!r}")
            raise
        if spent > self.costliest[0]:
            self.costliest = spent, path, repr(request)[:3000]
        return response

    def post(self, body, **request):
        return self.send(CALLBACK, method="POST", data=body, **{"content_type": "application/json", **request})

    def finish(self, share, before):
        """All was sent, memory has not grown, and nothing was out of proportion."""
        assert self.sent >= share
        assert rss() - before <= MAX_GROWTH
        assert self.costliest[0] <= 2 * second(), self.costliest  # twice: each was measured but once, on a busy machine
