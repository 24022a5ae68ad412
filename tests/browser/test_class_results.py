"""What a class has said and found, on its teacher's page: figures, the spotlight, a race of students, and files."""

import json
import re
from math import ceil, isinf

import pytest

from bench import class_experiment
from nn_core.common.written import rounded
from nn_core.formats.links.goals import Stop
from nn_core.formats.links.link import from_link
from nn_core.study.pooled import PooledRun, pools
from nn_core.study.race_link import from_race_link
from tests.browser.race import Race
from tests.browser.seat import Student
from tests.browser.test_access import faults, faults_light_and_dark
from tests.browser.view import View

SEATS = 30
NAMES = {"tanh": "Tanh", "relu": "ReLU", "sigmoid": "Sigmoid"}
SAY, ROWS = ".results-say", ".results-table tbody tr"
DROP = """
const [files] = arguments;
const data = new DataTransfer();
for (const [name, text] of files) data.items.add(new File([text], name, { type: "application/json" }));
for (const type of ["dragover", "drop"])
  document.body.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
"""


class Teaching(View):
    """A teacher's page, at one of its screens."""

    READY = "!document.getElementById('class-room').hidden"

    def without_class(self):
        """Open it where there is none yet."""
        self.driver.get(self.url)
        self.wait("'begun' in document.documentElement.dataset", "the page has begun")
        assert self.shown("class-entry")

    def at(self, screen):
        self.click(f"class-tab-{screen}")

    def figure(self, key):
        """Show a figure; gives its sentence."""
        self.at("results")
        self.until(lambda: self.css(f"[data-figure={key}]"), key)
        self.css(f"[data-figure={key}]")[0].click()
        self.until(lambda: self.texts(SAY)[0] and self.css(".results-figure > *"), "the figure")
        return self.texts(SAY)[0]

    def as_table(self):
        """What the figure is of, cell by cell."""
        if not self.css(ROWS):
            self.css(".results-as-table")[0].click()
        self.until(lambda: self.css(ROWS), "the table")
        return self.table(ROWS)


@pytest.fixture
def page(tab, classroom):
    page = Teaching(tab, f"{classroom.server.url}class")
    page.leave()
    page.js("sessionStorage.clear(); localStorage.clear()")
    page.resize(1440, 900)
    page.log()
    yield page
    page.resize(None)
    assert page.log() == []


def come(page, teacher):
    right = teacher.right
    page.driver.get(f"{page.url}#{right['class_id']}.{right['secret']}")
    page.wait_until_ready()


@pytest.fixture(scope="module")
def trained():
    """What each student has done, with networks that were really trained."""
    return [class_experiment.student(number) for number in range(SEATS)]


@pytest.fixture
def full(teacher, trained):
    """A class whose students have all done that."""
    for row, answers in trained:
        student = teacher.student()
        teacher.board.good("sync", **student.right, row=row, answers=answers)
    return teacher


def expected(trained):
    """The pool of all runs, as the core sums it up."""
    runs = [answer for _row, answers in trained for answer in answers if answer["kind"] == "run"]
    links = [from_link(answer["run"]["link"]) for answer in runs]
    found = pools(
        PooledRun(link.experiment, link.options.stop, answer["run"]["epoch"], answer["reached"])
        for link, answer in zip(links, runs, strict=True)
    )
    assert len(found) == 1
    return found[0]


def shown_epochs(value):
    return "not reached" if isinf(value) else rounded(value, 4)


def test_a_question_is_voted_on_twice(page, teacher):
    question = {"key": "fast", "text": "Which learns faster?", "options": ["ReLU", "tanh", "They tie"]}
    teacher.does("tell", change={"question": question})
    students = [teacher.student() for _ in range(12)]
    come(page, teacher)
    page.at("results")
    page.until(lambda: page.css("#class-screen-results .results-none")[0].is_displayed(), "nothing yet")
    for number, student in enumerate(students):
        student.sends({"step": "fast", "choice": ["0" if number < 8 else "1"]})
    page.until(lambda: page.css("[data-figure=votes]"), "votes")
    page.until(lambda: page.figure("votes") == "8 of 12 chose “ReLU”.", "the first vote")
    assert page.texts(".results-about") == ["Which learns faster?"]
    assert page.as_table() == [["ReLU", "8 of 12 (67%)"], ["tanh", "4 of 12 (33%)"], ["They tie", "0 of 12 (0%)"]]
    teacher.does("tell", change={"question": {**question, "vote": 2}})
    for number, student in enumerate(students[:10]):
        student.sends({"step": "fast", "vote": 2, "choice": ["1" if number % 2 else "0"]})
    # Of the ten, numbers 1, 3, 5 and 7 go from ReLU to tanh, and 8 from tanh to ReLU.
    said = "5 of 10 changed their mind. 5 of 10 chose each of: ReLU, tanh."
    page.until(lambda: page.texts(SAY) == [said], "the second vote")
    page.until(lambda: len(page.as_table()[0]) == 3, "both")
    assert page.as_table() == [
        ["ReLU", "8 of 12 (67%)", "5 of 10 (50%)"],
        ["tanh", "4 of 12 (33%)", "5 of 10 (50%)"],
        ["They tie", "0 of 12 (0%)", "0 of 10 (0%)"],
    ]
    widths = page.js("return [...document.querySelectorAll('.results-bar-fill')].map(({ style }) => style.width)")
    assert [round(float(width[:-1])) for width in widths] == [67, 50, 33, 50, 0, 0]
    assert faults_light_and_dark(page) == []


def test_few_votes_are_few_answers(page, teacher):
    for choice in "001":
        teacher.student().sends({"step": "fast", "choice": [choice]})
    come(page, teacher)
    page.until(lambda: page.figure("votes") == "Few answers: fewer than 5.", "too few")
    assert page.as_table()[0] == ["Option 1", "2 of 3 (67%)"]


@pytest.mark.first
def test_the_figures_of_all_runs_are_those_of_the_core(page, full, trained):
    come(page, full)
    page.figure("epochs")
    pool = expected(trained)
    assert {group.kinds[0] for group in pool.groups} == set(NAMES)
    fast, slow = pool.groups[0], max(pool.groups, key=lambda group: group.times.never / group.times.runs)
    half = f"Half of the {fast.times.runs} runs with {NAMES[fast.kinds[0]]} had finished by epoch "
    half += str(ceil(fast.times.epochs.median))
    never = f"{slow.times.never} of {slow.times.runs} with {NAMES[slow.kinds[0]]} never did."
    assert (said := page.texts(SAY)[0]).startswith(half)
    assert said.endswith(never)
    for cells, group in zip(page.as_table(), pool.groups, strict=True):
        times = group.times
        sure, share = times.epochs_interval, times.never_interval
        assert cells[:3] == [NAMES[group.kinds[0]], str(times.runs), shown_epochs(times.epochs.median)]
        assert cells[3] == f"{shown_epochs(sure.low)} – {shown_epochs(sure.high)}"
        assert cells[4].startswith(f"{times.never} (")
        low, high = (float(each) for each in re.findall(r"([\d.]+)%", cells[5]))
        assert (low, high) == (pytest.approx(100 * share.low, abs=0.05), pytest.approx(100 * share.high, abs=0.05))
    notes = " ".join(page.texts(".results-notes li"))
    assert "Finish line: test loss below 0.1. Data: Circle." in notes
    assert f"{pool.repeated} more runs repeat a set-up with its seed" in notes
    assert "hidden layers, learning rate. So this is no fair race." in notes
    dots = page.js("return document.querySelectorAll('.results-svg .dot').length")
    assert dots == sum(group.times.runs for group in pool.groups)
    assert faults_light_and_dark(page) == []


def test_all_curves_and_all_sizes_are_drawn(page, full, trained):
    come(page, full)
    half = f"Half of {SEATS} networks have come to a test loss of "
    page.until(lambda: page.figure("curves").startswith(half), "all")
    assert page.js("return document.querySelectorAll('.results-svg .curve').length") == SEATS
    ends = sorted(row["curve"][-1][1] for row, _answers in trained)
    half, lowest = (float(each) for each in re.findall(r"0\.\d+", page.texts(SAY)[0]))
    assert half == pytest.approx((ends[SEATS // 2 - 1] + ends[SEATS // 2]) / 2, abs=5e-5)
    assert lowest == pytest.approx(ends[0], abs=5e-5)
    assert len([row for row in page.as_table() if not row[0].startswith("Median")]) == SEATS
    assert page.figure("sizes").startswith(f"Of {SEATS * class_experiment.RUNS} runs the best has ")
    assert page.js("return document.querySelectorAll('.results-svg .dot').length") == SEATS * class_experiment.RUNS
    assert page.figure("guesses").startswith(f"{SEATS} guesses from 1 to 9;")
    for width, height in ((390, 844), (1024, 768), (1920, 1080)):
        page.resize(width, height)
        for key in ("votes", "guesses", "curves", "sizes", "epochs"):
            page.figure(key)
            assert not page.js(
                "const { right } = document.querySelector('.results-shown').getBoundingClientRect();"
                "return right > innerWidth || document.querySelector('.results-figure').scrollWidth > innerWidth"
            ), (key, width)


def test_a_run_that_a_student_has_played_is_in_the_figure(page, teacher, tab, classroom):
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
    come(page, teacher)
    page.figure("epochs")
    assert page.as_table() == [["ReLU", "1", "too few runs", "", "0 (0%)", ""]]
    assert "Finish line: test loss below 0.2. Data: Circle." in page.texts(".results-notes li")


@pytest.mark.first
def test_one_student_is_in_the_spotlight_and_twelve_race(page, full, trained, tab):
    come(page, full)
    page.at("spotlight")
    page.until(lambda: page.texts(".light-name")[0], "somebody")
    name = page.texts(".light-name")[0]
    seats = {seat["name"]: seat for seat in full.sees()["seats"]}
    row = seats[name]["row"]
    facts = dict(zip(page.texts(".light-facts dt"), page.texts(".light-facts dd"), strict=True))
    assert facts["Epoch"] == str(row["epoch"])
    assert facts["Dataset"] == "Circle"
    assert facts["Parameters"] == str(row["parameters"])
    assert page.css(".light-open")[0].get_attribute("href").endswith(f"/#{row['link']}")
    assert page.colors(".light-map") > 50
    assert page.css(".light-curve svg")
    page.css(".light-bar button:last-of-type")[0].click()
    page.until(lambda: page.texts(".light-name")[0] != name, "the next one")
    page.switch("class-hide-names")
    page.until(lambda: page.texts(".light-name")[0] == "2", "a number instead of a name")
    assert not set(page.texts(".light-ticks label")) & set(seats)
    page.switch("class-hide-names")
    page.until(lambda: page.texts(".light-name")[0] in seats, "names again")
    assert faults_light_and_dark(page, ".room") == []
    page.css(".light-buttons button")[0].click()
    page.until(lambda: page.css(".light-go")[0].is_displayed(), "the way to the race")
    first = [row for row, _answers in trained[:12]]
    went = page.texts(".light-lanes li")
    out = page.texts(".light-said")[0]
    assert page.texts(".light-go") == [f"Race {len(went)} networks"]
    assert len(went) + out.count("has ") == 12
    lanes = from_race_link(page.css(".light-go")[0].get_attribute("href").partition("#")[2]).rules.competitors
    chosen = [from_link(each["link"]).experiment for each in first]
    assert [lane.experiment for lane in lanes] == list(dict.fromkeys(chosen))
    page.driver.get(page.css(".light-go")[0].get_attribute("href"))
    race = Race(tab, page.driver.current_url)
    race.wait_until_ready()
    race.until(lambda: len(race.lanes()) == len(went), "the lanes")
    assert [name.partition(" · ")[0] for name in race.names()] == went


def test_two_students_race_under_their_names_unless_those_are_hidden(page, teacher, tab):
    students = [teacher.student() for _ in range(2)]
    for student, activation in zip(students, ("tanh", "relu"), strict=True):
        student.sends(row={"link": f"seed=3&hidden=4-{activation}", "epoch": 10})
    come(page, teacher)
    page.at("spotlight")
    page.until(lambda: len(page.css(".light-ticks input")) == 2, "both students")
    page.css(".light-buttons button")[0].click()
    link = page.until(lambda: page.css(".light-go")[0].get_attribute("href"), "the way to the race")
    page.switch("class-hide-names")
    plain = page.until(
        lambda: (its := page.css(".light-go")[0].get_attribute("href")) != link and its, "the way without names"
    )
    assert "names=" not in plain
    page.switch("class-hide-names")
    names = [f"{student.name} · {activation}" for student, activation in zip(students, ("Tanh", "ReLU"), strict=True)]
    race = Race(tab, page.driver.current_url)
    called = "return [...document.querySelectorAll('.lanes .lane-called')].map((name) => name.checkVisibility())"
    for href, lanes in (plain, ["Tanh", "ReLU"]), (link, names):
        race.leave()
        race.driver.get(href)
        race.wait_until_ready()
        race.until(lambda lanes=lanes: race.names() == lanes, "the lanes")
        assert race.js(called) == ["names=" in href] * 2
    race.click("step")
    drawn = "return [...document.querySelectorAll('#race-chart .annotation-text')].map((text) => text.textContent)"
    race.until(lambda: all(any(each.name in text for text in race.js(drawn)) for each in students), "names at curves")
    race.tool(0, "later")
    race.until(lambda: race.names() == names[::-1], "a name goes with its lane")
    race.until(lambda: "names=" in race.driver.current_url.partition("lanes=relu;tanh")[2], "in the address, too")
    race.leave()
    race.driver.get(f"{link}&present=1")
    race.wait_until_ready()
    shown = "return [...document.querySelectorAll('.lanes .lane-name')].map((name) => name.innerText)"
    race.until(lambda: race.js(shown) == names, "the names on the projector")


@pytest.mark.first
def test_thirty_files_make_the_same_wall_and_the_same_figures(page, trained):
    page.without_class()
    files = [
        [
            f"{number}.class.json",
            json.dumps({"version": 1, "name": f"Seat {number}", "rows": [row], "answers": answers}),
        ]
        for number, (row, answers) in enumerate(trained)
    ]
    page.js(DROP, [["essay.json", "Dear teacher"]])
    page.until(lambda: "essay.json (no hand-in file" in page.text("class-entry-said"), "it is none")
    page.js(DROP, [*files, files[0], ["other.json", "{}"]])
    page.wait_until_ready()
    said = page.until(lambda: page.texts(".files-said")[0], "what is wrong")
    bad = "Not opened: other.json (no hand-in file, or changed by hand)"
    assert said == f"1 file was there twice, and counts once. {bad}"
    page.at("wall")
    page.until(lambda: len(page.css("#class-wall > li")) == SEATS, "a tile each")
    page.figure("epochs")
    pool = expected(trained)
    table = page.as_table()
    assert [cells[:2] for cells in table] == [[NAMES[group.kinds[0]], str(group.times.runs)] for group in pool.groups]
    assert [cells[2] for cells in table] == [shown_epochs(group.times.epochs.median) for group in pool.groups]
    assert page.figure("votes").endswith("chose “tanh”.") is False, "nobody knows the words of a question"
    assert page.as_table()[0][0] == "Option 1"
    assert faults(page) == []
    more = json.dumps({"version": 1, "name": "Late", "rows": [trained[0][0]], "answers": []})
    page.js(DROP, [["late.class.json", more]])
    page.at("wall")
    page.until(lambda: len(page.css("#class-wall > li")) == SEATS + 1, "one more")
    page.css(".files-bar button")[0].click()
    page.until(lambda: page.shown("class-entry"), "closed")


def test_files_bring_along_the_words_of_what_was_asked(page):
    page.without_class()
    asked = {"key": "q1", "text": "Which one is <b>first</b>?", "options": ["ReLU", "tanh"]}
    answer = {"key": "a-1", "kind": "choice", "step": "q1", "choice": ["1"]}
    its = {"version": 1, "name": "", "rows": [], "answers": [answer], "questions": [asked]}
    other = {**its, "answers": [{**answer, "key": "b-1", "choice": ["0"]}]}
    page.js(DROP, [["a.class.json", json.dumps(its)], ["b.class.json", json.dumps(other)]])
    page.wait_until_ready()
    page.figure("votes")
    assert page.texts(".results-about") == [asked["text"]]
    assert page.as_table() == [["ReLU", "1 of 2 (50%)"], ["tanh", "1 of 2 (50%)"]]
    page.css(".files-bar button")[0].click()
    page.until(lambda: page.shown("class-entry"), "closed")
