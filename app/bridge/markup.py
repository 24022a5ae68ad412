"""The parts of a page that Dash never changes go to the browser as HTML, not as components.

A component costs the browser about a millisecond while the page opens, and most of ours are plain elements, which only
the scripts change, if anybody does. ``assets/src/lib/markup.js`` puts the HTML in its place before a page begins.
"""

from html import escape
from typing import Any

from dash.development.base_component import Component

ATTRIBUTE = "data-html"
_NAMES = {"className": "class", "htmlFor": "for"}  # all others are called the same in Dash and HTML
_VOID = ("Br", "Hr", "Img", "Input")


class Input(Component):
    """An ``<input>``, which Dash does not have as an element: it goes to the browser as HTML only."""

    _type = "Input"
    _namespace = "dash_html_components"
    _valid_wildcard_attributes = ("data-", "aria-")

    def __init__(self, **attributes: Any) -> None:
        self._prop_names = ["children", *attributes]
        self.children = None
        super().__init__(**attributes)


def prerender(tree: Component) -> Component:
    """The same tree; elements with nothing but elements and text inside now carry that as HTML."""
    children = _children(tree)
    if all(map(_plain, children)):
        if _plain(tree) and any(isinstance(child, Component) for child in children):
            setattr(tree, ATTRIBUTE, "".join(map(_html, children)))
            tree.children, tree.inside = None, children  # for those who look through the layout in Python
    else:
        for child in children:
            if isinstance(child, Component):
                prerender(child)
    return tree


def _children(tree: Any) -> list[Any]:
    children = getattr(tree, "children", None)
    children = children if isinstance(children, list | tuple) else [children]
    return [child for child in children if child is not None]


def _plain(tree: Any) -> bool:
    """Whether there are only elements and text; Dash's callbacks don't reach into them."""
    if not isinstance(tree, Component):
        return True
    is_html = isinstance(tree, Input) or type(tree).__module__.startswith("dash.html.")
    return is_html and all(map(_plain, _children(tree)))


def _html(tree: Any) -> str:
    if not isinstance(tree, Component):
        return escape(str(tree), quote=False)
    properties = dict(tree.to_plotly_json()["props"])
    del properties["children"]
    attributes = "".join(_attribute(name, value) for name, value in properties.items())
    tag = tree._type.lower()
    inside = "".join(map(_html, _children(tree)))
    return f"<{tag}{attributes}>" if tree._type in _VOID else f"<{tag}{attributes}>{inside}</{tag}>"


def _attribute(name: str, value: Any) -> str:
    if value is None or value is False:
        return ""
    name = _NAMES.get(name, name.lower())
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'
