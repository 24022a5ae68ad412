"""The types of the scripts: what set-ups hold is written by hand, the others by ``app.contract``; all are heeded."""

import re
import shutil

import pytest

from app import ROOT
from app.components.activation_setup import activations_setup
from app.components.class_setup import class_setup
from app.components.race_setup import race_setup
from app.components.setup import setup
from tests.app.node import run

WRITTEN = (ROOT / "assets" / "src" / "globals.d.ts").read_text(encoding="utf-8")


def fields(name):
    """The fields of an interface, each with whether it may lack."""
    body = re.search(rf"^interface {name} (?:extends \w+ )?\{{\n(.*?)^\}}", WRITTEN, re.DOTALL | re.MULTILINE)[1]
    return {field: bool(lacks) for field, lacks in re.findall(r"^  (\w+)(\??):", body, re.MULTILINE)}


@pytest.mark.parametrize(
    ("name", "given"),
    [("Setup", setup), ("RaceSetup", race_setup), ("ActivationsSetup", activations_setup), ("ClassSetup", class_setup)],
)
def test_set_ups(name, given):
    assert set(fields(name)) == set(given())
    assert not any(fields(name).values())


BAD = {  # what the type checker refuses in a script, and what it says of it
    "/** @param {Frame} frame */\nexport const f = (frame) => frame.trainLoss;": "Property 'trainLoss' does not exist",
    "/** @param {Experiment} experiment */\n"
    "export const f = (experiment) => ({ ...experiment, hidden: experiment.hiden });": "'hiden' does not exist",
    'export const f = () => $("nobody");': "is not assignable to parameter of type",
    'export const f = () => $("setup").hidden;': "Property 'hidden' does not exist on type 'never'",  # it is a store
    'export const f = () => $("play").checked;': "Property 'checked' does not exist on type 'HTMLButtonElement'",
    'export const f = () => document.querySelector(".look").value;': "Property 'value' does not exist",
    "export const f = () => server.nobody({});": "Property 'nobody' does not exist",
    'export const f = () => server.code({ txet: "" });': "'txet' does not exist",
    "/** @param {Setup} setup */\nexport const f = (setup) => setup.nothing;": "Property 'nothing' does not exist",
    "/** @param {Setup} setup */\nexport const f = ({ texts }) => texts.nothing;": "Property 'nothing' does not exist",
    "/** @param {Setup} setup */\nexport const f = ({ texts }) => fill(texts.redone, {});": "'what' is missing",
    "export const f = (given) => given;": "implicitly has an 'any' type",
    "/** @type {Part} */\nexport const part = { commands: { nobody() {} } };": "'nobody' does not exist in type",
}
BEGINS = """/* Mistakes in the scripts of the playground. */
import { $, fill } from "../lib/dom.js";
import { server } from "../wire/server.js";
export const used = [$, fill, server];
"""


@pytest.mark.rest
def test_what_does_not_exist_is_refused(tmp_path):
    shutil.copy(ROOT / "tsconfig.json", tmp_path)
    shutil.copytree(ROOT / "assets" / "src", tmp_path / "assets" / "src")
    for i, code in enumerate(BAD):
        path = tmp_path / "assets" / "src" / "playground" / f"bad{i}.js"
        path.write_text(f"{BEGINS}{code}\n", encoding="utf-8")
    command = str(ROOT / "node_modules" / ".bin" / "tsc"), "--project", "tsconfig.json", "--pretty", "false"
    done = run(*command, cwd=tmp_path)
    found = re.findall(r"^assets/src/playground/bad(\d+)\.js\(\d+,\d+\): error TS\d+: (.*)", done.stdout, re.MULTILINE)
    assert sorted(int(number) for number, _ in found) == list(range(len(BAD))), done.stdout
    for number, said in found:
        assert list(BAD.values())[int(number)] in said


def test_nobody_is_excused():
    """No check of types is switched off, and what may be anything is what comes from outside or goes to Plotly."""
    for path in (ROOT / "assets" / "src").rglob("*.js"):
        assert not re.search(r"@ts-(ignore|nocheck|expect-error)", path.read_text(encoding="utf-8")), path
