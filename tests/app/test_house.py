"""The rules of the house, read from the source of app and assets."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from app import ROOT

APP = sorted((ROOT / "app").rglob("*.py"))
SCRIPTS = sorted((ROOT / "assets").glob("*.js"))
ALLOWED = {
    ".", "..", "nn_core", "dash", "flask", "flask_compress", "gunicorn", "isal", "numpy", "orjson",
    "plotly", "prometheus_client", "pydantic", "segno", "typing_extensions", "werkzeug", *sys.stdlib_module_names,
}  # fmt: skip


def _name(path):
    return str(path.relative_to(ROOT))


every_module = pytest.mark.parametrize("path", APP, ids=_name)
every_script = pytest.mark.parametrize("path", SCRIPTS, ids=_name)


def _tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def _imports(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level or node.module.partition(".")[0]


def _code(path):
    """A script without its comments and texts."""
    text = path.read_text(encoding="utf-8")
    return re.sub(r'/\*.*?\*/|(?<!:)//[^\n]*|"(?:\\.|[^"\\\n])*"', '""', text, flags=re.DOTALL)


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


@every_script
def test_scripts_evaluate_no_texts_and_write_no_html(path):
    code = _code(path)
    if path.name == "markup.js":  # the one place, and what it writes are parts of the layout
        code = code.replace("place.innerHTML = place.dataset.html;", "", 1)
    assert not re.search(r"\beval\b|\bFunction\s*\(|innerHTML|outerHTML|insertAdjacentHTML|document\.write", code)
    assert not re.search(r"set(?:Timeout|Interval)\(\s*[\"'`]", path.read_text(encoding="utf-8"))
    assert not re.search(r"\bconsole\.|\balert\(|\bdebugger\b", code)


@every_script
def test_scripts_are_strict_and_keep_their_names_to_themselves(path):
    lines = [line for line in _code(path).splitlines() if line.strip()]
    top = [line for line in lines if not line.startswith((" ", "}", '""'))]
    assert top == ["(() => {"]
    assert '"use strict";' in path.read_text(encoding="utf-8")


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
