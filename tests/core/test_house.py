"""The rules of the house, read from the source: what nn_core may import, hold and export."""

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

import nn_core

FOLDER = Path(nn_core.__file__).parent
FILES = sorted(FOLDER.rglob("*.py"))
LIBRARIES = {"numpy", "pydantic", "pydantic_core", "PIL", "tqdm", "numba", "llvmlite", "joblib", "charset_normalizer"}
ALLOWED = {"nn_core", *LIBRARIES, *sys.stdlib_module_names}
EXPORTS = [
    "ACTIVATIONS", "DATASETS", "FEATURES", "INITIALIZERS", "LOSSES", "OPTIMIZERS", "OUTPUT_LAYERS", "REGULARIZERS",
    "Dataset", "Diagnostics", "DivergedError", "Experiment", "Layer", "LayerParameters", "Metrics", "Trainer",
    "TrainingState", "ValidationError", "activations", "advance", "confusion", "default_engine", "diagnose", "evaluate",
    "explain", "gradients", "look_into",
    "make_dataset", "predict", "prepare", "progress", "refit", "start",
]  # fmt: skip


@cache
def _trees():
    return {str(path.relative_to(FOLDER)): ast.parse(path.read_text(encoding="utf-8")) for path in FILES}


def _imports(tree):
    """The top-level names of everything imported anywhere in a file; relative imports are of nn_core."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "nn_core" if node.level else (node.module or "").partition(".")[0]


def _module_level(tree):
    """(names, value) of every assignment at the top of a file."""
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield [name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)], node.value


def test_there_are_files_to_look_at():
    assert {"__init__.py", "__main__.py", "records.py", "network.py", "training.py"} <= {p.name for p in FILES}


def test_nn_core_imports_nothing_unknown():
    """What it may not import of what there is, the linter knows; see pyproject.toml."""
    assert {name for tree in _trees().values() for name in _imports(tree)} - ALLOWED == set()


def test_importing_nn_core_loads_nothing_of_the_web():
    code = "import sys, nn_core, nn_core.__main__; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=FOLDER.parent)
    assert set(run.stdout.split()) & {"app", "dash", "flask", "plotly", "werkzeug"} == set()
    assert "nn_core" in run.stdout.split()


def test_exports_are_these_and_can_be_imported():
    assert sorted(nn_core.__all__) == sorted(EXPORTS)
    for name in nn_core.__all__:
        assert getattr(nn_core, name) is not None


def test_every_file_has_the_size_of_a_chapter_and_opens_with_a_docstring():
    long = [path.name for path in FILES if len(path.read_text(encoding="utf-8").splitlines()) > 300]
    assert long == []
    assert [name for name, tree in _trees().items() if len(ast.get_docstring(tree) or "") <= 40] == []


def test_lists_dicts_and_sets_at_module_level_are_constants_by_name():
    literals = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
    makers = {"list", "dict", "set", "defaultdict", "deque", "Counter", "OrderedDict", "bytearray"}
    found = []
    for file, tree in _trees().items():
        for names, value in _module_level(tree):
            made = isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in makers
            if isinstance(value, literals) or made:
                found += [(file, name) for name in names if not name.isupper() and name != "__all__"]
    assert found == []


def test_nothing_at_module_level_is_changed_by_a_function():
    changers = {"append", "extend", "insert", "add", "update", "setdefault", "pop", "popitem", "remove", "clear"}
    found = []
    for file, tree in _trees().items():
        held = {name for names, _ in _module_level(tree) for name in names}
        functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
        for node in [node for function in functions for node in ast.walk(function)]:
            stored = isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del)
            called = isinstance(node, ast.Attribute) and node.attr in changers
            if (stored or called) and isinstance(node.value, ast.Name) and node.value.id in held:
                found.append((file, node.lineno, node.value.id))
    assert found == []


def test_random_numbers_come_from_a_generator_made_from_a_seed():
    assert [
        (file, node.lineno, node.attr)
        for file, tree in _trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and ast.unparse(node.value) in ("np.random", "numpy.random")
        and node.attr not in ("Generator", "PCG64")
    ] == []


def test_records_of_the_registries_are_frozen():
    for name in filter(str.isupper, nn_core.__all__):
        for entry in getattr(nn_core, name).values():
            with pytest.raises(AttributeError):
                entry.key = "changed"


def test_the_example_of_the_docstring_runs():
    lines = [line[4:] for line in nn_core.__doc__.splitlines() if line.startswith("    ")]
    *statements, last = [line for line in lines if line]
    names = {}
    exec("\n".join(statements), names)  # noqa: S102
    assert eval(last, names) < 0.1  # noqa: S307
