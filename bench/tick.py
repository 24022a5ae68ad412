"""What a tick costs the server, part by part, and how many bytes it sends."""

import json
from collections.abc import Callable
from functools import partial
from typing import Any

from flask.testing import FlaskClient
from plotly.io.json import to_json_plotly

from app import create_app
from app.calls.lanes import TickRequest
from app.calls.tick import answer_tick
from app.wire.frames import OUTPUT_PIXELS, UNIT_PIXELS, decode_state, encode, encode_frame, encode_pixels
from nn_core import Experiment, Trainer, make_dataset, start
from nn_core.insight.picture import hidden_pixels, output_pixels
from nn_core.study.race_rules import MAX_LANES

from . import wire
from .measure import Row, Target, Timing, time_in_turn
from .networks import LARGE, NETWORKS, SMALL

SECTION = "tick"
_CLIPS = (1, 4, 14)
_PICTURES_MS = {SMALL: 1.0, LARGE: 4.0}
_LANE_EPOCHS = 100
_LEARNED_EPOCHS = 50  # the pictures change most, and are hardest to compress, while the small network is learning
_CODINGS = ("gzip", "br", "zstd")


def run(quick: bool) -> list[Row]:
    """Parts, bytes and clips for both networks."""
    client = create_app().server.test_client()
    rounds = 30 if quick else 120
    rows = [row for name, choices in NETWORKS.items() for row in _measure(client, name, choices, rounds)]
    return [*rows, *_lanes(rounds)]


def request_of(experiment: dict[str, Any], state: str, frames: int) -> dict[str, Any]:
    """What the player sends for so many frames."""
    view = {"units": True, "data": False}
    lanes = [{"experiment": experiment, "state": state}]
    return {"run": 1, "request": 1, "lanes": lanes, "epochs": 1, "frames": frames, "view": view}


def _post(client: FlaskClient, body: bytes, coding: str) -> bytes:
    """The bytes of the answer in one content coding."""
    headers = {"Accept-Encoding": coding, "Content-Type": "application/json"}
    response = client.post(wire.ADDRESS, data=body, headers=headers)
    assert response.status_code == 200, response.text
    assert response.headers.get("Content-Encoding", "identity") == coding
    data: bytes = response.data
    return data


def _measure(client: FlaskClient, name: str, choices: dict[str, Any], rounds: int) -> list[Row]:
    experiment = Experiment.model_validate(choices)
    full = experiment.model_dump(mode="json")
    trainer = Trainer(experiment)
    state = trainer.advance(start(experiment), _LEARNED_EPOCHS)
    text = encode(state.to_bytes())
    request = request_of(full, text, 1)
    answer = answer_tick(request)
    bodies = {frames: wire.call("tick", request_of(full, text, frames)) for frames in _CLIPS}
    body = bodies[1]

    metrics = trainer.evaluate(state)
    hidden, output = hidden_pixels(experiment, state, UNIT_PIXELS), output_pixels(experiment, state, OUTPUT_PIXELS)
    works: dict[str, Callable[[], object]] = {
        "read JSON of the request": lambda: json.loads(body),
        "validate the request": lambda: TickRequest.model_validate(request),
        "decode the state": lambda: decode_state(experiment, text),
        "make the data": lambda: make_dataset(experiment),
        "train 1 epoch": lambda: trainer.advance(state),
        "evaluate": lambda: trainer.evaluate(state),
        "pictures of the hidden units": lambda: hidden_pixels(experiment, state, UNIT_PIXELS),
        "picture of the output": lambda: output_pixels(experiment, state, OUTPUT_PIXELS),
        "all pictures": lambda: (
            hidden_pixels(experiment, state, UNIT_PIXELS),
            output_pixels(experiment, state, OUTPUT_PIXELS),
        ),
        "all pictures, in NumPy": lambda: (
            hidden_pixels(experiment, state, UNIT_PIXELS, "numpy"),
            output_pixels(experiment, state, OUTPUT_PIXELS, "numpy"),
        ),
        "pictures as text": lambda: (encode_pixels(hidden), encode_pixels(output)),
        "encode_frame: pictures, text, state": lambda: encode_frame(trainer, state, metrics, units=True),
        "write JSON of the answer": lambda: to_json_plotly({"multi": True, "response": answer}),
        "answer_tick, without Dash": lambda: answer_tick(request),
        "the whole callback": lambda: _post(client, body, "identity"),
        **{f"the whole callback, {coding}": _poster(client, body, coding) for coding in _CODINGS},
        **{f"clip of {frames}": _poster(client, bodies[frames], "gzip") for frames in _CLIPS},
    }
    timings = time_in_turn(works, rounds)
    frame = json.dumps(answer["lanes"][0]["frames"][0], separators=(",", ":")).encode()
    section = f"{SECTION}: {name}"
    rows = []
    for part, timing in timings.items():
        if part.startswith("clip of "):
            frames = int(part.split()[-1])
            shared = Timing(timing.seconds / frames, timing.yardsticks / frames)
            rows.append(shared.row(section, f"per frame in a clip of {frames}, gzip"))
        else:
            rows.append(timing.row(section, part, Target(_PICTURES_MS[name]) if part == "all pictures" else None))
    for what, size in {
        "request": len(body),
        "state in base64, also in each frame": len(text),
        "frame as JSON": len(frame),
        "answer of 1 frame": len(_post(client, body, "identity")),
        **{f"answer of 1 frame, {coding}": len(_post(client, body, coding)) for coding in _CODINGS},
        f"answer of {_CLIPS[-1]} frames, gzip": len(_post(client, bodies[_CLIPS[-1]], "gzip")),
    }.items():
        rows.append(Row(section, f"bytes: {what}", size, "bytes"))
    return rows


def _poster(client: FlaskClient, body: bytes, coding: str) -> Callable[[], object]:
    return lambda: _post(client, body, coding)


def _lanes(rounds: int) -> list[Row]:
    """Many networks in one tick, each 100 epochs further and drawn once, against one of them."""
    rows = []
    for name, choices in NETWORKS.items():
        experiment = Experiment.model_validate(choices)
        lane = {"experiment": experiment.model_dump(mode="json"), "state": encode(start(experiment).to_bytes())}
        request = {"run": 1, "request": 1, "epochs": _LANE_EPOCHS, "view": {"units": False}}
        works = {
            count: partial(answer_tick, {**request, "lanes": [lane] * count})  # one at a time, or all cores
            for count in (1, MAX_LANES)
        }
        timings = time_in_turn({str(count): work for count, work in works.items()}, rounds)
        one, all_lanes = timings["1"], timings[str(MAX_LANES)]
        section = f"{SECTION}: lanes of {name}, {_LANE_EPOCHS} epochs each"
        ratio = all_lanes.seconds / one.seconds
        rows += [
            one.row(section, "1 lane"),
            all_lanes.row(section, f"{MAX_LANES} lanes"),
            Row(section, f"{MAX_LANES} lanes / 1 lane", ratio, "x", target=Target(7)),
        ]
    return rows
