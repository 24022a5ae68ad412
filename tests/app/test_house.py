"""The rules of the house, read from the source of app and assets."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from importlib.metadata import packages_distributions

from app import ROOT
from tests.app.node import run

APP = sorted((ROOT / "app").rglob("*.py"))
SCRIPTS = sorted((ROOT / "assets" / "src").rglob("*.js"))


def _name(path):
    return str(path.relative_to(ROOT))


def _tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def test_there_are_files_to_look_at():
    assert {"__init__.py", "ids.py", "tick.py", "wsgi.py"} <= {path.name for path in APP}
    assert {"player.js", "page.js", "paint.js"} <= {path.name for path in SCRIPTS}


def test_app_imports_nothing_that_is_not_shipped():
    """What it may not import of the house, the linter knows; see pyproject.toml."""
    shipped = set(re.findall(r"^([\w.-]+)==", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE))
    found = {
        name.partition(".")[0]
        for path in APP
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Import | ast.ImportFrom) and not getattr(node, "level", 0)
        for name in ([node.module] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names])
    } - {"nn_core", *sys.stdlib_module_names}
    packages = packages_distributions()
    assert {"dash", "flask", "pydantic"} < found
    assert {
        name for name in found if not shipped & {each.lower().replace("_", "-") for each in packages[name]}
    } == set()


def test_importing_app_loads_no_tests_and_makes_no_server():
    code = "import json, sys, app; print(json.dumps([sorted(sys.modules), hasattr(app, 'server')]))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    modules, server = json.loads(run.stdout)
    assert not {"app.wsgi", "pytest", "hypothesis", "selenium", "bench"} & set(modules)
    assert not server


def test_every_file_has_the_size_of_a_chapter_and_says_what_it_is_for():
    styles = (ROOT / "assets" / "styles").rglob("*.css")
    texts = {_name(path): path.read_text(encoding="utf-8") for path in [*APP, *SCRIPTS, *styles]}
    assert {name: lines for name, text in texts.items() if (lines := len(text.splitlines())) > 300} == {}
    for name, text in texts.items():
        if name.endswith(".py"):
            assert len(ast.get_docstring(ast.parse(text)) or "") > 15, name
        else:
            assert re.match(r"/\* .{30,}?\*/", text, re.DOTALL), name


def _wrong(*rules, but=()):
    """Where what a rule says of a node of a syntax tree is true: file, line, and the rule's name."""
    return [
        (_name(path), node.lineno, rule.__name__)
        for path in APP
        if path.name not in but
        for node in ast.walk(_tree(path))
        for rule in rules
        if rule(node)
    ]


def test_component_ids_are_written_in_ids_only():
    def named_by_hand(node):
        if not isinstance(node, ast.keyword) or node.arg != "id":
            return False
        literal = isinstance(node.value, ast.Constant | ast.JoinedStr)
        return literal and not str(ast.literal_eval(node.value)).endswith("-title")

    def wired_by_hand(node):
        if not isinstance(node, ast.Call) or ast.unparse(node.func) not in ("Input", "Output", "State"):
            return False
        return bool(node.args) and isinstance(node.args[0], ast.Constant | ast.JoinedStr)

    assert _wrong(named_by_hand, wired_by_hand, but=("ids.py",)) == []


def test_scripts_are_in_assets_only():
    def written_in_python(node):
        if not isinstance(node, ast.Call) or not ast.unparse(node.func).endswith("clientside_callback"):
            return False
        return not ast.unparse(node.args[0]).startswith("ClientsideFunction(")

    assert _wrong(written_in_python) == []
    script = re.compile(r"<script>|function\s*\(|=>|javascript:")
    assert [_name(path) for path in APP if script.search(path.read_text(encoding="utf-8"))] == []


def test_modules_hold_nothing_that_changes():
    changeable = ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp
    found = []
    for path in APP:
        for node in _tree(path).body:
            if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, changeable):
                target = node.targets[0] if isinstance(node, ast.Assign) else node.target
                found += [] if target.id.isupper() else [(_name(path), node.lineno)]
    assert found == []


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


def test_the_linter_refuses_each_of_these_by_its_rule_and_nothing_else(tmp_path):
    """All in one run, each in a file of its own."""
    for name in ("biome.jsonc", "lint.grit"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    shutil.copytree(ROOT / "assets" / "src", tmp_path / "assets" / "src")
    folder = tmp_path / "assets" / "src" / "lib"
    (circular,) = [number for number, rule in enumerate(BAD.values()) if rule == "noImportCycles"]
    other = f'import {{ f }} from "./bad{circular}.js";\n\nexport const g = () => f;\n'
    (folder / "other.js").write_text(other, encoding="utf-8")
    for number, code in enumerate(BAD):
        (folder / f"bad{number}.js").write_text(f"/* A script for a test. */\n\n{code}\n", encoding="utf-8")
    options = ("--error-on-warnings", "--max-diagnostics=none")
    done = run("node_modules/.bin/biome", "lint", *options, "assets/src/lib", cwd=tmp_path)
    assert done.returncode == 1
    told = [[] for _ in BAD]
    for number, rule in re.findall(r"bad(\d+)\.js:\d+:\d+ (?:lint/\w+/)?(\w+)", done.stderr):
        told[int(number)].append(rule.replace("plugin", "lint/plugin"))
    assert dict(zip(BAD, told, strict=True)) == {code: [rule] for code, rule in BAD.items()}


AGAINST_THE_FLOORS = {  # what may not be imported where, and the rule that says so; see pyproject.toml
    ("app/wire/pace.py", "app.calls.tick"): "The floors of the app",
    ("app/ids.py", "bench.wire"): "The house",
    ("app/calls/facts.py", "app.calls.activations"): "No circles",
    ("app/i18n.py", "pickle"): "The app reads nothing",
    ("app/config.py", "subprocess"): "The app reads nothing",
    ("nn_core/experiment/goal.py", "app.ids"): "The house",
    ("nn_core/formats/tables/marks.py", "dash"): "The core knows nothing",
    ("nn_core/insight/cost.py", "random"): "The core knows nothing",
    ("nn_core/state/shapes.py", "nn_core.insight"): "The floors of the core",
}


def test_an_import_against_the_floors_is_refused(tmp_path):
    for name in ("tests", "bench", "app", "nn_core"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=lambda _, names: [n for n in names if "__pycache__" in n])
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "app" / "loose.py").write_text('"""On no floor."""\n', encoding="utf-8")
    for path, module in AGAINST_THE_FLOORS:
        with open(tmp_path / path, "a", encoding="utf-8") as file:
            file.write(f"import {module}\n")
    command = [ROOT / ".venv" / "bin" / "lint-imports", "--no-logo", "--no-cache"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env={**os.environ, "COLUMNS": "200"})
    assert done.returncode == 1
    broken = re.split(r"\n([^\n]+)\n-{3,}\n", done.stdout.partition("Broken contracts")[2])
    told = {name: "".join(text) for name, text in zip(broken[1::2], broken[2::2], strict=True)}
    for (path, module), rule in AGAINST_THE_FLOORS.items():
        (text,) = [text for name, text in told.items() if name.startswith(rule)]
        importer = path.removesuffix(".py").replace("/", ".")
        siblings = f".{importer.rpartition('.')[2]} -> .{module.rpartition('.')[2]}"
        assert f"{importer} -> {module}" in text or siblings in text, f"{path}: {module}"
    assert "app.loose" in told["The floors of the app"]


def test_only_these_places_are_excused_by_the_linter():
    found = {
        (_name(path), rule): text.count(f"biome-ignore {rule}")
        for path in SCRIPTS
        for text in [path.read_text(encoding="utf-8")]
        for rule in re.findall(r"biome-ignore (\S+):", text)
    }
    assert found == {
        ("assets/src/lib/dash.js", "lint/plugin"): 1,
        ("assets/src/lib/generators.js", "lint/plugin"): 1,
        ("assets/src/handle.js", "lint/plugin"): 1,
    }


def test_the_wsgi_application_is_the_only_server_at_module_level():
    makers = [path for path in APP if any(
        isinstance(node, ast.Call) and ast.unparse(node.func) == "create_app" for node in ast.walk(_tree(path))
    )]  # fmt: skip
    assert [path.name for path in makers] == ["wsgi.py"]
