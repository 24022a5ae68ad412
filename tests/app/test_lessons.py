"""Every lesson is short, complete in each language, and true: its checks can be met, its numbers are measured."""

import re
from decimal import Decimal

import pytest

from app import ROOT
from app.lessons import lessons
from app.lessons.form import ARCS
from app.lessons.reader import FOLDER, check_of, whole_setup
from app.lessons.words import MOST_ASKED, MOST_FEEDBACK, MOST_OPTION, MOST_WORDS, counted, plain
from tests.app.lesson_proofs import facts_at_first, facts_when_solved, measured
from tests.app.node import evaluate

STEPS = [(read, step) for read in lessons().values() for step in read.lesson.steps]
NAMES = [f"{read.key}/{step.key}" for read, step in STEPS]

# What learners get wrong, and the step that meets it.
MISCONCEPTIONS = {
    "one neuron is a program written for the pattern": "one-line/clouds",
    "the network goes on learning while it is paused": "without-bends/paused",
    "three ReLU lines make a triangle": "close-a-circle/corners",
    "the output unit has no bias, as no link shows it": "be-the-optimizer/bias",
    "one run proves something": "fair-race/claim",
    "deeper is always better": "vanishing-gradient/six",
    "a dead unit is dead for ever": "dead-or-unlucky/revive",
    "all weights may start equal": "dead-or-unlucky/equal",
    "ReLU is nearly linear": "relu-bends/sentence",
    "what if all z are above 0?": "relu-bends/linear",
    "the network stores the data": "memorizing/stores",
    "a noisy point that is wrong is a failure": "memorizing/noise",
}

steps = pytest.mark.parametrize(("read", "step"), STEPS, ids=NAMES)


def test_there_are_enough_of_them_in_every_arc():
    found = [read.lesson.arc for read in lessons().values()]
    assert {*found} == {*ARCS}
    assert found == sorted(found, key=ARCS.index)  # arcs come one after the other
    assert len([arc for arc in found if arc != "exercises"]) >= 14


def test_what_a_lesson_needs_comes_before_it():
    keys = [*lessons()]
    for key, read in lessons().items():
        assert all(keys.index(need) < keys.index(key) for need in read.lesson.needs), key


def test_a_lesson_takes_as_long_as_its_steps():
    for key, read in lessons().items():
        assert sum(step.minutes for step in read.lesson.steps) == read.lesson.minutes, key


def test_the_guide_for_teachers_lists_them():
    guide = (ROOT / "docs" / "teachers.md").read_text(encoding="utf-8")
    rows = [row.split(" | ") for row in re.findall(r"^\| (.*) \|$", guide.partition("| arc |")[2], re.MULTILINE)]
    for arc, (_, told, minutes) in zip(ARCS, rows, strict=False):
        inside = [read for read in lessons().values() if read.lesson.arc == arc]
        assert int(minutes) == sum(read.lesson.minutes for read in inside), arc
        if arc != "exercises":
            assert told == " · ".join(read.words["en"].title for read in inside)


def test_every_language_has_every_lesson():
    languages = {language for read in lessons().values() for language in read.words}
    for key, read in lessons().items():
        assert {*read.words} == languages, key
        for words in read.words.values():
            assert plain(words.learn)
            assert plain(words.pitfalls), key
            assert plain(words.questions), key
            for step in read.lesson.steps:
                answered = bool(step.predict or step.ask)
                assert bool(plain(words.steps[step.key].answer)) or not answered, f"{key}/{step.key}: ### answer"


def test_every_misconception_is_met():
    assert {*MISCONCEPTIONS.values()} <= {*NAMES}


def _counted(text):
    return counted(plain(text))


@steps
def test_a_step_is_short(read, step):
    for words in read.words.values():
        said = words.steps[step.key]
        asked = [each for each in (said.predict, said.ask) if each]
        first = said.predict.text if said.predict else () if said.check else said.ask.text if said.ask else ()
        assert _counted((*said.say, *first)) <= MOST_WORDS
        assert all(_counted(text) <= MOST_WORDS for text in (said.reveal, said.check, *said.hints))
        for question in asked:
            assert _counted(question.text) <= MOST_ASKED
            assert all(_counted(option.text) <= MOST_OPTION for option in question.options.values())
            assert all(_counted(option.feedback) <= MOST_FEEDBACK for option in question.options.values())


@steps
def test_a_set_up_is_one_that_its_page_opens(read, step):
    first = read.lesson.steps.index(step) == 0
    setup = whole_setup(read.lesson, step)
    assert setup is not None or not first
    if step.run is not None and setup is not None and step.page == "playground":
        assert "stop=" in setup or not (step.run.stop or step.run.epochs)


@pytest.mark.rest
@steps
def test_every_number_is_measured(read, step):
    for expect in step.expect:
        digits = Decimal(str(expect.value)).as_tuple().exponent
        within = 0.5 * 10**digits if expect.within is None else expect.within
        value = measured(read, step, expect)
        assert abs(value - expect.value) <= within * 1.0001, f"{expect.name}: {value}, and not {expect.value}"


@steps
def test_every_number_is_told(read, step):
    for path in FOLDER.glob(f"[0-9][0-9]-{read.key}/*.md"):
        section = path.read_text(encoding="utf-8").partition(f"\n## {step.key}\n")[2].partition("\n## ")[0]
        assert {each.name for each in step.expect} == {*re.findall(r"\{(\w+)\}", section)}


def _facts():
    for read, step in STEPS:
        if check_of(step) is not None:
            check = check_of(step).model_dump(mode="json")
            before, after = facts_at_first(read, step), facts_when_solved(read, step)
            yield f"{read.key}/{step.key}", check, before.told(), after.told()


def test_every_check_can_be_met_and_is_not_met_at_once():
    """By the runs of its ``solve``, as the browser's own code reads them."""
    code = """import { holds } from "./lessons/checks.js";
    tell(given[0].map(([check, before, after]) => [holds(check, before), holds(check, after)]));"""
    facts = [*_facts()]
    assert len(facts) > 20
    found = [held for i in range(0, len(facts), 5) for held in evaluate(code, [each for _, *each in facts[i : i + 5]])]
    assert {name: held for (name, *_), held in zip(facts, found, strict=True) if held != [False, True]} == {}
