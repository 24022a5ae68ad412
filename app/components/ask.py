"""Asking something about the set-up on the screen: a form, what students see, and the link that asks it."""

from typing import Any

from dash import html

from .. import ids
from ..i18n import _
from .dialogs import dialog_head
from .fields import button, choice, field, number, text


def ask_button() -> html.Div:
    """The way in, in the dialog to share."""
    return html.Div(
        [
            html.P(
                _("A question about these settings, which students answer before or after they run it."),
                className="small share-about",
            ),
            button(_("Ask something …"), id=ids.SHARE_ASK),
        ]
    )


def ask_dialog() -> html.Dialog:
    """The scripts fill in what is usual, and draw the preview."""
    return html.Dialog(
        id=ids.ASK_DIALOG,
        className="surface dialog ask-dialog",
        **{"aria-labelledby": "ask-title"},
        children=[
            dialog_head(_("Ask something"), "ask-title"),
            html.Div([_form(), _made()], className="ask-columns"),
        ],
    )


def _form() -> html.Form:
    return html.Form(
        [
            field(
                _("Question"),
                _area(
                    ids.ASK_QUESTION,
                    2,
                    **{
                        "data-number": _("How many of the test points will be right at the end?"),
                        "data-regression": _("What will the test loss be at the end?"),
                        "data-choice": _("What will the border between the colors be?"),
                        "data-text": _("What do you expect, and why?"),
                    },
                ),
            ),
            html.Div(
                [
                    field(_("Asked"), choice(ids.ASK_FIRST, (("yes", _("before the run")), ("no", _("after it"))))),
                    field(
                        _("Answered by"),
                        choice(
                            ids.ASK_KIND,
                            (("number", _("a number")), ("choice", _("a choice")), ("text", _("their own words"))),
                        ),
                    ),
                ],
                className="ask-row",
            ),
            html.Div(_number_parts(), className="ask-row", **{"data-kind": "number"}),
            html.Div(_choice_parts(), className="ask-choice", **{"data-kind": "choice"}),
            html.Div(_run_parts(), className="ask-row"),
            html.Div(_check_parts(), className="ask-row ask-checks"),
            html.P(
                id=ids.ASK_HIDDEN,
                className="small",
                **{"data-text": _("Parts of the page that are hidden, as ticked in Share: {n}")},
            ),
            _more(),
        ],
        className="ask-form",
        noValidate=True,
    )


def _area(id_: str, rows: int, **attributes: Any) -> html.Textarea:
    return html.Textarea(id=id_, className="choice", rows=rows, maxLength=400, **attributes)


def _number_parts() -> list[html.Label]:
    measured = (
        ("accuracy", _("test accuracy at the end")),
        ("test_loss", _("test loss at the end")),
        ("train_loss", _("training loss at the end")),
        ("gap", _("gap at the end")),
        ("r2", _("test R² at the end")),
        ("", _("this number")),
    )
    return [
        field(_("Compared with"), choice(ids.ASK_OF, measured)),
        field(_("Number"), number(ids.ASK_VALUE, step="any", value=0)),
        field(_("Right within ±"), number(ids.ASK_WITHIN, step="any", min=0)),
    ]


def _choice_parts() -> list[html.Label]:
    usual = "\n".join((_("a straight line"), _("a closed curve"), _("something else")))
    return [
        field(_("Options, one a line"), html.Textarea(usual, id=ids.ASK_OPTIONS, className="choice", rows=4)),
        field(_("Right"), choice(ids.ASK_RIGHT, (("", _("no option: any answer will do")),))),
    ]


def _run_parts() -> list[html.Label]:
    runs = (
        ("stop", _("to the stop condition")),
        ("epochs", _("to this epoch")),
        ("free", _("as long as they like")),
        ("none", _("no run")),
    )
    return [
        field(_("Run"), choice(ids.ASK_RUN, runs)),
        field(_("Epoch"), number(ids.ASK_EPOCHS, min=1, max=100_000, step=1)),
    ]


def _check_parts() -> list[html.Label]:
    checks = (
        ("", _("nothing")),
        ("test_loss", _("test loss below")),
        ("train_loss", _("training loss below")),
        ("gap", _("gap below")),
        ("accuracy", _("test accuracy at least (%)")),
        ("r2", _("test R² at least")),
        ("epoch", _("epochs at least")),
        ("runs", _("runs at least")),
        ("units", _("hidden units at most")),
        ("parameters", _("parameters at most")),
        ("features", _("features at most")),
        ("diverged", _("a run that diverges")),
    )
    parts = ((ids.ASK_CHECK, ids.ASK_CHECK_VALUE, _("To be reached")), (ids.ASK_ALSO, ids.ASK_ALSO_VALUE, _("and")))
    return [
        part
        for select, value, name in parts
        for part in (field(name, choice(select, checks)), field(_("Number"), number(value, step="any")))
    ]


def _more() -> html.Details:
    return html.Details(
        [
            html.Summary(_("Title, words before it, earlier questions")),
            field(_("Title"), text(ids.ASK_NAME, maxLength=80)),
            field(_("What to look at first"), _area(ids.ASK_SAY, 2)),
            html.Div(
                [
                    field(_("Link of an earlier question"), text(ids.ASK_EARLIER)),
                    button(_("Add"), id=ids.ASK_ADD),
                ],
                className="share-row",
            ),
            html.Ol(id=ids.ASK_ORDER, className="ask-order"),
        ],
        className="ask-more",
    )


def _made() -> html.Div:
    return html.Div(
        [
            html.P(
                id=ids.ASK_ERROR,
                className="field-error",
                role="alert",
                **{"data-unanswered": _("The server does not answer. Try again.")},
            ),
            html.Section(
                [
                    html.H3(_("As students see it")),
                    html.Div(id=ids.ASK_PREVIEW, className="lesson-step ask-preview"),
                ],
                **{"aria-label": _("Preview")},
            ),
            html.Div(
                [
                    html.Label(
                        [html.Span(_("Link"), className="visually-hidden"), text(ids.ASK_LINK, readOnly=True)],
                        className="ask-link",
                    ),
                    button(_("Copy"), id=ids.ASK_COPY, className="plain-button ask-copy"),
                    html.A(_("Open in a new tab"), id=ids.ASK_OPEN, href="#", target="_blank", className="share-open"),
                ],
                className="share-row",
            ),
            html.P(id=ids.ASK_COPIED, className="share-copied small", role="status"),
            html.Div(
                button(
                    _("Lesson folder (ZIP)"),
                    id=ids.ASK_DOWNLOAD,
                    title=_("lesson.toml and en.md, to go on from or to add to the lessons of a server"),
                ),
                className="share-files",
            ),
        ],
        className="ask-made",
    )
