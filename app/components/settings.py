"""More settings: how the weights begin and how they are changed, folded away until somebody asks for them."""

from typing import Any

import dash_mantine_components as dmc
from dash import html

from nn_core import INITIALIZERS, OPTIMIZERS, Experiment
from nn_core.experiment import MAX_SCHEDULE
from nn_core.schedules import SCHEDULES

from .. import ids
from ..i18n import _
from .top_bar import hint, options, plain

CLIP_NORMS = (0.01, 0.1, 1.0, 10.0)


def methods() -> dict[str, dict[str, dict[str, str]]]:
    """Of each field of the experiment that is chosen here, the choices with their names and formulas."""
    registries: dict[str, Any] = {"optimizer": OPTIMIZERS, "initializer": INITIALIZERS, "schedule": SCHEDULES}
    texts = {"schedule": _("η × {formula}")}
    return {
        field: {
            entry.key: {
                "name": _(entry.name),
                "formula": texts.get(field, "{formula}").format(formula=_(entry.formula)),
            }
            for entry in registry.values()
        }
        for field, registry in registries.items()
    }


def more_settings() -> html.Details:
    """A line that says what differs from the usual; open, the controls with their formulas."""
    default = Experiment()
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
                    _setting(
                        "optimizer",
                        _("How a gradient becomes a change of the weights. Training goes on with the weights."),
                        dmc.Select(
                            id=ids.OPTIMIZER,
                            label=_("Optimiser"),
                            value=default.optimizer,
                            data=options((o.key, o.name) for o in OPTIMIZERS.values()),
                        ),
                    ),
                    _setting(
                        "initializer",
                        _("What the weights are before the first step. Training starts anew."),
                        dmc.Select(
                            id=ids.INITIALIZER,
                            label=_("Initialiser"),
                            value=default.initializer,
                            data=options((i.key, i.name) for i in INITIALIZERS.values()),
                            withScrollArea=False,
                            attributes={"options": {"tabIndex": 0}},
                        ),
                    ),
                    _setting(
                        "schedule",
                        _("By what the learning rate η is multiplied in epoch t. Training goes on."),
                        dmc.Select(
                            id=ids.SCHEDULE,
                            label=_("Learning-rate schedule"),
                            value=default.schedule,
                            data=options((s.key, s.name) for s in SCHEDULES.values()),
                        ),
                    ),
                    _setting(
                        "period",
                        _("The epochs of the schedule's period, T in its formula."),
                        dmc.NumberInput(
                            id=ids.SCHEDULE_EPOCHS,
                            label=_("Period in epochs"),
                            value=default.schedule_epochs,
                            min=1,
                            max=MAX_SCHEDULE,
                            allowDecimal=False,
                            allowNegative=False,
                            clampBehavior="strict",
                            hideControls=True,
                            debounce=True,
                        ),
                    ),
                    _setting(
                        "clip",
                        _("Gradients longer than this are shortened to it, all layers together. Training goes on."),
                        dmc.Select(
                            id=ids.CLIP_NORM,
                            label=_("Gradient clipping"),
                            value=plain(default.clip_norm),
                            data=[
                                {"value": plain(default.clip_norm), "label": _("off")},
                                *({"value": plain(norm), "label": plain(norm)} for norm in CLIP_NORMS),
                            ],
                        ),
                    ),
                ],
            ),
        ],
    )


def _setting(method: str, explanation: str, control: object) -> html.Div:
    """A control with its explanation, and below it a place for the formula of what is chosen."""
    formulas = {
        "optimizer": html.Div(className="method-formula small", **{"data-formula-of": "optimizer"}),
        "initializer": html.Div(className="method-formula small", **{"data-formula-of": "initializer"}),
        "schedule": html.Div(className="method-formula small", **{"data-formula-of": "schedule"}),
        "period": html.Div("T", className="method-formula small"),
        "clip": html.Div(_("g ← g · min(1, c / |g|)"), className="method-formula small"),
    }
    return html.Div([hint(explanation, control, w="100%"), formulas[method]], className=f"setting setting-{method}")
