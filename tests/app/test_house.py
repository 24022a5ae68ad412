"""The rules of the house, read from the source of app and assets."""

import ast
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app import ROOT
from tests.app.node import run

APP = sorted((ROOT / "app").rglob("*.py"))
SCRIPTS = sorted((ROOT / "assets" / "src").rglob("*.js"))
ALLOWED = {
    ".", "..", "nn_core", "dash", "flask", "flask_compress", "gunicorn", "isal", "numpy", "orjson",
    "plotly", "prometheus_client", "pydantic", "segno", "typing_extensions", "werkzeug", *sys.stdlib_module_names,
}  # fmt: skip


def _name(path):
    return str(path.relative_to(ROOT))


every_module = pytest.mark.parametrize("path", APP, ids=_name)


def _tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def _imports(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level or node.module.partition(".")[0]


def test_there_are_files_to_look_at():
    assert {"__init__.py", "ids.py", "tick.py", "wsgi.py"} <= {path.name for path in APP}
    assert {"player.js", "page.js", "paint.js"} <= {path.name for path in SCRIPTS}


@every_module
def test_app_imports_only_what_lies_below_it(path):
    assert set(_imports(_tree(path))) - ALLOWED == set()


def test_nn_core_imports_nothing_of_app():
    for path in sorted((ROOT / "nn_core").rglob("*.py")):
        assert not {"app", "assets", "dash", "flask", "plotly", "tests", "bench"} & set(_imports(_tree(path))), path


def test_importing_app_loads_no_tests_and_makes_no_server():
    code = "import json, sys, app; print(json.dumps([sorted(sys.modules), hasattr(app, 'server')]))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    modules, server = json.loads(run.stdout)
    assert not {"app.wsgi", "pytest", "hypothesis", "selenium", "bench"} & set(modules)
    assert not server


@pytest.mark.parametrize("path", [*APP, *SCRIPTS], ids=_name)
def test_every_file_has_the_size_of_a_chapter_and_says_what_it_is_for(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 300
    if path.suffix == ".py":
        assert len(ast.get_docstring(ast.parse(text)) or "") > 15
    else:
        assert re.match(r"/\* .{30,}?\*/", text, re.DOTALL)


@pytest.mark.parametrize("path", [path for path in APP if path.name != "ids.py"], ids=_name)
def test_component_ids_are_written_in_ids_only(path):
    text = path.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.keyword) and node.arg == "id":
            literal = isinstance(node.value, ast.Constant | ast.JoinedStr)
            heading = literal and str(ast.literal_eval(node.value)).endswith("-title")
            assert not literal or heading, f"line {node.value.lineno}"
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("Input", "Output", "State") and node.args:
            assert not isinstance(node.args[0], ast.Constant | ast.JoinedStr), f"line {node.lineno}"


@every_module
def test_scripts_are_in_assets_only(path):
    text = path.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("clientside_callback"):
            assert ast.unparse(node.args[0]).startswith("ClientsideFunction("), f"line {node.lineno}"
    assert not re.search(r"<script>|function\s*\(|=>|javascript:", text)


@every_module
def test_modules_hold_nothing_that_changes(path):
    tree = _tree(path)
    assert not any(isinstance(node, ast.Global) for node in ast.walk(tree))
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            changeable = isinstance(node.value, ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp)
            assert not changeable or target.id.isupper(), f"line {node.lineno}"


@every_module
def test_nothing_is_unpickled_evaluated_or_printed(path):
    tree = _tree(path)
    assert not {"pickle", "marshal", "shelve", "subprocess", "dill"} & set(_imports(tree))
    calls = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    assert not {"eval", "exec", "compile", "print", "__import__"} & calls


BAD = {  # what the linter refuses in a script, by the rule that does; see biome.jsonc and lint.grit
    'import { player } from "../play/player.js";\nexport const f = () => player;': "noRestrictedImports",
    'export { player } from "../play/player.js";': "noRestrictedImports",
    'export const f = () => import("../play/player.js");': "noRestrictedImports",
    'import { g } from "./other.js";\nexport const f = () => g;': "noImportCycles",
    "export const f = (text) => eval(text);": "noGlobalEval",
    'export const f = () => setTimeout("stop()", 10);': "noImpliedEval",
    "export const f = (text) => new Function(text);": "noImpliedEval",
    "export const f = (element, text) => {\n  element.innerHTML = text;\n};": "lint/plugin",
    "export const f = (element, text) => {\n  element.outerHTML = text;\n};": "lint/plugin",
    'export const f = (element, text) => element.insertAdjacentHTML("beforeend", text);': "lint/plugin",
    "export const f = (text) => document.write(text);": "lint/plugin",
    "export const f = (text) => document.writeln(text);": "lint/plugin",
    "export const f = (element, text) => {\n  element.innerHTML += text;\n};": "lint/plugin",
    "export const f = (element, text) => Object.assign(element, { innerHTML: text });": "lint/plugin",
    'export const f = (element, text) => element.insertAdjacentHTML?.("beforeend", text);': "lint/plugin",
    "export const f = (element, text) => element.setHTMLUnsafe(text);": "lint/plugin",
    "export const f = (text) => document.createRange().createContextualFragment(text);": "lint/plugin",
    "export const f = () => {\n  window.f = f;\n};": "lint/plugin",
    "export const f = () => {\n  self.f = f;\n};": "lint/plugin",
    'export const f = () => {\n  globalThis[String(f)] = f;\n};': "lint/plugin",
    "export const f = () => Object.assign(window, { f });": "lint/plugin",
    'export const f = () => Object.defineProperty(window, "f", { value: 1 });': "lint/plugin",
    "export const f = () => console.log(1);": "noConsole",
    "export const f = () => window.console.log(1);": "noConsole",
    "export const f = () => alert(1);": "noAlert",
    "export function f() {\n  debugger;\n}": "noDebugger",
    "const unused = 1;\nexport const f = 2;": "noUnusedVariables",
    "export const f = () => nobody.knows;": "noUndeclaredVariables",
}  # fmt: skip


@pytest.mark.parametrize("code", BAD, ids=[f"{rule} {i}" for i, rule in enumerate(BAD.values())])
def test_the_linter_refuses(code, tmp_path):
    for name in ("biome.jsonc", "lint.grit"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    shutil.copytree(ROOT / "assets" / "src", tmp_path / "assets" / "src")
    bad = tmp_path / "assets" / "src" / "lib" / "bad.js"
    bad.with_name("other.js").write_text(
        'import { f } from "./bad.js";\n\nexport const g = () => f;\n', encoding="utf-8"
    )
    bad.write_text(f"/* A script for a test. */\n\n{code}\n", encoding="utf-8")
    done = run("node_modules/.bin/biome", "lint", "--error-on-warnings", "assets/src/lib", cwd=tmp_path)
    assert done.returncode == 1
    told = re.findall(r"bad\.js:\d+:\d+ (?:lint/\w+/)?(\w+)", done.stderr)
    assert [rule.replace("plugin", "lint/plugin") for rule in told] == [BAD[code]]


def test_only_these_places_are_excused_by_the_linter():
    found = {
        (_name(path), rule): text.count(f"biome-ignore {rule}")
        for path in SCRIPTS
        for text in [path.read_text(encoding="utf-8")]
        for rule in re.findall(r"biome-ignore (\S+):", text)
    }
    assert found == {("assets/src/lib/markup.js", "lint/plugin"): 1, ("assets/src/handle.js", "lint/plugin"): 1}


def test_the_wsgi_application_is_the_only_server_at_module_level():
    makers = [path for path in APP if any(
        isinstance(node, ast.Call) and ast.unparse(node.func) == "create_app" for node in ast.walk(_tree(path))
    )]  # fmt: skip
    assert [path.name for path in makers] == ["wsgi.py"]


def test_nobody_uses_an_interval():
    """A bare dcc.Interval prunes its own answers (dash-notes.md, C.1); the browser clocks itself."""
    for path in APP:
        assert "Interval(" not in path.read_text(encoding="utf-8")
    assert Path(ROOT / "assets").is_dir()
