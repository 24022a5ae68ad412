"""The words of the labels: each has a card at its label, and a place in the help, both from ``app/glossary.toml``.

A label is marked here, after a page has been built, wherever a text is a word of the glossary and nothing else: no
label is marked by hand, and a new one is marked as soon as there is an entry. What a ``title`` says of that very
control becomes the note of its card: the browser would show it over the card.
"""

import tomllib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from dash import html
from dash.development.base_component import Component

from .. import ids
from ..i18n import _

FILE = Path(__file__).parents[1] / "glossary.toml"
MOST_WORDS = 40  # of a definition

_ELSEWHERE = ("A", "Canvas", "Dialog", "Kbd", "Option", "Select", "Td")  # no labels: links, values, another page
_UNMARKED = frozenset(("visually-hidden", "score-name"))  # another problem has another score
_PRESSED = ("Button", "Summary")  # can be focused, and do something, already


class Word(NamedTuple):
    """An entry in the reader's language; ``names`` is what labels say for it, in lower case."""

    key: str
    word: str
    names: tuple[str, ...]
    text: str
    attempt: str
    picture: str
    pages: tuple[str, ...]
    only: tuple[str, ...] | None


@lru_cache(maxsize=1)
def _entries() -> dict[str, dict[str, Any]]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def words() -> list[Word]:
    """All entries, in alphabetical order."""
    made = [
        Word(
            key,
            _(entry["word"]),
            tuple(_(name).casefold() for name in (entry["word"], *entry.get("labels", ()))),
            _(entry["text"]),
            _(entry["try"]),
            entry.get("picture", ""),
            tuple(entry.get("pages", ())),
            tuple(entry["only"]) if "only" in entry else None,
        )
        for key, entry in _entries().items()
    ]
    return sorted(made, key=lambda word: word.word.casefold())


def marked(page: Iterable[Component]) -> list[Word]:
    """Mark the labels of a page; gives the words that it uses, those that no label says among them."""
    every = words()
    page = list(page)
    here = {name for part in page for name in (getattr(part, "className", None) or "").split()}
    marker = _Marker(
        {name: word.key for word in every if word.only is None or here & set(word.only) for name in word.names}
    )
    for part in page:
        marker.mark(part)
    return [word for word in every if word.key in marker.found or here & set(word.pages)]


class _Marker:
    """Goes through a page, and notes the keys that it finds."""

    def __init__(self, keys: dict[str, str]) -> None:
        self._keys = keys
        self.found: set[str] = set()

    def mark(self, part: Component, titled: Component | None = None, pressed: Any = None) -> None:
        """``titled`` is around it and explains it, and ``pressed`` is around it."""
        kind = type(part).__name__
        classes = (getattr(part, "className", None) or "").split()
        hidden = getattr(part, "aria-hidden", None) == "true" or not _UNMARKED.isdisjoint(classes)
        elsewhere = kind in _ELSEWHERE and getattr(part, "role", None) != "group"  # a sheet is a part of its page
        if not type(part).__module__.startswith("dash.html.") or elsewhere or hidden:
            return
        titled = part if getattr(part, "title", None) else titled
        pressed = part if kind in _PRESSED else pressed
        inside = part.children if isinstance(part.children, list | tuple) else [part.children]
        if kind == "Span" and len(inside) == 1 and isinstance(inside[0], str):
            self._mark_span(part, inside[0], titled, pressed)
            return
        children = []
        for child in inside:
            if isinstance(child, Component):
                self.mark(child, titled, pressed)
            elif isinstance(child, str) and child.strip().casefold() in self._keys:
                span = html.Span(child)
                self._mark_span(span, child, titled, pressed)
                child = span
            children.append(child)
        if any(new is not old for new, old in zip(children, inside, strict=True)):
            part.children = children

    def _mark_span(self, span: html.Span, text: str, titled: Any, pressed: Any) -> None:
        key = self._keys.get(text.strip().casefold())
        if key is None:
            return
        self.found.add(key)
        span.className = " ".join(filter(None, (getattr(span, "className", None), "word")))
        holder = pressed or span  # what is hovered, focused or tapped
        setattr(holder, "data-word", key)
        if getattr(titled, "title", None):  # the first word in it is its name
            setattr(holder, "data-note", titled.title)
            del titled.title
        if not pressed:
            span.role = "button"
            span.tabIndex = -1  # the scripts make one of each section the stop of the keyboard


def word_card() -> html.Div:
    """The one card of a page; the scripts fill it from the help, and place it at its word."""
    return html.Div(
        [html.Strong(className="word-name"), html.Div(className="word-body"), html.P(className="word-note")],
        id=ids.WORD_CARD,
        className="surface word-card",
        role="tooltip",
        hidden=True,
    )


def word_list(listed: list[Word]) -> html.Dl:
    """What the help says of these words."""
    return html.Dl([_listed(word) for word in listed], className="help-words")


def _listed(word: Word) -> html.Div:
    picture = [html.Span(className=f"word-picture picture-{word.picture}", **{"aria-hidden": "true"})]
    return html.Div(
        [
            html.Dt(word.word),
            html.Dd(
                [
                    *(picture if word.picture else []),
                    html.P(word.text),
                    html.P([html.Strong(_("Try:")), " ", word.attempt], className="word-try"),
                ]
            ),
        ],
        **{"data-entry": word.key},
    )
