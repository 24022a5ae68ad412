"""A page goes to the browser as HTML, and only what Dash draws there as components: islands in it.

A component costs the browser about a millisecond while the page opens, and nothing of it is seen before all scripts of
Dash are there. Most of ours are plain elements, which only the scripts change, if anybody does: they are written here,
stand in the index page, and are seen at once. Where a chart or a formula will be, there is a place of its size; once
somebody sees it, ``assets/src/lib/dash.js`` lets Dash draw there.
"""

from html import escape
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component
from plotly.io.json import to_json_plotly

_NAMES = {"className": "class", "htmlFor": "for"}  # all others are called the same in Dash and HTML
_VOID = ("Br", "Hr", "Img", "Input")
_CLASS = "island"
_ISLANDS = "islands"
_PLACE = "island-"  # and what is there
_MEANWHILE = "meanwhile"


class _Element(Component):
    """An element that Dash does not have: it goes to the browser as HTML only."""

    _namespace = "dash_html_components"
    _valid_wildcard_attributes = ("data-", "aria-")

    def __init__(self, children: Any = None, **attributes: Any) -> None:
        self._prop_names = ["children", *attributes]
        self.children = None
        super().__init__(children=children, **attributes)


class Input(_Element):
    """An ``<input>``."""

    _type = "Input"


class Svg(_Element):
    """An ``<svg>``."""

    _type = "Svg"


class Path(_Element):
    """A ``<path>`` in it."""

    _type = "Path"


class Text(_Element):
    """A ``<text>`` in it."""

    _type = "Text"


class Shape(_Element):
    """Any other element in it, by its tag; names of attributes have _ where SVG has -."""

    _namespace = "svg"  # no element of the page that a script looks for by its id

    def __init__(self, tag: str, children: Any = None, **attributes: Any) -> None:
        self._type = tag
        super().__init__(children, **{name.replace("_", "-"): value for name, value in attributes.items()})


def set_attributes(element: Component, **attributes: Any) -> None:
    """Give an element that was made other attributes, or more of them."""
    if isinstance(element, _Element):  # it knows of no others than those it was made with
        element._prop_names += [name for name in attributes if name not in element._prop_names]
    for name, value in attributes.items():
        setattr(element, name, value)


def meanwhile(island: Component, text: str) -> Component:
    """What Dash will draw, with a text that stands in its place until then."""
    setattr(island, _MEANWHILE, text)
    return island


def written(tree: Any) -> str:
    """A tree as HTML: islands as the places where they will be, and stores as data for the scripts."""
    if not isinstance(tree, Component):
        return escape(str(tree), quote=False)
    if isinstance(tree, dcc.Store):
        return f'<script type="application/json" id="{escape(tree.id)}">{_data(tree.data)}</script>'
    if not _is_html(tree):
        return written(_place(tree))
    properties = dict(tree.to_plotly_json()["props"])
    del properties["children"]
    attributes = "".join(_attribute(name, value) for name, value in properties.items())
    tag = tree._type.lower()
    inside = "".join(map(written, _children(tree)))
    return f"<{tag}{attributes}>" if tree._type in _VOID else f"<{tag}{attributes}>{inside}</{tag}>"


def places(tree: Component) -> list[Component]:
    """The places of what Dash draws of a tree, as components."""
    return list(map(_place, _drawn(tree)))


def page(tree: Component) -> str:
    """A tree as HTML, and after it, as data for the scripts, what Dash will draw in its places."""
    return written(tree) + written(dcc.Store(id=_ISLANDS, data={island.id: island for island in _drawn(tree)}))


def _drawn(tree: Component) -> list[Component]:
    if isinstance(tree, dcc.Store):
        return []
    if not _is_html(tree):
        return [tree]
    return [island for child in _children(tree) if isinstance(child, Component) for island in _drawn(child)]


def _place(tree: Any) -> Component:
    """Where a component of Dash stands: of its height, if that is known, and with what is said meanwhile."""
    height = (getattr(tree, "style", None) or {}).get("height", "").removesuffix("px")
    known = {"data-height": height} if height else {}
    text = getattr(tree, _MEANWHILE, None)
    return html.Div(text, id=_PLACE + tree.id, className=_CLASS, **known, **{"data-island": tree.id})


def _is_html(tree: Component) -> bool:
    return isinstance(tree, _Element) or type(tree).__module__.startswith("dash.html.")


def _children(tree: Any) -> list[Any]:
    children = getattr(tree, "children", None)
    children = children if isinstance(children, list | tuple) else [children]
    return [child for child in children if child is not None]


def _data(value: Any) -> str:
    """JSON that no HTML ends."""
    text: str = to_json_plotly(value)
    return text.replace("<", "\\u003c")


def _attribute(name: str, value: Any) -> str:
    if value is None or value is False:
        return ""
    name = _NAMES.get(name, name.lower())
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'
