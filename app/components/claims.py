"""What textbooks say of activations, what was measured here, and links that set up the experiment."""

import json
from typing import Any
from urllib.parse import quote

from dash import html

from .. import ids
from ..i18n import _


def _race(lanes: list[str], differs: str = "activation", target: float = 0.01, **base: Any) -> str:
    """The address of a race, relative to the page that it is on."""
    race = {"base": base, "differs": differs, "lanes": lanes, "target": f"{target:g}"}
    return f"race#{quote(json.dumps(race))}"


def _layers(activation: str, *units: int) -> list[dict[str, Any]]:
    return [{"units": n, "activation": activation} for n in units]


def claims() -> list[tuple[str, str, str]]:
    """(what is claimed, what was found here, where to see it)."""
    three = _layers("tanh", 3, 3)
    eight = _layers("tanh", 8, 8)
    deep = _layers("tanh", *[8] * 6)
    return [
        (
            _("Tanh learns about ten times as fast as sigmoid, and ReLU twice as fast as tanh."),
            _(
                "Over 200 seeds, to a test loss of 0.01 on the circle: tanh 9.7 times as fast as sigmoid (95 % "
                "interval 8.9 to 10.7), ReLU 1.39 times as fast as tanh (1.25 to 1.53): faster, but not twice."
            ),
            _race(["sigmoid", "tanh", "relu"], hidden=three),
        ),
        (
            _("Stacked linear layers are no more than one linear layer."),
            _("True to rounding: multiply their weights, and you have the one layer. One or three: a straight line."),
            _race(["2", "4,2", "8,8,8"], "hidden", dataset="xor", hidden=_layers("linear", 3)),
        ),
        (
            _("In a deep network of sigmoids the gradient vanishes; with tanh less, with ReLU least."),
            _(
                "Through six layers of eight units a ten-thousandth of it arrives with sigmoid, a half with tanh, "
                "a third to a half with ReLU: sigmoid is far behind, but ReLU is not ahead of tanh. Look at the bars "
                "of the gradient norms."
            ),
            _race(["sigmoid", "tanh", "relu"], hidden=deep),
        ),
        (
            _("With random weights about half of all ReLU outputs are zero."),
            _("47 % with the biases of 0.1 that training starts with, 50 % without biases."),
            f"#{ids.SIGNAL_TITLE}",
        ),
        (
            _("ReLU units die at a high learning rate and stay dead; leaky ones do not die."),
            _(
                "After 100 epochs at the rate 3 more than a third of the ReLU units are dead, at 0.03 one in a "
                "hundred; of the leaky ones none. At the rate 3 neither learns well."
            ),
            _race(["relu", "leaky-relu"], hidden=eight, learning_rate=3),
        ),
        (
            _("A network of binary steps cannot be trained by gradient descent."),
            _("True: the hidden layers keep their first weights to the last digit, only the output layer learns."),
            _race(["step", "tanh"], hidden=_layers("tanh", 4, 2)),
        ),
        (
            _("Softmax outputs are shares, and for two classes the sigmoid of the difference."),
            _("True to rounding."),
            f"#{ids.SOFTMAX_TITLE}",
        ),
        (
            _("Tanh is a sigmoid, stretched and moved: tanh z = 2·sigmoid(2z) − 1."),
            _("True to rounding: typed as a formula, it learns as tanh does, digit for digit."),
            _race(["tanh", "=2*sigmoid(2*z) - 1"], hidden=three),
        ),
        (
            _("ReLU does not mind the scale: max(0, a·z) = a·max(0, z) for a ≥ 0."),
            _("True to rounding, and not so for tanh: the first two lanes are the same, the others are not."),
            _race(["relu", "=max(0, 3*z) / 3", "tanh", "=tanh(3*z) / 3"], hidden=three),
        ),
        (
            _("One hidden layer with enough units can learn anything; linear ones never will."),
            _(
                "The spiral with tanh, 3,000 epochs at the rate 0.1: 60 % right with 2 units, 86 % with 8, 98 % with "
                "16; linear 58 % whatever the number."
            ),
            _race(["2", "8", "16"], "hidden", dataset="spiral", hidden=_layers("tanh", 3), learning_rate=0.1),
        ),
    ]


def claims_panel() -> html.Section:
    """The ten of them, each with its link."""
    items = [
        html.Li(
            [
                html.P(claim, className="claim"),
                html.P(found, className="found"),
                html.A(
                    _("Check it"),
                    href=address,
                    className="check",
                    **{"aria-label": _("Check it: {claim}").format(claim=claim)},
                ),
            ]
        )
        for claim, found, address in claims()
    ]
    return html.Section(
        className="panel stack",
        **{"aria-labelledby": "claims-title"},
        children=[
            html.H2(_("Is it true?"), id="claims-title"),
            html.P(
                _("Ten things that textbooks say of activations, and what came out here. See for yourself."),
                className="small",
            ),
            html.Ol(items, className="claims"),
        ],
    )
