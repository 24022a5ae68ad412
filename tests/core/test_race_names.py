"""Whose lanes those of a race are, in its link: what is written is read back, and what can't be a name is none."""

import pytest
from hypothesis import given, strategies as st

from nn_core.study.race_link import Given, from_race_link, given_race, to_race_link
from nn_core.study.race_names import MAX_NAME, fitted
from nn_core.study.race_rules import DEFAULT_EXPERIMENT, MAX_LANE, MAX_LANES

BASE = "hidden=3;3&seed=0&finish=loss:0.01"
LINK = f"lanes=sigmoid;tanh;relu&names=Teal%20Heron;;Amber%20Finch&{BASE}"
NAMES = {"sigmoid": "Teal Heron", "relu": "Amber Finch"}


def test_names_are_read_by_their_lanes_and_written_again():
    link = from_race_link(LINK)
    assert (link.names, link.notes) == (NAMES, ())
    assert to_race_link(link.rules, names=link.names) == LINK
    assert from_race_link(f"lanes=sigmoid;tanh;relu&{BASE}").names == {}
    assert "names" not in to_race_link(link.rules)


def test_a_name_goes_where_its_lane_goes_and_away_with_it():
    race = {"base": DEFAULT_EXPERIMENT.model_dump(mode="json"), "names": NAMES}
    moved = given_race(Given(**race, lanes=("relu", "elu", "sigmoid")))
    assert to_race_link(moved.rules, names=moved.names).startswith(
        "lanes=relu;elu;sigmoid&names=Amber%20Finch;;Teal%20Heron&"
    )
    assert given_race(Given(**race, lanes=("tanh", "elu"))).names == {}


def test_the_name_of_a_lane_that_can_not_be_is_none_and_the_others_keep_theirs():
    link = from_race_link(f"lanes=sigmoid;nonsense;relu&names=One;Two;Three&{BASE}")
    assert link.names == {"sigmoid": "One", "relu": "Three"}
    assert [note for note in link.notes if "nonsense" in note]
    assert from_race_link(f"lanes=nonsense;relu&names=One;Two&{BASE}").names == {}, "the usual lanes are nobody's"
    assert from_race_link(f"names=One;Two&{BASE}").names == {}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("x" * (MAX_NAME + 1), "names must be at most 60 characters long each, got 61; it is ignored."),
        ("Teal%0AHeron", "names must be one line of text each, got 'Teal\\nHeron'; it is ignored."),
        ("%E2%80%A8x", "names must be one line of text each"),
    ],
)
def test_what_is_no_name_is_left_out_and_said(name, said):
    link = from_race_link(f"lanes=sigmoid;tanh&names={name};Amber%20Finch&{BASE}")
    assert link.names == {"tanh": "Amber Finch"}
    assert [note for note in link.notes if note.startswith(said)]


@given(st.dictionaries(st.sampled_from(["sigmoid", "tanh", "relu"]), st.text(max_size=MAX_NAME)))
def test_any_text_of_a_page_is_a_name_of_one_line(names):
    base = DEFAULT_EXPERIMENT.model_dump(mode="json")
    link = given_race(Given(base=base, lanes=("sigmoid", "tanh", "relu"), names=names))
    again = from_race_link(to_race_link(link.rules, names=link.names))
    assert again.names == link.names == {lane: its for lane, name in names.items() if (its := fitted(name))}
    assert not again.notes


def test_a_page_can_send_no_more_names_than_lanes_and_none_that_is_long():
    base = DEFAULT_EXPERIMENT.model_dump(mode="json")
    for names in (
        {f"tanh{n}": "x" for n in range(MAX_LANES + 1)},
        {"tanh": "x" * (MAX_NAME + 1)},
        {"x" * (MAX_LANE + 1): "x"},
        {"tanh": 3},
    ):
        with pytest.raises(ValueError, match="names"):
            Given(base=base, names=names)
