"""How a formula ends that learns its parameter: "z*sigmoid(a*z) with a learned".

"a learned", "a is learned" and a comma before them are understood, too.
"""

import re

from .tokens import MAX_CHARACTERS, is_plain

LEARNED = " with a learned"  # in the usual way to write it
_END = re.compile(r"[\s,;]+(?:with\s+)?a\s+(?:is\s+)?learned\s*$", re.IGNORECASE)


def without_end(text: str) -> str:
    """The formula itself; longer texts than are allowed are left as they are.

    >>> without_end("tanh(a*z), a learned"), without_end("tanh(a*z)")
    ('tanh(a*z)', 'tanh(a*z)')
    """
    end = _END.search(text) if len(text) <= MAX_CHARACTERS else None
    return text[: end.start()] if end else text


def is_usual(text: str) -> bool:
    """Whether a formula can be kept as it was typed: with the usual signs and names, and the usual end."""
    formula = without_end(text)
    return is_plain(formula) and text in (formula, formula + LEARNED)
