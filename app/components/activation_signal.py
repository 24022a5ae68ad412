"""The signal through depth: two networks side by side, from the same inputs."""

from dash import html

from nn_core import INITIALIZERS
from nn_core.experiment.experiment import MAX_SEED

from .. import ids
from ..calls.activations import SIDES
from ..i18n import _
from .activation_charts import backward_chart, forward_chart
from .activation_families import grouped
from .fields import choice, field, grouped_choice, number, slider
from .figures import graph


def signal() -> html.Section:
    """Depth, width and seed for both networks; activation and initializer for each."""
    return html.Section(
        className="panel stack",
        **{"aria-labelledby": ids.SIGNAL_TITLE},
        children=[
            html.H2(_("A signal through many layers"), id=ids.SIGNAL_TITLE),
            html.P(
                _(
                    "Two networks before any training. Forward: 256 random inputs pass through all layers. "
                    "What does each layer put out? Backward: a random gradient of size 1 travels from the last "
                    "layer to the first. How much of it arrives? Where nothing arrives, nothing is learned."
                ),
                className="lead",
            ),
            html.Div(
                [
                    slider(ids.SIGNAL_DEPTH, _("Layers")),
                    slider(ids.SIGNAL_WIDTH, _("Units per layer")),
                    field(_("Seed"), number(ids.SIGNAL_SEED, min=0, max=MAX_SEED, value=0)),
                ],
                className="slides",
            ),
            html.Div([_network(side) for side in SIDES], className="pair"),
            html.P(
                _(
                    "Boxes hold the middle half of a layer's outputs; whiskers run from 5% to 95%. The "
                    "gradient is the root mean square of dE/dz. Here it vanishes if it shrinks to less than 0.8 of "
                    "its size per layer, and explodes if it grows by more than 1.25. The gain is the g of weights "
                    "N(0, g² / inputs) with which a z of size 1 keeps its size, or a gradient does: LeCun and Glorot "
                    "have 1 here, He √2. The lists of activations follow the filter at the top of the page."
                ),
                className="small",
            ),
        ],
    )


def _network(side: str) -> html.Div:
    name = _("Network {side}").format(side=side.upper())
    initializers = [(initializer.key, _(initializer.name)) for initializer in INITIALIZERS.values()]
    return html.Div(
        className="stack network-side",
        role="group",
        **{"aria-label": name, "data-side": side},
        children=[
            html.Div(
                [
                    html.H3(side.upper()),
                    field(_("Activation"), grouped_choice(ids.signal_activation(side), grouped())),
                    field(_("Initializer"), choice(ids.signal_initializer(side), initializers)),
                ],
                className="rules",
            ),
            html.P(id=ids.signal_words(side), className="words", role="status"),
            graph(ids.signal_forward(side), forward_chart()),
            graph(ids.signal_backward(side), backward_chart()),
        ],
    )
