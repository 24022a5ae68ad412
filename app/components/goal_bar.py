"""When training stops by itself: the choice beside the settings, its number, and the epoch that reached it.

Below them, where a link asks for something: the goals of its exercise.
"""

from typing import Any

from dash import html

from nn_core.experiment.goal import BOUNDS

from .. import ids
from ..i18n import _
from .fields import choice, field, number

NEVER = "never"
_FIRST = {
    "epoch": 1000, "test_loss": 0.01, "train_loss": 0.01, "test_score": 0.95, "gap": 0.02, "gap_above": 0.1,
    "patience": 100,
}  # fmt: skip


def goals() -> dict[str, dict[str, Any]]:
    """Of each kind of goal, the bounds of its number and what it is at first."""
    return {kind: {**bounds._asdict(), "value": _FIRST[kind]} for kind, bounds in BOUNDS.items()}


def goal_bar() -> html.Div:
    """A select; the scripts make the field for the number, and fill in the rest."""
    kinds = [
        (NEVER, _("never")),
        ("epoch", _("at epoch")),
        ("test_loss", _("when test loss is below")),
        ("train_loss", _("when training loss is below")),
        ("test_score", _("when test accuracy is at least")),
        ("gap", _("when the gap is below")),
        ("gap_above", _("when the gap is above")),
        ("patience", _("after … epochs without improvement (early stopping)")),
    ]
    return html.Div(
        className="goal",
        role="group",
        title=_("Pauses at the first epoch that meets this, at any speed. Play continues past it."),
        **{"aria-label": _("Stop condition")},
        children=[
            html.Label(
                [html.Span(_("Stop"), className="field-name"), choice(ids.GOAL, kinds)],
                className="field goal-kind",
            ),
            html.Span(id=ids.GOAL_REACHED, className="small"),
            html.Div(
                [
                    number(ids.GOAL_VALUE, step="any"),
                    html.Span(className="goal-unit small"),
                ],
                className="goal-value",
                hidden=True,
            ),
        ],
    )


def second_condition() -> list[html.Div]:
    """What else has to hold at the same epoch, where the first condition is a measure; in the drawer for training."""
    kinds = [
        (NEVER, _("nothing else")),
        ("test_loss", _("and test loss is below")),
        ("train_loss", _("and training loss is below")),
        ("test_score", _("and test accuracy is at least")),
        ("gap", _("and the gap is below")),
        ("gap_above", _("and the gap is above")),
    ]
    return [
        html.Div(
            field(
                _("Second condition"),
                choice(ids.GOAL_ALSO, kinds),
                title=_("Both have to hold at the same epoch. It goes with a loss, an accuracy or a gap in the bar."),
            ),
            className="setting goal-also",
        ),
        html.Div(
            [number(ids.GOAL_ALSO_VALUE, step="any"), html.Span(className="goal-unit small")],
            className="setting goal-also-value",
            hidden=True,
        ),
    ]


def exercise_goals() -> html.Div:
    """The goals that a link brings along; the scripts list them, and tick those that are met."""
    return html.Div(
        [html.Span(_("Goals of this exercise"), id="exercise-title"), html.Ul(**{"aria-labelledby": "exercise-title"})],
        id=ids.EXERCISE_GOALS,
        className="exercise-goals",
        hidden=True,
    )


def aims() -> dict[str, str]:
    """The kinds of goals of an exercise, in words."""
    return {
        "test_loss": _("test loss below {value}"),
        "test_loss_above": _("test loss above {value}"),
        "train_loss": _("training loss below {value}"),
        "train_loss_above": _("training loss above {value}"),
        "gap": _("gap (test − training loss) below {value}"),
        "gap_above": _("gap (test − training loss) above {value}"),
    }


def goal_texts() -> dict[str, str]:
    """What is said when a goal has been reached, and the words that depend on the problem."""
    return {
        "atAccuracy": _("when test accuracy is at least"),
        "atR2": _("when test R² is at least"),
        "andAccuracy": _("and test accuracy is at least"),
        "andR2": _("and test R² is at least"),
        "epochs": _("epochs"),
        "reached": _("Reached at epoch {epoch}"),
        "stoppedEpoch": _("Stopped at epoch {epoch}."),
        "stoppedLoss": _("Stopped at epoch {epoch}: test loss {now} is below {value}."),
        "stoppedTrainLoss": _("Stopped at epoch {epoch}: training loss {now} is below {value}."),
        "stoppedAccuracy": _("Stopped at epoch {epoch}: test accuracy {now} is at least {value}."),
        "stoppedR2": _("Stopped at epoch {epoch}: test R² {now} is at least {value}."),
        "stoppedGap": _("Stopped at epoch {epoch}: the gap {now} is below {value}."),
        "stoppedGapAbove": _("Stopped at epoch {epoch}: the gap {now} is above {value}."),
        "stoppedBoth": _("Stopped at epoch {epoch}: both conditions are met."),
        "stoppedPatience": _(
            "Stopped at epoch {epoch}: {value} epochs without a better test loss than {now} at epoch {best}."
        ),
        "aimMet": _("met"),
        "aimNotMet": _("not met"),
    }
