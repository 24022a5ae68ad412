"""The types of the scripts: what set-ups hold is written by hand, the others by ``app.contract``; all are heeded."""

import re
import shutil

import pytest

from app import ROOT
from app.components.activation_setup import activations_setup
from app.components.race_setup import race_setup
from app.components.setup import setup
from tests.app.node import run

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


BAD = """/* Four mistakes, one a line. */
import { $ } from "../lib/dom.js";
import { server } from "../wire/server.js";
/** @param {Frame} frame */
export const field = (frame) => frame.trainLoss;
/** @param {Experiment} experiment */
export const draft = (experiment) => ({ ...experiment, hidden: experiment.hiden });
export const id = () => $("nobody");
export const call = () => server.nobody({});
"""


def test_fields_ids_and_calls_that_do_not_exist_are_refused(tmp_path):
    shutil.copy(ROOT / "tsconfig.json", tmp_path)
    shutil.copytree(ROOT / "assets" / "src", tmp_path / "assets" / "src")
    (tmp_path / "assets" / "src" / "play" / "bad.js").write_text(BAD, encoding="utf-8")
    done = run(str(ROOT / "node_modules" / ".bin" / "tsc"), "--project", "tsconfig.json", cwd=tmp_path)
    found = re.findall(r"^assets/src/(\S+)\((\d+),\d+\): error", done.stdout, re.MULTILINE)
    assert found == [("play/bad.js", line) for line in ("5", "7", "8", "9")]
