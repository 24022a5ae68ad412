"""Files on the wire: what is written is read again, and whatever a file holds, the answer is one line or a network."""

import json

from hypothesis import given, settings

from app.calls.files import answer_file
from app.config import Settings
from nn_core import Experiment, TrainingState, advance, start
from nn_core.formats.files import MAX_CHARACTERS, from_json, to_json
from tests.app.helpers import broken, encoded, garbage

EXPERIMENT = Experiment(samples=20, batch_size=5, optimizer="momentum", hidden=[{"units": 2, "activation": "prelu"}])
STATE = advance(EXPERIMENT, start(EXPERIMENT), 3)
FIELDS = EXPERIMENT.model_dump(mode="json")
TEXT = to_json(EXPERIMENT, STATE)
SAVE = {"experiment": FIELDS, "state": encoded(STATE)}


def check(answer):
    """A network that the tick would take, a text, or an error of one line."""
    if "error" in answer:
        assert set(answer) == {"error"}
        assert answer["error"].strip()
        assert answer["error"].isprintable()
        assert len(answer["error"]) < 500
    elif "text" in answer:
        from_json(answer["text"])
    else:
        assert set(answer) == {"experiment", "state"}
        Experiment(**answer["experiment"])
    json.dumps(answer, allow_nan=False).encode("utf-8")


def error_of(request):
    answer = answer_file(request)
    check(answer)
    return answer["error"]


def test_a_network_becomes_a_text_and_a_network_again():
    answer = answer_file(SAVE)
    assert answer == {"text": TEXT}
    assert answer_file(answer) == SAVE


def test_what_is_not_there_is_filled_in():
    fields = {"dataset": "xor"}
    experiment = Experiment(**fields)
    content = {
        "format": "neural-network-playground", "version": 1, "experiment": fields, "epoch": 0,
        "layers": [{"weights": i.weights.tolist(), "biases": i.biases.tolist()} for i in start(experiment).layers],
    }  # fmt: skip
    answer = answer_file({"text": json.dumps(content)})
    assert answer["experiment"] == experiment.model_dump(mode="json")
    assert answer["state"] == encoded(start(experiment))


def test_faults_are_named():
    assert error_of({"text": "{"}).startswith("Invalid JSON")
    assert error_of({"text": 5}).startswith("text must be a valid string, got 5")
    assert error_of({"text": TEXT, "state": ""}) == "state: extra inputs are not permitted"
    assert error_of({"text": " " * (MAX_CHARACTERS + 1)}).startswith("text must have at most ")
    assert error_of({}) == "experiment is required"
    assert error_of({**SAVE, "state": "?"}) == "state must be base64, got something else"
    assert error_of({**SAVE, "state": "A" * 400_004}).startswith("state must have at most ")
    assert error_of({**SAVE, "experiment": {}}).startswith("state must ")
    assert error_of({**SAVE, "experiment": {"dataset": "no"}}).endswith("got 'no'")


def test_every_file_that_is_allowed_fits_into_a_request():
    assert 0.985 * Settings().max_request_bytes > MAX_CHARACTERS


@given(garbage)
def test_anything_at_all_is_refused(data):
    assert error_of(data)


@given(garbage)
def test_any_json_at_all_is_refused(content):
    assert error_of({"text": json.dumps(content)})


@settings(max_examples=300)
@given(broken(json.loads(TEXT)))
def test_a_file_broken_in_one_place_is_answered(content):
    check(answer_file({"text": json.dumps(content)}))


@given(broken(SAVE))
def test_a_request_broken_in_one_place_is_answered(data):
    check(answer_file(data))


def test_a_loaded_state_is_the_one_that_was_saved():
    answer = answer_file({"text": TEXT})
    _, state = from_json(answer_file(answer)["text"])
    assert isinstance(state, TrainingState)
    assert state.to_bytes() == STATE.to_bytes()
