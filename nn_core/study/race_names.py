"""Whose lanes those of a race are: ``names=Teal Heron;Amber Finch`` in its link, in the order of the lanes.

An empty name is none. A name is one line of text with at most 60 characters and without ";"; it is shown as text, and
means nothing else. It belongs to what its lane says, wherever that lane goes, and not to another lane in its place.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Annotated

from pydantic import Field

from ..formats.links.text import quoted

MAX_NAME = 60
Name = Annotated[str, Field(max_length=MAX_NAME)]
_UNFIT = ("Cc", "Cs", "Zl", "Zp")


def fitted(name: str) -> str:
    """A name as it can stand in a link, of any text."""
    plain = "".join(" " if unicodedata.category(sign) in _UNFIT else sign for sign in name.replace(";", ","))
    return " ".join(plain.split())[:MAX_NAME].rstrip()


def names_pair(lanes: Iterable[str], names: Mapping[str, str]) -> dict[str, str]:
    """The names of these lanes as they stand in a link; nothing where none has one."""
    said = [fitted(names.get(lane, "")) for lane in lanes]
    return {"names": ";".join(said).rstrip(";")} if any(said) else {}


def read_names(pairs: dict[str, str], lanes: Iterable[str], notes: list[str]) -> dict[str, str]:
    """The names by what their lanes say, taken from the pairs of a link; what can't be one is left out, and noted."""
    found = {}
    for lane, name in zip(lanes, pairs.pop("names", "").split(";"), strict=False):
        if len(name) > MAX_NAME:
            notes.append(f"names must be at most {MAX_NAME} characters long each, got {len(name):,}; it is ignored.")
        elif name != fitted(name):
            notes.append(f"names must be one line of text each, got {quoted(name)}; it is ignored.")
        elif name:
            found[lane] = name
    return found
