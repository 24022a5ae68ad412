"""What the scripts need to know: limits, registries, little pictures, and every text that they show."""

from typing import Any

from nn_core import ACTIVATIONS, DATASETS, FEATURES, LOSSES, OUTPUT_LAYERS
from nn_core.activations.custom import CUSTOM
from nn_core.experiment.experiment import MAX_NOISE, MAX_SAMPLES, MIN_SAMPLES
from nn_core.formats.encodings import CHOICES

from .. import config, ids
from ..calls.own_data import MAX_FILE
from ..i18n import _
from ..wire.frames import encode_features, encode_points
from .activation_facts import own_activation
from .data_panel import SLIDER_NOISE, split_texts
from .draw_bar import draw_texts
from .early_map import thumbnail_points
from .figures import loss_axes, loss_chart
from .gated_picture import sum_names
from .goal_bar import aims, goal_texts, goals
from .inspector import inspector_setup, inspector_texts
from .layer_panel import layer_notes
from .network_panel import keys_text, output_name
from .own_data import own_data_texts
from .runs_texts import runs_setup, runs_texts
from .session_bar import control_names, session_texts
from .settings import methods
from .share import part_names, presets
from .texts import class_colors, common_texts

MAX_BUTTON_LAYERS = 6
MAX_BUTTON_UNITS = 8
NEW_LAYER_UNITS = 2


def setup() -> dict[str, Any]:
    """The contents of the store that ``assets/`` reads once."""
    return {
        "maxLayers": MAX_BUTTON_LAYERS,
        "maxUnits": MAX_BUTTON_UNITS,
        "newUnits": NEW_LAYER_UNITS,
        "maxTable": MAX_FILE,
        "encodings": CHOICES,
        "features": [
            {"key": key, "id": ids.feature(key), "label": FEATURES[key].label, "pixels": pixels}
            for key, pixels in encode_features().items()
        ],
        "datasets": [
            {
                "key": kind.key,
                "id": ids.dataset(kind.key),
                "problem": kind.problem,
                "points": encode_points(*thumbnail_points(kind.key)),
                "most": kind.most,
            }
            for kind in DATASETS.values()
        ],
        "activations": {
            a.key: {
                "name": _(a.name),
                "formula": _(a.formula),
                "learned": [parameter.symbol for parameter in a.learns],
                "perUnit": bool(a.learned and a.learned.per_unit),
                "pieces": a.coupled.columns if a.coupled else 1,  # None: as the parameter says
                "sums": [sum_names()[name] for name in a.sums],
                "parameter": a.parameter
                and {
                    "symbol": a.parameter.symbol,
                    "default": a.parameter.default,
                    "min": a.parameter.minimum,
                    "max": a.parameter.maximum,
                    "step": a.parameter.step,
                },
            }
            for a in (*ACTIVATIONS.values(), own_activation())
        },
        "own": CUSTOM,
        "ownFormula": own_activation().formula,
        "outputs": [
            {
                "problem": layer.problem,
                "output": layer.activation,
                "loss": layer.loss,
                "low": layer.low,
                "high": layer.high,
                "fewest": layer.outputs[0],
                "most": layer.outputs[1],
                "oneHot": layer.one_hot,
                "label": output_name(layer),
                "lossName": _(LOSSES[layer.loss].name),
            }
            for layer in OUTPUT_LAYERS.values()
        ],
        "noise": {"usual": SLIDER_NOISE, "most": MAX_NOISE},
        "minPoints": MIN_SAMPLES,
        "maxPoints": MAX_SAMPLES,
        "classColors": class_colors(),
        "methods": methods(),
        "names": control_names(),
        "parts": list(part_names()),
        "presets": {id_: {"hide": preset.hide, "lock": preset.lock} for id_, preset in presets().items()},
        "start": config.current().start,
        "layerNotes": layer_notes(),
        "chart": loss_chart(),
        "chartAxes": loss_axes(),
        "goals": goals(),
        "aims": aims(),
        **inspector_setup(),
        "runs": runs_setup(),
        "texts": _texts(),
    }


def _texts() -> dict[str, str]:
    return {
        **common_texts(),
        **goal_texts(),
        **own_data_texts(),
        **draw_texts(),
        **split_texts(),
        **inspector_texts(),
        **session_texts(),
        **runs_texts(),
        "networkTitle": _("Neural network: {data}"),
        "presentKeys": _(
            "Space: play or pause. ← →: earlier, later. B: black. C: chart. 1: network, 2: map, N: the next. "
            "Q: QR code. Esc: end."
        ),
        "live": _("Epoch {epoch}: training loss {train}, test loss {test}."),
        "brokenLink": _("The settings in this address can't be read. Nothing was changed. {error}"),
        "linkCopied": _("Link copied."),
        "sendToClass": _("Send to class"),
        "sendSettings": _("Send settings only"),
        "sentToClass": _("Sent to class {code}."),
        "sentStepToClass": _("This step was sent to class {code}."),
        "notSentToClass": _("Not sent. {error}"),
        "boardAway": _("The class's board is not responding. Try again in a moment."),
        "copyYourself": _("Your browser blocked copying: select the link and copy it."),
        "earlier": _("Epoch {epoch} of {last}"),
        "latest": _("Epoch {epoch}"),
        "unit": _("1 unit"),
        "units": _("{n} units"),
        "hiddenLayer": _("hidden layer"),
        "hiddenLayers": _("hidden layers"),
        "diverged": _("Training diverged after epoch {epoch}: the numbers grew without limit."),
        "noNumber": _(
            "Training stopped after epoch {epoch}: in hidden layer {layer}, the formula {formula} has no number at "
            "z = {z}."
        ),
        "resetSlower": _("Reset with learning rate {rate}"),
        "network": _("Network with {features} features, hidden layers: {layers}, and one output unit"),
        "map": _("Output of the network at epoch {epoch}: training loss {train}, test loss {test}"),
        "line": _("Output of the network as a line over X₁ at epoch {epoch}: training loss {train}, test loss {test}"),
        "outputAxis": _("Output"),
        "outputOfColumn": _("Output = {name}"),
        "outside": _("{n} of {all} points lie outside the axes. They are used, but not drawn."),
        "outsideOne": _("1 of {all} points lies outside the axes. It is used, but not drawn."),
        "contradictions": _(
            "Some points have the same features but different labels, so no network can get more than {train} "
            "of the training and {test} of the test data right."
        ),
        "pictureOf": _("{what}: its output for every point"),
        "aUnit": _("unit {n} of layer {layer}"),
        "theOutput": _("the output unit"),
        "outputOf": _("output unit {name}"),
        "weightOf": _("weight from {from} to {to}"),
        "biasOf": _("bias of {to}"),
        "pieceOf": _("{what}, piece {piece}"),
        "sumOf": _("{what}, {sum}"),
        "valueOf": _("{what}: {value}"),
        "pinned": _("{what} stays on the large map. Esc: show the output again."),
        "unpinned": _("The large map shows the output again."),
        "isSelected": _("{what}. Selected."),
        "unitNote": _("{activation}. Blue where its output is positive, orange where it is negative."),
        "outputNote": _("{activation}. Its output is that of the network."),
        "featureNote": _("Blue where it is positive, orange where it is negative. Click to switch it on or off."),
        "editNote": _("Click to edit."),
        "lockedNote": _("Locked in this lesson."),
        "keys": keys_text(),
        "dockOpen": _("Show the closer look"),
        "dockFold": _("Fold the closer look away"),
        "none": _("none"),
        "chart": _(
            "Chart of training and test loss over the epochs. Lowest test loss: {lowest} at epoch {best}. At "
            "epoch {epoch}: training loss {train}, test loss {test}."
        ),
        "label": _("label {name}"),
        "labels": _("test data"),
        "confusion": _("actual ↓ predicted →"),
        "confusionHeads": _("true positive|false negative|false positive|true negative|accuracy"),
        "exact": _("All labels correct (exact match): {share}"),
        "initialParameter": _("{symbol}₀ ="),
        "settings": _("Optimizer, schedule, initializer, regularization, dropout, batch size, seed"),
        "penalized": _("{name} {rate}"),
        "batchesOf": _("batch size {n}"),
        "dropped": _("dropout"),
        "scheduled": _("{schedule}: {n} epochs"),
        "initialWeights": _("{name} initializer"),
        "initialBiases": _("initial bias {n}"),
        "clippedAt": _("gradients clipped at {n}"),
        "look": _("{units}: layer {n} up close"),
        "inside": _("Layer {n} up close"),
        "insideNone": _("A layer up close"),
        "layerOf": _("{units}, {activation}"),
        "weightsOf": _("{n} of {all}"),
        "layerFigure": _(
            "Layer {n} at epoch {epoch}: the pre-activations z lie between −{limit} and {limit}; {share} of "
            "them where the activation is nearly flat"
        ),
        "learnedFigure": _("{figure}. The activation is learned: {learned}"),
    }
