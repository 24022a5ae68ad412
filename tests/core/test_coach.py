"""The coach beside a person: what is said of real runs, and whether what it says to try helps."""

import pytest

from nn_core import Experiment
from nn_core.insight.coach import RULES, sentence

from .coach_runs import SETUPS, run, spans, tried

CHANGES = 4  # of what is said in one run; more would flicker


def test_there_are_at_least_sixty_setups_and_each_rule_is_in_some_and_not_in_others():
    said = {name: {rule for _, _, rule, missed in spans(name) if rule and not missed} for name in SETUPS}
    assert len(SETUPS) >= 60
    for rule in RULES:
        assert 0 < sum(rule in rules for rules in said.values()) < len(SETUPS) // 2, rule


@pytest.mark.parametrize("name", SETUPS)
def test_the_coach_says_what_a_person_would(name):
    said = [(epoch, advice.rule if advice else None) for epoch, advice in run(name).said]
    for begin, end, rule, missed in spans(name):
        here = [(epoch, found) for epoch, found in said if begin <= epoch <= end]
        assert here, "the run has ended before"
        allowed = {rule, None} if missed else {rule}
        assert [(epoch, found) for epoch, found in here if found not in allowed] == []


@pytest.mark.parametrize("name", SETUPS)
def test_what_is_said_does_not_flicker(name):
    rules = [advice.rule if advice else None for _, advice in run(name).said]
    assert sum(one != other for one, other in zip(rules, rules[1:], strict=False)) <= CHANGES


@pytest.mark.parametrize("name", SETUPS)
def test_sentences_are_short_and_every_place_in_them_is_filled(name):
    for _, advice in run(name).said:
        for text in filter(None, (advice, advice and advice.change)):
            written = sentence(text)
            assert len(written.split()) <= 20
            assert "{" not in written
            assert "nan" not in written
            assert "inf" not in written


# What helps: the fact is gone, or the loss after as many epochs is lower.
TRIED = [
    (name, rule)
    for name in SETUPS
    for rule in dict.fromkeys(rule for _, _, rule, missed in spans(name) if rule and not missed)
    if rule != "solved"
]


def helps(name, rule):
    before = run(name)
    after = tried(name, before.first(rule))
    last = after.said[-1][1]
    return last is None or last.rule == "solved" or (last.rule != rule and after.loss < before.loss)
