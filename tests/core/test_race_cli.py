"""``python -m nn_core race``: what it prints and writes, that it repeats itself, and what it refuses."""

import json
import os
import re
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import nn_core
from nn_core import Experiment
from nn_core.__main__ import main
from nn_core.study import race
from nn_core.study.race import Race, RunResult, lanes
from nn_core.study.report import comparison_note, lane_table, ratio_table
from nn_core.study.sweep import sweep

ROOT = Path(nn_core.__file__).parents[1]
FILES = {"race.md", "race.csv", "race.json", "race-reached.svg", "race-epochs.svg"}
QUICK = ["--dataset", "gauss", "--samples", "60", "--hidden", "3", "--learning-rate", "0.01"]
BASE = Experiment(dataset="gauss", samples=60, hidden=[{"units": 3}], learning_rate=0.01)
SMALL = [*QUICK, "--activations", "tanh,relu", "--seeds", "6", "--target", "0.1", "--cap", "60", "--jobs", "1"]


def _run(capsys, *arguments):
    """Exit code, stdout and stderr of the command line, in this process."""
    try:
        code = main(["race", *map(str, arguments)])
    except SystemExit as stop:
        code = stop.code
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def _finishes(base=BASE, seeds=range(6), names=("tanh", "relu"), target=0.1, cap=60):
    competitors = lanes(base, names)
    finishes = sorted(sweep(competitors, seeds, target, cap, n_jobs=1), key=lambda f: (f.lane, f.seed))
    return Race(competitors, seeds, target, cap, finishes, "")


def _without_times(table):
    return [line.split("|")[:-2] for line in table.splitlines()]


def _read(folder):
    document = json.loads((folder / "race.json").read_text(encoding="utf-8"))
    return document, [RunResult(**run) for run in document["runs"]]


def test_it_prints_the_tables_and_writes_the_report(capsys, tmp_path):
    folder = tmp_path / "a folder" / "report"
    code, out, err = _run(capsys, *SMALL, "--out", folder)
    expected = _finishes()
    assert code == 0
    by_lane, note, by_pair, written = out.strip().split("\n\n")
    assert _without_times(by_lane) == _without_times(lane_table(expected))
    assert note == comparison_note(expected)
    assert by_pair == ratio_table(expected)
    assert {path.name for path in folder.iterdir()} == FILES
    assert all(str(folder / name) in written for name in FILES)
    assert "12/12" in err
    document, finishes = _read(folder)
    assert finishes == expected.finishes
    assert [Experiment(**lane["experiment"]) for lane in document["lanes"]] == [l.experiment for l in expected.lanes]  # noqa: E741
    assert by_pair in (folder / "race.md").read_text(encoding="utf-8")


def test_the_command_of_the_report_repeats_it(capsys, tmp_path):
    _run(capsys, *SMALL, "--out", tmp_path / "one report")
    document, finishes = _read(tmp_path / "one report")
    given = shlex.split(document["command"])
    assert given[:4] == ["python", "-m", "nn_core", "race"]
    (tmp_path / "one report" / "race.json").unlink()
    assert _run(capsys, *given[4:])[0] == 0
    assert _read(tmp_path / "one report")[1] == finishes


def test_it_goes_on_with_the_runs_that_the_folder_has(capsys, tmp_path):
    few = [*SMALL[:-6], "--seeds", "2", "--target", "0.1", "--cap", "60", "--jobs", "1"]
    assert _run(capsys, *few, "--out", tmp_path)[0] == 0
    first = _read(tmp_path)[1]
    code, _, err = _run(capsys, *SMALL, "--out", tmp_path, "--resume")
    assert code == 0
    assert "4/12" in err
    assert _read(tmp_path)[1] == _finishes().finishes
    assert [run.seconds for run in _read(tmp_path)[1] if run.seed < 2] == [run.seconds for run in first]


@pytest.mark.parametrize(
    ("contents", "words"),
    [(None, "No such file"), ("{", "JSON"), ("{}", "required"), ('{"metric": "test_loss"}', "required")],
)
def test_what_is_no_race_cannot_be_gone_on_with(capsys, tmp_path, contents, words):
    if contents is not None:
        (tmp_path / "race.json").write_text(contents, encoding="utf-8")
    code, _, err = _run(capsys, *SMALL, "--out", tmp_path, "--resume")
    assert (code, len(err.splitlines())) == (2, 1)
    assert words in err


def test_the_target_may_be_an_accuracy(capsys, tmp_path):
    assert _run(capsys, *SMALL, "--metric", "test_score", "--target", "0.9", "--out", tmp_path)[0] == 0
    document, finishes = _read(tmp_path)
    assert document["metric"] == "test_score"
    for finish in finishes:
        alone = lanes(BASE, ["tanh", "relu"])[finish.lane].experiment.model_copy(update={"seed": finish.seed})
        assert finish == race.run_to_target(alone, 0.9, 60, "test_score", lane=finish.lane)
    assert "test accuracy or R² of at least 0.9" in (tmp_path / "race.md").read_text(encoding="utf-8")


def test_without_a_folder_nothing_is_written(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, _ = _run(capsys, *SMALL)
    assert code == 0
    assert "tanh" in out
    assert list(tmp_path.iterdir()) == []


@pytest.mark.rest
def test_a_shell_runs_it_in_processes_and_seeds_begin_where_they_are_told_to(tmp_path):
    command = [sys.executable, "-W", "error", "-m", "nn_core", "race", *SMALL, "--jobs", "2", "--seed", "40"]
    run = subprocess.run([*command, "--out", tmp_path], capture_output=True, text=True, check=False, cwd=ROOT)
    assert run.returncode == 0, run.stderr
    document, finishes = _read(tmp_path)
    assert document["seeds"] == list(range(40, 46))
    assert finishes == _finishes(seeds=range(40, 46)).finishes


@pytest.mark.parametrize("backend", ["threading", "sequential"])
def test_the_backend_does_not_matter(capsys, tmp_path, backend):
    assert _run(capsys, *SMALL, "--backend", backend, "--out", tmp_path)[0] == 0
    assert _read(tmp_path)[1] == _finishes().finishes


def test_a_run_that_diverges_is_counted_and_gives_code_1(capsys, tmp_path):
    code, out, err = _run(
        capsys, "--problem", "regression", "--learning-rate", "10", "--activations", "relu", "--seeds", "3", "--jobs",
        "1", "--out", tmp_path,
    )  # fmt: skip
    assert code == 1
    _, finishes = _read(tmp_path)
    diverged = sum(finish.diverged for finish in finishes)
    assert diverged > 0
    assert f"; {diverged} diverged" in out
    assert err.splitlines()[-1] == f"python -m nn_core race: {diverged} of 3 runs diverged"


@pytest.mark.rest
def test_interrupted_it_writes_what_it_has(tmp_path):
    command = [
        sys.executable, "-m", "nn_core", "race", *QUICK, "--activations", "tanh,relu", "--seeds", "9999",
        "--jobs", "2", "--cap", "1000", "--target", "1e-9", "--out", tmp_path,
    ]  # fmt: skip
    # a group of its own: Ctrl-C in a terminal reaches all processes of the group
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, start_new_session=True
    ) as process:
        said = b""
        while not re.search(rb"\b[1-9]\d*/19998", said):
            piece = os.read(process.stderr.fileno(), 4096)
            assert piece, said.decode()
            said += piece
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate()
    assert process.returncode == 130
    _, finishes = _read(tmp_path)
    assert 0 < len(finishes) < 19998
    # loky, too, may say at the very end that something of a worker that was just starting is gone already
    assert f"python -m nn_core race: interrupted after {len(finishes)} runs" in err.decode().splitlines()
    assert b"Traceback" not in err
    assert b"| lane" in out
    assert f"**Interrupted: {len(finishes)} of 19998 runs.**" in (tmp_path / "race.md").read_text(encoding="utf-8")
    assert {path.name for path in tmp_path.iterdir()} == FILES
    one = finishes[0]
    alone = lanes(BASE, ["tanh", "relu"])[one.lane].experiment.model_copy(update={"seed": one.seed})
    assert one == race.run_to_target(alone, 1e-9, 1000, lane=one.lane)


@pytest.mark.rest
def test_interrupted_before_the_first_result_it_writes_nothing(capsys, tmp_path, monkeypatch):
    def interrupted(*arguments, **options):
        raise KeyboardInterrupt
        yield

    monkeypatch.setattr("nn_core.study.sweep.sweep", interrupted)
    code, out, err = _run(capsys, *SMALL, "--out", tmp_path)
    assert (code, out) == (130, "")
    assert err.splitlines()[-1] == "python -m nn_core race: interrupted after 0 runs"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        (["--activations", "tanh,magic"], ["activation", "'magic'", "relu"]),
        (["--activations", ""], ["activations", "none"]),
        (["--activations", "tanh, tanh"], ["activations", "tanh, tanh", "different"]),
        (["--activations", "leaky-relu:0.9"], ["parameter", "0.9", "0 to 0.5"]),
        (["--hidden", ""], ["hidden", "one or more"]),
        (["--seeds", "0"], ["seeds", "0", "1 to 10000"]),
        (["--seeds", "many"], ["--seeds", "'many'"]),
        (["--seeds", "2", "--seed", "4294967295"], ["seed", "4294967295", "0 to 4294967294"]),
        (["--target", "-1"], ["target", "-1", "above 0"]),
        (["--target", "nan"], ["target", "nan"]),
        (["--cap", "0"], ["cap", "0", "1 to 1000000"]),
        (["--cap", "9999999"], ["cap", "9999999"]),
        (["--noise", "90"], ["noise", "90", "80"]),
        (["--dataset", "suns"], ["dataset", "'suns'", "circle"]),
        (["--backend", "magic"], ["magic"]),
        (["--backend", "dask"], ["Client"]),
        (["--scheduler", "tcp://there:8786"], ["scheduler", "there", "--backend dask"]),
        (["--jobs", "0"], ["jobs", "1 or more"]),
        (["--metric", "luck"], ["metric", "'luck'", "test_score"]),
        (["--metric", "test_score", "--target", "2"], ["target", "2.0", "at most 1"]),
        (["--resume"], ["resume", "--out"]),
        (["--epochs", "3"], ["--epochs"]),
        (["--out", __file__], [__file__]),
    ],
    ids=str,
)
def test_bad_arguments_get_one_line_and_code_2(capsys, arguments, parts):
    code, out, err = _run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert err.startswith("python -m nn_core")
    assert len(err.splitlines()) == 1, err
    assert [part for part in parts if part not in err] == []


def test_help_names_the_options(capsys):
    code, out, _ = _run(capsys, "--help")
    assert code == 0
    options = ("activations", "seeds", "target", "cap", "out", "jobs", "backend", "noise", "hidden", "batch-size")
    assert [option for option in options if f"--{option}" not in out] == []
