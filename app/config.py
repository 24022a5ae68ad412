"""The settings of a server, read once at its start from environment variables; docs/deploy.md has the table.

An empty variable is one that is not set. A value that makes no sense stops the start with one line that says what it
must be, so that nobody finds out in the lesson.
"""

import os
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from math import isfinite
from typing import Any

from flask import current_app, has_app_context

from nn_core import Experiment, evaluate, start
from nn_core.common.written import exact
from nn_core.formats.links.link import from_link
from nn_core.formats.links.text import quoted
from nn_core.insight.cost import cost, refuse_slow
from nn_core.study.claims import NETWORKS

from .i18n import languages
from .parts import NAMES, PARTS
from .wire.frames import OUTPUT_PIXELS

EXIT = 2  # as of other programs that were called wrongly
_KEY = "PLAYGROUND"
_BASE = re.compile(r"/(?:[A-Za-z0-9_~-][A-Za-z0-9._~-]*/)*")
_ADDRESS = re.compile(r"(?!unix$)[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\]")
_LEVELS = ("debug", "info", "warning", "error")
_TOKEN = re.compile(r"[A-Za-z0-9._~+/=-]{8,200}")  # what may stand behind Bearer
_SECRET = ("metrics_token", "class_database_url")
_DATABASE = re.compile(r"sqlite:////?[^?#]+|postgresql\+psycopg://[^/\s]+/[^/\s]+")
_MAX_TITLE = 80


@dataclass(frozen=True)
class Settings:
    """How the app is served, and what everybody sees. ``variable`` says in which variable each is."""

    bind: str = "127.0.0.1"
    port: int = 8050
    workers: int = 2
    threads: int = 8
    base_path: str = "/"
    proxy_hops: int = 0  # none: what a browser says in X-Forwarded-... is not believed
    max_request_bytes: int = 1_000_000
    log_level: str = "info"
    access_log: bool = False
    language: str = ""
    title: str = ""
    start: str = ""
    hide: tuple[str, ...] = ()
    metrics: bool = False
    metrics_token: str = ""
    classes: bool = True
    class_database_url: str = ""

    @property
    def address(self) -> str:
        """Where to listen."""
        return f"{self.bind}:{self.port}"

    @property
    def first_experiment(self) -> Experiment:
        """What the playground is born with."""
        return from_link(self.start).experiment


def variable(name: str) -> str:
    """The environment variable of a setting."""
    return "CLASS" if name == "classes" else name.upper()


def read(environment: Mapping[str, str]) -> Settings:
    """The settings that these variables say.

    Raises:
        ValueError: one is not allowed; the message is one line.
    """
    texts = {name: environment.get(variable(name), "").strip() for name in _READERS}
    bind, colon, port = texts["bind"].rpartition(":")
    if colon and not texts["bind"].endswith("]"):  # ADDRESS:PORT; a port of its own wins
        texts |= {"bind": bind, "port": texts["port"] or port}
    given: dict[str, Any] = {}
    for name, text in texts.items():
        try:
            given |= {name: _READERS[name](text)} if text else {}
        except ValueError as error:
            given_text = "another text" if name in _SECRET else quoted(text)
            told = f"{variable(name)} must be {error}, got {given_text}"
            raise ValueError("".join(sign if sign.isprintable() else "?" for sign in told)) from None
    return Settings(**given)


@cache
def of_this_process() -> Settings:
    """The settings of the environment; a wrong one ends the process with its line."""
    try:
        return read(os.environ)
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        raise SystemExit(EXIT) from None


def keep(server: Any, settings: Settings) -> None:
    """Let an app have its settings."""
    server.config[_KEY] = settings
    server.config["LANGUAGE"] = settings.language  # apart, as i18n is below this module
    server.config["MAX_CONTENT_LENGTH"] = settings.max_request_bytes


def current() -> Settings:
    """The settings of the app that answers; the usual ones outside of a request."""
    found = current_app.config[_KEY] if has_app_context() else Settings()
    return found if isinstance(found, Settings) else Settings()


def _whole(low: int, high: int) -> Callable[[str], int]:
    def read_whole(text: str) -> int:
        if not re.fullmatch("[0-9]{1,12}", text) or not low <= int(text) <= high:
            raise ValueError(f"a whole number from {exact(low)} to {exact(high)}")
        return int(text)

    return read_whole


def _matching(pattern: re.Pattern[str], what: str) -> Callable[[str], str]:
    def read_matching(text: str) -> str:
        if not pattern.fullmatch(text):
            raise ValueError(what)
        return text

    return read_matching


def _base_path(text: str) -> str:
    path = text if text.endswith("/") else f"{text}/"
    return _matching(_BASE, "a path such as /nn/")(path)


def _switch(text: str) -> bool:
    if text.lower() not in ("on", "off"):
        raise ValueError("on or off")
    return text.lower() == "on"


def _level(text: str) -> str:
    if text.lower() not in _LEVELS:
        raise ValueError(f"one of {', '.join(_LEVELS)}")
    return text.lower()


def _language(text: str) -> str:
    if text not in languages():
        if re.search("[_:]", text):  # en_GB:en is what desktops mean by this variable, and not for us
            return ""
        raise ValueError(f"a language that has a catalog: {', '.join(languages())}")
    return text


def _title(text: str) -> str:
    if len(text) > _MAX_TITLE or not text.isprintable():
        raise ValueError(f"one line of at most {_MAX_TITLE} characters")
    return text


def _start(text: str) -> str:
    try:
        link = from_link(text, NAMES, NETWORKS)
        if link.notes:
            raise ValueError(link.notes[0].removesuffix("."))
        needed = cost(link.experiment)
        refuse_slow(needed.epoch + needed.look(link.experiment, pictures=1, pixels=OUTPUT_PIXELS, passes=1))
    except ValueError as error:
        raise ValueError(f"a link without faults ({error})") from None
    first = evaluate(link.experiment, start(link.experiment))
    if not (isfinite(first.train_loss) and isfinite(first.test_loss)):
        raise ValueError("a link to settings with a finite loss")
    return text


def _hide(text: str) -> tuple[str, ...]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    if not set(names) <= set(PARTS):
        raise ValueError(f"a comma-separated list of {', '.join(PARTS)}")
    return tuple(part for part in PARTS if part in names)


_READERS: dict[str, Callable[[str], Any]] = {
    "bind": _matching(_ADDRESS, "an address such as 0.0.0.0, or one with a port such as 0.0.0.0:8050"),
    "port": _whole(1, 65_535),
    "workers": _whole(1, 64),
    "threads": _whole(1, 64),
    "base_path": _base_path,
    "proxy_hops": _whole(0, 10),
    "max_request_bytes": _whole(100_000, 100_000_000),
    "log_level": _level,
    "access_log": _switch,
    "language": _language,
    "title": _title,
    "start": _start,
    "hide": _hide,
    "metrics": _switch,
    "metrics_token": _matching(_TOKEN, "a token of 8 to 200 letters, digits and . _ ~ + / = -"),
    "classes": _switch,
    "class_database_url": _matching(_DATABASE, "sqlite:///FILE or postgresql+psycopg://USER:PASSWORD@HOST/NAME"),
}
