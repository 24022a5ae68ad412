"""What the scripts of the page of a class need to know."""

from typing import Any

from nn_core import ACTIVATIONS, DATASETS

from ..i18n import _
from .class_lessons import lesson_steps
from .class_results_texts import field_names, results_texts
from .class_texts import class_texts, presets
from .class_wall import states
from .texts import class_colors, common_texts


def class_setup() -> dict[str, Any]:
    """All of it; ``ClassSetup`` in globals.d.ts says the same."""
    return {
        "texts": {**common_texts(), **class_texts(), **results_texts()},
        "classColors": class_colors(),
        "states": dict(states()),
        "presets": presets(),
        "lessons": lesson_steps(),
        "activations": {key: _(activation.name) for key, activation in ACTIVATIONS.items()},
        "datasets": {key: _(dataset.name) for key, dataset in DATASETS.items()},
        "fields": field_names(),
    }
