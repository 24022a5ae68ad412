"""The wrap-up of a class: what it has found in figures and words, and the texts that students have typed."""

import pytest

from bench import class_experiment
from tests.browser.room import student_of
from tests.browser.test_access import faults, faults_light_and_dark

SEATS = 6
WIDE = "const { scrollWidth, clientWidth } = document.documentElement; return scrollWidth - clientWidth"
TEXT = {"kind": "text", "lesson": "one-line", "step": "circle.ask"}


@pytest.fixture
def full(teacher):
    """A class that has voted twice, guessed, trained to a finish line, and typed."""
    teacher.does("rule", free_text=True)
    for vote in (1, 2):
        teacher.does("tell", change={"question": {**class_experiment.QUESTION, "vote": vote}})
    for number in range(SEATS):
        row, answers = class_experiment.student(number)
        student = teacher.student()
        typed = {"key": "typed", **TEXT, "text": f"<b>because</b> {number}"}
        teacher.board.good("sync", **student.right, row=row, answers=[*answers, typed])
    return teacher


@pytest.mark.first
def test_the_wrap_up_says_what_the_class_has_found(room, full):
    room.come_to("end", full)
    assert room.text("class-summary") == "6 students, 24 answers, 12 runs to the end."
    titles = room.until(lambda: len(found := room.texts("#class-asked h3")) == 5 and found, "all figures")
    kinds = ["Which learns faster?", "How many lines", "Loss curves", "Size and accuracy", "Epochs to the finish"]
    assert [title.startswith(kind) for title, kind in zip(titles, kinds, strict=True)] == [True] * 5
    shown = {title: room.texts("#class-asked p")[i] for i, title in enumerate(titles)}
    report = room.downloaded("class-markdown", "class.md")
    for title, sentence in shown.items():
        assert f"### {title}\n\n{sentence}\n".replace("|", "\\|") in report.replace("\\", ""), title
    room.visit("results")
    for key, title in ("votes", titles[0]), ("epochs", titles[4]):
        room.css(f"[data-figure={key}]")[0].click()
        said = shown[title]
        room.until(lambda said=said: room.texts(".results-say") == [said], "the same in the results")
    assert "| tanh | 18 |" not in report
    assert "because" not in report, "what others may not see is not in it"


def test_typed_texts_are_allowed_one_by_one_and_shown_without_names(room, full):
    room.come_to("results", full)
    assert not room.css("[data-figure=texts]"), "not before the teacher has seen them"
    room.visit("end")
    room.until(lambda: "Others may see 0." in room.texts("#class-typed summary")[0], "how many there are")
    room.css("#class-typed summary")[0].click()
    assert len(room.css("#class-typed li")) == SEATS
    room.css("#class-typed button")[2].click()
    room.until(lambda: "Others may see 1." in room.texts("#class-typed summary")[0], "that one may be seen")
    assert room.texts("#class-typed button") == ["Allow", "Allow", "Hide", "Allow", "Allow", "Allow"]
    assert room.js("return document.querySelector('#class-typed').open"), "it stays open"
    assert faults_light_and_dark(room) == []
    assert "| \\<b\\>because\\</b\\> 2 |" in room.downloaded("class-markdown", "class.md")
    room.visit("results")
    room.until(lambda: room.css("[data-figure=texts]"), "the texts")
    room.css("[data-figure=texts]")[0].click()
    room.until(lambda: room.texts(".results-quotes q") == ["<b>because</b> 2"], "the one that may be seen")
    names = [seat["name"] for seat in full.sees()["seats"]]
    assert not any(name in room.js("return document.querySelector('.results-shown').textContent") for name in names)
    assert faults(room, within="#class-screen-results") == []


@pytest.mark.parametrize("size", [(1024, 768), (390, 844)])
def test_its_tables_stay_within_the_page(room, full, size):
    room.resize(*size)
    room.come_to("end", full)
    room.until(lambda: len(room.css("#class-asked table")) == 2, "tables")
    assert room.js(WIDE) == 0


def test_there_is_nothing_to_print_without_students(room, teacher):
    room.come_to("end", teacher)
    assert "Nothing to show yet" in room.texts("#class-asked li")[0]
    assert room.js("return document.getElementById('class-slips').disabled")
    student_of(teacher)
    room.until(lambda: not room.js("return document.getElementById('class-slips').disabled"), "a slip")
