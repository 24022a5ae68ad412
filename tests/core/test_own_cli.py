"""Own data on the command line: ``python -m nn_core train --data points.csv``."""

import pytest

import nn_core.__main__ as cli
from nn_core import Experiment, make_dataset, start
from nn_core.__main__ import main
from nn_core.links import to_link
from nn_core.own_data import to_csv

TEN = [f"{10 * i - 50},{50 - 10 * i},{('ox', 'cat', 'dog')[i % 3]}" for i in range(11)]


def test_the_command_line_trains_on_a_table(tmp_path, capsys):
    path = tmp_path / "points.csv"
    path.write_text("\ufeff" + "\n".join(["a,b,kind", *TEN]), "utf-8")
    assert main(["train", "--data", str(path), "--epochs", "2"]) == 0
    out = capsys.readouterr().out
    assert "11 rows, x = a, y = b, label = kind (multi-class)" in out
    assert "x = (a - 0) * 0.1" in out
    assert "cat = 0, dog = 1, ox = 2" in out
    assert "epoch 2\n" in out
    assert main(["train", "--data", str(path), "--columns", "b,a,kind", "--epochs", "0"]) == 0
    assert "x = b, y = a" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--columns", "a,b,nothing"], "points.csv: columns: 'nothing'"),
        (["--problem", "regression"], "points.csv: line 2, column 3: 'ox' is not a number"),
        (["--dataset", "circle"], "dataset: not allowed with --data"),
        (["--samples", "10"], "samples: not allowed with --data"),
        (["--noise", "10"], "noise: not allowed with --data"),
    ],
)
def test_the_command_line_says_what_is_wrong_with_a_table(tmp_path, capsys, more, words):
    path = tmp_path / "points.csv"
    path.write_text("\n".join(["a,b,kind", *TEN]), "utf-8")
    assert main(["train", "--data", str(path), *more]) == 2
    assert words in capsys.readouterr().err


def test_the_command_line_needs_a_table_for_columns_and_one_split(tmp_path, capsys):
    assert main(["train", "--columns", "a,b,c"]) == 2
    assert "columns: allowed only with --data" in capsys.readouterr().err
    assert main(["train", "--data", str(tmp_path / "nothing.csv")]) == 2
    assert "nothing.csv" in capsys.readouterr().err
    path = tmp_path / "points.csv"
    path.write_text(to_csv(make_dataset(Experiment(samples=40))), "utf-8")
    assert main(["train", "--data", str(path), "--train-percent", "60"]) == 2
    assert "train-percent: not allowed" in capsys.readouterr().err


def _one_class_after_the_other(tmp_path, monkeypatch, *options):
    """The experiment that the command line trains on 20 rows of one class and then 20 of another."""
    path = tmp_path / "points.csv"
    path.write_text("\n".join(f"{i / 4 - 5},{i % 7},{'a' if i < 20 else 'b'}" for i in range(40)), "utf-8")
    seen = []
    monkeypatch.setattr(cli, "start", lambda experiment: seen.append(experiment) or start(experiment))
    assert main(["train", "--data", str(path), "--epochs", "0", *options]) == 0
    return seen[0]


@pytest.mark.parametrize("percent", [10, 20, 50, 90])
def test_every_class_trains_at_the_share_that_is_asked_for(tmp_path, monkeypatch, percent):
    experiment = _one_class_after_the_other(tmp_path, monkeypatch, "--train-percent", str(percent))
    labels = [point[2] for point in experiment.points[: experiment.train_samples]]
    assert experiment.train_samples == 40 * percent // 100
    assert labels.count(-1.0) == labels.count(1.0)
    assert experiment.batch_size == min(10, experiment.train_samples)


def test_a_link_says_the_share_of_a_table_too_and_a_batch_that_fits_it(tmp_path, monkeypatch):
    experiment = _one_class_after_the_other(
        tmp_path, monkeypatch, "--link", "dataset=circle&train_percent=90", "--batch-size", "36"
    )
    assert (experiment.train_samples, experiment.batch_size) == (36, 36)


def test_the_share_of_the_points_of_a_link_is_changed_fairly(monkeypatch):
    points = [(i / 10, 1.0, float(-1 if i < 30 else 1)) for i in range(50)]
    old = Experiment(dataset="custom", points=points, train_points=40)
    seen = []
    monkeypatch.setattr(cli, "start", lambda experiment: seen.append(experiment) or start(experiment))
    assert main(["train", "--link", to_link(old), "--epochs", "0"]) == 0
    assert main(["train", "--link", to_link(old), "--epochs", "0", "--train-percent", "20"]) == 0
    assert seen[0] == old
    assert [point[2] for point in seen[1].points[: seen[1].train_samples]].count(1.0) == 4
    assert set(seen[1].points[:10]) <= set(old.points[:40])
    assert main(["train", "--link", to_link(old), "--epochs", "0", "--dataset", "xor"]) == 0
    assert seen[2].train_points is None


def test_a_batch_larger_than_what_trains_after_the_split_is_refused(tmp_path, capsys):
    path = tmp_path / "points.csv"
    path.write_text("\n".join(["a,b,kind", *TEN]), "utf-8")
    assert main(["train", "--data", str(path), "--train-percent", "30", "--batch-size", "4"]) == 2
    assert "batch_size: 4 is not allowed; allowed is 1 to 3" in capsys.readouterr().err
