"""What the documents say of the app: commands of make, modules to run, floors, settings, and words on the page."""

import ast
import re
import tomllib
from dataclasses import fields
from importlib.util import find_spec

import pytest

from app import ROOT
from app.config import Settings, variable
from tests.documents import DOCUMENTS, blocks, italics, spans

DOCS = ROOT / "docs"
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)[1].split())
ROOT_FILES = ("Dockerfile", "compose.yaml", "pyproject.toml", "requirements.lock", *ROOT.glob("*.py"))
SOURCES = [
    *(ROOT / name for name in ROOT_FILES),
    *(path for folder in ("app", "bench", "nn_core", "tests") for path in (ROOT / folder).rglob("*.py")),
    *(ROOT / "deploy").glob("*.yaml"),
]
GUIDES = [DOCS / name for name in ("playground.md", "race.md", "activations.md", "teachers.md")]

every_document = pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))


def code(path):
    """All the code of a document, a line or a span each."""
    return [*spans(path), *(line for block in blocks(path) for line in block.splitlines())]


@every_document
def test_every_target_of_make_that_is_named_is_one(path):
    named = {name for text in code(path) for name in re.findall(r"(?:^|[\s(]|&&)make ([a-z][a-z-]*)", text)}
    assert named <= TARGETS


def test_every_target_of_make_that_a_comment_names_is_one():
    for path in SOURCES:
        named = set(re.findall(r"`make ([a-z][a-z-]*)", path.read_text(encoding="utf-8")))
        assert named <= TARGETS, path


def test_every_target_of_make_has_its_row_and_every_row_its_target():
    rows = [text.removeprefix("make ") for text in re.findall(r"^\| `(make [a-z-]+)` \|", contributing(), re.MULTILINE)]
    assert len(rows) == len(set(rows))
    assert set(rows) == TARGETS - {"help"}
    assert set(re.findall(r'echo "make ([a-z-]+)', MAKEFILE)) >= TARGETS - {"help", "clean"}


def contributing():
    return (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


@every_document
def test_every_module_that_can_be_run_is_there(path):
    for text in code(path):
        for name in re.findall(r"python -m ((?:app|bench|nn_core)[\w.]*\w)", text):
            found = find_spec(name)
            assert found, name
            assert not found.submodule_search_locations or find_spec(f"{name}.__main__"), name


def test_the_table_lists_every_setting_and_no_other():
    text = (DOCS / "deploy.md").read_text(encoding="utf-8")
    table = text.partition("| variable | default |")[2].partition("\n\n")[0]
    rows = dict(re.findall(r"^\| `(\w+)` \| (.*?) \|", table, re.MULTILINE))
    assert list(rows) == [variable(field.name) for field in fields(Settings)]
    for field in fields(Settings):
        if field.default not in ("", (), False):
            assert rows[variable(field.name)] == ("on" if field.default is True else f"`{field.default}`")


def table(path, head):
    """The rows of the table of a document whose head begins like this, with the backticks taken away."""
    lines = path.read_text(encoding="utf-8").partition(f"\n{head}")[2].partition("\n\n")[0].splitlines()[2:]
    return [[cell.strip().replace("`", "") for cell in line.strip("|").split("|")] for line in lines]


@pytest.mark.parametrize("package", ["app", "nn_core"])
def test_the_architecture_has_the_floors_that_import_linter_holds(package):
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    (held,) = [each["layers"] for each in contracts if each.get("containers") == [package]]
    told = [floor.split(", ") for floor, _ in table(DOCS / "architecture.md", f"| `{package}/`, from above")]
    assert told == [layer.split(" | ") for layer in held]


def test_the_architecture_has_the_floors_that_biome_holds():
    held = re.findall(r'"message": "(\w+) knows ([^"]+)\."', (ROOT / "biome.jsonc").read_text(encoding="utf-8"))
    told = [(folder, knows) for folder, _, knows in table(DOCS / "architecture.md", "| `assets/src/`, from above")]
    assert sorted(told) == sorted(held)
    assert len(told) == len([path for path in (ROOT / "assets" / "src").iterdir() if path.is_dir()])
    for place, (_, knows) in enumerate(told):
        assert {name for name, _ in told[:place]} & set(knows.split(", ")) == set()


def test_words_in_italics_are_on_the_page():
    on_the_page = set()
    for path in (ROOT / "app").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_":
                on_the_page |= {argument.value for argument in node.args if isinstance(argument, ast.Constant)}
    named = {words for path in GUIDES for words in italics(path)}
    assert len(named) > 8
    assert named <= on_the_page


def test_the_versions_of_the_changelog_go_down_to_the_first():
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert headings[0] == "[Unreleased]"
    found = [re.fullmatch(r"\[(\d+)\.(\d+)\.(\d+)\] - (\d{4}-\d\d-\d\d)", heading) for heading in headings[1:]]
    assert all(found)
    versions = [tuple(map(int, match.groups()[:3])) for match in found]
    assert versions == sorted(set(versions), reverse=True)
    assert [match[4] for match in found] == sorted((match[4] for match in found), reverse=True)
    kinds = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
    assert set(re.findall(r"^### (.*)$", text, re.MULTILINE)) <= kinds
