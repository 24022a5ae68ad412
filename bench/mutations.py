"""Mutants: modules of the core with one small fault, by the operators of Cosmic Ray.

https://cosmic-ray.readthedocs.io; what it would start and store for every mutant is not needed here.
"""

import ast
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import Any

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.operators.provider import OperatorProvider

from .server import ROOT

_WITH_ARGUMENTS = ("VariableReplacer", "VariableInserter")
# Bits of a float fail at once, wherever any test comes by: they would flatter the tests.
_BITS = re.compile("ReplaceBinaryOperator_(Add|Sub|Mul|Div|FloorDiv|Mod|Pow)_(RShift|LShift|Bit.*)|.*_Invert")


@dataclass(frozen=True)
class Mutant:
    """A module with a fault on a line."""

    path: Path
    line: int
    source: str

    def __str__(self) -> str:
        """The lines before and after."""
        texts = self.path.read_text().splitlines(), self.source.splitlines()
        changed = [line for line in list(unified_diff(*texts, n=0, lineterm=""))[2:] if not line.startswith("@@")]
        told = " => ".join(" ".join(line[1:].strip() for line in changed if line[0] == sign) for sign in "-+")
        return f"{self.path.relative_to(ROOT)}:{self.line}: {told}"


@dataclass(frozen=True)
class _Place:
    """Where an operator can be used: the number of the node in its tree, and which of its uses there it is."""

    path: Path
    operator: str
    node: int
    use: int
    start: tuple[int, int]


def drawn(paths: Sequence[Path], most: int, seed: int) -> list[Mutant]:
    """Mutants of some modules: no more than ``most``, with chance but of every place one before others of it."""
    places = [place for path in paths for place in _places(path)]
    random.Random(seed).shuffle(places)
    seen: Counter[tuple[Path, tuple[int, int]]] = Counter()
    rounds = []
    for place in places:
        seen[place.path, place.start] += 1
        rounds.append(seen[place.path, place.start])
    whole = {path: _meaning(path.read_text()) for path in paths}
    found: dict[tuple[Path, str], Mutant] = {}
    for _, place in sorted(zip(rounds, places, strict=True), key=lambda pair: pair[0]):
        if len(found) >= most:
            break
        source = _mutated(place)
        meaning = _meaning(source)
        if meaning and meaning != whole[place.path]:
            found.setdefault((place.path, meaning), Mutant(place.path, place.start[0], source))
    return list(found.values())


def _places(path: Path) -> Iterator[_Place]:
    nodes = list(ast_nodes(get_ast(path.read_text())))
    provider = OperatorProvider()
    for name in provider:
        if name in _WITH_ARGUMENTS or _BITS.fullmatch(name):
            continue
        operator = provider[name]()
        for number, node in enumerate(nodes):
            for use, (start, _) in enumerate(operator.mutation_positions(node)):
                yield _Place(path, name, number, use, start)


def _mutated(place: _Place) -> str:
    tree = get_ast(place.path.read_text())
    node: Any = list(ast_nodes(tree))[place.node]
    siblings = node.parent.children
    index = next(index for index, sibling in enumerate(siblings) if sibling is node)
    new = OperatorProvider()[place.operator]().mutate(node, place.use)
    siblings[index : index + 1] = [] if new is None else [new]
    return str(tree.get_code())


class _WithoutTypes(ast.NodeTransformer):
    """Takes annotations away."""

    def visit(self, node: ast.AST) -> ast.AST:
        for name in ("annotation", "returns"):
            if getattr(node, name, None) is not None:
                setattr(node, name, ast.Constant(None))
        return self.generic_visit(node)


def _meaning(source: str) -> str:
    """A module without its form and its annotations, to be compared; empty where it is none."""
    try:
        return ast.dump(_WithoutTypes().visit(ast.parse(source)))
    except SyntaxError:
        return ""
