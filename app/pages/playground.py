"""The playground: one network, everything visible."""

from dash import dcc, html
from dash.development.base_component import Component

from .. import config, ids
from ..calls.tick import first_answer
from ..components import (
    ask,
    at_first,
    coach,
    code,
    data_panel,
    dock,
    formula_editor,
    goal_bar,
    messages,
    network_panel,
    network_tasks,
    output_panel,
    own_data,
    presenting,
    runs_repeat,
    runs_report,
    session_bar,
    setup,
    share,
    top_bar,
)
from ..wire.answers import TickAnswer


def layout() -> Component:
    """The page with what it is born with, which it shows from the beginning."""
    experiment = config.current().first_experiment
    answer = first_answer(experiment)
    return at_first.playground(_page(answer), experiment, answer["lanes"][0])


def _page(answer: TickAnswer) -> Component:
    """Top bar, then the first screen: data, network and output side by side. What looks closer is below the network."""
    return html.Div(
        className="playground",
        children=[
            top_bar.top_bar(),
            html.Div(goal_bar.exercise_goals(), className="below-bar"),
            messages.messages(session_bar.notice()),
            own_data.own_data_dialog(),
            html.Div(network_tasks.network_tasks(), className="task-place"),
            html.Div(
                className="columns",
                children=[
                    data_panel.data_panel(),
                    html.Div(
                        [network_panel.network_panel(), coach.coach(), session_bar.session_bar(), dock.dock()],
                        className="middle",
                    ),
                    output_panel.output_panel(),
                    html.Div(network_panel.network_legend(), className="closer"),
                ],
            ),
            share.show_all(),
            share.share_dialog(),
            ask.ask_dialog(),
            runs_repeat.repeat_dialog(),
            runs_report.report_dialog(),
            presenting.present_end(),
            code.code_dialog(),
            formula_editor.formula_editor(),
            network_panel.network_card(),
            dcc.Store(id=ids.SETUP, data=setup.setup()),
            dcc.Store(id=ids.FIRST_ANSWER, data=answer),
        ],
    )
