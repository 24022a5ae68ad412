r"""Formulas written out: as text that can be read in again, and as LaTeX for the screen.

Both write a tree from its leaves upwards. Every piece carries how tightly it holds together, so that it gets
parentheses where what surrounds it holds more tightly: the sum in 2·(z + 1), but not the power in 2·z².
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from .calculus import FUNCTIONS
from .tree import Node, postorder

OR, AND, NOT, COMPARISON, SUM, NEGATIVE, PRODUCT, POWER, ATOM = range(9)

_SIGNS = {"<": "<", "<=": r"\le", ">": ">", ">=": r"\ge", "==": "="}
_OPPOSITES = {"<": r"\ge", "<=": ">", ">": r"\le", ">=": "<", "==": r"\ne"}


class Piece(NamedTuple):
    """A part of a formula, written; of a condition in LaTeX also what holds when it does not."""

    text: str
    level: int
    opposite: str = ""


def _write(tree: Node, style: Callable[[Node, list[Piece]], Piece]) -> str:
    pieces: dict[Node, Piece] = {}
    for node in postorder(tree):
        pieces[node] = style(node, [pieces[arg] for arg in node.args])
    return pieces[tree].text


def _in_text(piece: Piece, level: int) -> str:
    return piece.text if piece.level >= level else f"({piece.text})"


def _in_tex(piece: Piece, level: int) -> str:
    return piece.text if piece.level >= level else rf"\left({piece.text}\right)"


Wrap = Callable[[Piece, int], str]


def _sum(pieces: list[Piece], wrap: Wrap) -> Piece:
    first, *others = pieces
    text = wrap(first, SUM)
    for piece in others:
        negative = piece.level == NEGATIVE  # it begins with its minus sign
        text += f" - {piece.text[1:]}" if negative else f" + {wrap(piece, PRODUCT)}"
    return Piece(text, SUM)


def _negative(pieces: list[Piece], wrap: Wrap) -> Piece:
    return Piece("-" + wrap(pieces[0], PRODUCT), NEGATIVE)


def _joined(pieces: list[Piece], wrap: Wrap, sign: str, level: int) -> Piece:
    """The first may hold together as loosely as the whole; reading goes from left to right."""
    first, *others = pieces
    return Piece(sign.join([wrap(first, level), *(wrap(piece, level + 1) for piece in others)]), level)


def _digits(value: float) -> str:
    return repr(value).removesuffix(".0")


def _text_piece(node: Node, pieces: list[Piece]) -> Piece:
    match node.op:
        case "number":
            return Piece(_digits(node.value), ATOM if node.value >= 0.0 else NEGATIVE)
        case "+":
            return _sum(pieces, _in_text)
        case "neg":
            return _negative(pieces, _in_text)
        case "*" | "/":
            return _joined(pieces, _in_text, node.op, PRODUCT)
        case "**":
            return Piece(f"{_in_text(pieces[0], ATOM)}**{_in_text(pieces[1], POWER)}", POWER)
        case op if op in FUNCTIONS:
            return Piece(f"{op}({', '.join(piece.text for piece in pieces)})", ATOM)
        case _:
            return _text_condition(node.op, pieces)


def _text_condition(op: str, pieces: list[Piece]) -> Piece:
    if not pieces:
        return Piece(op, ATOM)  # z, a, pi, e
    if op in _SIGNS:
        return Piece(f"{_in_text(pieces[0], SUM)} {op} {_in_text(pieces[1], SUM)}", COMPARISON)
    if op == "not":
        return Piece("not " + _in_text(pieces[0], NOT), NOT)
    return _joined(pieces, _in_text, f" {op} ", OR if op == "or" else AND)


def _tex_number(value: float) -> Piece:
    mantissa, _, exponent = _digits(value).partition("e")
    if exponent:
        ten = f"10^{{{int(exponent)}}}"
        return Piece(ten if mantissa == "1" else rf"{mantissa} \cdot {ten}", NEGATIVE if value < 0.0 else PRODUCT)
    return Piece(mantissa, NEGATIVE if value < 0.0 else ATOM)


def _tex_product(pieces: list[Piece]) -> Piece:
    parts = [_in_tex(pieces[0], PRODUCT), *(_in_tex(piece, POWER) for piece in pieces[1:])]
    text = parts[0]
    for part in parts[1:]:
        text += (r" \cdot " if part[0].isdigit() else r" \, ") + part
    return Piece(text, PRODUCT)


def _tex_piece(node: Node, pieces: list[Piece]) -> Piece:
    match node.op:
        case "number":
            return _tex_number(node.value)
        case "+":
            return _sum(pieces, _in_tex)
        case "neg":
            return _negative(pieces, _in_tex)
        case "*":
            return _tex_product(pieces)
        case "/":
            return Piece(rf"\frac{{{pieces[0].text}}}{{{pieces[1].text}}}", POWER)
        case "**":
            return Piece(f"{_in_tex(pieces[0], ATOM)}^{{{pieces[1].text}}}", POWER)
        case op if op in FUNCTIONS:
            return _tex_function(op, pieces)
        case _:
            return _tex_condition(node.op, pieces)


def _tex_function(op: str, pieces: list[Piece]) -> Piece:
    if op == "where":
        condition, x, y = pieces
        cases = rf"{x.text} & {condition.text} \\ {y.text} & {condition.opposite}"
        return Piece(rf"\begin{{cases}} {cases} \end{{cases}}", OR)  # gets parentheses
    tex = FUNCTIONS[op].tex
    return Piece(tex.replace("%s", ", ".join(piece.text for piece in pieces)), POWER if "^" in tex else ATOM)


def _tex_condition(op: str, pieces: list[Piece]) -> Piece:
    if not pieces:
        return Piece(r"\pi" if op == "pi" else op, ATOM)
    if op in _SIGNS:
        x, y = pieces
        return Piece(f"{x.text} {_SIGNS[op]} {y.text}", COMPARISON, f"{x.text} {_OPPOSITES[op]} {y.text}")
    if op == "not":
        return Piece(r"\lnot " + _in_tex(pieces[0], ATOM), NOT, pieces[0].text)
    sign, level = (r" \lor ", OR) if op == "or" else (r" \land ", AND)
    text = _joined(pieces, _in_tex, sign, level).text
    return Piece(text, level, rf"\lnot \left({text}\right)")


def to_text(tree: Node, most: int) -> str:
    """The formula as text that parses to it again; without spaces if that keeps it within ``most`` characters."""
    text = _write(tree, _text_piece)
    compact = re.sub(r" ?([-+,<>=]+) ?", r"\1", text)
    return compact if len(compact) <= most < len(text) else text


def to_tex(tree: Node) -> str:
    """The formula in LaTeX."""
    return _write(tree, _tex_piece)
