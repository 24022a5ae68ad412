"""What the page of a class knows of lessons: their steps, and what is asked in them."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from ..i18n import language
from ..lessons import Read, lessons
from ..lessons.form import ARCS, Step
from ..lessons.words import LessonWords, TextNode
from .lesson_list import arc_words

_SHOWN = 60  # characters of what a step says
_ASKED = ("choice", "several", "order", "number", "text")


def lesson_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """The lessons by their arcs, for a select."""
    return [
        (arc_words(arc)[0], [(read.key, _words(read).title) for read in members])
        for arc, members in groupby(_ordered(), key=lambda read: read.lesson.arc)
    ]


def lesson_steps() -> dict[str, Any]:
    """The title of each lesson, and its steps: what each begins with, and its questions but curves."""
    return {
        read.key: {
            "title": _words(read).title,
            "steps": [_step(step, _words(read)) for step in read.lesson.steps],
        }
        for read in _ordered()
    }


def _ordered() -> list[Read]:
    return sorted(lessons().values(), key=lambda read: ARCS.index(read.lesson.arc))


def _words(read: Read) -> LessonWords:
    return read.in_language(language())[1]


def _step(step: Step, words: LessonWords) -> dict[str, Any]:
    said = words.steps[step.key]
    begins = one_line(said.say)
    told: dict[str, Any] = {
        "key": step.key,
        "says": begins if len(begins) <= _SHOWN else f"{begins[:_SHOWN].rsplit(' ', 1)[0]} …",
    }
    for name, asked, its in (("predict", step.predict, said.predict), ("ask", step.ask, said.ask)):
        if asked and asked.kind in _ASKED and its:
            options = {key: one_line(option.text) for key, option in its.options.items()}
            told[name] = {
                "kind": asked.kind,
                "text": one_line(its.text),
                "options": [[key, options[key]] for key in asked.options],
            }
    return told


def one_line(nodes: Iterable[TextNode]) -> str:
    """The words of a tree in one line."""
    return " ".join(_text(nodes).split())


def _text(nodes: Iterable[TextNode]) -> str:
    return "".join(
        node.text + _text(node.children) + (" " if node.kind in ("paragraph", "item") else "") for node in nodes
    )
