"""Own data on the command line: ``python -m nn_core train --data points.csv``."""

import pytest

from nn_core import Experiment, make_dataset
from nn_core.__main__ import main
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
        (["--problem", "regression"], "points.csv: line 2, \"kind\": 'ox' is not a number"),
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
