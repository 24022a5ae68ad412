"""From text to tokens: numbers, names and signs as they are understood, with where they stand and how they were typed.

Much can be written in several ways, as in textbooks and on several keyboards: ln, σ(z), √, π, ×, ², x for z, a decimal
comma. A comma between two digits is one where it can't separate arguments: outside of max(...) and its like, or where
those are separated by semicolons. ``is_plain`` tells whether a text does without all that.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple, NoReturn

from .calculus import FUNCTIONS
from .tree import ExpressionError

MAX_CHARACTERS = 200

NAMES = ("z", "a", "pi", "e")

_ALIASES = {"arctan": "atan", "logistic": "sigmoid"}
_OTHER_WORDS = {"ln": "log", "x": "z", "sgn": "sign", "arctg": "atan", "tg": "tan", "σ": "sigmoid", "π": "pi"}
_SIGNS = {"^": "**", "·": "*", "×": "*", "−": "-", "&": "and"}
_OTHER_SIGNS = {"⋅": "*", "∗": "*", "÷": "/", "–": "-", "≤": "<=", "≥": ">=", "|": "|", ";": ";", "√": "√"}
POWERS = {"²": 2.0, "³": 3.0, **{sign: float(n) for n, sign in enumerate("⁴⁵⁶⁷⁸⁹", 4)}}
WORDS = ("and", "or", "not")

_TOKEN = re.compile(
    r"(?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<name>[πσ]|[^\W\d²³⁴-⁹πσ][^\W²³⁴-⁹πσ]*)"
    r"|(?P<sign>\*\*|<=|>=|==|[-+*/^<>()&|,;·×⋅∗÷−–≤≥√²³⁴-⁹])"
)
_FRACTION = re.compile(r",[0-9]+(?:[eE][+-]?[0-9]+)?")
_WORD = re.compile(r"[^\W\d]\w*")
_DIGITS = "0123456789"
_OF_MANY = tuple(name for name, function in FUNCTIONS.items() if function.most > 1)
_UNUSUAL = (*_OTHER_SIGNS, *"⁴⁵⁶⁷⁸⁹√πσ")
_SPACE = re.compile(r"[ \t\r\n]*")

VALUE = "a number, z, a function or '('"
OPERATOR = "an operator such as + or *, or the end"


class Token(NamedTuple):
    """A number, a name, a sign or the end of the text; ``text`` is as it is understood, not as it was typed."""

    kind: str
    text: str
    position: int
    typed: str


def shown(text: str) -> str:
    """Text of a stranger for a message of one line: control characters are escaped, and it is cut."""
    return repr(text if len(text) <= 20 else text[:20] + "…")


def refuse(found: str, position: int, expected: str) -> NoReturn:
    """Say what was found, where, and what is expected instead."""
    raise ExpressionError(f"{found} at {position}; {expected}", position)


def _decimal_commas(text: str) -> set[int]:
    """Where a comma is part of a number."""
    found: set[int] = set()
    open_: list[tuple[bool, list[int]]] = [(False, [])]  # whether commas separate there, and those between digits
    for index, sign in enumerate(text):
        if sign == "(":
            name = text[max(0, index - 20) : index].rstrip().lower()
            open_.append((any(name.endswith(of_many) for of_many in _OF_MANY), []))
        elif sign == ")" and len(open_) > 1:
            separate, commas = open_.pop()
            found.update(() if separate else commas)
        elif sign == ";":
            open_[-1] = (False, open_[-1][1])
        elif sign == "," and 0 < index < len(text) - 1 and text[index - 1] in _DIGITS and text[index + 1] in _DIGITS:
            open_[-1][1].append(index)
    return found.union(*(commas for separate, commas in open_ if not separate))


def is_plain(text: str) -> bool:
    """Whether a formula is written with the usual signs and names, so that it can be kept as it is."""
    if any(sign in text for sign in _UNUSUAL):
        return False
    words = (word.lower() for word in _WORD.findall(text))
    return not any(word in _OTHER_WORDS for word in words) and not _decimal_commas(text)


def tokens(text: str) -> Iterator[Token]:
    """All of them, one by one.

    Raises:
        ExpressionError: what comes next is none.
    """
    position = 0
    decimal = _decimal_commas(text)
    while True:
        space = _SPACE.match(text, position)
        position = space.end() if space else position
        if position == len(text):
            yield Token("end", "", position, "")
            return
        match = _TOKEN.match(text, position)
        if match is None:
            hint = "to compare, write ==" if text[position] == "=" else f"expected {VALUE} or an operator"
            refuse(f"unexpected character {shown(text[position])}", position, hint)
        typed = match.group()
        if match.end() in decimal and typed.isdigit():
            typed += _fraction(text, match)
        yield _token(str(match.lastgroup), typed, position)
        position += len(typed)


def _fraction(text: str, whole: re.Match[str]) -> str:
    """What follows the digits before a decimal comma; 1,000 could be one or a thousand."""
    fraction = _FRACTION.match(text, whole.end())
    part = fraction.group() if fraction else ""
    if len(part) == 4 and len(whole.group()) <= 3 and not whole.group().startswith("0"):
        number = shown(whole.group() + part)
        refuse(f"unclear {number}", whole.start(), "write it without a comma, or with a point before the decimals")
    return part


def _token(kind: str, typed: str, position: int) -> Token:
    text = typed.lower() if typed.isascii() else typed
    if text in WORDS:
        kind = "sign"
    elif kind == "name":
        text = _OTHER_WORDS.get(text, _ALIASES.get(text, text))
        if text not in NAMES and text not in FUNCTIONS:
            allowed = f"expected one of {', '.join(NAMES)} or {', '.join(FUNCTIONS)}"
            refuse(f"unknown name {shown(typed)}", position, allowed)
    if kind == "number":
        text = text.replace(",", ".")
    return Token(kind, _OTHER_SIGNS.get(text, _SIGNS.get(text, text)), position, typed)
