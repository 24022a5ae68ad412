"""The list of all texts is that of the source and of the registries: none is missing, and none is there for nothing."""

from io import BytesIO

from babel.messages.pofile import read_po

from bench import messages
from nn_core import ACTIVATIONS, DATASETS


def _listed():
    return {message.id for message in read_po(BytesIO(messages.FILE.read_bytes())) if message.id}


def test_the_list_is_as_make_messages_writes_it():
    assert messages.FILE.read_text(encoding="utf-8") == messages.text()


def test_every_text_that_the_pages_look_up_is_listed():
    listed = _listed()
    assert messages.looked_up() - listed - {""} == set()
    assert {entry.name for registry in (ACTIVATIONS, DATASETS) for entry in registry.values()} <= listed


def test_a_text_that_is_new_is_missed(monkeypatch):
    monkeypatch.setattr(messages, "looked_up", lambda: {"This text is nowhere."})
    assert "This text is nowhere." in messages.text()
    assert "This text is nowhere." not in _listed()
