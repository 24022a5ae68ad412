"""Links of races: what is written is read back, what comes from elsewhere is understood or mended, nothing breaks."""

import json
import re
from pathlib import Path
from time import process_time
from urllib.parse import quote

import pytest
from core_strategies import any_experiments
from hypothesis import given, settings, strategies as st

import nn_core
from nn_core import ACTIVATIONS, FEATURES, INITIALIZERS, OPTIMIZERS, REGULARIZERS, Experiment
from nn_core.formats.links.link import MAX_LINK, from_link
from nn_core.formats.links.presenting import MAX_TITLE, Presenting
from nn_core.study.race_link import (
    MAX_SWEEP_CAP,
    MAX_SWEEP_SEEDS,
    Teaching,
    from_race_link,
    to_race_link,
)
from nn_core.study.race_rules import CLASSICS, DEFAULT_EXPERIMENT, MAX_LANES, Rules, lane
from tests.cases import every

ROOT = Path(nn_core.__file__).parents[1]
USUAL_LINK = "lanes=sigmoid;tanh;relu&hidden=3;3&seed=0&finish=loss:0.01"


def _rules(**fields):
    return Rules(**{"base": DEFAULT_EXPERIMENT, **fields})


OLD = [  # links as they were written once: they mean the same for ever
    (USUAL_LINK, _rules()),
    (
        "differs=hidden&lanes=2;4,2;8,8&dataset=spiral&hidden=3;3&seed=7&start=matched&finish=score:0.95",
        _rules(
            base=Experiment(dataset="spiral", seed=7, hidden=[{"units": 3}] * 2), differs="hidden",
            lanes=("2", "4,2", "8,8"), start="matched", metric="test_score", target=0.95,
        ),
    ),
    (
        "lanes=tanh;relu,learning_rate=0.1;=max%280,z%29;leaky-relu:0.2,features=x,y,xy,hidden=8-tanh,4-elu:1~0.1"
        "&hidden=8;8&seed=0&finish=loss:0.1",
        _rules(
            base=Experiment(hidden=[{"units": 8}] * 2),
            lanes=(
                "tanh", "relu,learning_rate=0.1", "=max(0,z)",
                "leaky-relu:0.2,features=x,y,xy,hidden=8-tanh,4-elu:1~0.1",
            ),
            target=0.1,
        ),
    ),
    (
        "lanes=learning_rate=0.1;optimizer=adam&problem=regression&dataset=reg-plane&hidden=4-relu~0.1&seed=0"
        "&features=&finish=loss:0.01",
        _rules(
            base=Experiment(
                problem="regression", dataset="reg-plane", features=[],
                hidden=[{"units": 4, "activation": "relu", "dropout": 0.1}],
            ),
            lanes=("learning_rate=0.1", "optimizer=adam"),
        ),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "rules"), OLD)
def test_links_mean_the_same_for_ever(text, rules):
    for form in (text, f"#{text}", f"http://127.0.0.1/race#{text}", text.replace("&", "&amp;")):
        assert from_race_link(form).rules == rules
        assert from_race_link(form).notes == ()
    assert to_race_link(rules) == text


def test_lanes_are_what_they_say():
    lanes = from_race_link(OLD[2][0]).competitors
    plain, faster, formula, other = (lane.experiment for lane in lanes)
    assert [layer.activation for layer in plain.hidden] == ["tanh", "tanh"]
    assert (faster.learning_rate, plain.learning_rate) == (0.1, 0.03)
    assert {layer.formula for layer in formula.hidden} == {"max(0,z)"}
    assert other.features == ("x", "y", "xy")
    assert [(layer.units, layer.activation, layer.dropout) for layer in other.hidden] == [
        (8, "tanh", 0),
        (4, "elu", 0.1),
    ]
    (first, _) = from_race_link("lanes=tanh,dataset=reg-plane;tanh,hidden=2,=sin(z)").competitors[:2]
    assert (first.experiment.problem, first.experiment.samples) == ("regression", 1200)
    assert {"problem", "output", "loss", "samples", "classes", "dataset"} == set(first.others)


def test_what_is_left_out_is_as_usual():
    for text in ("", "#", "seed=0", "hidden=3;3", "lanes=sigmoid;tanh;relu&dataset=circle"):
        assert from_race_link(text).rules == Rules()
    assert from_race_link("").teaching == Teaching()


PARTS = {
    "activation": st.sampled_from([*ACTIVATIONS, "leaky-relu:0.2", "=max(0, z)", "=where(z >= 0 and z < 1, z, z/2)"]),
    "learning_rate": st.floats(0.0, 1.0).map(str),
    "hidden": st.lists(st.integers(1, 16), min_size=1, max_size=6).map(lambda units: ",".join(map(str, units))),
    "initializer": st.sampled_from([*INITIALIZERS]),
    "batch_size": st.just("1"),
    "regularization": st.sampled_from([*REGULARIZERS]),
    "optimizer": st.sampled_from([*OPTIMIZERS]),
    "features": st.lists(st.sampled_from([*FEATURES]), unique=True, min_size=1).map(",".join),
    "noise": st.integers(0, 80).map(str),
    "seed": st.integers(0, 2**32 - 1).map(str),
}
TITLES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=MAX_TITLE)
OTHERS = ["learning_rate", "initializer", "optimizer", "noise", "seed", "features", "hidden"]


@st.composite
def races(draw):
    """Any valid race; its lanes in the form that a link gives them."""
    differs = draw(st.sampled_from([*PARTS]))
    names = st.lists(st.sampled_from([name for name in OTHERS if name != differs]), unique=True, max_size=3)
    lanes = []
    for value in draw(st.lists(st.just("") | PARTS[differs], min_size=2, max_size=MAX_LANES)):
        others = [f"{name}={draw(PARTS[name])}" for name in draw(names)]
        lanes.append(",".join([value] * bool(value) + others) or draw(PARTS[differs]))
    metric, target = draw(
        st.tuples(st.just("test_loss"), st.floats(1e-9, 1e6)) | st.tuples(st.just("test_score"), st.floats(1e-9, 1.0))
    )
    rules = Rules(
        draw(any_experiments()), differs, tuple(lanes), draw(st.sampled_from(["uniform", "matched"])), metric, target
    )
    teaching = Teaching(
        draw(st.integers(1, 1000)),
        draw(st.integers(1, MAX_SWEEP_SEEDS)),
        draw(st.integers(1, MAX_SWEEP_CAP)),
        Presenting(draw(st.booleans()), draw(TITLES)),
    )
    link = from_race_link(to_race_link(rules, teaching))
    return rules, teaching, link


@pytest.mark.rest
@settings(max_examples=60, deadline=None)
@given(races())
def test_a_link_brings_back_the_race_that_it_was_made_of(race):
    rules, teaching, link = race
    assert (link.rules.base, link.rules.differs, link.rules.start) == (rules.base, rules.differs, rules.start)
    assert (link.rules.metric, link.rules.target, link.teaching) == (rules.metric, rules.target, teaching)
    assert len(link.rules.lanes) == len(rules.lanes)
    assert link.notes == ()
    assert [lane.experiment for lane in rules.competitors] == [lane.experiment for lane in link.competitors]
    text = to_race_link(link.rules, link.teaching)
    again = from_race_link(text)
    assert (again.rules, again.teaching, again.competitors) == (link.rules, link.teaching, link.competitors)
    assert to_race_link(again.rules, again.teaching) == text


def test_a_title_is_any_text_and_stands_percent_encoded():
    title = "<b>Which one, 100% & #1?</b> = 微分; 🏁"
    text = f"lanes=tanh;relu&present=1&title={quote(title, safe='')}"
    link = from_race_link(text)
    assert (link.teaching.presenting, link.notes) == (Presenting(True, title), ())
    again = to_race_link(link.rules, link.teaching)
    assert from_race_link(again).teaching == link.teaching
    assert not set(again.partition("&title=")[2]) & set("<>#& ")
    assert from_race_link("lanes=tanh;relu&present=0").teaching == Teaching()
    assert from_race_link(f"title={quote('é' * MAX_TITLE)}").teaching.presenting.title == "é" * MAX_TITLE


def test_a_lane_may_have_another_output_layer_that_fits_only_as_a_whole():
    link = from_race_link("lanes=tanh;tanh,output=sigmoid,loss=cross-entropy;tanh,output=linear,loss=hinge")
    assert [(lane.experiment.output, lane.experiment.loss) for lane in link.competitors] == [
        ("tanh", "squared"), ("sigmoid", "cross-entropy"), ("linear", "hinge"),
    ]  # fmt: skip
    assert link.notes == ()
    assert from_race_link(to_race_link(link.rules)).competitors == link.competitors
    (odd,) = from_race_link("lanes=tanh;relu,output=sigmoid,loss=hinge").competitors[1:]
    assert (odd.experiment.output, odd.experiment.loss) == ("tanh", "squared")


MENDED = [
    ("foo=1", _rules(), "This link: 'foo' is unknown and ignored."),
    ("lanes=tanh;relu;nonsense", _rules(lanes=("tanh", "relu")), "lanes: 'nonsense' is left out: hidden.0.activation"),
    ("lanes=tanh", _rules(), "lanes: a race must have 2 to 12 lanes, got 1."),
    ("lanes=", _rules(), "got 0."),
    (f"lanes={';'.join(['tanh'] * 13)}", _rules(lanes=("tanh",) * 12), "only the first 12 of 13 are used"),
    ("differs=luck&lanes=tanh;relu", _rules(lanes=("tanh", "relu")), "differs must be one of activation"),
    ("differs=noise&lanes=a;b", _rules(), "lanes: 'a' is left out, as it does not say what differs (noise)."),
    ("start=late", _rules(), "start must be one of "),
    ("finish=luck:3", _rules(), "finish must be loss:NUMBER or score:NUMBER, got 'luck:3'"),
    ("finish=score:2", _rules(metric="test_score", target=1.0), "1 is used instead"),
    ("finish=loss:-1", _rules(target=1e-9), "1e-09 is used instead"),
    ("finish=loss:x", _rules(), "must be a number, got 'x'"),
    ("lanes=tanh,noise=99;relu", _rules(lanes=("tanh,noise=80", "relu")), "noise must be 0 to 80, got '99'"),
    ("lanes=tanh,optimizer=magic;relu", _rules(lanes=("tanh,optimizer=sgd", "relu")), "Ignored: optimizer"),
    ("speed=0", _rules(), "speed must be a whole number from 1 to 1000, got '0'; 1 is used instead"),
    ("present=yes", _rules(), "present must be 0 or 1, got 'yes'; it is ignored."),
    (f"title={'x' * 81}", _rules(), "title must be at most 80 characters long, got 81; it is ignored."),
    ("title=two%0Alines", _rules(), "title must be one line of text, got 'two\\nlines'; it is ignored."),
    ("seeds=9999", _rules(), "got '9999'; 200 is used instead"),
    ("hidden=20;1", _rules(base=Experiment(hidden=[{"units": 16}, {"units": 1}])), "16 is used instead"),
]  # fmt: skip


@every(("text", "rules", "said"), MENDED)
def test_what_can_not_be_is_mended_and_told(text, rules, said):
    link = from_race_link(text)
    assert link.rules == rules
    assert said in " ".join(link.notes)


JSON = [
    ({"base": {}}, Rules()),
    ({"base": {}, "lanes": ["tanh", "relu"], "fields": {}}, _rules(lanes=("tanh", "relu"))),
    ({"base": {"dataset": "xor"}, "lanes": ["elu", "=max(0, z)"], "target": 0.1}, _rules(
        base=Experiment(dataset="xor", hidden=[{"units": 3}] * 2), lanes=("elu", "=max(0, z)"), target=0.1,
    )),
    (
        {"base": Experiment(problem="regression").model_dump(mode="json"), "differs": "hidden", "lanes": ["2", "4,2"]},
        _rules(base=Experiment(problem="regression"), differs="hidden", lanes=("2", "4,2")),
    ),
    ({"base": {}, "metric": "test_score", "target": "0.9", "start": "matched"}, _rules(
        metric="test_score", target=0.9, start="matched",
    )),
]  # fmt: skip


@pytest.mark.parametrize(("given", "rules"), JSON)
def test_links_of_once_open(given, rules):
    link = from_race_link(f"http://127.0.0.1/race#{quote(json.dumps(given))}")
    assert link.rules == rules
    assert link.notes == ()


@every(
    "text",
    [
        "hello", "{", "{}", '{"base": 7}', '{"base": {"hidden": null}}', "[]", "x" * (MAX_LINK + 1), "{" * 5000,
        '{"base": {}, "target": "<b>"}', '{"base": {}, "lanes": ["a"]}', '{"base": {}, "x": 1}', '{"base":' * 20_000,
    ],
)  # fmt: skip
def test_what_is_no_race_is_refused_in_one_line(text):
    with pytest.raises(ValueError, match=r"^link |^link: |target|lanes|base|x: ") as refused:
        from_race_link(text)
    assert str(refused.value).isprintable()
    assert len(str(refused.value)) < 500


@settings(max_examples=300, deadline=None)
@given(
    st.text(max_size=60)
    | st.text('&=#;-~:%,(){}"[]\ud800aexyz0123456789', max_size=60)
    | st.text("&=;-~:%,()zaxs0123456789", max_size=40).map(lambda text: f"lanes=tanh;{text};relu,hidden={text}")
)
def test_any_text_is_a_race_or_an_error(text):
    try:
        link = from_race_link(text)
    except ValueError as error:
        assert error  # noqa: PT017
        return
    assert 2 <= len(link.rules.lanes) <= MAX_LANES
    assert from_race_link(to_race_link(link.rules, link.teaching)).rules == link.rules
    assert all(note.isprintable() for note in link.notes)


@every(
    "text",
    [
        "lanes=" + ";" * 190_000, "lanes=" + "," * 190_000, "lanes=tanh,hidden=" + "(" * 190_000,
        "lanes=" + "tanh," * 30_000, "lanes=" + ";".join(["tanh,noise=1" + ",seed=1" * 100] * 12),
        "hidden=" + "1;" * 90_000, '{"base":' + "[" * 190_000,
        "lanes=" + ";".join(f"tanh,hidden=8-=sin(z+{i}),8-=cos(z+{i}),noise=1,seed=2" for i in range(12)),
    ],
)  # fmt: skip
def test_no_text_takes_long(text):
    begin = process_time()
    try:
        from_race_link(text)
    except ValueError as error:
        assert error  # noqa: PT017
    assert process_time() - begin < 2


def test_every_published_link_opens():
    documents = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in documents)
    races = re.findall(r"race#([^\s`>\"']+)", text)
    assert races
    for link in races:
        assert from_race_link(link).notes == (), link
    for link in re.findall(r"[`'/]#?(dataset=[^\s`)>\"']+)", text):
        if "..." not in link:
            assert from_link(link).notes == (), link


OF_SET_UPS = [
    (Experiment(), ("tanh", "sigmoid", "relu")),
    (Experiment(hidden=[]), CLASSICS),
    (Experiment(dataset="xor", hidden=[{"units": 3, "activation": "relu"}]), ("relu", "sigmoid", "tanh")),
    (
        Experiment(hidden=[{"units": n, "activation": "leaky-relu", "parameter": 0.2} for n in (4, 2)], seed=3),
        ("leaky-relu:0.2", "sigmoid", "tanh", "relu"),
    ),
    (
        Experiment(hidden=[{"units": 3, "activation": "custom", "formula": "max(0, z)", "dropout": 0.2}], noise=20),
        ("=max(0, z)", "sigmoid", "tanh", "relu"),
    ),
    (
        Experiment(
            hidden=[{"units": 4, "activation": "relu", "dropout": 0.1}, {"units": 2, "activation": "tanh"}],
            optimizer="adam", output="linear", loss="hinge", features=["x", "xy"], regularization="l2",
        ),
        ("hidden=4-relu~0.1,2-tanh", "sigmoid", "tanh", "relu"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("experiment", "lanes"), OF_SET_UPS)
def test_the_race_of_a_set_up_has_its_network_first_and_else_all_that_it_has(experiment, lanes):
    text = nn_core.formats.links.link.to_link(experiment)
    link = from_race_link(f"{text}&show_test=true&stop=epoch:5")
    assert link.rules == Rules(experiment, lanes=lanes)
    assert link.notes == ()
    if experiment.hidden:
        assert link.competitors[0].experiment == experiment
    assert from_race_link(to_race_link(link.rules)).competitors == link.competitors


def test_lanes_with_other_shares_of_own_points_have_batches_that_fit():
    points = [(i * 0.1, -i * 0.1, 1.0 if i % 2 else -1.0) for i in range(50)]
    base = Experiment(dataset="custom", points=points, train_points=25, batch_size=10).model_dump(mode="json")
    old = quote(json.dumps({"base": base, "differs": "train_percent", "lanes": ["10", "50", "90"]}))
    link = from_race_link(old)
    assert not link.notes
    lanes = [lane.experiment for lane in link.competitors]
    assert [lane.train_points for lane in lanes] == [5, 25, 45]
    assert [lane.batch_size for lane in lanes] == [5, 10, 10]


def test_a_lane_with_a_formula_that_takes_liberties_has_its_usual_form():
    """A semicolon stands between lanes, and a comma between fields."""
    text = "=max(0; 0,5x),learning_rate=0.1"
    assert lane(Rules(), text, []).text == "=max(0, 0.5*z),learning_rate=0.1"
    assert lane(Rules(), "=|x|", []).text == "=abs(z)"
    assert lane(Rules(), "=max(0,z)", []).text == "=max(0,z)"
