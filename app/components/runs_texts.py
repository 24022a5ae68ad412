"""What the scripts know of the run table: its limits, the names of what a set-up has, and every text."""

from typing import Any

from nn_core import DATASETS, INITIALIZERS, OPTIMIZERS, REGULARIZERS
from nn_core.losses import PROBLEMS
from nn_core.schedules import SCHEDULES

from ..i18n import _

MOST_ROWS = 200
MAX_REPEAT_EPOCHS = 20_000
USUAL_REPEATS = 12
LONGEST = {"note": 200, "title": 120, "name": 80, "text": 2000}  # characters


def columns() -> dict[str, str]:
    """The heads of the table, of reports and of files."""
    return {
        "ticked": _("Ticked"),
        "number": _("Run"),
        "map": _("Map"),
        "said": _("What changed"),
        "epochs": _("Epochs"),
        "trainLoss": _("Training loss"),
        "testLoss": _("Test loss"),
        "gap": _("Gap"),
        "score": _("Accuracy or R²"),
        "parameters": _("Parameters"),
        "ended": _("Ended"),
        "note": _("Note"),
    }


def runs_setup() -> dict[str, Any]:
    """Limits and names."""
    registries: dict[str, Any] = {
        "optimizer": OPTIMIZERS, "schedule": SCHEDULES, "regularization": REGULARIZERS, "initializer": INITIALIZERS,
    }  # fmt: skip
    return {
        "longest": LONGEST,
        "epochs": MAX_REPEAT_EPOCHS,
        "repeats": USUAL_REPEATS,
        "fields": _fields(),
        "datasets": {kind.key: _(kind.name) for kind in DATASETS.values()},
        "choices": {
            "problem": {problem: _(problem.capitalize()) for problem in PROBLEMS},
            **{
                field: {entry.key: _(entry.name) for entry in registry.values()}
                for field, registry in registries.items()
            },
        },
        "ends": {
            "paused": _("paused"),
            "goal": _("stopped at its goal"),
            "diverged": _("diverged"),
            "reset": _("reset"),
            "changed": _("settings changed"),
        },
        "columns": columns(),
    }


def _fields() -> dict[str, str]:
    return {
        "problem": _("Problem type"),
        "dataset": _("Dataset"),
        "data": _("Your data"),
        "samples": _("Points"),
        "train_percent": _("Training share"),
        "noise": _("Noise"),
        "seed": _("Seed"),
        "weights_seed": _("Seed of the weights"),
        "classes": _("Classes"),
        "features": _("Features"),
        "hidden": _("Hidden layers"),
        "output": _("Output layer"),
        "learning_rate": _("Learning rate"),
        "batch_size": _("Batch size"),
        "optimizer": _("Optimizer"),
        "clip_norm": _("Gradient clipping"),
        "schedule": _("Schedule"),
        "schedule_epochs": _("Period in epochs"),
        "regularization": _("Penalty"),
        "regularization_rate": _("Regularization rate"),
        "initializer": _("Initializer"),
        "initial_bias": _("Initial bias"),
    }


def runs_texts() -> dict[str, str]:
    """Texts by the names that the scripts know them by."""
    return {
        "runChange": _("{field}: {from} → {to}"),
        "runSame": _("same settings"),
        "runOtherData": _("other points of yours"),
        "runWentOn": _("continued from epoch {epoch} of other settings"),
        "runOwnStart": _("started from weights that its link does not have"),
        "runOfSeed": _("as the data"),
        "runDropout": _("dropout {share}"),
        "runNumber": _("Run {number}"),
        "runMap": _("Map of run {number}"),
        "runNote": _("Note"),
        "runNoteOn": _("Note on run {number}"),
        "runAgain": _("Open these settings; Play then stops at epoch {epoch}"),
        "runEpoch": _("Epoch"),
        "runLoss": _("Loss"),
        "runDeleted": _("1 run deleted."),
        "runsDeleted": _("{n} runs deleted."),
        "runsTooMany": _("A race has at most {most} lanes, and {n} runs are ticked."),
        "runLaneSame": _("Run {number} has the settings of another one."),
        "runLaneData": _("Run {number} has other points of yours, and lanes share them."),
        "runLaneNot": _("Run {number} differs in something that a lane can't have."),
        **_repeat_texts(),
        **_report_texts(),
        "snapshotTest": _("Test"),
        "snapshotTrain": _("Training"),
        "snapshotFailed": _("Your browser could not make the picture."),
    }


def _repeat_texts() -> dict[str, str]:
    return {
        "repeatStart": _("Start"),
        "repeatCancel": _("Cancel"),
        "repeatAccuracy": _("test accuracy is at least"),
        "repeatR2": _("test R² is at least"),
        "repeatTest": _("{good} of {n} runs ({share}) ended with a test loss below {value}."),
        "repeatTrain": _("{good} of {n} runs ({share}) ended with a training loss below {value}."),
        "repeatScore": _("{good} of {n} runs ({share}) ended with {value} or more on the test data."),
        "repeatRange": _("Test loss: {low} to {high}, median {median}."),
        "repeatRun": _("Seed {seed}, {verdict}: loss {loss}, {score} on the test data. Open it."),
        "repeatGood": _("succeeded"),
        "repeatBad": _("did not succeed"),
        "repeatDiverged": _("diverged"),
        "repeatOpened": _("Seed {seed} opened|open seed {seed}"),
    }


def _report_texts() -> dict[str, str]:
    return {
        "reportTitle": _("Report"),
        "reportRun": _("Run {number}: {brief}, {epoch} epochs"),
        "reportChart": _("Loss over the epochs: solid lines on the test data, dashed lines on the training data"),
        "reportMap": _("Map of run"),
        "reportRepeated": _("Repeated with other seeds"),
        "reportSeeds": _("{brief}, {epochs} epochs, other data and starting weights"),
        "reportWeights": _("{brief}, {epochs} epochs, other starting weights"),
        "reportSetting": _("Settings of run {number}: {facts}."),
    }
