"""The tasks of the playground: each claim that one network shows, how it went with this one, and what to look at."""

from collections.abc import Callable

from dash import html

from nn_core.study.claims.measures import EPOCHS, SPIRAL_EPOCHS

from .. import ids
from ..i18n import _
from .claim_figures import Figures, count
from .claims import Told, claims, measured
from .task_panel import task_panel


def _linear(figures: Figures) -> tuple[str, str]:
    shown = _("This network at epoch {epochs}: test accuracy {accuracy}.").format(
        epochs=EPOCHS, accuracy=figures.first("8,8,8 test accuracy")
    )
    return shown, _("What to look at: the boundary on the map. Does it bend, with three layers or with more?")


def _vanishing(figures: Figures) -> tuple[str, str]:
    shown = _(
        "This network at epoch 0: the gradient norm of the first hidden layer is {share} of that of the last one."
    ).format(share=figures.first("sigmoid uniform"))
    return shown, _(
        "What to look at: “Layer up close” below, where the bars compare the layers. "
        "Then choose tanh or ReLU as the activation."
    )


def _sparse(figures: Figures) -> tuple[str, str]:
    shown = _("This network at epoch 0: {share} of the outputs of its hidden units are zero.").format(
        share=figures.first("8,8,8 uniform")
    )
    return shown, _(
        "What to look at: “Samples on a flat part” in “Layer up close”, layer by layer, before you press Play. "
        "Then choose He as the initializer."
    )


def _dying(figures: Figures) -> tuple[str, str]:
    shown = _("This network at epoch {epochs}: {share} of the units are dead.").format(
        epochs=EPOCHS, share=figures.first("relu 3 dead")
    )
    return shown, _(
        "What to look at: the dead units of both layers in “Layer up close”. Do any come back when you lower the "
        "learning rate to 0.03?"
    )


def _steps(figures: Figures) -> tuple[str, str]:
    shown = _("This network at epoch {epochs}: test accuracy {accuracy}.").format(
        epochs=EPOCHS, accuracy=figures.first("step test accuracy")
    )
    return shown, _("What to look at: the lines between the units. Which of them ever change?")


def _spiral(figures: Figures) -> tuple[str, str]:
    shown = _("This network at epoch {epochs}: training accuracy {train}, test accuracy {test}.").format(
        epochs=count(SPIRAL_EPOCHS),
        train=figures.first("tanh 16 training accuracy"),
        test=figures.first("tanh 16 test accuracy"),
    )
    return shown, _(
        "What to look at: the boundary, and the gap between training and test loss, up to epoch {epochs}. One run "
        "takes a while: choose a higher speed."
    ).format(epochs=count(SPIRAL_EPOCHS))


_TOLD: dict[str, Callable[[Figures], tuple[str, str]]] = {
    "linear": _linear,
    "vanishing": _vanishing,
    "sparse": _sparse,
    "dying": _dying,
    "steps": _steps,
    "spiral": _spiral,
}


def tasks() -> list[tuple[Told, str]]:
    """The claims as they are told of one network, each with what to look at."""
    every = {told.key: told for told in claims()}
    made = []
    for key, tell in _TOLD.items():
        shown, look = tell(Figures(measured()[key]))
        made.append((every[key]._replace(shown=shown), look))
    return made


def network_tasks() -> html.Section:
    """The one that the playground's link brings is shown above its columns."""
    return task_panel(tasks(), ids.NETWORK_TASK, "network-task-title", ids.NETWORK_TASK_CLOSE)
