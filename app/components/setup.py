"""What the scripts need to know: limits, registries, little pictures, and every text that they show."""

from typing import Any

from nn_core import ACTIVATIONS, DATASETS, LOSSES, OUTPUT_LAYERS
from nn_core.random_streams import NOISE, POINTS, generator

from .. import ids
from ..figures import loss_chart
from ..frames import OUTPUT_PIXELS, PIXEL_ALPHABET, UNIT_PIXELS, draw_features, draw_points
from ..i18n import _
from .network_panel import output_name
from .texts import common_texts

MAX_BUTTON_LAYERS = 6
MAX_BUTTON_UNITS = 8
NEW_LAYER_UNITS = 2
_THUMBNAIL_POINTS = 200


def setup() -> dict[str, Any]:
    """The contents of the store that ``assets/`` reads once."""
    return {
        "maxLayers": MAX_BUTTON_LAYERS,
        "maxUnits": MAX_BUTTON_UNITS,
        "newUnits": NEW_LAYER_UNITS,
        "outputPixels": OUTPUT_PIXELS,
        "unitPixels": UNIT_PIXELS,
        "pixelAlphabet": PIXEL_ALPHABET,
        "features": [{"key": key, "id": ids.feature(key), "pixels": pixels} for key, pixels in draw_features().items()],
        "datasets": [
            {"key": kind.key, "id": ids.dataset(kind.key), "problem": kind.problem, "points": _thumbnail(kind.key)}
            for kind in DATASETS.values()
        ],
        "activations": {
            a.key: {
                "name": _(a.name),
                "learned": a.learned is not None,
                "parameter": a.parameter
                and {
                    "symbol": a.parameter.symbol,
                    "default": a.parameter.default,
                    "min": a.parameter.minimum,
                    "max": a.parameter.maximum,
                    "step": a.parameter.step,
                },
            }
            for a in ACTIVATIONS.values()
        },
        "outputs": [
            {
                "problem": layer.problem,
                "output": layer.activation,
                "loss": layer.loss,
                "low": layer.low,
                "high": layer.high,
                "label": output_name(layer),
                "lossName": _(LOSSES[layer.loss].name),
            }
            for layer in OUTPUT_LAYERS.values()
        ],
        "chart": loss_chart(),
        "texts": _texts(),
    }


def _thumbnail(key: str) -> str:
    """Some points of a dataset without noise."""
    points, labels = DATASETS[key].generate(generator(0, POINTS), generator(0, NOISE), _THUMBNAIL_POINTS, 0.0)
    return draw_points(points, labels)


def _texts() -> dict[str, str]:
    return {
        **common_texts(),
        "unit": _("1 unit"),
        "units": _("{n} units"),
        "hiddenLayer": _("hidden layer"),
        "hiddenLayers": _("hidden layers"),
        "diverged": _(
            "Training diverged after epoch {epoch}: a weight or the loss grew beyond all bounds. "
            "Choose a learning rate lower than {rate}, then press Reset."
        ),
        "network": _("Network with {features} features, hidden layers: {layers}, and one output unit"),
        "map": _("Output of the network at epoch {epoch}: training loss {train}, test loss {test}"),
        "none": _("none"),
    }
