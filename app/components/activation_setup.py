"""What the scripts of the page of activations need to know: limits, defaults, charts, formulas and texts."""

from dataclasses import asdict
from typing import Any

from nn_core import ACTIVATIONS
from nn_core.activations import Activation
from nn_core.activations.custom import CUSTOM
from nn_core.formats.links.activation import MAX_FUNCTIONS
from nn_core.insight.curves import END, STEPS_PER_UNIT
from nn_core.insight.signal import MAX_DEPTH, MAX_WIDTH

from .. import ids
from ..calls.activations import LOGITS, MAX_LOGIT, SIDES
from ..i18n import _
from .activation_charts import backward_chart, forward_chart, function_chart, slope_chart
from .activation_facts import formulas, own_activation
from .race_setup import first_lanes
from .texts import common_texts

VANISHING = 0.1  # through ten layers of so small a slope nothing arrives


def activations_setup() -> dict[str, Any]:
    """The contents of the store that ``assets/src/activations/page.js`` reads once."""
    temperature = ACTIVATIONS["softmax"].parameter
    return {
        "functions": {
            a.key: {"name": _curve_name(a), "parameter": asdict(a.parameter) if a.parameter else None}
            for a in (*ACTIVATIONS.values(), own_activation())
        },
        "own": CUSTOM,
        "chosen": first_lanes()["activation"],
        "maxChosen": MAX_FUNCTIONS,
        "formulas": formulas(),
        "flat": VANISHING,
        "probe": {"min": -END, "max": END, "step": 1 / STEPS_PER_UNIT, "value": 1},
        "softmax": {
            "logits": [
                {"min": -MAX_LOGIT, "max": MAX_LOGIT, "step": 0.1, "value": value} for value in range(LOGITS, 0, -1)
            ],
            "temperature": {**asdict(temperature), "value": temperature.default} if temperature else {},
        },
        "signal": {
            "depth": {"min": 1, "max": MAX_DEPTH, "step": 1, "value": 10},
            "width": {"min": 1, "max": MAX_WIDTH, "step": 1, "value": 16},
            "networks": dict(zip(SIDES, (("sigmoid", "uniform"), ("relu", "he")), strict=True)),
        },
        "charts": {
            ids.FUNCTION_CHART: function_chart(),
            ids.SLOPE_CHART: slope_chart(),
            "forward": forward_chart(),
            "backward": backward_chart(),
        },
        "texts": _texts(),
    }


def _curve_name(activation: Activation) -> str:
    """What its curve is called; of a gated unit there is one for each value."""
    return _("{name}, z₁ = 1").format(name=_(activation.name)) if activation.sums else _(activation.name)


def _texts() -> dict[str, str]:
    return {
        **common_texts(),
        "functionsTitle": _("Activation functions"),
        "presentKeys": _(
            "← →: move the probe. B: black. C: slopes. 1–8: one function, N: the next. Q: QR code. Esc: end."
        ),
        "brokenLink": _("The activations in this address can't be read. Nothing was changed. {error}"),
        "chosenCount": _("{n} of {most} selected"),
        "shownCount": _("{n} of {most} shown"),
        "flat": _("vanishing: |f′| < {limit}"),
        "sum": _("Sum of the probabilities: {sum}"),
        "pair": _("For z₁ and z₂ alone: softmax {softmax}, sigmoid((z₁ − z₂) / T) {sigmoid}."),
        "vanishes": _("The gradient shrinks by a factor of {factor} per layer: it vanishes."),
        "keeps": _("The gradient keeps its size: it changes by a factor of {factor} per layer."),
        "explodes": _("The gradient grows by a factor of {factor} per layer: it explodes."),
        "zero": _("The gradient is exactly zero in the first layer, so nothing is learned there."),
        "overflows": _("The outputs grow without limit in layer {layer}, so no gradient comes back."),
        "single": _("With one layer, nothing can vanish or explode."),
        "arrives": _("The first layer gets {share} of the gradient that the last layer gets."),
        "zeros": _("{percent}% of the outputs are exactly zero."),
        "gain": _("Gain: {signal} keeps signals, {gradient} gradients."),
        "noGain": _("nothing"),
        "layer": _("layer {layer}"),
        "size": _("gradient {size}"),
    }
