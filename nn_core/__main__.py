"""The core without a browser: ``python -m nn_core train --dataset spiral --hidden 8,8,8 --activation relu``."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tqdm import tqdm

from . import __version__
from .activations import ACTIVATIONS
from .common.command_line import Commands, run
from .common.written import exact
from .datasets import DATASETS
from .evaluation import Metrics
from .experiment.experiment import MAX_RATE, PROBLEM_FIELDS, Experiment
from .experiment.hidden import Layer, chosen_activation
from .experiment.splits import split_fields
from .features import FEATURES
from .formats.encodings import decode
from .formats.files import from_json, to_json
from .formats.links.link import from_link
from .formats.tables import command as own_command
from .initializers import INITIALIZERS
from .insight.picture import save_picture
from .losses import LOSSES, OUTPUT_LAYERS, PROBLEMS
from .optimizers import OPTIMIZERS
from .regularizers import REGULARIZERS
from .schedules import SCHEDULES
from .state.state import TrainingState
from .study import command as race_command
from .trainer import Trainer
from .training.engines import default_engine, prepare
from .training.refit import refit
from .training.training import DivergedError, start

_MAX_EPOCHS = 10**9
_REPORTS = 200  # how often a run says how far it is
_OF_A_PROBLEM = ("dataset", *PROBLEM_FIELDS, "batch_size")
_ANY_KIND = {"formula": None, "parameter": None}  # of an activation


def _units(text: str) -> list[int]:
    try:
        return [int(item) for item in race_command.items(text)]
    except ValueError:
        message = f"must be whole numbers separated by commas, as in 8,8,8, got {text!r}"
        raise argparse.ArgumentTypeError(message) from None


def _epochs(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 20 and int(text) <= _MAX_EPOCHS):
        raise argparse.ArgumentTypeError(f"must be a whole number from 0 to {_MAX_EPOCHS}, got {text!r}")
    return int(text)


def _add_setup(parser: argparse.ArgumentParser) -> None:
    """The options of an experiment that every command has which trains; not the activations."""
    parser.add_argument("--problem", metavar="KEY", help=", ".join(PROBLEMS))
    parser.add_argument("--dataset", metavar="KEY", help=", ".join(DATASETS))
    parser.add_argument("--samples", type=int, help="points in all, training and test")
    parser.add_argument("--noise", type=float, help="0 to 80")
    parser.add_argument("--train-percent", type=float, help="share of the points to train on, 10 to 90")
    parser.add_argument("--hidden", type=_units, metavar="UNITS", help="units per hidden layer, as in 8,8,8")
    parser.add_argument(
        "--output", metavar="KEY", help=", ".join(dict.fromkeys(o.activation for o in OUTPUT_LAYERS.values()))
    )
    parser.add_argument("--classes", type=int, help="how many classes or labels there are")
    parser.add_argument("--loss", metavar="KEY", help=", ".join(LOSSES))
    parser.add_argument("--regularization", metavar="KEY", help=", ".join(REGULARIZERS))
    parser.add_argument("--regularization-rate", type=float, help=f"0 to {MAX_RATE:g}")
    _add_method(parser)


def _add_method(parser: argparse.ArgumentParser) -> None:
    """The options of how a network is trained, whatever it learns."""
    parser.add_argument("--seed", type=int, help="the same seed gives the same run")
    parser.add_argument("--weights-seed", type=int, help="another seed for the initial weights")
    parser.add_argument("--features", type=race_command.items, metavar="KEYS", help=", ".join(FEATURES))
    parser.add_argument("--learning-rate", type=float, help=f"0 to {MAX_RATE:g}")
    parser.add_argument("--batch-size", type=int, help="samples per update")
    parser.add_argument("--optimizer", metavar="KEY", help=", ".join(OPTIMIZERS))
    parser.add_argument("--clip-norm", type=float, help="gradients longer than this are shortened; 0 for none")
    parser.add_argument("--schedule", metavar="KEY", help=", ".join(SCHEDULES))
    parser.add_argument("--schedule-epochs", type=int, help="the period of the schedule")
    parser.add_argument("--initializer", metavar="KEY", help=", ".join(INITIALIZERS))
    parser.add_argument("--initial-bias", type=float, help="what every bias starts at, -1 to 1 (default: 0.1)")


def add_commands(commands: Commands) -> None:
    """Add what the core can do to a program's commands."""
    train = commands.add_parser("train", help="train one network and print its losses")
    train.add_argument("--epochs", type=_epochs, default=100, help="how many epochs to train (default: 100)")
    _add_setup(train)
    train.add_argument(
        "--activation",
        type=race_command.items,
        metavar="KEYS",
        help="one for all layers or one each, its parameter after a colon as in leaky-relu:0.1, a name that PyTorch, "
        "Keras or JAX have for it as in nn.SiLU, or a formula as in '=max(0, z)': " + ", ".join(ACTIVATIONS),
    )
    train.add_argument("--dropout", type=float, help="share of hidden units left out, 0 to 0.9")
    train.add_argument("--link", metavar="LINK", help="a link of the playground; options beside it win")
    own_command.add_options(train)
    train.add_argument(
        "--resume",
        type=Path,
        metavar="FILE",
        help="go on from what --save-state wrote; a FILE.json, as the page writes it too, brings its set-up along, and "
        "options beside it win",
    )
    train.add_argument(
        "--save-state", type=Path, metavar="FILE", help="write the final training state; FILE.json: with the set-up"
    )
    train.add_argument("--picture", type=Path, metavar="FILE.png", help="write a picture of the decision boundary")
    train.set_defaults(run=_train)
    racing = commands.add_parser("race", help="race activations over many seeds to a test loss: is it luck?")
    _add_setup(racing)
    race_command.add_options(racing, "sigmoid,tanh,relu")
    race_command.add_goal(racing)
    race_command.add_link(racing)
    racing.set_defaults(run=_race, activation=None, dropout=None, link=None)
    surveying = commands.add_parser("survey", help="race activations on every dataset: one table of them all")
    _add_method(surveying)
    race_command.add_options(surveying, "all", folder_needed=True)
    surveying.set_defaults(run=_survey, activation=None, hidden=None, dropout=None, link=None)
    compiling = commands.add_parser("compile", help="compile the training core now, not at first use")
    compiling.set_defaults(run=_compile)


def _experiment(arguments: argparse.Namespace, resumed: Experiment | None = None) -> Experiment:
    """The experiment that the arguments ask for; what is left out is as in the file or the link, or the default."""
    chosen: dict[str, Any] = {
        name: value
        for name, value in vars(arguments).items()
        if name in Experiment.model_fields and name != "hidden" and value is not None
    }
    if "dataset" in chosen and "problem" not in chosen and chosen["dataset"] in DATASETS:
        chosen["problem"] = DATASETS[chosen["dataset"]].problem
    defaults = resumed or Experiment()
    if arguments.link is not None:
        link = from_link(arguments.link)
        defaults = link.experiment
        for note in link.notes:
            print(f"{arguments.program} {arguments.command}: {note}", file=sys.stderr)
    linked = defaults.model_dump(exclude_defaults=True, exclude={"hidden"})
    if resumed or arguments.link is not None:
        linked["samples"] = defaults.samples  # which other problems have another default of
    if chosen.get("problem", defaults.problem) != defaults.problem:
        linked = {name: value for name, value in linked.items() if name not in _OF_A_PROBLEM}
    if "dataset" in chosen and defaults.points:  # these, and how many there are
        data_fields = ("points", "train_points", "names", "samples")
        linked = {name: value for name, value in linked.items() if name not in data_fields}
    fields = linked | chosen | {"hidden": _layers(arguments, defaults.hidden)}
    if "points" in fields and {"points", "train_percent"} & chosen.keys() and not getattr(arguments, "told", False):
        fields |= split_fields(fields, chosen.get("train_points", defaults.train_samples))
    return Experiment(**fields)


def _layers(arguments: argparse.Namespace, defaults: Sequence[Layer]) -> list[dict[str, Any]]:
    """The hidden layers that the arguments ask for; what they leave out is as in the usual ones."""
    like = [layer.model_dump() for layer in defaults] or [{"activation": "tanh"}]
    units = [layer.units for layer in defaults] if arguments.hidden is None else arguments.hidden
    layers = [{**like[min(i, len(like) - 1)], "units": n} for i, n in enumerate(units)]
    if arguments.dropout is not None:
        layers = [layer | {"dropout": arguments.dropout} for layer in layers]
    keys = arguments.activation or []
    if len(keys) == 1:
        keys = keys * len(layers)
    if keys and len(keys) != len(layers):
        raise ValueError(f"activation must be one for all {len(layers)} layers or one each, got {len(keys)}")
    kinds = [_ANY_KIND | chosen_activation(key) for key in keys] or [{}] * len(layers)
    return [layer | kind for layer, kind in zip(layers, kinds, strict=True)]


def _begin(arguments: argparse.Namespace) -> tuple[Experiment, TrainingState]:
    """Where the training begins: at epoch 0, or with what a file holds."""
    path = arguments.resume
    if path is None or path.suffix != ".json":
        experiment = _experiment(arguments)
        return experiment, TrainingState.from_bytes(experiment, path.read_bytes()) if path else start(experiment)
    if arguments.link is not None:
        raise ValueError(f"link must be left out with {path}, which has settings of its own")
    file = decode(path.read_bytes())
    if file.encoding != "utf-8":
        print(f"{path}: read as {file.encoding}")
    before, state = from_json(file.text)
    after = _experiment(arguments, before)
    return after, refit(state, before, after)


def _train(arguments: argparse.Namespace) -> int:
    own_command.take(arguments)
    experiment, state = _begin(arguments)
    for path in filter(None, (arguments.save_state, arguments.picture)):
        # said before the training, not after it
        if not path.parent.is_dir():
            raise ValueError(f"{path} must be in a folder that exists, got {path.parent}")
        if path.is_dir():
            raise ValueError(f"{path} must be a file, got a folder")
    trainer = Trainer(experiment)
    metrics = trainer.evaluate(state)
    diverged = ""
    with tqdm(total=arguments.epochs, unit="epoch", disable=arguments.epochs == 0) as bar:
        goal, every = state.epoch + arguments.epochs, max(1, arguments.epochs // _REPORTS)
        try:
            while state.epoch < goal:
                before = state.epoch
                state, metrics = next(trainer.progress(state, every=min(every, goal - before)))
                bar.set_postfix(train=f"{metrics.train_loss:.4f}", test=f"{metrics.test_loss:.4f}", refresh=False)
                bar.update(state.epoch - before)
        except DivergedError as error:
            help_ = "" if error.fault else f"; a learning rate below {exact(experiment.learning_rate)} may help"
            diverged = f"{error}{help_}"
    if diverged:
        print(f"{arguments.program} train: {diverged}", file=sys.stderr)
    _report(experiment, state, metrics)
    if arguments.save_state:
        as_json = arguments.save_state.suffix == ".json"
        arguments.save_state.write_bytes(to_json(experiment, state).encode() if as_json else state.to_bytes())
    if arguments.picture:
        save_picture(experiment, state, arguments.picture)
    return 1 if diverged else 0


def _race(arguments: argparse.Namespace) -> int:
    rules = race_command.linked(arguments)
    base = _experiment(arguments, rules.base if rules else None)
    return race_command.race(arguments, base, arguments.given, rules)


def _survey(arguments: argparse.Namespace) -> int:
    return race_command.survey(arguments, _experiment(arguments), arguments.given)


def _compile(arguments: argparse.Namespace) -> int:
    if default_engine() != "compiled":
        raise ValueError("Numba is not installed; training works without it, but more slowly")
    seconds = prepare()
    print(f"compiled in {seconds:.1f} s" if seconds else "was compiled already")
    return 0


def _report(experiment: Experiment, state: TrainingState, metrics: Metrics) -> None:
    score = "R²" if experiment.problem == "regression" else "accuracy"
    print(f"epoch {state.epoch}")
    print(f"training loss {metrics.train_loss:.6f}   {score} {metrics.train_score:.4f}")
    print(f"test loss     {metrics.test_loss:.6f}   {score} {metrics.test_score:.4f}")
    print(f"gap {metrics.gap:+.6f}")
    print(f"parameters {experiment.parameters}")
    for index, (layer, numbers) in enumerate(zip(experiment.hidden, state.fitted(experiment).layers, strict=False)):
        for symbol, began, values in layer.named(numbers.learned):
            learned = ", ".join(f"{value:.6g}" for value in values)
            print(f"layer {index + 1} learned {symbol} = {learned} (began at {began:.6g})")


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; bad arguments get one line and exit code 2, a training that diverges 1."""
    return run(
        sys.argv[1:] if arguments is None else arguments,
        add_commands,
        program="python -m nn_core",
        description="Train small neural networks without a browser.",
        version=__version__,
    )


if __name__ == "__main__":
    sys.exit(main())
