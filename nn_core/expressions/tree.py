"""Formulas as trees.

A formula is a ``Node``: a number, a name (z, a, pi, e), or an operation on other nodes. Two nodes are equal when they
say the same; a fingerprint computed once per node tells so without comparing trees. What occurs twice in a formula is
therefore found, and computed, once.
"""

from dataclasses import dataclass, field
from hashlib import blake2b

COMPARISONS = ("<", "<=", ">", ">=", "==")
CONDITIONS = (*COMPARISONS, "and", "or", "not")


class ExpressionError(ValueError):
    """A formula that cannot be used: one plain line that says why, and ``position`` in the text (from 0)."""

    def __init__(self, message: str, position: int = 0) -> None:
        super().__init__(message)
        self.position = position


@dataclass(frozen=True)
class Node:
    """A number (``op`` is "number"), a name (``op`` is the name) or an operation on ``args``."""

    op: str = field(compare=False)
    args: tuple["Node", ...] = field(default=(), compare=False)
    value: float = field(default=0.0, compare=False)
    fingerprint: bytes = field(init=False, repr=False)
    size: int = field(init=False, repr=False, compare=False)  # nodes when written out, shared ones counted each time

    def __post_init__(self) -> None:
        digest = blake2b(f"{self.op} {self.value!r} {len(self.args)} ".encode(), digest_size=16)
        for arg in self.args:
            digest.update(arg.fingerprint)
        object.__setattr__(self, "fingerprint", digest.digest())
        object.__setattr__(self, "size", 1 + sum(arg.size for arg in self.args))


def number(value: float) -> Node:
    """A constant; there is no negative zero."""
    return Node("number", value=float(value) + 0.0)


ZERO, ONE = number(0.0), number(1.0)


def postorder(tree: Node) -> list[Node]:
    """All different nodes of a tree, arguments before what uses them. No recursion: depth costs nothing."""
    order: dict[Node, None] = {}
    stack = [(tree, False)]
    while stack:
        node, complete = stack.pop()
        if node in order:
            continue
        if complete:
            order[node] = None
        else:
            stack.append((node, True))
            stack.extend((arg, False) for arg in reversed(node.args))
    return list(order)


def contains(tree: Node, op: str) -> bool:
    """Whether the name or the operation occurs anywhere in the tree."""
    return any(node.op == op for node in postorder(tree))
