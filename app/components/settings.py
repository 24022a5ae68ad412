"""More settings: how the weights begin and how they are changed, folded away until somebody asks for them."""

from typing import Any

from dash import html

from nn_core import INITIALIZERS, OPTIMIZERS, Experiment
from nn_core.common.written import exact
from nn_core.experiment.experiment import MAX_BIAS, MAX_SCHEDULE
from nn_core.schedules import SCHEDULES

from .. import ids
from ..i18n import _
from .fields import choice, field, named, number
from .top_bar import numbers

CLIP_NORMS = (0.01, 0.1, 1.0, 10.0)
_REGISTRIES: dict[str, Any] = {"optimizer": OPTIMIZERS, "initializer": INITIALIZERS, "schedule": SCHEDULES}


def methods() -> dict[str, dict[str, dict[str, str]]]:
    """Of each field of the experiment that is chosen here, the choices with their names and formulas."""
    texts = {"schedule": _("η × {formula}")}
    return {
        field: {
            entry.key: {
                "name": _(entry.name),
                "formula": texts.get(field, "{formula}").format(formula=_(entry.formula)),
            }
            for entry in registry.values()
        }
        for field, registry in _REGISTRIES.items()
    }


def more_settings() -> html.Details:
    """A line that says what differs from the usual; open, the controls with their formulas."""
    return html.Details(
        id=ids.MORE,
        className="more",
        children=[
            html.Summary(
                [html.Span(_("More settings")), html.Span(id=ids.MORE_SUMMARY, className="more-summary small")]
            ),
            html.Div(
                className="more-settings",
                children=[
                    _of_registry(
                        ids.OPTIMIZER,
                        "optimizer",
                        _("Optimizer"),
                        _("Training continues from the current weights."),
                    ),
                    _of_registry(
                        ids.INITIALIZER,
                        "initializer",
                        _("Initializer"),
                        _("Training restarts."),
                    ),
                    _setting(
                        _("Initial bias"),
                        number(ids.INITIAL_BIAS, min=-MAX_BIAS, max=MAX_BIAS, step=0.1),
                        _("The output's biases, too. Training restarts."),
                        html.Div(_("b at epoch 0")),
                    ),
                    _of_registry(
                        ids.SCHEDULE,
                        "schedule",
                        _("Learning-rate schedule"),
                        _("Training continues."),
                    ),
                    _setting(
                        _("Period in epochs"),
                        number(ids.SCHEDULE_EPOCHS, min=1, max=MAX_SCHEDULE),
                        _("Training continues."),
                        html.Div("T"),
                        "setting-period",
                    ),
                    _setting(
                        _("Gradient clipping"),
                        choice(ids.CLIP_NORM, [(exact(Experiment().clip_norm), _("off")), *numbers(CLIP_NORMS)]),
                        _("Training continues."),
                        html.Div(_("g ← g · min(1, c / |g|)")),
                    ),
                ],
            ),
        ],
    )


def _of_registry(id_: str, entries: str, name: str, effect: str) -> html.Div:
    """A choice among the entries of a registry, with the formula of the chosen one, which the scripts fill in."""
    pairs = named((entry.key, entry.name) for entry in _REGISTRIES[entries].values())
    return _setting(name, choice(id_, pairs), effect, html.Div(**{"data-formula-of": entries}))


def _setting(name: str, control: Any, effect: str, formula: html.Div, more: str = "") -> html.Div:
    """A control with its name, what a change of it does to the training, and its formula below it."""
    below = html.Div(formula, className="method-formula small")
    return html.Div([field(name, control, title=effect), below], className=f"setting {more}".strip())
