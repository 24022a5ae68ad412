"""What the scripts of the page of a class need to know."""

from typing import Any

from .class_results_texts import field_names, results_texts
from .class_texts import class_texts
from .texts import class_colors, common_texts


def class_setup() -> dict[str, Any]:
    """All of it; ``ClassSetup`` in globals.d.ts says the same."""
    texts = {**common_texts(), **class_texts(), **results_texts()}
    return {"texts": texts, "classColors": class_colors(), "fields": field_names()}
