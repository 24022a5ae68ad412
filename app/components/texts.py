"""What every page with a player says: ``assets/src/play/readouts.js`` fills in the numbers."""

from nn_core.insight.picture import CLASSES

from ..i18n import _


def common_texts() -> dict[str, str]:
    """Texts by the names that the scripts know them by."""
    return {
        "play": _("Play"),
        "pause": _("Pause"),
        "accuracy": _("accuracy"),
        "r2": _("R²"),
        "speed": _("{n}x"),
        "epochsPerSecond": _("{n} epochs / s"),
        "parameter": _("1 parameter"),
        "parameters": _("{n} parameters"),
        "learned": _("{symbol} = {low}, began at {start}"),
        "learnedLayer": _("Layer {n}: {learned}"),
        "learnedShapes": _("What the activations have become, and where they began, dashed. {shapes}"),
        "learnedOfUnits": _("{symbol} = {low} to {high}, began at {start}"),
        "refused": _("Nothing was changed. {error}"),
        "unanswered": _("The server could not answer this. Nothing was changed; you can go on."),
        "noAnswer": _("The server is up, but did not answer."),
        "paused": _(
            "The server is up, but did not answer these settings after three tries. Training is paused, and "
            "nothing is lost. Change something, or press Play to try again."
        ),
        "offline": _(
            "The server is not responding. Your training is safe in this page and will continue by itself. "
            "Next try in {seconds} s."
        ),
        "trying": _("The server is not responding. Your training is safe in this page. Trying again …"),
    }


def gap_title() -> str:
    """What the gap is."""
    return _("How much worse the network does on points it has not seen.")


def parameters_title() -> str:
    """What a parameter is."""
    return _("What training can change: weights, biases, and the parameters of activations that learn them.")


def class_colors() -> list[str]:
    """The colors of classes and labels, as the scripts read them."""
    return [f"#{red:02x}{green:02x}{blue:02x}" for red, green, blue in CLASSES]
