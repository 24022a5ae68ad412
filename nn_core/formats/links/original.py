"""Links of TensorFlow Playground: its keys, said in ours.

There a link holds everything too, as ``activation=tanh&networkShape=4,2&x=true&...``. Both spellings are one grammar
and may be mixed; where a thing is said in both, our key counts.

There ``xTimesY_hide=true`` takes the feature off the page and out of the network, whatever ``xTimesY`` says; so it does
here. Our own ``hide=feature-xy`` only hides the control.
"""

from ...experiment.experiment import MAX_LAYERS
from ...features import FEATURES
from .goals import goals_of_the_original
from .text import number, quoted, written

# (x, y) -> what it is here; a feature that is not named is on for x and y, and off for the others
ORIGINAL_FEATURES = {
    "x": "x", "y": "y", "xTimesY": "xy", "xSquared": "x^2", "ySquared": "y^2", "sinX": "sin x", "sinY": "sin y",
}  # fmt: skip
_ON = ("x", "y")
_NOT_THERE = {"sinX", "sinY"}, ("cosX", "cosY")  # where these are hidden, the cosines, which are not there, are too
_NAMES = {
    "batchSize": "batch_size",
    "learningRate": "learning_rate",
    "regularizationRate": "regularization_rate",
    "percTrainData": "train_percent",
    "showTestData": "show_test",
}
_HIDE = "_hide"
_NOTHING = {name + end for name in ("collectStats", "cosX", "cosY") for end in ("", _HIDE)}  # they do nothing there


def true(text: str) -> bool:
    """Whether a switch is on: anything but "false" says so."""
    return text != "false"


def in_our_words(given: dict[str, str], notes: list[str]) -> dict[str, str]:
    """The keys and values of a link, those of the original replaced by ours; notes say what is not the same here."""
    given = {key: value for key, value in given.items() if key not in _NOTHING}
    hidden = [key.removesuffix(_HIDE) for key, value in given.items() if key.endswith(_HIDE) and true(value)]
    pairs = {key: value for key, value in given.items() if not key.endswith(_HIDE)}
    for original_key, key in _NAMES.items():
        if original_key in pairs:
            pairs[key] = pairs.get(key, pairs[original_key])
            del pairs[original_key]
    if "regularization" in pairs:
        pairs["regularization"] = pairs["regularization"].lower()
    _dataset(pairs)
    _seed(pairs, notes)
    _layers(pairs, notes)
    _features(pairs, hidden, notes)
    _start(pairs)
    _hide(hidden, pairs)
    goals_of_the_original(pairs)
    if tutorial := pairs.pop("tutorial", ""):
        notes.append(f"tutorial: the text {quoted(tutorial)} is not a part of this page.")
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
            f"The seed {quoted(text)} became {pairs['seed']}: the data follows the same rules as in TensorFlow "
            "Playground, but the points and the starting weights differ."
        )


def _layers(pairs: dict[str, str], notes: list[str]) -> None:
    """There all hidden layers have one activation; here it may be any, with its parameter, or a formula."""
    shape, activation = pairs.pop("networkShape", None), pairs.pop("activation", "tanh")
    if "hidden" not in pairs and (shape is not None or activation != "tanh"):
        units = ("4,2" if shape is None else shape).split(",")
        if len(units) > MAX_LAYERS:  # before the activation is written once for each
            notes.append(f"networkShape: only the first {MAX_LAYERS} of {len(units)} layers are used.")
        pairs["hidden"] = ";".join(f"{count}-{activation}" for count in units[:MAX_LAYERS]) if shape != "" else ""


def _features(pairs: dict[str, str], hidden: list[str], notes: list[str]) -> None:
    """Those that are on and not hidden."""
    named = {ORIGINAL_FEATURES[key]: true(pairs.pop(key)) for key in ORIGINAL_FEATURES if key in pairs}
    out = [key for key in ORIGINAL_FEATURES if key in hidden]
    if "features" in pairs or not (named or out):
        return
    asked_for = [key for key in out if named.get(ORIGINAL_FEATURES[key])]
    if asked_for:
        names, are = ", ".join(asked_for), "is" if len(asked_for) == 1 else "are"
        notes.append(f"{names}: hidden by this link, and so {are} not fed to the network, as in TensorFlow Playground.")
    named |= {ORIGINAL_FEATURES[key]: False for key in out}
    pairs["features"] = ",".join(key for key in FEATURES if named.get(key, key in _ON))


def _start(pairs: dict[str, str]) -> None:
    """All weights and biases are 0 then, those of the output unit too."""
    if true(pairs.pop("initZero", "false")):
        pairs.setdefault("initializer", "zeros")
        pairs.setdefault("initial_bias", "0")


def _hide(hidden: list[str], pairs: dict[str, str]) -> None:
    """What is hidden is handed on in the words of the original; who shows a page knows what is called so there."""
    names = [*hidden]
    sines, cosines = _NOT_THERE
    if sines <= set(hidden):
        names += cosines
    if true(pairs.pop("hideText", "false")):
        names.append("text")
    if names:
        pairs["hide"] = ",".join(filter(None, [pairs.get("hide"), *names]))
