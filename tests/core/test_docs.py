"""The examples in texts and docstrings are run, so that none of them becomes false; links and paths lead somewhere."""

import doctest
import importlib
import pkgutil
import re
import shlex
from itertools import pairwise

import numpy as np
import pytest

import nn_core
from nn_core import ACTIVATIONS, DATASETS, OPTIMIZERS, Experiment, advance, evaluate, gradients, start
from nn_core.__main__ import main
from nn_core.activations import Activation
from nn_core.datasets import DatasetKind
from nn_core.optimizers import Optimizer
from tests.core.activation_measures import MEASURES, agrees
from tests.documents import DOCUMENTS, ROOT, anchors, blocks, holding, languages, links, spans

MODULES = [found.name for found in pkgutil.walk_packages(nn_core.__path__, "nn_core.") if "__main__" not in found.name]
README, CONTRIBUTING = ROOT / "README.md", ROOT / "CONTRIBUTING.md"
README_LINES = 120
SMALL = {  # long commands are run with these besides: of an option that is given twice, the last one counts
    "train": ["--epochs", "1"],
    "race": ["--seeds", "2", "--cap", "2", "--jobs", "1"],
    "survey": ["--seeds", "1", "--cap", "1", "--jobs", "1", "--activations", "tanh,relu"],
    "compile": [],
}
PATH = re.compile(r"(?:app|assets|bench|deploy|docs|nn_core|tests)/[\w./-]*")
EXAMPLES = {path: sum(block.count(">>>") for block in blocks(path)) for path in holding(">>>")}
SHOWN = [
    pytest.param(block, id=f"{path.name}-{number}")
    for path in holding("console")
    for number, block in enumerate(blocks(path, "console"))
]
COMMANDS = sorted(
    {
        line
        for path in holding("python -m nn_core ")
        for block in blocks(path)
        for line in block.replace("\\\n", " ").splitlines()
        if line.startswith("python -m nn_core ")
    }
)

every_document = pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))


@every_document
def test_every_link_leads_somewhere(path):
    for file, anchor in links(path):
        assert file.exists(), file
        assert file.is_relative_to(ROOT)
        assert not anchor or anchor in anchors(file), f"{file.name}#{anchor}"


@every_document
def test_every_path_that_is_named_is_there(path):
    for span in spans(path):
        if PATH.fullmatch(span) and "LANGUAGE" not in span:
            assert (ROOT / span).exists(), span


def test_every_guide_is_found_from_the_readme():
    found, new = set(), {README}
    while new:
        found |= new
        new = {file for path in new if path.suffix == ".md" for file, _ in links(path) if file.is_file()} - found
    assert {path.name for path in set(DOCUMENTS) - found} == set()


def test_the_readme_is_read_in_one_go():
    assert len(README.read_text(encoding="utf-8").splitlines()) <= README_LINES


@pytest.mark.parametrize("path", [path for path, count in EXAMPLES.items() if count], ids=lambda path: path.name)
def test_every_example_of_a_text_gives_what_it_says(path):
    failed, tried = doctest.testfile(str(path), module_relative=False, encoding="utf-8")
    assert tried == EXAMPLES[path]
    assert failed == 0


@every_document
def test_no_example_is_left_out(path):
    """Of what is run, each kind has its language; what is indented only is for shells and files."""
    assert languages(path) <= {"", "console", "markdown", "mermaid", "pycon", "python", "toml"}
    for block in blocks(path, ""):
        assert not re.search(r"^(from|import|>>>) ", block, re.MULTILINE)
    for span in spans(path):
        if span.startswith("python -m nn_core "):
            assert span.split()[3] in SMALL


def test_there_are_examples():
    assert EXAMPLES[ROOT / "docs" / "backprop.md"] > 30
    assert EXAMPLES[ROOT / "docs" / "command-line.md"] > 10
    assert len(SHOWN) >= 3
    assert {line.split()[3] for line in COMMANDS} == set(SMALL)


def test_every_example_of_a_docstring_gives_what_it_says():
    results = {name: doctest.testmod(importlib.import_module(name)) for name in MODULES}
    assert [name for name, (failed, _) in results.items() if failed] == []


@pytest.mark.parametrize("block", SHOWN)
def test_every_command_prints_what_is_shown_below_it(each_engine, block, capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    for command in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        line, _, shown = command.partition("\n")
        assert line.startswith("python -m nn_core ")
        assert main(shlex.split(line)[3:]) == 0
        assert capsys.readouterr().out == shown


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_is_understood(line, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    words = shlex.split(line, comments=True)[3:]
    assert main([*words, *SMALL[words[0]]]) == 0
    for option, file in pairwise(words):
        if option in ("--out", "--picture", "--save-state"):
            assert (tmp_path / file).exists()


def test_every_option_that_is_named_is_one(capsys):
    for command in SMALL:
        with pytest.raises(SystemExit):
            main([command, "--help"])
    known = set(re.findall(r"--[a-z-]+", capsys.readouterr().out))
    named = re.findall(r"(?<!\S)--[a-z-]+", " ".join(spans(ROOT / "docs" / "command-line.md")))
    assert len(named) > 10
    assert set(named) <= known


def _made(path, kind):
    """What the blocks of Python in a document make of this kind."""
    space = {"__name__": "example"}
    for block in blocks(path, "python"):
        exec(compile(block, path.name, "exec"), space)  # noqa: S102 - our own examples
    (made,) = [value for value in space.values() if type(value) is kind]
    return made


def test_the_example_of_the_readme_learns_the_circle():
    experiment = _made(README, Experiment)
    assert evaluate(experiment, advance(experiment, start(experiment), 100)).test_loss < 0.05


def test_the_activation_that_is_added_as_an_example_has_its_facts_and_its_slope_and_learns(each_engine, monkeypatch):
    bell = _made(CONTRIBUTING, Activation)
    monkeypatch.setitem(ACTIVATIONS, bell.key, bell)
    for fact, measure in MEASURES.items():
        assert agrees(getattr(bell.facts, fact), measure(bell)), fact
    z = np.linspace(-3.0, 3.0, 61)
    slope = (bell.f(z + 1e-6, 0.0) - bell.f(z - 1e-6, 0.0)) / 2e-6
    np.testing.assert_allclose(bell.df(z, bell.f(z, 0.0), 0.0), slope, atol=1e-9)
    experiment = Experiment(hidden=[{"units": 4, "activation": bell.key}], learning_rate=0.1)
    assert all(np.abs(layer.weights).max() > 0.0 for layer in gradients(experiment, start(experiment)))
    assert evaluate(experiment, advance(experiment, start(experiment), 200)).test_score > 0.9


def test_the_dataset_that_is_added_as_an_example_is_learned(each_engine, monkeypatch, capsys):
    stripes = _made(CONTRIBUTING, DatasetKind)
    monkeypatch.setitem(DATASETS, stripes.key, stripes)
    experiment = Experiment(dataset=stripes.key, features=["sin x"], hidden=[])
    assert evaluate(experiment, advance(experiment, start(experiment), 100)).test_score > 0.97
    assert main(["train", "--dataset", stripes.key, "--epochs", "1", "--noise", "20"]) == 0
    assert "epoch 1\n" in capsys.readouterr().out


def test_the_optimizer_that_is_added_as_an_example_takes_its_steps(each_engine, monkeypatch):
    signs = _made(CONTRIBUTING, Optimizer)
    monkeypatch.setitem(OPTIMIZERS, signs.key, signs)
    experiment = Experiment(optimizer=signs.key, learning_rate=0.01, batch_size=250, hidden=[{"units": 3}])
    before = start(experiment)
    after = advance(experiment, before, 1)
    for old, new, gradient in zip(before.layers, after.layers, gradients(experiment, before), strict=True):
        np.testing.assert_allclose(new.weights, old.weights - 0.01 * np.sign(gradient.weights))
        np.testing.assert_allclose(new.slots[0].biases, 0.1 * gradient.biases)
    assert evaluate(experiment, advance(experiment, before, 300)).test_score > 0.9
