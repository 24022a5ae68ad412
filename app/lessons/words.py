"""The words of a lesson: one Markdown file for each language.

    # Title
    What one learns.
    ## key-of-a-step
    What it says.
    ### predict
    The question.
    - `line` An option.
      - What is said to who has chosen it.
    ### ask, ### check, ### reveal, ### hint, ### hint, ### answer
    ## teacher
    ### pitfalls, ### questions

``answer`` is what a teacher may expect to hear, and stands with the notes. ``{name}`` is a number of the step.

Markdown is read by markdown-it, which knows here nothing but paragraphs, lists, emphasis, code and links to pages
inside. What comes out is a tree of nodes, of which the browser makes elements: no HTML is anywhere on the way.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from pydantic import ConfigDict, Field

from nn_core.common.checked import BoundedTuple, StrictModel

# How many words they may have at most: of a step with its question, a question, an option and what is said to it.
MOST_WORDS, MOST_ASKED, MOST_OPTION, MOST_FEEDBACK = 45, 25, 14, 30
_PARTS = ("predict", "ask", "check", "reveal", "hint", "answer", "pitfalls", "questions")
_INSIDE = re.compile(r"(?:playground|race|activations|lessons)(?:[?#][^\s\"'<>\\]*)?")
_PLACE = re.compile(r"\{(\w+)\}")
_OPTION = re.compile(r"[a-z][a-z0-9-]{0,39}")
_KINDS: Mapping[str, Literal["paragraph", "list", "ordered", "item", "strong", "em", "link"]] = {
    "paragraph": "paragraph",
    "bullet_list": "list",
    "ordered_list": "ordered",
    "list_item": "item",
    "strong": "strong",
    "em": "em",
    "link": "link",
}


class TextNode(StrictModel):
    """A piece of text: the kinds "text" and "code" have ``text``, all others have children.

    A "link" has the page ``to`` that it leads to, below where the app is.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["paragraph", "list", "ordered", "item", "strong", "em", "code", "link", "text"]
    text: str = ""
    to: str = ""
    children: Annotated[BoundedTuple["TextNode"], Field(max_length=100)] = ()


Text = tuple[TextNode, ...]


@dataclass(frozen=True)
class OptionWords:
    """An option of a question, and what is said to who has chosen it."""

    text: Text
    feedback: Text = ()


@dataclass(frozen=True)
class QuestionWords:
    """A question, with its options by their keys."""

    text: Text
    options: Mapping[str, OptionWords] = field(default_factory=dict)


@dataclass(frozen=True)
class StepWords:
    """All words of a step; ``answer`` is for the teacher."""

    say: Text
    predict: QuestionWords | None = None
    ask: QuestionWords | None = None
    check: Text = ()
    reveal: Text = ()
    hints: tuple[Text, ...] = ()
    answer: Text = ()


@dataclass(frozen=True)
class LessonWords:
    """All words of a lesson."""

    title: str
    learn: Text
    steps: Mapping[str, StepWords]
    pitfalls: Text = ()
    questions: Text = ()


class WordsError(ValueError):
    """A file of words that is not as it must be; the message names line and reason."""


def read_words(markdown: str, numbers: Mapping[str, Mapping[str, str]]) -> LessonWords:
    """The words of a file; ``numbers`` are, for each step, those that stand in them as {name}.

    Raises:
        WordsError: there is something in it that can't be.
    """
    parser = MarkdownIt("zero", {"html": False}).enable(["heading", "list", "emphasis", "backticks", "link", "escape"])
    title, learn, sections = "", [], dict[str, dict[str, list[list[SyntaxTreeNode]]]]()
    key = part = ""
    for node in SyntaxTreeNode(parser.parse(markdown)).children:
        if node.type != "heading":
            if key:
                sections[key][part][-1].append(node)
            else:
                learn.append(node)
            continue
        text = node.children[0].content.strip() if node.children else ""
        if node.tag == "h1" and not title:
            title = text
        elif node.tag == "h2" and text not in sections and text in (*numbers, "teacher"):
            key, part = text, ""
            sections[key] = {"": [[]]}
        elif node.tag == "h3" and key and text in _PARTS and (text == "hint" or text not in sections[key]):
            part = text
            sections[key].setdefault(part, []).append([])
        else:
            known = _PARTS if node.tag == "h3" else (*numbers, "teacher")
            raise WordsError(f"line {_line(node)}: the heading {text!r} must be one of {', '.join(known)}, once")
    if not title:
        raise WordsError("line 1: a title is required, # Title")
    teacher = sections.pop("teacher", {"": [[]]})
    return LessonWords(
        title,
        _text(learn, {}),
        {key: _step(parts, numbers.get(key, {})) for key, parts in sections.items()},
        _text(_only(teacher, "pitfalls"), {}),
        _text(_only(teacher, "questions"), {}),
    )


def _step(parts: Mapping[str, list[list[SyntaxTreeNode]]], numbers: Mapping[str, str]) -> StepWords:
    return StepWords(
        say=_text(_only(parts, ""), numbers),
        predict=_question(_only(parts, "predict"), numbers) if "predict" in parts else None,
        ask=_question(_only(parts, "ask"), numbers) if "ask" in parts else None,
        check=_text(_only(parts, "check"), numbers),
        reveal=_text(_only(parts, "reveal"), numbers),
        hints=tuple(_text(nodes, numbers) for nodes in parts.get("hint", [])),
        answer=_text(_only(parts, "answer"), numbers),
    )


def _only(parts: Mapping[str, list[list[SyntaxTreeNode]]], name: str) -> list[SyntaxTreeNode]:
    return parts.get(name, [[]])[0]


def _question(nodes: list[SyntaxTreeNode], numbers: Mapping[str, str]) -> QuestionWords:
    """Paragraphs, and a list of options whose first word is their key, in backticks."""
    asked = [node for node in nodes if node.type != "bullet_list"]
    items = [item for node in nodes if node.type == "bullet_list" for item in node.children]
    return QuestionWords(_text(asked, numbers), dict(_option(item, numbers) for item in items))


def _option(item: SyntaxTreeNode, numbers: Mapping[str, str]) -> tuple[str, OptionWords]:
    first, *rest = item.children
    inline = first.children[0] if first.children else first
    head, *words = inline.children
    if head.type != "code_inline" or not _OPTION.fullmatch(head.content):
        raise WordsError(f"line {_line(item)}: an option must begin with its key in backticks")
    text = _stripped(tuple(node for word in words for node in _nodes(word, numbers)))
    feedback = [
        child for node in rest if node.type == "bullet_list" for each in node.children for child in each.children
    ]
    return head.content, OptionWords(text, _text(feedback, numbers))


def _stripped(nodes: Text) -> Text:
    """Without the space after the key."""
    if nodes and nodes[0].kind == "text":
        return (nodes[0].model_copy(update={"text": nodes[0].text.lstrip()}), *nodes[1:])
    return nodes


def _text(nodes: list[SyntaxTreeNode], numbers: Mapping[str, str]) -> Text:
    return tuple(made for node in nodes for made in _nodes(node, numbers))


def _nodes(node: SyntaxTreeNode, numbers: Mapping[str, str]) -> Iterator[TextNode]:
    if node.type == "inline":
        for child in node.children:
            yield from _nodes(child, numbers)
    elif node.type == "text":
        if node.content:
            yield TextNode(kind="text", text=_filled(node, numbers).replace("\n", " "))
    elif node.type == "code_inline":
        yield TextNode(kind="code", text=node.content)
    elif node.type in _KINDS:
        to = str(node.attrs.get("href", ""))
        if node.type == "link" and not _INSIDE.fullmatch(to):
            raise WordsError(f"line {_line(node)}: a link must lead to a page inside, such as race#..., got {to!r}")
        yield TextNode(kind=_KINDS[node.type], to=to, children=_text(node.children, numbers))
    else:
        raise WordsError(f"line {_line(node)}: {node.type} can't be used here")


def _filled(node: SyntaxTreeNode, numbers: Mapping[str, str]) -> str:
    missing = [name for name in _PLACE.findall(node.content) if name not in numbers]
    if missing:
        raise WordsError(f"line {_line(node)}: {{{missing[0]}}} must be a name in expect of its step")
    return _PLACE.sub(lambda found: numbers[found[1]], node.content)


def _line(node: SyntaxTreeNode) -> int:
    while node.map is None and node.parent is not None:
        node = node.parent
    return node.map[0] + 1 if node.map else 1


def counted(text: str) -> int:
    """How many words a text has."""
    return len(re.findall(r"[^\s.,;:!?()–-]+", text))


def plain(text: Text) -> str:
    """The words alone, as they are read out and counted."""
    return " ".join(" ".join((node.text, plain(node.children))).strip() for node in text)
