"""Training: how the weights begin and how they are changed, in a drawer that opens over the page."""

from typing import Any

from dash import html

from nn_core import INITIALIZERS, OPTIMIZERS, REGULARIZERS, Experiment
from nn_core.common.written import exact
from nn_core.experiment.experiment import MAX_BIAS, MAX_SCHEDULE, MAX_SEED
from nn_core.schedules import SCHEDULES

from .. import ids
from ..i18n import _
from .fields import choice, field, named, number, numbers, slider
from .goal_bar import second_condition

REGULARIZATION_RATES = (0.0, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
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


def training() -> html.Details:
    """A button that says what differs from the usual; open, a drawer over the page with the controls in groups."""
    return html.Details(
        id=ids.MORE,
        className="more",
        children=[
            html.Summary(
                [
                    html.Span(id=ids.MORE_SUMMARY, className="more-summary"),
                    html.Span(_("Training"), className="more-name"),
                ]
            ),
            html.Div(
                [
                    _group(_("Optimizer"), *_optimizer()),
                    _group(_("Learning-rate schedule"), *_schedule()),
                    _group(_("Start"), *_start()),
                    _group(_("Regularization"), *_regularization()),
                    _group(_("Stop condition"), *second_condition(), kind="goal-part"),
                    _group(_("Dropout"), *map(_dropout, ids.LAYERS), kind="dropouts settings-part"),
                ],
                className="surface training",
            ),
        ],
    )


def _group(name: str, *settings: html.Div, kind: str = "") -> html.Fieldset:
    return html.Fieldset([html.Legend(name), *settings], className=f"training-group {kind}".strip())


def _optimizer() -> list[html.Div]:
    return [
        _of_registry(
            ids.OPTIMIZER,
            "optimizer",
            _("Optimizer"),
            _("Training continues from the current weights."),
        ),
        html.Div(
            slider(
                ids.BATCH_SIZE,
                _("Batch size"),
                (1, 30, 1),
                title=_("Points left over at the end of an epoch form a smaller mini-batch with its own update."),
            ),
            className="setting",
        ),
        _setting(
            _("Gradient clipping"),
            choice(ids.CLIP_NORM, [(exact(Experiment().clip_norm), _("off")), *numbers(CLIP_NORMS)]),
            _("Training continues."),
            html.Div(_("g ← g · min(1, c / |g|)")),
            "settings-part",
        ),
    ]


def _schedule() -> list[html.Div]:
    return [
        _of_registry(
            ids.SCHEDULE,
            "schedule",
            _("Schedule"),
            _("Training continues."),
        ),
        _setting(
            _("Period in epochs"),
            number(ids.SCHEDULE_EPOCHS, min=1, max=MAX_SCHEDULE),
            _("Training continues."),
            html.Div("T"),
            "setting-period settings-part",
        ),
    ]


def _start() -> list[html.Div]:
    return [
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
            "settings-part",
        ),
        _setting(
            _("Seed"),
            number(ids.SEED, min=0, max=MAX_SEED),
        ),
    ]


def _regularization() -> list[html.Div]:
    rates = numbers(REGULARIZATION_RATES)
    return [
        _setting(
            _("Penalty"),
            choice(ids.REGULARIZATION, named((r.key, r.name) for r in REGULARIZERS.values())),
            _("Training continues."),
        ),
        _setting(_("Regularization rate"), choice(ids.REGULARIZATION_RATE, rates), _("Training continues.")),
    ]


def _dropout(index: int) -> html.Div:
    return html.Div(
        slider(
            ids.layer_dropout(index),
            _("Layer {n}").format(n=index + 1),
            (0, 90, 10),
            "{value}%",
        ),
        className="setting",
    )


def _of_registry(id_: str, entries: str, name: str, effect: str) -> html.Div:
    """A choice among the entries of a registry, with the formula of the chosen one, which the scripts fill in."""
    pairs = named((entry.key, entry.name) for entry in _REGISTRIES[entries].values())
    formula = html.Div(**{"data-formula-of": entries})
    return _setting(name, choice(id_, pairs), effect, formula, "settings-part")


def _setting(name: str, control: Any, effect: str = "", formula: html.Div | None = None, more: str = "") -> html.Div:
    """A control with its name, what a change of it does to the training, and its formula below it, if it has one."""
    below = [html.Div(formula, className="method-formula small")] if formula is not None else []
    told = {"title": effect} if effect else {}
    return html.Div([field(name, control, **told), *below], className=f"setting {more}".strip())
