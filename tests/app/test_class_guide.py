"""docs/class.md and docs/deploy.md say of a class what the code does: limits, rows, and what nginx lets through."""

import re

from app import ROOT
from app.board import limits
from app.board.rights import ALPHABET, CODE, SECRET
from app.board.tables import ANSWERS, CLASSES, SEATS
from tests.documents import blocks

GUIDE = ROOT / "docs" / "class.md"
TEXT = " ".join(GUIDE.read_text(encoding="utf-8").split())
DEPLOY, SECURITY = (
    " ".join((ROOT / name).read_text(encoding="utf-8").split()) for name in ("docs/deploy.md", "SECURITY.md")
)
NGINX = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")


def _limit(what):
    (row,) = re.findall(rf"^\| {what} \| (.*) \|$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)
    return row


def test_the_limits_are_those_of_the_board():
    told = {what: int(re.match(r"\d+", _limit(what))[0]) for what in (
        "classes on a server", "seats of a class", "hours of a class", "a seat's row", "answers of a seat",
        "questions of a class", "a typed text",
    )}  # fmt: skip
    assert list(told.values()) == [
        limits.MAX_CLASSES, limits.MAX_SEATS, limits.HOURS, limits.MAX_ROW // 1024, limits.MAX_ANSWERS,
        limits.MAX_QUESTIONS, limits.MAX_TEXT,
    ]  # fmt: skip
    assert f"{limits.MAX_ROWS >> 20} MB all of a class together" in _limit("a seat's row")
    assert f"{limits.WRONG_A_MINUTE} wrong ones a minute in a process" in _limit("codes that are tried out")
    assert limits.SWEEP_SECONDS == 60  # "within a minute"
    (every,) = re.findall(r"EVERY_MS = (\d+);", (ROOT / "assets/src/seat/queue.js").read_text(encoding="utf-8"))
    assert every == "2000"
    assert "once in two seconds" in _limit("what a page sends")


def test_codes_and_secrets_are_as_long_as_they_say():
    words = {5: "five"}
    assert f"a code of {words[CODE]} signs" in TEXT
    assert f"{words[CODE]} of {len(ALPHABET)} signs, {len(ALPHABET) ** CODE // 10**6} million of them" in SECURITY
    assert SECURITY.count(f"{SECRET} random bytes") == 2
    assert f"{8 * SECRET} bits" in SECURITY


def test_the_diagram_has_columns_that_there_are_and_all_that_say_anything_of_a_student():
    (diagram,) = blocks(GUIDE, "mermaid")
    drawn = {
        name: set(re.findall(r"^ +\w+ (\w+) ", fields, re.MULTILINE))
        for name, fields in re.findall(r"(\w+) \{\n(.*?)\n +\}", diagram, re.DOTALL)
    }
    assert set(drawn) == {"CLASS", "SEAT", "ANSWER"}
    counts = {"id", "class_id", "seat_id", "created", "approval", "free_text", "revision", "told", "knows", "size"}
    for name, table in ("CLASS", CLASSES), ("SEAT", SEATS), ("ANSWER", ANSWERS):
        assert drawn[name] == {column.name for column in table.columns} - counts, name


def test_nginx_lets_through_what_is_told():
    rates = dict(re.findall(r"zone=(board|teachers|joins|opens):\w+ rate=(\d+r/[sm]);", NGINX))
    bursts = dict(re.findall(r"zone=(board|teachers|joins|opens) burst=(\d+) ", NGINX))
    assert rates == {"board": "300r/s", "teachers": "40r/s", "joins": "2r/s", "opens": "10r/m"}
    assert (bursts["joins"], bursts["opens"]) == ("200", "20")
    for told in (
        "300 calls a second of students", "2 a second to join with 200 at once", "40 a second of teachers",
        "10 classes a minute to open, with 20 at once",
    ):  # fmt: skip
        assert told in DEPLOY
    assert "2 a second from one address" in _limit("codes that are tried out")
