"""The task that a link may bring: a claim from a textbook, to be judged before what was measured is shown.

Which one it is the scripts know once the link is read. The room for what was measured is kept from the start, so that a
guess moves nothing.
"""

from collections.abc import Iterable

from dash import html

from ..i18n import _
from .claims import Told, guess_card


def task_panel(tasks: Iterable[tuple[Told, str]], id_: str, title: str, close: str) -> html.Section:
    """Claims, each with what to look at, all of them hidden, and the button that closes the one that is shown."""
    cards = [
        html.Div(guess_card(told, look), className="task", hidden=True, **{"data-claim": told.key})
        for told, look in tasks
    ]
    return html.Section(
        [
            html.H2(_("Textbooks say"), id=title),
            *cards,
            html.Button("✕", id=close, className="message-close", type="button", **{"aria-label": _("Close the task")}),
        ],
        id=id_,
        className="panel task-panel",
        hidden=True,
        **{"aria-labelledby": title},
    )
