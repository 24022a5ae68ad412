"""The ids of components of which there are several: one for each layer, dataset, activation and so on."""

from nn_core.experiment.experiment import MAX_LAYERS

LAYERS = range(MAX_LAYERS)


def dataset(key: str) -> str:
    """The button that chooses a dataset."""
    return f"dataset-{key}"


def dock_tab(key: str) -> str:
    """The tab of the dock that shows something."""
    return f"dock-{key}"


def dock_panel(key: str) -> str:
    """What a tab of the dock shows."""
    return f"dock-{key}-panel"


def feature(key: str) -> str:
    """The button that switches a feature on and off."""
    return "feature-" + key.replace("^", "").replace(" ", "-")


def share_part(name: str) -> str:
    """The box that hides a part of the page in a lesson."""
    return f"share-{name}-hidden"


def share_preset(name: str) -> str:
    """The button that hides what a kind of lesson does without."""
    return f"share-preset-{name}"


def layer(index: int) -> str:
    """The controls above a hidden layer."""
    return f"layer-{index}"


def layer_look(index: int) -> str:
    """The button that looks into a layer."""
    return f"layer-{index}-look"


def layer_units(index: int) -> str:
    """The read-out of a layer's units."""
    return f"layer-{index}-units"


def add_unit(index: int) -> str:
    """The button that adds a unit to a layer."""
    return f"layer-{index}-add"


def remove_unit(index: int) -> str:
    """The button that takes a unit from a layer."""
    return f"layer-{index}-remove"


def layer_activation(index: int) -> str:
    """The choice of a layer's activation."""
    return f"layer-{index}-activation"


def layer_dropout(index: int) -> str:
    """The share of a layer's outputs that are dropped."""
    return f"layer-{index}-dropout"


def layer_parameter(index: int) -> str:
    """The number that shapes a layer's activation."""
    return f"layer-{index}-parameter"


def pick(key: str) -> str:
    """The button that chooses an activation to be looked at."""
    return f"pick-{key}"


def curve_parameter(key: str) -> str:
    """The slider of an activation's parameter."""
    return f"parameter-{key}"


def card(key: str) -> str:
    """What there is to say about an activation."""
    return f"card-{key}"


def card_formula(key: str) -> str:
    """The formulas on a card."""
    return f"card-{key}-formula"


def softmax_logit(index: int) -> str:
    """The slider of a number that softmax turns into a share."""
    return f"softmax-logit-{index}"


def signal_activation(side: str) -> str:
    """The activation of one of the two networks that a signal goes through."""
    return f"signal-{side}-activation"


def signal_initializer(side: str) -> str:
    """Its initializer."""
    return f"signal-{side}-initializer"


def signal_words(side: str) -> str:
    """What is seen, in words."""
    return f"signal-{side}-words"


def signal_forward(side: str) -> str:
    """The chart of the outputs, layer by layer."""
    return f"signal-{side}-forward"


def signal_backward(side: str) -> str:
    """The chart of the gradients, layer by layer."""
    return f"signal-{side}-backward"


def own_choice(part: str) -> str:
    """What is chosen below the table of custom data: a column, whether the first row names them, the problem."""
    return f"own-{part}"


def lesson_arc(key: str) -> str:
    """The heading of an arc of lessons."""
    return f"lesson-arc-{key}"


def lesson_name(key: str) -> str:
    """The heading of a lesson on the page of all of them."""
    return f"lesson-name-{key}"
