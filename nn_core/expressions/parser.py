"""From text to the tree of a formula, one token at a time, with errors that say what is wrong and where.

Text comes from strangers. It is taken apart here and nowhere else: a name in it is never looked up anywhere but in the
table of functions, and its length, number of parts and depth are bounded.

The method is precedence climbing: read an operand, then as many operators as bind at least as tightly as asked for,
each with its right operand read in the same way.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple, NoReturn

from .calculus import FUNCTIONS
from .tree import COMPARISONS, CONDITIONS, ExpressionError, Node, number

MAX_CHARACTERS, MAX_NODES, MAX_DEPTH, MAX_NUMBER = 200, 100, 30, 1e6

NAMES = ("z", "a", "pi", "e")

_ALIASES = {"arctan": "atan", "logistic": "sigmoid"}
_SIGNS = {"^": "**", "·": "*", "×": "*", "−": "-", "&": "and", "|": "or"}
_SQUARES = {"²": 2.0, "³": 3.0}
_WORDS = ("and", "or", "not")

_BINDING = {"or": 1, "and": 2, **dict.fromkeys(COMPARISONS, 4), "+": 5, "-": 5, "*": 6, "/": 6, "**": 7}
_NOT, _PRODUCT = 3, 6

_TOKEN = re.compile(
    r"(?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<name>[^\W\d²³][^\W²³]*)"
    r"|(?P<sign>\*\*|<=|>=|==|[-+*/^<>()&|,·×−²³])"
)
_SPACE = re.compile(r"[ \t\r\n]*")

_VALUE = "a number, z, a function or '('"
_OPERATOR = "an operator such as + or *, or the end"


class Token(NamedTuple):
    """A number, a name, a sign or the end of the text; ``text`` is as it is understood, not as it was typed."""

    kind: str
    text: str
    position: int
    typed: str


def _shown(text: str) -> str:
    """Text of a stranger for a message of one line: control characters are escaped, and it is cut."""
    return repr(text if len(text) <= 20 else text[:20] + "…")


def _refuse(found: str, position: int, expected: str) -> NoReturn:
    raise ExpressionError(f"{found} at {position}; {expected}", position)


def _tokens(text: str) -> Iterator[Token]:
    position = 0
    while True:
        space = _SPACE.match(text, position)
        position = space.end() if space else position
        if position == len(text):
            yield Token("end", "", position, "")
            return
        match = _TOKEN.match(text, position)
        if match is None:
            hint = "to compare, write ==" if text[position] == "=" else f"expected {_VALUE} or an operator"
            _refuse(f"unexpected character {_shown(text[position])}", position, hint)
        yield _token(str(match.lastgroup), match.group(), position)
        position = match.end()


def _token(kind: str, typed: str, position: int) -> Token:
    text = typed.lower() if typed.isascii() else typed
    if text in _WORDS:
        kind = "sign"
    elif kind == "name":
        text = _ALIASES.get(text, text)
        if text not in NAMES and text not in FUNCTIONS:
            allowed = f"expected one of {', '.join(NAMES)} or {', '.join(FUNCTIONS)}"
            _refuse(f"unknown name {_shown(typed)}", position, allowed)
    return Token(kind, _SIGNS.get(text, text), position, typed)


def _flattened(op: str, left: Node, right: Node) -> Node:
    """Chains of the same operator become one node, which is as deep as one."""
    return Node(op, (*left.args, right) if left.op == op else (left, right))


def _negative(x: Node) -> Node:
    return number(-x.value) if x.op == "number" else Node("neg", (x,))


class _Parser:
    def __init__(self, text: str) -> None:
        self.coming = _tokens(text)
        self.seen: list[Token] = []
        self.token = next(self.coming)
        self.depth = 0

    def advance(self) -> Token:
        token = self.token
        self.seen.append(token)
        if token.kind != "end":
            self.token = next(self.coming)
        return token

    def unexpected(self, expected: str) -> NoReturn:
        token = self.token
        found = "the text ends" if token.kind == "end" else f"unexpected {_shown(token.typed)}"
        _refuse(found, token.position, f"expected {expected}")

    def whole(self) -> Node:
        if self.token.kind == "end":
            _refuse("the text is empty", 0, "expected a formula such as max(0, z)")
        tree = self.number(0)
        if self.token.text == ")":
            self.unexpected("a '(' before it, or the end")
        if self.token.kind != "end":
            self.unexpected(_OPERATOR)
        return tree

    def number(self, least: int) -> Node:
        """A formula that must be a number."""
        position = self.token.position
        return self.checked(self.expression(least), position, condition=False)

    @staticmethod
    def checked(node: Node, position: int, condition: bool) -> Node:
        """The node, if it is a condition or a number as asked for."""
        if condition and node.op not in CONDITIONS:
            _refuse("a number", position, "expected a condition such as z > 0")
        if not condition and node.op in CONDITIONS:
            _refuse("a condition", position, "expected a number; where(condition, x, y) makes one of it")
        return node

    def nested(self, least: int) -> Node:
        """An expression inside another, as deep as is allowed."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            _refuse("the formula is nested too deeply", self.token.position, f"at most {MAX_DEPTH} levels are allowed")
        tree = self.expression(least)
        self.depth -= 1
        return tree

    def expression(self, least: int) -> Node:
        """An operand, and the operators after it that bind at least as tightly as ``least``, with their operands."""
        start = self.token.position
        left = self.operand(least)
        while (operator := self.operator()) and _BINDING[operator] >= least:
            sign = self.token if self.implicit() else self.advance()
            if operator in COMPARISONS and left.op in COMPARISONS:
                _refuse(f"unexpected {_shown(sign.typed)}", sign.position, "comparisons are combined by 'and'")
            logical = operator in _WORDS
            left = self.checked(left, start, condition=logical)
            position = self.token.position
            right = self.nested(7) if operator == "**" else self.expression(_BINDING[operator] + 1)
            left = self.combined(operator, left, self.checked(right, position, condition=logical))
        return left

    @staticmethod
    def combined(operator: str, left: Node, right: Node) -> Node:
        if operator == "-":
            return _flattened("+", left, _negative(right))
        if operator in ("+", "*", "and", "or"):
            return _flattened(operator, left, right)
        return Node(operator, (left, right))

    def implicit(self) -> bool:
        """Whether a product is meant here: after a number comes a name or a parenthesis."""
        after_number = bool(self.seen) and self.seen[-1].kind == "number"
        return after_number and (self.token.kind == "name" or self.token.text == "(")

    def operator(self) -> str:
        """The operator that comes next, or nothing."""
        if self.token.text in _BINDING:
            return self.token.text
        if not self.implicit():
            return ""
        before = [token.text for token in self.seen[:-1]]
        while before and before[-1] in ("-", "+"):
            before.pop()
        if before and before[-1] in ("/", "**"):
            text = _shown(self.seen[-1].typed + self.token.typed)
            _refuse(f"unclear {text}", self.seen[-1].position, f"after {before[-1]} write * or parentheses")
        return "*"

    def operand(self, least: int) -> Node:
        start, token = self.token.position, self.token
        if token.text in ("-", "+"):
            self.advance()
            position = self.token.position
            node = self.checked(self.nested(max(least, _PRODUCT)), position, condition=False)
            return _negative(node) if token.text == "-" else node
        if token.text == "not":
            self.advance()
            position = self.token.position
            return Node("not", (self.checked(self.nested(max(least, _NOT)), position, condition=True),))
        node = self.primary()
        if self.token.text in _SQUARES:
            node = Node("**", (self.checked(node, start, condition=False), number(_SQUARES[self.advance().text])))
            if self.token.text in ("**", *_SQUARES):
                self.unexpected("parentheses to say which power comes first")
        return node

    def primary(self) -> Node:
        """A number, a name, a function or something in parentheses."""
        token = self.token
        if token.kind == "number":
            value = float(token.text)
            if value > MAX_NUMBER:
                _refuse(f"number {_shown(token.typed)}", token.position, f"at most {MAX_NUMBER:.0f} is allowed")
            self.advance()
            return number(value)
        if token.kind == "name":
            return self.call(self.advance())
        if token.text != "(":
            self.unexpected(_VALUE)
        self.advance()
        tree = self.nested(0)
        self.close(token)
        return tree

    def close(self, opened: Token) -> None:
        if self.token.text != ")":
            self.unexpected(f"an operator, or ')' for the '(' at {opened.position}")
        self.advance()

    def call(self, name: Token) -> Node:
        """A name, with its arguments if it is that of a function."""
        if name.text in NAMES:
            if self.token.text == "(":
                self.unexpected(f"{_OPERATOR}; {name.text} is not a function")
            return Node(name.text)
        if self.token.text != "(":
            self.unexpected(f"'(' after {name.text}")
        opened = self.advance()
        args: list[Node] = []
        while self.token.text != ")" or (args and self.seen[-1].text == ","):
            position = self.token.position
            condition = name.text == "where" and not args
            args.append(self.checked(self.nested(0), position, condition=condition))
            if self.token.text != ",":
                break
            self.advance()
        self.close(opened)
        self.count(name, len(args))
        return Node(name.text, tuple(args))

    @staticmethod
    def count(name: Token, count: int) -> None:
        least, most = FUNCTIONS[name.text].least, FUNCTIONS[name.text].most
        if not least <= count <= most:
            allowed = f"{least}" if least == most else f"at least {least}"
            _refuse(f"wrong number of arguments ({count}) of {name.text}", name.position, f"it takes {allowed}")


def read(text: str) -> Node:
    """The tree of a formula, as it was typed, not yet simplified.

    Raises:
        ExpressionError: the text is no formula, or it is too long.
    """
    if len(text) > MAX_CHARACTERS:
        message = f"the formula must be at most {MAX_CHARACTERS} characters long, got {len(text):,}"
        raise ExpressionError(message, MAX_CHARACTERS)
    tree = _Parser(text).whole()
    if tree.size > MAX_NODES:
        raise ExpressionError(f"the formula must have at most {MAX_NODES} parts, got {tree.size}")
    return tree
