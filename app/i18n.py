"""Texts for people: English in the source, other languages as gettext catalogs in ``app/locales``.

``_("text")`` gives the text in the language of the request. Layouts are built when somebody first asks for
them in a language, so a language is added by adding its catalog.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from gettext import NullTranslations, translation
from pathlib import Path
from typing import TypeVar

from flask import current_app, has_request_context, request
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

_LOCALES = Path(__file__).parent / "locales"
_SOURCE = "en"
_ACCEPTED: ContextVar[str] = ContextVar("accepted", default=_SOURCE)

Made = TypeVar("Made")


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """The languages there are, the source language first."""
    return (_SOURCE, *sorted(path.parent.parent.name for path in _LOCALES.glob("*/LC_MESSAGES/app.mo")))


def language() -> str:
    """The language that the server was told, or the best of ours for the request; English outside of one."""
    if not has_request_context():
        return best_of_ours(_ACCEPTED.get())
    if forced := current_app.config.get("LANGUAGE"):
        return str(forced)
    return request.accept_languages.best_match(languages()) or _SOURCE


def best_of_ours(accepted: str) -> str:
    """The language that an answer has for this header, where no other is forced."""
    if accepted == _SOURCE:
        return _SOURCE
    return parse_accept_header(accepted, LanguageAccept).best_match(languages()) or _SOURCE


@contextmanager
def accepting(languages: str) -> Iterator[None]:
    """Answer in front of Flask, to who accepts these languages: what the header says, or the one that is forced."""
    before = _ACCEPTED.set(languages)
    try:
        yield
    finally:
        _ACCEPTED.reset(before)


@lru_cache(maxsize=32)
def _catalog(name: str) -> NullTranslations:
    return translation("app", _LOCALES, [name], fallback=True)


def once_in_each_language(make: Callable[[], Made]) -> Callable[..., Made]:
    """A function that makes what depends on nothing but the language and the settings, and remembers it.

    What else it is given does not matter: of a page, Dash says what stands behind the ? of its address.
    """

    @lru_cache(maxsize=len(languages()))
    def made(_name: str) -> Made:
        return make()

    return lambda **_query: made(language())


def _(text: str) -> str:
    return _catalog(language()).gettext(text)
