"""The names of custom data in a link, in words that a person can read.

    name_x=Age&scale_x=40,0.125&name_y=Weight&name_label=Kind&name_1=cat&name_2=dog

``scale_x`` is the offset and the factor of ``data_names``. A link holds what differs from having no names.
"""

from typing import Any

from pydantic import ValidationError

from ...common.checked import explain
from ...experiment.data_names import COLUMNS, MAX_CLASSES, Column, DataNames
from .text import number, quoted, written

_CLASSES = tuple(f"name_{index + 1}" for index in range(MAX_CLASSES))
KEYS = (*(f"{kind}_{column}" for column in COLUMNS for kind in ("name", "scale")), *_CLASSES)


def names_pairs(names: DataNames) -> dict[str, str]:
    """Names as keys and values of a link."""
    pairs = {}
    for key in COLUMNS:
        column: Column = getattr(names, key)
        if column.name:
            pairs[f"name_{key}"] = column.name
        if column.rescaled:
            pairs[f"scale_{key}"] = f"{written(column.offset)},{written(column.factor)}"
    return pairs | {key: name for key, name in zip(_CLASSES, names.classes, strict=False) if name}


def read_names(pairs: dict[str, str], notes: list[str]) -> dict[str, Any] | None:
    """Take the names out of a link's pairs; what can't be one is left out and noted. None: there are none."""
    given = {key: pairs.pop(key) for key in KEYS if key in pairs}
    names: dict[str, Any] = {}
    for key in COLUMNS:
        column: dict[str, Any] = {}
        if f"name_{key}" in given:
            _take(column, f"name_{key}", {"name": given[f"name_{key}"]}, notes)
        if f"scale_{key}" in given:
            text = given[f"scale_{key}"]
            offset, factor = map(number, [*text.split(",", 2), ""][:2])
            if offset is None or factor is None or text.count(",") > 1:
                notes.append(f"scale_{key} must be offset,factor, got {quoted(text)}; it is ignored.")
            else:
                _take(column, f"scale_{key}", {"offset": offset, "factor": factor}, notes)
        if column:
            names[key] = column
    classes = []
    for key in _CLASSES:
        entry: dict[str, Any] = {}
        if key in given:
            _take(entry, key, {"name": given[key]}, notes)
        classes.append(entry.get("name", ""))
    return names | ({"classes": classes} if any(classes) else {}) or None


def _take(column: dict[str, Any], key: str, choice: dict[str, Any], notes: list[str]) -> None:
    try:
        Column(**choice)
    except ValidationError as error:
        notes.append(f"Ignored: {key}, {explain(error)}.")
    else:
        column |= choice
