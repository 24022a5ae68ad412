"""What goes to the browser as HTML says the same as the components that it was made of, and Dash draws the rest."""

import json
from html.parser import HTMLParser

import pytest
from dash import dcc, html
from plotly.io.json import to_json_plotly

from app import create_app
from app.bridge.markup import Input, page, places, written
from app.pages import activations, not_found, playground, race
from app.pages.shell import shell
from tests.app.helpers import components, ids_of

PAGES = [playground.layout, race.layout, activations.layout, not_found.layout]


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


def _said(tree):
    """The text right inside a component."""
    children = tree.children if isinstance(tree.children, list | tuple) else [tree.children]
    return "".join(str(child) for child in children if child is not None and not hasattr(child, "_type"))


def test_names_and_texts_are_those_of_html():
    tree = html.Div(
        [
            html.Label("a < b & c", htmlFor="x", className="small", **{"aria-label": '"quoted" & more'}),
            html.Button([html.Span("1"), "x", 2, None], id="x", hidden=True, disabled=False, tabIndex=0),
            html.Br(),
            Input(type="range", min=0, disabled=True),
        ]
    )
    assert places(tree) == []
    assert written(tree) == (
        '<div><label class="small" for="x" aria-label="&quot;quoted&quot; &amp; more">a &lt; b &amp; c</label>'
        '<button id="x" hidden tabindex="0"><span>1</span>x2</button><br><input type="range" min="0" disabled></div>'
    )


def test_what_dash_draws_has_a_place_of_its_size_in_the_html():
    graph, text = dcc.Graph(id="curve", style={"height": "194px"}), dcc.Markdown("$z$", id="formula", mathjax=True)
    tree = html.Div([html.P(["before", graph]), text])
    whole = [attributes for _, attributes, _ in Reader(written(tree)).found]
    first = {"id": "island-curve", "class": "island", "data-island": "curve", "data-height": "194"}
    second = {"id": "island-formula", "class": "island", "data-island": "formula"}
    assert whole == [{}, {}, first, second]
    assert [Reader(written(place)).found[0][1] for place in places(tree)] == [first, second]  # Dash's are the same
    said = json.loads("".join(Reader(page(tree)).found[-1][2]))
    assert said == {each.id: json.loads(to_json_plotly(each)) for each in (graph, text)}


def test_what_a_page_is_born_with_is_data_that_no_text_in_it_can_end():
    data = {"text": "</script><script>alert(1)</script><!--", "numbers": [1.5, None], "sign": "π & \u2028"}
    text = written(html.Div(dcc.Store(id="setup", data=data)))
    (_, attributes, said) = Reader(text).found[1]
    assert attributes == {"type": "application/json", "id": "setup"}
    assert json.loads("".join(said)) == data
    assert text.count("</script>") == 1
    assert "<!--" not in text


@pytest.mark.parametrize("layout", PAGES)
def test_the_html_of_the_pages_says_what_their_components_say(layout):
    tree = shell(layout())
    found = Reader(written(tree)).found
    elements = list(components(tree))
    assert len(found) == len(elements) > 20
    for (tag, attributes, texts), element in zip(found, elements, strict=True):
        kind = type(element).__name__
        if kind == "Store":
            assert (tag, attributes["id"]) == ("script", element.id)
        elif kind in ("Graph", "Markdown"):
            assert (tag, attributes["data-island"]) == ("div", element.id)
        else:
            assert tag == element._type.lower()
            assert "".join(texts) == _said(element), tag
            for name, value in element.to_plotly_json()["props"].items():
                name = {"className": "class", "htmlFor": "for"}.get(name, name.lower())
                if name != "children" and value not in (None, False):
                    assert attributes[name] == (None if value is True else str(value)), (tag, name)


@pytest.mark.parametrize("layout", PAGES)
def test_every_place_is_filled_by_what_dash_draws(layout):
    tree = layout()
    *found, (_, attributes, said) = Reader(page(tree)).found
    assert attributes["id"] == "islands"
    there = [attributes["data-island"] for _, attributes, _ in found if "data-island" in attributes]
    assert there == [getattr(place, "data-island") for place in places(tree)] == list(json.loads("".join(said)))
    assert len(set(there)) == len(there)


@pytest.mark.parametrize("layout", PAGES)
def test_no_callback_reaches_into_the_html(layout):
    inside = set(ids_of(shell(layout())))
    callbacks = create_app()._callback_list
    reached = {part["id"] for callback in callbacks for part in (*callback["inputs"], *callback["state"])}
    outputs = " ".join(callback["output"] for callback in callbacks)
    assert reached
    assert not inside & reached
    assert not {id_ for id_ in inside if f"{id_}." in outputs.replace("..", " ").split()}
