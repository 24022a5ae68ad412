"""How a link has a page present: ``present=1`` opens it as for a projector, ``title`` is what stands above it.

A title is any text of one line with at most 80 characters; it is shown as text, and means nothing else.
"""

import unicodedata
from dataclasses import dataclass

from .text import quoted

MAX_TITLE = 80


@dataclass(frozen=True)
class Presenting:
    """Whether a page opens presenting, and under which title; an empty one is the page's own."""

    present: bool = False
    title: str = ""

    def pairs(self) -> dict[str, str]:
        """As they stand in a link."""
        return ({"present": "1"} if self.present else {}) | ({"title": self.title} if self.title else {})


NOT_PRESENTING = Presenting()


def read_presenting(pairs: dict[str, str], notes: list[str]) -> Presenting:
    """What a link says of it, taken from its pairs. What can't be is left out, and noted."""
    present = pairs.pop("present", "0")
    if present not in ("0", "1"):
        notes.append(f"present must be 0 or 1, got {quoted(present)}; it is ignored.")
    return Presenting(present == "1", _title(pairs.pop("title", ""), notes))


def _title(text: str, notes: list[str]) -> str:
    if len(text) > MAX_TITLE:
        notes.append(f"title must be at most {MAX_TITLE} characters long, got {len(text):,}; it is ignored.")
        return ""
    if any(unicodedata.category(sign) in ("Cc", "Zl", "Zp") for sign in text):
        notes.append(f"title must be one line of text, got {quoted(text)}; it is ignored.")
        return ""
    return text
