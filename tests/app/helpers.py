"""What several of the tests need: requests, looking into answers, walking through a layout, broken values."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode

import numpy as np
from dash.development.base_component import Component
from hypothesis import strategies as st

from app.calls.tick import answer_tick
from app.wire.frames import AS_EXPECTED
from nn_core import Experiment, TrainingState


def request(*experiments, run=3, request=7, states=(), **fields):
    """A tick request for the experiments (dicts of fields), one lane each."""
    states = [*states, *[None] * (len(experiments) - len(states))]
    lanes = [{"experiment": experiment, "state": state} for experiment, state in zip(experiments, states, strict=True)]
    return {"run": run, "request": request, "lanes": lanes, **fields}


def tick(*experiments, **fields):
    """The lanes of the answer to a good request; the answer is what strict JSON can carry."""
    answer = answer_tick(request(*experiments, **fields))
    assert "error" not in answer, answer["error"]
    json.dumps(answer, allow_nan=False)
    return answer["lanes"]


def error_of(data):
    """The error line with which a bad request is answered."""
    answer = answer_tick(data)
    assert set(answer) == {"run", "request", "error"}, "this request was not refused"
    line = answer["error"]
    assert isinstance(line, str)
    assert line.strip()
    assert line.isprintable()
    assert len(line.encode("utf-8")) < 2000
    return line


def read_pixels(text, size):
    """The pixels (pictures, size, size) behind a text, as the scripts read them."""
    differences = np.array([ord(character) - AS_EXPECTED for character in text], dtype=int).reshape(-1, size)
    return (differences.cumsum(axis=0).ravel().cumsum() % 256).astype(np.uint8).reshape(-1, size, size)


def check(answer):
    """Any answer at all: an error of one line, or lanes with frames, and always strict JSON."""
    assert {"run", "request"} < set(answer)
    assert ("error" in answer) != ("lanes" in answer)
    if "error" in answer:
        assert answer["error"].isprintable()
        assert answer["error"].strip()
    json.dumps(answer, allow_nan=False).encode("utf-8")


def state_of(experiment, frame):
    """The training state that a frame carries."""
    return TrainingState.from_bytes(Experiment(**experiment), urlsafe_b64decode(frame["state"]))


def encoded(state):
    return urlsafe_b64encode(state.to_bytes()).decode()


def components(tree):
    """Every component of a layout, wherever it is: child, label, icon or wrapper."""
    if isinstance(tree, Component):
        yield tree
        tree = [getattr(tree, name) for name in tree._prop_names if getattr(tree, name, None) is not None]
    if isinstance(tree, dict):
        tree = list(tree.values())
    if isinstance(tree, list | tuple):
        for child in tree:
            yield from components(child)


def ids_of(tree):
    return [component.id for component in components(tree) if getattr(component, "id", None) is not None]


scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([2**31, 2**53 + 1, 2**63, 2**64, -(2**70), 10**30, 10**400])
    | st.floats()
    | st.text(max_size=8)
    | st.text(st.characters(categories=["Cs", "Cc", "Zl", "Lu"]), max_size=4)
)
garbage = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@st.composite
def broken(draw, good):
    """A good JSON value in which one place, however deep, was replaced, removed or added."""
    whole = json.loads(json.dumps(good))
    place, key, parent = whole, None, None
    while isinstance(place, dict | list) and place and draw(st.booleans()):
        parent = place
        key = draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
        place = place[key]
    what = draw(st.sampled_from(["replace", "remove", "add"]))
    if parent is None:
        return draw(garbage)
    if what == "remove":
        del parent[key]
    elif what == "add" and isinstance(parent, dict):
        parent[draw(st.text(max_size=8))] = draw(garbage)
    else:
        parent[key] = draw(garbage)
    return whole
