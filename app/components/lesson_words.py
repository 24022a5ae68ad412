"""The words of lessons as components: a tree of nodes becomes elements, and no HTML is anywhere on the way."""

from collections.abc import Iterable
from typing import Any

from dash import get_relative_path, html

from ..lessons.words import TextNode

_MADE = {
    "paragraph": html.P,
    "list": html.Ul,
    "ordered": html.Ol,
    "item": html.Li,
    "strong": html.Strong,
    "em": html.Em,
}
_HOME = "playground"  # of the pages, the one that has no name in its address


def drawn(nodes: Iterable[TextNode]) -> list[Any]:
    """Elements and texts."""
    return [_drawn(node) for node in nodes]


def _drawn(node: TextNode) -> Any:
    if node.kind == "text":
        return node.text
    if node.kind == "code":
        return html.Code(node.text)
    if node.kind == "link":
        return html.A(drawn(node.children), href=address(node.to))
    return _MADE[node.kind](drawn(node.children))


def address(to: str) -> str:
    """Where a page is, such as ``race#seed=1``."""
    page = to.removeprefix(_HOME) if to == _HOME or to[len(_HOME) : len(_HOME) + 1] in ("?", "#") else to
    return f"{get_relative_path('/')}{page}"
