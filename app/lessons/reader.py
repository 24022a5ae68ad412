"""Reading lessons: a folder ``NN-key`` with ``lesson.toml`` and a file of words for each language.

They are read once, when somebody first asks. One that is wrong is refused as a whole, with its file, its step and what
is wrong, so that no class finds out: the tests read them all.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError

from nn_core import explain
from nn_core.common.written import MINUS, exact, rounded
from nn_core.formats.links.activation import from_activation_link, to_activation_link
from nn_core.formats.links.goals import Aim, read_stop
from nn_core.formats.links.link import from_link, to_link
from nn_core.study.race_link import from_race_link, to_race_link

from ..parts import NAMES
from .answers import HintTold, LessonTold, OptionTold, QuestionTold, RunTold, StepTold, StopTold
from .checks import AllCheck, Check, NumberCheck
from .form import Expect, Lesson, Question, Step
from .words import LessonWords, QuestionWords, StepWords, WordsError, read_words

FOLDER = Path(__file__).parent
SOURCE = "en"


class LessonError(ValueError):
    """A lesson that is not as it must be."""


@dataclass(frozen=True)
class Read:
    """A lesson with its words in every language that it has."""

    key: str
    lesson: Lesson
    words: Mapping[str, LessonWords]

    def in_language(self, language: str) -> tuple[str, LessonWords]:
        """Its words, and of which language they are: English where there are none in this one."""
        return (language, self.words[language]) if language in self.words else (SOURCE, self.words[SOURCE])


@lru_cache(maxsize=1)
def lessons() -> Mapping[str, Read]:
    """All lessons by their keys, in their order."""
    read = [read_lesson(path) for path in sorted(FOLDER.glob("[0-9][0-9]-*"))]
    return {each.key: each for each in read}


def read_lesson(folder: Path) -> Read:
    """The lesson of a folder.

    Raises:
        LessonError: it is not as it must be.
    """
    try:
        texts = {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}
        return read_texts(folder.name.partition("-")[2], (folder / "lesson.toml").read_text(encoding="utf-8"), texts)
    except (OSError, ValueError) as error:
        raise LessonError(f"{folder.name}: {error}") from None


def read_texts(key: str, structure: str, texts: Mapping[str, str]) -> Read:
    """The lesson of these texts: what ``lesson.toml`` says, and the words of each language.

    Raises:
        LessonError: it is not as it must be.
    """
    try:
        lesson = Lesson.model_validate(tomllib.loads(structure))
        numbers = {step.key: {each.name: shown(each) for each in step.expect} for step in lesson.steps}
        words = {language: _words(f"{language}.md", text, numbers) for language, text in texts.items()}
        for language, each in words.items():
            _compare(lesson, each, language)
        for step in lesson.steps:
            whole_setup(lesson, step)
    except ValidationError as error:
        raise LessonError(explain(error)) from None
    except RecursionError:
        raise LessonError("it must be nested less deeply") from None
    except ValueError as error:
        raise LessonError(str(error)) from None
    if SOURCE not in words:
        raise LessonError(f"{SOURCE}.md is required")
    return Read(key, lesson, words)


def _words(name: str, text: str, numbers: Mapping[str, Mapping[str, str]]) -> LessonWords:
    try:
        return read_words(text, numbers)
    except WordsError as error:
        raise WordsError(f"{name}: {error}") from None


def shown(expect: Expect) -> str:
    """A number as it stands among the words: shares as percent."""
    shares = ("accuracy", "train_accuracy", "first_layer_gradient")
    if expect.share is not None or (expect.to is None and expect.of in shares):
        return f"{rounded(100 * expect.value, 4)}%"
    return exact(expect.value, MINUS)


def _compare(lesson: Lesson, words: LessonWords, language: str) -> None:
    """Structure and words have the same steps, and each step has the words that it needs, and no others."""
    keys = [step.key for step in lesson.steps]
    if keys != [*words.steps]:
        raise ValueError(f"{language}.md: the steps must be {', '.join(keys)}, got {', '.join(words.steps)}")
    for step in lesson.steps:
        for what, has, needs in _parts(step, words.steps[step.key]):
            if has != needs:
                raise ValueError(f"{language}.md: {step.key}: {what} must be {needs}, got {has}")


def _parts(step: Step, words: StepWords) -> Iterable[tuple[str, object, object]]:
    yield "words", bool(words.say), True
    yield "### check", bool(words.check), check_of(step) is not None
    yield "### hint", len(words.hints), len(step.hints)
    for name, question, asked in (("predict", step.predict, words.predict), ("ask", step.ask, words.ask)):
        yield f"### {name}", asked is not None, question is not None
        if question is not None and asked is not None:
            yield f"options of ### {name}", list(asked.options), list(question.options)


def stop_of(step: Step) -> tuple[Aim, ...]:
    """The stop condition of a step's run.

    Raises:
        ValueError: there is no such condition.
    """
    if step.run is None:
        return ()
    notes: list[str] = []
    read = [read_stop(item, notes) for item in step.run.stop.split(",") if item]
    if notes:
        raise ValueError(f"{step.key}: {notes[0]}")
    aims = tuple(aim for aim in read if aim is not None)
    return aims or ((Aim("epoch", step.run.epochs),) if step.run.epochs else ())


def whole_setup(lesson: Lesson, step: Step) -> str | None:
    """The set-up of a step in its usual form, with what it hides, what it locks, and its stop condition.

    Raises:
        ValueError: there is something in it that its page does not know.
    """
    stop = stop_of(step)
    if step.setup is None:
        return None
    if step.page == "race":
        race = from_race_link(step.setup)
        notes, text = race.notes, to_race_link(race.rules, race.teaching)
    elif step.page == "activations":
        functions = from_activation_link(step.setup)
        notes, text = functions.notes, to_activation_link(functions.functions, functions.filter)
    else:
        pairs = [step.setup]
        pairs += [f"hide={','.join(hide)}"] if (hide := hidden_of(lesson, step)) else []
        pairs += ["lock=weights"] if locked_of(lesson, step) else []
        pairs += [f"stop={','.join(map(str, stop))}"] if stop else []
        link = from_link("&".join(pairs), NAMES)
        notes, text = link.notes, to_link(link.experiment, link.options, link.hidden)
    if notes and lesson.arc != "exercises":
        raise ValueError(f"{step.key}: setup: {notes[0]}")
    return text


def check_of(step: Step) -> Check | None:
    """The check of a step: its own, or that all goals of its set-up are met, as published exercises have them."""
    if step.check is not None or step.setup is None or step.page != "playground":
        return step.check
    aims = [_as_check(aim) for aim in from_link(step.setup, NAMES).options.goals]
    return AllCheck(of=tuple(aims)) if aims else None


def _as_check(aim: Aim) -> NumberCheck:
    of, above, _ = aim.kind.partition("_above")
    return NumberCheck.model_validate({"of": of, "above" if above else "below": aim.value})


def hidden_of(lesson: Lesson, step: Step) -> tuple[str, ...]:
    """The parts of the page that a step hides."""
    return lesson.hide if step.hide is None else step.hide


def locked_of(lesson: Lesson, step: Step) -> bool:
    """Whether nobody may change weights by hand in a step."""
    return lesson.lock if step.lock is None else step.lock


def told(key: str, language: str) -> LessonTold:
    """A lesson as a browser is told it.

    Raises:
        ValueError: there is no such lesson.
    """
    every = [*lessons()]
    if key not in every:
        raise ValueError(f"lesson must be one of {', '.join(every)}, got {key[:40]!r}")
    after = every[every.index(key) + 1 :]
    return telling(lessons()[key], language, after[0] if after else "")


def telling(read: Read, language: str, then: str = "") -> LessonTold:
    """A lesson that was read as a browser is told it; ``then`` is the one after it."""
    spoken, words = read.in_language(language)
    lesson = read.lesson
    return LessonTold(
        key=read.key,
        arc=lesson.arc,
        title=words.title,
        learn=words.learn,
        minutes=lesson.minutes,
        level=lesson.level,
        language=spoken,
        steps=tuple(_step(lesson, step, words.steps[step.key]) for step in lesson.steps),
        then=then,
    )


def _step(lesson: Lesson, step: Step, words: StepWords) -> StepTold:
    stop = tuple(StopTold(kind=aim.kind, value=aim.value) for aim in stop_of(step))
    return StepTold(
        key=step.key,
        page=step.page,
        setup=whole_setup(lesson, step),
        hide=hidden_of(lesson, step),
        lock=locked_of(lesson, step),
        point=step.point,
        say=words.say,
        predict=_question(step.predict, words.predict),
        run=None if step.run is None else RunTold(stop=stop, epochs=step.run.epochs),
        ask=_question(step.ask, words.ask),
        check=check_of(step),
        goal=words.check,
        reveal=words.reveal,
        hints=tuple(
            HintTold(seconds=hint.seconds, runs=hint.runs, text=text)
            for hint, text in zip(step.hints, words.hints, strict=True)
        ),
    )


def _question(question: Question | None, words: QuestionWords | None) -> QuestionTold | None:
    if question is None or words is None:
        return None
    options = tuple(OptionTold(key=key, text=each.text, feedback=each.feedback) for key, each in words.options.items())
    return QuestionTold(**question.model_dump(exclude={"options"}), text=words.text, options=options)
