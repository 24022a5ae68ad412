"""The two files of a lesson, written: its structure as TOML, and its words as Markdown in which nothing is a mark.

What is written here is what ``reader`` reads: ``structure_of`` and ``words_of`` write files, ``parts_of`` takes those
of an earlier link apart again, so that its questions can stand beside others.
"""

import json
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .reader import SOURCE, LessonError, read_texts

_MARKS = re.compile(r"([\\`*_\[\]]|^[#+-])")
_NUMBERED = re.compile(r"^(\d{1,9})([.)])")  # it would begin a list
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_PLACE = re.compile(r"\{(\w+)\}")  # among words it would be a number that is measured
_STEP = "\n## "


@dataclass(frozen=True)
class Part:
    """A step: its key, its structure but for that, and its words from their heading on."""

    key: str
    step: Mapping[str, Any]
    words: str


def structure_of(parts: Sequence[Part], minutes: int) -> str:
    """``lesson.toml`` of these steps, each of so many minutes."""
    head = f'arc = "free"\nminutes = {minutes * len(parts)}\nlevel = 1\n'
    return head + "".join(
        "\n[[steps]]\n"
        + "".join(f"{name} = {_toml(value)}\n" for name, value in ({"key": part.key} | dict(part.step)).items())
        for part in parts
    )


def _toml(value: Any) -> str:
    """A value as TOML writes it: of tables and lists, within one line."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{name} = {_toml(inside)}" for name, inside in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def words_of(title: str, parts: Iterable[Part], notes: Mapping[str, str] | None = None) -> str:
    """``en.md`` of these steps; with ``notes``, what a teacher may add to, and what a link does without."""
    head = [f"# {plain(title)}", *([plain(notes["learn"])] if notes else [])]
    tail = [
        "## teacher", "### pitfalls", plain(notes["pitfalls"]), "### questions", plain(notes["questions"]),
    ] if notes else []  # fmt: skip
    return "\n\n".join([*head, *(part.words for part in parts), *tail]) + "\n"


def words_of_part(key: str, words: Mapping[str, Any]) -> str:
    """The words of a step from its heading on: of "" what it says, of others what stands under their heading."""
    pieces = [f"## {key}", plain(words[""])]
    for name in ("predict", "ask"):
        if name in words:
            pieces += [f"### {name}", plain(words[name])]
            options = [f"- `{chr(ord('a') + i)}` {plain(option)}" for i, option in enumerate(words["options"])]
            pieces += ["\n".join(options)] if options else []
    pieces += ["### check", plain(words["check"])] if words["check"] else []
    return "\n\n".join([*pieces, "### answer", plain(words["answer"])])


def parts_of(structure: str, words: str, key: str) -> tuple[str, list[Part]]:
    """The title and the steps of a lesson of an earlier link.

    Raises:
        LessonError: it is not as it must be, or not as it is written here.
    """
    read = read_texts(key, structure, {SOURCE: words})
    _, *sections = words.split(_STEP)
    steps = tomllib.loads(structure)["steps"]
    if [section.partition("\n")[0] for section in sections] != [step.key for step in read.lesson.steps]:
        raise LessonError("an earlier link must be one that was made here")
    parts = [
        Part(step["key"], {name: value for name, value in step.items() if name != "key"}, f"## {section.strip()}")
        for step, section in zip(steps, sections, strict=True)
    ]
    return read.words[SOURCE].title, parts


def plain(text: str) -> str:
    """A text on one line, in which no sign is a mark of Markdown."""
    seen = " ".join(_UNSEEN.sub(" ", text).split())
    return _NUMBERED.sub(r"\1\\\2", _MARKS.sub(r"\\\1", _PLACE.sub(r"{ \1 }", seen)))
