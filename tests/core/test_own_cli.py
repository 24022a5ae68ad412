"""Own data on the command line: ``python -m nn_core train --data points.csv``."""

import pytest

import nn_core.__main__ as cli
from nn_core import Experiment, make_dataset, start
from nn_core.__main__ import main
from nn_core.formats.files import from_json
from nn_core.formats.links.link import to_link
from nn_core.formats.tables.own_data import to_csv

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
        (["--columns", "a,b,nothing"], 'points.csv: columns must be 1 to 3, or a, b, kind, got "nothing"'),
        (["--problem", "regression"], 'points.csv: line 2, "kind": "ox" is not a number'),
        (["--dataset", "circle"], "dataset must be left out with --data"),
        (["--samples", "10"], "samples must be left out with --data"),
        (["--noise", "10"], "noise must be left out with --data"),
    ],
)
def test_the_command_line_says_what_is_wrong_with_a_table(tmp_path, capsys, more, words):
    path = tmp_path / "points.csv"
    path.write_text("\n".join(["a,b,kind", *TEN]), "utf-8")
    assert main(["train", "--data", str(path), *more]) == 2
    assert words in capsys.readouterr().err


def test_the_command_line_needs_a_table_for_columns_and_one_split(tmp_path, capsys):
    assert main(["train", "--columns", "a,b,c"]) == 2
    assert "columns must be left out without --data" in capsys.readouterr().err
    assert main(["train", "--data", str(tmp_path / "nothing.csv")]) == 2
    assert "nothing.csv" in capsys.readouterr().err
    path = tmp_path / "points.csv"
    path.write_text(to_csv(make_dataset(Experiment(samples=40))), "utf-8")
    assert main(["train", "--data", str(path), "--train-percent", "60"]) == 2
    assert "train-percent must be left out" in capsys.readouterr().err


def train(tmp_path, capsys, text, *more):
    """Exit code, output and error of a training on a table."""
    path = tmp_path / "points.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    code = main(["train", "--data", str(path), "--epochs", "0", *more])
    return code, *capsys.readouterr()


SETS = ("train", "val", "test")


def german(i):
    km = f"{700 + 50 * i:,}".replace(",", ".")
    return f"{i};{km};{i // 4},{i % 10};{'weiß' if i % 3 else 'grün'};{SETS[i % 3]}"


def test_the_command_line_says_what_was_read(tmp_path, capsys):
    table = "\n".join(["Nr.;km;preis;farbe;split", *map(german, range(24)), "99;NA;1,5;grün;train"])
    code, out, _ = train(tmp_path, capsys, table.encode("cp1252"), "--missing", "drop")
    assert code == 0
    for said in (
        "24 rows, x = km, y = preis, label = farbe (classification)",
        "read as windows-1252",
        "decimal comma, thousands kept apart in km",
        "no feature, as it numbers or names rows: Nr.",
        "1 row left out",
        "x = (km - 1275) * 0.008696",
        "grün = -1, weiß = 1",
        "split is followed: 8 rows train, 16 test, 8 of them called validation",
    ):
        assert said in out


NAMES = "a,b,kind\n"


def rows(line, numbers=range(1, 21)):
    return "\n".join(line(i) for i in numbers)


OPEN = [
    (NAMES + rows(str, TEN) + "\n1,2,?", 'missing in 1 of 12 rows: line 13, "kind"', "--missing drop", "11 rows"),
    (NAMES + rows(lambda i: f"{3 * i},{i}.5,{7 * i % 8}"), "8 different whole", "--problem regression", "(regression)"),
    (
        "a;b;c\n" + rows(lambda i: f"{i}.{234 + i};{3 * i};{i % 2}"),
        '"1.235" is 1.235 with',
        "--decimal comma",
        "x = (a",
    ),
    ("0,1,2\n" + rows(lambda i: f"{7 * i % 10},{3 * i % 10},{i % 2}"), "line 1:", "--header yes", "x = 0, y = 1"),
    (NAMES + rows(lambda i: f"{i},{i}.5,{i % 2}"), '"a" only numbers', "--columns a,b,kind", "x = a, y = b"),
]


@pytest.mark.parametrize(("text", "words", "option", "said"), OPEN)
def test_an_error_says_which_option_settles_it(tmp_path, capsys, text, words, option, said):
    code, out, error = train(tmp_path, capsys, text)
    assert (code, out) == (2, "")
    assert words in error
    assert option.split()[0] in error
    code, out, _ = train(tmp_path, capsys, text, *option.split())
    assert code == 0
    assert said in out


def test_names_with_commas_are_chosen_in_quotes(tmp_path, capsys):
    text = '"a,b",c,d,kind\n' + "\n".join(f"{i / 3:.2f},{-i},7,{i % 2}" for i in range(20))
    for columns in ('"a,b",c,kind', '"a,b", c, kind', "1,2,4"):
        code, out, _ = train(tmp_path, capsys, text, "--columns", columns)
        assert (code, "x = a,b, y = c, label = kind" in out) == (0, True)
    assert train(tmp_path, capsys, text, "--columns", "a,b,c,kind")[0] == 2


@pytest.mark.parametrize("option", ["--header yes", "--decimal comma", "--missing drop", "--encoding utf-8"])
def test_what_is_said_of_a_table_needs_one(capsys, option):
    assert main(["train", *option.split()]) == 2
    assert f"{option.split()[0][2:]} must be left out without --data" in capsys.readouterr().err


def test_constant_targets_have_r_squared_0(tmp_path, capsys):
    text = "x,y,target\n" + "\n".join(f"{i % 7 - 3.5},{i % 5 - 2.5},0.7" for i in range(24))
    code, out, _ = train(tmp_path, capsys, text, "--problem", "regression")
    assert (code, out.count("R² 0.0000")) == (0, 2)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_a_network_file_is_read_whatever_its_encoding(tmp_path, capsys, encoding):
    path = tmp_path / "network.json"
    assert main(["train", "--epochs", "2", "--save-state", str(path)]) == 0
    path.write_text(path.read_text("utf-8"), encoding)
    capsys.readouterr()
    assert main(["train", "--resume", str(path), "--epochs", "1"]) == 0
    out = capsys.readouterr().out
    assert "epoch 3\n" in out
    assert ("read as" in out) == encoding.startswith("utf-16")
    path.write_bytes(b"\xff\xfe{")
    assert main(["train", "--resume", str(path)]) == 2


def test_other_data_or_another_share_do_not_keep_an_old_split(tmp_path, capsys):
    path = tmp_path / "network.json"
    split = "\n".join(f"{line},{'train' if i < 3 else 'test'}" for i, line in enumerate(TEN))
    assert train(tmp_path, capsys, "a,b,kind,set\n" + split, "--save-state", str(path))[0] == 0
    assert from_json(path.read_text("utf-8"))[0].train_samples == 3
    again = ["train", "--resume", str(path), "--epochs", "0", "--save-state", str(path)]
    assert main([*again, "--train-percent", "60"]) == 0
    assert from_json(path.read_text("utf-8"))[0].train_samples == 6
    assert train(tmp_path, capsys, "a,b,kind,set\n" + split, "--save-state", str(path))[0] == 0
    (tmp_path / "other.csv").write_text("\n".join(["a,b,kind", *TEN]), "utf-8")
    assert main([*again, "--data", str(tmp_path / "other.csv")]) == 0
    assert from_json(path.read_text("utf-8"))[0].train_samples == 5


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
    assert "batch_size must be 1 to 3, the number of training samples, got 4" in capsys.readouterr().err
