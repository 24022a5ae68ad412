"""A claim in the link of a race: only of the race in which it was measured."""

import pytest

from nn_core.study.claims import CLAIMS
from nn_core.study.race_link import Teaching, from_race_link, to_race_link, to_task_link
from nn_core.study.race_rules import Rules
from tests.cases import every

USUAL = to_race_link(Rules())
TASKS = [key for key, claim in CLAIMS.items() if claim.shown]


@every("key", TASKS)
def test_a_link_carries_the_claim_whose_race_it_is(key):
    link = from_race_link(to_task_link(key))
    assert (link.teaching, link.notes) == (Teaching(task=key), ())
    shown = CLAIMS[key].shown
    assert [lane.experiment for lane in link.competitors] == [lane.experiment for lane in shown.competitors]
    teaching = Teaching(speed=10, seeds=50, task=key)
    assert from_race_link(to_race_link(link.rules, teaching)).teaching == teaching
    assert from_race_link(to_race_link(link.rules)).teaching.task == ""


@pytest.mark.parametrize("change", ["seed=1", "finish=loss:0.1", "lanes=tanh;relu", "noise=5", "start=matched"])
def test_another_race_has_no_task(change):
    link = from_race_link(f"{to_task_link('dying')}&{change}")
    assert link.teaching.task == ""
    assert link.notes == ("task: this is not the race in which 'dying' was measured; it is ignored.",)


@pytest.mark.parametrize("text", ["x", "Speed", "softmax", "sparse", "speed,linear", "<b>", "a" * 10_000])
def test_a_task_that_there_is_not_is_left_out_with_a_note(text):
    link = from_race_link(f"{USUAL}&task={text}")
    (note,) = link.notes
    assert link.teaching == Teaching()
    assert link.rules == Rules()
    assert note.startswith(f"task must be one of {', '.join(TASKS)}, got ")
    assert note.endswith("; it is ignored.")
    assert len(note) < 300
    assert from_race_link(f"{USUAL}&task=").notes == ()
