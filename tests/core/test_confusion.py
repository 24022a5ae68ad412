"""Who is taken for whom: counted here sample by sample."""

import numpy as np
import pytest

from nn_core import Experiment, advance, confusion, evaluate, make_dataset, predict, start

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


@pytest.mark.parametrize(("output", "loss"), [("tanh", "squared"), ("sigmoid", "cross-entropy"), ("linear", "hinge")])
def test_two_classes(output, loss):
    experiment = Experiment(dataset="gauss", noise=50, train_percent=30, output=output, loss=loss)
    state, outputs, labels = _trained(experiment)
    seen = np.where(outputs[:, 0] >= (0.5 if output == "sigmoid" else 0.0), 1, -1)
    expected = [[int(np.sum((labels == one) & (seen == other))) for other in (-1, 1)] for one in (-1, 1)]
    found = confusion(experiment, state)
    assert [list(row) for row in found.counts] == expected
    assert min(map(min, expected)) > 0
    assert found.exact == pytest.approx(evaluate(experiment, state).test_score)


def test_regression_confuses_nothing():
    experiment = Experiment(problem="regression")
    assert confusion(experiment, start(experiment)) is None
