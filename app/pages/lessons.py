"""The page of all lessons: what there is, for whom, how long it takes, and a teacher's notes."""

from dash import html
from dash.development.base_component import Component

from ..components import lesson_list


def layout() -> Component:
    """The lessons by their arcs."""
    return html.Div(className="lessons", children=[lesson_list.intro(), *lesson_list.arcs()])
