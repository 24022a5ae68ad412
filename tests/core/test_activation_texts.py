"""What is written of every activation: its story, the works that it names, and its formulas as LaTeX."""

import re

import pytest

from nn_core import ACTIVATIONS
from tests.cases import every

ALL = [pytest.param(a, id=a.key) for a in ACTIVATIONS.values()]


@every("activation", ALL)
def test_stories_are_whole_sentences_and_name_a_year(activation):
    background = activation.background
    assert re.search(r"\b(1[6-9]|20)\d\d\b", background.origin)
    for text in (background.origin, background.use, background.strength, background.weakness):
        assert text[0].isupper()
        assert text.endswith(".")
        assert "  " not in text
        assert 20 <= len(text) <= 260


@every("activation", ALL)
def test_an_origin_has_a_source_of_each_of_its_years(activation):
    """Every year in the origin is that of a work that is named, and every work has a year."""
    origin, source = activation.background.origin, activation.background.source
    assert source.endswith(".")
    assert 40 <= len(source) <= 420
    years = re.compile(r"\b(?:1[6-9]|20)\d\d\b")
    works = source.split("; ")
    assert all(years.search(work) for work in works), works
    for year in years.findall(origin):
        assert year in source, year


@every("activation", ALL)
def test_formulas_are_sound_latex(activation):
    assert activation.formula
    assert activation.derivative
    for tex in (activation.tex, activation.tex_derivative):
        assert tex
        assert tex.isascii()
        assert "$" not in tex
        assert _balanced(tex)
        assert tex.count(r"\left") - tex.count(r"\leftarrow") == tex.count(r"\right")
        assert re.findall(r"\\begin{(\w+)}", tex) == re.findall(r"\\end{(\w+)}", tex)


def _balanced(text):
    open_ones = []
    for character in text:
        if character in "([{":
            open_ones.append(character)
        elif character in ")]}" and (not open_ones or open_ones.pop() + character not in ("()", "[]", "{}")):
            return False
    return not open_ones


def test_unbalanced_parentheses_are_found():
    assert _balanced(r"\frac{1}{(1 + e^{-z})^2}")
    assert not any(map(_balanced, ["(", ")", "(]", "{(})"]))
