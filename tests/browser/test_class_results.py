"""What a class has said and found, as figures on its teacher's page: votes, curves, sizes, and epochs to a finish."""

import re
from math import ceil

import pytest

from bench import class_experiment
from nn_core.formats.links.goals import Stop
from nn_core.formats.links.link import from_link
from tests.browser.desk import NAMES, SAY, SEATS, expected, shown_epochs
from tests.browser.seat import Student
from tests.browser.test_access import faults_light_and_dark


def test_a_question_is_voted_on_twice(desk, teacher):
    question = {"key": "fast", "text": "Which learns faster?", "options": ["ReLU", "tanh", "They tie"]}
    teacher.does("tell", change={"question": question})
    students = [teacher.student() for _ in range(12)]
    desk.come(teacher)
    desk.at("results")
    desk.until(lambda: desk.css("#class-screen-results .results-none")[0].is_displayed(), "nothing yet")
    for number, student in enumerate(students):
        student.sends({"step": "fast", "choice": ["0" if number < 8 else "1"]})
    desk.until(lambda: desk.css("[data-figure=votes]"), "votes")
    desk.until(lambda: desk.figure("votes") == "8 of 12 chose “ReLU”.", "the first vote")
    assert desk.texts(".results-about") == ["Which learns faster?"]
    assert desk.as_table() == [["ReLU", "8 of 12 (67%)"], ["tanh", "4 of 12 (33%)"], ["They tie", "0 of 12 (0%)"]]
    teacher.does("tell", change={"question": {**question, "vote": 2}})
    for number, student in enumerate(students[:10]):
        student.sends({"step": "fast", "vote": 2, "choice": ["1" if number % 2 else "0"]})
    # Of the ten, numbers 1, 3, 5 and 7 go from ReLU to tanh, and 8 from tanh to ReLU.
    said = "5 of 10 changed their mind. 5 of 10 chose each of: ReLU, tanh."
    desk.until(lambda: desk.texts(SAY) == [said], "the second vote")
    desk.until(lambda: len(desk.as_table()[0]) == 3, "both")
    assert desk.as_table() == [
        ["ReLU", "8 of 12 (67%)", "5 of 10 (50%)"],
        ["tanh", "4 of 12 (33%)", "5 of 10 (50%)"],
        ["They tie", "0 of 12 (0%)", "0 of 10 (0%)"],
    ]
    widths = desk.js("return [...document.querySelectorAll('.results-bar-fill')].map(({ style }) => style.width)")
    assert [round(float(width[:-1])) for width in widths] == [67, 50, 33, 50, 0, 0]
    assert faults_light_and_dark(desk) == []


def test_few_votes_are_few_answers(desk, teacher):
    for choice in "001":
        teacher.student().sends({"step": "fast", "choice": [choice]})
    desk.come(teacher)
    desk.until(lambda: desk.figure("votes") == "Few answers: fewer than 5.", "too few")
    assert desk.as_table()[0] == ["Option 1", "2 of 3 (67%)"]


@pytest.mark.first
def test_the_figures_of_all_runs_are_those_of_the_core(desk, full, trained):
    desk.come(full)
    desk.figure("epochs")
    pool = expected(trained)
    assert {group.kinds[0] for group in pool.groups} == set(NAMES)
    fast, slow = pool.groups[0], max(pool.groups, key=lambda group: group.times.never / group.times.runs)
    half = f"Half of the {fast.times.runs} runs with {NAMES[fast.kinds[0]]} had finished by epoch "
    half += str(ceil(fast.times.epochs.median))
    never = f"{slow.times.never} of {slow.times.runs} with {NAMES[slow.kinds[0]]} never did."
    assert (said := desk.texts(SAY)[0]).startswith(half)
    assert said.endswith(never)
    for cells, group in zip(desk.as_table(), pool.groups, strict=True):
        times = group.times
        sure, share = times.epochs_interval, times.never_interval
        assert cells[:3] == [NAMES[group.kinds[0]], str(times.runs), shown_epochs(times.epochs.median)]
        assert cells[3] == f"{shown_epochs(sure.low)} – {shown_epochs(sure.high)}"
        assert cells[4].startswith(f"{times.never} (")
        low, high = (float(each) for each in re.findall(r"([\d.]+)%", cells[5]))
        assert (low, high) == (pytest.approx(100 * share.low, abs=0.05), pytest.approx(100 * share.high, abs=0.05))
    notes = " ".join(desk.texts(".results-notes li"))
    assert "Finish line: test loss below 0.1. Data: Circle." in notes
    assert f"{pool.repeated} more runs repeat a set-up with its seed" in notes
    assert "hidden layers, learning rate. So this is no fair race." in notes
    dots = desk.js("return document.querySelectorAll('.results-svg .dot').length")
    assert dots == sum(group.times.runs for group in pool.groups)
    assert faults_light_and_dark(desk) == []


def test_all_curves_and_all_sizes_are_drawn(desk, full, trained):
    desk.come(full)
    half = f"Half of {SEATS} networks have come to a test loss of "
    desk.until(lambda: desk.figure("curves").startswith(half), "all")
    assert desk.js("return document.querySelectorAll('.results-svg .curve').length") == SEATS
    ends = sorted(row["curve"][-1][1] for row, _answers in trained)
    half, lowest = (float(each) for each in re.findall(r"0\.\d+", desk.texts(SAY)[0]))
    assert half == pytest.approx((ends[SEATS // 2 - 1] + ends[SEATS // 2]) / 2, abs=5e-5)
    assert lowest == pytest.approx(ends[0], abs=5e-5)
    assert len([row for row in desk.as_table() if not row[0].startswith("Median")]) == SEATS
    assert desk.figure("sizes").startswith(f"Of {SEATS * class_experiment.RUNS} runs the best has ")
    assert desk.js("return document.querySelectorAll('.results-svg .dot').length") == SEATS * class_experiment.RUNS
    assert desk.figure("guesses").startswith(f"{SEATS} guesses from 1 to 9;")
    for width, height in ((390, 844), (1024, 768), (1920, 1080)):
        desk.resize(width, height)
        for key in ("votes", "guesses", "curves", "sizes", "epochs"):
            desk.figure(key)
            assert not desk.js(
                "const { right } = document.querySelector('.results-shown').getBoundingClientRect();"
                "return right > innerWidth || document.querySelector('.results-figure').scrollWidth > innerWidth"
            ), (key, width)


def test_a_run_that_a_student_has_played_is_in_the_figure(desk, teacher, tab, classroom):
    """From the student's page to the teacher's: what it reached, up to which finish, and with which activation."""
    student = Student(tab, classroom.server.url)
    student.driver.get(f"{student.url}?class={teacher.code}#seed=3&hidden=4-relu&stop=test_loss:0.2")
    student.wait_until_ready()
    student.until(lambda: student.shown("seat-join-dialog"), "the offer")
    student.click("seat-join")
    student.is_("in the class")
    student.play()
    student.until(lambda: not student.playing, "it stops by itself")
    reached = student.epoch
    answers = student.until(lambda: teacher.sees()["answers"], "the run")
    assert [(answer["kind"], answer["reached"]) for answer in answers] == [("run", reached)]
    assert from_link(answers[0]["run"]["link"]).options.stop == Stop("test_loss", 0.2)
    desk.come(teacher)
    desk.figure("epochs")
    assert desk.as_table() == [["ReLU", "1", "too few runs", "", "0 (0%)", ""]]
    assert "Finish line: test loss below 0.2. Data: Circle." in desk.texts(".results-notes li")
