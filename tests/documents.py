"""What a document in Markdown holds: links, headings, code, and words in italics."""

import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

from markdown_it import MarkdownIt

import nn_core

ROOT = Path(nn_core.__file__).parents[1]
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


def holding(text):
    """The documents in which this stands somewhere: to parse them all takes seconds."""
    return [path for path in DOCUMENTS if text in path.read_text(encoding="utf-8")]


@cache
def _tokens(path):
    return MarkdownIt("commonmark").enable("table").parse(path.read_text(encoding="utf-8"))


def _inline(path):
    return [child for token in _tokens(path) for child in token.children or ()]


def blocks(path, language=None):
    """The blocks of code, or only the fenced ones of a language."""
    code = [token for token in _tokens(path) if token.type in ("fence", "code_block")]
    return [token.content for token in code if language in (None, token.info)]


def languages(path):
    """What the blocks of code are written in; nothing for those that do not say."""
    return {token.info for token in _tokens(path) if token.type in ("fence", "code_block")}


def spans(path):
    """The pieces of code within sentences."""
    return [" ".join(child.content.split()) for child in _inline(path) if child.type == "code_inline"]


def italics(path):
    """The words in italics."""
    return [inside.content for before, inside in pairwise(_inline(path)) if before.type == "em_open"]


def anchors(path):
    """What GitHub calls the headings."""
    found = []
    for before, token in pairwise(_tokens(path)):
        if before.type == "heading_open":
            text = "".join(child.content for child in token.children)
            name = re.sub(r"[^\w\- ]", "", text.strip().lower()).replace(" ", "-")
            same = sum(other == name for other, _ in found)
            found.append((name, f"{name}-{same}" if same else name))
    return [anchor for _, anchor in found]


def links(path):
    """Where links and pictures lead within the repository: (file, anchor or nothing)."""
    for child in _inline(path):
        target = child.attrGet("href") or child.attrGet("src")
        if target and not re.match(r"[a-z]+:", target):
            file, _, anchor = unquote(target).partition("#")
            yield (path.parent / file).resolve() if file else path, anchor
