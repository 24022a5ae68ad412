"""The words of the labels: every labeled control has one, every one is used, short and in order, marked once."""

import re
from itertools import pairwise

import pytest

from app import ROOT
from app.components.glossary import MOST_WORDS, words
from app.pages import activations, not_found, playground, race
from app.pages.shell import shell
from nn_core import ACTIVATIONS, FEATURES, OPTIMIZERS, REGULARIZERS
from nn_core.activations.custom import CUSTOM
from nn_core.experiment.experiment import MAX_LAYERS
from nn_core.insight.diagnostics import MOSTLY
from nn_core.insight.saturation import FLAT
from nn_core.optimizers import WEIGHT_DECAY
from tests.app.helpers import components

PAGES = [playground, race, activations]
# Labels of controls that have no entry, and why not.
EXCEPTIONS = {
    "Timeline": "nobody sees it: it stands for screen readers only; the help explains the word",
    "TimelineEpoch 0": "nobody sees it: it stands for screen readers only; the help explains the word",
    "Value": "it is the value of what is selected, or of the points that are drawn, and says so beside it",
    "f(z) =": "the beginning of a formula",
    "Custom f(z)": "says what to type",
    "Title on the projector": "so does this",
    **{f"Layer {n + 1}": "whose dropout it is, below that word" for n in range(MAX_LAYERS)},
    **{feature.label: "a feature, below that word" for feature in FEATURES.values()},
}
FORMULA = re.compile(r".*type f\(z\), then press Enter")  # says itself what to do


@pytest.fixture(scope="module", params=PAGES, ids=lambda page: page.__name__.rpartition(".")[2])
def tree(request):
    return shell(request.param.layout())


def _text(tree):
    """What people read in a label: not what can be chosen in it."""
    if isinstance(tree, list | tuple):
        return "".join(map(_text, tree))
    if tree is None or type(tree).__name__ in ("Select", "Textarea"):
        return ""
    return _text(getattr(tree, "children", None)) if hasattr(tree, "_type") else str(tree)


def _words(tree):
    return [component for component in components(tree) if getattr(component, "data-word", None)]


def _listed(tree):
    return [getattr(each, "data-entry") for each in components(tree) if getattr(each, "data-entry", None)]


def _parameters():
    """The labels of the sliders of parameters: the card of the function explains them."""
    return {f"{a.name}: {a.parameter.name} {a.parameter.symbol}" for a in ACTIVATIONS.values() if a.parameter}


def test_every_labeled_control_has_an_entry_or_a_reason(tree):
    dialogs = [c for c in components(tree) if type(c).__name__ == "Dialog"]
    asks = [c for c in dialogs if getattr(c, "role", None) != "group"]  # one asks about something else than the page
    inside = {id(c) for dialog in asks for c in components(dialog)}
    labels = [c for c in components(tree) if type(c).__name__ == "Label" and id(c) not in inside]
    assert labels
    without = {_text(label).strip() for label in labels if not _words(label)}
    formulas = {name for name in without if FORMULA.match(name) or f"parameter-{CUSTOM}" in name}
    custom = {name for name in without if name.startswith("Custom activation: ")}
    assert without - set(EXCEPTIONS) - formulas - custom - _parameters() == set()


def test_every_exception_is_needed():
    found = {_text(c).strip() for page in PAGES for c in components(page.layout()) if type(c).__name__ == "Label"}
    assert set(EXCEPTIONS) <= found


def test_every_entry_is_used_and_listed_in_alphabetical_order_where_it_is():
    used = set()
    for page in (*PAGES, not_found):
        tree = shell(page.layout())
        listed = _listed(tree)
        used |= set(listed)
        assert {getattr(word, "data-word") for word in _words(tree)} <= set(listed)
        assert len(set(listed)) == len(listed)
        said = {word.key: word.word.casefold() for word in words()}
        assert all(said[first] < said[second] for first, second in pairwise(listed))
    assert used == {word.key for word in words()}
    assert not _listed(shell(not_found.layout()))


def test_entries_are_short_and_no_name_means_two_things():
    names = [name for word in words() for name in word.names]
    assert len(set(names)) == len(names)
    for word in words():
        assert 5 < len(word.text.split()) <= MOST_WORDS, word.key
        assert len(word.attempt.split()) <= 20, word.key
        assert word.text.endswith(".")
        assert word.attempt[-1] in ".?"


def test_no_explanation_of_the_browser_lies_over_a_card(tree):
    for component in components(tree):
        if getattr(component, "title", None):
            own = [word for word in _words(component) if word is component or not hasattr(word, "data-note")]
            assert not own, component.title


def test_a_word_is_no_stop_of_its_own_and_does_not_nest_in_what_can_be_pressed(tree):
    for word in _words(tree):
        pressed = type(word).__name__ in ("Button", "Summary")
        assert pressed == (getattr(word, "role", None) != "button")
        assert pressed or word.tabIndex == -1  # tests/browser/test_words.py: one of each section is a stop
        assert len(_words(word)) == 1


def test_every_picture_is_drawn_and_every_drawing_is_used():
    styles = (ROOT / "assets" / "styles" / "shell" / "word_pictures.css").read_text(encoding="utf-8")
    assert set(re.findall(r"\.picture-([\w-]+) \{", styles)) == {word.picture for word in words() if word.picture}


def test_numbers_and_names_in_the_entries_are_those_of_the_code():
    said = {word.key: word.text for word in words()}
    assert {**OPTIMIZERS, **REGULARIZERS}.keys() - {"none"} <= set(said)
    for registry in (OPTIMIZERS, REGULARIZERS):
        for entry in registry.values():
            assert entry.key == "none" or next(w.word for w in words() if w.key == entry.key) == entry.name
    for key in ("flat-part", "saturated-units"):
        assert f"|f′| is below {100 * FLAT:.0f}% of its maximum" in said[key]
    assert "more than nine in ten" in said["saturated-units"]
    assert MOSTLY == 0.9
    assert f"{WEIGHT_DECAY} times the learning rate" in said["adamw"]
    assert "at most 0.25" in said["mean-slope"]
    # dead is not for good
    assert "any more" not in said["dead-units"]
    assert "In the first layer that is final with plain SGD and no regularization" in said["dead-units"]
