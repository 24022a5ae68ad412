"""The rail of a lesson: beside the page, where its address names one (``?lesson=key&step=n``).

It stands in the index page from the start, so that nothing moves when the scripts of lessons, which are loaded only
then, fill it with a step.
"""

from dash import dcc, get_relative_path, html

from .. import ids
from ..i18n import _, language
from ..lessons import lessons
from ..lessons.packed import is_packed
from ..lessons.rail_texts import lesson_texts
from .fields import button


def rail(key: str) -> html.Section:
    """The rail of the lesson with this key; of one that is not there it says so, and leads to all lessons.

    One that is in the link itself is read when the rail asks for it, within the bounds of a call.
    """
    read = lessons().get(key)
    there = read is not None or is_packed(key)
    asked = _("A question for you") if there else _("There is no such lesson")
    title = read.in_language(language())[1].title if read else asked
    return html.Section(
        id=ids.LESSON,
        className="lesson",
        **{"aria-labelledby": "lesson-title"},
        children=[
            html.Div(
                className="lesson-card",
                children=[
                    html.Div(
                        className="lesson-head",
                        children=[
                            html.H2(title, id="lesson-title"),
                            html.Button(
                                id=ids.LESSON_FOLD,
                                className="lesson-fold",
                                type="button",
                                **{"aria-expanded": "true", "aria-label": _("Fold the lesson")},
                            ),
                            html.Div(id=ids.LESSON_WHERE, className="lesson-where small"),
                            html.Div(html.Span(), className="lesson-bar", **{"aria-hidden": "true"}),
                        ],
                    ),
                    html.Div(
                        id=ids.LESSON_STEP,
                        className="lesson-step",
                        tabIndex=-1,
                        role="group",
                        **{"aria-labelledby": "lesson-title", "aria-describedby": ids.LESSON_WHERE},
                    ),
                    html.Div(
                        className="lesson-foot",
                        children=[
                            button(_("Back"), id=ids.LESSON_BACK, hidden=True),
                            button(_("Check"), id=ids.LESSON_CHECK, hidden=True),
                            button(_("Next"), id=ids.LESSON_NEXT, className="plain-button lesson-main", hidden=True),
                        ],
                    ),
                    html.Div(
                        className="lesson-ways",
                        children=[
                            html.Button(_("Start over"), id=ids.LESSON_RESTART, type="button", hidden=not there),
                            html.A(_("All lessons"), href=get_relative_path("/lessons")),
                            html.Button(_("Leave the lesson"), id=ids.LESSON_LEAVE, type="button"),
                        ],
                    ),
                ],
            ),
            html.Details(html.Summary(_("Data")), id=ids.LESSON_DATA, className="lesson-data", hidden=True),
            html.Div(id=ids.LESSON_SAID, className="visually-hidden", role="status"),
            dcc.Store(id=ids.LESSON_SETUP, data={"key": key if there else "", "texts": lesson_texts()}),
        ],
    )
