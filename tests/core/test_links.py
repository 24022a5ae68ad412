"""Links: what is written is read back exactly, what comes from elsewhere is understood or mended, nothing breaks."""

import zlib
from base64 import urlsafe_b64encode

import pytest
from core_strategies import any_experiments
from hypothesis import given, settings, strategies as st

from nn_core import Experiment
from nn_core.experiment.goal import Goal
from nn_core.formats.links.goals import AIMS, MAX_GOALS, Aim, Stop
from nn_core.formats.links.link import MAX_LINK, from_link, to_link
from nn_core.formats.links.options import Options
from tests.cases import every

OWN = {"dataset": "custom", "points": [[0.1, -2.5e-7, 1], [1e6, -0.0, -1]] * 5}
OLD = [  # links as they were written once: they mean the same for ever
    ("dataset=circle&seed=0", {}),
    ("problem=regression&dataset=reg-gauss&seed=7", {"problem": "regression", "dataset": "reg-gauss", "seed": 7}),
    ("problem=multi-class&dataset=arms&seed=0&classes=4", {"problem": "multi-class", "dataset": "arms", "classes": 4}),
    ("problem=multi-label&dataset=half-planes&seed=0", {"problem": "multi-label", "dataset": "half-planes"}),
    ("dataset=xor&seed=0&noise=12.5&train_percent=70", {"dataset": "xor", "noise": 12.5, "train_percent": 70}),
    ("dataset=circle&seed=0&samples=10", {"samples": 10}),
    ("dataset=circle&seed=4&weights_seed=0", {"seed": 4, "weights_seed": 0}),
    ("dataset=circle&seed=0&features=", {"features": []}),
    ("dataset=circle&seed=0&features=x,x%5E2,sin%20y", {"features": ["x", "x^2", "sin y"]}),
    ("dataset=circle&seed=0&hidden=", {"hidden": []}),
    (
        "dataset=spiral&seed=9&hidden=8-tanh;4-leaky-relu:0.1~0.25;2-=max%280,%20z%29%20%2B%20a:0.5",
        {
            "dataset": "spiral",
            "seed": 9,
            "hidden": [
                {"units": 8, "activation": "tanh"},
                {"units": 4, "activation": "leaky-relu", "parameter": 0.1, "dropout": 0.25},
                {"units": 2, "activation": "custom", "formula": "max(0, z) + a", "parameter": 0.5},
            ],
        },
    ),
    ("dataset=circle&seed=0&output=sigmoid&loss=cross-entropy", {"output": "sigmoid"}),
    (
        "dataset=gauss&seed=0&learning_rate=0.001&batch_size=1&optimizer=adam&clip_norm=1&schedule=cosine"
        "&schedule_epochs=30&regularization=l2&regularization_rate=0.01&initializer=he",
        {
            "dataset": "gauss", "learning_rate": 0.001, "batch_size": 1, "optimizer": "adam", "clip_norm": 1,
            "schedule": "cosine", "schedule_epochs": 30, "regularization": "l2", "regularization_rate": 0.01,
            "initializer": "he",
        },
    ),
    ("dataset=gauss&seed=0&noise=80&initializer=zeros&initial_bias=0", {
        "dataset": "gauss", "noise": 80, "initializer": "zeros", "initial_bias": 0,
    }),
    ("dataset=custom&seed=0&points=eNoz0DNU0DXSM03VNTBXMOQyNAADBV0gMuQyoL8kAEJgGX4", OWN),
]  # fmt: skip


losses = st.floats(1e-9, 1e6)
also = st.none() | st.builds(Aim, st.sampled_from(["gap", "gap_above"]), st.floats(-1e6, 1e6))
stops = st.builds(Stop, st.sampled_from(["test_loss", "train_loss"]), losses, also) | st.builds(
    Stop, st.sampled_from(["epoch", "patience"]), st.integers(1, 10**9)
)
aims = st.builds(Aim, st.sampled_from([*AIMS]), st.floats(1e-9, 1e6))


@settings(max_examples=200)
@given(
    any_experiments(),
    st.builds(
        Options, st.booleans(), st.booleans(), st.none() | stops, st.lists(aims, unique=True, max_size=12).map(tuple)
    ),
    st.lists(st.sampled_from(["play", "step", "chart", "feature-x"]), unique=True).map(tuple),
)
def test_a_link_brings_back_all_that_it_was_made_of(experiment, options, hidden):
    text = to_link(experiment, options, hidden)
    link = from_link(text)
    assert link.experiment == experiment
    assert (link.options, link.hidden, link.notes) == (options, hidden, ())
    assert to_link(link.experiment, link.options, link.hidden) == text
    assert from_link(to_link(experiment)).experiment == experiment


@every(("text", "fields"), OLD)
def test_links_mean_the_same_for_ever(text, fields):
    experiment = Experiment(**fields)
    assert from_link(text) == from_link(f"#{text}") == from_link(f"http://127.0.0.1/#{text}") == from_link(f"?{text}")
    assert from_link(text).experiment == experiment
    assert from_link(text).notes == ()
    assert to_link(experiment) == text


def test_defaults_that_links_rely_on_stay():
    assert to_link(Experiment()) == "dataset=circle&seed=0"
    for text in ("", "#", "dataset=circle", "seed=0"):
        assert from_link(text).experiment == Experiment()
    assert from_link("problem=regression").experiment == Experiment(problem="regression")
    assert from_link("dataset=reg-gauss").experiment == Experiment(problem="regression", dataset="reg-gauss")


MENDED = [  # what stands in the link, what it becomes, and what a note says
    ("noise=81", {"noise": 80}, "noise must be 0 to 80, got '81'; 80 is used instead."),
    ("noise=-1", {"noise": 0}, "0 is used instead"),
    ("noise=abc", {}, "noise must be a number, got 'abc'; it is ignored."),
    ("noise=nan", {}, "must be a number"),
    ("noise=", {}, "must be a number"),
    ("noise=1e999", {"noise": 80}, "80 is used instead"),
    ("initial_bias=5", {"initial_bias": 1}, "initial_bias must be -1 to 1, got '5'; 1 is used instead."),
    ("train_percent=95", {"train_percent": 90}, "10 to 90"),
    ("samples=99999", {"samples": 2000}, "a whole number from 10 to 2000"),
    ("samples=99.6", {"samples": 100}, "100 is used instead"),
    ("seed=-4", {"seed": 0}, "0 is used instead"),
    ("seed=99999999999", {"seed": 2**32 - 1}, "4294967295 is used instead"),
    ("weights_seed=-1", {"weights_seed": 0}, "a whole number from 0 to 4294967295"),
    ("learning_rate=100", {"learning_rate": 10}, "10 is used instead"),
    ("batch_size=251", {"batch_size": 250}, "1 to 250"),
    ("samples=20&batch_size=30&train_percent=90", {"samples": 20, "batch_size": 18, "train_percent": 90}, "1 to 18"),
    ("dataset=suns", {}, "Ignored: dataset must be circle"),
    ("dataset=reg-plane&problem=classification", {}, "got 'reg-plane'"),
    ("problem=magic", {}, "Ignored: problem must be one of"),
    ("dataset=custom", {}, 'points must be [[x, y, label], ...] with dataset "custom", got nothing'),
    ("dataset=custom&points=abc", {}, "Ignored: points must be a packed table of numbers"),
    ("dataset=xor&points=abc", {"dataset": "xor"}, 'which only the dataset "custom" has'),
    ("features=x,z,x", {"features": ["x"]}, "features: 'z' is unknown and ignored."),
    ("hidden=20;1", {"hidden": [{"units": 16}, {"units": 1}]}, "16 is used instead"),
    ("hidden=3-tanh;x", {}, "hidden: units must be a number, got 'x'"),
    ("hidden=" + "1;" * 8 + "1", {"hidden": [{"units": 1}] * 8}, "only the first 8 of 9 layers are used"),
    ("hidden=3-magic", {"hidden": [{"units": 3}]}, "tanh is used instead, because activation must be one of linear"),
    ("hidden=3-=1/0z", {"hidden": [{"units": 3}]}, "tanh is used instead, because formula must be a function of z ("),
    ("hidden=3-tanh:0.5", {"hidden": [{"units": 3}]}, "tanh has no parameter; '0.5' is ignored"),
    ("hidden=3-elu:9", {"hidden": [{"units": 3, "activation": "elu", "parameter": 3}]}, "0.1 to 3"),
    ("hidden=3-elu:b", {"hidden": [{"units": 3, "activation": "elu"}]}, "must be a number, got 'b'"),
    (
        "hidden=3-maxout:2.4",
        {"hidden": [{"units": 3, "activation": "maxout", "parameter": 2}]},
        "must be a whole number",
    ),
    (
        "hidden=3-=z+log(a):-1",
        {"hidden": [{"units": 3, "activation": "custom", "formula": "z+log(a)"}]},
        "default parameter",
    ),
    (
        "hidden=3~2",
        {"hidden": [{"units": 3, "dropout": 0.9}]},
        "dropout must be 0 to 0.9, got '2'; 0.9 is used instead",
    ),
    ("hidden=3~x", {"hidden": [{"units": 3}]}, "dropout must be a number, got 'x'"),
    ("output=linear&loss=cross-entropy", {"output": "linear"}, "got 'linear with cross-entropy'"),
    ("problem=multi-class&classes=9", {"problem": "multi-class", "classes": 6}, "3 to 6"),
    ("dataset=arms&classes=6", {"problem": "multi-class", "dataset": "arms", "classes": 5}, "3 to 5"),
    ("optimizer=magic", {}, "Ignored: optimizer"),
    ("magic=1", {}, "This link: 'magic' is unknown and ignored."),
    ("&".join(f"a{i}=1" for i in range(9)), {}, "'a0', 'a1', 'a2', 'a3', 'a4' and 4 more are unknown"),
    ("seed=1&seed=2&seed=%", {}, "must be a number, got '%'"),
]


@every(("text", "fields", "note"), MENDED)
def test_what_is_not_allowed_becomes_what_is_closest_and_is_noted(text, fields, note):
    link = from_link(text)
    assert link.experiment == Experiment(**fields)
    (said,) = link.notes
    assert note in said
    assert said.endswith(".")


def test_the_last_of_what_is_said_twice_counts():
    assert from_link("seed=1&seed=2").experiment.seed == 2


def test_a_link_says_what_is_shown_and_what_is_hidden():
    link = from_link("seed=4&show_test=true&discretize=1&hide=step,play,step")
    assert link.options == Options(show_test=True, discretize=True)
    assert link.hidden == ("step", "play")
    assert from_link("show_test=false&discretize=false").options == Options()
    assert to_link(link.experiment, link.options, link.hidden).endswith(
        "&show_test=true&discretize=true&hide=step,play"
    )


def test_what_can_be_hidden_has_an_order_and_may_have_several_names():
    parts = {"play": "play", "playButton": "play", "step": "step"}
    link = from_link("hide=step,playButton,play,nothing,,step", parts)
    assert link.hidden == ("play", "step")
    assert link.notes == ("hide: 'nothing' is unknown and ignored.",)


def test_a_link_says_when_training_stops_and_what_an_exercise_asks_for():
    link = from_link("seed=4&stop=test_loss:0.1&goals=test_loss:0.35,gap:-0.02,train_loss_above:1,gap_above:0.4")
    assert link.options.stop == Stop("test_loss", 0.1)
    assert link.options.goals == (
        Aim("test_loss", 0.35), Aim("gap", -0.02), Aim("train_loss_above", 1), Aim("gap_above", 0.4),
    )  # fmt: skip
    assert link.notes == ()
    assert to_link(link.experiment, link.options) == (
        "dataset=circle&seed=4&stop=test_loss:0.1&goals=test_loss:0.35,gap:-0.02,train_loss_above:1,gap_above:0.4"
    )
    assert link.experiment == Experiment(seed=4)
    for text in ("", "stop=", "stop=never", "goals=", "goals=,"):
        assert from_link(f"seed=4&{text}").options == Options()


STOPS = [  # what a link says, what it becomes, and what a note says
    ("epoch:500", ("epoch", 500), None),
    ("patience:40", ("patience", 40), None),
    ("train_loss:.25", ("train_loss", 0.25), None),
    ("test_score:0.95", ("test_score", 0.95), None),
    ("test_score:95", ("test_score", 1), "got '95'; 1 is used instead"),
    ("test_loss:0", ("test_loss", 1e-9), "must be 1e-09 to 1000000, got '0'; 1e-09 is used instead"),
    ("epoch:1e999", ("epoch", 10**9), "a whole number from 1 to 1000000000"),
    ("epoch:2.6", ("epoch", 3), "3 is used instead"),
    ("epoch", None, "stop: epoch must be a number, got ''"),
    ("test_loss:nan", None, "must be a number, got 'nan'"),
    ("gap:0.1", ("gap", 0.1), None),
    ("loss:0.1", None, "stop must be one of epoch, test_loss"),
    ("epoch:10,test_loss:0.1", ("epoch", 10), "only epoch is used, as two conditions must be two of test_loss"),
    ("gap:0.1,gap:0.2", ("gap", 0.1), "only gap is used"),
    ("gap:0.1,loss:0.2", ("gap", 0.1), "stop must be one of epoch"),
    ("constructor:1", None, "got 'constructor'; it is ignored"),
]


@every(("text", "stop", "note"), STOPS)
def test_a_stop_condition_is_one_or_mended_or_noted(text, stop, note):
    link = from_link(f"stop={text}")
    assert link.options.stop == (stop and Stop(*stop))
    assert [note in said for said in link.notes] == [True] * (note is not None)
    if stop:
        Goal(kind=stop[0], value=link.options.stop.value)


def test_two_measures_stop_together():
    link = from_link("stop=test_loss:0.2,gap:-0.01")
    assert link.options.stop == Stop("test_loss", 0.2, Aim("gap", -0.01))
    assert link.notes == ()
    assert from_link(to_link(link.experiment, link.options)) == link
    third = from_link("stop=test_loss:0.2,gap:0.1,train_loss:0.1")
    assert third.options.stop == Stop("test_loss", 0.2, Aim("gap", 0.1))
    assert third.notes == ("stop: only the first 2 of 3 conditions are used.",)


def test_goals_are_each_once_and_not_too_many():
    link = from_link("goals=gap:0.1,gap:0.1,gap:x,speed:3,test_loss:-1")
    assert link.options.goals == (Aim("gap", 0.1), Aim("test_loss", 1e-9))
    assert len(link.notes) == 3
    many = from_link("goals=" + ",".join(f"gap:{i}" for i in range(50)))
    assert len(many.options.goals) == MAX_GOALS
    assert many.notes == ("goals: only the first 12 of 50 are used.",)


def test_what_we_hide_stays_an_input():
    link = from_link("features=x,y,xy&hide=feature-xy,feature-x")
    assert link.experiment.features == ("x", "y", "xy")
    assert link.notes == ()


def test_a_link_from_the_source_of_a_page_or_encoded_as_a_whole_is_read():
    plain = from_link("#dataset=xor&seed=3&hidden=3-relu&noise=20")
    assert from_link("#dataset=xor&amp;seed=3&amp;hidden=3-relu&amp;noise=20") == plain
    assert from_link("#dataset%3Dxor%26seed%3D3%26hidden%3D3-relu%26noise%3D20") == plain
    assert from_link("https://x.org/?hl=en#dataset%3Dxor%26seed=3").notes != ()  # half of it is no name of a key


@pytest.mark.parametrize("text", ["hello", "#%7B%22base%22%3A1%7D", "seed", "a" * (MAX_LINK + 1), "https://x.org/#a"])
def test_what_is_nothing_like_a_link_is_refused(text):
    with pytest.raises(ValueError, match=r"^link must be .*, got ") as refused:
        from_link(text)
    assert len(str(refused.value)) < 150


@every(
    "table",
    [
        "1 2 3\n" * 5000,
        "1 2\n" * 20,
        "1 2 x\n" * 20,
        "1 2 3 4\n" * 20,
        "",
        "0" * 10**8,
        "1 1 5\n" * 11 + "1 1 5",
        "nan 1 1",
    ],
)
def test_points_that_are_none_or_too_many_are_ignored(table):
    packed = urlsafe_b64encode(zlib.compress(table.encode(), 9)).decode()
    link = from_link(f"dataset=custom&points={packed}")
    assert link.experiment == Experiment()
    assert len(link.notes) == 1


OTHER_KEYS = (
    "hide", "stop", "goals", "networkShape", "activation", "x", "x_hide", "regDataset", "initZero",
    "goalTestLossMinThresholdFirst",
)  # fmt: skip


@settings(max_examples=300)
@given(
    st.text(max_size=60)
    | st.lists(
        st.tuples(
            st.sampled_from([*Experiment.model_fields, *OTHER_KEYS]),
            st.text("0123456789.,;:~-=+aexz%2C&circlstanhu", max_size=12),
        ).map("=".join),
        max_size=5,
    ).map("&".join)
)
def test_no_link_breaks_anything(text):
    try:
        link = from_link(text)
    except ValueError as refusal:
        assert str(refusal).startswith("link must be ")  # noqa: PT017
        return
    assert from_link(to_link(link.experiment, link.options, link.hidden)).experiment == link.experiment
    assert all(note.isprintable() and len(note) < 700 for note in link.notes)
