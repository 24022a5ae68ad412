"""Files that students have handed in make a wall and figures, without a class and without a server that remembers."""

import json

import pytest

from tests.browser.desk import NAMES, SEATS, expected, shown_epochs
from tests.browser.test_access import faults

DROP = """
const [files] = arguments;
const data = new DataTransfer();
for (const [name, text] of files) data.items.add(new File([text], name, { type: "application/json" }));
for (const type of ["dragover", "drop"])
  document.body.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
"""


@pytest.mark.first
def test_thirty_files_make_the_same_wall_and_the_same_figures(desk, trained):
    desk.without_class()
    files = [
        [
            f"{number}.class.json",
            json.dumps({"version": 1, "name": f"Seat {number}", "rows": [row], "answers": answers}),
        ]
        for number, (row, answers) in enumerate(trained)
    ]
    desk.js(DROP, [["essay.json", "Dear teacher"]])
    desk.until(lambda: "essay.json (no hand-in file" in desk.text("class-entry-said"), "it is none")
    desk.js(DROP, [*files, files[0], ["other.json", "{}"]])
    desk.wait_until_ready()
    said = desk.until(lambda: desk.texts(".files-said")[0], "what is wrong")
    bad = "Not opened: other.json (no hand-in file, or changed by hand)"
    assert said == f"1 file was there twice, and counts once. {bad}"
    desk.at("wall")
    desk.until(lambda: len(desk.css("#class-wall > li")) == SEATS, "a tile each")
    desk.figure("epochs")
    pool = expected(trained)
    table = desk.as_table()
    assert [cells[:2] for cells in table] == [[NAMES[group.kinds[0]], str(group.times.runs)] for group in pool.groups]
    assert [cells[2] for cells in table] == [shown_epochs(group.times.epochs.median) for group in pool.groups]
    assert desk.figure("votes").endswith("chose “tanh”.") is False, "nobody knows the words of a question"
    assert desk.as_table()[0][0] == "Option 1"
    assert faults(desk) == []
    more = json.dumps({"version": 1, "name": "Late", "rows": [trained[0][0]], "answers": []})
    desk.js(DROP, [["late.class.json", more]])
    desk.at("wall")
    desk.until(lambda: len(desk.css("#class-wall > li")) == SEATS + 1, "one more")
    desk.css(".files-bar button")[0].click()
    desk.until(lambda: desk.shown("class-entry"), "closed")


def test_files_bring_along_the_words_of_what_was_asked(desk):
    desk.without_class()
    asked = {"key": "q1", "text": "Which one is <b>first</b>?", "options": ["ReLU", "tanh"]}
    answer = {"key": "a-1", "kind": "choice", "step": "q1", "choice": ["1"]}
    its = {"version": 1, "name": "", "rows": [], "answers": [answer], "questions": [asked]}
    other = {**its, "answers": [{**answer, "key": "b-1", "choice": ["0"]}]}
    desk.js(DROP, [["a.class.json", json.dumps(its)], ["b.class.json", json.dumps(other)]])
    desk.wait_until_ready()
    desk.figure("votes")
    assert desk.texts(".results-about") == [asked["text"]]
    assert desk.as_table() == [["ReLU", "1 of 2 (50%)"], ["tanh", "1 of 2 (50%)"]]
    desk.css(".files-bar button")[0].click()
    desk.until(lambda: desk.shown("class-entry"), "closed")
