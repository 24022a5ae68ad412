"""Who is taken for whom: counted here sample by sample."""

import numpy as np
import pytest

from nn_core import Experiment, advance, evaluate, make_dataset, predict, start
from nn_core.diagnostics import confusion

CLASSES = Experiment(problem="multi-class", dataset="arms", classes=4, noise=10)
LABELS = Experiment(problem="multi-label", dataset="discs", classes=3, noise=10)


def _trained(experiment):
    state = advance(experiment, start(experiment), 30)
    data = make_dataset(experiment)
    return (
        state,
        predict(experiment, state, data.points[experiment.train_samples :]),
        data.labels[experiment.train_samples :],
    )


def test_classes():
    state, outputs, labels = _trained(CLASSES)
    expected = np.zeros((4, 4), dtype=int)
    for output, label in zip(outputs, labels, strict=True):
        expected[int(label), output.argmax()] += 1
    found = confusion(CLASSES, state)
    np.testing.assert_array_equal(found.counts, expected)
    assert found.exact == pytest.approx(np.trace(expected) / len(labels))
    assert found.exact == pytest.approx(evaluate(CLASSES, state).test_score)


def test_labels():
    state, outputs, labels = _trained(LABELS)
    found, right = confusion(LABELS, state), 0
    for label in range(3):
        seen, holds = outputs[:, label] >= 0.5, (labels.astype(int) >> label) & 1 == 1
        counts = [np.sum(seen & holds), np.sum(~seen & holds), np.sum(seen & ~holds), np.sum(~seen & ~holds)]
        assert list(found.counts[label]) == counts
        right += counts[0] + counts[3]
    assert evaluate(LABELS, state).test_score == pytest.approx(right / (3 * len(labels)))
    all_right = [
        all((output >= 0.5) == (int(label) >> place & 1 == 1) for place, output in enumerate(row))
        for row, label in zip(outputs, labels, strict=True)
    ]
    assert found.exact == pytest.approx(np.mean(all_right))


def test_one_output_confuses_nothing():
    assert confusion(Experiment(), start(Experiment())) is None
