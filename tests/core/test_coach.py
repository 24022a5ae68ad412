"""The coach beside a person: what is said of real runs, and whether what it says to try helps."""

from itertools import pairwise

import pytest
from coach_runs import SETUPS, run, spans, tried

from nn_core.insight.coach import RULES, sentence
from tests.cases import every

CHANGES = 4  # of what is said in one run; more would flicker


def test_there_are_at_least_sixty_setups_and_each_rule_is_in_some_and_not_in_others():
    said = {name: {rule for _, _, rule, missed in spans(name) if rule and not missed} for name in SETUPS}
    assert len(SETUPS) >= 60
    for rule in RULES:
        assert 0 < sum(rule in rules for rules in said.values()) < len(SETUPS) // 2, rule


def _as_a_person_would(name):
    said = [(epoch, advice.rule if advice else None) for epoch, advice in run(name).said]
    for begin, end, rule, missed in spans(name):
        here = [(epoch, found) for epoch, found in said if begin <= epoch <= end]
        assert here, "the run has ended before"
        allowed = {rule, None} if missed else {rule}
        assert [(epoch, found) for epoch, found in here if found not in allowed] == []


def _without_a_flicker(name):
    rules = [advice.rule if advice else None for _, advice in run(name).said]
    assert sum(one != other for one, other in pairwise(rules)) <= CHANGES


def _in_short_sentences_with_every_place_filled(name):
    for _, advice in run(name).said:
        for text in filter(None, (advice, advice and advice.change)):
            written = sentence(text)
            assert len(written.split()) <= 20
            assert "{" not in written
            assert "nan" not in written
            assert "inf" not in written


def _fires():
    """(rule, set-up) for all that a person would say."""
    for name in SETUPS:
        for rule in dict.fromkeys(rule for _, _, rule, missed in spans(name) if rule and not missed):
            yield rule, name


def _quickest(rule):
    """The set-up that a person says this of after the fewest frames."""
    return min((name for found, name in _fires() if found == rule), key=lambda name: SETUPS[name][1] / SETUPS[name][2])


@every("name", [_quickest(rule) for rule in RULES])
def test_each_rule_is_told_as_it_should_be(name):
    _as_a_person_would(name)
    _without_a_flicker(name)
    _in_short_sentences_with_every_place_filled(name)


@pytest.mark.rest
@every("name", SETUPS)
def test_the_coach_says_what_a_person_would(name):
    _as_a_person_would(name)


@pytest.mark.rest
@every("name", SETUPS)
def test_what_is_said_does_not_flicker(name):
    _without_a_flicker(name)


@pytest.mark.rest
@every("name", SETUPS)
def test_sentences_are_short_and_every_place_in_them_is_filled(name):
    _in_short_sentences_with_every_place_filled(name)


def _helps(rule, name):
    """Whether after as many epochs the fact is gone, or what it is about is better."""
    before, advice = run(name), run(name).first(rule)
    after = tried(name, advice)
    last = after.said[-1][1]
    better = after.test_loss < before.test_loss if rule == "memorizing" else after.loss < before.loss
    return better or last is None or last.rule != rule


@pytest.mark.rest
@every("rule", [rule for rule in RULES if rule != "solved"])
def test_what_it_says_to_try_helps_in_most_runs(rule):
    """At least one, and three of four of those that have something to try."""
    names = [name for found, name in _fires() if found == rule and run(name).first(rule).change]
    helped = [name for name in names if _helps(rule, name)]
    assert helped
    assert len(helped) >= 0.75 * len(names), sorted(set(names) - set(helped))


@pytest.mark.rest
def test_nearly_every_run_that_needs_help_is_offered_some():
    without = [name for rule, name in _fires() if rule != "solved" and not run(name).first(rule).change]
    assert without == ["custom data, far out"]


@pytest.mark.rest
def test_where_all_is_well_there_is_nothing_to_try():
    assert all(run(name).first(rule).change is None for rule, name in _fires() if rule == "solved")
