"""Where a rule for links begins and ends: the last that is still so, and the first that is not."""

import zlib
from base64 import urlsafe_b64encode

import pytest

from nn_core import Experiment
from nn_core.experiment.hidden import Layer
from nn_core.formats.links.activation import from_activation_link
from nn_core.formats.links.goals import read_goals
from nn_core.formats.links.link import from_link, pairs_of, read_speed, to_link, unknown
from nn_core.formats.links.names import read_names
from nn_core.formats.links.options import Options
from nn_core.formats.links.text import escaped, nearest, number, points_text, quoted, read_layer, read_points, unescaped
from tests.cases import every


def test_a_link_has_at_most_200_000_characters():
    assert pairs_of("seed=" + "1" * 199_995) == {"seed": "1" * 199_995}
    with pytest.raises(ValueError, match="at most 200,000 characters long, got 200,001"):
        pairs_of("seed=" + "1" * 199_996)


def test_a_number_has_at_most_1000_characters():
    assert number("1" + "0" * 999) == float("inf")
    assert number("0." + "0" * 997 + "1") == 0.0
    assert number("1" * 1001) is None


def test_a_text_is_quoted_in_at_most_40_characters():
    assert quoted("w" * 40) == repr("w" * 40)
    assert quoted("w" * 41) == repr("w" * 39 + "…")


def test_whatever_is_escaped_comes_back_in_two_digits_a_byte():
    assert escaped("a b/é") == "a%20b%2F%C3%A9"
    assert escaped("\n") == "%0A"
    assert unescaped("a%20b%2f%C3%A9 100%") == "a b/é 100%"


@pytest.mark.parametrize(
    ("text", "whole", "taken", "notes"),
    [
        ("1", True, 1, []), ("5", True, 5, []), ("2.4", True, 2, ["got '2.4'; 2 is used instead"]),
        ("2.4", False, 2.4, []), ("0.9", False, 1, ["must be 1 to 5, got '0.9'; 1 is used instead"]),
        ("6", True, 5, ["must be a whole number from 1 to 5, got '6'; 5 is used instead"]),
        ("x", True, None, ["must be a number, got 'x'; it is ignored"]),
    ],
)  # fmt: skip
def test_the_closest_number_that_is_allowed_is_taken(text, whole, taken, notes):
    said = []
    assert nearest("size", text, 1, 5, said, whole=whole) == taken
    assert len(said) == len(notes)
    assert all(note in line for note, line in zip(notes, said, strict=True))


def test_there_are_1_to_1000_epochs_between_two_frames():
    notes = []
    assert [read_speed(text, notes) for text in ("1", "1000")] == [1, 1000]
    assert notes == []
    assert [read_speed(text, notes) for text in ("0", "1001", "fast")] == [1, 1000, 1]
    assert len(notes) == 3
    assert read_speed("2.6", notes) == 3
    assert notes[3:] == ["speed must be a whole number from 1 to 1000, got '2.6'; 3 is used instead."]
    assert "speed" not in to_link(Experiment(), Options(speed=1))
    assert to_link(Experiment(), Options(speed=2)).endswith("&speed=2")


def test_a_note_names_five_unknown_things_and_counts_the_others():
    assert unknown("This link", []) == []
    assert unknown("This link", list("abcde")) == ["This link: 'a', 'b', 'c', 'd', 'e' are unknown and ignored."]
    assert unknown("This link", list("abcdefg")) == [
        "This link: 'a', 'b', 'c', 'd', 'e' and 2 more are unknown and ignored."
    ]


def test_twelve_goals_are_used():
    notes = []
    assert len(read_goals(",".join(f"test_loss:0.{i}" for i in range(11, 23)), notes)) == 12
    assert notes == []
    assert len(read_goals(",".join(f"test_loss:0.{i}" for i in range(11, 24)), notes)) == 12
    assert notes == ["goals: only the first 12 of 13 are used."]


def test_eight_functions_are_used():
    keys = ["tanh", "relu", "sigmoid", "elu", "selu", "gelu", "swish", "mish", "softplus"]
    eight = from_activation_link("functions=" + ";".join(keys[:8]))
    assert ([layer.activation for layer in eight.functions], eight.notes) == (keys[:8], ())
    nine = from_activation_link("functions=" + ";".join(keys))
    assert [layer.activation for layer in nine.functions] == keys[:8]
    assert nine.notes == ("functions: only the first 8 of 9 are used.",)
    assert all((layer.units, layer.dropout) == (1, 0.0) for layer in eight.functions)


UNITS = "hidden: units must be a whole number from 1 to 16, got '4.4'; 4 is used instead."


@every(
    ("text", "layer", "notes"),
    [
        ("4-maxout:2", {"activation": "maxout", "parameter": 2}, []),
        ("4-maxout:3.4", {"activation": "maxout", "parameter": 3}, [
            "hidden: parameter must be a whole number from 2 to 5, got '3.4'; 3 is used instead."
        ]),
        ("4-elu:3.4", {"activation": "elu", "parameter": 3}, [
            "hidden: parameter must be 0.1 to 3, got '3.4'; 3 is used instead."
        ]),
        ("4.4-elu", {"activation": "elu"}, [UNITS]),
        ("4.4-tanh", {}, [UNITS]),
        ("4.4-elu:2~0.5", {"activation": "elu", "parameter": 2, "dropout": 0.5}, [UNITS]),
        ("4-", {}, []),
        ("4~", {}, []),
        ("4-magic:2", {}, ["hidden: tanh is used instead, because activation must be one of linear"]),
        ("4-=z*log(a-1.5):3", {"activation": "custom", "formula": "z*log(a-1.5)", "parameter": 3}, []),
        ("4-=z/log(a):3~0.5", {"activation": "custom", "formula": "z/log(a)", "parameter": 3, "dropout": 0.5}, []),
        ("4-=a*z:2.5~2", {"activation": "custom", "formula": "a*z", "parameter": 2.5, "dropout": 0.9}, [
            "hidden: dropout must be 0 to 0.9, got '2'; 0.9 is used instead."
        ]),
        ("4-=z*log(a-1.5):3~2", {"activation": "custom", "formula": "z*log(a-1.5)", "parameter": 3, "dropout": 0.9}, [
            "hidden: dropout must be 0 to 0.9, got '2'; 0.9 is used instead."
        ]),
        ("4.4-=z*log(a-1.5):3", {"activation": "custom", "formula": "z*log(a-1.5)", "parameter": 3}, [UNITS]),
        ("4-=z*log(a-1.5):99~0.5", {"activation": "custom", "formula": "z*log(a-1.5)", "parameter": 10, "dropout": 0.5},
            ["hidden: parameter must be -10 to 10, got '99'; 10 is used instead."]),
        ("4-=z*log(a-1.5)~0.5", {"dropout": 0.5}, ["hidden: tanh is used instead, because formula must be a function"]),
    ],
)  # fmt: skip
def test_of_a_layer_that_is_mended_what_is_right_stays_and_no_more_is_noted(text, layer, notes):
    said = []
    assert read_layer(text, said) == Layer(units=4, **layer)
    assert len(said) == len(notes)
    assert all(line.startswith(note) for note, line in zip(notes, said, strict=True))


@pytest.mark.parametrize(
    ("text", "experiment", "note"),
    [
        (
            "problem=multi-class&classes=3.4", {"problem": "multi-class", "classes": 3},
            "classes must be a whole number from 3 to 6, got '3.4'",
        ),
        ("seed=3.4", {"seed": 3}, "seed must be a whole number from 0 to 4294967295, got '3.4'"),
        ("noise=90", {"noise": 80}, "noise must be 0 to 80, got '90'"),
        ("batch_size=2.6", {"batch_size": 3}, "batch_size must be a whole number from 1 to 250, got '2.6'"),
    ],
)  # fmt: skip
def test_what_counts_is_a_whole_number(text, experiment, note):
    link = from_link(text)
    assert link.experiment == Experiment(**experiment)
    (said,) = link.notes
    assert said.startswith(note)


def test_what_is_said_although_it_is_the_default_is_left_out():
    text = "problem=classification&dataset=circle&seed=0&noise=0.0&learning_rate=0.030&batch_size=10&optimizer=sgd"
    link = from_link(f"{text}&features=x,y&hidden=4-tanh;2-tanh&train_percent=50")
    assert link.notes == ()
    assert to_link(link.experiment) == "dataset=circle&seed=0"


def test_points_of_a_link_come_back_and_two_numbers_are_none():
    points = [(0.5, -1.0, 1.0), (1e-7, 2.0, -1.0)]
    assert read_points(points_text(points)) == [[0.5, -1.0, 1.0], [1e-7, 2.0, -1.0]]
    with pytest.raises(ValueError, match="points must be rows of x, y and label, at most 2,000, got something else"):
        read_points(points_text([(0.5, 1.0)]))
    with pytest.raises(ValueError, match="points must be rows of x, y and label, at most 2,000, got something else"):
        read_points(points_text([(0.5, 1.0, 1.0, 2.0)]))
    with pytest.raises(ValueError, match="points must be rows of x, y and label, at most 2,000, got something else"):
        read_points(points_text([(0.5, 1.0, 1.0, 2.0, 1.0, 1.0), (1.0,)]))


@pytest.mark.parametrize(("count", "taken"), [(2000, True), (2001, False)])
def test_a_link_holds_at_most_2000_points(count, taken):
    packed = points_text([(1.0, 2.0, 1.0)] * count)
    if taken:
        assert len(read_points(packed)) == 2000
    else:
        with pytest.raises(ValueError, match="points must be complete and at most 2,000, got more, or a part of them"):
            read_points(packed)


def test_points_are_unpacked_to_at_most_150_000_characters():
    def read(first):
        rows = [f"{first}1 2 1", *["0" * 69 + "1 2 1"] * 1999]
        return read_points(urlsafe_b64encode(zlib.compress("\n".join(rows).encode())).decode())

    assert read("0" * 69) == [[1.0, 2.0, 1.0]] * 2000  # 149,999 characters
    with pytest.raises(ValueError, match="points must be complete and at most 2,000, got more, or a part of them"):
        read("0" * 71)


@pytest.mark.parametrize("text", ["40", "40,", "40,0.5,1", "a,0.5", ""])
def test_a_scale_is_two_numbers(text):
    notes = []
    assert read_names({"scale_x": text}, notes) is None
    assert notes == [f"scale_x must be offset,factor, got {text!r}; it is ignored."]


def test_names_of_columns_and_classes_are_taken_each_from_its_key():
    notes, pairs = [], {"name_y": "Weight", "scale_y": "40,0.5", "name_2": "dog", "other": "stays"}
    assert read_names(pairs, notes) == {
        "y": {"name": "Weight", "offset": 40.0, "factor": 0.5}, "classes": ["", "dog", "", "", "", ""]
    }  # fmt: skip
    assert (notes, pairs) == ([], {"other": "stays"})


@pytest.mark.parametrize(("seed", "expected"), [("0.0", 0), ("0.5", 50_000), ("0.99999", 99_999)])
def test_a_seed_of_the_original_is_a_share_of_100_000(seed, expected):
    link = from_link(f"seed={seed}")
    assert link.experiment.seed == expected
    assert link.notes == (
        f"The seed '{seed}' became {expected}: the data follows the same rules as in TensorFlow Playground, but the "
        "points and the starting weights differ.",
    )


@pytest.mark.parametrize(("seed", "expected"), [("1", 1), ("0", 0), ("1.0", 1), ("7.0", 7), ("1e-5", 0), ("-0.5", 0)])
def test_any_other_seed_is_a_whole_number(seed, expected):
    link = from_link(f"seed={seed}")
    assert link.experiment.seed == expected
    assert not any("TensorFlow" in note for note in link.notes)


def test_the_original_has_layers_of_4_and_2_units_of_tanh_if_a_link_says_neither():
    def layers(text):
        return [(layer.units, layer.activation) for layer in from_link(text).experiment.hidden]

    assert layers("activation=relu") == [(4, "relu"), (2, "relu")]
    assert layers("networkShape=3&activation=tanh") == [(3, "tanh")]
    assert layers("networkShape=") == []
    assert from_link("networkShape=1,2,3,4,5,6,7,8").notes == ()
    assert layers("networkShape=1,2,3,4,5,6,7,8") == [(units, "tanh") for units in range(1, 9)]
    assert layers("networkShape=1,2,3,4,5,6,7,8,9") == [(units, "tanh") for units in range(1, 9)]
    assert layers("networkShape=5,6&hidden=2-relu") == [(2, "relu")]


def test_what_is_locked_is_read_written_and_else_noted():
    assert to_link(Experiment(), Options(lock_weights=True)).endswith("&lock=weights")
    assert from_link("seed=0&lock=weights,weights").options == Options(lock_weights=True)
    link = from_link("seed=0&lock=doors,weights,<b>")
    assert link.options.lock_weights
    assert link.notes == ("lock: 'doors', '<b>' are unknown and ignored.",)
    assert from_link("seed=0&lock=").options == Options()
