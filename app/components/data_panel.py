"""The data column: which dataset, how large it is, how it is split and disturbed."""

from collections import Counter

from dash import html

from nn_core import DATASETS
from nn_core.experiment.experiment import MAX_SAMPLES, MIN_SAMPLES

from .. import ids
from ..i18n import _
from .fields import button, choice, field, icon, number, slider
from .own_data import own_data_button

SLIDER_NOISE = 50  # to which the slider goes, unless a link brings more
_MOST = 6  # patterns of a problem that are all shown
_FIRST = 4  # of more than that, so many; the others are folded away


def data_panel() -> html.Section:
    """Thumbnails, number of samples, sliders, and Regenerate."""
    return html.Section(
        className="panel data",
        **{"aria-labelledby": "data-title"},
        children=[
            html.H2(_("Data"), id="data-title"),
            html.Div(
                [*_thumbnails(), own_data_button()],
                className="thumbnails",
                role="toolbar",
                **{"aria-label": _("Datasets")},
            ),
            html.Button(
                _("More datasets"),
                id=ids.MORE_DATASETS,
                className="more-datasets",
                type="button",
                **{"aria-expanded": "false"},
            ),
            html.Div(
                field(_("Classes"), choice(ids.CLASSES, [])),
                className="classes",
                hidden=True,
            ),
            html.Div(
                field(
                    _("Points"),
                    number(ids.SAMPLES, min=MIN_SAMPLES, max=MAX_SAMPLES),
                    title=_("The network keeps its weights."),
                ),
                className="samples",
            ),
            slider(
                ids.TRAIN_PERCENT,
                _("Training share"),
                (10, 90, 10),
                "{value}%",
            ),
            html.P(id=ids.SPLIT_NOTE, className="small", role="status", hidden=True),
            slider(
                ids.NOISE,
                _("Noise"),
                (0, SLIDER_NOISE, 5),
            ),
            html.Div(
                button(
                    icon("dice"),
                    _("Regenerate"),
                    id=ids.REGENERATE,
                    title=_("New data from a new seed. The network keeps its weights."),
                ),
                className="new-data",
            ),
        ],
    )


def split_texts() -> dict[str, str]:
    """What the scripts say of training and test data."""
    return {
        "splitClasses": _("Split class by class: {train} of {n} points train ({share}%)."),
        "splitPoints": _("Split: {train} of {n} points train ({share}%)."),
        "toTrain": _("Moved to training: {toTrain}."),
        "toTest": _("Moved to test: {toTest}."),
        "testTaken": _("No test point was left, so one training point became a test point."),
        "trainTaken": _("No training point was left, so some test points became training points."),
        "noTraining": _("No training point is {classes}."),
        "noTest": _("No test point is {classes}."),
        "splitHelps": _("Move “Training share” to split the points class by class."),
    }


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
