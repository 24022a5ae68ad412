"""The form of lessons: a folder is a lesson, and what is wrong in one is refused with its place."""

import json
import shutil

import pytest
from pydantic import TypeAdapter, ValidationError

from app import ROOT, create_app, lessons
from app.calls.lessons import answer_lesson
from app.lessons import LessonError, reader
from app.lessons.checks import MAX_CHECKS, MAX_DEPTH, Check, bounded
from app.lessons.form import Question
from app.lessons.words import WordsError, plain, read_words
from app.wire.calling import ADDRESS, answer_of, envelope
from nn_core import explain
from tests.app.lesson_proofs import measured

TOML = """
arc = "free"
minutes = 2
level = 1

[[steps]]
key = "look"
minutes = 2
setup = "dataset=circle&seed=1&hidden="
hide = ["coach"]
predict = { kind = "choice", options = ["yes", "no"], right = ["no"] }
run = { stop = "test_loss:0.1", epochs = 50 }
check = { kind = "number", of = "epoch", at_least = 50 }
hints = [{ seconds = 30, runs = 2 }]
expect = [{ name = "right", epochs = 50, of = "accuracy", value = 0.4 }]
"""
WORDS = """# A circle

What a line can't do.

## look

Look at *this*, in the [race](race#lanes=tanh;relu).

### predict

Will it work?

- `yes` Yes
  - Look again.
- `no` No
  - **Right.**

### check

Play `50` epochs.

### hint

Press Play.

### reveal

{right} are right.

### answer

No.

## teacher

### pitfalls

None.

### questions

Why?
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A lesson of its own, in a folder of lessons."""
    made = tmp_path / "07-a-circle"
    made.mkdir()
    (made / "lesson.toml").write_text(TOML)
    (made / "en.md").write_text(WORDS)
    monkeypatch.setattr(reader, "FOLDER", tmp_path)
    reader.lessons.cache_clear()
    yield made
    reader.lessons.cache_clear()


def changed(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_a_folder_is_a_lesson(folder):
    assert [*lessons.lessons()] == ["a-circle"]
    told = answer_lesson({"key": "a-circle"})["lesson"]
    (step,) = told["steps"]
    assert (told["title"], told["language"], told["then"]) == ("A circle", "en", "")
    assert step["setup"] == "dataset=circle&seed=1&hidden=&stop=test_loss:0.1&hide=coach"
    assert step["run"] == {"stop": [{"kind": "test_loss", "value": 0.1}], "epochs": 50}
    options = step["predict"]["options"]
    assert [(each["key"], each["text"][0]["text"]) for each in options] == [("yes", "Yes"), ("no", "No")]
    assert step["reveal"][0]["children"][0]["text"] == "40% are right."
    assert "expect" not in step
    paragraph = step["say"][0]["children"]
    assert [node["kind"] for node in paragraph] == ["text", "em", "text", "link", "text"]
    assert paragraph[3]["to"] == "race#lanes=tanh;relu"
    assert step["goal"][0]["children"][1] == {"kind": "code", "text": "50", "to": "", "children": []}


def test_the_example_for_contributors_is_a_lesson(folder):
    section = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("### A lesson")[2]
    for name, kind in (("lesson.toml", "toml"), ("en.md", "markdown")):
        (folder / name).write_text(section.partition(f"```{kind}\n")[2].partition("```")[0])
    read = reader.read_lesson(folder)
    (step,) = read.lesson.steps
    assert plain(read.words["en"].steps[step.key].reveal) == "40% of the test points are right."
    assert measured(read, step, step.expect[0]) == step.expect[0].value


def test_the_browser_gets_it_by_a_call(folder):
    body = envelope("lesson")
    body["inputs"][0]["value"] = {"key": "a-circle"}
    response = create_app().server.test_client().post(f"/{ADDRESS}", json=body)
    assert response.json["response"][answer_of("lesson")]["data"]["lesson"]["title"] == "A circle"


def test_another_language_has_other_words_and_the_same_set_up(folder):
    shutil.copy(folder / "en.md", folder / "de.md")
    changed(folder / "de.md", "# A circle", "# Ein Kreis")
    german, english = (lessons.told("a-circle", language) for language in ("de", "en"))
    assert (german.title, german.language) == ("Ein Kreis", "de")
    assert german.steps[0].setup == english.steps[0].setup
    assert lessons.told("a-circle", "fr") == english


NO_LESSONS = [{"key": "nothing"}, {"key": "x" * 41}, {"key": 1}, {}, None, {"key": "", "other": 1}]


@pytest.mark.parametrize("asked", NO_LESSONS, ids=str)
def test_what_is_no_lesson_is_refused(asked):
    assert answer_lesson(asked)["error"]


WRONG = [  # in which file, what, by what, and what is said of it
    ("lesson.toml", 'arc = "free"', 'arc = "fre"', "arc must be 'first-network', 'activations'"),
    ("lesson.toml", "minutes = 2", "minutes = 0", "minutes must be greater than or equal to 1"),
    ("lesson.toml", 'key = "look"', 'key = "Look"', "steps.0.key must match pattern"),
    ("lesson.toml", 'key = "look"', 'key = "teacher"', "key must be none of teacher"),
    ("lesson.toml", "seed=1", "seed=one", "look: setup: seed must be a number"),
    ("lesson.toml", 'hide = ["coach"]', 'hide = ["coach", "boss"]', "hide must be one of play"),
    ("lesson.toml", 'right = ["no"]', 'right = ["maybe"]', "right must be among yes, no"),
    ("lesson.toml", "test_loss:0.1", "tests:0.1", "look: stop must be one of epoch"),
    ("lesson.toml", "at_least = 50", "leastwise = 50", "steps.0.check.number.leastwise: extra inputs"),
    ("lesson.toml", ", at_least = 50", "", "number must be with below"),
    ("lesson.toml", 'of = "epoch"', 'of = "epochs"', "steps.0.check.number.of must be 'test_loss'"),
    ("lesson.toml", "[[steps]]", '[[steps]]\npoint = "nowhere"', "point must be an id of app/ids.py"),
    ("lesson.toml", "[[steps]]", "[[steps", "Expected ']]'"),
    ("en.md", "# A circle", "A circle", "line 1: a title is required"),
    ("en.md", "## look", "## looks", "en.md: line 5: the heading 'looks' must be one of look, teacher"),
    ("en.md", "### check\n", "### cheque\n", "en.md: line 18: the heading 'cheque' must be one of predict, ask"),
    ("en.md", "## look", "# look", "en.md: line 5: the heading 'look' must be one of look, teacher"),
    ("en.md", "`yes`", "`ja`", "options of ### predict must be ['yes', 'no'], got ['ja', 'no']"),
    ("en.md", "- `yes` Yes", "- Yes", "line 13: an option must begin with its key in backticks"),
    ("en.md", "race#lanes=tanh;relu", "https://example.org", "line 7: a link must lead to a page inside"),
    ("en.md", "{right}", "{wrong}", "line 28: {wrong} must be a name in expect of its step"),
    ("en.md", "### hint\n\nPress Play.\n", "", "look: ### hint must be 1, got 0"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "said"), WRONG, ids=[said for *_, said in WRONG])
def test_what_is_wrong_in_a_lesson_is_said(folder, name, old, new, said):
    changed(folder / name, old, new)
    with pytest.raises(LessonError, match="07-a-circle: ") as error:
        reader.read_lesson(folder)
    assert said in str(error.value)


def test_a_lesson_needs_english(folder):
    (folder / "en.md").rename(folder / "de.md")
    with pytest.raises(LessonError, match=r"en\.md is required"):
        reader.read_lesson(folder)


HTML = ["<b>bold</b>", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "&lt;i&gt;", "[x](javascript:y)"]


@pytest.mark.parametrize("html", HTML)
def test_html_is_text_like_any_other(html):
    words = read_words(WORDS.replace("What a line can't do.", html), {"look": {"right": "40%"}})
    (paragraph,) = words.learn
    assert plain(words.learn) == html.strip()
    assert {node.kind for node in paragraph.children} == {"text"}


OTHERS = ["![x](race)", "```\ncode\n```", "> said", "1. one", "***", "| a |\n|---|", "[x]: race"]


@pytest.mark.parametrize("markdown", OTHERS)
def test_markdown_that_is_not_known_is_text_or_refused(markdown):
    try:
        words = read_words(WORDS.replace("What a line can't do.", markdown), {"look": {"right": "40%"}})
    except WordsError:
        return
    json.dumps([node.model_dump() for node in words.learn])
    assert {node.kind for node in words.learn} <= {"paragraph", "ordered"}


def _nested(depth):
    check = {"kind": "diverged"}
    for _ in range(depth - 1):
        check = {"kind": "not", "of": check}
    return check


def test_checks_are_bounded():
    read = TypeAdapter(Check).validate_python
    assert bounded(read(_nested(MAX_DEPTH)))
    with pytest.raises(Exception, match="at most"):
        bounded(read(_nested(MAX_DEPTH + 1)))
    many = {"kind": "all", "of": [{"kind": "any", "of": [{"kind": "diverged"}] * 8}] * 3}
    assert MAX_CHECKS < 1 + 3 * 9
    with pytest.raises(Exception, match="at most"):
        bounded(read(many))
    with pytest.raises(ValidationError):
        read({"kind": "all", "of": [{"kind": "diverged"}] * 9})


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"kind": "choice", "options": ["one"]}, "options must be two or more"),
        ({"kind": "text", "options": ["a", "b"]}, "options must be left out of a text"),
        ({"kind": "number"}, "number must be either value or of"),
        ({"kind": "number", "value": 1, "of": "r2"}, "number must be either value or of"),
        ({"kind": "curve", "of": "r2", "epochs": 100}, "curve must be of test_loss or train_loss"),
        ({"kind": "curve", "of": "test_loss"}, "curve must be of test_loss or train_loss, with epochs"),
    ],
)
def test_a_question_has_what_its_kind_needs(fields, said):
    with pytest.raises(ValidationError) as error:
        Question(**fields)
    assert said in explain(error.value)
