"""What all lanes of a race share, in sight as chips; and the controls of every field, for all lanes or for one."""

from dash import html

from nn_core import (
    ACTIVATIONS,
    DATASETS,
    FEATURES,
    INITIALIZERS,
    LOSSES,
    OPTIMIZERS,
    OUTPUT_LAYERS,
    REGULARIZERS,
    Experiment,
)
from nn_core.common.written import exact
from nn_core.experiment.experiment import MAX_BIAS, MAX_CLASSES, MAX_SAMPLES, MAX_SCHEDULE, MAX_SEED, MIN_SAMPLES
from nn_core.schedules import SCHEDULES
from nn_core.study.race_rules import Rules

from .. import ids
from ..bridge.markup import Input
from ..i18n import _
from .activation_families import grouped
from .fields import Pairs, button, named, numbers, optgroups
from .race_setup import choices
from .settings import CLIP_NORMS, REGULARIZATION_RATES


def chips() -> html.Div:
    """One for each field that the bar does not have, and one for all fields; the scripts write what all lanes share."""
    shown = {
        "activation": "{value}",
        "features": "{value}",
        "optimizer": "{value}",
        "output": _("output: {value}"),
        "regularization": _("regularization: {value}"),
        "initializer": _("initializer: {value}"),
        "train_percent": _("{value} training"),
        "samples": _("{value} points"),
        "schedule": _("learning-rate schedule: {value}"),
        "clip_norm": _("gradients clipped at {value}"),
        "initial_bias": _("initial bias {value}"),
        "weights_seed": _("seed of the weights {value}"),
    }
    first = _of_the_usual_race()
    made = [
        button(
            text.format(value=first[key]) if key in first else "",
            className="plain-button chip",
            hidden=key not in first,
            **{"data-chip": key, "data-text": text},
        )
        for key, text in shown.items()
    ]
    return html.Div(
        [
            html.Span(_("All lanes"), className="field-name"),
            *made,
            button(_("All settings"), id=ids.RACE_BASE, className="plain-button chip chip-all"),
        ],
        className="sets chips",
        role="toolbar",
        **{"aria-label": _("What all lanes share")},
    )


def _of_the_usual_race() -> dict[str, str]:
    """What its lanes share, as the scripts write it: a page that begins with it does not move."""
    base = Rules().base
    return {
        "features": ", ".join(FEATURES[key].label for key in base.features),
        "optimizer": _(OPTIMIZERS[base.optimizer].name),
        "output": _output_text(base.output, base.loss),
        "regularization": _(REGULARIZERS[base.regularization].name),
        "initializer": _(INITIALIZERS[base.initializer].name),
        "train_percent": f"{exact(base.train_percent)}%",
        "samples": exact(base.samples),
    }


def _output_text(activation: str, loss: str) -> str:
    return f"{_(ACTIVATIONS[activation].name)}, {_(LOSSES[loss].name)}"


def editor() -> html.Div:
    """The controls of all fields; those that are asked for are shown."""
    return html.Div(
        id=ids.RACE_EDIT,
        className="surface race-edit",
        role="dialog",
        **{"aria-labelledby": "race-edit-title"},
        children=[
            html.H2(id="race-edit-title"),
            html.P(_("Bold: this lane's own settings."), className="small edit-hint"),
            html.Div([_field(key, name, control) for key, name, control in _controls()], className="edit-fields"),
            button(
                "",
                id=ids.RACE_MATCH,
                className="plain-button edit-match",
                title=_("Give this lane as many units as bring it nearest to that number of parameters"),
                hidden=True,
            ),
        ],
    )


def _field(key: str, name: str, control: html.Select | Input | html.Div) -> html.Label | html.Div:
    """A control with its name; several boxes are a group of their own."""
    kind = html.Div if isinstance(control, html.Div) else html.Label
    return kind([html.Span(name, className="field-name"), control], className="field edit-field", **{"data-edits": key})


def _select(key: str, pairs: Pairs) -> html.Select:
    options = [html.Option(text, value=value) for value, text in pairs]
    return html.Select(options, className="choice", **{"data-field": key})


def _activations() -> html.Select:
    return html.Select(optgroups(grouped()), className="choice", **{"data-field": "activation"})


def _number(key: str, low: float, high: float, step: float = 1, **attributes: str) -> Input:
    bounds = {"min": low, "max": high, "step": step}
    return Input(type="number", className="choice", **bounds, **attributes, **{"data-field": key})


def _features() -> html.Div:
    boxes = [html.Label([Input(type="checkbox", name=key), html.Span(its.label)]) for key, its in FEATURES.items()]
    return html.Div(
        boxes, className="edit-features", role="group", **{"data-field": "features", "aria-label": _("Features")}
    )


def _outputs() -> html.Select:
    """Activation and loss of the output layer; of each problem those that suit it."""
    problems: dict[tuple[str, str], list[str]] = {}
    for layer in OUTPUT_LAYERS.values():
        problems.setdefault((layer.activation, layer.loss), []).append(layer.problem)
    options = [
        html.Option(
            _output_text(activation, loss),
            value=f"{activation} {loss}",
            **{"data-problems": " ".join(of)},
        )
        for (activation, loss), of in problems.items()
    ]
    return html.Select(options, className="choice", **{"data-field": "output"})


def _controls() -> list[tuple[str, str, html.Select | Input | html.Div]]:
    """Of each field of the experiment that lanes can have: its name, and what it is chosen with."""
    offered = choices()
    clips = [(exact(Experiment().clip_norm), _("off")), *numbers(CLIP_NORMS)]
    return [
        ("dataset", _("Dataset"), _select("dataset", named((d.key, d.name) for d in DATASETS.values()))),
        ("classes", _("Classes"), _number("classes", 2, MAX_CLASSES)),
        ("samples", _("Points"), _number("samples", MIN_SAMPLES, MAX_SAMPLES)),
        ("train_percent", _("Training share"), _select("train_percent", offered["train_percent"])),
        ("noise", _("Noise"), _select("noise", offered["noise"])),
        ("seed", _("Seed"), _number("seed", 0, MAX_SEED)),
        ("weights_seed", _("Seed of the weights"), _number("weights_seed", 0, MAX_SEED, placeholder=_("same as seed"))),
        ("activation", _("Activation"), _activations()),
        ("hidden", _("Hidden layers"), _select("hidden", offered["hidden"])),
        ("output", _("Output layer"), _outputs()),
        (
            "initializer",
            _("Initializer"),
            _select("initializer", named((i.key, i.name) for i in INITIALIZERS.values())),
        ),
        ("initial_bias", _("Initial bias"), _number("initial_bias", -MAX_BIAS, MAX_BIAS, 0.1)),
        ("optimizer", _("Optimizer"), _select("optimizer", named((o.key, o.name) for o in OPTIMIZERS.values()))),
        ("learning_rate", _("Learning rate"), _select("learning_rate", offered["learning_rate"])),
        (
            "schedule",
            _("Learning-rate schedule"),
            _select("schedule", named((s.key, s.name) for s in SCHEDULES.values())),
        ),
        ("schedule_epochs", _("Period in epochs"), _number("schedule_epochs", 1, MAX_SCHEDULE)),
        ("batch_size", _("Batch size"), _number("batch_size", 1, MAX_SAMPLES)),
        ("clip_norm", _("Gradient clipping"), _select("clip_norm", clips)),
        (
            "regularization",
            _("Regularization"),
            _select("regularization", named((r.key, r.name) for r in REGULARIZERS.values())),
        ),
        (
            "regularization_rate",
            _("Regularization rate"),
            _select("regularization_rate", numbers(REGULARIZATION_RATES)),
        ),
        ("features", _("Features"), _features()),
    ]
