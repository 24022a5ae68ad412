"""Links of TensorFlow Playground: its keys, said in ours.

There a link holds everything too, as ``activation=tanh&networkShape=4,2&x=true&...``. Both spellings are one grammar
and may be mixed; where a thing is said in both, our key counts.
"""

from .features import FEATURES
from .link_text import feature_part, number, quoted, written

# (x, y) -> what it is here; a feature that is not named is on for x and y, and off for the others
_FEATURES = {
    "x": "x", "y": "y", "xTimesY": "xy", "xSquared": "x^2", "ySquared": "y^2", "sinX": "sin x", "sinY": "sin y",
}  # fmt: skip
_ON = ("x", "y")
_NAMES = {
    "batchSize": "batch_size",
    "learningRate": "learning_rate",
    "regularizationRate": "regularization_rate",
    "percTrainData": "train_percent",
    "showTestData": "show_test",
}
_PARTS = {
    "playButton": "play",
    "stepButton": "step",
    "resetButton": "reset",
    "numHiddenLayers": "hidden-layers",
    "showTestData": "show-test",
    "learningRate": "learning-rate",
    "regularizationRate": "regularization-rate",
    "percTrainData": "train-percent",
    "batchSize": "batch-size",
}
_NOTHING = ("collectStats", "cosX", "cosY")  # they do nothing there
_HIDE = "_hide"


def true(text: str) -> bool:
    """Whether a switch is on: anything but "false" says so."""
    return text != "false"


def in_our_words(given: dict[str, str], notes: list[str]) -> dict[str, str]:
    """The keys and values of a link, those of the original replaced by ours; notes say what is not the same here."""
    pairs = {key: value for key, value in given.items() if key not in _NOTHING and not key.endswith(_HIDE)}
    for theirs, ours in _NAMES.items():
        if theirs in pairs:
            pairs[ours] = pairs.get(ours, pairs[theirs])
            del pairs[theirs]
    if "regularization" in pairs:
        pairs["regularization"] = pairs["regularization"].lower()
    _dataset(pairs)
    _seed(pairs, notes)
    _layers(pairs)
    _features(pairs)
    _start(pairs, notes)
    _hide(given, pairs)
    if "tutorial" in pairs:
        notes.append(f"tutorial: the text {quoted(pairs.pop('tutorial'))} is not a part of this page.")
    return pairs


def _dataset(pairs: dict[str, str]) -> None:
    """Both problems have a choice of their own there."""
    surface = pairs.pop("regDataset", None)
    if surface is not None and pairs.get("problem") == "regression":
        pairs["dataset"] = surface


def _seed(pairs: dict[str, str], notes: list[str]) -> None:
    text = pairs.get("seed", "")
    value = number(text)
    if value is not None and 0.0 <= value < 1.0 and "." in text:
        pairs["seed"] = written(round(value * 100_000))
        notes.append(
            f"The seed {quoted(text)} became {pairs['seed']}: the data follow the same rules as in TensorFlow "
            "Playground, but the points and the initial weights are others."
        )


def _layers(pairs: dict[str, str]) -> None:
    """There all hidden layers have one activation; here it may be any, with its parameter, or a formula."""
    shape, activation = pairs.pop("networkShape", None), pairs.pop("activation", "tanh")
    if "hidden" not in pairs and (shape is not None or activation != "tanh"):
        units = "4,2" if shape is None else shape
        pairs["hidden"] = ";".join(f"{count}-{activation}" for count in units.split(",")) if units else ""


def _features(pairs: dict[str, str]) -> None:
    named = {_FEATURES[key]: true(pairs.pop(key)) for key in _FEATURES if key in pairs}
    if named and "features" not in pairs:
        pairs["features"] = ",".join(key for key in FEATURES if named.get(key, key in _ON))


def _start(pairs: dict[str, str], notes: list[str]) -> None:
    """There all weights and biases are 0 then; here weights, as biases start at 0.1 always."""
    if true(pairs.pop("initZero", "false")):
        pairs.setdefault("initializer", "zeros")
        notes.append(
            "initZero: the weights start at 0, the biases at 0.1; in TensorFlow Playground those start at 0 as well."
        )


def _hide(given: dict[str, str], pairs: dict[str, str]) -> None:
    names = [key.removesuffix(_HIDE) for key, value in given.items() if key.endswith(_HIDE) and true(value)]
    parts = [feature_part(_FEATURES[name]) if name in _FEATURES else _PARTS.get(name, name) for name in names]
    if true(pairs.pop("hideText", "false")):
        parts.append("text")
    if parts:
        pairs["hide"] = ",".join(filter(None, [pairs.get("hide"), *parts]))
