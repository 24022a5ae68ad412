"""From text to the tree of a formula, one token at a time, with errors that say what is wrong and where.

Text comes from strangers. It is taken apart here and nowhere else: a name in it is never looked up anywhere but in the
table of functions, and its length, number of parts and depth are bounded.

The method is precedence climbing: read an operand, then as many operators as bind at least as tightly as asked for,
each with its right operand read in the same way.
"""

from typing import NoReturn

from .calculus import FUNCTIONS
from .tokens import MAX_CHARACTERS, NAMES, OPERATOR, POWERS, VALUE, WORDS, Token, refuse, shown, tokens
from .tree import COMPARISONS, CONDITIONS, ExpressionError, Node, number

__all__ = ["MAX_CHARACTERS", "read"]

MAX_NODES, MAX_DEPTH, MAX_NUMBER = 100, 30, 1e6

_BINDING = {"or": 1, "and": 2, **dict.fromkeys(COMPARISONS, 4), "+": 5, "-": 5, "*": 6, "/": 6, "**": 7}
_NOT, _PRODUCT = 3, 6


def _flattened(op: str, left: Node, right: Node) -> Node:
    """Chains of the same operator become one node, which is as deep as one."""
    return Node(op, (*left.args, right) if left.op == op else (left, right))


def _negative(x: Node) -> Node:
    return number(-x.value) if x.op == "number" else Node("neg", (x,))


class _Parser:
    def __init__(self, text: str) -> None:
        self.coming = tokens(text)
        self.seen: list[Token] = []
        self.token = next(self.coming)
        self.depth = 0
        self.bars = 0  # that are open, since the last parenthesis
        self.in_condition = False  # where a bar between two conditions is "or"
        self.variable = ""  # z or x, as it was typed

    def advance(self) -> Token:
        token = self.token
        self.seen.append(token)
        if token.kind != "end":
            self.token = next(self.coming)
        return token

    def unexpected(self, expected: str) -> NoReturn:
        token = self.token
        found = "the text ends" if token.kind == "end" else f"unexpected {shown(token.typed)}"
        refuse(found, token.position, f"expected {expected}")

    def whole(self) -> Node:
        if self.token.kind == "end":
            refuse("the text is empty", 0, "expected a formula such as max(0, z)")
        tree = self.number(0)
        if self.token.text == ")":
            self.unexpected("a '(' before it, or the end")
        if self.token.kind != "end":
            self.unexpected(OPERATOR)
        return tree

    def number(self, least: int) -> Node:
        """A formula that must be a number."""
        position = self.token.position
        return self.checked(self.expression(least), position, condition=False)

    @staticmethod
    def checked(node: Node, position: int, condition: bool) -> Node:
        """The node, if it is a condition or a number as asked for."""
        if condition and node.op not in CONDITIONS:
            refuse("a number", position, "expected a condition such as z > 0")
        if not condition and node.op in CONDITIONS:
            refuse("a condition", position, "expected a number; where(condition, x, y) makes one of it")
        return node

    def nested(self, least: int) -> Node:
        """An expression inside another, as deep as is allowed."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            refuse("the formula is nested too deeply", self.token.position, f"at most {MAX_DEPTH} levels are allowed")
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
                refuse(f"unexpected {shown(sign.typed)}", sign.position, "comparisons are combined by 'and'")
            logical = operator in WORDS
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
        after_number = bool(self.seen) and (self.seen[-1].kind == "number" or self.seen[-1].typed == "π")
        if not after_number:
            return False
        bar = self.token.text == "|" and not self.bars and not self.in_condition
        return bar or self.token.kind == "name" or self.token.text in ("(", "√")

    def operator(self) -> str:
        """The operator that comes next, or nothing."""
        if self.token.text in _BINDING:
            return self.token.text
        if self.token.text == "|" and not self.bars and self.in_condition:
            return "or"
        if not self.implicit():
            return ""
        before = [token.text for token in self.seen[:-1]]
        while before and before[-1] in ("-", "+"):
            before.pop()
        if before and before[-1] in ("/", "**"):
            text = shown(self.seen[-1].typed + self.token.typed)
            refuse(f"unclear {text}", self.seen[-1].position, f"after {before[-1]} write * or parentheses")
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
        if self.token.text in POWERS:
            node = Node("**", (self.checked(node, start, condition=False), number(POWERS[self.advance().text])))
            if self.token.text in ("**", *POWERS):
                self.unexpected("parentheses to say which power comes first")
        return node

    def primary(self) -> Node:
        """A number, a name, a function or something in parentheses."""
        token = self.token
        if token.kind == "number":
            value = float(token.text)
            if value > MAX_NUMBER:
                refuse(f"number {shown(token.typed)}", token.position, f"at most {MAX_NUMBER:.0f} is allowed")
            self.advance()
            return number(value)
        if token.kind == "name":
            return self.call(self.advance())
        if token.text == "|":
            return self.absolute(self.advance())
        if token.text == "√":
            return self.root(self.advance())
        if token.text != "(":
            self.unexpected(VALUE)
        self.advance()
        tree = self.within(self.in_condition)
        self.close(token)
        return tree

    def within(self, condition: bool) -> Node:
        """What is in parentheses, where the bars outside do not count."""
        outside, self.bars, self.in_condition = (self.bars, self.in_condition), 0, condition
        tree = self.nested(0)
        self.bars, self.in_condition = outside
        return tree

    def absolute(self, opened: Token) -> Node:
        """What is between bars."""
        self.bars += 1
        position = self.token.position
        tree = self.checked(self.nested(0), position, condition=False)
        if self.token.text != "|":
            self.unexpected(f"an operator, or '|' for the one at {opened.position}")
        self.advance()
        self.bars -= 1
        return Node("abs", (tree,))

    def root(self, sign: Token) -> Node:
        """The root of what follows directly."""
        if self.token.text == "√":
            self.unexpected("parentheses to say what the root is of")
        position = self.token.position
        tree = self.checked(self.primary(), position, condition=False)
        if self.token.text in ("**", *POWERS):
            self.unexpected(f"parentheses to say what the root at {sign.position} is of")
        return Node("sqrt", (tree,))

    def close(self, opened: Token) -> None:
        if self.token.text != ")":
            self.unexpected(f"an operator, or ')' for the '(' at {opened.position}")
        self.advance()

    def call(self, name: Token) -> Node:
        """A name, with its arguments if it is that of a function."""
        if name.text in NAMES:
            if self.token.text == "(":
                self.unexpected(f"{OPERATOR}; {name.text} is not a function")
            if name.text == "z":
                self.one_variable(name)
            return Node(name.text)
        if self.token.text != "(":
            self.unexpected(f"'(' after {name.text}")
        opened = self.advance()
        args: list[Node] = []
        separator = ""
        while self.token.text != ")" or (args and self.seen[-1].text == separator):
            position = self.token.position
            condition = name.text == "where" and not args
            args.append(self.checked(self.within(condition), position, condition=condition))
            if self.token.text not in (",", ";"):
                break
            if separator and self.token.text != separator:
                self.unexpected(f"{separator!r}, as before")
            separator = self.advance().text
        self.close(opened)
        self.count(name, len(args))
        return Node(name.text, tuple(args))

    def one_variable(self, name: Token) -> None:
        """It is z, or x; two names for it may be meant as two variables."""
        typed = name.typed.lower()
        if self.variable and typed != self.variable:
            refuse(f"unexpected {shown(name.typed)}", name.position, f"there is one variable, {self.variable} here")
        self.variable = typed

    @staticmethod
    def count(name: Token, count: int) -> None:
        least, most = FUNCTIONS[name.text].least, FUNCTIONS[name.text].most
        if not least <= count <= most:
            allowed = f"{least}" if least == most else f"at least {least}"
            refuse(f"wrong number of arguments ({count}) of {name.text}", name.position, f"it takes {allowed}")


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
