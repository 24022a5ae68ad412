"""The command line: what it prints and writes, and that every bad argument gets one line and exit code 2."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import nn_core
from nn_core import ACTIVATIONS, DATASETS, FEATURES, Experiment, TrainingState, advance, evaluate, start
from nn_core.__main__ import main
from nn_core.formats.links.link import to_link

ROOT = Path(nn_core.__file__).parents[1]


def _shell(*arguments):
    command = [sys.executable, "-X", "utf8", "-W", "error", "-m", "nn_core", "train", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=ROOT)


def _run(capsys, *arguments):
    """Exit code, stdout and stderr of the command line, in this process."""
    try:
        code = main(list(map(str, arguments)))
    except SystemExit as stop:
        code = stop.code
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def _report(experiment, state):
    metrics = evaluate(experiment, state)
    score = "R²" if experiment.problem == "regression" else "accuracy"
    return (
        f"epoch {state.epoch}\n"
        f"training loss {metrics.train_loss:.6f}   {score} {metrics.train_score:.4f}\n"
        f"test loss     {metrics.test_loss:.6f}   {score} {metrics.test_score:.4f}\n"
        f"gap {metrics.test_loss - metrics.train_loss:+.6f}\n"
        f"parameters {sum(layer.weights.size + layer.biases.size + layer.learned.size for layer in state.layers)}\n"
    )


def test_train_prints_losses_shows_progress_and_writes_state_and_picture(tmp_path):
    run = _shell(
        "--dataset", "gauss", "--epochs", "30", "--hidden", "3,2", "--activation", "relu,leaky-relu:0.1",
        "--noise", "5", "--seed", "4", "--features", "x,y,sin x", "--learning-rate", "0.1", "--batch-size", "7",
        "--save-state", tmp_path / "state.bin", "--picture", tmp_path / "boundary.png",
    )  # fmt: skip
    experiment = Experiment(
        dataset="gauss", noise=5, seed=4, features=["x", "y", "sin x"], learning_rate=0.1, batch_size=7,
        hidden=[{"units": 3, "activation": "relu"}, {"units": 2, "activation": "leaky-relu", "parameter": 0.1}],
    )  # fmt: skip
    state = advance(experiment, start(experiment), 30)
    assert run.returncode == 0
    assert run.stdout == _report(experiment, state)
    assert "30/30" in run.stderr
    assert "epoch/s" in run.stderr
    assert "test=" in run.stderr
    data = (tmp_path / "state.bin").read_bytes()
    assert data == state.to_bytes()
    assert TrainingState.from_bytes(experiment, data).epoch == 30
    with Image.open(tmp_path / "boundary.png") as image:
        assert image.format == "PNG"
        pixels = np.asarray(image.convert("RGB")).astype(int)
    # around (5, 5) the network is sure of +1, around (-5, -5) of -1; colors of the map are a third paler
    assert np.abs(pixels[50 + 45, 60 + 555] - (90, 164, 211)).max() <= 3
    assert np.abs(pixels[50 + 555, 60 + 45] - (248, 183, 107)).max() <= 3


def test_a_link_sets_up_the_run_and_options_beside_it_win(capsys):
    link = "dataset=spiral&seed=3&hidden=3-elu:0.5~0.1;2-relu&learning_rate=0.1&noise=99"
    three = {"units": 3, "activation": "elu", "parameter": 0.5, "dropout": 0.1}
    linked = {"dataset": "spiral", "seed": 3, "learning_rate": 0.1, "noise": 80}
    note = "python -m nn_core train: noise must be 0 to 80, got '99'; 80 is used instead.\n"
    for options, fields in (
        ([], {"hidden": [three, {"units": 2, "activation": "relu"}]}),
        (["--seed", "4", "--hidden", "5"], {"seed": 4, "hidden": [three | {"units": 5}]}),
        (["--activation", "tanh", "--dropout", "0"], {"hidden": [{"units": 3}, {"units": 2}]}),
        (
            ["--dataset", "reg-gauss"],
            {"problem": "regression", "dataset": "reg-gauss", "hidden": [three, {"units": 2, "activation": "relu"}]},
        ),
    ):
        experiment = Experiment(**linked | fields)
        code, out, err = _run(capsys, "train", "--link", f"http://here/#{link}", "--epochs", 2, *options)
        assert (code, out) == (0, _report(experiment, advance(experiment, start(experiment), 2)))
        assert note in err
    own = "dataset=custom&seed=0&points=eNoz0DNU0DXSM03VNTBXMOQyNAADBV0gMuQyoL8kAEJgGX4"
    patterned = Experiment(dataset="xor")
    _, out, _ = _run(capsys, "train", "--link", own, "--epochs", 0, "--dataset", "xor")
    assert out == _report(patterned, start(patterned))
    few = Experiment(problem="regression", dataset="reg-gauss", samples=500)  # as many as other problems have
    _, out, _ = _run(capsys, "train", "--link", to_link(few), "--epochs", 0)
    assert out == _report(few, start(few))
    assert _run(capsys, "train", "--link", "nothing", "--epochs", 0)[0] == 2


def test_bad_argument_in_a_shell_gives_one_line_and_code_2():
    run = _shell("--noise", "90")
    assert run.returncode == 2
    assert run.stdout == ""
    assert run.stderr == ("python -m nn_core train: noise must be less than or equal to 80, got 90.0\n")


def test_divergence_gives_code_1_the_reason_and_the_last_losses(capsys, tmp_path):
    path = tmp_path / "state.bin"
    code, out, err = _run(
        capsys,
        "train",
        "--problem",
        "regression",
        "--learning-rate",
        "10",
        "--activation",
        "relu",
        "--save-state",
        path,
    )
    assert code == 1
    reason = err.splitlines()[-1]
    assert "diverged after epoch 0" in reason
    assert "learning rate below 10" in reason
    assert "Traceback" not in err
    layers = [{"units": n, "activation": "relu"} for n in (4, 2)]
    experiment = Experiment(problem="regression", learning_rate=10, hidden=layers)
    assert out == _report(experiment, start(experiment))
    assert path.read_bytes() == start(experiment).to_bytes()


def test_resume_goes_on_where_the_saved_state_stopped(capsys, tmp_path):
    first, second = tmp_path / "first.bin", tmp_path / "second.bin"
    assert _run(capsys, "train", "--epochs", 4, "--save-state", first)[0] == 0
    code, out, _ = _run(capsys, "train", "--epochs", 6, "--resume", first, "--save-state", second)
    assert code == 0
    expected = advance(Experiment(), start(Experiment()), 10)
    assert second.read_bytes() == expected.to_bytes()
    assert out == _report(Experiment(), expected)


def test_no_epochs_give_the_losses_of_the_start_and_no_progress_bar(capsys):
    assert _run(capsys, "train", "--epochs", 0) == (0, _report(Experiment(), start(Experiment())), "")


@pytest.mark.parametrize(
    ("arguments", "choices"),
    [
        (["--dataset", "reg-gauss"], {"problem": "regression", "dataset": "reg-gauss"}),
        (["--problem", "regression"], {"problem": "regression"}),
        (["--output", "sigmoid"], {"output": "sigmoid"}),
        (["--loss", "cross-entropy"], {"loss": "cross-entropy"}),
        (["--hidden", "", "--features", ""], {"hidden": [], "features": []}),
        (["--hidden", "5"], {"hidden": [{"units": 5}]}),
        (["--hidden", "3", "--activation", "elu:0.5"],
         {"hidden": [{"units": 3, "activation": "elu", "parameter": 0.5}]}),
        (["--samples", "50", "--train-percent", "33.5"], {"samples": 50, "train_percent": 33.5}),
        (["--samples", "12"], {"samples": 12}),
        (["--regularization", "l1", "--regularization-rate", "0.1"],
         {"regularization": "l1", "regularization_rate": 0.1}),
        (["--optimizer", "sgd", "--initializer", "uniform", "--problem", "classification"], {}),
    ],
    ids=str,
)  # fmt: skip
def test_arguments_make_the_experiment_that_they_name(capsys, arguments, choices):
    code, out, err = _run(capsys, "train", "--epochs", 2, *arguments)
    assert code == 0, err
    experiment = Experiment(**choices)
    assert out == _report(experiment, advance(experiment, start(experiment), 2))


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        ([], ["COMMAND"]),
        (["fly"], ["'fly'", "train"]),
        (["train", "--magic"], ["--magic"]),
        (["train", "--epochs"], ["--epochs"]),
        (["train", "--epochs", "-1"], ["--epochs", "'-1'", "must be"]),
        (["train", "--epochs", "2.5"], ["--epochs", "'2.5'", "must be"]),
        (["train", "--epochs", "9" * 30], ["epochs", "9" * 30]),
        (["train", "--samples", "ten"], ["--samples", "'ten'"]),
        (["train", "--samples", "9"], ["samples", "9", "10"]),
        (["train", "--noise", "nan"], ["noise", "nan", "finite"]),
        (["train", "--learning-rate", "1e400"], ["learning_rate", "inf", "finite"]),
        (["train", "--learning-rate", "11"], ["learning_rate", "11", "10"]),
        (["train", "--seed", "-1"], ["seed", "-1", "0"]),
        (["train", "--batch-size", "251"], ["batch_size", "251", "1 to 250"]),
        (["train", "--dataset", "stars"], ["dataset", "'stars'", "circle", "spiral"]),
        (["train", "--dataset", "a\nb"], ["dataset", r"'a\nb'"]),
        (["train", "--dataset", "circle", "--problem", "regression"], ["dataset", "'circle'", "reg-plane"]),
        (["train", "--features", "x,z"], ["features", "'z'", "sin x"]),
        (["train", "--features", "x,x"], ["features", "different"]),
        (["train", "--hidden", "8,a"], ["--hidden", "'8,a'", "8,8,8"]),
        (["train", "--hidden", "8,17"], ["units", "17", "16"]),
        (["train", "--hidden", "1,1,1,1,1,1,1,1,1"], ["hidden", "9", "8"]),
        (["train", "--activation", "magic"], ["activation", "'magic'", "tanh"]),
        (["train", "--activation", "tanh,relu,elu"], ["activation", "3", "2 layers"]),
        (["train", "--activation", "leaky-relu:0.6"], ["parameter", "0.6", "0 to 0.5"]),
        (["train", "--activation", "leaky-relu:much"], ["parameter", "'much'"]),
        (["train", "--activation", "tanh:1"], ["parameter", "left out"]),
        (["train", "--output", "softmax"], ["output", "softmax", "tanh with squared"]),
        (["train", "--problem", "multi-class", "--classes", "7"], ["classes", "7", "6"]),
        (["train", "--optimizer", "magic"], ["optimizer", "'magic'", "sgd"]),
        (["train", "--resume", "/no/such/file"], ["/no/such/file"]),
        (["train", "--save-state", "/no/such/folder/state.bin"], ["/no/such/folder"]),
        (["train", "--picture", "/no/such/folder/picture.png"], ["/no/such/folder"]),
        (["train", "extra\nargument"], ["extra"]),
    ],
    ids=str,
)
def test_bad_arguments_get_one_line_and_code_2(capsys, arguments, parts):
    _assert_refused(_run(capsys, *arguments), parts)


@pytest.mark.parametrize("option", ["--save-state", "--picture", "--resume"])
def test_a_folder_in_place_of_a_file_gets_one_line_and_code_2_before_any_training(capsys, tmp_path, option):
    _assert_refused(_run(capsys, "train", "--epochs", 3, option, tmp_path), [str(tmp_path)])


def _assert_refused(run, parts):
    code, out, err = run
    assert code == 2
    assert err.endswith("\n")
    assert err.startswith("python -m nn_core")
    assert len(err.splitlines()) == 1, err
    assert [part for part in parts if part not in err] == []
    assert "Traceback" not in err
    assert out == ""


def test_state_of_another_network_or_no_state_at_all_is_refused(capsys, tmp_path):
    path = tmp_path / "state.bin"
    for data, reason in (
        (start(Experiment(hidden=[])).to_bytes(), "layers"),
        (b"hello", "state must be 24 bytes or more, got 5"),
    ):
        path.write_bytes(data)
        _assert_refused(_run(capsys, "train", "--resume", path), [reason])


def test_help_names_every_registered_key(capsys):
    code, out, _ = _run(capsys, "train", "--help")
    assert code == 0
    text = " ".join(out.split())
    for key in (*ACTIVATIONS, *DATASETS, *FEATURES):
        assert key in text.replace("- ", "-")
