"""The data column: which dataset, how large it is, how it is split and disturbed, and its seed."""

from collections import Counter

import dash_mantine_components as dmc
from dash import html

from nn_core import DATASETS, Experiment
from nn_core.experiment import MAX_SAMPLES, MAX_SEED, MIN_SAMPLES

from .. import ids
from ..i18n import _
from ..theme import icon
from .own_data import own_data_button
from .top_bar import hint, whole_number

_MOST = 6  # patterns of a problem that are all shown
_FIRST = 4  # of more than that, so many; the others are folded away


def data_panel() -> html.Section:
    """Thumbnails, number of samples, sliders, seed and Regenerate."""
    default = Experiment()
    return html.Section(
        className="panel data",
        **{"aria-labelledby": "data-title"},
        children=[
            html.H2(_("Data"), id="data-title"),
            html.P(_("Which dataset do you want to use?"), className="small"),
            html.Div([*_thumbnails(), own_data_button()], className="thumbnails"),
            html.Button(
                _("More patterns"),
                id=ids.MORE_DATASETS,
                className="more-datasets",
                type="button",
                **{"aria-expanded": "false"},
            ),
            html.Div(
                dmc.Select(id=ids.CLASSES, label=_("Classes"), value=str(default.classes), data=["1"], size="xs"),
                className="classes",
                hidden=True,
            ),
            html.Div(
                hint(
                    _("All points, training and test. The network keeps what it has learned."),
                    whole_number(
                        ids.SAMPLES, _("Samples"), default.samples, MIN_SAMPLES, MAX_SAMPLES, clampBehavior="none"
                    ),
                    w="100%",
                ),
                className="samples",
            ),
            _slider(
                ids.TRAIN_PERCENT,
                _("Training data"),
                _("The share of the points that the network learns from; the rest tests it."),
                (10, 90, 10),
                default.train_percent,
                "{value} %",
            ),
            _slider(
                ids.NOISE,
                _("Noise"),
                _("How far chance moves the points, or their labels, away from the pattern."),
                (0, 50, 5),
                default.noise,
            ),
            _slider(
                ids.BATCH_SIZE,
                _("Batch size"),
                _(
                    "Samples per update. What is left over at the end of an epoch is a smaller mini-batch "
                    "with an update of its own."
                ),
                (1, 30, 1),
                default.batch_size,
            ),
            html.Div(
                className="seed",
                children=[
                    hint(
                        _("The same seed gives the same data and the same initial weights."),
                        whole_number(ids.SEED, _("Seed"), default.seed, 0, MAX_SEED),
                    ),
                    hint(
                        _("New data from a new seed. The network keeps what it has learned."),
                        dmc.Button(
                            _("Regenerate"),
                            id=ids.REGENERATE,
                            size="xs",
                            variant="default",
                            leftSection=icon("dice"),
                            fullWidth=True,
                        ),
                        w="100%",
                    ),
                ],
            ),
        ],
    )


def _thumbnails() -> list[html.Button]:
    """A button with a picture for every dataset; of many for one problem, all but the first are marked."""
    counts = Counter(kind.problem for kind in DATASETS.values())
    seen: Counter[str] = Counter()
    buttons = []
    for kind in DATASETS.values():
        seen[kind.problem] += 1
        folded = counts[kind.problem] > _MOST and seen[kind.problem] > _FIRST
        buttons.append(
            html.Button(
                [
                    html.Canvas(width=80, height=80, **{"data-dataset": kind.key, "aria-hidden": "true"}),
                    html.Span(_(kind.name)),
                ],
                id=ids.dataset(kind.key),
                className="thumbnail folded" if folded else "thumbnail",
                type="button",
                **{"data-problem": kind.problem, "aria-pressed": "false"},
            )
        )
    return buttons


def _slider(
    id_: str, name: str, explanation: str, bounds: tuple[int, int, int], value: float, text: str = "{value}"
) -> html.Div:
    """A slider with its name and value above it; the scripts fill in the value."""
    low, high, step = bounds
    return html.Div(
        className="slider",
        children=[
            hint(
                explanation,
                html.Div(
                    [name, html.Span(className="value", **{"data-value-of": id_, "data-text": text})],
                    className="label",
                ),
                w="100%",
            ),
            dmc.Slider(
                id=id_, min=low, max=high, step=step, value=value, thumbLabel=name, label=None, updatemode="drag"
            ),
        ],
    )
