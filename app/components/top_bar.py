"""The top bar: the player's buttons, and what holds for the whole network."""

from collections.abc import Iterable

import dash_mantine_components as dmc
from dash import html

from nn_core import ACTIVATIONS, REGULARIZERS, Experiment
from nn_core.activations.custom import CUSTOM
from nn_core.losses import PROBLEMS

from .. import ids
from ..i18n import _
from ..theme import icon

LEARNING_RATES = (0.00001, 0.0001, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
REGULARIZATION_RATES = (0.0, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
SPEEDS = (1, 2, 5, 10, 50, 100, 500, 1000)


def plain(number: float) -> str:
    """A number without exponent or superfluous zeros, as the scripts write it too."""
    return f"{number:.5f}".rstrip("0").rstrip(".")


def options(pairs: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    """Keys and names as choices of a select, the names in the reader's language."""
    return [{"value": key, "label": _(name)} for key, name in pairs]


def activations() -> list[dict[str, str]]:
    """All activations as choices of a select, and at last a formula of one's own."""
    return [*options((a.key, a.name) for a in ACTIVATIONS.values()), {"value": CUSTOM, "label": _("Own f(z) …")}]


def long_list(**attributes: dict[str, object]) -> dict[str, object]:
    """For a select with many choices: the list itself scrolls, and the keyboard reaches it."""
    return {"withScrollArea": False, "attributes": {"options": {"tabIndex": 0}, **attributes}}


def whole_number(id_: str, name: str, value: int, low: int, high: int, **props: object) -> dmc.NumberInput:
    """A field for a whole number, which takes effect when it is left.

    Where the lowest number has several digits, its first one must be allowed: that takes ``clampBehavior="none"``,
    and what is out of bounds is refused by the server.
    """
    return dmc.NumberInput(
        id=id_,
        label=name,
        value=value,
        min=low,
        max=high,
        allowDecimal=False,
        allowNegative=False,
        hideControls=True,
        debounce=True,
        **{"clampBehavior": "strict", **props},
    )


def speeds() -> list[tuple[str, str]]:
    """The epochs per frame that can be chosen, with their names."""
    names = ((n, _("{n} epoch / frame") if n == 1 else _("{n} epochs / frame")) for n in SPEEDS)
    return [(str(n), name.format(n=n)) for n, name in names]


def hint(text: str, control: object, **wrapper: object) -> dmc.Tooltip:
    """A control with a short explanation for those who rest on it."""
    return dmc.Tooltip(control, label=text, position="bottom", boxWrapperProps=wrapper)


def icon_button(id_: str, name: str, label: str, **props: object) -> dmc.ActionIcon:
    """A button that shows only an icon."""
    return dmc.ActionIcon(icon(name), id=id_, attributes={"root": {"aria-label": label}}, **props)


def player() -> list[html.Div]:
    """Reset, Play, Step, and the read-out of epochs."""
    buttons = html.Div(
        className="player",
        children=[
            hint(
                _("Reset: back to epoch 0 and the same initial weights"),
                icon_button(ids.RESET, "reset", _("Reset"), variant="default", size=36, radius="xl"),
            ),
            dmc.ActionIcon(
                [icon("play"), icon("pause")],
                id=ids.PLAY,
                size=56,
                radius="xl",
                attributes={"root": {"aria-label": _("Play")}},
            ),
            hint(
                _("Step: train exactly one epoch"),
                icon_button(ids.STEP, "step", _("Step"), variant="default", size=36, radius="xl"),
            ),
        ],
    )
    epoch = html.Div(
        className="epoch",
        children=[
            html.Div(_("Epoch"), className="label"),
            html.Div("0", id=ids.EPOCH, className="number"),
            html.Div(id=ids.EPOCHS_PER_SECOND, className="small"),
        ],
    )
    return [buttons, epoch]


def share_button() -> html.Div:
    """The button that opens the dialog with the link of this set-up."""
    button = dmc.Button(
        _("Share"),
        id=ids.SHARE,
        size="xs",
        variant="default",
        leftSection=icon("link"),
        attributes={"root": {"aria-label": _("Share")}},  # small screens show the icon only
    )
    return html.Div(hint(_("A link to this set-up"), button), className="share")


def top_bar() -> html.Section:
    """The player, and the hyperparameters."""
    default = Experiment()
    selects = [
        dmc.Select(
            id=ids.SPEED,
            label=_("Speed"),
            value="1",
            data=[{"value": value, "label": name} for value, name in speeds()],
        ),
        dmc.Select(
            id=ids.LEARNING_RATE,
            label=_("Learning rate"),
            value=plain(default.learning_rate),
            data=[plain(rate) for rate in LEARNING_RATES],
        ),
        dmc.Select(
            id=ids.ACTIVATION,
            label=_("Activation"),
            value=default.hidden[0].activation,
            placeholder=_("mixed"),
            data=activations(),
            **long_list(),
        ),
        dmc.Select(
            id=ids.REGULARIZATION,
            label=_("Regularization"),
            value=default.regularization,
            data=options((r.key, r.name) for r in REGULARIZERS.values()),
        ),
        dmc.Select(
            id=ids.REGULARIZATION_RATE,
            label=_("Regularization rate"),
            value=plain(default.regularization_rate),
            data=[plain(rate) for rate in REGULARIZATION_RATES],
        ),
        dmc.Select(
            id=ids.PROBLEM,
            label=_("Problem type"),
            value=default.problem,
            data=options((problem, problem.capitalize()) for problem in PROBLEMS),
        ),
    ]
    return html.Section(
        [*player(), html.Div(selects, className="selects"), share_button()],
        className="top-bar",
        **{"aria-label": _("Training")},
    )
