"""What goes to the browser as HTML says the same as the components that it was made of."""

from html.parser import HTMLParser

import pytest
from dash import dcc, html
from dash.development.base_component import Component

from app import create_app
from app.bridge.markup import ATTRIBUTE, Input, prerender
from app.pages import activations, playground, race
from app.pages.shell import shell
from tests.app.helpers import components, ids_of

PAGES = [playground.layout, race.layout, activations.layout, shell]


class Reader(HTMLParser):
    """The elements of a text, with their attributes and the text right inside them."""

    def __init__(self, text):
        super().__init__()
        self.found, self.open = [], []
        self.feed(text)
        assert self.open == [], "something is not closed"

    def handle_starttag(self, tag, attributes):
        assert len(dict(attributes)) == len(attributes), tag
        self.found.append((tag, dict(attributes), []))
        if tag not in ("br", "img", "input"):
            self.open.append(self.found[-1])

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        if self.open:
            self.open[-1][2].append(data)


def _written(tree):
    return [component for component in components(tree) if getattr(component, ATTRIBUTE, None) is not None]


def _elements(children):
    return [component for component in components(children) if isinstance(component, Component)]


def test_names_and_texts_are_those_of_html():
    tree = html.Div(
        [
            html.Label("a < b & c", htmlFor="x", className="small", **{"aria-label": '"quoted" & more'}),
            html.Button([html.Span("1"), "x", 2, None], id="x", hidden=True, disabled=False, tabIndex=0),
            html.Br(),
            Input(type="range", min=0, disabled=True),
        ]
    )
    assert prerender(tree) is tree
    assert tree.children is None
    assert getattr(tree, ATTRIBUTE) == (
        '<label class="small" for="x" aria-label="&quot;quoted&quot; &amp; more">a &lt; b &amp; c</label>'
        '<button id="x" hidden tabindex="0"><span>1</span>x2</button><br><input type="range" min="0" disabled>'
    )


def test_what_dash_may_change_stays_a_component():
    slider = dcc.Slider(id="slider")
    beside = html.Div([slider, html.P("beside")])
    tree = prerender(html.Div([html.P([html.B("bold"), "text"]), beside, dcc.Store(id="s")]))
    bold, mixed, store = tree.children
    assert getattr(bold, ATTRIBUTE) == "<b>bold</b>text"
    assert mixed.children[0] is slider
    assert mixed.children[1].children == "beside"
    assert store.id == "s"


@pytest.mark.parametrize("layout", PAGES)
def test_the_html_of_the_pages_says_what_their_components_say(layout):
    written = _written(layout())
    assert written
    for place in written:
        found = Reader(getattr(place, ATTRIBUTE)).found
        elements = _elements(place.inside)
        assert [tag for tag, *_ in found] == [element._type.lower() for element in elements]
        for (tag, attributes, texts), element in zip(found, elements, strict=True):
            children = element.children if isinstance(element.children, list) else [element.children]
            said = "".join(str(child) for child in children if child is not None and not isinstance(child, Component))
            assert "".join(texts) == said, tag
            for name, value in element.to_plotly_json()["props"].items():
                name = {"className": "class", "htmlFor": "for"}.get(name, name.lower())
                if name != "children" and value not in (None, False):
                    assert attributes[name] == (None if value is True else str(value)), (tag, name)


@pytest.mark.parametrize("layout", PAGES)
def test_no_callback_reaches_into_the_html(layout):
    inside = set(ids_of([place.inside for place in _written(layout())]))
    callbacks = create_app()._callback_list
    reached = {part["id"] for callback in callbacks for part in (*callback["inputs"], *callback["state"])}
    outputs = " ".join(callback["output"] for callback in callbacks)
    assert not inside & reached
    assert not {id_ for id_ in inside if f"{id_}." in outputs.replace("..", " ").split()}
