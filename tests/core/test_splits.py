"""Splits: every class at the same share, exact in total, seeded, and with as few changes as a fair split allows."""

import numpy as np
import pytest
from hypothesis import assume, given, strategies as st

from nn_core import Experiment, make_dataset
from nn_core.experiment.splits import ENOUGH, fair_counts, resplit, share_of, split
from nn_core.formats.links.link import from_link, to_link
from tests.cases import every

SHARES = st.sampled_from([10, 20, 30, 50, 70, 80, 90])
PROBLEMS = st.sampled_from(["classification", "multi-class", "multi-label"])
coordinate = st.floats(-6, 6).map(lambda value: round(value, 3) + 0.0)


@st.composite
def labeled(draw, most=8):
    """Points of some classes, one class after the other as a hand draws them."""
    sizes = draw(st.lists(st.integers(1, 40), min_size=1, max_size=most).filter(lambda sizes: sum(sizes) >= 10))
    rng = np.random.default_rng(draw(st.integers(0, 1000)))
    labels = np.repeat(np.arange(len(sizes)), sizes)
    return np.column_stack([rng.uniform(-6, 6, (len(labels), 2)).round(3), labels]), sizes


def trained(points, order_and_train):
    """Which points train."""
    order, train = order_and_train
    assert sorted(order) == list(range(len(points)))
    trains = np.zeros(len(points), dtype=bool)
    trains[order[:train]] = True
    return trains


@given(labeled(), PROBLEMS, SHARES, st.integers(0, 5))
def test_the_total_is_exact_and_every_class_trains_and_is_tested(data, problem, percent, seed):
    points, sizes = data
    n, several = len(points), sum(size > 1 for size in sizes)
    trains = trained(points, split(points, problem, share_of(n, percent), seed))
    assert trains.sum() == max(1, several, share_of(n, percent))
    in_training = [int(trains[points[:, 2] == label].sum()) for label in range(len(sizes))]
    for size, count in zip(sizes, in_training, strict=True):
        assert count >= (size > 1)
        assert count < size or size == 1 or n - trains.sum() < several


@given(labeled(), PROBLEMS, SHARES)
def test_every_class_trains_at_the_share_to_within_one_point(data, problem, percent):
    points, sizes = data
    train = share_of(len(points), percent)
    exact = [size * train / len(points) for size in sizes]
    assume(all(1 <= share <= size - 1 for share, size in zip(exact, sizes, strict=True)))
    trains = trained(points, split(points, problem, train))
    for label, share in enumerate(exact):
        assert abs(trains[points[:, 2] == label].sum() - share) < 1


@given(st.lists(st.integers(1, 60), min_size=1, max_size=8).filter(lambda sizes: sum(sizes) >= 10), SHARES)
def test_what_is_left_goes_to_the_largest_remainders(sizes, percent):
    n = sum(sizes)
    train = share_of(n, percent)
    exact = [size * train / n for size in sizes]
    assume(all(1 <= share <= size - 1 for share, size in zip(exact, sizes, strict=True)))
    counts = fair_counts(sizes, train)
    up = [share - int(share) for share, count in zip(exact, counts, strict=True) if count > int(share)]
    down = [share - int(share) for share, count in zip(exact, counts, strict=True) if count == int(share)]
    assert min(up, default=1) >= max(down, default=0) - 1e-9


@given(labeled(), PROBLEMS | st.just("regression"), SHARES, st.randoms(use_true_random=False))
def test_the_role_of_a_point_does_not_depend_on_the_order_of_the_rows(data, problem, percent, random):
    points, _ = data
    moved = list(range(len(points)))
    random.shuffle(moved)
    train = share_of(len(points), percent)
    there, here = (rows[split(rows, problem, train, 3)[0]] for rows in (points, points[moved]))
    np.testing.assert_array_equal(there, here)


def test_the_seed_decides_who_trains():
    points = [[i / 10, 0, i % 2] for i in range(60)]
    splits = [tuple(trained(points, split(points, "classification", 30, seed))) for seed in range(20)]
    assert len(set(splits)) == 20
    assert splits[7] == tuple(trained(points, split(points, "classification", 30, 7)))


def test_one_class_after_the_other_at_twenty_percent():
    points = [[i / 10, 0, -1] for i in range(20)] + [[i / 10, 1, 1] for i in range(20)]
    trains = trained(points, split(points, "classification", 8))
    assert (trains[:20].sum(), trains[20:].sum()) == (4, 4)


def test_labels_that_hold_together_are_a_class_of_their_own():
    points = [[i / 10, 0, i // 10] for i in range(40)]  # none, A, B, both
    trains = trained(points, split(points, "multi-label", 20))
    assert [trains[10 * i : 10 * i + 10].sum() for i in range(4)] == [5, 5, 5, 5]


@every("count", [10, 19, 57, 200, 2000])
@every("percent", [10, 20, 50, 90])
def test_small_and_large_values_train_at_the_same_share(count, percent):
    values = np.random.default_rng(count).exponential(1.0, count).round(3)
    points = np.column_stack([values, -values, values])
    train = share_of(count, percent)
    trains = trained(points, split(points, "regression", train))
    assert trains.sum() == train
    pieces = np.array_split(trains[np.argsort(values)], max(1, min(10, count // 10)))
    for piece in pieces:
        assert abs(piece.sum() - len(piece) * train / count) <= 1.5  # with equal values, one at an end goes either way
    if count >= 20:
        assert 0 < trains[np.argsort(values)[: count // 2]].sum() < train


def test_all_the_same_value_and_all_the_same_point_are_split():
    for points in ([[i, 0, 0.5] for i in range(30)], [[1, 1, 1]] * 30):
        for problem in ("regression", "classification"):
            assert trained(points, split(points, problem, 12)).sum() == 12


# Roles that there are


def own(points, **fields):
    return Experiment(dataset="custom", points=points, **fields)


def roles(experiment):
    """The points that train, and those that test."""
    train = experiment.train_samples
    return set(experiment.points[:train]), set(experiment.points[train:])


TWO = [(i / 10, 1.0, float(-1 if i < 30 else 1)) for i in range(50)]


@given(
    st.lists(st.integers(5, 60), min_size=2, max_size=6), st.lists(SHARES, min_size=2, max_size=5), st.integers(0, 9)
)
def test_another_share_moves_points_one_way_only_and_no_more_than_it_must(sizes, shares, seed):
    labels = np.repeat(np.arange(len(sizes)), sizes)
    points = [(i / 100, 0.0, float(label)) for i, label in enumerate(labels)]
    fields = {"problem": "multi-class", "classes": max(3, len(sizes)), "seed": seed, "batch_size": 1}
    experiment, _, _ = resplit(own(points, **fields), len(points) // 2)
    for percent in shares:
        before = experiment
        asked = own(before.points, **fields, train_percent=percent, train_points=before.train_points)
        experiment, to_train, to_test = resplit(asked, before.train_samples)
        assert experiment.train_samples == max(len(sizes), share_of(len(points), percent))
        assert 0 in (to_train, to_test)
        assert to_train - to_test == experiment.train_samples - before.train_samples
        (old, _), (new, _) = roles(before), roles(experiment)
        assert old <= new or new <= old
        exact = [size * experiment.train_samples / len(points) for size in sizes]
        covered = all(1 <= share <= size - 1 for share, size in zip(exact, sizes, strict=True))
        for label, share in enumerate(exact):
            count = sum(point[2] == label for point in new)
            assert 1 <= count < sizes[label] or experiment.train_samples > len(points) - len(sizes)
            assert abs(count - share) < 1 or not covered  # else the smallest classes get more than their share


def test_the_same_share_again_changes_nothing():
    once, _, _ = resplit(own(TWO, train_percent=30), 25)
    again, *moved = resplit(once, once.train_points)
    assert moved == [0, 0]
    assert again == once


def test_an_old_link_keeps_its_roles_until_it_is_split():
    old = own(TWO, train_percent=20)
    assert {point[2] for point in old.points[: old.train_samples]} == {-1.0}  # the second class is left out
    fair, to_train, to_test = resplit(old, old.train_samples)
    assert fair.train_points == 10
    assert sorted(point[2] for point in fair.points[:10]) == [-1.0] * 6 + [1.0] * 4
    assert (to_train, to_test) == (4, 4)
    assert make_dataset(fair).train_y.mean() == pytest.approx(-0.2)


def test_a_mini_batch_becomes_no_larger_than_what_trains():
    assert resplit(own(TWO, train_points=40, batch_size=30, train_percent=20), 40)[0].batch_size == 10


@pytest.mark.parametrize("train", [0, 50])
def test_if_none_trains_or_none_tests_all_are_split(train):
    for kind in ("new", "share"):
        fair, *moved = resplit(own(TWO, train_percent=20), train, kind)
        assert fair.train_points == 10
        assert sum(moved) == (10 if train == 0 else 40)
        assert [point[2] for point in fair.points[:10]].count(1.0) == 4


def test_only_a_class_that_was_not_split_yet_is_split():
    points = [*[(i / 10, 0.0, -1.0) for i in range(4)], *[(i / 10, 1.0, 1.0) for i in range(20)]]
    rest = [(i / 10, 2.0, -1.0) for i in range(16)]
    fair, to_train, to_test = resplit(own([*points, *rest], train_percent=20), 24, "new")
    assert (fair.train_points, to_train, to_test) == (8, 0, 16)
    assert roles(fair)[0] >= set(points[:4])
    assert roles(fair)[1] >= set(rest)


def test_a_class_of_too_few_points_is_not_split_yet():
    points = [*[(i / 10, 0.0, -1.0) for i in range(10)], *[(i / 10, 1.0, 1.0) for i in range(ENOUGH - 1)]]
    order = [*points[:5], *points[10:], *points[5:10]]
    same, *moved = resplit(own(order), 5 + ENOUGH - 1, "new")
    assert moved == [0, 0]
    assert list(same.points) == order
    assert same.train_points == 5 + ENOUGH - 1


@pytest.mark.parametrize(("train", "after", "moved"), [(50, 49, [0, 1]), (0, 2, [2, 0]), (49, 49, [0, 0])])
def test_as_few_as_possible_change_so_that_there_are_both(train, after, moved):
    fair, *counts = resplit(own(TWO), train, "least")
    assert (fair.train_points, counts) == (after, moved)
    assert sorted(fair.points) == sorted(TWO)


def test_a_link_holds_the_roles_and_the_batch_that_they_allow():
    experiment, _, _ = resplit(own(TWO, train_percent=90, batch_size=9, seed=4), 25)
    experiment = Experiment(**dict(experiment) | {"train_percent": 10, "batch_size": 40})
    assert experiment.train_points == 45
    link = from_link(to_link(experiment))
    assert (link.experiment, link.notes) == (experiment, ())
