"""The tasks of a race: each claim that one shows, and what to look at in it."""

from dash import html

from nn_core.study.claims.measures import EPOCHS, GATED_EPOCHS, SPIRAL_EPOCHS

from .. import ids
from ..i18n import _
from .claim_figures import count
from .claims import claims
from .task_panel import task_panel


def looks() -> dict[str, str]:
    """What to look at in the race of each claim that has one."""
    return {
        "speed": _(
            "What to look at: where the curves fall below 0.1, and then below 0.01, the finish line. "
            "Is the gap between ReLU and tanh as wide at both?"
        ),
        "linear": _("What to look at: the boundaries in the three maps. Does any of them bend, however many layers?"),
        "vanishing": _(
            "What to look at: the bars of the gradient norms, first layer against last, at epoch 0 and later on."
        ),
        "dying": _(
            "What to look at: the share of dead units below each map. Does it ever fall again before epoch {epochs}?"
        ).format(epochs=EPOCHS),
        "steps": _("What to look at: the maps. How much can the output layer do when the hidden layers never change?"),
        "stretched": _("What to look at: the two curves, which stay on top of each other."),
        "scaled": _("What to look at: the first two curves stay on top of each other, the other two part."),
        "spiral": _(
            "What to look at: the boundaries in the maps, and the gap between training and test loss, up to epoch "
            "{epochs}. One run takes a while: choose a higher speed."
        ).format(epochs=count(SPIRAL_EPOCHS)),
        "gated": _(
            "What to look at: the order of the lanes at epoch {early} and at epoch {late}, and how many parameters "
            "each one has."
        ).format(early=GATED_EPOCHS[0], late=count(GATED_EPOCHS[1])),
        "gelu": _("What to look at: the two curves. Can you tell one from the other?"),
        "learned": _(
            "What to look at: the small pictures below the numbers of PReLU and learned Swish. How far does each f go "
            "from its dashed start, and is its lane ahead?"
        ),
        "siren": _("What to look at: the rings in the maps. Which network draws them, and after how many epochs?"),
    }


def race_tasks() -> html.Section:
    """The one that its link brings is shown above the lanes."""
    hints = looks()
    tasks = ((told, hints[told.key]) for told in claims() if told.key in hints)
    return task_panel(tasks, ids.RACE_TASK, "race-task-title", ids.RACE_TASK_CLOSE)
