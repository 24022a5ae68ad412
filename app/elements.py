"""Which kind of element has which id: the layouts know, and the type checker of the scripts is told.

A store is data, and no element, and is left out: a script that looks for one is refused.
"""

import re
from collections.abc import Callable, Iterator
from inspect import getmembers, isfunction, signature
from typing import Any

from dash.development.base_component import Component

from . import ids
from .components.lesson_rail import rail
from .components.seat import hand_in_button, seat
from .pages import activations, class_page, lessons, not_found, playground, race
from .pages.shell import shell

_OR = "\n  | "
_PAGES = (playground, race, activations, lessons, class_page, not_found)
_OF_DCC = {"Graph": "div", "Markdown": "div"}


def family(make: Callable[[Any], str]) -> str:
    """The ids that a function of ``ids`` makes of a number or a text, as a type."""
    (parameter,) = signature(make).parameters.values()
    return f"`{make('${number}' if parameter.annotation is int else '${string}')}`"


def families() -> list[str]:
    """All of them; of two that fit the same id the narrower one comes first."""
    return sorted((family(make) for _, make in getmembers(ids, isfunction)), key=lambda name: (-len(name), name))


def tags() -> dict[str, str]:
    """The tag of each id, and of each family of ids; there has to be an app, as the layouts ask it for addresses."""
    named = _named()
    patterns = {
        re.compile(re.escape(name[1:-1]).replace(r"\$\{number\}", r"\d+").replace(r"\$\{string\}", ".+")): name
        for name in families()
    }
    found: dict[str, str] = {}
    for id_, tag in _elements([shell(), rail(""), seat(), hand_in_button(), *(page.layout() for page in _PAGES)]):
        if id_ in named:
            key = f'"{id_}"'
        elif id_.endswith("-title"):  # the heading of a section, which names it
            continue
        else:
            key = next((name for form, name in patterns.items() if form.fullmatch(id_)), "")
        if key and found.setdefault(key, tag) != tag:
            raise ValueError(f"ids of one family must be elements of one kind, got {found[key]} and {tag} for {key}")
    return found


def _named() -> set[str]:
    return {value for name, value in vars(ids).items() if name.isupper() and isinstance(value, str)}


def _elements(tree: Any) -> Iterator[tuple[str, str]]:
    """The ids of a layout, each with the tag of its element."""
    if isinstance(tree, list | tuple):
        for each in tree:
            yield from _elements(each)
    elif isinstance(tree, Component):
        kind = type(tree).__name__
        tag = kind.lower() if tree._namespace == "dash_html_components" else _OF_DCC.get(kind)
        if tag and isinstance(getattr(tree, "id", None), str):
            yield tree.id, tag
        yield from _elements(getattr(tree, "children", None))


def types() -> str:
    """The types ``Id``, ``Tags`` and ``Tag``."""
    known, every = tags(), [*sorted(f'"{name}"' for name in _named()), *families()]
    exact = "".join(f'  {key}: "{tag}";\n' for key, tag in sorted(known.items()) if key[0] == '"')
    others = "".join(f'\n  : I extends {name} ? "{known[name]}"' for name in families())
    return (
        f"/** The ids of the page's parts. */\nexport type Id =\n  | {_OR.join(every)};\n\n"
        f"/** The tags of elements by their ids. */\nexport type Tags = {{\n{exact}}};\n\n"
        f"/** The tag of an id. */\nexport type Tag<I> =\n  I extends keyof Tags ? Tags[I]{others}\n  : never;"
    )
