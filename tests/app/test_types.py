"""What the set-ups of the pages hold, the types of the scripts say by hand; the others ``app.contract`` writes."""

import re

import pytest

from app import ROOT
from app.components.activation_setup import activations_setup
from app.components.race_setup import race_setup
from app.components.setup import setup

WRITTEN = (ROOT / "assets" / "src" / "globals.d.ts").read_text(encoding="utf-8")


def fields(name):
    """The fields of an interface, each with whether it may lack."""
    body = re.search(rf"^interface {name} (?:extends \w+ )?\{{\n(.*?)^\}}", WRITTEN, re.DOTALL | re.MULTILINE)[1]
    return {field: bool(lacks) for field, lacks in re.findall(r"^  (\w+)(\??):", body, re.MULTILINE)}


@pytest.mark.parametrize(
    ("name", "given"), [("Setup", setup), ("RaceSetup", race_setup), ("ActivationsSetup", activations_setup)]
)
def test_set_ups(name, given):
    assert set(fields(name)) == set(given())
    assert not any(fields(name).values())
