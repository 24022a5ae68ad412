"""What the tests say of a module with a fault: those that call the function it is in, a quick case of each first."""

import ast
import gc
import importlib
import json
import os
import resource
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from itertools import accumulate
from math import ceil
from pathlib import Path
from time import process_time
from types import CodeType, FrameType
from typing import Any

import pytest
from hypothesis import Phase, settings

from .mutations import Mutant
from .server import ROOT

_MEMORY = 4 << 30  # bytes, for what a fault makes without end
_BUDGET = 8.0  # seconds of tests for a mutant
_OURS = ("nn_core", "tests", "app", "bench", "__main__")
_OPTIONS = ("-x", "-q", "-p", "no:cacheprovider", "-p", "no:unraisableexception", "-p", "no:threadexception")


@dataclass
class Known:
    """What is known of tests that pass: how long each takes, and what it calls, as ``path:line`` of a function."""

    seconds: dict[str, float] = field(default_factory=dict)
    calls: dict[str, list[str]] = field(default_factory=dict)
    modules: list[str] = field(default_factory=list)

    @staticmethod
    def read(path: Path) -> "Known":
        return Known(**json.loads(path.read_text()))

    def of(self, mutant: Mutant) -> list[str]:
        """The tests that can see a mutant, within the budget: they call a function that has it, or names what has it.

        All of them, if none does. The cases of one test are much alike: first comes the quickest one of each test, then
        the second of each.
        """
        inside = {f"{mutant.path}:{line}" for lines in _affected(mutant) for line in lines}
        callers = [test for test, calls in self.calls.items() if not inside.isdisjoint(calls)]
        seen: Counter[str] = Counter()
        turns: dict[str, int] = {}
        for test in sorted(callers or self.seconds, key=lambda test: self.seconds[test]):
            name = test.partition("[")[0]
            turns[test], seen[name] = seen[name], seen[name] + 1
        ordered = sorted(turns, key=lambda test: turns[test])
        spent = accumulate(self.seconds[test] for test in ordered)
        return [test for test, seconds in zip(ordered, spent, strict=True) if seconds < _BUDGET or test == ordered[0]]


def _affected(mutant: Mutant) -> Iterator[range]:
    """The lines of the function that has a mutant, or of those that name the constant that has it."""
    body = ast.parse(mutant.path.read_text()).body
    functions = dict(_functions(body))
    own = [lines for lines in functions.values() if mutant.line in lines]
    if own:
        return iter(own)
    names: set[str] = set()
    for node in body:  # constants made of others come after them
        if isinstance(node, ast.Assign | ast.AnnAssign):
            has_it = node.lineno <= mutant.line <= (node.end_lineno or node.lineno)
            if has_it or not names.isdisjoint(_named(node)):
                names |= _named(node, ast.Store)
    return (lines for function, lines in functions.items() if not names.isdisjoint(_named(function)))


def _named(node: ast.AST, context: type[ast.expr_context] = ast.Load) -> set[str]:
    """The names that are used somewhere in a node, or made there."""
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, context)}


def _functions(body: Sequence[ast.AST]) -> Iterator[tuple[ast.FunctionDef, range]]:
    """The outermost functions of a module, and their lines."""
    nodes = list(body)
    for node in nodes:
        if isinstance(node, ast.FunctionDef):
            first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            yield node, range(first, (node.end_lineno or first) + 1)
        elif isinstance(node, ast.ClassDef):
            nodes += node.body


class _Tests:
    """A plugin: what tests need here, all the same whether there is a fault or not."""

    def pytest_collection(self) -> None:
        """Between what the tests' own settings say and their modules: the same examples each time, none made small."""
        phases = (Phase.explicit, Phase.generate)
        settings.register_profile(
            "mutants", settings(), derandomize=True, database=None, phases=phases, max_examples=25
        )
        settings.load_profile("mutants")


class _Looking(_Tests):
    """Notes of each test what it calls."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self.known, self._paths = Known(), set(map(str, paths))
        self._called: set[CodeType] = set()
        self._passed, self._begin = True, 0.0

    def pytest_runtest_logstart(self) -> None:
        self._called, self._passed, self._begin = set(), True, process_time()
        sys.settrace(self._trace)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._passed &= report.passed

    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        sys.settrace(None)
        if self._passed:
            self.known.seconds[nodeid] = process_time() - self._begin
            self.known.calls[nodeid] = sorted({f"{code.co_filename}:{code.co_firstlineno}" for code in self._called})

    def _trace(self, frame: FrameType, _event: str, _argument: object) -> None:
        if frame.f_code.co_filename in self._paths:
            self._called.add(frame.f_code)


class _Chosen(_Tests):
    """Leaves those tests out that were not chosen, and puts the others in order."""

    def __init__(self, tests: Sequence[str]) -> None:
        self._order = {test: place for place, test in enumerate(tests)}

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        items[:] = sorted((item for item in items if item.nodeid in self._order), key=lambda i: self._order[i.nodeid])


class _Loader(SourceFileLoader):
    def __init__(self, name: str, path: str, source: str) -> None:
        super().__init__(name, path)
        self._source = source

    def get_code(self, fullname: str) -> CodeType:  # noqa: ARG002
        return compile(self._source, self.path, "exec")


class _Finder(MetaPathFinder):
    """Finds the module of a mutant with its fault."""

    def __init__(self, mutant: Mutant) -> None:
        self._mutant = mutant
        self._name = ".".join(mutant.path.relative_to(ROOT).with_suffix("").parts)

    def find_spec(self, name: str, path: object, target: object = None) -> ModuleSpec | None:  # noqa: ARG002
        if name != self._name:
            return None
        place = str(self._mutant.path)
        return spec_from_file_location(name, place, loader=_Loader(name, place, self._mutant.source))


def look(paths: Sequence[Path], files: Sequence[Path], report: Path) -> int:
    """Run tests without a fault; what is known of those that pass, in a file."""
    looking = _Looking(paths)
    code = _run([*map(str, files)], looking, "--maxfail=0")
    known = looking.known
    known.modules = [name for name in sys.modules if name.partition(".")[0] not in _OURS]
    report.write_text(json.dumps(asdict(known)))
    return code


def warm(known: Known) -> None:
    """Import what the tests need that is not ours, so that the processes that are forked have it."""
    for name in known.modules:
        try:
            importlib.import_module(name)
        except Exception:  # noqa: S112  # what can't be imported by itself the tests import when they need it
            continue
    gc.freeze()


def withstands(mutant: Mutant, known: Known) -> int:
    """0 if every test passes that can see the mutant."""
    tests = known.of(mutant)
    seconds = ceil(10.0 + 5.0 * sum(known.seconds[test] for test in tests))
    resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    sys.meta_path.insert(0, _Finder(mutant))
    return _run(list(dict.fromkeys(test.partition("::")[0] for test in tests)), _Chosen(tests))


def _run(files: Sequence[str], plugin: _Tests, *options: str) -> int:
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    sys.modules["nn_core.compiled.engine"] = None  # type: ignore[assignment]
    return int(pytest.main([*_OPTIONS, *options, *files], plugins=[plugin]))
