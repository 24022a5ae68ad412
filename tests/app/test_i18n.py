"""Languages: English by default, the reader's where there is a catalog, and no text that is forgotten."""

import re
import struct
from gettext import NullTranslations

import pytest

from app import create_app, i18n
from app.i18n import _, language
from app.pages import activations, playground
from app.pages.shell import shell
from nn_core import FEATURES
from tests.app.helpers import components

TEXTS = {
    "": "Content-Type: text/plain; charset=UTF-8\n",
    "Play": "Đào tạo",
    "Data": "Dữ liệu",
    "Neural Network Playground": "Sân chơi mạng nơ-ron",
}


def write_catalog(path, texts):
    """The .mo form that gettext reads: two tables of lengths and offsets, then the texts."""
    pairs = sorted((key.encode(), value.encode()) for key, value in texts.items())
    tables, data, start = [], b"", 28 + 16 * len(pairs)
    for column in (0, 1):
        for pair in pairs:
            tables.append(struct.pack("<II", len(pair[column]), start + len(data)))
            data += pair[column] + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    path.parent.mkdir(parents=True)
    path.write_bytes(head + b"".join(tables) + data)


@pytest.fixture
def vietnamese(monkeypatch, tmp_path):
    """An app that knows Vietnamese, too."""
    write_catalog(tmp_path / "vi" / "LC_MESSAGES" / "app.mo", TEXTS)
    monkeypatch.setattr(i18n, "_LOCALES", tmp_path)
    i18n.languages.cache_clear()
    i18n._catalog.cache_clear()
    yield create_app()
    monkeypatch.undo()
    i18n.languages.cache_clear()
    i18n._catalog.cache_clear()


@pytest.fixture
def marked(monkeypatch):
    """Every text that goes through ``_()`` carries marks."""

    class Marks(NullTranslations):
        def gettext(self, message):
            return f"«{message}»"

    monkeypatch.setattr(i18n, "_catalog", lambda _: Marks())


def test_texts_are_english_by_default():
    assert _("Play") == "Play"
    assert language() == "en"


@pytest.mark.parametrize("accepted", [None, "en", "de, fr;q=0.5", "*", "", ";;;q=x", "x" * 5000, "tlh, en;q=0.1"])
def test_a_reader_of_another_language_or_none_gets_english(server, accepted):
    headers = {"Accept-Language": accepted} if accepted is not None else {}
    with server.test_request_context("/", headers=headers):
        assert _("Play") == "Play"
    assert '<html lang="en"' in server.test_client().get("/", headers=headers).text


@pytest.mark.parametrize("accepted", ["vi", "vi-VN", "vi-VN,vi;q=0.9,en;q=0.8", "xx, vi;q=0.2"])
def test_a_reader_of_a_language_that_is_there_gets_it(vietnamese, accepted):
    with vietnamese.server.test_request_context("/", headers={"Accept-Language": accepted}):
        assert _("Play") == "Đào tạo"
        assert _("not translated") == "not translated"
        assert "Đào tạo" in str(playground.layout())
    page = vietnamese.server.test_client().get("/", headers={"Accept-Language": accepted})
    assert '<html lang="vi"' in page.text


def test_the_best_of_the_readers_languages_wins(vietnamese):
    for accepted, text in (("en, vi;q=0.5", "Play"), ("en;q=0.5, vi", "Đào tạo"), ("vi;q=0", "Play")):
        with vietnamese.server.test_request_context("/", headers={"Accept-Language": accepted}):
            assert _("Play") == text


def test_two_readers_at_the_same_server_get_each_their_language(vietnamese):
    client = vietnamese.server.test_client()
    for lang in ("vi", "en", "vi"):
        text = client.get("/", headers={"Accept-Language": lang}).text
        assert f'<html lang="{lang}"' in text


def test_the_title_of_the_page_is_in_the_readers_language(vietnamese):
    text = vietnamese.server.test_client().get("/", headers={"Accept-Language": "vi"}).text
    assert "<title>Sân chơi mạng nơ-ron</title>" in text


def _readable(value):
    """The texts in a property that people read, with the places for numbers taken out."""
    if isinstance(value, str):
        bare = re.sub(r"\{\w*\}", "", value)
        if re.search(r"[^\W\d_]{2}", bare) and value not in {feature.label for feature in FEATURES.values()}:
            yield value
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _readable(item)


@pytest.mark.parametrize("page", [playground, activations])
def test_every_text_of_the_page_can_be_translated(marked, page):
    names = ("children", "label", "title", "aria-label", "alt", "data-text")  # a placeholder is an example
    found = []
    for component in components([shell(), page.layout()]):
        given = component.to_plotly_json()["props"]
        for name in names:
            found += _readable(given.get(name))
    assert len(found) > 100
    assert [text for text in found if "«" not in text] == []


def test_every_text_that_the_scripts_show_can_be_translated(marked):
    from app.components.setup import setup

    given = setup()
    shown = [*given["texts"].values(), *(a["name"] for a in given["activations"].values())]
    shown += [entry[name] for entry in given["outputs"] for name in ("label", "lossName")]
    chart = given["chart"]
    shown += [trace["name"] for trace in chart["data"]]
    shown += [chart["layout"][axis]["title"]["text"] for axis in ("xaxis", "yaxis")]
    assert [text for text in shown if "«" not in text] == []
