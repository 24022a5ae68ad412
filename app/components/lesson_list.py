"""The lessons by their arcs, each with what it takes and what one learns, and notes for teachers, folded.

What is done, and where one left off, only the browser knows: the scripts mark it.
"""

from itertools import groupby

from dash import html

from nn_core.common.written import exact

from .. import ids
from ..i18n import _, language
from ..lessons import Read, lessons
from ..lessons.form import ARCS, Step
from ..lessons.reader import whole_setup
from ..lessons.words import LessonWords
from .fields import button
from .lesson_words import address, drawn


def arc_words(key: str) -> tuple[str, str]:
    """What an arc is called, and what it is about."""
    return {
        "first-network": (_("First network"), _("What one neuron can do, and why it takes more of them.")),
        "activations": (_("Activations"), _("What bends a network, and what stops it from learning.")),
        "training": (_("Training"), _("Step size, chance, memorizing, and what helps against it.")),
        "free": (_("Free projects"), _("A goal, and every way to it is yours.")),
        "exercises": (
            _("Published exercises"),
            _("Exercises from well-known courses, with the same set-ups and goals."),
        ),
    }[key]


def _level(level: int) -> str:
    return {1: _("For beginners"), 2: _("Some experience"), 3: _("Experienced")}[level]


def intro() -> html.Div:
    """What a lesson is."""
    return html.Div(
        className="lessons-intro",
        children=[
            html.H2(_("Lessons")),
            html.P(
                _(
                    "Each lesson asks before it shows: predict, run, see what happens, and say why. Nothing is graded. "
                    "What you have done is kept in this browser only."
                )
            ),
        ],
    )


def arcs() -> list[html.Section]:
    """One section for each arc that has lessons."""
    every = sorted(lessons().values(), key=lambda read: ARCS.index(read.lesson.arc))
    return [_section(arc, list(members)) for arc, members in groupby(every, key=lambda read: read.lesson.arc)]


def _section(arc: str, members: list[Read]) -> html.Section:
    name, about = arc_words(arc)
    return html.Section(
        className="lessons-arc",
        children=[
            html.H2(name, id=ids.lesson_arc(arc)),
            html.P(about, className="lessons-about"),
            html.Ol([html.Li(_card(read)) for read in members], className="lessons-cards"),
        ],
        **{"aria-labelledby": ids.lesson_arc(arc)},
    )


def _card(read: Read) -> html.Article:
    words = read.in_language(language())[1]
    needs = ", ".join(lessons()[key].in_language(language())[1].title for key in read.lesson.needs)
    first = read.lesson.steps[0]
    link = f"{_beginning(read)}#{whole_setup(read.lesson, first) or ''}".removesuffix("#")
    return html.Article(
        className="lessons-card",
        children=[
            html.H3(
                [words.title, html.Span(_("Done"), className="lessons-done", hidden=True)],
                id=ids.lesson_name(read.key),
            ),
            html.Ul(
                [
                    html.Li(_("{n} minutes").format(n=read.lesson.minutes)),
                    html.Li(_level(read.lesson.level)),
                    *([html.Li(_("After: {lessons}").format(lessons=needs))] if needs else []),
                ],
                className="lessons-facts small",
            ),
            html.Div(drawn(words.learn), className="lessons-learn"),
            html.Div(
                [
                    html.A(
                        _("Start"),
                        href=link,
                        className="plain-button lessons-start",
                        **{
                            "aria-describedby": ids.lesson_name(read.key),
                            "data-again": _("Start again"),
                            "data-go-on": _("Continue at step {n}"),
                        },
                    ),
                ],
                className="lessons-ways",
            ),
            _notes(read, words),
        ],
        **{"data-lesson": read.key, "data-pages": " ".join(step.page for step in read.lesson.steps)},
    )


def _beginning(read: Read) -> str:
    return f"{address(read.lesson.steps[0].page)}?lesson={read.key}&step=1"


def _notes(read: Read, words: LessonWords) -> html.Details:
    """A teacher's notes: minutes and expected answers of each step, what goes wrong, what to ask."""
    rows = [_row(number, step, words) for number, step in enumerate(read.lesson.steps, 1)]
    heads = (_("Step"), _("Minutes"), _("What it says"), _("What to expect"))
    return html.Details(
        className="lessons-notes",
        children=[
            html.Summary(_("Teacher's notes")),
            html.Div(
                className="lessons-table",
                tabIndex=0,
                role="region",
                children=html.Table(
                    [html.Thead(html.Tr([html.Th(head, scope="col") for head in heads])), html.Tbody(rows)],
                    className="table",
                ),
                **{"aria-label": _("Steps of {title}").format(title=words.title)},
            ),
            *([html.H4(_("Pitfalls")), html.Div(drawn(words.pitfalls))] if words.pitfalls else []),
            *([html.H4(_("What to ask")), html.Div(drawn(words.questions))] if words.questions else []),
            button(
                _("Print these notes"),
                className="plain-button lessons-print",
                **{"aria-label": _("Print the notes on {title}").format(title=words.title)},
            ),
        ],
    )


def _row(number: int, step: Step, words: LessonWords) -> html.Tr:
    said = words.steps[step.key]
    questions = [each.text for each in (said.predict, said.ask) if each]
    expected = [*drawn(said.answer), *_right(step, words)]
    return html.Tr(
        [
            html.Th(str(number), scope="row"),
            html.Td(exact(step.minutes)),
            html.Td([*drawn(said.say), *(part for text in questions for part in drawn(text)), *drawn(said.check)]),
            html.Td([*expected, *drawn(said.reveal)]),
        ]
    )


def _right(step: Step, words: LessonWords) -> list[html.P]:
    """The options that are right."""
    said = words.steps[step.key]
    found = []
    for question, asked in ((step.predict, said.predict), (step.ask, said.ask)):
        if question and asked and question.right:
            parts = [part for key in question.right for part in (*drawn(asked.options[key].text), "; ")][:-1]
            found.append(html.P([html.Strong(_("Right:")), " ", *parts]))
    return found
