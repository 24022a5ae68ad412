"""The coach's call: what the core says, in the reader's words, with a place on the page, and a change as one edit."""

import ast
import json

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from app import ROOT, create_app, ids
from app.calls import coach
from app.calls.coach import CONTROLS, PLACES, ROWS, answer_coach, coach_texts
from app.components.setup import setup
from app.pages import playground
from app.wire.calling import ADDRESS, answer_of, envelope
from nn_core.activations.custom import CUSTOM
from nn_core.insight import remedies
from nn_core.insight.coach import FEWEST, RULES, advise
from nn_core.insight.history import Moment
from tests.app.helpers import broken, garbage, ids_of
from tests.app.node import evaluate
from tests.app.test_docs import table
from tests.app.test_types import fields
from tests.cases import every
from tests.core.coach_runs import run

LINE = [[epoch, 0.5, 0.5, 0.5, 0.5] for epoch in range(100)]
SOLVED = [[epoch, 0.01, 0.02, 1.0, 1.0] for epoch in range(100)]
LAYERS = {"dead": [1.0, 0.0], "saturated": [0.0, 0.0], "gradient_norms": [0.0, 0.1, None]}
GOOD = {"experiment": {"dataset": "xor"}, "history": LINE[:10], "layers": LAYERS, "said": "dead", "silenced": ["stuck"]}


def advice(history=LINE, layers=None, said=None, silenced=(), **chosen):
    """What is said of a run, which is what strict JSON can carry."""
    request = {"experiment": chosen, "history": history, "layers": layers, "said": said, "silenced": list(silenced)}
    answer = answer_coach(request)
    json.dumps(answer, allow_nan=False)
    assert set(answer) == {"advice"}, answer
    return answer["advice"]


def refusal(request):
    answer = answer_coach(request)
    assert set(answer) == {"error"}, answer
    line = answer["error"]
    assert line.strip()
    assert line.isprintable()
    assert len(line) < 1000
    return line


def test_a_rule_is_told_with_its_numbers_its_place_and_no_change_where_all_is_well():
    told = advice(SOLVED)
    assert told == {
        "rule": "solved",
        "text": "Solved: {percent}% right on training and test data since epoch {epoch}.",
        "values": {"percent": 100.0, "epoch": 0},
        "losses": [],
        "place": ids.LOSS_CHART,
        "layer": None,
        "change": None,
    }


def test_a_change_is_the_fields_that_differ_and_the_control_that_makes_it():
    change = advice(dataset="xor", hidden=[])["change"]
    assert change["fields"] == {"features": ["x", "y", "xy"]}
    assert (change["control"], change["name"]) == (ids.feature("xy"), ids.feature("xy"))
    assert change["values"] == {"feature": "X₁X₂"}
    assert change["keep"]
    change = advice(learning_rate=1e-4)["change"]
    assert (change["fields"], change["control"], change["keep"]) == ({"learning_rate": 0.03}, ids.LEARNING_RATE, True)
    change = advice(hidden=[{"units": 2, "activation": "tanh"}], history=[[5 * n, *LINE[0][1:]] for n in range(100)])
    assert change["rule"] == "stuck"
    assert (change["losses"], change["values"]["loss"]) == (["loss"], 0.5)
    change = change["change"]
    assert (change["control"], change["name"]) == (ids.add_unit(0), "layer-units")
    assert change["values"] == {"layer": 1, "units": 8}
    assert [layer["units"] for layer in change["fields"]["hidden"]] == [8]


def test_the_scripts_are_told_of_all_that_is_answered():
    told = advice(dataset="xor", hidden=[])
    assert set(told) == {*fields("Advice"), *fields("Told")}
    assert set(told["change"]) == {*fields("AdvisedChange"), *fields("Told")}


def test_layers_are_counted_from_zero_and_activations_have_their_names():
    told = advice(hidden=[{"units": 4, "activation": "relu"}] * 2, layers=LAYERS)
    assert (told["rule"], told["place"], told["layer"]) == ("dead", ids.LAYER_NAME, 0)
    assert told["change"]["values"] == {"activation": "Leaky ReLU", "before": "ReLU"}
    own = [{"units": 4, "activation": CUSTOM, "formula": "max(0, z)"}] * 2
    assert advice(hidden=own, layers=LAYERS)["change"]["values"]["before"] == "your activation"


def test_what_the_page_shows_stays_longer_and_what_is_silenced_is_not_said():
    points = {"samples": 62, "train_percent": 50}  # 31 test points: too many to begin to say it
    assert advice(SOLVED, **points)["rule"] == "solved"
    assert advice(SOLVED, said="small", **points)["rule"] == "small"
    assert advice(SOLVED, said="small", silenced=["small"], **points)["rule"] == "solved"
    assert advice(SOLVED, silenced=["solved"], **points) is None
    assert advice(SOLVED[: FEWEST - 1]) is None
    assert advice([]) is None


@every(
    ("change", "words"),
    [
        ({"history": [LINE[0]] * (ROWS + 1)}, "history"),
        ({"history": [[1, 2, 3, 4]]}, "history.0.4"),
        ({"history": [[1, 2, 3, 4, 5, 6]]}, "history.0"),
        ({"history": [[-1, 2, 3, 4, 5]]}, "history.0.0 must be"),
        ({"history": [[2**60, 2, 3, 4, 5]]}, "history.0.0 must be"),
        ({"history": [[1, float("nan"), 3, 4, 5]]}, "history.0.1 must be a finite number"),
        ({"history": [[1, 2, float("inf"), 4, 5]]}, "history.0.2 must be a finite number"),
        ({"history": "0"}, "history"),
        ({"layers": {**LAYERS, "dead": [1.0]}}, "length of layers.dead must be 2, as the network has it, got 1"),
        ({"layers": {**LAYERS, "dead": [2.0, 0.0]}}, "layers.dead.0 must be"),
        ({"layers": {**LAYERS, "gradient_norms": [0.1] * 50}}, "gradient_norms"),
        ({"layers": {}}, "dead"),
        ({"said": "x" * 41}, "said"),
        ({"silenced": ["x"] * (len(RULES) + 1)}, "silenced"),
        ({"silenced": ["x" * 100]}, "silenced.0"),
        ({"experiment": {"noise": 999}}, "noise must be less than or equal to 80, got 999"),
        ({"experiment": {"features": ["z"]}}, "features must be"),
        ({"more": 1}, "more"),
    ],
)
def test_a_request_that_can_not_be_gets_a_message(change, words):
    assert words in refusal({**GOOD, **change})


@given(data=st.data())
@settings(suppress_health_check=list(HealthCheck))
def test_whatever_is_asked_is_answered(data):
    answer = answer_coach(data.draw(garbage | broken(GOOD)))
    json.dumps(answer, allow_nan=False)
    if "error" in answer:
        assert answer["error"].isprintable()
    else:
        assert answer["advice"] is None or answer["advice"]["rule"] in RULES


def test_it_can_be_asked_like_all_calls():
    body = envelope("coach")
    body["inputs"][0]["value"] = {"experiment": {}, "history": SOLVED}
    response = create_app().server.test_client().post(f"/{ADDRESS}", json=body)
    assert response.status_code == 200
    assert response.json["response"][answer_of("coach")]["data"]["advice"]["rule"] == "solved"


def test_what_the_data_allow_is_measured_once_for_all_who_have_the_same(monkeypatch):
    counted = []
    measure = coach.measure
    monkeypatch.setattr(coach, "measure", lambda *given: counted.append(1) or measure(*given))
    for rate in (0.001, 0.01, 0.1):
        advice(dataset="moons", seed=4711, learning_rate=rate, hidden=[{"units": 3, "activation": "tanh"}])
    assert len(counted) == 1
    advice(dataset="moons", seed=4712)
    assert len(counted) == 2


def test_many_own_data_do_not_fill_the_memory():
    for seed in range(30):
        points = [[(7 * n + seed) % 11 - 5, n % 9 - 4, 1 if n % 2 else -1] for n in range(2000)]
        advice(dataset="custom", points=points)
    assert coach._REACHABLE.bytes <= coach._REMEMBERED


def test_every_place_of_a_rule_is_on_the_page_and_every_change_has_its_control_and_a_name():
    told = set()
    for path in (ROOT / "nn_core" / "insight").glob("coach_*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Place":
                told.add(node.args[0].value)
    assert told == set(PLACES)
    there = set(ids_of(playground.layout()))
    assert set(PLACES.values()) <= there
    assert set(CONTROLS) == set(remedies.TEXTS) - {remedies.UNITS, remedies.FEATURE}
    assert set(CONTROLS.values()) <= there
    assert {*CONTROLS.values(), "layer-units"} <= set(setup()["names"])


def test_every_text_can_be_translated():
    texts = coach_texts()
    assert set(texts) == {text for rule in RULES.values() for text in rule.texts} | set(remedies.TEXTS)
    catalog = (ROOT / "app" / "locales" / "messages.pot").read_text(encoding="utf-8")
    catalog = catalog.replace('"\n"', "")
    for text in texts:
        assert f'msgid "{text}"' in catalog, text


def test_the_guide_lists_the_rules_in_the_order_in_which_they_are_asked():
    rows = [says for says, _when, _offers in table(ROOT / "docs" / "playground.md", "| it says |")]
    assert len(rows) == len(RULES)
    for says, rule in zip(rows, RULES.values(), strict=True):
        assert all(text.startswith(says) for text in rule.texts), (says, rule.name)


# A page tells no more than so many numbers of a run.
LONG = ["spiral, a plateau, then a fall", "the defaults", "all points in one batch", "spiral, all features",
        "XOR, one unit", "noise 50, 8,8, 10% for training", "labels by lot"]  # fmt: skip


@pytest.mark.parametrize("name", LONG)
def test_what_is_said_of_the_numbers_that_a_page_tells_is_what_is_said_of_all(name):
    played = run(name)
    numbers = [moment._asdict() for moment in played.moments]
    ends = list(range(ROWS + 10, len(numbers) + 1, 30))
    assert ends
    code = (
        'import { row, told } from "./playground/coach_history.js"; const [all, ends, most] = given;'
        "tell(ends.map((end) => told(all.slice(0, end), most).map(row)));"
    )
    for end, rows in zip(ends, evaluate(code, numbers, ends, ROWS), strict=True):
        assert len(rows) <= ROWS
        whole = advise(played.experiment, played.moments[:end])
        short = advise(played.experiment, [Moment(*each) for each in rows])
        assert (whole and whole.rule) == (short and short.rule), end
        if whole and whole.rule == "solved":
            assert short.values == whole.values
