"""The contract with the scripts: what is written down for them is current, and what travels is what it says."""

import re

from pydantic import TypeAdapter

from app import ROOT, contract
from app.calls.tick import answer_tick
from app.wire.answers import TickAnswer
from nn_core import Experiment
from tests.app import node
from tests.app.helpers import request

EVERYTHING = {
    "units": True, "data": True, "diagnostics": True, "layer": 0, "gradients": True, "target": 10.0,
    "focus": {"layer": 0, "unit": 0}, "goal": {"kind": "patience", "value": 100},
}  # fmt: skip
OWN = {"dataset": "custom", "points": [[i % 7, i % 5, i % 2 * 2 - 1] for i in range(40)]}


def test_what_is_written_for_the_scripts_is_current():
    for path, text in contract.files().items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name} is old: run python -m app.contract"


def test_every_fact_is_used_by_some_script():
    scripts = [path.read_text(encoding="utf-8") for path in (ROOT / "assets" / "src").rglob("*.js")]
    imported = [re.findall(r"import \{([^}]*)\} from \"\.\.?/(?:wire/)?contract\.js\"", text) for text in scripts]
    told = (name for found in imported for names in found for name in names.split(","))
    assert {name.strip().partition(" ")[0] for name in told} == set(contract.facts())


SHARES = """
const { training } = await import("./play/roles.js");
tell(given[0].map(([samples, train_percent]) => training({ samples, train_points: null, train_percent })));
"""


def test_both_count_the_same_training_points():
    """Before an answer tells the page, it reckons with as many as the server will take."""
    chosen = [(samples, percent) for samples in range(10, 2001, 7) for percent in (10, 12.3, 29, 33.3, 57.5, 90)]
    ours = [Experiment(samples=n, train_percent=percent, batch_size=1).train_samples for n, percent in chosen]
    assert node.evaluate(SHARES, chosen) == ours


def test_a_tick_is_answered_with_the_fields_that_the_types_have():
    known, seen = TypeAdapter(TickAnswer).json_schema()["$defs"], {"Frame": set(), "LaneAnswer": set()}
    for experiment in ({"problem": "regression", "dataset": "curve-sine"}, OWN):
        answer = answer_tick(request(experiment, epochs=2, frames=2, view=EVERYTHING))
        _check(answer, TypeAdapter(TickAnswer).json_schema(), known)
        for lane in answer["lanes"]:
            seen["LaneAnswer"] |= set(lane)
            seen["Frame"] |= set(lane["frames"][0])
    learning = request({"hidden": [{"units": 2, "activation": "star-relu"}]}, view=EVERYTHING)
    (lane,) = answer_tick(learning)["lanes"]
    seen["Frame"] |= set(lane["frames"][0])
    _check(lane["frames"][0], known["Frame"], known)
    for name, fields in seen.items():
        assert fields | {"split"} == set(known[name]["properties"]) | {"split"}
    _check(answer_tick({"run": 1, "request": 2}), TypeAdapter(TickAnswer).json_schema(), known)


def _check(value, schema, known):
    """Fields that the schema does not have are as wrong as those that are missing."""
    schema = known[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    if schema.get("type") == "object" and "properties" in schema:
        assert set(schema.get("required", ())) <= set(value) <= set(schema["properties"])
        for field, its in value.items():
            _check(its, schema["properties"][field], known)
    elif schema.get("type") == "array" and "items" in schema:
        for each in value:
            _check(each, schema["items"], known)
