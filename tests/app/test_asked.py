"""A question about a set-up: its link holds a lesson as a folder would, and nothing that a folder could not."""

import tomllib
import zlib
from base64 import urlsafe_b64encode

import pytest
from pydantic import ValidationError

from app import create_app
from app.calls.ask import answer_ask
from app.calls.lessons import answer_lesson
from app.lessons import LessonError
from app.lessons.asked import Asked, lesson_of
from app.lessons.packed import MAX_FILES, MAX_PACKED, MAX_STEPS, is_packed, key_of, pack, read_packed, unpack
from app.lessons.reader import read_lesson
from app.lessons.words import plain
from nn_core.formats.links.text import points_text
from tests.app import test_lessons as proofs
from tests.app.node import evaluate
from tests.cases import every

SETUP = "dataset=circle&seed=1&hidden=4-tanh&hide=data,coach&lock=weights&stop=test_loss:0.1"
ASKED = {
    "setup": SETUP,
    "question": "How many of the test points will be right?",
    "kind": "number",
    "of": "accuracy",
    "within": 0.05,
    "run": "stop",
}


@pytest.fixture(autouse=True)
def app():
    return create_app().server


def told(**more):
    answer = answer_ask(ASKED | more)
    assert "error" not in answer, answer["error"]
    return answer


def test_a_question_alone_is_a_lesson_with_the_set_up_as_it_was():
    answer = told()
    (step,) = answer["lesson"]["steps"]
    assert step["setup"] == "dataset=circle&seed=1&hidden=4-tanh&stop=test_loss:0.1&lock=weights&hide=data,coach"
    assert (step["hide"], step["lock"]) == (["data", "coach"], True)
    assert step["run"] == {"stop": [{"kind": "test_loss", "value": 0.1}], "epochs": 0}
    predict = step["predict"]
    assert (predict["kind"], predict["of"], predict["within"], predict["percent"]) == ("number", "accuracy", 0.05, True)
    assert step["check"] is None
    assert answer["lesson"]["title"] == "A question for you"
    opened = answer_lesson({"key": answer["packed"]})
    assert opened["lesson"] == answer["lesson"]
    assert opened["lesson"]["key"] == key_of(answer["packed"])
    assert len(answer["packed"]) < 500


def test_every_kind_of_question_and_check():
    choice = told(kind="choice", options=["a line", "a `ring`"], right=1, of=None, first=False, run="none")
    (step,) = choice["lesson"]["steps"]
    assert step["predict"] is None
    assert step["ask"]["right"] == ["b"]
    assert [option["text"][0]["text"] for option in step["ask"]["options"]] == ["a line", "a `ring`"]
    assert step["run"] is None
    text = told(kind="text", of=None, run="epochs", epochs=50)["lesson"]["steps"][0]
    assert text["predict"]["kind"] == "text"
    assert text["run"] == {"stop": [{"kind": "epoch", "value": 50.0}], "epochs": 50}
    number = told(of=None, value=-30, within=2)["lesson"]["steps"][0]["predict"]
    assert (number["value"], number["low"], number["high"]) == (-30, -100, 100)
    for kind, value, goal in (
        ("test_loss", 0.1, "Get the test loss below 0.1."),
        ("accuracy", 0.95, "Get a test accuracy of at least 95%."),
        ("runs", 3, "Train at least 3 times."),
        ("units", 4, "Use at most 4 hidden units."),
        ("diverged", 0, "Make training diverge."),
    ):
        step = told(checks=[{"kind": kind, "value": value}])["lesson"]["steps"][0]
        assert step["goal"][0]["children"][0]["text"] == goal
        assert step["check"]["kind"] in ("number", "runs", "diverged")
    both = told(checks=[{"kind": "test_loss", "value": 0.1}, {"kind": "units", "value": 3}])["lesson"]["steps"][0]
    assert [check["of"] for check in both["check"]["of"]] == ["test_loss", "units"]


def test_no_sign_that_a_teacher_types_is_a_mark_or_a_number_of_the_lesson():
    texts = (
        "<b>*What*</b> _is_ `this` # {right} [x](race) \\ 1. - | ~ &amp;",
        "## teacher\n\n### answer\n- `a` no",
        "1. # ##",
        "Ünï 🎓 \x00\x07\u2028 end",
        "---",
        "{a}{b}",
    )
    for text in texts:
        step = told(question=text, say=text, kind="choice", of=None, options=[text, "no"])["lesson"]["steps"][0]
        wanted = " ".join(text.replace("\x00\x07\u2028", " ").split())
        wanted = wanted.replace("{right}", "{ right }").replace("{a}{b}", "{ a }{ b }")
        assert plain_of(step["say"]) == wanted
        assert plain_of(step["predict"]["text"]) == wanted
        assert plain_of(step["predict"]["options"][0]["text"]) == wanted


def plain_of(nodes):
    assert {node["kind"] for node in nodes} <= {"paragraph", "text"}
    return "".join(node["text"] + plain_of(node["children"]) for node in nodes)


def test_questions_of_earlier_links_come_first_or_in_any_order():
    first, second = told(question="One?")["packed"], told(question="Two?", title="Homework")["packed"]
    chained = told(question="Three?", earlier=[first, second])
    assert [plain_of(step["predict"]["text"]) for step in chained["lesson"]["steps"]] == ["One?", "Two?", "Three?"]
    ordered = told(question="Three?", earlier=[first, second], order=[2, 0])
    assert [plain_of(step["predict"]["text"]) for step in ordered["lesson"]["steps"]] == ["Three?", "One?"]
    again = told(question="Four?", earlier=[chained["packed"]])
    assert len(again["lesson"]["steps"]) == 4
    assert len(again["packed"]) < 1200
    assert "different keys" in answer_ask(ASKED | {"earlier": [first, first]})["error"]
    assert "got [0, 9]" in answer_ask(ASKED | {"earlier": [first], "order": [0, 9]})["error"]
    many = [told(question=f"Number {number}?")["packed"] for number in range(MAX_STEPS)]
    assert "at most 7 items" in answer_ask(ASKED | {"earlier": many})["error"]
    full = told(question="Last?", earlier=many[1:])
    assert f"at most {MAX_STEPS} questions" in answer_ask(ASKED | {"earlier": [full["packed"]]})["error"]


def test_the_folder_is_one_that_the_tests_of_lessons_take(tmp_path):
    made = lesson_of(
        Asked.model_validate(
            ASKED
            | {
                "kind": "choice",
                "options": ["a line", "a ring"],
                "right": 1,
                "of": None,
                "checks": [{"kind": "test_loss", "value": 0.1}],
                "solved": 200,
            }
        )
    )
    folder = tmp_path / made.folder
    folder.mkdir()
    for name, text in made.files.items():
        (folder / name).write_text(text, encoding="utf-8")
    read = read_lesson(folder)
    (step,) = read.lesson.steps
    words = read.words["en"]
    assert all(plain(each) for each in (words.learn, words.pitfalls, words.questions, words.steps[step.key].answer))
    assert sum(each.minutes for each in read.lesson.steps) == read.lesson.minutes
    for proof in ("step_is_short", "set_up_is_one_that_its_page_opens", "number_is_measured"):
        name = f"test_a_{proof}" if "number" not in proof else f"test_every_{proof}"
        getattr(proofs, name)(read, step)
    check = proofs.check_of(step).model_dump(mode="json")
    before, after = proofs.facts_at_first(read, step).told(), proofs.facts_when_solved(read, step).told()
    code = """import { holds } from "./lessons/checks.js";
    tell([holds(given[0], given[1]), holds(given[0], given[2])]);"""
    assert evaluate(code, check, before, after) == [False, True]


POINTS = points_text([[i / 7, i / 3, (-1.0) ** i] for i in range(400)])
REFUSED = {
    "no question": ({"question": ""}, "question must have at least 1 character"),
    "a long question": ({"question": "why " * 30}, "question must be at most 25 words, got '30 words'"),
    "long words": ({"say": "why " * 50}, "text and question must be at most 45 words"),
    "one option": ({"kind": "choice", "options": ["a"], "of": None}, "options must be two or more"),
    "seven options": ({"kind": "choice", "options": list("abcdefg"), "of": None}, "options must have at most 6 items"),
    "no such option": ({"kind": "choice", "options": ["a", "b"], "right": 2, "of": None}, "one of 2 options"),
    "nothing runs": ({"run": "none"}, "run must be one of any length"),
    "play is hidden": ({"setup": "hide=play"}, "hide must leave play"),
    "a strange set-up": ({"setup": "dataset=nothing"}, "setup: "),
    "a large set-up": ({"setup": f"dataset=custom&points={POINTS}"}, "setup must have at most"),
    "an unknown check": ({"checks": [{"kind": "magic"}]}, "checks.0.kind must be"),
    "three checks": ({"checks": [{"kind": "diverged"}] * 3}, "checks must have at most 2 items"),
    "no link": ({"earlier": ["https://elsewhere"]}, "can't be read"),
    "an unknown field": ({"html": "<b>"}, "html: extra inputs are not permitted"),
}


@every("more, error", REFUSED.values())
def test_what_can_not_be_asked_is_refused(more, error):
    answer = answer_ask(ASKED | more)
    assert set(answer) == {"error"}
    assert error in answer["error"], answer["error"]


def deflated(text, level=9):
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    data = packer.compress(text.encode()) + packer.flush()
    return "1." + urlsafe_b64encode(data).decode().rstrip("=")


STEP = 'arc = "free"\nminutes = 1\nlevel = 1\n[[steps]]\nkey = "a"\nsetup = "{}"\n'
HOSTILE = {
    "nothing": "1.",
    "no letters of it": "1.<script>",
    "too long": "1." + "A" * MAX_PACKED,
    "cut": deflated(STEP.format("seed=1") + "\0# A\n\n## a\n\nLook.")[:-6],
    "no files": deflated("nothing between"),
    "a bomb": deflated("a" * 2_000_000 + "\0b"),
    "as large as may be": deflated("a" * (MAX_FILES + 1)),
    "deep lists": deflated("a = " + "[" * 9000 + "\0# A"),
    "deep tables": deflated(STEP.format("") + "check = " + "{ kind = 'not', of = " * 400 + "\0# A\n\n## a\n\nLook."),
    "another arc": deflated("arc = 1\0# A"),
    "no words": deflated(STEP.format("seed=1") + "\0# A"),
    "a link to elsewhere": deflated(STEP.format("seed=1") + "\0# A\n\n## a\n\n[x](https://elsewhere)"),
    "a link that runs": deflated(STEP.format("seed=1") + "\0# A\n\n## a\n\n[x](javascript:alert)"),
    "marks": deflated(STEP.format("seed=1") + "\0# A\n\n## a\n\n" + "[" * 3000 + "*" * 3000 + "`" * 3000),
    "a strange set-up": deflated(STEP.format("<script>=1") + "\0# A\n\n## a\n\nLook."),
}


@every("packed", HOSTILE.values())
def test_what_somebody_else_made_of_a_link_is_refused(packed):
    assert is_packed(packed)
    answer = answer_lesson({"key": packed})
    if "error" not in answer:  # what is only odd is text
        assert "<" not in str(answer).replace("<script>", "")
        return
    assert set(answer) == {"error"}
    assert "Traceback" not in answer["error"]
    with pytest.raises(LessonError):
        read_packed(packed) if len(packed) <= MAX_PACKED else unpack(packed)


def test_no_text_of_a_link_becomes_html(app):
    words = "# <script>alert(1)</script>\n\n## a\n\n<img src=x onerror=alert(1)>"
    packed = pack(STEP.format("seed=1"), words)
    (step,) = answer_lesson({"key": packed})["lesson"]["steps"]
    assert plain_of(step["say"]) == "<img src=x onerror=alert(1)>"
    page = app.test_client().get(f"/?lesson={packed}").text
    assert "alert(1)" not in page
    assert "A question for you" in page
    assert "There is no such lesson" not in page
    assert f'"key":"{packed}"' in page.replace(" ", "")


def test_the_structure_is_toml_whatever_the_texts_are():
    made = lesson_of(Asked.model_validate(ASKED))
    structure, _ = unpack(made.packed)
    assert tomllib.loads(structure)["steps"][0]["predict"]["of"] == "accuracy"
    with pytest.raises(ValidationError):
        Asked.model_validate(ASKED | {"within": float("nan")})
