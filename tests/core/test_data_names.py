"""The names of custom data: they travel by links and files, are bounded, and change nothing of the training."""

import json
from dataclasses import replace

import pytest
from core_strategies import data_names, own_points
from hypothesis import given, settings, strategies as st

from nn_core import Experiment, ValidationError, advance, explain, refit, start
from nn_core.experiment.data_names import Column, DataNames, data_names as named
from nn_core.formats.files import from_json, to_json
from nn_core.formats.links.link import from_link, to_link
from nn_core.study.race import Race, lanes, run_to_target
from nn_core.study.report import markdown, runs_in, to_json as race_json
from tests.cases import every

POINTS = [(i / 4.0, 1.0 - i, float(i % 3)) for i in range(12)]
NAMES = {
    "x": {"name": "Größe, in m", "offset": 1.7, "factor": 12.5},
    "y": {"name": "time & place", "offset": 1_700_000_000.0, "factor": 1.157e-05},
    "label": {"name": "Art"},
    "classes": ["Müller", "Muller", "ox = cow"],
}


def own(**more):
    return Experiment(**{"problem": "multi-class", "dataset": "custom", "points": POINTS, "names": NAMES, **more})


def test_names_come_back_from_a_link_a_file_and_the_wire():
    experiment = own()
    assert from_link(to_link(experiment)).experiment == experiment
    assert from_link(to_link(experiment)).notes == ()
    assert from_json(to_json(experiment, start(experiment)))[0] == experiment
    assert Experiment(**json.loads(experiment.model_dump_json())) == experiment
    assert Experiment.model_validate(experiment.model_dump()) == experiment


def test_a_link_says_in_words_what_differs_from_no_names():
    link = to_link(own(names={"x": {"name": "Age", "offset": 40, "factor": 0.125}, "classes": ["cat", "", "dog"]}))
    assert link.endswith("&name_x=Age&scale_x=40,0.125&name_1=cat&name_3=dog")
    assert "name" not in to_link(own(names=None))


@given(st.data())
@settings(max_examples=60)
def test_any_names_survive_any_way(data):
    problem, outputs = data.draw(
        st.sampled_from([("classification", 1), ("regression", 1), ("multi-class", 4), ("multi-label", 2)])
    )
    names = data.draw(data_names(problem, outputs))
    experiment = Experiment(
        problem=problem, dataset="custom", points=data.draw(own_points(problem, outputs)), classes=outputs, names=names
    )
    link = from_link(to_link(experiment))
    assert (link.experiment, link.notes) == (experiment, ())
    assert from_json(to_json(experiment, start(experiment)))[0] == experiment


def test_names_change_nothing_of_the_training():
    one, other = own(), own(names=None)
    assert one.data_key == other.data_key
    trained = advance(one, start(one), 5)
    assert trained.to_bytes() == advance(other, start(other), 5).to_bytes()
    assert refit(trained, one, other).to_bytes() == trained.to_bytes()


@every(
    ("names", "fields", "words"),
    [
        ({"x": {"name": "x" * 41}}, {}, "names.x.name must "),
        ({"x": {"name": "a\nb"}}, {}, "names.x.name: "),
        ({"x": {"name": "a\u202eb"}}, {}, "names.x.name: "),
        ({"x": {"factor": 0}}, {}, "names.x.factor must be greater than "),
        ({"x": {"factor": -1}}, {}, "names.x.factor must be greater than "),
        ({"x": {"offset": float("inf")}}, {}, "names.x.offset must be "),
        ({"x": {"offset": 1e101}}, {}, "names.x.offset must be "),
        ({"x": {"more": 1}}, {}, "names.x.more: "),
        ({"x": "Age"}, {}, "names.x must be "),
        ({"classes": list("abcdefg")}, {}, "names.classes must "),
        (
            {"classes": list("abcd")},
            {},
            "names.classes must be at most 3 names (",
        ),
        ({"classes": ["a"]}, {"problem": "regression"}, "names.classes must "),
        ({"label": {"factor": 2}}, {}, "names.label must be factor 1 and offset 0"),
        (
            {"x": {"name": "Age"}},
            {"dataset": "circle", "points": None, "problem": "classification"},
            "names must be left out",
        ),
    ],
)
def test_names_that_do_not_fit_are_refused(names, fields, words):
    with pytest.raises(ValidationError) as refused:
        own(names=names, **fields)
    assert explain(refused.value).startswith(words)


@every(
    ("text", "note"),
    [
        ("name_x=" + "A" * 41, "Ignored: name_x, "),
        ("name_x=a%0Ab", "Ignored: name_x, "),
        ("scale_x=1", "scale_x must be offset,factor, got '1'"),
        ("scale_x=1,2,3", "scale_x must be offset,factor, got '1,2,3'"),
        ("scale_x=" + "," * 1000, "scale_x must "),
        ("scale_x=1,0", "Ignored: scale_x, "),
        ("scale_x=1e999,1", "Ignored: scale_x, "),
        ("scale_label=1,2", "Ignored: names.label"),
        ("name_5=far", "Ignored: names.classes"),
        ("name_7=far", "This link: 'name_7' is unknown"),
    ],
)
def test_wrong_names_in_a_link_are_noted_and_the_rest_stays(text, note):
    link = from_link(f"{to_link(own(names=None))}&{text}")
    assert link.experiment == own(names=None)
    assert len(link.notes) == 1
    assert link.notes[0].startswith(note)


def test_names_in_the_link_of_a_pattern_are_noted():
    link = from_link("dataset=xor&seed=0&name_x=Age")
    assert link.experiment == Experiment(dataset="xor")
    assert link.notes[0].startswith("Ignored: names must be left out")


def test_a_report_says_the_names_and_runs_count_for_the_same_data_without_them():
    result = Race(lanes(own(names={**NAMES, "y": {"name": "Weight"}}), ["tanh"]), [0], 0.1, 2, [], "repeat me")
    assert "x = Größe, in m, y = Weight, label = Art (Müller, Muller, ox = cow) |" in markdown(result)
    assert "names" not in markdown(replace(result, lanes=lanes(own(names=None), ["tanh"])))


def test_runs_are_gone_on_with_whatever_the_data_are_called(tmp_path):
    seeds, command = [0, 1], "repeat me"
    (lane,) = lanes(own(), ["tanh"])
    done = [run_to_target(lane.experiment.model_copy(update={"seed": seed}), 0.1, 2) for seed in seeds]
    done = [replace(finish, seed=seed) for seed, finish in zip(seeds, done, strict=True)]
    path = tmp_path / "race.json"
    path.write_text(race_json(Race([lane], seeds, 0.1, 2, done, command)), encoding="utf-8")
    assert runs_in(path, Race(lanes(own(names=None), ["tanh"]), seeds, 0.1, 2, [], command)) == done


def test_own_values_and_what_is_worth_a_name():
    column = Column(name="Age", offset=40.0, factor=0.125)
    assert [column.own(value) for value in (-5.0, 0.0, 5.0)] == [0.0, 40.0, 80.0]
    assert named([Column(name="x"), Column(name="y"), Column(name="label")]) is None
    assert named([Column(name="y"), Column(), Column(name="x")]) == DataNames(
        x=Column(name="y"), label=Column(name="x")
    )
    assert named([Column()] * 3, ["cat", "dog"]) == DataNames(classes=("cat", "dog"))
