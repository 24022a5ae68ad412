"""The list of the coach's rules in docs is that of the code and of the runs that its tests compare with."""

from coach_docs import FILE, text

from nn_core.insight.coach import RULES


def test_the_list_of_rules_and_runs_is_as_they_are():
    assert FILE.read_text(encoding="utf-8") == text(), "write it again: PYTHONPATH=. python tests/core/coach_docs.py"


def test_every_rule_has_runs_that_prove_it():
    parts = text().split("\n### ")[1:]
    assert len(parts) == len(RULES)
    assert all(part.count("`#") >= 1 for part in parts)
