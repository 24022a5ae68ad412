"""Where a rule for links begins and ends: the last that is still so, and the first that is not."""

import pytest

from nn_core import Experiment
from nn_core.formats.links.activation import from_activation_link
from nn_core.formats.links.goals import read_goals
from nn_core.formats.links.link import Options, from_link, pairs_of, read_speed, to_link, unknown
from nn_core.formats.links.names import read_names
from nn_core.formats.links.text import escaped, nearest, number, points_text, quoted, read_points, unescaped


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


def test_points_of_a_link_come_back_and_two_numbers_are_none():
    points = [(0.5, -1.0, 1.0), (1e-7, 2.0, -1.0)]
    assert read_points(points_text(points)) == [[0.5, -1.0, 1.0], [1e-7, 2.0, -1.0]]
    with pytest.raises(ValueError, match="points must be rows of x, y and label, at most 2,000, got something else"):
        read_points(points_text([(0.5, 1.0)]))
    with pytest.raises(ValueError, match="points must be rows of x, y and label, at most 2,000, got something else"):
        read_points(points_text([(0.5, 1.0, 1.0, 2.0)]))


@pytest.mark.parametrize(("count", "taken"), [(2000, True), (2001, False)])
def test_a_link_holds_at_most_2000_points(count, taken):
    packed = points_text([(1.0, 2.0, 1.0)] * count)
    if taken:
        assert len(read_points(packed)) == 2000
    else:
        with pytest.raises(ValueError, match="points must be complete and at most 2,000, got more, or a part of them"):
            read_points(packed)


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


@pytest.mark.parametrize(("seed", "expected"), [("0.0", 0), ("0.5", 50_000), ("0.99999", 99_999), ("1", 1), ("0", 0)])
def test_a_seed_of_the_original_is_a_share_of_100_000(seed, expected):
    link = from_link(f"seed={seed}")
    assert link.experiment.seed == expected
    assert len(link.notes) == ("." in seed)


def test_the_original_has_layers_of_4_and_2_units_of_tanh_if_a_link_says_neither():
    def layers(text):
        return [(layer.units, layer.activation) for layer in from_link(text).experiment.hidden]

    assert layers("activation=relu") == [(4, "relu"), (2, "relu")]
    assert layers("networkShape=3&activation=tanh") == [(3, "tanh")]
    assert layers("networkShape=") == []
    assert layers("networkShape=5,6&hidden=2-relu") == [(2, "relu")]
