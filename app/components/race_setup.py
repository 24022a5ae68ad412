"""What the scripts of the race need to know: limits, choices for what lanes differ in, start sets, and texts."""

from typing import Any

from nn_core import ACTIVATIONS, DATASETS, FEATURES, INITIALIZERS, OPTIMIZERS, OUTPUT_LAYERS, REGULARIZERS, Experiment
from nn_core.activations.families import family
from nn_core.common.written import exact
from nn_core.study.race_link import to_race_link
from nn_core.study.race_rules import CLASSICS, MAX_LANES, REGULARIZATION_RATE, Rules

from .. import ids
from ..i18n import _
from ..wire.frames import OUTPUT_PIXELS
from .activation_families import grouped
from .figures import plain_chart, race_chart
from .grid_setup import grid_setup, grid_texts
from .texts import class_colors, common_texts
from .top_bar import LEARNING_RATES

FEW_LANES = 4  # which are drawn large
PIXELS = {"few": OUTPUT_PIXELS, "many": 60}  # the side of a lane's picture
_SHAPES = ("2", "3", "8", "3,3", "4,2", "8,8", "8,8,8", "4,4,4,4", "8,8,8,8,8,8")
_BATCHES = (1, 2, 5, 10, 20, 30)
# Of each kind those that textbooks and libraries name most.
_MIXED = (
    "linear", "sigmoid", "tanh", "relu", "leaky-relu", "elu", "selu", "softplus", "swish", "gelu", "mish", "sine"
)  # fmt: skip
_FEATURES = (("x", "y"), ("x^2", "y^2"), ("x", "y", "xy"), ("x", "y", "sin x", "sin y"), tuple(FEATURES))


def start_sets() -> dict[str, list[str]]:
    """Lanes to begin with, from the registry."""
    rectified = [key for key, activation in ACTIVATIONS.items() if activation.initializer in ("he", "lecun")]
    return {
        "classics": first_lanes()["activation"],
        "relu": rectified[:MAX_LANES],
        "sigmoid": [key for key, activation in ACTIVATIONS.items() if family(activation) == "sigmoid"][:MAX_LANES],
        "mixed": list(_MIXED),
    }


def choices() -> dict[str, list[tuple[str, str]]]:
    """What the lanes can differ in: the field of the experiment, and its values with their names."""
    every = {
        "activation": [(a.key, _(a.name)) for a in ACTIVATIONS.values()],
        "learning_rate": [(exact(rate), exact(rate)) for rate in LEARNING_RATES],
        "hidden": [(shape, shape.replace(",", ", ")) for shape in _SHAPES],
        "initializer": [(i.key, _(i.name)) for i in INITIALIZERS.values()],
        "batch_size": [(str(size), str(size)) for size in _BATCHES],
        "regularization": [
            (r.key, _(r.name) if r.key == "none" else f"{_(r.name)}, {exact(REGULARIZATION_RATE)}")
            for r in REGULARIZERS.values()
        ],
        "optimizer": [(o.key, _(o.name)) for o in OPTIMIZERS.values()],
        "features": [(",".join(keys), ", ".join(FEATURES[key].label for key in keys)) for keys in _FEATURES],
        "dataset": [(kind.key, _(kind.name)) for kind in DATASETS.values()],
        "noise": [(str(noise), str(noise)) for noise in range(0, 55, 5)],
        "train_percent": [(str(percent), f"{percent}%") for percent in range(10, 100, 10)],
    }
    return {field: values for field, values in every.items() if len(values) > 1}


def first_lanes() -> dict[str, list[str]]:
    """What the lanes are at first when they differ in a field."""
    chosen = {
        "activation": list(CLASSICS),
        "learning_rate": ["0.003", "0.03", "0.3"],
        "hidden": ["2", "4,2", "8,8"],
        "batch_size": ["1", "10", "30"],
        "dataset": [kind.key for kind in DATASETS.values() if kind.problem == Experiment().problem][:4],
        "noise": ["0", "25", "50"],
        "train_percent": ["10", "50", "90"],
    }
    return {field: chosen.get(field, [value for value, _name in values[:4]]) for field, values in choices().items()}


def _lane_names() -> dict[str, str]:
    """What a lane is called where its value alone would not say what it is."""
    return {
        "learning_rate": _("learning rate {value}"),
        "hidden": _("units {value}"),
        "batch_size": _("batch size {value}"),
        "noise": _("noise {value}"),
        "train_percent": _("training share {value}"),
    }


def race_setup() -> dict[str, Any]:
    """The contents of the store that ``assets/src/race/race.js`` reads once."""
    rules = Rules()
    return {
        "usual": {
            **vars(rules),
            "base": rules.base.model_dump(mode="json"),
            "target": str(rules.target),
            "fields": {},
        },
        "link": to_race_link(rules),
        "sets": start_sets(),
        "problems": {kind.key: kind.problem for kind in DATASETS.values()},
        "outputs": [
            {"problem": o.problem, "fewest": o.outputs[0], "oneHot": o.one_hot} for o in OUTPUT_LAYERS.values()
        ],
        "classColors": class_colors(),
        "choices": choices(),
        "groups": {"activation": [[name, [key for key, _name in pairs]] for name, pairs in grouped()]},
        "firstLanes": first_lanes(),
        "laneNames": _lane_names(),
        "rate": REGULARIZATION_RATE,
        "grid": grid_setup(choices(), first_lanes()),
        "chart": race_chart(),
        "plain": {
            ids.SWEEP_REACHED: plain_chart(_("Epoch"), _("Runs finished")),
            ids.SWEEP_STRIPS: plain_chart(_("Epochs to finish"), ""),
        },
        "texts": _texts(),
    }


def _texts() -> dict[str, str]:
    return {
        **common_texts(),
        "ownData": _("Your data"),
        "equalUnits": _(
            "Equal units, but not equal parameters ({low} to {high}): a larger network may win by its size. Edit a "
            "lane to match them."
        ),
        "equalParameters": _("About equal parameters ({low} to {high}), but not equal units."),
        "unequal": _("Neither equal units nor equal parameters ({low} to {high})."),
        "matchTo": _("Match parameters: {of} as in {name}, now {n}"),
        "allLanes": _("All lanes"),
        "diverged": _("{name} diverged after epoch {epoch}: its numbers grew without limit."),
        "noNumber": _(
            "{name} stopped after epoch {epoch}: in hidden layer {layer}, the formula {formula} has no number at "
            "z = {z}."
        ),
        "divergedShort": _("diverged at epoch {epoch}"),
        "finished": _("finished at epoch {epoch}"),
        "unfinished": _("not yet"),
        "places": _("1st|2nd|3rd|4th|5th|6th|7th|8th|9th|10th|11th|12th"),
        "map": _("{name}: output at epoch {epoch}, test loss {test}"),
        "badLink": _("The race in this link can't be run. {error}"),
        "copied": _("Link copied. It opens the whole race."),
        "copy": _("Your browser blocked copying: copy the address of this page. It opens the whole race."),
        "msPerEpoch": _("{ms} ms / epoch"),
        "dead": _("dead"),
        "saturated": _("saturated"),
        "gradient": _("Gradient norm of layer {layer}"),
        "lossBelow": _("test loss below {target}"),
        "scoreAtLeast": _("test accuracy or R² of at least {target}"),
        "podium": _("Finish line, {goal}:"),
        "place": _("{place}: {name}, epoch {epoch}"),
        "epoch": _("Epoch"),
        "sweep": _("Repeat with {n} seeds"),
        "sweepProgress": _("Runs finished"),
        "cancel": _("Cancel"),
        "left": _("{done} of {all} runs, about {seconds} s left"),
        "complete": _("{done} runs"),
        "ownTitle": _("Race: {differs}, {data}"),
        "presentKeys": _(
            "Space: play or pause. ← →: earlier, later. B: black. C: chart. 1–9: one lane, N: the next. "
            "Q: QR code. Esc: end."
        ),
        "waiting": _("{done} of {all} runs. The server is not responding, trying again …"),
        "never": _("didn't finish"),
        "median": _("median: {n}"),
        "run": _("{name}, seed {seed}: {epochs} epochs"),
        "runNever": _("{name}, seed {seed}: didn't finish in {epochs} epochs"),
        "runDiverged": _("{name}, seed {seed}: didn't finish, diverged after {epochs} epochs"),
        "runFault": _("{name}, seed {seed}: stopped after {epochs} epochs, {fault}"),
        "fault": _("in hidden layer {layer}, the formula {formula} has no number at z = {z}"),
        "sweepFault": _("{name}: {count} of {runs} runs stopped, {fault}."),
        **_verdicts(),
        **grid_texts(),
    }


def _verdicts() -> dict[str, str]:
    """What a sweep says of two lanes, by the names that ``nn_core.study.comparison`` and ``sweep_words.js`` have."""
    return {
        "comparisons": _(
            "{n} comparisons of speed and of how often lanes finish, adjusted together: with 95% confidence, "
            "no difference is called clear by chance. All intervals also hold with 95% confidence."
        ),
        "provisional": _("Provisional: {done} of {all} runs are done."),
        "fewSeeds": _("With {seeds} seeds no difference can be clear; that takes at least {fewest}."),
        "sooner": _(
            "{faster} finished sooner than {slower}: {ratio} times as fast ({low} to {high}), "
            "first with {wins} of {seeds} seeds."
        ),
        "soonerOpen": _(
            "{faster} finished sooner than {slower}: at least {low} times as fast, first with {wins} of {seeds} seeds."
        ),
        "soonerUntold": _(
            "{faster} finished sooner than {slower}, first with {wins} of {seeds} seeds; there is too little "
            "data to say how many times as fast."
        ),
        "aheadNever": _(
            "{slower} never finished (0 of {seeds} runs), {faster} did in {finished} of {seeds}: {faster} is "
            "clearly ahead."
        ),
        "unsure": _(
            "{faster} or {slower}: no clear difference in speed ({ratio} times as fast, {low} to {high}; "
            "first with {wins} and {losses} of {seeds} seeds)."
        ),
        "unsureOpen": _(
            "{faster} or {slower}: no clear difference in speed (first with {wins} and {losses} of {seeds} seeds)."
        ),
        "nothing": _("Neither {faster} nor {slower} finished in any run, so they can't be compared."),
        "oftenClear": _("{seldom} failed to finish in {share} of its runs, {often} in {rest}: a clear difference."),
        "oftenUnsure": _("{seldom} failed to finish in {share} of its runs, {often} in {rest}: no clear difference."),
    }
