"""What is remembered is bounded by its bytes, and data are remembered so."""

import tracemalloc
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from app.calls import lanes
from app.remembered import Remembered
from nn_core import DATASETS, FEATURES, Experiment, Trainer, make_dataset, start

LARGEST = {"problem": "multi-class", "samples": 2000, "features": list(FEATURES), "classes": 6}


def test_the_bytes_of_data_are_what_they_take():
    experiment = Experiment(**LARGEST)
    make_dataset(experiment)
    tracemalloc.start()
    data = make_dataset(experiment)
    assert data.x.shape[1] + data.y.shape[1] == len(FEATURES) + 6
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert data.nbytes == pytest.approx(taken, rel=0.1)


def test_the_largest_data_fill_no_more_memory_than_is_said(monkeypatch):
    kept = Remembered(lanes.MAX_DATA, lambda data: data.nbytes)
    monkeypatch.setattr(lanes, "_DATA", kept)
    tracemalloc.start()
    for seed in range(150):
        experiment = Experiment(**LARGEST, seed=seed)
        Trainer(experiment, lanes.data_of(experiment)).evaluate(start(experiment))
        assert kept.bytes <= lanes.MAX_DATA
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert 0.8 * lanes.MAX_DATA < taken < 1.1 * lanes.MAX_DATA


def test_what_was_asked_for_last_stays():
    kept, made = Remembered(3 * 80, lambda array: array.nbytes), []

    def get(key):
        def make():
            made.append(key)
            return np.zeros(10)

        return kept.get(key, make)

    for key in "abcabcadbbd":
        get(key)
    assert "".join(made) == "abcdb"
    assert kept.bytes == 240
    assert get("d") is get("d")


def test_what_is_too_large_is_made_but_not_kept():
    kept = Remembered(10, lambda array: array.nbytes)
    assert kept.get("a", lambda: np.ones(5)).sum() == 5
    assert kept.bytes == 0


def test_threads_agree():
    kept = Remembered(1000, len)
    with ThreadPoolExecutor(8) as pool:
        values = list(pool.map(lambda i: kept.get(i % 7, lambda: bytes([i % 7])), range(5000)))
    assert values == [bytes([i % 7]) for i in range(5000)]
    assert kept.bytes == 7


def test_the_same_experiment_has_the_same_data_and_another_has_others():
    one = Experiment(dataset=next(iter(DATASETS)), seed=77)
    assert lanes.data_of(one) is lanes.data_of(one.model_copy(update={"learning_rate": 1.0}))
    assert lanes.data_of(one) is not lanes.data_of(one.model_copy(update={"seed": 78}))
