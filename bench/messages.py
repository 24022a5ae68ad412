"""List every text that people read in ``app/locales/messages.pot``: ``make messages``.

Babel finds what stands in the source as ``_("text")``. What comes from the registries of the core, such as the name
of an activation, is found by building every page and noting what is looked up. The file has no date and no numbers
of lines, so it changes only when a text does.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path
from unittest.mock import patch

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from app import create_app, i18n
from app.calls.coach import coach_texts
from app.calls.facts import properties
from app.components.activation_setup import activations_setup
from app.components.lesson_rail import rail
from app.components.race_setup import race_setup
from app.components.seat import seat
from app.components.setup import setup
from app.pages import activations, lessons, not_found, playground, race
from app.pages.shell import shell

from .server import ROOT

FILE = ROOT / "app" / "locales" / "messages.pot"
_REGISTRIES = "nn_core"


class _Noting(NullTranslations):
    """Translates nothing, and notes what it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def gettext(self, message: str) -> str:
        self.asked.add(message)
        return message


@contextmanager
def _noting() -> Iterator[set[str]]:
    noting = _Noting()
    with patch.object(i18n, "_catalog", lambda _name: noting):
        yield noting.asked


def looked_up() -> set[str]:
    """The texts that the pages ask for while they are built."""
    with create_app().server.test_request_context("/"), _noting() as asked:
        for page in (playground, race, activations, lessons, not_found):
            shell(page.layout())
        rail("")
        seat()
        for make in (setup, race_setup, activations_setup, properties, coach_texts):
            make()
    return asked


def catalog() -> Catalog:
    """All texts, each with the files that it is in."""
    found = Catalog(project="neural-network-playground")
    folder = ROOT / "app"
    for name, _line, message, comments, _context in extract_from_dir(folder, keywords={"_": None}):
        found.add(message, locations=[(str(Path("app") / name), 1)], auto_comments=comments)
    for message in looked_up():
        if message and message not in found:
            found.add(message, locations=[(_REGISTRIES, 1)])
    return found


def text() -> str:
    """The file as it is to be."""
    written = BytesIO()
    write_po(written, catalog(), width=120, omit_header=True, sort_output=True, include_lineno=False)
    return written.getvalue().decode()


def main() -> None:
    FILE.write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    main()
