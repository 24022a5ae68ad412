"""Controls of a form: plain elements of HTML. The scripts listen to them, and fill in what they show."""

from collections.abc import Iterable
from typing import Any

from dash import html

from nn_core.common.written import exact

from ..bridge.markup import Input
from ..i18n import _

Pairs = Iterable[tuple[str, str]]


def icon(name: str) -> html.Span:
    """A picture from ``assets/styles/shell/icons.css``; the control around it carries the name for screen readers."""
    return html.Span(className=f"icon icon-{name}", **{"aria-hidden": "true"})


def named(pairs: Pairs) -> list[tuple[str, str]]:
    """Keys and names as choices, the names in the reader's language."""
    return [(key, _(name)) for key, name in pairs]


def numbers(values: tuple[float, ...]) -> list[tuple[str, str]]:
    """Numbers as choices of a select."""
    return [(exact(value), exact(value)) for value in values]


def choice(id_: str, pairs: Pairs, **attributes: Any) -> html.Select:
    """A select with these values and texts."""
    return html.Select(_options(pairs), id=id_, className="choice", **attributes)


def grouped_choice(id_: str, groups: Iterable[tuple[str, Pairs]], more: Pairs = (), **attributes: Any) -> html.Select:
    """A select with groups of values and texts, each with a name, and ``more`` below them."""
    return html.Select([*optgroups(groups), *_options(more)], id=id_, className="choice", **attributes)


def optgroups(groups: Iterable[tuple[str, Pairs]]) -> list[html.Optgroup]:
    """The groups of a select."""
    return [html.Optgroup(_options(pairs), label=name) for name, pairs in groups]


def _options(pairs: Pairs) -> list[html.Option]:
    return [html.Option(text, value=value) for value, text in pairs]


def number(id_: str, **attributes: Any) -> Input:
    """A field for a number."""
    return Input(id=id_, type="number", className="choice", **attributes)


def text(id_: str, **attributes: Any) -> Input:
    """A field for a text that is no language: a formula, an address."""
    return Input(id=id_, className="choice", **{"type": "text", "spellcheck": "false", **attributes})


def field(name: str, control: Any, **attributes: Any) -> html.Label:
    """A control with its name above it; a ``title`` explains it to those who rest on it."""
    return html.Label([html.Span(name, className="field-name"), control], **{"className": "field", **attributes})


def timeline(id_: str) -> html.Span:
    """A slider over the epochs; the scripts know how far it goes, and what stands below it."""
    return html.Span(
        [
            Input(id=id_, type="range", min=0, max=0, value=0, disabled=True),
            html.Span(className="timeline-ticks", **{"aria-hidden": "true"}),
        ],
        className="ticked",
    )


def slider(
    id_: str, name: str, bounds: tuple[int, int, int] | None = None, written: str = "{value}", **attributes: Any
) -> html.Div:
    """A slider with its name and its value, as it is ``written``, above it; without bounds the scripts know them."""
    value = html.Span(className="value", **{"data-value-of": id_, "data-text": written, "aria-hidden": "true"})
    limits = dict(zip(("min", "max", "step"), bounds or (), strict=False))
    return html.Div(
        [
            html.Div([html.Label(name, htmlFor=id_), value], className="label"),
            Input(id=id_, type="range", **limits),
        ],
        className="slider",
        **attributes,
    )


def switch(id_: str, name: str, **attributes: Any) -> html.Label:
    """What is on or off."""
    box = Input(id=id_, type="checkbox", role="switch")
    return html.Label([box, html.Span(name)], className="switch", **attributes)


def button(*content: Any, **attributes: Any) -> html.Button:
    """A button with a text on it."""
    return html.Button(list(content), **{"type": "button", "className": "plain-button", **attributes})


def icon_button(id_: str, picture: str, name: str, kind: str = "", **attributes: Any) -> html.Button:
    """A round button that shows only an icon."""
    return html.Button(
        icon(picture),
        id=id_,
        className=f"icon-button {kind}".strip(),
        type="button",
        **{"aria-label": name, **attributes},
    )
